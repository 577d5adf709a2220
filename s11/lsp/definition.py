"""Where something that a plan names stands: a person, a theme, a word of the legend, an address, a standard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from s11.lsp.around import Around
from s11.lsp.places import Cursor, InFormat
from s11.plan import Action, CarriedTo, Plan, PlanFile, Recommendation, own_address
from s11.text import Document, Node, Path, Span

# a file and the stretch of it; no file: the one that is open
Target = tuple[FilePath | None, Document, Span]


def targets(loaded: PlanFile, around: Around, cursor: Cursor, place: InFormat) -> Iterator[Target]:
    """Where the words under the cursor lead."""
    words = _text_of(loaded.document.node(cursor.path))
    if not words or cursor.on_key:
        return
    if place.field is not None and place.field.names:
        yield from _own(loaded.document, ("people", words))
    elif refers_to(place) == "address":
        yield from _address(loaded, around, words)
    elif refers_to(place) == "theme":
        yield from _own(loaded.document, ("themes", words))
    elif refers_to(place) == "rag" and loaded.plan is not None:
        yield from _own(loaded.document, ("rag", loaded.plan.legend_word(words)))
    elif refers_to(place) in ("standard", "standards"):
        yield from _standard(around, words)


def refers_to(place: InFormat) -> str:
    """What the words of a field are the name of: 'address', 'theme', 'rag', 'standard', 'standards'; '' for none."""
    if place.field is None or place.own_key:
        return ""
    name, holder = place.field.name, place.holder
    if (
        (holder is CarriedTo and name == "address")
        or place.record is CarriedTo
        or (holder is Action and name == "detail")
        or (holder is Recommendation and name == "responds_to")
    ):
        return "address"
    if holder is Recommendation and name == "theme":
        return "theme"
    if name == "rag" and holder in (Recommendation, Action):
        return "rag"
    if name == "standards":
        return "standards" if holder is Plan else "standard"
    return ""


def _own(document: Document, path: Path) -> Iterator[Target]:
    if document.has(path):
        yield None, document, document.key_span(path)


def _address(loaded: PlanFile, around: Around, words: str) -> Iterator[Target]:
    plan_id, _, inside = own_address(loaded.source.id, words).partition("#")
    own = plan_id == loaded.source.id
    file = loaded if own else around.register.file(plan_id)
    path = None if own else around.path_of(plan_id)
    if file is None or (path is None and not own):
        return
    place = _inside(file.document, inside) if inside else ()
    if place is not None:
        yield path, file.document, file.document.key_span(place)


def _inside(document: Document, inside: str) -> Path | None:
    """The path of what has an address in a plan."""
    action, _, piece = inside.partition("/")
    above = document.node(("recommendations",))
    for at, recommendation in enumerate(above if isinstance(above, list) else []):
        path: Path = ("recommendations", at)
        if not isinstance(recommendation, dict):
            continue
        if inside.startswith("rec:"):
            if _text_of(recommendation.get("id")) == inside[4:]:
                return (*path, "id")
            continue
        actions = recommendation.get("actions")
        for number, one in enumerate(actions if isinstance(actions, list) else []):
            if not isinstance(one, dict) or _text_of(one.get("id")) not in (action, inside):
                continue
            here: Path = (*path, "actions", number)
            field, count = ("milestones", piece[1:]) if piece.startswith("m") else ("evidence", piece)
            exact = (*here, field, int(count) - 1) if count.isdecimal() and int(count) else ()
            return exact if exact and document.has(exact) else (*here, "id")
    return None


def _standard(around: Around, words: str) -> Iterator[Target]:
    for name, kept in around.standards.items():
        if words == name:
            yield kept.path, kept.document, kept.document.key_span(("id",))
        elif words.startswith(f"{name}."):
            entries = kept.document.node(("standards",))
            for at, entry in enumerate(entries if isinstance(entries, list) else []):
                if isinstance(entry, dict) and _text_of(entry.get("id")) == words[len(name) + 1 :]:
                    path: Path = ("standards", at, "id")
                    yield kept.path, kept.document, kept.document.key_span(path)


def _text_of(node: Node | None) -> str:
    return node.strip() if isinstance(node, str) else ""

"""The outline of a plan: its recommendations, their actions, and what each is to show."""

from __future__ import annotations

from s11.lsp.buffers import Buffer
from s11.lsp.messages import Json, Object, within
from s11.text import Document, Node, Path

# the protocol's own numbers for what looks most alike: a namespace, a function, a file and an event
_KINDS = {"recommendations": 3, "actions": 12, "evidence": 17, "milestones": 24}
_WITHIN = {"recommendations": ("actions",), "actions": ("evidence", "milestones")}
_CALLED = {"actions": "Action", "evidence": "Evidence", "milestones": "Milestone"}


def symbols(document: Document, buffer: Buffer) -> list[Json]:
    """The outline as far as the text can be read."""
    return _listed(document, buffer, (), "recommendations")


def flat(outline: list[Json], uri: str, above: str = "") -> list[Json]:
    """The same one after another, for an editor that knows no outline within an outline."""
    flattened: list[Json] = []
    for one in outline:
        if not isinstance(one, dict):
            continue
        place: Json = {"uri": uri, "range": one["range"]}
        name = f"{one['name']} {one['detail']}".strip()
        flattened.append({"name": name, "kind": one["kind"], "location": place, "containerName": above})
        children = one["children"]
        flattened += flat(children if isinstance(children, list) else [], uri, name)
    return flattened


def _listed(document: Document, buffer: Buffer, above: Path, field: str) -> list[Json]:
    node = document.node((*above, field))
    entries = node if isinstance(node, list) else [node] if isinstance(node, dict) else []
    paths = [(*above, field, at) if isinstance(node, list) else (*above, field) for at in range(len(entries))]
    return [
        _symbol(document, buffer, path, entry, field, at)
        for at, (path, entry) in enumerate(zip(paths, entries, strict=True), 1)
        if isinstance(entry, dict)
    ]


def _symbol(document: Document, buffer: Buffer, path: Path, entry: dict[str, Node], field: str, at: int) -> Object:
    called = _CALLED.get(field) or _text_of(document.node(("called",))) or "Recommendation"
    # evidence and milestones have no id: their number is their address
    number = _text_of(entry.get("id")) or str(at)
    children: list[Json] = []
    for inner in _WITHIN.get(field, ()):
        children += _listed(document, buffer, path, inner)
    whole, named = buffer.range_of(document.span(path)), buffer.range_of(document.key_span(path))
    # what is named must lie within the whole, and a record begins with its first key
    start: Json = min((whole["start"], named["start"]), key=_order)
    return {
        "name": f"{called} {number}",
        "detail": " ".join(_text_of(entry.get("text")).split()),
        "kind": _KINDS[field],
        "range": {"start": start, "end": max((whole["end"], named["end"]), key=_order)},
        "selectionRange": named,
        "children": children,
    }


def _order(position: Json) -> tuple[int, int]:
    line, character = within(position, "line"), within(position, "character")
    return (line if isinstance(line, int) else 0, character if isinstance(character, int) else 0)


def _text_of(node: Node | None) -> str:
    return node.strip() if isinstance(node, str) else ""

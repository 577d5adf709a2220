"""What is left out leaves no trace: what points at it, what stands only for it, and paths that only the council can
open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from s11.plan import CarriedTo, Field, Plan, Record, fields_of
from s11.rules.identifiers import plain
from s11.view.name_search import Text, texts_of

R = TypeVar("R", bound=Record)
V = TypeVar("V")

# a drive, a share, a file on a machine, a host that only the council's own network knows
_INTERNAL = re.compile(
    r"(?<![\w])[A-Za-z]:(?:\\|/(?!/))[^\s]*|\\\\[\w.$-]+(?:\\[^\s]*)?|(?<![\w:/])//[\w.-]+/[^\s]*|\b(?:file|smb|cifs"
    r"|afp|nfs|onenote|ms-\w+):[^\s]*"
    r"|(?<![\w.:/])(?:~|/(?:home|Users|Volumes|mnt|srv|var|usr|tmp|etc|opt))/[^\s]*"
    r"|\bhttps?://(?:[^\s/@]*@)?(?:localhost|[\w-]+|[\w.-]+\.(?:local|internal|intranet|lan|corp)|10(?:\.\d+){3}"
    r"|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|127(?:\.\d+){3})(?::\d+)?(?=[/?#\s]|$)[^\s]*"
    r"|\b[^\s]*\bsharepoint\.com/[^\s]*|\bintranet\.[\w.-]+[^\s]*|https?://intranet[^\s]*",
    re.I,
)


# a path with spaces in it goes on to the ending of its file, else to the end of its line
_ON = re.compile(
    r"[^\n\"<>|]*?\.(?:docx?|xlsx?|xlsm|pptx?|pdf|msg|eml|txt|csv|rtf|odt|html?|ya?ml|zip|mdb|accdb|jpe?g|png|url"
    r"|lnk)\b|[^\n\"<>|]*",
    re.I,
)
PATH_LEFT_OUT = "[path left out]"


class LeftOutPlans(NamedTuple):
    """What one public copy leaves out, as far as one plan could point at it."""

    plans: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    recommendations: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return any(self)


def addresses(plan: Plan, gone: LeftOutPlans) -> Iterator[str]:
    """The addresses of what a plan itself leaves out."""
    yield from (f"{plan.id}#{action}" for action in gone.actions)
    yield from (f"{plan.id}#rec:{recommendation}" for recommendation in gone.recommendations)


def internal_in(text: str) -> Iterator[tuple[int, int]]:
    """Every path in a plain text that only the council can open."""
    yield from (match.span() for match in _INTERNAL.finditer(text))


def without_paths(text: str) -> str:
    """A text with every path that only the council can open left out."""
    # signs of other widths are such signs too, once they are folded
    if text.isascii() and not _PATH_SIGN.search(text):
        return text
    kept, at = [], 0
    shown = text if text.isascii() and "%" not in text and "&" not in text else plain(text)
    for start, end in internal_in(shown):
        if start >= at:
            if "\\" in shown[start:end] and (more := _ON.match(shown, start)):
                end = max(end, more.end())
            kept += [shown[at:start], PATH_LEFT_OUT]
            at = end
    return "".join((*kept, shown[at:])) if kept else text


_PATH_SIGN = re.compile(r"[\\/%&]|file:", re.I)


def points_at(plan: Plan, value: str, gone: LeftOutPlans) -> bool:
    """Whether a value of a field is the address of something that is left out."""
    whole = " ".join(plain(value).split()).casefold()
    name, fence, rest = whole.partition("#")
    if name in {one.casefold() for one in gone.plans}:
        return True
    if not fence:
        return False
    address = f"{name or plan.id.casefold()}#{rest}"
    return any(
        address == other.casefold() or address.startswith(other.casefold() + "/")
        for other in (*addresses(plan, gone), *gone.elsewhere)
    )


def without_traces(plan: Plan, record: R, gone: LeftOutPlans) -> R:
    """A record without the values that point at what is left out, and without paths that only the council can open."""
    changed: dict[str, object] = {}
    for field in fields_of(type(record)):
        held = getattr(record, field.name)
        if (
            isinstance(held, str)
            and held
            and not field.prose
            and not field.names
            and _is_trace(plan, held, gone, field)
        ):
            changed[field.name] = ""
        elif isinstance(held, str) and held and not field.names and (cut := without_paths(held)) is not held:
            changed[field.name] = cut
        elif isinstance(held, tuple) and held:
            inner = tuple(
                without_traces(plan, one, gone) if isinstance(one, Record) else one
                for one in held
                if not (isinstance(one, str) and _is_trace(plan, one, gone, field))
            )
            # a place that only named what is left out is no place any more
            inner = tuple(one for one in inner if not isinstance(one, CarriedTo) or one.address or one.body)
            if inner != held:
                changed[field.name] = inner
        elif isinstance(held, Record):
            kept = without_traces(plan, held, gone)
            if kept is not held:
                changed[field.name] = kept
    return replace(record, **changed) if changed else record


def _is_trace(plan: Plan, value: str, gone: LeftOutPlans, field: Field) -> bool:
    return (bool(gone) and points_at(plan, value, gone)) or (
        field.locates and next(internal_in(plain(value)), None) is not None
    )


def traces_in(plan: Plan, text: Text, shown: str, gone: LeftOutPlans) -> Iterator[tuple[int, int]]:
    """Every place of a text, already read plain, that names what is left out or a path only the council can open."""
    yield from internal_in(shown)
    if not gone:
        return
    for name in gone.plans:
        for spelled in dict.fromkeys(
            (name, name.replace("/", "--"), name.replace("/", "-"), name.replace("/", "_"), _last(name))
        ):
            if spelled:
                yield from (
                    match.span()
                    for match in re.finditer(
                        rf"(?<![\w/-]){re.escape(spelled)}(?![\w-])|(?<=[/#]){re.escape(spelled)}(?![\w-])", shown, re.I
                    )
                )
    for address in (*addresses(plan, gone), *gone.elsewhere):
        yield from (match.span() for match in re.finditer(rf"(?<![\w-]){re.escape(address)}(?![\w]|\.\w)", shown, re.I))
    for ids, fence, called in (
        (gone.actions, "#", r"actions?"),
        (gone.recommendations, "#rec:", rf"(?:recommendations?|recs?\.?|{re.escape(plan.calls_it)}s?)"),
    ):
        if ids:
            any_id = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
            yield from (
                match.span()
                for match in re.finditer(
                    rf"(?<![\w]){fence}(?:{any_id})(?![\w]|\.\w)"
                    rf"|\b{called}\s*(?:(?:nos?|numbers?)\b\.?\s*)?#?"
                    rf"(?:[\w.]+(?:,| and| or| to|-)\s*)*?(?:{any_id})(?![\w]|\.\w)",
                    shown,
                    re.I,
                )
            )


def _last(name: str) -> str:
    """The last part of a plan's id, where it is a name of its own and not a word of plain English."""
    last = name.rsplit("/", 1)[-1]
    return last if "/" in name and "-" in last and len(last) >= 8 else ""


def only_used(plan: Plan, kept: Plan, words: Collection[str]) -> frozenset[str]:
    """Those of some words that stand in a plan only where it is left out."""
    if not words:
        return frozenset()
    before, after = (
        {
            run
            for text in texts_of(replace(one, terms={}, themes={}, standards=()))
            for run in _runs_with(text.text, words)
        }
        for one in (plan, kept)
    )
    return frozenset(before - after)


def _runs_with(text: str, words: Collection[str]) -> Iterator[str]:
    return (word for word in words if word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def only_shown(readings: Iterable[tuple[Plan, Plan]]) -> dict[str, frozenset[str]]:
    """The terms, themes and lists of standards of a plan, each by its field, that not only what is left out needs.

    ``readings``: the plan as it stands and without what is left out, in every reading of it: what one of them needs is
    kept in all.
    """
    needed: dict[str, set[str]] = {"themes": set(), "terms": set(), "standards": set()}
    for plan, kept in readings:
        before, after = ({recommendation.theme for recommendation in one.recommendations} for one in (plan, kept))
        needed["themes"] |= plan.themes.keys() - (before - after)
        needed["terms"] |= plan.terms.keys() - only_used(plan, kept, plan.terms)
        needed["standards"] |= set(plan.standards) - (_lists(plan) - _lists(kept))
    return {name: frozenset(names) for name, names in needed.items()}


def trimmed(kept: Plan, needed: Mapping[str, frozenset[str]]) -> Plan:
    """A plan with only those terms, themes and lists of standards that are said."""
    return replace(
        kept,
        themes=_only(kept.themes, needed["themes"]),
        terms=_only(kept.terms, needed["terms"]),
        standards=tuple(one for one in kept.standards if one in needed["standards"]),
    )


def _only(held: Mapping[str, V], names: Collection[str]) -> Mapping[str, V]:
    return {key: value for key, value in held.items() if key in names}


def _lists(plan: Plan) -> set[str]:
    """The lists of standards that a plan's recommendations and actions cite."""
    cited = [standard for recommendation in plan.recommendations for standard in recommendation.standards]
    cited += [standard for _, action in plan.actions() for standard in action.standards]
    return {
        name for name in plan.standards for standard in cited if standard == name or standard.startswith(f"{name}.")
    }

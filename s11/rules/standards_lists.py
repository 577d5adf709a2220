"""What is wrong with the lists of standards themselves, beyond their shape: one slip in a list makes every plan that
follows it look wrong.

Codes, levels and reasons are those of the rules about plans (S101, S105, S106, S108); lists take no allowances.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TypeVar

from s11.plan import NEW, BoundBodies, Standard, StandardList, Standards, StandardsFile, did_you_mean
from s11.text import ERROR, Document, Finding, Path

T = TypeVar("T")
ANOTHER_ID = "give the later one an id of its own"
HOW_TO_REPLACE = f"write the list's name, a full stop and the standard's id; '{NEW}' where no earlier list asked for it"


def check_standards(files: Sequence[StandardsFile]) -> tuple[Finding, ...]:
    """Every finding on every file of standards, its shape among it, in order of file and line."""
    known = Standards.of(files)
    unsure = frozenset(file.id for file in files if file.findings or (file.listed is None and file.bodies is None))
    findings: list[Finding] = []
    by_id: dict[str, StandardsFile] = {}
    for file in files:
        findings += file.findings
        if (first := by_id.setdefault(file.id, file)) is not file:
            findings.append(_same_id(first, file))
        if file.listed is not None:
            findings += _of_list(file, file.listed, known, unsure)
        if file.bodies is not None:
            findings += _of_bodies(file, file.bodies)
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _same_id(first: StandardsFile, second: StandardsFile) -> Finding:
    """Two files of one id: said of the second, or of the council's own where s11 carries the other."""
    if second.own:
        message = f"'{second.id}' is the id of {first.source.name} too: of the two that one is read"
        return _finding(second, "S101", ("id",), message, "give one of the two an id of its own, or take it away")
    message = f"'{first.id}' is the id of a list that s11 carries in {second.source.name}, and stands in its place"
    hint = "give it an id of its own; to stand in the place of that list it must have the name of its file"
    return _finding(first, "S101", ("id",), message, hint)


def _of_list(file: StandardsFile, listed: StandardList, known: Standards, unsure: Container[str]) -> Iterator[Finding]:
    paths = list(_entries(file.document, ("standards",), listed.standards))
    yield from _twice(file, ((path, one.id) for path, one in paths), "standard")
    for path, standard in paths:
        label = f"standard {standard.id}"
        points = [(inner, point.id) for inner, point in _entries(file.document, (*path, "points"), standard.points)]
        yield from _twice(file, points, f"{label}, point")
        if standard.group and standard.group not in listed.groups:
            hint = (
                did_you_mean(standard.group, listed.groups) or f"add '{standard.group}:' with its heading to 'groups'"
            )
            message = f"{label}: the list has no group '{standard.group}'"
            yield _finding(file, "S106", (*path, "group"), message, hint)
        yield from _replaced(file, path, standard, known, unsure)
        yield from _linked(file, path, standard, known, unsure)


def _replaced(
    file: StandardsFile, path: Path, standard: Standard, known: Standards, unsure: Container[str]
) -> Iterator[Finding]:
    label, here = f"standard {standard.id}", f"{file.id}.{standard.id}"
    if NEW in standard.replaces and len(standard.replaces) > 1:
        message = f"{label}: it cannot be new and stand in the place of another"
        yield _finding(file, "S105", (*path, "replaces"), message, HOW_TO_REPLACE)
    for number, address in enumerate(standard.replaces):
        place = _item(file.document, (*path, "replaces"), number)
        if address == NEW or _unknown_for_now(address, unsure):
            continue
        if known.find(address) is None:
            message = f"{label}: there is no standard '{address}' for it to replace"
            yield _finding(file, "S105", place, message, _near(address, known) or HOW_TO_REPLACE)
        elif address.startswith(f"{file.id}."):
            message = f"{label}: '{address}' is of this very list, and a standard replaces those of another"
            yield _finding(file, "S105", place, message, "take it out, or name the earlier list")
        elif _leads_back(address, here, known):
            message = f"{label}: '{address}' replaces this one in its turn, so neither came first"
            yield _finding(file, "S108", place, message, "one of the two lists is the earlier one: take its own out")


def _leads_back(address: str, here: str, known: Standards) -> bool:
    """Whether following what a standard replaces comes back to where it started."""
    seen: set[str] = set()
    waiting = [address]
    while waiting:
        one = waiting.pop()
        if one == here:
            return True
        standard = known.find(one)
        if one not in seen and standard is not None:
            seen.add(one)
            waiting += standard[1].replaced
    return False


def _linked(
    file: StandardsFile, path: Path, standard: Standard, known: Standards, unsure: Container[str]
) -> Iterator[Finding]:
    for name, ids in standard.links.items():
        # the numbering of a list that is not kept here is its own affair
        listed = known.lists.get(name)
        for number, one in enumerate(ids):
            if listed is not None and name not in unsure and listed.standard(one) is None:
                place = _item(file.document, (*path, "links", name), number)
                hint = did_you_mean(one, [other.id for other in listed.standards])
                hint = hint or f"its ids are {', '.join(other.id for other in listed.standards)}"
                yield _finding(file, "S105", place, f"standard {standard.id}: {name} has no standard '{one}'", hint)


def _of_bodies(file: StandardsFile, bodies: BoundBodies) -> Iterator[Finding]:
    paths = list(_entries(file.document, ("bodies",), bodies.bodies))
    yield from _twice(file, ((path, one.id) for path, one in paths), "body")
    ids = {one.id for one in bodies.bodies}
    for path, body in paths:
        for number, one in enumerate(body.replaces):
            if one not in ids:
                place = _item(file.document, (*path, "replaces"), number)
                hint = did_you_mean(one, ids) or "name another of this file by its id"
                yield _finding(file, "S108", place, f"body {body.id}: there is no body '{one}' in this file", hint)
        if body.bound_from and body.bound_until and body.bound_until.last < body.bound_from.first:
            message = (
                f"body {body.id}: bound until {body.bound_until.words}, before it was from {body.bound_from.words}"
            )
            yield _finding(file, "S005", (*path, "until"), message, "look up which of the two days is right")


def _twice(file: StandardsFile, ids: Iterable[tuple[Path, str]], what: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, id in ids:
        if id in seen:
            yield _finding(file, "S101", (*path, "id"), f"{what} id {id} stands twice in this list", ANOTHER_ID)
        elif id:
            seen.add(id)


def _unknown_for_now(address: str, unsure: Container[str]) -> bool:
    """Whether an address is of a list that could not be read whole: what it lacks may stand in it."""
    return any(address[:end] in unsure for end, sign in enumerate(address) if sign == ".")


def _near(address: str, known: Standards) -> str:
    name = next((one for one in sorted(known.lists, key=len, reverse=True) if address.startswith(f"{one}.")), "")
    if name:
        return f"the ids of {name} are {', '.join(one.id for one in known.lists[name].standards)}"
    whole = [f"{one}.{standard.id}" for one, listed in known.lists.items() for standard in listed.standards]
    return did_you_mean(address, whole)


def _entries(document: Document, path: Path, records: Sequence[T]) -> Iterator[tuple[Path, T]]:
    """Each record with its path: an entry that is none was left out, so the file's numbering has gaps."""
    node = document.node(path)
    kept = [at for at, item in enumerate(node) if isinstance(item, dict)] if isinstance(node, list) else []
    yield from (((*path, at), record) for at, record in zip(kept, records, strict=False))


def _item(document: Document, path: Path, number: int) -> Path:
    """The path of an entry of a list of words, or of the one word that stands for a list."""
    node = document.node(path)
    if not isinstance(node, list):
        return path
    kept = [at for at, item in enumerate(node) if isinstance(item, str) and item.strip()]
    return (*path, kept[number]) if number < len(kept) else path


def _finding(file: StandardsFile, code: str, path: Path, message: str, hint: str) -> Finding:
    document = file.document
    span = document.span(path) if isinstance(document.node(path), str) else document.key_span(path)
    return Finding(code, ERROR, file.source.name, path, document.place(span), message, hint, plan=file.source.id)

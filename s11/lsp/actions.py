"""What can be done about a finding: what ``lint --fix`` mends, and a remark that allows it with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11.lsp.around import Around, Checked
from s11.lsp.buffers import Buffer
from s11.lsp.diagnostics import diagnostic
from s11.lsp.messages import Json, Object, texts_in, within
from s11.plan import PlanFile, PlanFiles
from s11.rules import BY_CODE, fix, mended
from s11.text import Document, Finding, Source, encoded, read

QUICK_FIX, FIX_ALL = "quickfix", "source.fixAll"


def actions(
    loaded: PlanFile, around: Around, checked: Checked, buffer: Buffer, start: int, end: int, params: Json
) -> list[Json]:
    """What can be done about what was found between two offsets, of the kinds that were asked for."""
    only = texts_in(params, "context", "only")
    given: list[Json] = []
    if _wanted(QUICK_FIX, only):
        here = [one for one in checked.findings if not one.allowed and _touches(one, checked, buffer, start, end)]
        given += [_action(*each, QUICK_FIX, checked, buffer) for each in _mendings(loaded, here)]
        given += [_action(*each, QUICK_FIX, checked, buffer) for each in _allowances(loaded, here)]
    # asked for by name only, or it would stand in the list of every line
    if any(one == FIX_ALL or one.startswith(f"{FIX_ALL}.") or FIX_ALL.startswith(f"{one}.") for one in only):
        text = _all_mended(loaded, around)
        if text != loaded.document.text:
            given.append(_action("Mend all that s11 can mend", text, (), FIX_ALL, checked, buffer))
    return given


def _wanted(kind: str, only: list[str]) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _touches(finding: Finding, checked: Checked, buffer: Buffer, start: int, end: int) -> bool:
    place = buffer.range_at(checked.document, finding.place)
    return buffer.offset_of(within(place, "start")) <= end and start <= buffer.offset_of(within(place, "end"))


def _mendings(loaded: PlanFile, findings: Iterable[Finding]) -> Iterator[tuple[str, str, tuple[Finding, ...]]]:
    """Each finding that can be mended, with the text that has nothing else changed."""
    for finding in findings:
        text = _mended(loaded, finding)
        if text is not None:
            yield f"Mend {finding.code}: {BY_CODE[finding.code].name.replace('-', ' ')}", text, (finding,)


def _mended(loaded: PlanFile, finding: Finding) -> str | None:
    return mended(BY_CODE[finding.code], loaded, finding.path) if finding.fixable else None


def _allowances(loaded: PlanFile, findings: Iterable[Finding]) -> Iterator[tuple[str, str, tuple[Finding, ...]]]:
    """Each finding that a remark may excuse, with the text that has the remark; its reason is still to be typed, and
    until it is nothing is excused.
    """
    if encoded(loaded.document, loaded.document.text) != loaded.document.source.data:
        return
    for finding in dict.fromkeys(findings):
        rule = BY_CODE[finding.code]
        # what the reader itself finds is no verdict that anybody could excuse
        if rule.check is None or rule.edit or rule.firm or not finding.path or finding in loaded.findings:
            continue
        text = _with_remark(loaded.document, finding)
        if text is not None:
            yield f"Allow {finding.code} here: type the reason behind the code", text, (finding,)


def _with_remark(document: Document, finding: Finding) -> str | None:
    """The text with a remark on a line of its own above a finding; None where it would not be read as one."""
    start = document.line_starts()[finding.place.line - 1]
    line = document.rest_of_line(start)
    deep = line[: len(line) - len(line.lstrip(" "))]
    remark = f"# s11: allow {finding.code}"
    end = "\r\n" if "\r\n" in document.text else "\n"
    text = f"{document.text[:start]}{deep}{remark} {end}{document.text[start:]}"
    again = read(Source(document.source.name, document.source.id, encoded(document, text)))
    kept = any(comment.alone and comment.start == start + len(deep) for comment in again.comments)
    return text if kept and again.root == document.root else None


def _all_mended(loaded: PlanFile, around: Around) -> str:
    """The text with all mended that ``lint --fix`` mends."""
    fixed = fix(
        loaded,
        PlanFiles((loaded,)),
        around.vantage,
        exists=around.exists,
        standards=around.standard_ids,
    )
    return read(Source(loaded.source.name, loaded.source.id, fixed.data)).text if fixed.count else loaded.document.text


def _action(
    title: str, text: str, findings: tuple[Finding, ...], kind: str, checked: Checked, buffer: Buffer
) -> Object:
    edits: list[Json] = buffer.edits_to(buffer.text[: buffer.before] + text)
    action: Object = {
        "title": title,
        "kind": kind,
        "edit": {"changes": {checked.uri: edits}},
    }
    if findings:
        action["diagnostics"] = [diagnostic(finding, checked, buffer) for finding in findings]
    return action

"""What is wrong with edits of self-assessments: each rule asked of what changed, both sides judged on one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from s11.change import is_plainly_same, is_reason, same_text
from s11.change.assessments import AssessedComparison, compare_assessments
from s11.change.matching import Matching
from s11.change.text import shortened
from s11.plan import Amendment, Assessment, AssessmentFile, PlanFiles, StandardList, Standards
from s11.rules.assessment_context import AssessmentContext, is_for_other_boards, is_of_one_cycle
from s11.rules.assessment_edit import AMEND_WHOLE, AssessmentEdit, EarlierFault
from s11.rules.assessments import Beside
from s11.rules.registry import RULES
from s11.rules.rule import Hit, Rule
from s11.standing.answers import better
from s11.text import ERROR, Finding, Path, Place
from s11.when import Vantage

# each rule with what it asks of an edit; what is said of nothing else is asked last
_LAST = ("S812", "S701")
ABOUT_EDITS = tuple(
    sorted(
        (rule for rule in RULES if rule.check_assessment_edit is not None),
        key=lambda rule: _LAST.index(rule.code) if rule.code in _LAST else -1,
    )
)


def check_assessment_edits(
    old: Sequence[AssessmentFile], new: Sequence[AssessmentFile], before: Beside, beside: Beside, vantage: Vantage
) -> tuple[Finding, ...]:
    """Every finding on what changed between two readings of the same self-assessments and of what lies beside them.

    It takes no allowances: the reason is data, and stays. A finding stands in the new text; where the whole
    self-assessment is gone, at the beginning of the file that it had.
    """
    findings: list[Finding] = []
    stands = {one.source.id for one in new}
    for compared in compared_assessments(old, new, before, beside):
        edit = _edit_of(compared, before, beside, vantage)
        if edit is None:
            continue
        findings += _of_edit(edit)
        findings += _of_lists(edit)
        findings += _beside_another(edit, [one for one in old if one.source.id in stands], before)
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))


def compared_assessments(
    old: Sequence[AssessmentFile], new: Sequence[AssessmentFile], before: Beside, beside: Beside
) -> tuple[AssessedComparison, ...]:
    """The same self-assessments before and after; an action that stands elsewhere now is followed."""
    plans = before.register, beside.register
    if all(isinstance(side, PlanFiles) for side in plans) and plans[0].files != plans[1].files:
        one, other = (PlanFiles(tuple(side.files)) for side in plans)
        return compare_assessments(old, new, Matching(one, other).follow)
    return compare_assessments(old, new)


def _edit_of(compared: AssessedComparison, before: Beside, beside: Beside, vantage: Vantage) -> AssessmentEdit | None:
    was = _context(compared.old, before, vantage)
    now = _context(compared.new, beside, vantage)
    if now is None:
        return AssessmentEdit(was, None, compared, gone=True) if was is not None else None
    return AssessmentEdit(now, was, compared)


def _context(loaded: AssessmentFile | None, beside: Beside, vantage: Vantage) -> AssessmentContext | None:
    if loaded is None or loaded.assessment is None:
        return None
    known = Standards.of(beside.standards)
    unsure = frozenset(file.id for file in beside.standards if file.findings)
    return AssessmentContext(
        loaded, loaded.assessment, beside.register, known, vantage, unsure, beside.whole, beside.exists
    )


def _of_edit(edit: AssessmentEdit) -> Iterator[Finding]:
    faulted: list[EarlierFault] = []
    for rule in ABOUT_EDITS:
        for hit in (
            rule.check_assessment_edit(replace(edit, faulted=tuple(faulted))) if rule.check_assessment_edit else ()
        ):
            if edit.now.loaded.in_doubt(hit.path):
                continue
            level = hit.level or rule.level
            faulted.append(EarlierFault(rule.code, hit.path, level, _standard_at(edit, hit)))
            yield _finding(edit, rule, hit, level)


def _standard_at(edit: AssessmentEdit, hit: Hit) -> str:
    """The standard whose answer a finding stands at; '' where it is with the whole."""
    at = next((answer.standard for path, answer in edit.now.answers() if hit.path[: len(path)] == path), "")
    return at or hit.about.partition("#")[2].partition("/")[0]


def _finding(edit: AssessmentEdit, rule: Rule, hit: Hit, level: str) -> Finding:
    source, document = edit.now.loaded.source, edit.now.document
    if edit.gone:
        place = Place(1, 1, 1, 1)
    else:
        of_text = isinstance(document.node(hit.path), str) and not hit.on_key
        place = document.place(document.span(hit.path) if of_text else document.key_span(hit.path))
    path: Path = () if edit.gone else hit.path
    return Finding(rule.code, level, source.name, path, place, hit.message, hit.hint, plan=source.id, about=hit.about)


# a second return of one cycle -----------------------------------------------------------------------------------------


def _beside_another(edit: AssessmentEdit, old: Sequence[AssessmentFile], before: Beside) -> Iterator[Finding]:
    """What a new return makes of one that stands: of two of one cycle for the same boards the last one holds (S701)."""
    mine = edit.now.assessment
    if edit.was is not None or edit.gone or any(not one.about and is_reason(one.why) for one in mine.amendments):
        return
    for loaded in old:
        case = _context(loaded, before, edit.now.vantage)
        if case is None or not _is_of_the_same(case.assessment, mine):
            continue
        numbers = dict.fromkeys(one.standard for one in (*case.assessment.answers, *mine.answers))
        looks = [one for one in numbers if better(case.of_standard(one), edit.now.of_standard(one))]
        if looks:
            message = (
                f"a second return of one cycle beside {case.assessment.id}, in which {_standards(looks)} better than "
                "there, and nothing says why"
            )
            hint = f"enter it in {case.assessment.id}, with its reasons; of a return that is made anew {AMEND_WHOLE}"
            rule = next(rule for rule in RULES if rule.code == "S701")
            yield _finding(edit, rule, Hit(("title",), message, hint), rule.level)


def _standards(numbers: Sequence[str]) -> str:
    few = ", ".join(numbers[:4]) + (" …" if len(numbers) > 4 else "")
    return f"standard {few} looks" if len(numbers) == 1 else f"standards {few} look"


def _is_of_the_same(one: Assessment, other: Assessment) -> bool:
    """Whether two returns are of one body, list, cycle and part of it, and for the same boards."""
    names = ("organisation", "unit", "round")
    same = all(same_text(getattr(one, name), getattr(other, name)) for name in names)
    if not same or one.standards != other.standards or one.id == other.id:
        return False
    return is_of_one_cycle(one, other) and not is_for_other_boards(one, other)


# lists of standards --------------------------------------------------------------------------------------------------


def _of_lists(edit: AssessmentEdit) -> Iterator[Finding]:
    """What a change of its list of standards alone makes of a return (S712), where nothing in it says why."""
    was, now = edit.was, edit.now
    if was is None or edit.gone or was.assessment.standards != now.assessment.standards or _explained(edit):
        return
    before, after = was.listed, now.listed
    if before is None or after is None or before.standards == after.standards:
        return
    effects = [*_lost(edit, before, after), *_another(edit, before, after), *_better_by_list(edit, before)]
    if effects:
        message = f"the list {after.id} changed, and with it {now.assessment.id}: {'; '.join(effects[:3])}"
        path: Path = ("standards",)
        place = now.document.place(now.document.span(path))
        hint = f"put the list back, or, in the self-assessment, {AMEND_WHOLE}"
        source = now.loaded.source
        yield Finding("S712", ERROR, source.name, path, place, message, hint, plan=source.id)


def _explained(edit: AssessmentEdit) -> bool:
    return any(isinstance(one, Amendment) and is_reason(one.why) and not one.about for one in edit.amendments())


def _lost(edit: AssessmentEdit, before: StandardList, after: StandardList) -> Iterator[str]:
    """The standards that applied to the body and are no longer asked of it."""
    for one in before.standards:
        other = after.standard(one.id)
        answered = edit.now.assessment.answer(one.id) is not None
        if other is None and not answered:
            yield f"standard {one.id} is no longer asked"
        elif other is not None and edit.now.of_standard(one.id).applies is False and _applied(edit, one.id, before):
            yield f"standard {one.id} no longer applies to it"


def _another(edit: AssessmentEdit, before: StandardList, after: StandardList) -> Iterator[str]:
    """The standards that say something else than what was answered under their number."""
    for pair in edit.answers():
        was, now = before.standard(pair.old.standard), after.standard(pair.new.standard)
        if was is not None and now is not None and not is_plainly_same(was.text, now.text):
            yield f"standard {now.id} says something else than what was answered ({shortened(was.text)})"


def _applied(edit: AssessmentEdit, standard: str, before: StandardList) -> bool:
    return _with_list(edit, before).of_standard(standard).applies is not False


def _with_list(edit: AssessmentEdit, listed: StandardList) -> AssessmentContext:
    """The return as it is now, with its list of standards as it was."""
    now = edit.now
    standards = Standards({**now.standards.lists, now.assessment.standards: listed})
    return replace(now, standards=standards)


def _better_by_list(edit: AssessmentEdit, before: StandardList) -> Iterator[str]:
    was = _with_list(edit, before)
    for one in before.standards:
        looks = better(was.of_standard(one.id), edit.now.of_standard(one.id))
        if looks and edit.now.assessment.answer(one.id) is not None:
            yield f"standard {one.id} looks better ({', '.join(looks)})"

"""What the commands that write to self-assessments share: which one, the check of the result, the file, the commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Editing, NewFile, print_finding, print_refused
from s11.cli.loading import load_conventions, load_standards_files
from s11.cli.options import UsageError, as_of_day, today
from s11.cli.terminal import print_err, print_out, terminal_settings

if TYPE_CHECKING:
    from s11.edit import AssessmentDraft
    from s11.plan import AssessmentFile, PlanFiles, StandardList, StandardsFile
    from s11.store import Base, PlanSet
    from s11.text import Finding
    from s11.when import Conventions, Vantage

AnswerAddress = Annotated[
    str,
    typer.Argument(
        metavar="ADDRESS",
        autocompletion=offers.answer_addresses,
        help="A self-assessment's id, '#' and the number of the standard: westmere/assessment-2026#1.2.",
    ),
]
Amending = Annotated[
    str,
    typer.Option(
        "--why", metavar="WORDS", help="After the return was submitted: why it is changed, which stays in it."
    ),
]
AmendedBy = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="KEY",
        autocompletion=offers.assessment_people,
        envvar="S11_BY",
        help="With --why, who changes it: a key of the return's people.",
    ),
]


@dataclass(frozen=True)
class Around:
    """A self-assessment as it lies there, and what lies beside it."""

    loaded: AssessmentFile
    plan_set: PlanSet
    conventions: Conventions
    lists: tuple[StandardsFile, ...]

    @property
    def path(self) -> Path:
        return Path.cwd() / self.loaded.source.name

    @property
    def base(self) -> Base:
        return self.plan_set.base

    @property
    def listed(self) -> StandardList | None:
        """Its list of standards, where that is here."""
        from s11.plan import Standards

        name = self.loaded.assessment.standards if self.loaded.assessment is not None else ""
        return Standards.of(self.lists).lists.get(name)

    def draft(self) -> AssessmentDraft:
        from s11.edit import AssessmentDraft

        listed = self.listed
        return AssessmentDraft(self.loaded, [one.id for one in listed.standards] if listed is not None else [])


def split(address: str, *, whole: bool = False) -> tuple[str, str]:
    """A self-assessment's id and the number of a standard; with ``whole`` also the id alone."""
    name, hash_, standard = address.partition("#")
    if not name or (hash_ and not standard) or (not hash_ and not whole) or "/" in standard:
        shape = "westmere/assessment-2026#1.2" + (", or the id alone" if whole else "")
        raise UsageError(f"'{address}' is not the address of an answer: write {shape}")
    return name, standard


def read_assessment(name: str) -> Around:
    """One self-assessment, read. Raises UsageError where the name means none, several, or a plan."""
    from s11 import store
    from s11.rules.assessments import load_assessments

    here = Path.cwd()
    if (here / name).is_dir():
        raise UsageError(f"'{name}' is a folder: give the id of one self-assessment in it")
    plan_set = store.find_plans([name], here, or_assessments=True)
    if len(plan_set.assessments) != 1:
        raise UsageError(f"'{name}' is no self-assessment: 's11 update' and the like are for plans")
    conventions = load_conventions(plan_set.base)
    (loaded,) = load_assessments(plan_set.assessments, conventions)
    return Around(loaded, plan_set, conventions, load_standards_files(plan_set.base))


def edit_assessment(
    name: str,
    editing: Editing,
    as_of: str | None,
    change: Callable[[AssessmentDraft], object],
    why: str = "",
    by: str = "",
) -> int:
    """Read one self-assessment, change it, check it and write it back.

    ``why``: the reason of a change, where an answer was changed that is a record: the last part of what ``change``
    returns is then the standard.
    """
    from s11 import store
    from s11.edit import CannotDo

    with ExitStack() as held:
        held.enter_context(store.plans_held(store.folder_of(read_assessment(name).path)))
        around = read_assessment(name)
        home = around.path.parent
        try:
            draft = around.draft()
            change(draft)
        except CannotDo as error:
            raise UsageError(str(error)) from error
        if draft.document is draft.loaded.document:
            print_err("the self-assessment says all of this already: nothing was written")
            return 0
        if editing.commit:
            store.check_committed([around.path], home)
        refused, reported = findings_of(around, draft.so_far(), as_of)
        if refused:
            print_refused(refused)
            if any(finding.code == "S812" for finding in refused):
                print_err("with --why WORDS the command enters the reason beside it")
            return 1
        if not editing.diff:
            store.write_back([store.Written(around.path, around.loaded.source.data, draft.data)])
    lines = lines_of(around.loaded, draft)
    message = "\n\n".join([f"{around.loaded.source.id}: {'; '.join(dict.fromkeys(draft.phrases))}", "\n".join(lines)])
    commit = store.commit([around.path], message + "\n", home) if editing.commit else ""
    print_out("".join(f"{line}\n" for line in lines))
    if editing.diff:
        from s11.render.findings import difference

        source = around.loaded.source
        print_out(difference(source.name, source.data, draft.data, terminal_settings()))
    for finding in reported:
        print_finding(finding)
    if editing.diff:
        print_err("nothing was written")
        return 0
    print_err(f"written: {store.shown(around.path, Path.cwd())}")
    if commit:
        print_err(f"committed: {commit[:10]}")
    return 0


def write_new(made: NewFile, editing: Editing, as_of: str | None) -> int:
    """Check a new self-assessment and write it."""
    from s11 import store
    from s11.rules.assessments import load_assessments
    from s11.text import Source

    here = Path.cwd()
    path = here / made.name
    plan_set = store.find_plans([], here, or_assessments=True) if store.plan_ids(here) else None
    base = plan_set.base if plan_set is not None else store.base_of(here)
    conventions, lists = load_conventions(base), load_standards_files(base)
    (loaded,) = load_assessments([Source(made.name, made.plan_id, made.data)], conventions)
    refused, reported = _checked(loaded, base, lists, conventions, _vantage(as_of))
    if refused:
        print_refused(refused)
        return 1
    if editing.diff:
        from s11.render.findings import difference

        print_out(difference(made.name, b"", made.data, terminal_settings()))
        print_err("nothing was written")
        return 0
    with store.plans_held(store.folder_of(path)):
        store.write_back([store.Written(path, None, made.data)])
    subject = f"{made.plan_id}: {'; '.join(made.phrases)}"
    commit = store.commit([path], subject + "\n", base if isinstance(base, Path) else here) if editing.commit else ""
    print_out("".join(f"{one}\n" for one in made.phrases))
    for finding in reported:
        print_finding(finding)
    print_err(f"written: {made.name}")
    if commit:
        print_err(f"committed: {commit[:10]}")
    return 0


# the result ----------------------------------------------------------------------------------------------------------


def _vantage(as_of: str | None) -> Vantage:
    from s11.when import Vantage

    return Vantage(as_of_day(as_of), None)


def findings_of(around: Around, now: AssessmentFile, as_of: str | None) -> tuple[list[Finding], list[Finding]]:
    """What the edit brings: such findings as forbid it, and such as are only said."""
    from s11.rules.assessment_edits import check_assessment_edits
    from s11.rules.assessments import Beside, known_before
    from s11.text import ERROR

    vantage = _vantage(as_of)
    lists, base, conventions = around.lists, around.base, around.conventions
    wrong, weak = _checked(now, base, lists, conventions, vantage)
    before = [finding for side in _checked(around.loaded, base, lists, conventions, vantage) for finding in side]
    known = known_before([*wrong, *weak], before)
    committed = _committed(around)
    beside = Beside(lists, _plans_named(now, base, conventions), False)
    days = [vantage, *([replace(vantage, as_of=today())] if today() > vantage.as_of else [])]
    quiet: dict[tuple[str, str], Finding] = {}
    for day in days if committed is not None else ():
        old = [committed] if committed is not None else []
        before_edit = {
            (one.code, one.message) for one in check_assessment_edits(old, [around.loaded], beside, beside, day)
        }
        for one in check_assessment_edits(old, [now], beside, beside, day):
            if (one.code, one.message) not in before_edit:
                quiet.setdefault((one.code, one.message), one)
    refused = [one for one in wrong if one not in known] + [one for one in quiet.values() if one.level == ERROR]
    return refused, [one for one in weak if one not in known] + [one for one in quiet.values() if one.level != ERROR]


def _checked(
    loaded: AssessmentFile, base: Base, lists: tuple[StandardsFile, ...], conventions: Conventions, vantage: Vantage
) -> tuple[list[Finding], list[Finding]]:
    """The errors in a self-assessment, and its warnings."""
    from s11 import store
    from s11.rules.assessments import Beside, check_assessments
    from s11.text import ADVICE, ERROR

    beside = Beside(lists, _plans_named(loaded, base, conventions), False, store.exists_beside(base))
    (checked,) = check_assessments([loaded], beside, vantage)
    findings = [finding for finding in checked.findings if not finding.allowed and finding.level != ADVICE]
    return [one for one in findings if one.level == ERROR], [one for one in findings if one.level != ERROR]


def _plans_named(loaded: AssessmentFile, base: Base, conventions: Conventions) -> PlanFiles:
    """The plans whose actions it names, so that an address of nothing in them is found."""
    from s11 import store
    from s11.plan import PlanFiles, load_one, own_address

    assessment = loaded.assessment
    actions = [one for answer in assessment.answers for one in answer.actions] if assessment is not None else []
    names = sorted({own_address(loaded.source.id, one).partition("#")[0] for one in actions} - {loaded.source.id})
    files = []
    for name in names:
        try:
            files += [load_one(source, conventions) for source in store.find_plans([name], Path.cwd()).sources]
        except store.NotFound:
            # the finding on the address says it
            continue
    return PlanFiles.of(files)


def _committed(around: Around) -> AssessmentFile | None:
    """The self-assessment as it was last committed, under whatever name; outside git as it was before this edit.

    One that was never committed owes nobody a reason yet: None.
    """
    from s11 import store
    from s11.change.assessments import compare_assessments
    from s11.rules.assessments import load_assessments

    folder = store.folder_of(around.path)
    start = folder.parent if folder.name == "plans" else folder
    try:
        edit = store.against(store.find_plans([str(around.path)], start, or_assessments=True), "HEAD", start)
    except store.NotFound:
        return None if store.in_repository(start) else around.loaded
    if not edit.base:
        return None
    then = load_assessments(edit.assessments[0], around.conventions)
    for compared in compare_assessments(then, load_assessments(edit.assessments[1], around.conventions)):
        if compared.new is not None and compared.new.source.id == around.loaded.source.id:
            return compared.old
    return next((one for one in then if one.source.id == around.loaded.source.id), None)


def lines_of(before: AssessmentFile, draft: AssessmentDraft) -> Sequence[str]:
    """What changed, a line each; where nothing that is told changed, what was done."""
    from s11.change.assessment_text import assessed_texts
    from s11.change.assessments import compare_assessments

    (compared,) = compare_assessments([before], [draft.so_far()])
    lines = [
        f"{pair.new.label}: {text.words}"
        for pair in compared.every
        for change in pair.changes
        for text in assessed_texts(pair, change)
    ]
    return lines or [f"{phrase[0].upper()}{phrase[1:]}" for phrase in draft.phrases]

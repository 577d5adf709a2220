"""What ``returns collect`` does: workbooks read, their answers entered, one lead after the other, and what was not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.assessing import Around, findings_of, lines_of, read_assessment
from s11.cli.editing import Editing, Result, Sheet, print_finding, sheet_of
from s11.cli.loading import load_returns
from s11.cli.options import UsageError, as_of_day
from s11.cli.terminal import print_err, print_out, terminal_settings
from s11.english import join_words, number_of

if TYPE_CHECKING:
    from s11.edit import AssessmentDraft, Draft, Entry
    from s11.edit.returned import NotTaken, Taken
    from s11.intake.return_book import Returned
    from s11.plan.returns import ReturnSent, Signature
    from s11.text import Finding, Source
    from s11.when import Vantage


def collect_returns(folder: str, editing: Editing, as_of: str | None) -> int:
    """Enter what came back in a folder. The exit code: 0 where all was taken, 1 where something was not."""
    from s11 import store
    from s11.edit.returned import contradictions
    from s11.edit.returned_answers import contradicted

    books, unread = _read(folder)
    if not books and not unread:
        raise UsageError(f"there is no workbook in {folder}: save the returns in it, as .xlsx")
    against: dict[str, str] = {}
    for day in {book.day for book in books}:
        # of two that were sent on different days the later one was asked after the first had been answered
        of_day = [book for book in books if book.day == day]
        against |= contradictions(one for book in of_day for one in book.answered)
        against |= contradicted(one for book in of_day for one in book.assessment_answers)
    collecting = _Collecting(editing, as_of, against)
    for line in unread:
        print_out(f"not read: {line}\n")
    with store.plans_held(store.plans_root(Path.cwd()) or Path.cwd()):
        for book in books:
            collecting.take(book)
    collecting.print_who_is_missing()
    return 1 if unread or collecting.refused else 0


def _read(folder: str) -> tuple[list[Returned], list[str]]:
    """The returns of a folder, those sent first before the others; and the files that are none, with why."""
    from s11 import store
    from s11.intake.grid import CannotRead
    from s11.intake.return_book import MOST_BYTES, read_return

    books: list[Returned] = []
    unread: list[str] = []
    for path in store.returned_files(Path(folder)):
        if path.is_dir():
            unread.append(
                f"{path.name}: it is a folder: collect what is in it by itself, or put its files beside the others"
            )
            continue
        try:
            books.append(read_return(path.name, store.read_outside(path, MOST_BYTES)))
        except (CannotRead, store.NotFound) as error:
            unread.append(str(error))
    return sorted(books, key=lambda book: (book.day, book.organisation, book.called, book.name)), unread


@dataclass
class _Collecting:
    """One run: the plans as far as they have been changed, and what was refused so far."""

    editing: Editing
    as_of: str | None
    against: Mapping[str, str]
    refused: int = 0
    sheets: dict[str, Sheet] = field(default_factory=dict)
    arounds: dict[str, Around] = field(default_factory=dict)

    @property
    def latest(self) -> date:
        return self.editing.day

    @property
    def vantage(self) -> Vantage:
        from s11.when import Vantage

        return Vantage(as_of_day(self.as_of), None)

    def take(self, book: Returned) -> None:
        """Enter one workbook."""
        if gone := self._not_here(book):
            self.refused += 1
            print_out(f"{book.called} ({book.name}): not taken: {gone}\n")
            return
        refused, signed = list(book.refused), self._signature(book)
        if book.signed is not None and signed is None:
            from s11.edit.returned import NotTaken

            why = f"it lies after {self.latest.isoformat()}, when this is collected: it is not signed"
            refused.append(NotTaken(book.signed_cell, book.signed.as_at.isoformat(), "", why))
        entry_day = signed.as_at if signed is not None else self.latest
        made = (
            _made_of_assessment(self, book, entry_day) if book.of_assessment else _made_of_plans(self, book, entry_day)
        )
        refused += made.refused
        self.refused += len(refused)
        head = self._head(book, made, refused, signed is not None)
        lines = [*made.lines, *(_not_taken(one) for one in refused)]
        if book.missing:
            lines.append(f"not in the workbook any more: {join_words(book.missing)}")
        print_out("".join(f"{line}\n" for line in [head, *(f"  {line}" for line in lines)]))
        for finding in made.findings:
            print_finding(finding)
        if self.editing.diff:
            from s11.render.findings import difference

            for one in made.changed:
                print_out(difference(one.source.name, one.source.data, one.data, terminal_settings()))
        self._write(book, made, refused, [head, *lines])

    def _not_here(self, book: Returned) -> str:
        """Why a workbook is about nothing here; '' where its plans are."""
        from s11 import store

        for plan in book.plans:
            if plan.id in self.sheets or plan.id in self.arounds:
                continue
            if book.of_assessment:
                try:
                    around = read_assessment(plan.id)
                except (UsageError, store.NotFound):
                    return f"it is about {plan.id} ({plan.title}), which is not among the self-assessments here"
                if around.loaded.assessment is None or around.loaded.document.cut_at is not None:
                    return f"{plan.id} cannot be read: s11 lint {plan.id}"
                self.arounds[plan.id] = around
                continue
            try:
                self.sheets[plan.id] = sheet_of(plan.id)
            except (UsageError, store.NotFound):
                return f"it is about {plan.id} ({plan.title}), which is not among the plans here"
            if self.sheets[plan.id].loaded.plan is None:
                return f"{plan.id} cannot be read: s11 lint {plan.id}"
        return ""

    def _signature(self, book: Returned) -> Signature | None:
        return book.signed if book.signed is not None and book.signed.as_at <= self.latest else None

    def _head(self, book: Returned, made: _Made, refused: Sequence[NotTaken], signed: bool) -> str:
        if book.signed is None and not (made.entered or made.known or refused):
            return f"{book.called} ({book.name}): as it was sent, nothing was written in it"
        counts = [f"{number_of(made.entered, 'answer')} taken"] if made.entered else ["no answer taken"]
        where = "self-assessment" if book.of_assessment else "plan"
        counts += [f"{made.known:,} already in the {where}"] * bool(made.known)
        counts += [f"{len(refused):,} not taken"] * bool(refused)
        who = f"{book.called}, {book.organisation}" if book.lead and book.organisation else book.called
        by = (
            f"signed by {book.signed.name}, as at {book.signed.as_at.isoformat()}"
            if signed and book.signed
            else "not signed"
        )
        return f"{who} ({book.name}): {', '.join(counts)}; {by}"

    def _write(self, book: Returned, made: _Made, refused: Sequence[NotTaken], lines: Sequence[str]) -> None:
        from s11 import store

        if self.editing.diff:
            made.go_on()
            return
        base = store.base_of(Path.cwd())
        there = store.returns_register(base)
        text = self._register(book, made, len(refused))
        files = [store.Written(one.path, one.source.data, one.data) for one in made.changed]
        if there is None or there.data != text:
            files.append(store.Written(base / store.RETURNS, there.data if there is not None else None, text))
        if not files:
            return
        if self.editing.commit:
            store.check_committed([one.path for one in made.changed], base)
        store.write_back(files)
        if self.editing.commit:
            commit = store.commit([file.path for file in files], _message(book, lines), base)
            print_err(f"committed: {commit[:10]} {_subject(book)}")
        made.go_on()

    def _register(self, book: Returned, made: _Made, refused: int) -> bytes:
        """The register with what came of one workbook; a second time nothing is counted again."""
        from s11.plan.returns import ReturnSent, returns_text

        entries = list(load_returns(_base()))
        at = next((n for n, one in enumerate(entries) if (one.sent, one.file) == (book.day, book.file)), None)
        if at is None:
            # the register was not kept where the workbooks were sent
            about = "" if book.lead else book.about
            ids = tuple(plan.id for plan in book.plans)
            entries.append(
                ReturnSent(book.day, book.file, ids, book.rows, book.lead, about, book.organisation, book.plan)
            )
            at = len(entries) - 1
        entries[at] = self._answered(entries[at], book, made, refused)
        return returns_text(entries).encode("utf-8")

    def _answered(self, one: ReturnSent, book: Returned, made: _Made, refused: int) -> ReturnSent:
        signed = self._signature(book)
        if not (made.entered or made.known or refused or signed is not None):
            # as it was sent: nobody has written in it
            return one
        if one.answered is not None and not made.entered and (one.signed is not None or signed is None):
            return one
        return replace(
            one,
            answered=one.answered or self.latest,
            taken=one.taken + made.entered,
            refused=refused,
            signed=signed or one.signed,
        )

    def print_who_is_missing(self) -> None:
        from s11 import store
        from s11.view.workbook_answers import answering

        plan_set = store.find_plans((), Path.cwd(), or_assessments=True)
        ids = [*(plan_id for _, plan_id in plan_set.names), *(one.id for one in plan_set.assessments)]
        seen = answering(load_returns(_base()), self.latest, ids)
        if seen.missing and not self.editing.diff:
            print_out(f"no answer yet: {seen.missing_words}\n")
        if seen.not_signed and not self.editing.diff:
            print_out(f"answered and not signed: {seen.not_signed_words}\n")


def _base() -> Path:
    from s11 import store

    return store.base_of(Path.cwd())


def _subject(book: Returned) -> str:
    plans = join_words([plan.id for plan in book.plans])
    first = f"{plans}: return of {book.called}"
    return first if len(first) <= 120 else f"{len(book.plans)} plans: return of {book.called}"


def _message(book: Returned, lines: Sequence[str]) -> str:
    return "\n\n".join([_subject(book), "\n".join(lines)]) + "\n"


def _not_taken(one: NotTaken) -> str:
    about = f"{one.called}: " if one.called else ""
    return (
        f"not taken: {one.cell}: {about}'{one.words}': {one.why}" if one.words else f"not taken: {one.cell}: {one.why}"
    )


# one workbook entered ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Changed:
    """One file that a workbook changes: as it was, where it lies, and its bytes now."""

    source: Source
    path: Path
    data: bytes


@dataclass(frozen=True)
class _Made:
    """What one workbook makes of the plans, or of a self-assessment. ``lines``: what changed, in words; ``findings``:
    what is said of it; ``go_on``: what is entered next is held against this.
    """

    changed: Sequence[_Changed]
    lines: Sequence[str]
    findings: Sequence[Finding]
    entered: int
    known: int
    refused: Sequence[NotTaken]
    go_on: Callable[[], None]

    @classmethod
    def of(
        cls,
        changed: Sequence[_Changed],
        lines: Sequence[str],
        findings: Sequence[Finding],
        taken: Sequence[Taken],
        go_on: Callable[[], None],
    ) -> _Made:
        return cls(
            changed,
            lines,
            findings,
            sum(len(one.entered) for one in taken),
            sum(len(one.known) for one in taken),
            [refused for one in taken for refused in one.refused],
            go_on,
        )


def _made_of_plans(collecting: _Collecting, book: Returned, day: date) -> _Made:
    """Enter all of it; what a rule forbids is left out, each part by itself."""
    trial = _Trial(collecting, book, day)
    changed, taken = trial.enter(collecting.against)
    result = Result.of(changed, (), collecting.vantage) if changed else None
    if result is not None and result.refused:
        without = trial.without_what_breaks_a_rule()
        changed, taken = trial.enter({**without, **collecting.against})
        result = Result.of(changed, (), collecting.vantage) if changed else None

    def go_on() -> None:
        for sheet, draft in changed:
            collecting.sheets[sheet.loaded.source.id] = replace(sheet, loaded=draft.so_far())

    phrases = [phrase for _, draft in changed for phrase in draft.phrases]
    return _Made.of(
        [_Changed(sheet.loaded.source, sheet.path, draft.data) for sheet, draft in changed],
        result.lines(phrases) if result is not None else [],
        result.reported if result is not None else (),
        taken,
        go_on,
    )


def _made_of_assessment(collecting: _Collecting, book: Returned, day: date) -> _Made:
    """The same of a self-assessment."""
    trial = _AssessmentTrial(collecting, book, day)
    draft, taken = trial.enter(collecting.against)
    refused, findings = trial.findings(draft)
    if refused:
        without = trial.without_what_breaks_a_rule()
        draft, taken = trial.enter({**without, **collecting.against})
        _, findings = trial.findings(draft)
    around, now = trial.around, draft

    def go_on() -> None:
        collecting.arounds[around.loaded.source.id] = replace(around, loaded=now.so_far())

    is_changed = draft.document is not draft.loaded.document
    return _Made.of(
        [_Changed(around.loaded.source, around.path, draft.data)] * is_changed,
        lines_of(around.loaded, draft) if is_changed else [],
        findings,
        taken,
        go_on,
    )


@dataclass
class _Trial:
    """One workbook, entered as often as it takes to find what can be."""

    collecting: _Collecting
    book: Returned
    day: date

    def enter(self, without: Mapping[str, str]) -> tuple[list[tuple[Sheet, Draft]], list[Taken]]:
        from s11.edit import Draft
        from s11.edit.returned import enter

        # who signs as at a day says nothing of what came after it
        latest = min(self.collecting.latest, self.day)
        drafts = {plan.id: Draft(self.collecting.sheets[plan.id].loaded) for plan in self.book.plans}
        taken = []
        for one in self.book.answered:
            draft = drafts[one.address.partition("#")[0]]
            taken.append(enter(draft, one, self._entry(draft), latest, without))
        changed = [
            (self.collecting.sheets[name], draft)
            for name, draft in drafts.items()
            if draft.document is not draft.loaded.document
        ]
        return changed, taken

    def _entry(self, draft: Draft) -> Entry:
        """The day of what is entered, and who answered: the lead, else whoever signed where the plan knows them."""
        from s11.edit import CannotDo, Entry

        keys = self.book.keys.get(draft.plan.id, ())
        by = next((key for key in keys if key in draft.plan.people), "")
        if not by and self.book.signed is not None:
            try:
                by = draft.person(self.book.signed.name, "")
            except CannotDo:
                # somebody whom the plan does not name: the message of the commit does
                by = ""
        return Entry(self.day, by)

    def without_what_breaks_a_rule(self) -> dict[str, str]:
        """The cells that cannot be entered, each with the finding that forbids it; every other one can."""
        from s11.edit.returned import key_of, units

        every = [
            [key_of(one.book, one.cells[name].cell) for name in fields if name in one.cells]
            for one, fields in units(self.book.answered)
        ]

        def refused(without: Mapping[str, str]) -> Sequence[Finding]:
            changed, _ = self.enter({**without, **self.collecting.against})
            return Result.of(changed, (), self.collecting.vantage).refused if changed else ()

        return _without(every, refused)


@dataclass
class _AssessmentTrial:
    """The same of a workbook about a self-assessment."""

    collecting: _Collecting
    book: Returned
    day: date

    @property
    def around(self) -> Around:
        return self.collecting.arounds[self.book.plan]

    def enter(self, without: Mapping[str, str]) -> tuple[AssessmentDraft, list[Taken]]:
        from s11.edit import Entry
        from s11.edit.returned_answers import enter_standard
        from s11.view.assessment_returns import words_of_standard

        draft, listed = self.around.draft(), self.around.listed
        taken = [
            enter_standard(
                draft,
                one,
                words_of_standard(draft.assessment, listed, one.standard),
                Entry(self.day),
                self.collecting.latest,
                without,
            )
            for one in self.book.assessment_answers
        ]
        return draft, taken

    def findings(self, draft: AssessmentDraft) -> tuple[list[Finding], list[Finding]]:
        if draft.document is draft.loaded.document:
            return [], []
        return findings_of(self.around, draft.so_far(), self.collecting.as_of)

    def without_what_breaks_a_rule(self) -> dict[str, str]:
        from s11.edit.returned import key_of
        from s11.edit.returned_answers import standard_units

        every = [
            [key_of(one.book, one.cells[name].cell) for name in fields if name in one.cells]
            for one, fields in standard_units(self.book.assessment_answers)
        ]

        def refused(without: Mapping[str, str]) -> Sequence[Finding]:
            return self.findings(self.enter({**without, **self.collecting.against})[0])[0]

        return _without(every, refused)


def _without(
    units: Sequence[Sequence[str]], refused: Callable[[Mapping[str, str]], Sequence[Finding]]
) -> dict[str, str]:
    """The cells that cannot be entered, each with the finding that forbids it: of ``units`` one after the other is
    tried beside those that can.
    """
    out = {key: "" for keys in units for key in keys}
    for keys in units:
        tried = {key: why for key, why in out.items() if key not in keys}
        findings = refused(tried)
        if not findings:
            out = tried
        else:
            out |= {key: f"{findings[0].message} ({findings[0].code}); {findings[0].hint}" for key in keys}
    return out

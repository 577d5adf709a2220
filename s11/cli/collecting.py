"""What ``returns collect`` does: workbooks read, their answers entered, one lead after the other, and what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.editing import Editing, Result, Sheet, say_finding, sheet_of, show_difference
from s11.cli.loading import load_returns
from s11.cli.options import UsageError, as_of_day
from s11.cli.terminal import print_err, print_out
from s11.english import join_words, number_of

if TYPE_CHECKING:
    from s11.edit import Draft, Entry
    from s11.edit.returned import NotTaken, Taken
    from s11.intake.return_book import Returned
    from s11.plan.returns import ReturnSent, Signature
    from s11.when import Vantage


def collect_returns(folder: str, editing: Editing, as_of: str | None) -> int:
    """Enter what came back in a folder. The exit code: 0 where all was taken, 1 where something was not."""
    from s11 import store
    from s11.edit.returned import contradictions

    books, unread = _read(folder)
    if not books and not unread:
        raise UsageError(f"there is no workbook in {folder}: save the returns in it, as .xlsx")
    against: dict[str, str] = {}
    for day in {book.day for book in books}:
        # of two that were sent on different days the later one was asked after the first had been answered
        against |= contradictions(one for book in books if book.day == day for one in book.answered)
    collecting = _Collecting(editing, as_of, against)
    for line in unread:
        print_out(f"not read: {line}\n")
    with store.plans_held(store.plans_root(Path.cwd()) or Path.cwd()):
        for book in books:
            collecting.take(book)
    collecting.say_who_is_missing()
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
        made = _Made.of(self, book, entry_day)
        refused += made.refused
        self.refused += len(refused)
        said = [phrase for _, draft in made.changed for phrase in draft.said]
        head = self._head(book, made, refused, signed is not None)
        lines = [*(made.result.lines(said) if made.result is not None else []), *(_not_taken(one) for one in refused)]
        if book.missing:
            lines.append(f"not in the workbook any more: {join_words(book.missing)}")
        print_out("".join(f"{line}\n" for line in [head, *(f"  {line}" for line in lines)]))
        for finding in made.result.said if made.result is not None else ():
            say_finding(finding)
        if self.editing.diff:
            show_difference(made.changed, ())
        self._write(book, made, refused, [head, *lines])

    def _not_here(self, book: Returned) -> str:
        """Why a workbook is about nothing here; '' where its plans are."""
        from s11 import store

        for plan in book.plans:
            if plan.id in self.sheets:
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
        counts += [f"{made.known:,} already in the plan"] * bool(made.known)
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
            self._go_on(made)
            return
        base = store.base_of(Path.cwd())
        there = store.returns_register(base)
        text = self._register(book, made, len(refused))
        files = [store.Written(sheet.path, sheet.loaded.source.data, draft.data) for sheet, draft in made.changed]
        if there is None or there.data != text:
            files.append(store.Written(base / store.RETURNS, there.data if there is not None else None, text))
        if not files:
            return
        if self.editing.commit:
            store.check_committed([sheet.path for sheet, _ in made.changed], base)
        store.write_back(files)
        if self.editing.commit:
            commit = store.commit([file.path for file in files], _message(book, lines), base)
            print_err(f"committed: {commit[:10]} {_subject(book)}")
        self._go_on(made)

    def _go_on(self, made: _Made) -> None:
        """What is entered next is held against what was entered now."""
        for sheet, draft in made.changed:
            self.sheets[sheet.loaded.source.id] = replace(sheet, loaded=draft.so_far())

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

    def say_who_is_missing(self) -> None:
        from s11 import store
        from s11.view.answering import answering

        ids = [plan_id for _, plan_id in store.find_plans((), Path.cwd()).names]
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


@dataclass
class _Made:
    """What one workbook makes of the plans."""

    changed: list[tuple[Sheet, Draft]]
    result: Result | None
    entered: int
    known: int
    refused: list[NotTaken]

    @classmethod
    def of(cls, collecting: _Collecting, book: Returned, day: date) -> _Made:
        """Enter all of it; what a rule forbids is left out, each part by itself."""
        made = _Trial(collecting, book, day)
        changed, taken = made.enter(collecting.against)
        result = Result.of(changed, (), collecting.vantage) if changed else None
        if result is not None and result.refused:
            without = made.without_what_breaks_a_rule()
            changed, taken = made.enter({**without, **collecting.against})
            result = Result.of(changed, (), collecting.vantage) if changed else None
        return cls(
            changed,
            result,
            sum(len(one.entered) for one in taken),
            sum(len(one.known) for one in taken),
            [refused for one in taken for refused in one.refused],
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
            (tuple(key_of(one.book, one.cells[name].cell) for name in fields if name in one.cells), one)
            for one, fields in units(self.book.answered)
        ]
        out = {key: "" for keys, _ in every for key in keys}
        for keys, _ in every:
            tried = {key: why for key, why in out.items() if key not in keys}
            changed, _ = self.enter({**tried, **self.collecting.against})
            result = Result.of(changed, (), self.collecting.vantage) if changed else None
            if result is None or not result.refused:
                out = tried
            else:
                first = result.refused[0]
                out |= {key: f"{first.message} ({first.code}); {first.hint}" for key in keys}
        return out

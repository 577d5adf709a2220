"""What the commands that write share: which plan, who and when, the check of the result, the file, the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.loading import load_conventions, load_standards
from s11.cli.options import UsageError, as_of_day, parse_day_option, today
from s11.cli.terminal import ask, can_ask, print_err, print_out, terminal_settings
from s11.english import join_words

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place
    from s11.plan import Plan, PlanFile, PlanFiles
    from s11.store import Base, PlanSet
    from s11.text import Finding
    from s11.view import ChangeEntry, Changes
    from s11.when import Conventions, Vantage

Address = Annotated[
    str | None,
    typer.Argument(
        metavar="ADDRESS",
        autocompletion=offers.addresses,
        help="plan#4, plan#4/2 for its second piece of evidence, plan#4/m2 for its second milestone, plan#rec:4.",
    ),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day on which it happened, YYYY-MM-DD; else the day of --as-of."),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="KEY",
        autocompletion=offers.people,
        envvar="S11_BY",
        help="Who enters it: a key of the plan's people.",
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, which stays in the plan.")]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="A dated note of progress.")]
AsAgreed = Annotated[
    bool, typer.Option("--as-agreed", help="The words are those that were agreed, though they give no certain day.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change in the file, and write nothing.")]
Commit = Annotated[
    bool, typer.Option("--commit", help="Commit the change, with a message that says what was done and why.")
]


# the longest first line of a message
_SUBJECT = 120


@dataclass(frozen=True)
class Editing:
    """What a command that writes was asked: the day, who enters it, and what is to be done with the result."""

    day: date
    by: str = ""
    diff: bool = False
    commit: bool = False

    @classmethod
    def of(cls, as_of: str | None, on: str | None, by: str, diff: bool, commit: bool) -> Editing:
        if diff and commit:
            raise UsageError("--diff writes nothing, and --commit commits what is written: give one")
        day = as_of_day(as_of)
        happened = parse_day_option("--on", on) if on is not None else day
        if happened > day:
            raise UsageError(f"--on {happened} lies after {day}: what has not happened yet is not entered")
        return cls(happened, by, diff, commit)


@dataclass(frozen=True)
class Sheet:
    """A plan as it lies there: the file that was read, the folder beside it and the calendar it is read with."""

    loaded: PlanFile
    base: Base
    conventions: Conventions

    @property
    def path(self) -> Path:
        return Path.cwd() / self.loaded.source.name


@dataclass(frozen=True)
class NewFile:
    """A plan that is not there yet: its name, its id, its text, and what is said of it."""

    name: str
    plan_id: str
    data: bytes
    phrases: tuple[str, ...]


def edit_place(
    address: str | None,
    editing: Editing,
    as_of: str | None,
    make: Callable[[Draft, Place, Entry], object],
    ask_first: Callable[[Place], None] | None = None,
    kinds: Sequence[str] = ("action",),
) -> int:
    """Read the plan of an address, change what stands there, check it and write it back.

    ``ask_first`` asks at the terminal for what was not given, before anything is held. ``kinds``: what an address is
    offered for where none was given.
    """
    plan_id, rest = _split(address) if address else _choose_address(kinds)
    asking = ask_first is not None and can_ask()
    if ask_first is not None and asking:
        ask_first(_place(sheet_of(plan_id), rest))

    def change(sheet: Sheet) -> Draft:
        from s11.edit import Draft

        draft = Draft(sheet.loaded)
        place = _place(sheet, rest)
        if ask_first is not None and not asking:
            # nobody is there to be asked: what is missing is said
            ask_first(place)
        make(draft, place, entry_of(draft, editing))
        return draft

    return edit_plan(plan_id, editing, as_of, change)


def edit_plan(plan_id: str, editing: Editing, as_of: str | None, change: Callable[[Sheet], Draft]) -> int:
    """Read one plan, change it, check it and write it back."""
    return edit_plans([plan_id], editing, as_of, lambda sheets: ([change(sheet) for sheet in sheets], ()))


def edit_plans(
    plan_ids: list[str],
    editing: Editing,
    as_of: str | None,
    change: Callable[[list[Sheet]], tuple[Sequence[Draft], Sequence[NewFile]]],
) -> int:
    """Read plans, change them, check all of them and write them back, all or none."""
    from s11 import store
    from s11.edit import CannotDo
    from s11.when import Vantage

    vantage = Vantage(as_of_day(as_of), None)
    with ExitStack() as held:
        # from before they are read until they are written; in one order, so that no two wait for each other
        for folder in sorted({store.folder_of(sheet_of(plan_id).path) for plan_id in plan_ids} or {_plans_folder()}):
            held.enter_context(store.plans_held(folder))
        sheets = [sheet_of(plan_id) for plan_id in plan_ids]
        try:
            drafts, new = change(sheets)
        except CannotDo as error:
            raise UsageError(error.for_command) from error
        changed = [
            (sheet, draft)
            for sheet, draft in zip(sheets, drafts, strict=True)
            if draft.document is not draft.loaded.document
        ]
        if not changed and not new:
            print_err("the plan says all of this already: nothing was written")
            return 0
        paths = [*(sheet.path for sheet, _ in changed), *(Path.cwd() / one.name for one in new)]
        home = paths[0].parent if changed else Path.cwd()
        if editing.commit:
            store.check_committed([sheet.path for sheet, _ in changed], home)
        result = Result.of(changed, new, vantage)
        if result.refused:
            print_refused(result.refused)
            return 1
        if editing.diff:
            show_difference(changed, new)
        else:
            store.write_back(
                [
                    *(store.Written(sheet.path, sheet.loaded.source.data, draft.data) for sheet, draft in changed),
                    *(store.Written(Path.cwd() / one.name, None, one.data) for one in new),
                ]
            )
    phrases = [phrase for _, draft in changed for phrase in draft.phrases] + [
        phrase for one in new for phrase in one.phrases
    ]
    lines = result.lines(phrases)
    commit = store.commit(paths, result.message(phrases), home) if editing.commit else ""
    print_out("".join(f"{line}\n" for line in lines))
    for finding in result.reported:
        print_finding(finding)
    if editing.diff:
        print_err("nothing was written")
        return 0
    for path in paths:
        print_err(f"written: {store.shown(path, Path.cwd())}")
    for one in new:
        print_err("; ".join(one.phrases))
    if commit:
        print_err(f"committed: {commit[:10]} {result.subject(phrases)}")
    return 0


def _plans_folder() -> Path:
    """The folder of plans here, for what is new in it."""
    from s11 import store

    return store.folder_of((store.plans_root(Path.cwd()) or Path.cwd()) / "new.yaml")


def entry_of(draft: Draft, editing: Editing) -> Entry:
    """The day of an entry and who enters it. Raises CannotDo where the plan does not know them."""
    from s11.edit import Entry

    return Entry(editing.day, draft.person(editing.by, "--by") if editing.by else "")


# what an address means -----------------------------------------------------------------------------------------------


def _split(address: str) -> tuple[str, str]:
    plan_id, hash_, rest = address.partition("#")
    if not plan_id or (hash_ and not rest):
        raise UsageError(f"'{address}' is not an address: write plan#4, plan#4/2, plan#4/m2 or plan#rec:4")
    return plan_id, rest


def sheet_of(plan_id: str) -> Sheet:
    """One plan, read. Raises UsageError where the name means none, several or a folder."""
    from s11 import store
    from s11.plan import load_one

    here = Path.cwd()
    if (here / plan_id).is_dir():
        raise UsageError(f"'{plan_id}' is a folder: give the id of one plan in it")
    plan_set: PlanSet = store.find_plans([plan_id], here)
    if len(plan_set.sources) != 1:
        raise UsageError(f"'{plan_id}' means {len(plan_set.sources)} plans: give the id of one")
    source = plan_set.sources[0]
    if source.unread is not None:
        raise UsageError(f"{source.name} was not read: {source.unread.words}")
    conventions = load_conventions(plan_set.base)
    return Sheet(load_one(source, conventions), plan_set.base, conventions)


def _place(sheet: Sheet, rest: str) -> Place:
    from s11.edit import CannotDo, find_place

    try:
        return find_place(sheet.loaded, rest)
    except CannotDo as error:
        raise UsageError(str(error)) from error


def plan_of(plan_id: str) -> Plan:
    """One plan, to ask with."""
    plan = sheet_of(plan_id).loaded.plan
    if plan is None:
        raise UsageError(f"{plan_id} cannot be read as a plan: s11 lint {plan_id}")
    return plan


def _choose_address(kinds: Sequence[str]) -> tuple[str, str]:
    """An address that is chosen at the terminal: first the plan, then what stands in it."""
    from s11.edit.place import places

    plan_id = choose_plan("a plan's id" if kinds == ("plan",) else "an address")
    if kinds == ("plan",):
        return plan_id, ""
    sheet = sheet_of(plan_id)
    offered = [
        place
        for place in places(sheet.loaded)
        if place.kind in kinds and not (place.action is not None and (place.action.ended or _is_done(place)))
    ]
    for place in offered:
        print_err(f"{place.address.partition('#')[2]}: {_short(place)}")
    return plan_id, ask(f"Which of these in {plan_id}? ").lstrip("#")


def choose_plan(what: str) -> str:
    """A plan's id, chosen at the terminal where there are several; ``what`` is missing where nobody sits there."""
    from s11 import store

    if not can_ask():
        example = "oxford/section-11-2016" + ("" if "plan" in what else "#1.1")
        raise UsageError(f"{what} is missing: for example {example}")
    ids = [plan_id for _, plan_id in store.find_plans((), Path.cwd()).names]
    if len(ids) == 1:
        return ids[0]
    print_err(f"The plans: {', '.join(ids)}")
    return ask("Which plan? ")


def _is_done(place: Place) -> bool:
    action = place.action
    return action is not None and place.plan.state(action.rag) in ("completed", "verified") and not action.continuing


def _short(place: Place) -> str:
    text = getattr(place.record, "text", "") or place.plan.title
    return text if len(text) <= 90 else f"{text[:88].rstrip()} …"


def needed(given: str, option: str, question: str, choices: Iterable[str] = ()) -> str:
    """What an option gives, else what is answered at the terminal; one of ``choices`` where there are any."""
    if given:
        return given
    if not can_ask():
        raise UsageError(f"give {option}: {question}")
    offered = list(choices)
    while True:
        listed = f"({join_words(offered, 'or')}) " if offered else ""
        answer = ask(f"{question} {listed}")
        if answer and (not offered or answer.casefold() in (one.casefold() for one in offered)):
            return answer
        print_err(f"write one of {', '.join(offered)}" if offered else "an answer is needed; Ctrl-C stops")


def wanted(given: str, question: str, choices: Iterable[str] = ()) -> str:
    """The same for what may be left out: an empty answer leaves it as it is."""
    if given or not can_ask():
        return given
    offered = ", ".join(choices)
    return ask(f"{question} ({f'{offered}; ' if offered else ''}empty for none) ")


# the result ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """What an edit makes of the plans: what forbids it, what is said of it, and what changed in words."""

    refused: tuple[Finding, ...]
    reported: tuple[Finding, ...]
    changes: Changes
    plan_ids: tuple[str, ...]

    @classmethod
    def of(cls, changed: Sequence[tuple[Sheet, Draft]], new: Sequence[NewFile], vantage: Vantage) -> Result:
        from s11 import rules, store
        from s11.edit.outcome import outcome_of
        from s11.plan import PlanFiles, load_one
        from s11.text import Source
        from s11.view.changes import BaseSide
        from s11.view.changes import changes as compared

        here = Path.cwd()
        base_folder = changed[0][0].base if changed else store.base_of(here)
        conventions = load_conventions(base_folder)
        before = PlanFiles.of(sheet.loaded for sheet, _ in changed)
        made = [draft.so_far() for _, draft in changed]
        made += [load_one(Source(one.name, one.plan_id, one.data), conventions) for one in new]
        after = PlanFiles.of(made)
        names = frozenset(loaded.source.name for loaded in made)
        others = _referred_to(after, here, conventions)
        old, moved = _committed([sheet for sheet, _ in changed], before, conventions)
        beside = [loaded for loaded in (*others, *moved) if loaded.source.id not in after.ids]
        # a day that was chosen is not the only one on which an edit is looked at
        days = [replace(vantage, as_of=today())] if today() > vantage.as_of else []
        outcome = outcome_of(
            PlanFiles.of((*before.files, *beside)),
            PlanFiles.of((*after.files, *beside)),
            old,
            vantage,
            also=days,
            only=names,
            exists=store.exists_beside(base_folder),
            standards=load_standards(base_folder),
        )
        seen = compared(after, vantage, "", [BaseSide(before, vantage, "")], rules.VERSION)
        return cls(outcome.refused, outcome.reported, seen, tuple(loaded.source.id for loaded in made))

    def lines(self, phrases: Sequence[str]) -> list[str]:
        """What changed, a line each; where nothing that is told changed, what was done."""
        changed = [
            _line(row, group.words) for plan in self.changes.plans for group in plan.groups for row in group.rows
        ]
        return changed or [f"{phrase[0].upper()}{phrase[1:]}" for phrase in phrases]

    def subject(self, phrases: Sequence[str]) -> str:
        first = f"{self.plan_ids[0]}: {'; '.join(dict.fromkeys(phrases))}"
        return first if len(first) <= _SUBJECT else f"{first[: _SUBJECT - 1].rpartition(' ')[0]} …"

    def message(self, phrases: Sequence[str]) -> str:
        return "\n\n".join([self.subject(phrases), "\n".join(self.lines(phrases))]) + "\n"


def _line(row: ChangeEntry, heading: str) -> str:
    """One change in a sentence, with the plan's own words on both sides and the reason."""
    if row.heading in ("evidence_added", "milestone_added"):
        return f"{row.label}: {heading[0].lower()}{heading[1:]}: '{row.text}' ({row.said})"
    sides = f"from {row.before} to {row.after}" if row.before and row.after else row.before or row.after
    named = [row.said or heading[0].lower() + heading[1:], sides]
    # how far a date was moved stands behind the dates, what else changed before them
    sentence = "; ".join(reversed(named)) if row.said and row.times is not None else ": ".join(filter(None, named))
    return f"{row.label}: {sentence}" + (f" ({row.why})" if row.why and row.why not in sentence else "")


def _referred_to(after: PlanFiles, here: Path, conventions: Conventions) -> list[PlanFile]:
    """The other plans that these name, so that an address of nothing in them is found."""
    from s11 import store
    from s11.plan import load_one

    names = {name for plan in after.plans for name in plan.named_plans()} - set(after.ids)
    files = []
    for name in sorted(names):
        try:
            files += [load_one(source, conventions) for source in store.find_plans([name], here).sources]
        except store.NotFound:
            # the finding on the address says it
            continue
    return [loaded for loaded in files if loaded.source.id not in after.ids]


def _committed(
    sheets: Sequence[Sheet], before: PlanFiles, conventions: Conventions
) -> tuple[PlanFiles | None, list[PlanFile]]:
    """The plans as they were last committed, under whatever name, and the other plans that differ from then.

    Where there is no repository they are as they were before this edit; of plans that were never committed there is
    None: they owe nobody a reason yet.
    """
    from s11 import store
    from s11.plan import PlanFiles, load_one

    if not sheets:
        return None, []
    first = sheets[0].path
    folder = store.folder_of(first)
    start = folder.parent if folder.name == "plans" else folder
    try:
        edit = store.against(store.find_plans([str(sheet.path) for sheet in sheets], start), "HEAD", start)
    except store.NotFound:
        return (None, []) if store.in_repository(start) else (before, [])
    if not edit.base:
        return None, []
    known = {(loaded.source.id, loaded.source.data): loaded for loaded in before.files}
    own = {loaded.source.id for loaded in before.files}
    kept = [source for source in edit.before if source in edit.old or source.id in own]
    committed = [known.get((source.id, source.data)) or load_one(source, conventions) for source in kept]
    moved = [load_one(source, conventions) for source in edit.new if source.id not in own]
    return (PlanFiles.of(committed), moved) if committed else (None, [])


def print_refused(findings: Sequence[Finding]) -> None:
    print_err("this would break a rule that was kept before, so nothing was written:")
    for finding in findings:
        print_finding(finding)


def print_finding(finding: Finding) -> None:
    from s11.render.findings.concise import concise

    print_err(concise(finding))


def show_difference(changed: Sequence[tuple[Sheet, Draft]], new: Sequence[NewFile]) -> None:
    from s11.render.findings import difference

    for sheet, draft in changed:
        source = sheet.loaded.source
        print_out(difference(source.name, source.data, draft.data, terminal_settings()))
    for one in new:
        print_out(difference(one.name, b"", one.data, terminal_settings()))

"""What every command shares: its options, the clock, the day and revision asked for, and the one print."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from s11.plan import PlanFiles, Streamed
    from s11.render.templates import Templates
    from s11.render.terminal import ScreenSettings
    from s11.store import Base, PlanSet
    from s11.text import Finding, Source
    from s11.view import Filter, Travel
    from s11.view.audience import PublicPlans
    from s11.view.changes import BaseSide
    from s11.view.name_search import Text
    from s11.when import Conventions, Vantage


class UsageError(Exception):
    """Wrong use, or nothing there to read: one line, exit 2."""


def required_base(value: str | None) -> str:
    """What an option was given; an empty variable of a script is never taken for leaving the option out."""
    if value is not None and not value.strip():
        raise UsageError("a base to compare with was asked for, and none is named: write a branch, tag or commit, for example main")
    return value or ""


Plans = Annotated[list[str] | None, typer.Argument(metavar="[PLAN]...", help="Plan ids, files or folders; without any, every plan under plans/.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", envvar="S11_AS_OF", help="The day to judge from, YYYY-MM-DD; today where it is not given.")]
Rev = Annotated[str | None, typer.Option("--rev", metavar="REV", help="The plans as they were in this commit, branch or tag; judged on its day unless --as-of says another.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DAY|REV", callback=required_base, help="Compare with the newest commit by the end of this day, or with this revision.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with a schema number, whose keys only grow.")]
AudienceOption = Annotated[str, typer.Option("--audience", metavar="AUDIENCE", help="internal, or public: posts in the place of names, without what is sensitive.")]
AllowNameOption = Annotated[list[str] | None, typer.Option("--allow-name", metavar="WORD", help="With --audience public: a word or phrase found in the words that was looked at and may stand; once for each. The page lists them.")]
DropOption = Annotated[list[str] | None, typer.Option("--drop", metavar="WHAT", help="With --audience public: a plan to leave out whole, or 'sensitive' for what a marked plan marks so.")]


PAGES = {".html": "html", ".htm": "html", ".md": "markdown"}


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The options that choose actions, as they were given."""

    lead: Annotated[str, typer.Option("--lead", metavar="KEY", help="Only actions of this lead: the plan's key, a name or a post.")] = ""
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME", help="Only this organisation's plans.")] = ""
    theme: Annotated[str, typer.Option("--theme", metavar="THEME", help="Only this theme: its key or heading.")] = ""
    standard: Annotated[str, typer.Option("--standard", metavar="ID", help="Only actions that answer this standard.")] = ""
    state: Annotated[str, typer.Option("--state", metavar="STATE", help="Only actions stated or checked so, for example off_track.")] = ""
    late: Annotated[bool, typer.Option("--late", help="Only actions that are late, or that have late evidence or milestones.")] = False
    text: Annotated[str, typer.Option("--text", metavar="WORDS", help="Only actions whose words hold these.")] = ""

    def filter(self) -> Filter:
        from s11.view import CHECKED_ORDER, Filter

        wanted = self.state.strip().replace(" ", "_").replace("-", "_").lower()
        if wanted and wanted not in CHECKED_ORDER:
            raise UsageError(f"'{self.state}' is not a state: write one of {', '.join(CHECKED_ORDER)}")
        return Filter(self.lead, self.organisation, self.theme, self.standard, wanted, self.late, self.text)


def with_filter_options(command: Callable[..., int]) -> Callable[..., int]:
    """A command that is given the options of ``FilterOptions`` one by one, and takes them as its last argument, ``asked``."""
    *own, _ = signature(command, eval_str=True).parameters.values()
    options = signature(FilterOptions, eval_str=True).parameters

    @wraps(command)
    def given(**words: object) -> int:
        return command(**{parameter.name: words[parameter.name] for parameter in own}, asked=FilterOptions(**{name: words[name] for name in options}))

    given.__signature__ = Signature((*own, *options.values()))
    given.__annotations__ = {parameter.name: parameter.annotation for parameter in given.__signature__.parameters.values()}
    return given


def print_out(text: str) -> None:
    stream = sys.stdout
    try:
        try:
            stream.write(text)
        except UnicodeEncodeError:
            stream.write(text.encode(stream.encoding or "ascii", "backslashreplace").decode(stream.encoding or "ascii"))
        stream.flush()
    except BrokenPipeError as error:
        # the reader has seen enough
        close_output()
        raise typer.Exit from error
    except OSError as error:
        close_output()
        raise UsageError(f"the result cannot be written out: {error.strerror}") from error


def close_output() -> None:
    """Let what could not be written go: without this the interpreter complains once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_closed_streams() -> None:
    """Put nothing in the place of a stream that was closed for us: else the next file that is opened takes its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def print_err(text: str) -> None:
    from s11.text import one_line

    # one line, whatever a file is called
    encoding = sys.stderr.encoding or "ascii"
    shown = one_line(text)
    sys.stderr.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def progress_meter(long: bool) -> Callable[[str], None]:
    """Says on one line of the terminal how far long work has come; silent where it is short or nobody watches."""
    if not long or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return lambda words: None

    def show(words: str) -> None:
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()

    return show


def today() -> date:
    return date.today()


def as_of_day(said: str | None) -> date:
    return today() if said is None else parse_day_option("--as-of", said)


def parse_day_option(option: str, said: str) -> date:
    """The day that an option names."""
    from s11.when import parse_day

    day = parse_day(said.strip()) if said.isascii() else None
    if day is None:
        raise UsageError(f"'{said}' is not a day: write {option} as YYYY-MM-DD")
    return day


def terminal_settings() -> ScreenSettings | None:
    """What the terminal can show, or None where output is piped: NO_COLOR over FORCE_COLOR over the terminal itself."""
    forced = bool(os.environ.get("FORCE_COLOR"))
    if not sys.stdout.isatty() and not forced:
        return None
    import shutil

    from s11.render.terminal import ScreenSettings

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    width = shutil.get_terminal_size((80, 24)).columns
    return ScreenSettings(max(40, min(width, 160)), not plain, ascii_only)


def format_of(output: str, voices: Mapping[str, str] = PAGES) -> str:
    """The voice in which a file is written, by how its name ends; '' where there is no file to write."""
    ending = Path(output).suffix.lower()
    if output and ending not in voices:
        raise UsageError(f"'{output}' ends in none of {', '.join(filter(None, voices))}")
    return voices[ending] if output else ""


def load_plans(plans: list[str] | None, as_of: str | None, rev: str | None = None) -> tuple[PlanSet, PlanFiles, Vantage]:
    """The plans meant, read, and the day: the one asked for, else that of the revision asked for, else today."""
    from s11 import plan

    found, vantage = meant(plans, as_of, rev)
    return found, plan.load(found.sources, load_conventions(found.base)), vantage


def streamed(plans: list[str] | None, as_of: str | None, rev: str | None = None) -> tuple[PlanSet, Streamed, Vantage]:
    """The same, each plan read only when it is come to."""
    from s11.plan import Streamed

    found, vantage = meant(plans, as_of, rev)
    return found, Streamed(found.sources, found.names, load_conventions(found.base)), vantage


def meant(plans: list[str] | None, as_of: str | None, rev: str | None = None) -> tuple[PlanSet, Vantage]:
    """The files meant, and the day."""
    from s11 import store
    from s11.when import Vantage

    day = as_of_day(as_of)
    found = store.find_plans(plans or (), Path.cwd(), required_revision(rev))
    for note in found.notes:
        print_err(note)
    if as_of is None and found.revision.day is not None:
        day = found.revision.day
    return found, Vantage(day, found.revision.id)


def for_audience(
    register: PlanFiles, findings: Sequence[Finding], chosen: Filter, audience: str, allow_name: list[str] | None, drop: list[str] | None, open_markings: frozenset[str] = frozenset(), beside: Sequence[Text] = (),
) -> PublicPlans:
    """What an audience may be shown: whatever publishes makes its views of this register and filter, and of no other.

    ``findings`` are those of the whole register; ``beside`` are other words that are published with it.
    """
    from s11.english import number_of
    from s11.view import AUDIENCES
    from s11.view.audience import PublicPlans, Withheld, public

    if audience not in AUDIENCES:
        raise UsageError(f"'{audience}' is not an audience: write --audience as {' or '.join(AUDIENCES)}")
    if audience == "internal":
        if allow_name or drop:
            raise UsageError(f"{'--allow-name' if allow_name else '--drop'} is only for --audience public: an internal report leaves nothing out")
        return PublicPlans(register, chosen)
    if any(not word.strip() for word in allow_name or ()):
        raise UsageError("--allow-name needs the word that may stand, as it was named")
    made = public(register, findings, chosen, drop=tuple(drop or ()), allow=tuple(allow_name or ()), open_markings=open_markings, beside=beside)
    for met in made.names:
        print_err(f"name: {met.words}")
    if isinstance(made, Withheld):
        for why in made.why[: None if made.names else -1]:
            print_err(f"s11: {why}")
        if made.names:
            words = dict.fromkeys(f"--allow-name {shlex.quote(met.name)}" for met in made.names)
            raise UsageError(f"nothing was published: names, or what is left out, may stand in {number_of(len(made.names), 'place')}; reword them, or look at each and add {' '.join(words)}")
        raise UsageError(made.why[-1])
    unused = [word for word in allow_name or () if not any(met.allowed == word for met in made.names)]
    for word in unused:
        print_err(f"--allow-name '{word}' allows nothing here: take it out")
    for said in made.left_out.words:
        print_err(f"public: {said}")
    return made


def load_open_markings(base: Base) -> frozenset[str]:
    """The letters of the markings that the council's ``s11.yaml`` says everybody may read."""
    from s11 import plan, store

    source = store.settings(base)
    try:
        return plan.load_open_markings(source) if source is not None else frozenset()
    except ValueError as error:
        raise UsageError(str(error)) from error


def base_commit(said: str, rev: str = "") -> tuple[str, date | None]:
    """The commit that a day or a revision means, and the day that was named."""
    from s11 import store
    from s11.when import parse_day

    day = parse_day(said.strip()) if said.isascii() else None
    if day is None:
        return said, None
    line = store.history_of(Path.cwd(), rev)
    if backdated := store.backdated(line):
        print_err(backdated)
    commit = store.newest_commit_by(line, day)
    if commit is None:
        raise UsageError(f"nothing to compare with: {store.no_commit_reason(Path.cwd(), line, day)}")
    return commit.id, day


def load_before(commit: str, day: date | None) -> BaseSide:
    """The plans as they were in a commit, read with the calendar of then, judged on a day, else on the commit's own."""
    from s11 import plan, store
    from s11.view.changes import BaseSide
    from s11.when import Vantage

    found = store.find_plans((), Path.cwd(), commit)
    if day is None:
        # of a day, the line of commits from which its commit was taken is told instead
        for note in found.notes:
            print_err(note)
    return BaseSide(plan.load(found.sources, load_conventions(found.base)), Vantage(day or found.revision.day, found.revision.id), found.revision.words, settings_source=store.settings(found.base), committed=found.revision.day)


def load_travel(found: PlanSet, vantage: Vantage, since: str, rev: str | None, chosen: Filter) -> dict[str, Travel]:
    """Which way each plan went since a day or a revision; all are compared, since what left one may stand in another."""
    from s11 import plan, store
    from s11.view import changes

    whole = plan.load(store.find_plans((), Path.cwd(), rev or "").sources, load_conventions(found.base))
    return changes.directions_of_travel(whole, vantage, load_before(*base_commit(since, rev or "")), chosen)


def required_revision(said: str | None) -> str:
    if said is not None and not said.strip():
        raise UsageError("--rev needs a revision: a branch, tag or commit, for example main")
    return said or ""


def load_conventions(base: Base) -> Conventions:
    """The council's own calendar where it has one, else the one that s11 carries."""
    from s11 import store

    return parse_conventions(store.settings(base))


def parse_conventions(source: Source | None) -> Conventions:
    """The calendar of an ``s11.yaml``, if there is one."""
    from s11 import plan
    from s11.when import STANDARD

    if source is None:
        return STANDARD
    try:
        return plan.load_conventions(source)
    except ValueError as error:
        raise UsageError(str(error)) from error


def standard_input() -> bytes:
    """What comes on standard input, one byte more than a plan may have where it is longer."""
    from s11.text import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


# these say more of what they want
_SAY_SO_THEMSELVES = ("--rev", "--against", "--since")


def check_no_empty_option(arguments: Sequence[str]) -> None:
    """An empty variable of a script is never taken for leaving an option out. Raises UsageError."""
    for before, word in zip(("", *arguments), arguments, strict=False):
        if word == "--":
            return
        name, equals, value = word.partition("=") if word.startswith("--") else (before if before.startswith("-") else "", "=", word)
        if equals and name not in ("", "-", *_SAY_SO_THEMSELVES) and not value.strip():
            raise UsageError(f"{name} is empty: give it a value, or leave it out")


def exit_code_of_reading(register: PlanFiles) -> int:
    return 0 if all(loaded.whole for loaded in register.files) else 1


def load_templates(base: Base) -> Templates:
    """The templates there are, a council's own first; what cannot be read of its own is said."""
    from s11 import store

    found = store.own_and_shipped("templates", base)
    for name, why in found.unread.items():
        print_err(f"not read: templates/{name}: {why.words}")
    return found


def load_standards(base: Base) -> dict[str, frozenset[str]]:
    """The ids of every list of standards, a council's own lists first."""
    from s11 import plan, store

    return plan.load_standards(store.own_and_shipped("standards", base))

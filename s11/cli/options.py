"""The options that commands share, and what was given to them: days, revisions, filters, formats; the one clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.english import join_words
from s11.frozen import dataclass
from s11.render.formats import ON_SCREEN, PAGES, endings_of

if TYPE_CHECKING:
    from s11.view import Filter


class UsageError(Exception):
    """Something is wrong with what was asked, or there is nothing to read: one line that says what to do; exit 2."""


def required_base(value: str | None) -> str:
    """What an option was given; an empty variable of a script is never taken for leaving the option out."""
    if value is not None and not value.strip():
        raise UsageError("no revision to compare with was given: write a branch, tag or commit, for example main")
    return value or ""


Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PLAN]...",
        help="Plan ids, files or folders; without any, every plan under plans/.",
        autocompletion=offers.plan_ids,
    ),
]
Address = Annotated[
    str,
    typer.Argument(
        metavar="ADDRESS",
        help="plan#4, plan#4/2 for its second piece of evidence, plan#4/m2 for its second milestone, or plan#rec:4.",
        autocompletion=offers.addresses,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        envvar="S11_AS_OF",
        help="The day to judge from, YYYY-MM-DD; today where it is not given.",
    ),
]
Rev = Annotated[
    str | None,
    typer.Option(
        "--rev",
        metavar="REV",
        autocompletion=offers.revisions,
        help="The plans as they were in this commit, branch or tag; judged on its day unless --as-of says another.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DAY|REV",
        callback=required_base,
        autocompletion=offers.revisions,
        help="Compare with the newest commit by the end of this day, or with this revision.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with a schema number, whose keys only grow.")]
AudienceOption = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar="AUDIENCE",
        autocompletion=offers.audiences,
        help="internal, or public: posts in the place of names, without what is sensitive.",
    ),
]
AllowNameOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-name",
        metavar="WORD",
        help="With --audience public: a word or phrase found in the words that was looked at and may stand; "
        "once for each. The page lists them.",
    ),
]
DropOption = Annotated[
    list[str] | None,
    typer.Option(
        "--drop",
        metavar="WHAT",
        autocompletion=offers.drops,
        help="With --audience public: a plan to leave out whole, or 'sensitive' for what a marked plan marks so.",
    ),
]


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The options that choose actions, as they were given."""

    lead: Annotated[
        str,
        typer.Option(
            "--lead",
            metavar="KEY",
            autocompletion=offers.leads,
            help="Only actions of this lead: the plan's key, a name or a post.",
        ),
    ] = ""
    organisation: Annotated[
        str,
        typer.Option(
            "--organisation",
            metavar="NAME",
            autocompletion=offers.organisations,
            help="Only this organisation's plans.",
        ),
    ] = ""
    theme: Annotated[
        str,
        typer.Option(
            "--theme", metavar="THEME", autocompletion=offers.themes, help="Only this theme: its key or heading."
        ),
    ] = ""
    standard: Annotated[
        str,
        typer.Option(
            "--standard",
            metavar="ID",
            autocompletion=offers.standards,
            help="Only actions that answer this standard.",
        ),
    ] = ""
    state: Annotated[
        str,
        typer.Option(
            "--state",
            metavar="STATE",
            autocompletion=offers.states,
            help="Only actions stated or checked so, for example off_track.",
        ),
    ] = ""
    late: Annotated[
        bool, typer.Option("--late", help="Only actions that are late, or that have late evidence or milestones.")
    ] = False
    text: Annotated[str, typer.Option("--text", metavar="WORDS", help="Only actions whose words hold these.")] = ""

    def filter(self) -> Filter:
        from s11.view.counts import CHECKED_ORDER
        from s11.view.filters import Filter

        state = self.state.strip().replace(" ", "_").replace("-", "_").lower()
        if state and state not in CHECKED_ORDER:
            check_is_one_of("--state", self.state, CHECKED_ORDER, "a state")
        return Filter(self.lead, self.organisation, self.theme, self.standard, state, self.late, self.text)


def with_filter_options(command: Callable[..., int]) -> Callable[..., int]:
    """A command whose last argument, ``filters``, typer fills from the options of ``FilterOptions``."""
    *own, _ = signature(command, eval_str=True).parameters.values()
    options = signature(FilterOptions, eval_str=True)

    @wraps(command)
    def run(**values: object) -> int:
        chosen = options.bind(**{name: values.pop(name) for name in options.parameters})
        return command(**values, filters=FilterOptions(*chosen.args, **chosen.kwargs))

    parameters = (*own, *options.parameters.values())
    # what typer reads a command's options from
    vars(run)["__signature__"] = Signature(parameters)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def check_is_one_of(option: str, given: str, choices: Sequence[str], what: str) -> None:
    """Raises UsageError, with what may have been meant and the list, where a word is none of an option's list."""
    if given not in choices:
        from s11.plan import unknown_word

        raise UsageError(unknown_word(given, what, option, choices))


# what was given
# --------------------------------------------------------------------------------------------------------


def today() -> date:
    return date.today()


def as_of_day(given: str | None) -> date:
    return today() if given is None else parse_day_option("--as-of", given)


def parse_day_option(option: str, given: str) -> date:
    """The day that an option names."""
    from s11.when import parse_day

    day = parse_day(given.strip()) if given.isascii() else None
    if day is None:
        raise UsageError(f"'{given}' is not a day: write {option} as YYYY-MM-DD")
    return day


def days_in(option: str, given: str, day: date) -> int | None:
    """A length of time such as 6w, 30d, 3m or 1y as a number of days from ``day``; None where none is given."""
    from s11.when import Period, add_period

    if not given:
        return None
    length = given.strip().lower()
    if length[:-1].isascii() and length[:-1].isdigit() and length[-1] in "dwmy" and len(length) <= 5:
        if int(length[:-1]) == 0:
            return 0
        if period := Period.parse(f"P{int(length[:-1])}{length[-1].upper()}"):
            return (add_period(day, period, 1, False) - day).days
    raise UsageError(f"'{given}' is not a length of time: write {option} as 6w, 30d, 3m or 1y")


def required_revision(given: str | None) -> str:
    if given is not None and not given.strip():
        raise UsageError("--rev needs a revision: a branch, tag or commit, for example main")
    return given or ""


def file_endings(formats: Sequence[str]) -> str:
    """How the names of files end in which s11 writes these formats: '.html or .md'."""
    return join_words([PAGES[name].endings[0] for name in formats], "or")


FILES = file_endings(ON_SCREEN)


def format_of(output: str, formats: Sequence[str] = ON_SCREEN) -> str:
    """The format in which a file is written, by how its name ends; '' where there is no file to write."""
    ending, by_ending = Path(output).suffix.lower(), endings_of(*formats)
    if output and ending not in by_ending:
        raise UsageError(f"'{output}' does not end in a format that s11 writes: use {', '.join(by_ending)}")
    return by_ending[ending] if output else ""


# these say more of what they want
_WITH_OWN_MESSAGE = ("--rev", "--against", "--since")


def check_no_empty_option(arguments: Sequence[str]) -> None:
    """An empty variable of a script is never taken for leaving an option out. Raises UsageError."""
    for before, word in zip(("", *arguments), arguments, strict=False):
        if word == "--":
            return
        option_before = before if before.startswith("-") else ""
        name, equals, value = word.partition("=") if word.startswith("--") else (option_before, "=", word)
        if equals and name not in ("", "-", *_WITH_OWN_MESSAGE) and not value.strip():
            raise UsageError(f"{name} is empty: give it a value, or leave it out")

"""What every command shares: its options, the clock, the day and revision asked for, and the one print."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from s11.plan import Register
    from s11.render.terminal import Paper
    from s11.store import Found
    from s11.view import Filter
    from s11.when import Conventions, Vantage


Plans = Annotated[list[str] | None, typer.Argument(metavar="[PLAN]...", help="Plan ids, files or folders; without any, every plan under plans/.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", envvar="S11_AS_OF", help="The day to judge from, YYYY-MM-DD; today where it is not given.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with a schema number, whose keys only grow.")]
LeadOption = Annotated[str, typer.Option("--lead", metavar="KEY", help="Only actions of this lead: the plan's key, a name or a post.")]
OrganisationOption = Annotated[str, typer.Option("--organisation", metavar="NAME", help="Only this organisation's plans.")]
ThemeOption = Annotated[str, typer.Option("--theme", metavar="THEME", help="Only this theme: its key or heading.")]
StandardOption = Annotated[str, typer.Option("--standard", metavar="ID", help="Only actions that answer this standard.")]
StateOption = Annotated[str, typer.Option("--state", metavar="STATE", help="Only actions stated or checked so, for example off_track.")]
LateOption = Annotated[bool, typer.Option("--late", help="Only actions with something late.")]
TextOption = Annotated[str, typer.Option("--text", metavar="WORDS", help="Only actions whose words hold these.")]


class Refused(Exception):
    """Wrong use, or nothing there to read: one line, exit 2."""


def say(text: str) -> None:
    stream = sys.stdout
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.write(text.encode(stream.encoding or "ascii", "backslashreplace").decode(stream.encoding or "ascii"))
    stream.flush()


def talk(text: str) -> None:
    from s11.text import visible

    encoding = sys.stderr.encoding or "ascii"
    shown = "\n".join(visible(line) for line in text.split("\n"))
    sys.stderr.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def watched(long: bool) -> Callable[[str], None]:
    """Says on one line of the terminal how far long work has come; silent where it is short or nobody watches."""
    if not long or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return lambda words: None

    def show(words: str) -> None:
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()

    return show


def today() -> date:
    return date.today()


def day_of(said: str | None) -> date:
    from s11.when import parse_day

    if said is None or not said.strip():
        return today()
    day = parse_day(said.strip())
    if day is None:
        raise Refused(f"'{said}' is not a day: write --as-of as YYYY-MM-DD")
    return day


def screen() -> Paper | None:
    """What the terminal can show, or None where output is piped: NO_COLOR over FORCE_COLOR over the terminal itself."""
    forced = bool(os.environ.get("FORCE_COLOR"))
    if not sys.stdout.isatty() and not forced:
        return None
    import shutil

    from s11.render.terminal import Paper

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    width = shutil.get_terminal_size((80, 24)).columns
    return Paper(max(60, min(width, 160)), not plain, ascii_only)


def filter_of(lead: str, organisation: str, theme: str, standard: str, state: str, late: bool, text: str) -> Filter:
    from s11.view import CHECKED_ORDER, Filter

    wanted = state.strip().replace(" ", "_").replace("-", "_").lower()
    if wanted and wanted not in CHECKED_ORDER:
        raise Refused(f"'{state}' is not a state: write one of {', '.join(CHECKED_ORDER)}")
    return Filter(lead, organisation, theme, standard, wanted, late, text)


def gathered(plans: list[str] | None, as_of: str | None) -> tuple[Found, Register, Vantage]:
    from s11 import plan, store
    from s11.when import Vantage

    day = day_of(as_of)
    found = store.gather(plans or (), Path.cwd())
    return found, plan.load(found.sources, conventions_of(found.base)), Vantage(day, found.revision.id)


def conventions_of(base: Path) -> Conventions:
    """The council's own calendar where it has one, else the one that s11 carries."""
    from s11 import plan, store
    from s11.when import STANDARD

    source = store.settings(base)
    if source is None:
        return STANDARD
    try:
        return plan.load_conventions(source)
    except ValueError as error:
        raise Refused(str(error)) from error


def read_whole(register: Register) -> int:
    return 0 if all(loaded.whole for loaded in register.files) else 1


def standards_of(found: Found) -> dict[str, frozenset[str]]:
    from s11 import plan, store

    return plan.load_standards(store.shipped("standards", found.base))

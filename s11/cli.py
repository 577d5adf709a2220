"""The command line: gather, call, choose a voice, print, exit. The only clock, the only print.

Exit 0: nothing to fail on. 1: lint found an error, or a plan could not be read whole. 2: wrong use, nothing there to
read, or our own fault.
"""

from __future__ import annotations

import os
import sys
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

app = typer.Typer(
    name="s11", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=True,
    help="Action plans under Section 11 of the Children Act 2004, kept as YAML in git: read, checked, judged on a day, reported.",
)

LOOK, CHECK, PUBLISH, META = "Look", "Check", "Publish", "Meta"

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


def run(arguments: list[str]) -> int:
    """The exit code; every failure is one clear line on stderr."""
    import gc

    from s11.store import NotThere

    # a short process that keeps what it reads: looking for rubbish among it would double the time
    gc.disable()
    try:
        code = app(args=arguments, prog_name="s11", standalone_mode=False)
    except (Refused, NotThere) as error:
        _talk(f"s11: {error}")
        return 2
    except BrokenPipeError:
        # the reader has seen enough; without this the interpreter complains once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _talk("s11: stopped")
        return 2
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        return 2
    except Exception as error:
        if hasattr(error, "format_message"):
            _talk(f"s11: {error.format_message()}")
            _talk("Try 's11 --help', or 's11 COMMAND --help'.")
            return 2
        if os.environ.get("S11_DEBUG"):
            raise
        _talk(f"s11: our own fault: {type(error).__name__}: {error} (S11_DEBUG=1 shows where; please report it)")
        return 2
    return code if isinstance(code, int) else 0


# the edges -----------------------------------------------------------------------------------------------------------


def _say(text: str) -> None:
    stream = sys.stdout
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.write(text.encode(stream.encoding or "ascii", "backslashreplace").decode(stream.encoding or "ascii"))
    stream.flush()


def _talk(text: str) -> None:
    from s11.text import visible

    encoding = sys.stderr.encoding or "ascii"
    shown = "\n".join(visible(line) for line in text.split("\n"))
    sys.stderr.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _today() -> date:
    return date.today()


def _day(said: str | None) -> date:
    from s11.when import parse_day

    if said is None or not said.strip():
        return _today()
    day = parse_day(said.strip())
    if day is None:
        raise Refused(f"'{said}' is not a day: write --as-of as YYYY-MM-DD")
    return day


def _screen() -> Paper | None:
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


def _filter(lead: str, organisation: str, theme: str, standard: str, state: str, late: bool, text: str) -> Filter:
    from s11.view import CHECKED_ORDER, Filter

    wanted = state.strip().replace(" ", "_").replace("-", "_").lower()
    if wanted and wanted not in CHECKED_ORDER:
        raise Refused(f"'{state}' is not a state: write one of {', '.join(CHECKED_ORDER)}")
    return Filter(lead, organisation, theme, standard, wanted, late, text)


def _gathered(plans: list[str] | None, as_of: str | None) -> tuple[Found, Register, Vantage]:
    from s11 import plan, store
    from s11.when import Vantage

    day = _day(as_of)
    found = store.gather(plans or (), Path.cwd())
    return found, plan.load(found.sources, _conventions(found.base)), Vantage(day, found.revision.id)


def _conventions(base: Path) -> Conventions:
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


def _read_whole(register: Register) -> int:
    return 0 if all(loaded.whole for loaded in register.files) else 1


# look ----------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=LOOK)
def status(
    plans: Plans = None,
    by: Annotated[str, typer.Option("--by", metavar="GROUP", help="Also roll up by recommendation, theme, lead, standard, organisation or state.")] = "",
    why: Annotated[bool, typer.Option("--why", help="Name the actions that make a group's state.")] = False,
    as_of: AsOf = None,
    json: Json = False,
    lead: LeadOption = "",
    organisation: OrganisationOption = "",
    theme: ThemeOption = "",
    standard: StandardOption = "",
    state: StateOption = "",
    late: LateOption = False,
    text: TextOption = "",
) -> int:
    """Counts by state, stated and checked side by side, for each plan and the portfolio."""
    from s11 import view

    if by and by not in view.GROUPINGS:
        raise Refused(f"'{by}' is not a grouping: write one of {', '.join(view.GROUPINGS)}")
    chosen = _filter(lead, organisation, theme, standard, state, late, text)
    found, register, vantage = _gathered(plans, as_of)
    seen = view.status(register, vantage, found.revision.words, chosen, by or ("recommendation" if why else ""))
    if json:
        from s11.render.json import status_json

        _say(status_json(seen))
    elif (paper := _screen()) is None:
        from s11.render.terminal import status_lines

        _say(status_lines(seen, why))
    else:
        from s11.render.terminal import status_screen

        _say(status_screen(seen, paper, why))
    return _read_whole(register)


@app.command(rich_help_panel=LOOK)
def due(
    plans: Plans = None,
    within: Annotated[str, typer.Option("--within", metavar="SPAN", help="Only what is late or due within this span: 6w, 30d, 3m, 1y.")] = "",
    as_of: AsOf = None,
    json: Json = False,
    lead: LeadOption = "",
    organisation: OrganisationOption = "",
    theme: ThemeOption = "",
    standard: StandardOption = "",
    state: StateOption = "",
    late: LateOption = False,
    text: TextOption = "",
) -> int:
    """Every outstanding dated thing, oldest first, under its action."""
    from s11 import view

    chosen = _filter(lead, organisation, theme, standard, state, late, text)
    found, register, vantage = _gathered(plans, as_of)
    seen = view.due_list(register, vantage, found.revision.words, chosen, _span(within, vantage.as_of))
    if json:
        from s11.render.json import due_json

        _say(due_json(seen))
    elif (paper := _screen()) is None:
        from s11.render.terminal import due_lines

        _say(due_lines(seen))
    else:
        from s11.render.terminal import due_screen

        _say(due_screen(seen, paper))
    return _read_whole(register)


def _span(said: str, day: date) -> int | None:
    """A span such as 6w, 30d, 3m or 1y as a number of days from ``day``."""
    from s11.when import Period, add_period

    words = said.strip().lower()
    if not words:
        return None
    if words[:-1].isdigit() and words[-1] in "dwmy" and len(words) <= 5:
        period = Period.parse(f"P{int(words[:-1])}{words[-1].upper()}") if int(words[:-1]) else Period()
        return 0 if period == Period() else (add_period(day, period, 1, False) - day).days
    raise Refused(f"'{said}' is not a span: write --within as 6w, 30d, 3m or 1y")


@app.command(rich_help_panel=LOOK)
def show(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="plan#4, plan#4/2 for its second piece of evidence, or plan#rec:4.")],
    as_of: AsOf = None,
    json: Json = False,
) -> int:
    """One action, piece of evidence or recommendation, with its why."""
    from s11 import view

    plan_id, hash_, rest = address.partition("#")
    if not hash_ or not rest:
        raise Refused(f"'{address}' is not an address: write plan#4, plan#4/2 or plan#rec:4")
    found, register, vantage = _gathered([plan_id], as_of)
    if len(register.files) != 1:
        raise Refused(f"'{plan_id}' is {len(register.files)} plans: name one")
    seen = view.show(register, vantage, f"{register.files[0].source.id}#{rest}", found.revision.words)
    if seen is None:
        from s11.plan import did_you_mean

        plan = register.files[0].plan
        known = [action.id for _, action in plan.actions()] if plan else []
        raise Refused(f"{plan_id} has nothing at '#{rest}'" + (f"; {hint}" if not rest.isdigit() and (hint := did_you_mean(rest, known)) else f"; its actions are {known[0]} to {known[-1]}" if known else ""))
    if json:
        from s11.render.json import show_json

        _say(show_json(seen))
    else:
        from s11.render.terminal import Paper, show_screen

        _say(show_screen(seen, _screen() or Paper(100)))
    return _read_whole(register)


@app.command(rich_help_panel=LOOK)
def when(
    phrase: Annotated[str | None, typer.Argument(metavar="PHRASE", help="The words of a timescale.")] = None,
    file: Annotated[str, typer.Option("--file", metavar="FILE", help="Read one phrase a line from this file; '-' for standard input.")] = "",
    agreed: Annotated[str | None, typer.Option("--agreed", metavar="DATE", help="The day from which a missing year is taken.")] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> int:
    """How s11 reads a timescale: its kind, its due day, and whether that is certain."""
    from s11 import store
    from s11.render.json import text as json_text
    from s11.render.json import when_value
    from s11.when import Timescale, parse_day

    from_day = parse_day(agreed.strip()) if agreed else None
    if agreed and from_day is None:
        raise Refused(f"'{agreed}' is not a day: write --agreed as YYYY-MM-DD")
    if (phrase is None) == (not file):
        raise Refused("name one phrase, or a file with --file")
    day = _day(as_of)
    phrases = [phrase] if phrase is not None else _phrases(file)
    root = store.plans_root(Path.cwd())
    conventions = _conventions(root.parent if root else Path.cwd())
    readings = [Timescale.read(words, from_day, "agreed", conventions) for words in phrases]
    if json:
        values = [when_value(reading) for reading in readings]
        _say(json_text(values if file else values[0]))
        return 0
    from s11.render.terminal import Paper, when_line, when_screen
    from s11.standing import next_due_days

    paper = _screen()
    if paper is None and file:
        _say("".join(when_line(reading) + "\n" for reading in readings))
        return 0
    for reading in readings:
        _say(when_screen(reading, next_due_days(reading, day, 5), paper or Paper(100)))
    return 0


def _phrases(file: str) -> list[str]:
    from s11 import store

    data = sys.stdin.buffer.read() if file == "-" else store.read_bytes(Path(file))
    return data.decode("utf-8-sig", "replace").splitlines()


# check ---------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=CHECK)
def lint(
    files: Plans = None,
    output_format: Annotated[str, typer.Option("--output-format", metavar="FORMAT", envvar="S11_OUTPUT_FORMAT", help="full, concise or json.")] = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="LEVEL", help="error, warning, advice or never.")] = "error",
    advice: Annotated[bool, typer.Option("--advice", help="List advice too, instead of counting it.")] = False,
    as_of: AsOf = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --output-format json.")] = False,
) -> int:
    """What is wrong with the plans: unreadable YAML, wrong shapes, broken rules, each at its line and column."""
    from s11 import rules, store
    from s11.render import findings as voices

    chosen = "json" if json else output_format or "full"
    if chosen not in voices.FORMATS:
        raise Refused(f"'{chosen}' is not an output format: write one of {', '.join(voices.FORMATS)}")
    if fail_on not in voices.FAIL_ON:
        raise Refused(f"'{fail_on}' is not a level: write --fail-on as one of {', '.join(voices.FAIL_ON)}")
    found, register, vantage = _gathered(files, as_of)
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=_standards(found))
    paper = _screen()
    _say(voices.render(chosen, findings, voices.Summary.of(findings, register, vantage, found.revision.words, advice), paper))
    return voices.exit_code(findings, fail_on)


def _standards(found: Found) -> dict[str, frozenset[str]]:
    from s11 import plan, store

    return plan.load_standards(store.shipped("standards", found.base))


@app.command(rich_help_panel=CHECK)
def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A rule's code, for example S301; without one, the list.")] = None,
    whole: Annotated[bool, typer.Option("--all", help="Every rule's page, as the Markdown of docs/rules.md.")] = False,
) -> int:
    """What a rule is, why it matters, and what bad and good look like."""
    from s11 import rules
    from s11.render.rules import rule_list, rule_page, rules_document

    if whole:
        _say(rules_document(rules.RULES))
        return 0
    if code is None:
        _say(rule_list(rules.RULES))
        return 0
    rule = rules.BY_CODE.get(code.strip().upper())
    if rule is None:
        from s11.plan import did_you_mean

        raise Refused(f"there is no rule '{code}'; {did_you_mean(code.upper(), rules.BY_CODE) or 's11 explain lists them'}")
    _say(rule_page(rule))
    return 0


# publish -------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=PUBLISH)
def report(
    plans: Plans = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="plan: the full table.")] = "plan",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: .html or .md. Without it, Markdown goes to the screen.")] = "",
    as_of: AsOf = None,
    lead: LeadOption = "",
    organisation: OrganisationOption = "",
    theme: ThemeOption = "",
    standard: StandardOption = "",
    state: StateOption = "",
    late: LateOption = False,
    text: TextOption = "",
) -> int:
    """Write plans out in full for people who never see git."""
    from s11 import render, rules, store, view
    from s11.render.sandbox import BadTemplate

    voice = {".html": "html", ".htm": "html", ".md": "markdown", "": "markdown"}.get(Path(output).suffix.lower()) if output else "markdown"
    if voice is None:
        raise Refused(f"'{output}' is neither .html nor .md")
    chosen = _filter(lead, organisation, theme, standard, state, late, text)
    found, register, vantage = _gathered(plans, as_of)
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=_standards(found))
    seen = view.report(register, vantage, found.revision.words, findings, rules.VERSION, chosen)
    try:
        text_ = render.render_report(seen, template, voice, store.shipped("templates", found.base))
    except BadTemplate as error:
        raise Refused(str(error)) from error
    if output:
        store.write(Path(output), text_.encode("utf-8"))
        _talk(f"written: {output} ({len(seen.plans)} plan{'s' * (len(seen.plans) != 1)}, {seen.portfolio.actions} actions)")
    else:
        _say(text_)
    for missed in seen.head.not_read:
        _talk(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
    return _read_whole(register)


# meta ----------------------------------------------------------------------------------------------------------------


@app.command(rich_help_panel=META)
def schema(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="plan, status, due or lint.")] = "plan",
) -> int:
    """The JSON Schema of a plan file, or of a command's JSON."""
    from s11.plan import json_schema
    from s11.render.json import text as json_text
    from s11.render.shapes import SHAPES, schema_of

    if name not in ("plan", *SHAPES):
        raise Refused(f"there is no schema '{name}': write one of plan, {', '.join(SHAPES)}")
    _say(json_text(json_schema() if name == "plan" else schema_of(name)))
    return 0


@app.callback()
def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from s11 import __version__

        _say(f"s11 {__version__}\n")
        raise typer.Exit

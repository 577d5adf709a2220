"""Every screen of every address of every plan ends, fits its width and takes time in proportion to its words."""

import itertools
import re
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from s11 import view
from s11.plan import load
from s11.render.due_text import due_screen
from s11.render.screen import Screen, ScreenSettings, fold
from s11.render.show_text import show_screen
from s11.render.status_list import status_list
from s11.render.status_text import status_screen
from s11.render.when_text import when_screen
from s11.text import Source
from s11.when import Timescale, Vantage

PLANS = Path(__file__).parent.parent / "plans"
REGISTER = load(
    Source(path.name, path.relative_to(PLANS).with_suffix("").as_posix(), path.read_bytes()) for path in SHIPPED
)
VANTAGE = Vantage(date(2017, 1, 31))
PAPERS = [
    ScreenSettings(width, colour, ascii_only)
    for width in (40, 80, 140)
    for colour, ascii_only in ((False, False), (True, False), (False, True))
]
STEER = re.compile(r"\x1b\[[0-9;]*m")


def addresses():
    for plan in REGISTER.plans:
        for recommendation in plan.recommendations:
            yield plan.address_of(recommendation)
            for action in recommendation.actions:
                yield plan.address(action)
                yield from (plan.address(action, at) for at, _ in enumerate(action.pieces))


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in STEER.sub("", line))


def squeezed(words: str) -> str:
    return "".join(STEER.sub("", words).split())


@pytest.mark.parametrize(
    "paper",
    PAPERS,
    ids=lambda paper: f"{paper.width}-{'colour' if paper.colour else 'ascii' if paper.ascii_only else 'plain'}",
)
def test_every_address_ends_and_fits(paper):
    told = 0
    for address in addresses():
        plan = next(file for file in REGISTER.files if file.source.id == address.partition("#")[0])
        register = type(REGISTER)((plan,))
        shown = view.show(register, VANTAGE, address, "")
        screen = show_screen(shown, paper)
        told += 1
        for line in screen.splitlines():
            assert columns(line) <= paper.width, (address, line)
        if not paper.ascii_only:
            text = shown.action.text if shown.action else shown.recommendation.text
            assert squeezed(text) in squeezed(screen), address
    assert told > 150


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper.width}-{paper.colour}-{paper.ascii_only}")
def test_status_due_and_when_end(paper):
    for by in ("", *view.GROUPINGS):
        for line in status_screen(view.status(REGISTER, VANTAGE, "", by=by), paper, why=True).splitlines():
            assert columns(line) <= paper.width
    for line in due_screen(view.due_list(REGISTER, VANTAGE, ""), paper).splitlines():
        assert columns(line) <= paper.width
    for phrase in ("June 2016\nquarterly", "June 2016\n\nquarterly\n", "\n", "x" * 500, "June 2016, " * 200):
        assert when_screen(Timescale.read(phrase), (), paper)


@pytest.mark.parametrize(
    "command",
    [
        ("changes",),
        ("history",),
        ("history", "westmere/one#1"),
        ("show", "westmere/one#1"),
        ("status", "--by", "recommendation", "--why"),
        ("due",),
    ],
    ids=" ".join,
)
def test_a_text_with_line_breaks_at_a_screen(command, repository, s11):
    plan = """format: s11-plan/1
title: "One title\\nof two lines"
organisation: Westmere
origin: other
agreed: 2024-01-01
rag:
  green: {means: on_track}
recommendations:
  - id: 1
    text: "First\\n\\nsecond"
    actions:
      - id: 1
        text: "Train:\\n- the members\\n- the staff"
        rag: green
        timescale: |
          June 2024
          quarterly
"""
    repository.write("plans/westmere/one.yaml", plan)
    first = repository.commit("One", "2024-02-01")
    repository.write(
        "plans/westmere/one.yaml",
        plan + '        progress:\n          - date: 2024-06-02\n            note: "Said:\\none thing\\n"\n',
    )
    repository.commit("Two", "2024-06-03")
    asked = (*command, f"{first}..HEAD") if command == ("changes",) else command
    for width in ("40", "80", "140"):
        done = s11(*asked, cwd=repository.folder, FORCE_COLOR="1", COLUMNS=width)
        assert done.code == 0, done.err
        assert max(map(columns, done.out.splitlines())) <= int(width), done.out
        assert "members" in done.out or command[0] in ("history", "changes", "status")


# the words of a file, and the white space that YAML leaves in them
TEXTS = st.text(st.sampled_from("ab-界é \n\t\u00a0'"), max_size=120)


@given(TEXTS, st.integers(1, 30), st.integers(1, 30))
def test_folding_loses_no_word_and_keeps_the_width(words, first, later):
    lines = fold(words, first, later)
    assert squeezed("".join(words[start:end] for start, end in lines)) == squeezed(words)
    assert [edge for line in lines for edge in line] == sorted(edge for line in lines for edge in line)
    for number, (start, end) in enumerate(lines):
        line = words[start:end]
        assert "\n" not in line
        assert columns(line.strip()) <= max(first if number == 0 else later, 2)
    # a word is cut only where it is wider than a line
    for (_, end), (start, _) in itertools.pairwise(lines):
        if end == start:
            word = re.search(r"\S*$", words[:end])[0] + re.match(r"\S*", words[start:])[0]
            # or begins behind so much white space that it does not fit
            begun = end - len(re.search(r"\S*$", words[:end])[0])
            blank = len(re.search(r"\s*$", words[:begun])[0])
            assert columns(word) + blank > min(first, later)


def steps(words: str) -> int:
    """How many lines of Python run to fold these words, ours and others': a measure that no busy machine changes."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        Screen(ScreenSettings(80)).paragraph(words, hang=4)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("unit", ["-", "a ", "x\n", "word, " * 3], ids=repr)
def test_folding_takes_time_in_proportion(unit):
    steps(unit)  # what is loaded and remembered at the first call is counted in neither
    short, long = steps(unit * 200), steps(unit * 1600)
    assert long < short * 9


# several plans, a line each -----------------------------------------------------------------------------------------

DAY = date(2024, 12, 31)
ACTIONS = {
    "late": "rag: green, timescale: March 2024",
    "off": "rag: red, timescale: December 2030",
    "unknown": "rag: green, timescale: TBC",
    "started": "rag: white, timescale: December 2030",
    "track": "rag: green, timescale: December 2030",
    "moved": "rag: green, timescale: December 2030, revised: [{date: 2024-05-01, from: June 2024, why: Snow}]",
    "done": "rag: blue, timescale: March 2024, completed: 2024-03-20",
    "ended": "rag: green, ended: {as: suspended, date: 2024-04-01, why: Money}",
}


def plan_of(*kinds, organisation="Westmere District Council", as_at="2024-12-10", agreed="2024-01-01"):
    actions = "".join(
        f"      - {{id: {number}, text: T, lead: AB, {ACTIONS[kind]}}}\n" for number, kind in enumerate(kinds, 1)
    )
    return (
        f"format: s11-plan/1\ntitle: T\norganisation: {organisation}\norigin: other\nagreed: {agreed}\n"
        f"as_at: {as_at}\nrag:\n  green: {{means: on_track}}\n  red: {{means: off_track}}\n"
        "  white: {means: not_started}\n  blue: {means: completed}\npeople: {AB: {name: Ann Bell}}\n"
        f"recommendations:\n  - id: 1\n    text: R\n    actions:\n{actions}"
    )


def listed(plans, paper, day=DAY):
    register = load(Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items())
    return status_list(view.status(register, Vantage(day), "commit 0123456789 of 10 December 2024"), paper)


def many(number):
    """Plans that hold every state, under ids and organisations as long as real ones."""
    kinds = list(ACTIONS) * 4
    return {
        f"norbury-vale-{at:02}/section-11-2024": plan_of(
            *kinds[: 8 + at % 20], organisation=f"Norbury Vale {at} District Council"
        )
        for at in range(number)
    }


def test_the_worst_plan_stands_first():
    plans = {
        "a/fine": plan_of("track"),
        "b/late": plan_of("late", "track"),
        "c/later": plan_of("late", "late"),
        "d/unknown": plan_of("unknown"),
        "e/off": plan_of("off", "off", "off"),
        "f/fine": plan_of("track"),
    }
    lines = listed(plans, ScreenSettings(100)).splitlines()
    named = [next(name for name in plans if name in line) for line in lines if any(name in line for name in plans)]
    assert named == ["e/off", "c/later", "b/late", "d/unknown", "a/fine", "f/fine"]


def test_a_line_holds_the_figures_of_its_plan():
    plans = {
        "a/one": plan_of("late", "late", "track", "moved", "moved", "moved", "ended"),
        "b/old": plan_of("track", as_at="2024-10-02"),
        "c/new": plan_of("track", as_at="2024-10-03"),
    }
    screen = listed(plans, ScreenSettings(140, True))
    bare = STEER.sub("", screen)
    (line,) = (line for line in bare.splitlines() if "a/one" in line)
    assert re.search(r"Westmere District Council +a/one +✖2 ●4 –1 +2 +3 +21 days ago +✖✖●●●●–$", line), line
    assert re.search(r"3 plans, 9 actions +✖2 ●6 –1 +2 +3 +✖✖●●●●●●–$", bare, re.M), bare
    # nothing recorded for ninety days stands out
    assert "\x1b[1m90 days ago" in screen and "\x1b[1m89 days ago" not in screen and "89 days ago" in screen
    assert "Stated: what a plan says. Checked, as here: the worse of that and of its dates." in bare
    assert "✖ off track ● on track – ended" in bare and "▲" not in bare
    assert "Read 3 files, all whole: 3 recommendations, 9 actions." in bare and "--long" in bare


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("number", [2, 12, 50])
@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_plan_is_one_line_and_fifty_are_a_page(width, number, ascii_only):
    plans = many(number)
    screen = listed(plans, ScreenSettings(width, ascii_only=ascii_only))
    lines = screen.splitlines()
    assert max(map(columns, lines)) <= width and screen.isascii() <= ascii_only
    # each id is there to be copied, in one line of its own
    assert [sum(name in line for line in lines) for name in plans] == [1] * number
    assert len(lines) <= (55 if number == 50 else number + 9)
    heads = next(line for line in lines if "late" in line and "last" in line)
    assert "moved" in heads
    if width == 140:
        assert all(f"Norbury Vale {at} District Council" in screen for at in range(number))


def test_where_a_table_has_no_room_it_is_said_in_words():
    for width in (40, 56):
        screen = listed(many(3), ScreenSettings(width))
        assert max(map(columns, screen.splitlines())) <= width
        assert squeezed("late 1; off track 2, not known 1") in squeezed(screen)


def test_notices_are_counted_and_what_is_not_whole_is_told():
    plans = {"a/one": plan_of("track"), "b/two": plan_of("track", agreed="2025-02-01")}
    assert "1 notice: s11 status --long" in listed(plans, ScreenSettings(120))
    torn = listed({**plans, "c/torn": plan_of("track") + "  - id: [\n"}, ScreenSettings(120))
    assert "Read 3 files, 1 of them not whole" in torn and "! plans/c/torn.yaml:" in torn


def test_which_way_it_went_stands_in_columns(repository, s11):
    for name, kinds in {"one": ("late", "track"), "two": ("track",)}.items():
        repository.write(f"plans/westmere/{name}.yaml", plan_of(*kinds, as_at="2024-01-10"))
    repository.commit("As agreed", "2024-02-01")
    worse = plan_of("late", "track", as_at="2024-01-10").replace("December 2030", "June 2024")
    repository.write("plans/westmere/one.yaml", worse)
    repository.commit("Later", "2024-12-20")
    for width in (80, 140):
        asked = ("status", "--since", "2024-02-28", "--as-of", "2024-12-31")
        ran = s11(*asked, cwd=repository.folder, FORCE_COLOR="1", NO_COLOR="1", COLUMNS=str(width))
        assert ran.code == 0 and max(map(columns, ran.out.splitlines())) <= width
        assert "Since 28 February 2024" in ran.out and "↑ improved ↓ worsened" in ran.out
        assert re.search(r"westmere/one .* 0→2 +2 ", ran.out), ran.out
        assert re.search(r"2 plans.* 0→2 +0 +2 ", ran.out), ran.out
    # not with a plan that is named, nor where the whole is asked for
    for more in (("westmere/one",), ("westmere/one", "westmere/two"), ("--long",)):
        ran = s11(*asked, *more, cwd=repository.folder, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100")
        assert "direction  worse since 28 February 2024" in ran.out and "Portfolio: " not in ran.out

"""Every screen of every address of every plan ends, fits its width and takes time in proportion to its words."""

import itertools
import re
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11 import view
from s11.plan import load
from s11.render.due_text import due_screen
from s11.render.screen import Screen, ScreenSettings, fold
from s11.render.show_text import show_screen
from s11.render.status_text import status_screen
from s11.render.when_text import when_screen
from s11.text import Source
from s11.when import Timescale, Vantage

PLANS = Path(__file__).parent.parent / "plans"
REGISTER = load(
    Source(path.name, path.relative_to(PLANS).with_suffix("").as_posix(), path.read_bytes())
    for path in sorted(PLANS.rglob("*.yaml"))
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

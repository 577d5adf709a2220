"""One value set, or one entry put in, as a splice: it reads as wanted, and nothing else of the file moves."""

from __future__ import annotations

import difflib
import re

import pytest
from conftest import SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import Action, fields_of
from s11.text import CannotEdit, Node, Source, put, put_entry, read

ORDER = [field.key for field in fields_of(Action)]
FILES = SHIPPED
# written by hand, in every way that YAML allows
ODD = """\
# a remark at the head
format: s11-plan/1
title:   "In quotes"   # and a remark
people:
    AB:  {name: Ann Bell,  post: 'Head of "Housing"' }   # four columns deep
    CD: {}
rag: {green: {means: on_track}}
recommendations:

-   id: 1
    text: >-
      Folded words
      over two lines

    # a remark between
    actions:
    - {id: 1, text: All on one line, lead: [AB, CD]}
    - id: "2"
      text: |
        Kept as it is
          with its columns

      timescale: June 2016      # s11: allow S205 agreed at the board of March
      completed: 2016-05-01
      # s11: allow S302 the register is kept elsewhere
      rag: green
      progress:

      - date: 2016-05-02
        note: First
        # hangs under the first

      # of the second
      - {date: 2016-06-02, note: "Second, with a comma"}
    - id: 3
      text: Nothing more
      lead:
      - AB
      - CD
      evidence:
        text: A piece alone
"""


def odd(end: str = "\n", bom: bool = False):
    text = ODD.replace("\n", end)
    return read(Source("odd.yaml", "odd", (b"\xef\xbb\xbf" if bom else b"") + text.encode("utf-8")))


def lines_of(text: str) -> list[str]:
    return re.split(r"(?<=\n)", text)


def added_and_gone(before: str, after: str) -> tuple[list[str], list[str]]:
    rows = list(difflib.ndiff(lines_of(before), lines_of(after)))
    return [row[2:] for row in rows if row[0] == "+"], [row[2:] for row in rows if row[0] == "-"]


ACTIONS = ("recommendations", 0, "actions")


@pytest.mark.parametrize(
    ("path", "value", "added", "gone"),
    [
        ((*ACTIONS, 1, "timescale"), "June 2017", 1, 1),
        ((*ACTIONS, 1, "lead"), "AB", 1, 0),
        ((*ACTIONS, 1, "remedy"), "Two more, from May: agency staff", 1, 0),
        ((*ACTIONS, 2, "rag"), "green", 1, 0),
        ((*ACTIONS, 2, "ended"), {"as": "superseded", "date": "2016-05-01", "why": "Part of 2"}, 4, 0),
        ((*ACTIONS, 0, "rag"), "green", 1, 1),
        (("people", "AB", "left"), "2016-01-01", 1, 1),
        (("people", "CD"), {"name": "Cal Dunn", "post": "Policy officer"}, 3, 1),
        (("people", "EF"), {"name": "Eve Fox"}, 2, 0),
        (("title",), "Plain now", 1, 1),
        (("period",), "2016/17", 1, 0),
        ((*ACTIONS, 1, "text"), "Kept as it is\n  with other columns\n", 1, 1),
        (("recommendations", 0, "text"), "Folded words, and more of them", 1, 2),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_value_is_set_and_its_own_lines_change(path, value, added, gone, end):
    document = odd(end, bom=end == "\r\n")
    made = put(document, path, value, ORDER)
    assert made.node(path) == value
    new, old = added_and_gone(document.text, made.text)
    assert (len(new), len(old)) == (added, gone), (new, old)
    assert made.source.data.startswith(b"\xef\xbb\xbf") == (end == "\r\n")
    assert all(line.endswith(end) for line in new if line.strip())
    assert [one.words for one in made.comments] == [one.words for one in document.comments]


@pytest.mark.parametrize(
    ("path", "value", "at", "added", "gone"),
    [
        ((*ACTIONS, 1, "progress"), {"date": "2016-07-01", "note": "Third: it ends"}, None, 3, 0),
        ((*ACTIONS, 1, "progress"), {"date": "2016-05-20", "note": "Between"}, 1, 2, 0),
        ((*ACTIONS, 1, "progress"), {"date": "2016-05-01", "note": "Before"}, 0, 2, 0),
        ((*ACTIONS, 1, "completed"), "2016-09-01", None, 1, 1),
        ((*ACTIONS, 0, "lead"), "EF", None, 1, 1),
        ((*ACTIONS, 2, "lead"), "EF", None, 1, 0),
        ((*ACTIONS, 2, "evidence"), {"text": "Another piece"}, None, 2, 1),
        ((*ACTIONS, 2, "milestones"), {"text": "A step", "timescale": "May 2016"}, None, 3, 0),
        (ACTIONS, {"id": "4", "text": "Another action"}, None, 2, 0),
        (("recommendations",), {"id": "2", "text": "Another"}, None, 2, 0),
        ((*ACTIONS, 0, "progress"), {"date": "2016-07-01", "note": "On one line"}, None, 1, 1),
    ],
)
def test_an_entry_is_put_in_and_all_others_stay(path, value, at, added, gone):
    document = odd()
    made = put_entry(document, path, value, at, ORDER)
    entries = made.node(path)
    assert isinstance(entries, list) and entries[len(entries) - 1 if at is None else at] == value
    new, old = added_and_gone(document.text, made.text)
    assert (len(new), len(old)) == (added, gone), (new, old)


def test_a_remark_stays_above_the_line_that_it_is_about():
    made = put(odd(), (*ACTIONS, 1, "received"), "2016-01-01", ORDER)
    lines = made.text.splitlines()
    for remark, line in (("S302", "rag: green"), ("of the second", "- {date: 2016-06-02")):
        at = next(number for number, words in enumerate(lines) if remark in words)
        assert lines[at + 1].strip().startswith(line)
    # the first note's own remark hangs under it still
    assert (
        "note: First\n        # hangs under the first\n"
        in put_entry(odd(), (*ACTIONS, 1, "progress"), {"date": "2016-05-20", "note": "Between"}, 1).text
    )


def test_a_new_key_stands_where_the_format_has_it():
    made = put(odd(), (*ACTIONS, 1, "as_at"), "2016-06-30", ORDER)
    assert "      rag: green\n      as_at: 2016-06-30\n      progress:\n" in made.text


def test_what_cannot_be_shown_to_change_one_thing_is_refused():
    with pytest.raises(CannotEdit, match="no entry"):
        put(odd(), (*ACTIONS, 9, "rag"), "green")
    with pytest.raises(CannotEdit, match="other words stand there"):
        put(odd(), ("title", "name"), "x")
    # a remark inside what would be written anew
    commented = ODD.replace("      - AB\n", "      # first\n      - AB\n")
    document = read(Source("odd.yaml", "odd", commented.encode()))
    with pytest.raises(CannotEdit, match="nothing else"):
        put(document, (*ACTIONS, 2, "lead"), "AB")
    broken = read(Source("odd.yaml", "odd", (ODD + "note: [\n").encode()))
    with pytest.raises(CannotEdit, match="mend that first"):
        put(broken, ("title",), "x")


SOME = ["the", "board", "took", "note", "of", "it,", "and:", "asked", "#", "for", "more", "-", "yes"]
WORDS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab :#-'\"[]{},&*!|>%@`\n\\\tü\U0001f600", min_size=1, max_size=40),
    st.lists(st.sampled_from(SOME), min_size=1, max_size=60).map(" ".join),
    st.sampled_from(
        [
            "yes",
            "no",
            "1.10",
            "12:30",
            "0x1F",
            "~",
            "null",
            "2016-05-01",
            "",
            " lead",
            "trail ",
            "a\n b",
            "=",
            "<<",
            "---",
            "...",
            "\ufeff",
        ]
    ),
)


@given(
    file=st.sampled_from([None, *FILES]),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    key=st.sampled_from(["timescale", "remedy", "note", "text", "rag", "priority"]),
    words=WORDS,
    number=st.integers(0, 400),
    entry=st.booleans(),
)
@settings(max_examples=400)
def test_whatever_the_words_the_file_reads_as_wanted_or_is_left(file, end, bom, key, words, number, entry):
    text = ODD if file is None else file.read_text(encoding="utf-8")
    data = (b"\xef\xbb\xbf" if bom else b"") + text.replace("\n", end).encode("utf-8")
    document = read(Source("plan.yaml", "plan", data))
    assert isinstance(document.root, dict)
    actions = [
        ("recommendations", r, "actions", a)
        for r, above in enumerate(document.root["recommendations"])
        for a, _ in enumerate(above.get("actions", []))
    ]
    path = actions[number % len(actions)]
    value: Node = {"date": "2030-01-01", "note": words} if entry else words
    try:
        made = put_entry(document, (*path, "progress"), value) if entry else put(document, (*path, key), value, ORDER)
    except CannotEdit:
        # nothing that can be typed in a form is refused
        assert not words.isprintable() or not words.strip() or words != words.strip()
        return
    found = made.node((*path, "progress") if entry else (*path, key))
    assert (found[-1] if entry and isinstance(found, list) else found) == value
    new, old = added_and_gone(document.text, made.text)
    place = (*path, "progress") if entry else (*path, key)
    first, last = (document.line_column(at)[0] for at in (document.span(place).start, document.span(place).end))
    own = last - first + 1 if document.has(place) and not entry else 0
    # what stands in braces, and one value alone that becomes a list, is a line that changes
    assert len(old) <= max(own, int(document.entry(path).flow)), (new, old)

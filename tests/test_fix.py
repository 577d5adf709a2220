"""Mending: an edit changes what it says and nothing else, or it is not made."""

import subprocess
from dataclasses import fields
from datetime import date

import pytest
import yaml
from conftest import SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import PlanFiles, load
from s11.render.findings import difference
from s11.render.screen import ScreenSettings
from s11.rules import RULES, check, fix
from s11.rules.examples import unmarked, whole
from s11.rules.rule import Example
from s11.standing import judge_plan
from s11.text import CannotEdit, Source, read, reordered
from s11.when import Vantage

DAY = Vantage(date(2024, 6, 1))


def document(text):
    return read(Source("plan.yaml", "plan", text if isinstance(text, bytes) else text.encode("utf-8")))


# a list in another order ---------------------------------------------------------------------------------------------

NOTES = """\
progress:  # the board's notes
  # newest on top, as printed

  # about May
  - date: 2024-05-20   # agreed
    by: AB
    note: >-
      Their comments are in
      # and this is no remark
    # heard by telephone

  # s11: allow S405 said again
  - {date: 2024-04-08, note: The draft went out}
  -
    date: 2024-04-01
    note: Begun
terms: {A: b}
"""
IN_ORDER = """\
progress:  # the board's notes
  # newest on top, as printed

  -
    date: 2024-04-01
    note: Begun

  # s11: allow S405 said again
  - {date: 2024-04-08, note: The draft went out}
  # about May
  - date: 2024-05-20   # agreed
    by: AB
    note: >-
      Their comments are in
      # and this is no remark
    # heard by telephone
terms: {A: b}
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_entries_keep_their_comments(ends):
    found = document(b"\xef\xbb\xbf" + NOTES.replace("\n", ends).encode())
    assert reordered(found, ("progress",), [2, 1, 0]) == IN_ORDER.replace("\n", ends)
    assert reordered(found, ("progress",), [0, 1, 2]) == found.text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("p: [{d: b}, {d: a, e: [1]}]\n", "p: [{d: a, e: [1]}, {d: b}]\n"),
        ("p: [\n  {d: b},\n  {d: a}\n]", "p: [\n  {d: a},\n  {d: b}\n]"),
        ("p:\n- d: b\n- d: a", "p:\n- d: a\n- d: b"),
        ("p:\n- d: b\n\n\n- d: |-\n    a\n# about q\nq: 1\n", "p:\n- d: |-\n    a\n\n\n- d: b\n# about q\nq: 1\n"),
        ('p:\n- d: "b\n- x"\n- d: a\n', 'p:\n- d: a\n- d: "b\n- x"\n'),
        ("p:\n  - - x\n  - - a\n", "p:\n  - - a\n  - - x\n"),
    ],
)
def test_lists_written_in_other_ways(text, made):
    assert reordered(document(text), ("p",), [1, 0]) == made


@pytest.mark.parametrize(
    "text",
    [
        "p: [{d: b}, # first\n  {d: a}]\n",
        "p:\n- d: b\n\n# of which?\n\n- d: a\n",
        "p:\n- d: a\n- d: |+\n    b\n\nq: 1\n",
        "p:\n- d: b\n- &x\n  d: a\nq: [c\n",
        "p: {a: b, c: d}\n",
    ],
)
def test_an_order_that_could_move_something_else_is_refused(text):
    with pytest.raises(CannotEdit):
        reordered(document(text), ("p",), [1, 0])


entry_lines = st.sampled_from(
    [
        "date: {n}",
        "date: {n}  # said {n}",
        "note: |-\n    a {n}\n    # b",
        "note: >\n    a\n    b {n}\n",
        'note: "x\n    - y {n}"',
        "more:\n  - {n}\n  - [a, b]",
        "more:",
        "# within {n}\n  note: {n}",
    ]
)
gaps = st.sampled_from(
    [
        "",
        "",
        "\n",
        "# above {n}\n",
        "\n# above {n}\n",
        "  # below {n}\n",
        "    # deep {n}\n\n",
        "# s11: allow S404 {n}\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(gaps, st.lists(entry_lines, min_size=1, max_size=3, unique_by=lambda line: line.split(":")[0])),
        min_size=2,
        max_size=5,
    ),
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["\n", "\r\n"]),
    st.data(),
)
def test_every_new_order_is_right_or_refused(entries, margin, ends, data):
    lines = []
    for number, (gap, body) in enumerate(entries):
        # what hangs under an entry is about the one above it
        lines += gap.format(n=number - 1 if number and gap.startswith("  ") else number).splitlines()
        inner = "\n".join(body).format(n=number).splitlines()
        lines += ["- " + inner[0], *("  " + line if line else "" for line in inner[1:])]
    text = ends.join(["p:", *((margin + line if line else "") for line in lines), "q: end", ""])
    found = document(text)
    if found.slips:
        return
    order = data.draw(st.permutations(range(len(entries))))
    try:
        made = reordered(found, ("p",), order)
    except CannotEdit:
        return
    before, after = (yaml.load(of, yaml.BaseLoader) for of in (text, made))
    assert after == {"p": [before["p"][at] for at in order], "q": "end"}
    assert sorted(made.splitlines()) == sorted(text.splitlines())
    for number in range(len(entries)):
        # what is said of an entry stands beside it still
        said = [line.split("#")[1] for line in neighbours(made, order.index(number)) if "#" in line]
        assert all(words.split()[-1] in (str(number), "b") for words in said)


def neighbours(text: str, at: int) -> list[str]:
    found = document(text)
    from s11.text.edit import _entry_spans

    span = _entry_spans(found, ("p",), len(found.node(("p",))))[at]
    return text[span.start : span.end].splitlines()


# --fix ---------------------------------------------------------------------------------------------------------------


def plans(*texts: str | bytes) -> PlanFiles:
    return load(
        Source(f"plans/p{at}.yaml", f"p{at}", text if isinstance(text, bytes) else text.encode())
        for at, text in enumerate(texts)
    )


def fixed(text: str | bytes) -> tuple[str, int]:
    register = plans(text)
    made = fix(register.files[0], register, DAY)
    return made.data.decode(), made.count


def with_progress(*notes: str, remark: str = "") -> str:
    rows = "".join(
        f"          - date: {note.split('|')[0]}\n            by: AB\n            note: {note.split('|')[1]}\n"
        for note in notes
    )
    return whole(
        Example(
            'recommendations:\n  - id: 1\n    text: Keep procedures under review\n    actions:\n      - id: "1.1"\n  '
            "      text: Review the referral procedure\n        lead: AB\n"
            "        timescale: October 2024\n        measure: Every procedure reviewed within its year\n        "
            f"rag: green\n        progress:{remark}\n{rows}"
        )
    )


SHUFFLED = with_progress("2024-05-20|Their comments are in", "2024-04-08|The draft went out", "2024-05-21|Agreed")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.code)
def test_the_bad_example_is_mended_into_the_good_one(rule):
    bad, good = unmarked(whole(rule.bad))[0], whole(rule.good)
    assert fixed(bad) == (good, 1)
    assert fixed(good) == (good, 0)
    assert rule.fixable


def test_what_can_be_mended_and_what_says_so_are_the_same():
    assert [rule.code for rule in RULES if rule.fixable] == [rule.code for rule in RULES if rule.fix] == ["S404"]


def test_every_list_of_a_plan_is_mended_bom_and_line_ends_kept():
    text = SHUFFLED + "progress:\n  - {date: 2024-05-02, note: Two}\n  - {date: 2024-05-01, note: One}\n"
    dressed = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    register = plans(dressed)
    made = fix(register.files[0], register, DAY)
    assert made.count == 2
    assert made.data.startswith(b"\xef\xbb\xbf") and made.data.count(b"\r\n") == made.data.count(
        b"\n"
    ) == dressed.count(b"\n")
    assert sorted(made.data.split(b"\r\n")) == sorted(dressed.split(b"\r\n"))
    again = plans(made.data)
    assert not [finding for finding in check(again, DAY) if finding.code == "S404"]
    # no standing is another for it
    assert [judged(standing) for standing in judge_plan(again.plans[0], DAY)] == [
        judged(standing) for standing in judge_plan(register.plans[0], DAY)
    ]


def judged(standing) -> dict:
    return {
        field.name: getattr(standing, field.name)
        for field in fields(standing)
        if field.name not in ("plan", "recommendation", "action")
    }


def test_what_is_allowed_with_a_reason_stays():
    text = SHUFFLED.replace("          - date: 2024-04-08", "          - date: 2024-04-08 # s11: allow S404 as printed")
    assert fixed(text) == (text, 0)
    assert [(finding.fixable, finding.allowed) for finding in check(plans(text), DAY) if finding.code == "S404"] == [
        (True, "as printed")
    ]


@pytest.mark.parametrize("slip", ["2024-13-08", "'8 April'"])
def test_a_note_without_a_day_stops_the_mending_of_its_list(slip):
    text = with_progress("2024-05-20|In", f"{slip}|Out", "2024-05-01|Begun")
    found = [finding for finding in check(plans(text), DAY) if finding.code == "S404"]
    assert [finding.fixable for finding in found] in ([], [False])
    assert fixed(text) == (text, 0)


def test_notes_of_one_day_stay_as_they_stand():
    text = with_progress("2024-05-20|Second", "2024-05-01|First", "2024-05-20|Third")
    made, _ = fixed(text)
    assert [
        note["note"] for note in yaml.load(made, yaml.BaseLoader)["recommendations"][0]["actions"][0]["progress"]
    ] == ["First", "Second", "Third"]


@pytest.mark.parametrize("text", [b"", b"a: [", b"\xff\xfe", b"a: \x07", b"format: s11-plan/1\n"])
def test_what_cannot_be_read_is_left_alone(text):
    register = plans(text)
    assert fix(register.files[0], register, DAY).data == text


def test_the_five_plans_have_nothing_to_mend():
    register = load(Source(str(file), file.stem, file.read_bytes()) for file in SHIPPED)
    assert [fix(loaded, register, DAY).count for loaded in register.files] == [0] * 5


# --diff --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dress",
    [lambda text: text, lambda text: text.replace("\n", "\r\n"), lambda text: text[:-1], lambda text: "\ufeff" + text],
    ids=["LF", "CRLF", "no end", "BOM"],
)
def test_git_applies_the_difference(dress, tmp_path):
    data = dress(SHUFFLED).encode()
    register = plans(data)
    made = fix(register.files[0], register, DAY)
    if data.endswith(b"Agreed"):
        assert made.count == 1
    said = difference("plans/p0.yaml", data, made.data)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/p0.yaml").write_bytes(data)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=said.encode(), check=True)
    assert (tmp_path / "plans/p0.yaml").read_bytes() == made.data
    assert difference("p", data, data) == ""


def test_a_difference_on_a_screen_steers_nothing():
    shown = difference("p", "a: \u202ex\nb\n".encode(), "b\na: \u202ex\n".encode(), ScreenSettings(80, True))
    assert shown.splitlines()[2:] == ["@@ -1,2 +1,2 @@", "\x1b[36m+b\x1b[0m", " a: \\u202ex", "\x1b[35m-b\x1b[0m"]

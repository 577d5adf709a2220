"""Mending: an edit changes what it says and nothing else, or it is not made."""

import re
import subprocess
from dataclasses import fields
from datetime import date

import pytest
import yaml
from conftest import SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import PlanFiles, load
from s11.render.field_reference import EXAMPLE
from s11.render.findings import difference
from s11.render.screen import ScreenSettings
from s11.rules import RULES, check, check_edit, fix
from s11.rules.examples import unmarked, whole
from s11.rules.rule import Example
from s11.standing import judge_plan
from s11.text import CannotEdit, Source, mended, read, reordered
from s11.when import Vantage

DAY = Vantage(date(2024, 6, 1))


def document(text):
    return read(Source("plan.yaml", "plan", text if isinstance(text, bytes) else text.encode("utf-8")))


def in_order(found, order):
    """The text with a list 'progress' or 'p' in another order."""
    name = "progress" if "progress" in found.root else "p"
    return mended(found, [reordered(found, (name,), order)])


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
    assert in_order(found, [2, 1, 0]) == IN_ORDER.replace("\n", ends)
    assert in_order(found, [0, 1, 2]) == found.text


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
    assert in_order(document(text), [1, 0]) == made


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
        in_order(document(text), [1, 0])


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
        made = in_order(found, order)
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
    assert [finding.code for finding in check(plans(bad), DAY) if finding.fixable] == [rule.code]


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
        (False, "as printed")
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


# what each rule mends -------------------------------------------------------------------------------------------------

ACTION = """\
recommendations:
  - id: 1
    text: Keep procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""


def with_fields(old: str, new: str = "") -> str:
    """The plan of the examples with other lines in its one action, or at its top where there is no old one."""
    text = whole(Example(ACTION))
    return text.replace(old, new) if new else text.replace("agreed: 2024-01-15\n", old)


MENDED = [
    # days, where they can be read in one way only
    ("agreed: 15/01/2024\n", "agreed: 2024-01-15\n"),
    ("agreed: '15.01.2024' # the board\n", "agreed: '2024-01-15' # the board\n"),
    ('"agreed": "15 January 2024"\n', '"agreed": "2024-01-15"\n'),
    ("agreed: 05/05/2024\n", "agreed: 2024-05-05\n"),
    ("agreed: 2024/01/15\n", "agreed: 2024-01-15\n"),
    ("        rag: green\n", "        rag: blue\n        completed: 29th May 2024\n", "29th May 2024", "2024-05-29"),
    ("        rag: green\n", "        rag: blue\n        completed: [May 2024]\n", "May 2024", "2024-05"),
    ("        rag: green\n", "        rag: blue\n        completed: {date: 05/2024}\n", "05/2024", "2024-05"),
    # closed lists
    ("means: on_track", "means: On track", "On track", "on_track"),
    ("means: off_track", "means: 'off-track'", "off-track", "off_track"),
    ("format: s11-plan/1", "format: S11 Plan/1", "S11 Plan/1", "s11-plan/1"),
    # a field under the name of real tables
    ("        lead: AB", "        Owner: AB", "Owner", "lead"),
    ("        lead: AB", "        'By whom': AB  # the deputy", "'By whom'", "lead"),
    ("        timescale: Oct", "        By when: Oct", "By when", "timescale"),
    ("        timescale: Oct", "        target_date: Oct", "target_date", "timescale"),
    ("        rag: green\n", "        RAG status: green\n", "RAG status", "rag"),
    ("        measure: Every", "        ? KPI\n        : Every", "KPI", "measure"),
    ("        rag: green\n", "        rag: green\n        comments: As printed\n", "comments", "note"),
    # words that would be lost
    (
        "text: Review the referral procedure",
        "text: Review the group's procedure #4 and # 5   ",
        "Review the group's procedure #4 and # 5",
        "'Review the group''s procedure #4 and # 5'",
    ),
    (
        "text: Review the referral procedure",
        "text: Review the\n          referral procedure # 4",
        "Review the\n          referral procedure # 4",
        "'Review the\n          referral procedure # 4'",
    ),
    ("text: Review the referral procedure", "text:   #4 is under review", "#4 is under review", "'#4 is under review'"),
    (
        "label: On target",
        "label: On target, or nearly, or so",
        "On target, or nearly, or so",
        "'On target, or nearly, or so'",
    ),
    ("post: Policy officer}", "post: Head, Policy}", "Head, Policy", "'Head, Policy'"),
]


@pytest.mark.parametrize("case", MENDED, ids=str)
@pytest.mark.parametrize("dress", ["LF", "CRLF", "BOM"])
def test_a_slip_is_mended_in_its_place(case, dress):
    if len(case) == 2:
        slipped, wanted = (with_fields(lines) for lines in case)
    else:
        slipped = whole(Example(ACTION)).replace(case[0], case[1], 1)
        wanted = slipped.replace(case[2], case[3], 1)
    if dress == "CRLF":
        slipped, wanted = (text.replace("\n", "\r\n") for text in (slipped, wanted))
    data = slipped.encode() if dress != "BOM" else b"\xef\xbb\xbf" + slipped.encode()
    assert fixed(data)[0].removeprefix("\ufeff") == wanted
    # nothing is left, and every finding that went was said to be fixable
    assert fixed(wanted) == (wanted, 0)
    register = plans(data)
    assert fix(register.files[0], register, DAY).count == sum(finding.fixable for finding in check(register, DAY)) > 0


STAYS = [
    # the month could be the day, or there is no such day, or the century is not said
    ("agreed: 2024-01-15", "agreed: 05/06/2024"),
    ("agreed: 2024-01-15", "agreed: 31/02/2024"),
    ("agreed: 2024-01-15", "agreed: 15/01/24"),
    ("agreed: 2024-01-15", "agreed: May 2024"),
    ("agreed: 2024-01-15", "agreed: the 15th of January"),
    ("agreed: 2024-01-15", "agreed: >-\n  15/01/2024"),
    # in the future, which would be an error of its own
    ("        rag: green\n", "        rag: blue\n        completed: 29/09/2026\n"),
    # not the word of the list
    ("means: on_track", "means: on_trak"),
    ("means: on_track", "means: track"),
    ("means: on_track", "means: >-\n    on track"),
    # two names of one field, a field that is there already, a misspelt one, one of another record
    ("        lead: AB\n", "        owner: AB\n        who: AB\n"),
    ("        lead: AB\n", "        lead: AB\n        owner: AB\n"),
    ("        lead: AB\n", "        leed: AB\n"),
    ("        lead: AB\n", "        lead: AB\n        actions: Ask the county\n"),
    # values that do not read there
    ("        lead: AB\n", "        owner: Ann Bell\n"),
    ("        timescale: October 2024\n", "        deadline: soon after the other\n"),
    ("        rag: green\n", "        status: nearly\n"),
    ("        rag: green\n", "        rag: green\n        update: We met\n"),
    # a date is no note, and a completion date is a deadline in one table and a day done in another
    ("        rag: green\n", "        rag: green\n        comments: 12 March 2024\n"),
    ("        rag: green\n", "        rag: green\n        completion date: 2024-03-12\n"),
    # it may be a remark to a colleague
    ("text: Review the referral procedure", "text: Review the referral procedure # ask Ann"),
    ("text: Review the referral procedure", "text: Review the referral procedure # 4 July, says Ann"),
    ("text: Review the referral procedure", "text: # to be written"),
    ("text: Review the referral procedure", 'text: "Review the procedure"#4'),
    # it may be a field without its value
    ("post: Policy officer}", "post: Head, name}"),
    ("post: Policy officer}", "post: 'Head', Policy}"),
    ("post: Policy officer}", "post: Head, group: true, Policy}"),
    ("post: Policy officer}", "left: 2024-05-02, Policy}"),
]


@pytest.mark.parametrize(("old", "new"), STAYS, ids=[new for _, new in STAYS])
def test_what_may_mean_something_else_stays_and_is_said(old, new):
    text = whole(Example(ACTION)).replace(old, new, 1)
    assert new in text
    assert fixed(text) == (text, 0)
    found = [finding for finding in check(plans(text), DAY) if finding.level == "error"]
    assert found and not any(finding.fixable for finding in found)


def test_a_name_of_tables_for_a_date_is_never_called_a_note():
    text = whole(Example(ACTION + "        comments: 12 March 2024\n        comment: As printed\n"))
    hints = [finding.hint for finding in check(plans(text), DAY) if finding.code == "S006"]
    assert hints[0].startswith("a date goes where s11 reads it: 'timescale'")
    assert hints[1] == "'comment' is called 'note' here"


def test_slips_that_hide_one_another_are_mended_until_none_is_left():
    text = with_progress("20/05/2024|In", "2024-04-01|Begun, and so on")
    text = text.replace(
        "            by: AB\n            note: In\n", "            by: AB\n            Comments: In\n", 1
    )
    text = text.replace("date: 2024-04-01\n", "date: 1 April 2024\n")
    made, count = fixed(text)
    # a note of progress has no name but its own in any table
    assert count == 2 and "Comments" in made and "2024-05-20" in made and "2024-04-01" in made
    made, count = fixed(made.replace("Comments", "note"))
    assert count == 1 and made.index("date: 2024-04-01") < made.index("date: 2024-05-20")
    together = text.replace("Comments", "note")
    assert fixed(together) == (made, 3)


def test_one_finding_told_for_many_places_is_fixable_where_each_is():
    rows = "".join(f"      - id: {n}\n        text: Do thing {n}\n        Owner: AB\n" for n in range(2, 7))
    text = whole(Example(ACTION + rows))
    (told,) = (finding for finding in check(plans(text), DAY) if finding.code == "S006")
    assert len(told.places) == 5 and told.fixable
    assert fixed(text) == (text.replace("Owner: AB", "lead: AB"), 5)
    worse = text.replace("Owner: AB", "Owner: CX", 1)
    (told,) = (finding for finding in check(plans(worse), DAY) if finding.code == "S006")
    assert not told.fixable
    assert fixed(worse) == (
        text.replace("Owner: AB", "lead: AB").replace("lead: AB\n      - id: 3", "Owner: CX\n      - id: 3"),
        4,
    )


def test_more_faults_than_are_listed_are_mended_all_the_same():
    rows = "".join(
        f"      - id: {n}\n        text: Do thing {n}\n        lead: AB\n        rag: blue\n"
        f"        completed: {n % 16 + 13}/{n % 12 + 1}/{2000 + n // 20}\n"
        for n in range(2, 302)
    )
    # one of them can be read, or all were one finding
    text = whole(Example(ACTION + "        completed: 2024-05-01\n" + rows))
    assert any(finding.code == "S007" for finding in check(plans(text), DAY))
    made, count = fixed(text)
    assert count == 300 and "/20" not in made


def test_what_the_rules_on_edits_would_ask_about_is_not_done_quietly():
    """A committed plan whose legend cannot be read rates nothing; with it mended, it looks better."""
    text = whole(Example(ACTION)).replace("means: on_track", "means: On track")
    base = plans(text)
    assert fix(base.files[0], base, DAY).count == 1
    made = fix(base.files[0], base, DAY, base=base)
    assert (made.count, made.needs_why, made.data) == (0, 1, text.encode())
    noted = plans(text + "progress:\n  - {date: 2024-05-30, by: AB, note: The legend was mistyped}\n")
    made = fix(noted.files[0], noted, DAY, base=base)
    assert (made.count, made.needs_why) == (1, 0) and "means: on_track" in made.data.decode()


# the law: the file that was meant, or nothing ------------------------------------------------------------------------

TEXTS = [path.read_text(encoding="utf-8") for path in SHIPPED]
FULL = EXAMPLE.replace(
    "        text: Offer the course on CSE to schools\n",
    "        text: 'Offer course #4 on CSE to schools'\n        priority: High   # as printed\n",
).replace("{name: Cal Dunn, post: Policy officer}", "{name: Cal Dunn, post: 'Policy, and research'}")
_SITES = re.compile(
    r"(?m)(?P<key>(?<=^        )(?:lead|timescale|rag|measure|note)(?=: [A-Z]))"
    r"|(?P<day>(?<=: )\d{4}-\d\d-\d\d(?=[,}\r\n]))"
    r"|(?P<code>(?<=means: )\w+_\w+|(?<=as: )no_longer_needed|(?<=^origin: )[\w-]+)"
    r"|(?P<quoted>(?<=: )'[^'\n]*(?: #\d|,)[^'\n]*')"
)
_CALLED = {
    "lead": ["Owner", '"By whom"', "lead officer", "who"],
    "timescale": ["'By when'", "deadline", "TARGET DATE", "date_due"],
    "rag": ["Status", "'RAG rating'"],
    "measure": ["KPI", "success criteria"],
    "note": ["Comments"],
}


def slip(kind: str, words: str, pick: int) -> str:
    """The same as somebody might have typed it."""
    if kind == "key":
        return _CALLED[words][pick % len(_CALLED[words])]
    if kind == "day":
        year, month, day = words.split("-")
        month_name = date(2024, int(month), 1).strftime("%B")
        forms = [f"{day}/{month}/{year}", f"{int(day)}.{int(month)}.{year}", f"{int(day)} {month_name} {year}"]
        return forms[pick % 3]
    if kind == "code":
        return [words.replace("_", " "), words.replace("_", "-").title(), words.upper(), words.replace("-", " ")][
            pick % 4
        ]
    return words[1:-1]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([FULL, *TEXTS]), st.data(), st.booleans(), st.booleans())
def test_a_fix_gives_the_file_that_was_meant_or_nothing(meant, data, crlf, bom):
    sites = list(_SITES.finditer(meant))
    chosen = data.draw(
        st.lists(st.sampled_from(sites), max_size=6, unique_by=lambda site: site.start()) if sites else st.just([])
    )
    pieces, at = [], 0
    for site in sorted(chosen, key=lambda site: site.start()):
        slipped = slip(str(site.lastgroup), site[0], data.draw(st.integers(0, 11)))
        pieces += [(meant[at : site.start()],) * 2, (slipped, site[0])]
        at = site.end()
    pieces.append((meant[at:],) * 2)
    if crlf:
        pieces = [(slipped.replace("\n", "\r\n"), right.replace("\n", "\r\n")) for slipped, right in pieces]
    mark = b"\xef\xbb\xbf" if bom else b""
    register = plans(mark + "".join(slipped for slipped, _ in pieces).encode())
    made = fix(register.files[0], register, DAY)
    left = made.data.removeprefix(mark).decode()
    # each slip is as it was or as it was meant, and every other sign of the file is where it was
    ways = "".join(f"(?:{re.escape(slipped)}|{re.escape(right)})" for slipped, right in pieces)
    assert made.data.startswith(mark) and re.fullmatch(ways, left)
    # with all of them mended it is the file that was meant
    again = plans(made.data)
    assert fix(again.files[0], again, DAY).count == 0
    if not [finding for finding in again.files[0].findings]:
        assert again.files[0].document.root == plans(meant).files[0].document.root
    assert (
        sorted(comment.words for comment in again.files[0].document.comments)
        == sorted(comment.words for comment in plans(meant).files[0].document.comments)
        or again.files[0].findings
    )
    # as an edit of what is committed it passes the rules on edits
    kept = fix(register.files[0], register, DAY, base=register)
    edited = PlanFiles((kept.loaded,))
    assert check_edit(register, edited, DAY) == ()


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

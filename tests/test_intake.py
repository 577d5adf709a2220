"""Tables as plans: what each column is taken for, every doubt at its cell, and not a word lost."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS, Layout

from s11.intake.cell_words import split_leads
from s11.intake.columns import MEANINGS, find_head, plain, read_heading, read_map
from s11.intake.grid import Cell, Grid, Paragraph, Row, Run, TableDocument, words_of
from s11.intake.imported import Given, Imported
from s11.intake.legend import colour_name, find_legend, is_key, legend_word, meaning_of
from s11.intake.plan import to_plan
from s11.intake.report import Read, markdown
from s11.plan import Action, Plan, load_one
from s11.text import ERROR, Source

DAY = date(2014, 1, 1)


def grid_of(rows, above=(), merged=(), name: str = "table 1", fills: dict[tuple[int, int], str] | None = None) -> Grid:
    cells = [[Cell.of(words) if isinstance(words, str) else words for words in row] for row in rows]
    for (row, column), fill in (fills or {}).items():
        cells[row][column] = Cell(cells[row][column].paragraphs, fill=fill)
    for row, column, height, width in merged:
        for r in range(height):
            for c in range(width):
                cells[row + r][column + c] = cells[row][column]
    return Grid(name, tuple(Row(tuple(row)) for row in cells), tuple(map(Paragraph.of, above)))


def document_of(*grids: Grid, below=()) -> TableDocument:
    bare = TableDocument("plan.docx", grids, tuple(map(Paragraph.of, below)))
    return TableDocument(bare.name, grids, bare.below, words=tuple(bare.all_words()))


def imported(document: TableDocument, **given) -> Imported:
    return to_plan(document, Given(**{"organisation": "Westmere", "origin": "other", "day": DAY, **given}), "x.json")


def plan_of(made: Imported) -> Plan:
    """The plan as it reads: its text has no fault of shape."""
    loaded = load_one(Source("plans/w/one.yaml", "w/one", made.text.encode("utf-8")))
    assert loaded.plan is not None and not [one for one in loaded.findings if one.level == ERROR], loaded.findings
    return loaded.plan


def actions_of(made: Imported) -> list[Action]:
    return [action for _, action in plan_of(made).actions()]


def said(made: Imported) -> str:
    return "\n".join(doubt.text for doubt in made.doubts)


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_a_layout_of_a_real_plan_is_read_without_help(layout: Layout):
    document = document_of(grid_of(layout.rows, layout.above, layout.merged), below=layout.below)
    made = imported(document)
    (table,) = made.tables
    assert table.head is not None
    assert tuple(column.meaning for column in table.head.columns) == layout.columns
    assert len(actions_of(made)) == made.actions == layout.actions
    assert made.whole, made.lost
    for words in layout.said:
        assert words in said(made), said(made)


def test_every_doubt_names_its_cell_and_the_line_that_was_written():
    made = imported(document_of(grid_of(LAYOUTS[1].rows, LAYOUTS[1].above)))
    doubt = next(one for one in made.doubts if "paired by their order" in one.text)
    assert doubt.place == "table 1, row 2, column 4"
    assert "Regularly review" in made.text.splitlines()[doubt.line - 1]


HEAD = ("Recommendation", "Action", "Lead", "Timescale", "RAG")
ROW = ("Keep procedures under review", "Review the policy with the county", "AB", "June 2014", "Green")


def test_a_cell_merged_downwards_and_an_empty_one_are_the_same_recommendation():
    merged = imported(
        document_of(grid_of((HEAD, ROW, ("", "Print the leaflet", "CD", "July 2014", "")), merged=[(1, 0, 2, 1)]))
    )
    empty = imported(document_of(grid_of((HEAD, ROW, ("", "Print the leaflet", "CD", "July 2014", "")))))
    for made in (merged, empty):
        (recommendation,) = plan_of(made).recommendations
        assert [action.text for action in recommendation.actions] == [
            "Review the policy with the county",
            "Print the leaflet",
        ]
    assert "this cell is empty: taken for the same as above" in said(empty) and "empty" not in said(merged)


def test_a_row_over_all_columns_is_a_theme():
    section = Cell((Paragraph((Run("Listening to children", bold=True),)),), columns=5)
    made = imported(document_of(grid_of((HEAD, (section,) * 5, ROW))))
    plan = plan_of(made)
    assert [theme.heading for theme in plan.themes.values()] == ["Listening to children"]
    assert plan.recommendations[0].theme in plan.themes and made.whole


def test_headings_that_come_again_on_each_page_are_no_rows():
    made = imported(
        document_of(grid_of((HEAD, ROW, HEAD, ("Train all staff", "Write a course", "CD", "May 2014", ""))))
    )
    assert made.actions == 2 and made.whole
    assert any("the headings again" in why for _, _, why in made.left_out)


def test_a_row_that_a_page_broke_is_put_together_again():
    rows = grid_of((HEAD, ROW, ("", "and report to the board on what changed", "", "", ""))).rows
    broken = Grid("table 1", (*rows[:2], Row(rows[2].cells, after_break=True)))
    made = imported(document_of(broken))
    (action,) = actions_of(made)
    assert action.text == "Review the policy with the county and report to the board on what changed"
    assert "rest of the row before it" in said(made) and made.whole


def test_what_a_page_broke_in_a_copied_text_is_put_together_or_asked_about():
    head = (*HEAD[:2], "Lead", "Timescale")
    rows = (
        head,
        ("The Council to review what members know so", "Ask all members about the", "AB", "June 2014"),
        ("that they are trained as they should be.", "training that they had.", "", ""),
        ("Keep procedures under review", "Review the policy with the county,", "CD", "May 2014"),
        ("", "Housing and the police", "EF", "May 2015"),
        ("Listen to children", "28) A list of all of these:\n- core training\n- more training", "CD", "May 2014"),
    )
    made = imported(document_of(grid_of(rows)))
    plan = plan_of(made)
    assert [one.text for one in plan.recommendations] == [
        "The Council to review what members know so that they are trained as they should be.",
        "Keep procedures under review",
        "Listen to children",
    ]
    texts = [action.text for _, action in plan.actions()]
    assert texts[0] == "Ask all members about the training that they had." and len(texts) == 4
    assert texts[3].startswith("A list of all") and [action.id for _, action in plan.actions()][3] == "28"
    assert "ends midway, 'Review the policy with the county,': is this its rest?" in said(made) and made.whole


def test_recommendations_that_all_begin_small_are_each_one():
    rows = (
        HEAD[:2],
        ("improve the screening of referrals", "Do it well and soon"),
        ("train all staff", "Write a course"),
    )
    assert len(plan_of(imported(document_of(grid_of(rows)))).recommendations) == 2


def test_document_control_is_the_plans_own():
    control = grid_of(
        (
            ("Document Control", ""),
            ("Document", "Westmere Safeguarding Action Plan 2016-17"),
            ("Owner", "Tim Sand, Executive Director, Community Services"),
            ("Author", "Val Rowe Policy and Culture vrowe@example.org 01234 567890"),
            ("Date last reviewed", "3rd May 2016"),
            ("Next Review Date Due", "Review following comments"),
            ("Version", "2"),
        ),
        name="table 2",
    )
    made = imported(document_of(grid_of((HEAD, ROW)), control))
    plan = plan_of(made)
    held = plan.control
    assert held is not None and made.whole
    assert (held.owner, held.author, held.version) == ("Tim Sand", "Val Rowe", "2")
    assert held.last_reviewed == date(2016, 5, 3) and held.next_review is not None
    assert plan.people["Tim Sand"].post == "Executive Director, Community Services"
    assert "example.org" not in made.text and "01234" not in made.text
    assert any("how to reach somebody" in why for _, _, why in made.left_out)
    assert [table.why for table in made.tables] == ["", "document control"]


def test_as_above_is_the_cell_above():
    made = imported(
        document_of(grid_of((HEAD, ROW, ("Train all staff", "Write a course", "As above", "ditto", "Green"))))
    )
    assert actions_of(made)[1].lead == ("AB",) and "'As above' was taken for 'AB'" in said(made) and made.whole


def test_a_date_that_is_struck_out_is_a_change_of_date():
    when = Cell((Paragraph((Run("March 2014", struck=True), Run(" June 2014"))),))
    made = imported(document_of(grid_of((HEAD, (*ROW[:3], when, ROW[4])))), as_at=date(2014, 5, 1))
    (action,) = actions_of(made)
    assert action.timescale is not None and action.timescale.text == "June 2014"
    (change,) = action.revised
    assert (change.date, change.before.text, change.why) == (date(2014, 5, 1), "March 2014", "")
    assert "the date before is struck out" in said(made) and made.whole
    # without a day of the document nobody can say when it was changed
    undated = imported(document_of(grid_of((HEAD, (*ROW[:3], when, ROW[4])))), day=None)
    assert not actions_of(undated)[0].revised and "March 2014" in actions_of(undated)[0].note and undated.whole


def test_a_colour_without_a_word_is_the_legends_word_and_never_a_meaning_of_its_own():
    rows = (HEAD, (*ROW[:4], ""), ("Train all staff", "Write a course", "CD", "May 2014", ""))
    fills = {(1, 4): "00B050", (2, 4): "FF0000"}
    made = imported(document_of(grid_of(rows, ("Green = on target", "Red = overdue"), fills=fills)))
    assert [action.rag for action in actions_of(made)] == ["Green", "Red"]
    assert plan_of(made).state("Green") == "on_track" and said(made).count("holds no word, only the colour") == 2
    # no legend is made up
    bare = imported(document_of(grid_of(rows, fills=fills)))
    assert [action.rag for action in actions_of(bare)] == ["green", "red"] and not plan_of(bare).rag


def test_numbers_count_actions_where_rows_without_a_recommendation_have_their_own():
    head = ("No", *HEAD)
    rows = (head, ("1", *ROW), ("2", "", "Print the leaflet", "CD", "July 2014", "Green"))
    actions = imported(document_of(grid_of(rows)))
    assert [action.id for action in actions_of(actions)] == ["1", "2"] and actions.numbers == {"1", "2"}
    merged = imported(document_of(grid_of((head, ("7", *ROW), ("", "", "Print", "", "", "")), merged=[(1, 0, 2, 1)])))
    assert [one.id for one in plan_of(merged).recommendations] == ["7"] and merged.numbers == {"rec:7"}


def test_italics_are_proposals_only_where_the_document_says_so():
    action = Cell((Paragraph((Run("Review the policy with the county", italic=True),)),))
    rows = (HEAD, (ROW[0], action, *ROW[2:]))
    told = imported(document_of(grid_of(rows, ("Those actions in italics still need to be agreed.",))))
    assert actions_of(told)[0].proposed and not actions_of(imported(document_of(grid_of(rows))))[0].proposed


def test_several_actions_that_nothing_pairs_with_stay_one():
    made = imported(document_of(grid_of((HEAD, (ROW[0], "Review the policy\nwith care\nand the county", *ROW[2:])))))
    assert [action.text for action in actions_of(made)] == ["Review the policy with care and the county"]
    parts = imported(document_of(grid_of((HEAD, (ROW[0], "Policy\nLeaflet\nForms", *ROW[2:])))))
    assert len(actions_of(parts)) == 1 and "nothing beside them pairs with: kept as one action" in said(parts)


def test_a_table_that_is_no_plan_is_kept_in_the_note_and_a_key_is_the_legend():
    key = grid_of((("Green", "on target"), ("Red", "not on track")), name="table 1")
    figures = grid_of((("Year", "Children"), ("2012", "34"), ("2013", "41")), name="table 2")
    made = imported(document_of(key, figures, grid_of((HEAD, ROW), name="table 3")))
    assert is_key(key) and not is_key(figures) and made.whole
    assert "Children" in plan_of(made).note and plan_of(made).state("Red") == "off_track"
    assert [table.why for table in made.tables] == ["a key of colours", "none of its headings is one of a plan", ""]


def test_a_word_that_a_reader_loses_is_told_and_nothing_is_called_imported():
    whole = document_of(grid_of((HEAD, ROW)))
    lossy = TableDocument(whole.name, whole.grids, whole.below, words=(*whole.words, "forgotten"))
    made = imported(lossy)
    assert made.lost == ("forgotten",) and not made.whole
    assert "**Not imported: 1 word" in markdown([Read(made, "plan.docx", "plans/w/one.yaml")])


def test_no_table_of_a_plan_is_an_error_that_says_what_to_do():
    with pytest.raises(ValueError, match="--map"):
        imported(document_of(grid_of((("Year", "Children"), ("2012", "34")))))


def test_a_map_says_what_a_column_is():
    rows = (("Ziel", "Massnahme", "Wer", "Bis"), ("Schutz", "Den Plan mit allen lesen", "AB", "June 2014"))
    mapping = read_map(
        ["# ours", "Ziel = recommendation", "Massnahme = action", "Wer = lead  # who", "Bis = timescale"]
    )
    assert mapping == {"Ziel": "recommendation", "Massnahme": "action", "Wer": "lead", "Bis": "timescale"}
    grid = grid_of((("Action", "Lead", "X", "Y"), *rows))
    head = find_head(grid, {"X": "timescale", "Y": "progress"}, DAY)
    assert head is not None and [column.meaning for column in head.columns][2:] == ["timescale", "progress"]
    for wrong, why in ((["Ziel"], "line 1: write"), (["", "Ziel = goal"], "line 2: 'goal' is none of")):
        with pytest.raises(ValueError, match=why):
            read_map(wrong)


@pytest.mark.parametrize(
    ("heading", "name", "legend", "as_at", "given"),
    [
        (
            "RAG Rating Red- not on track Amber- on track for completion Green- completed",
            "RAG Rating",
            (("Red", "not on track"), ("Amber", "on track for completion"), ("Green", "completed")),
            "",
            "",
        ),
        ("PROGRESS at MARCH 2014", "PROGRESS", (), "MARCH 2014", ""),
        ("Progress as at 9th August 2013", "Progress", (), "9th August 2013", ""),
        ("Target date (MM/YY)", "Target date", (), "", "MM/YY"),
        ("Self Assessment Score (0-3)", "Self Assessment Score", (), "", "0-3"),
        ("No*", "No", (), "", ""),
    ],
)
def test_a_heading_gives_up_what_it_carries(heading, name, legend, as_at, given):
    read = read_heading(heading)
    assert (read.name, read.legend, read.as_at, read.given) == (name, legend, as_at, given)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Action completed", "completed"),
        ("Action on target to be met", "on_track"),
        ("There is a risk that the action may not be completed on time", "at_risk"),
        ("High risk that the action will not be completed; remedial action is required", "off_track"),
        ("on track for completion", "on_track"),
        ("not on track", "off_track"),
        ("unacceptable progress made", "off_track"),
        ("acceptable progress", "on_track"),
        ("not yet started", "not_started"),
        ("the colour of the sea", ""),
    ],
)
def test_a_legend_means_what_its_words_say_or_nothing(words, state):
    assert meaning_of(words) == state


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("TS/VJ", ["TS", "VJ"]),
        ("KT;MP;HM", ["KT", "MP", "HM"]),
        ("Val Johnson/Jennifer Kay", ["Val Johnson", "Jennifer Kay"]),
        ("Head of Housing & Property", ["Head of Housing & Property"]),
        ("Adults/Children's lead", ["Adults/Children's lead"]),
        ("HoCSC", ["HoCSC"]),
        ("Ann Bell, Cal Dunn", ["Ann Bell", "Cal Dunn"]),
        ("Director, Communities", ["Director, Communities"]),
    ],
)
def test_leads_are_told_apart_only_where_they_surely_are_several(line, leads):
    assert split_leads(line) == leads


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        ("FF0000", "red"),
        ("FFC000", "amber"),
        ("FFFF00", "yellow"),
        ("00B050", "green"),
        ("0070C0", "blue"),
        ("FFFFFF", ""),
        ("D9D9D9", ""),
        ("7030A0", "purple"),
        ("", ""),
        ("auto", ""),
    ],
)
def test_a_fill_has_the_name_that_people_give_it(fill, name):
    assert colour_name(fill) == name


def test_a_cell_means_a_word_of_the_legend_or_none():
    words = ["B-Blue", "G-Green", "A-Amber", "R-Red"]
    assert [legend_word(cell, words) for cell in ("Green", "g-green", "GREEN & ongoing", "A", "Paused", "")] == [
        "G-Green",
        "G-Green",
        "G-Green",
        "A-Amber",
        "",
        "",
    ]


def test_every_word_is_counted_once_and_signs_are_nothing():
    assert words_of("It’s 31/12/2016: the board's (new) plan – 1.1a") == [
        "it's",
        "31",
        "12",
        "2016",
        "the",
        "board's",
        "new",
        "plan",
        "1",
        "1a",
    ]
    shared = Cell.of("merged")
    grid = Grid("t", (Row((shared, shared)), Row((shared, Cell.of("own")))))
    assert Counter(TableDocument("d", (grid,)).all_words()) == Counter(["merged", "own"])


def test_the_meanings_of_columns_are_fields_of_the_format():
    from s11.plan import Recommendation, fields_of

    known = {field.key for record in (Action, Recommendation) for field in fields_of(record)}
    assert set(MEANINGS) - known == {"reference", "recommendation", "action"}
    assert plain("Person(s)  Responsible / Lead*") == "person s responsible/lead"


def test_a_legend_that_stands_nowhere_is_not_found():
    grid = grid_of((HEAD, ROW))
    assert find_legend([grid], [find_head(grid, {}, DAY)], ()) == []


HEADINGS = [
    *("Recommendation", "Action", "Lead", "Timescale", "RAG", "Progress", "Evidence", "Outcome", "No.", "Comments"),
    *("Date", "Theme", "Completed", "Milestones", "Revised date", "Priority", "Response", "Area", "Status", "X"),
    *("Learning Points", "Time extension requested", "Standards"),
]
CELLS = [
    *("", "Review the policy with the county", "Train all staff\nand new ones\nWrite a course", "AB", "AB/CD", "TBC"),
    *("June 2014", "By 31/12/2016\nBy 31/01/2017", "Green", "G-Green", "as above", "ditto", "1", "1.1a", "Accepted"),
    *("2. Something to do here", "\u2022 one thing to do\n\u2022 another thing to do", "March 2014 - done as planned"),
    *("75%", "http://x.org/a b", "Redacted", "yes", "a\nb\nc", "Completed 14/06/2021", '"quoted" #hash: colon'),
    *("LP 3 Learning Point 3 text", "Green\nAmber\nRed", "\u00c9 \u00fcn\u00efcode \u2013 dashes"),
]


def any_cell(draw: random.Random) -> Cell:
    paragraphs = []
    for line in draw.choice(CELLS).split("\n"):
        look = {name: draw.random() < 0.1 for name in ("struck", "bold", "italic")}
        number = draw.choice(["1.", "a)", "\u2022"]) if line and draw.random() < 0.06 else ""
        paragraphs.append(Paragraph((Run(line, **look),) if line else (), number))
    fill = draw.choice(["", "", "", "FF0000", "00B050", "123456"])
    return Cell(tuple(paragraphs), fill=fill, comment=draw.choice([""] * 9 + ["a remark in the margin"]))


def any_table(draw: random.Random) -> TableDocument:
    heads = draw.sample(HEADINGS, draw.randint(2, 8))
    rows = [[any_cell(draw) if draw.random() < 0.4 else Cell() for _ in heads] for _ in range(draw.randint(0, 2))]
    rows.append([Cell.of(words) for words in heads])
    for _ in range(draw.randint(1, 9)):
        row = [any_cell(draw) for _ in heads]
        if draw.random() < 0.15:
            row = [Cell(row[0].paragraphs, columns=len(heads))] * len(heads)
        rows.append(row)
    for _ in range(draw.randint(0, 2)):
        at, column = draw.randrange(1, len(rows)), draw.randrange(len(heads))
        rows[at][column] = rows[at - 1][column]
    around = [
        Paragraph.of(draw.choice([*CELLS, "Green = on target", "1. A heading"])) for _ in range(draw.randint(0, 4))
    ]
    grid = Grid("table 1", tuple(Row(tuple(row), after_break=draw.random() < 0.1) for row in rows), tuple(around[:3]))
    bare = TableDocument("d.docx", (grid,), tuple(around[3:]))
    return TableDocument(bare.name, bare.grids, bare.below, words=tuple(bare.all_words()))


@given(seed=st.integers(0, 10**9), as_at=st.sampled_from([None, date(2014, 5, 5)]))
@settings(max_examples=200)
def test_of_any_table_every_word_is_in_the_plan_or_said_to_be_left_out(seed, as_at):
    document = any_table(random.Random(seed))
    try:
        made = imported(document, as_at=as_at)
    except ValueError as why:
        assert "--map" in str(why)
        return
    assert made.lost == ()
    plan_of(made)

"""Returns of a self-assessment: each standard in a workbook, filled in with every slip, and read back exactly."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from conftest import Repository, run_s11
from openpyxl.workbook import Workbook
from return_books import answered, cell_of, fill, has_calc, head_of, opened, resaved, sign
from test_assessment_edits import DRAFT, LIST, NAME
from test_assessment_edits import SENT as SUBMITTED

from s11.plan import load_assessment
from s11.rules.examples import EXAMPLE_PLAN
from s11.text import Source

ID = "westmere/assessment-2024"
SENT, SIGNED, COLLECTED = "2024-04-16", date(2024, 4, 20), "2024-04-22"
BOOK = "return-westmere-assessment-2024-2024-04-16.xlsx"
OF_ONE = "return-westmere-assessment-2024-standard-1-2024-04-16.xlsx"


@pytest.fixture
def kept(repository):
    return begun(repository, DRAFT)


def begun(repository: Repository, text: str) -> Repository:
    repository.write("plans/westmere/section-11-2024.yaml", EXAMPLE_PLAN)
    repository.write("standards/westmere-2024.yaml", LIST)
    repository.write(NAME, text)
    repository.commit("A draft", "2024-04-15")
    return repository


def ran(repository: Repository, *words: str, day: str = COLLECTED):
    return run_s11(*words, cwd=repository.folder, S11_AS_OF=day)


def sent(repository: Repository, *words: str) -> Path:
    found = ran(repository, "returns", "send", ID, *words, "--output", "out", day=SENT)
    assert found.code == 0, found.err
    return repository.folder / "out"


def text_of(repository: Repository) -> str:
    return (repository.folder / NAME).read_bytes().decode("utf-8")


def changed(repository: Repository, before: str = DRAFT) -> list[str]:
    rows = difflib.ndiff(before.splitlines(), text_of(repository).splitlines())
    return [f"{row[0]} {row[2:].strip()}" for row in rows if row[:2] in ("+ ", "- ")]


def read(repository: Repository):
    return load_assessment(Source(NAME, ID, text_of(repository).encode())).assessment


def clean(repository: Repository) -> None:
    words = ("--select", "S7,S812", "--output-format", "concise")
    found = ran(repository, "lint", "--against", "HEAD", *words)
    # what else is wrong with the draft was wrong before
    assert "1 self-assessment read" in found.out and "S7" not in found.out and "S812" not in found.out, found.out


EVERYTHING = {
    ("1", "Grade now"): "green",
    ("1", "Why this grade"): "The lead was named in April",
    ("1", "What we do"): "A deputy leads on safeguarding",
    ("1", "What is lacking"): "No deputy in the depot\nNo report to parents",
    ("1 evidence 1", "Evidence"): "Audit of March",
    ("1 evidence 1", "Its day"): "March 2024",
    ("1 evidence 1", "What changed for children"): "Six concerns were reported",
    ("1 evidence 2", "Evidence"): "Job description of the lead",
    ("1 evidence 2", "Its day"): date(2024, 4, 2),
    ("1 question 1", "Our answer"): "The deputy does",
    ("3", "Not applicable because"): "We have no service that meets children",
}
ENTERED = """\
+ - by: self
+ grade: green
+ date: 2024-04-20
+ why: The lead was named in April
- text: The head of communities leads on safeguarding
+ text: A deputy leads on safeguarding
+ - text: Audit of March
+ dated: 2024-03
+ effect: Six concerns were reported
+ - text: Job description of the lead
+ dated: 2024-04-02
- gaps: [No report to members yet]
+ gaps: [No report to members yet, No deputy in the depot, No report to parents]
- - {by: peer, text: Who stands in for the head, date: 2024-03-13}
+ - {by: peer, text: Who stands in for the head, answer: The deputy does, date: 2024-03-13}
+ - standard: 3
+ not_applicable: We have no service that meets children
""".splitlines()


def test_one_workbook_shows_what_is_asked_and_said_so_far_and_what_is_answered_is_entered_once(kept):
    folder = sent(kept)
    assert [path.name for path in folder.iterdir()] == [BOOK]
    book = opened(folder / BOOK)
    assert book.sheetnames == ["Start here", "Standards", "Evidence", "Questions", "Sign", "As sent"]
    assert cell_of(book, "1", "The standard").value == "Somebody leads on safeguarding"
    assert cell_of(book, "1", "Its points").value == "a: In name (not met)\nb: In deed (nothing said)"
    assert cell_of(book, "1", "Graded so far").value == (
        "amber, by the body itself, 1 March 2024\nred, by peer review, 13 March 2024: No lead was named"
    )
    assert cell_of(book, "1", "Said so far").value == (
        "The head of communities leads on safeguarding\nGap: No report to members yet"
    )
    assert cell_of(book, "1 question 1", "The question").value == "Who stands in for the head"
    # nobody has said anything of the third, and nothing stands there as if somebody had
    assert not any(cell_of(book, "3", name).value for name in ("Its points", "Graded so far", "Said so far"))
    locked = {name: cell_of(book, "1", name).protection.locked for name in head_of(book["Standards"])[1]}
    assert [name for name, is_locked in locked.items() if not is_locked] == [
        *("Grade now", "Why this grade", "What we do", "What is lacking", "Not applicable because")
    ]
    (words,) = [one.formula1 for one in book["Standards"].data_validations.dataValidation if one.type == "list"]
    assert words == '"blue,green,amber,red"'
    kept.commit("Sent", SENT)
    answered(folder / BOOK, EVERYTHING, "Ann Bell", SIGNED)
    found = ran(kept, "returns", "collect", "out", "--commit")
    assert found.code == 0, found.out
    assert sorted(changed(kept)) == sorted(ENTERED)
    assert "11 answers taken; signed by Ann Bell, as at 2024-04-20" in found.out
    message = kept.git("log", "-1", "--format=%B")
    assert message.startswith(f"{ID}: return of Westmere District Council: Section 11 self-assessment 2024\n")
    assert "signed by Ann Bell, as at 2024-04-20" in message
    assert sorted(kept.git("show", "--name-only", "--format=", "HEAD").split()) == [NAME, "returns.yaml"]
    words = ("--select", "S7,S812", "--output-format", "concise")
    told = ran(kept, "lint", "--against", "HEAD~1", *words)
    assert "1 self-assessment read" in told.out and "S7" not in told.out and "S812" not in told.out, told.out
    after, register = text_of(kept), (kept.folder / "returns.yaml").read_text(encoding="utf-8")
    for words in ("asked: 4", "answered: 2024-04-22", "taken: 11", "refused: 0", 'signed_by: "Ann Bell"'):
        assert words in register
    again = ran(kept, "returns", "collect", "out", "--commit", day="2024-04-28")
    assert again.code == 0 and "no answer taken, 11 already in the self-assessment" in again.out, again.out
    assert text_of(kept) == after and (kept.folder / "returns.yaml").read_text(encoding="utf-8") == register
    assert kept.git("log", "--format=%s").count("return of") == 1


def test_a_workbook_a_standard_and_one_commit_for_each(kept):
    folder = sent(kept, "--per", "standard")
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"return-westmere-assessment-2024-standard-{n}-2024-04-16.xlsx" for n in (1, 2, 3)]
    kept.commit("Sent", SENT)
    answered(folder / names[0], {("1", "What is lacking"): "No deputy in the depot"}, "Ann Bell", SIGNED)
    answered(folder / names[1], {("2", "What we do"): "The county trains us"}, "Cal Dunn", SIGNED)
    found = ran(kept, "returns", "collect", "out", "--commit")
    assert found.code == 0, found.out
    assert "as it was sent, nothing was written in it" in found.out
    assert "no answer yet: Westmere District Council: Section 11 self-assessment 2024, standard 3" in found.out
    assert kept.git("log", "--format=%s", "-2").splitlines() == [
        f"{ID}: return of Westmere District Council: Section 11 self-assessment 2024, standard {n}" for n in (2, 1)
    ]
    assert changed(kept) == [
        "- gaps: [No report to members yet]",
        "+ gaps: [No report to members yet, No deputy in the depot]",
        "+ text: The county trains us",
    ]
    assert "2 answers" not in found.out and found.out.count("1 answer taken; signed by") == 2


def test_the_same_return_makes_the_same_bytes_and_one_that_was_filled_in_is_not_written_over(kept):
    folder = sent(kept)
    first = (folder / BOOK).read_bytes()
    assert (sent(kept) / BOOK).read_bytes() == first
    answered(folder / BOOK, {("1", "Grade now"): "green"})
    found = ran(kept, "returns", "send", ID, "--output", "out", day=SENT)
    assert found.code == 2 and "perhaps answers" in found.err


@pytest.mark.parametrize(
    "words, said",
    [
        ((ID, "--late"), "asked about whole"),
        ((ID, "--due-within", "45d"), "asked about whole"),
        ((ID, "--lead", "AB"), "asked about whole"),
        ((ID, "--per", "plan"), "one workbook"),
        ((ID, "westmere/section-11-2024", "--open"), "send the two apart"),
    ],
)
def test_what_cannot_be_sent_is_said_in_one_line(kept, words, said):
    found = ran(kept, "returns", "send", *words, "--output", "out", day=SENT)
    assert found.code == 2 and said in found.err and len(found.err.strip().splitlines()) == 1
    assert not (kept.folder / "out").exists() and not (kept.folder / "returns.yaml").exists()


# slips ---------------------------------------------------------------------------------------------------------------

# what every workbook below answers beside its slip, and what that enters
GOOD = {("2", "What is lacking"): "No date for the last drivers"}
GOOD_LINES = ["+ gaps: [No date for the last drivers]"]


@dataclass(frozen=True)
class Slip:
    """What somebody does to a workbook; the lines that are entered beside the good answer; and each cell that is not
    taken, with words of the reason.
    """

    name: str
    do: Callable[[Workbook], object]
    cells: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = ()
    said: str = ""


def put(answers: dict[tuple[str, str], object]) -> Callable[[Workbook], object]:
    return lambda book: fill(book, answers)


def words(number: str, heading: str, said: str, kind: str = "s") -> Callable[[Workbook], object]:
    def do(book: Workbook) -> None:
        cell = cell_of(book, number, heading)
        cell.value, cell.data_type, cell.number_format = said, kind, "General"

    return do


def move_rows(book: Workbook) -> None:
    sheet = book["Standards"]
    head, columns = head_of(sheet)
    last = head + 3
    for at in columns.values():
        one, other = sheet.cell(head + 1, at), sheet.cell(last, at)
        one.value, other.value = other.value, one.value
    fill(book, {("1", "What is lacking"): "No deputy in the depot"})


def copy_row(book: Workbook) -> None:
    sheet = book["Standards"]
    columns = head_of(sheet)[1]
    fill(book, {("1", "What we do"): "A deputy leads on safeguarding"})
    of, to = cell_of(book, "1", "Number").row, sheet.max_row + 1
    for at in columns.values():
        sheet.cell(to, at).value = sheet.cell(of, at).value
    sheet.cell(to, columns["What we do"]).value = "Nobody leads on safeguarding"


SLIPS = [
    Slip("a grade of no scale", put({("1", "Grade now"): "purple"}), (("Standards, F5", "no word of the scale"),)),
    Slip("another grade without why", put({("1", "Grade now"): "green"}), (("Standards, F5", "why it is 'green'"),)),
    Slip("why, and no grade", put({("1", "Why this grade"): "It got better"}), (("Standards, G5", "no grade"),)),
    Slip(
        "rows moved",
        move_rows,
        (),
        (
            "- gaps: [No report to members yet]",
            "+ gaps: [No report to members yet, No deputy in the depot]",
        ),
    ),
    Slip("two answers", copy_row, (("Standards, H5", "more than once"), ("Standards, H8", "more than once"))),
    Slip(
        "a grade and not applicable",
        put({("3", "Grade now"): "green", ("3", "Not applicable because"): "We have no such service"}),
        (("Standards, F7", "said not to apply"), ("Standards, J7", "said not to apply")),
    ),
    Slip("no reason", put({("3", "Not applicable because"): "No"}), (("Standards, J7", "no reason"),)),
    Slip(
        "a day as text that reads in two ways",
        lambda book: (
            fill(book, {("1 evidence 1", "Evidence"): "Audit of March"}),
            words("1 evidence 1", "Its day", "03/04/2024")(book),
        ),
        (("Evidence, E5", "read in two ways"), ("Evidence, D5", "belongs with")),
    ),
    Slip(
        "a day to come",
        put({("1 evidence 1", "Evidence"): "Audit of May", ("1 evidence 1", "Its day"): date(2024, 5, 2)}),
        (("Evidence, E5", "lies after"), ("Evidence, D5", "its day was not taken")),
    ),
    Slip(
        "a day of no evidence",
        put({("1 evidence 1", "Its day"): date(2024, 4, 2)}),
        (("Evidence, E5", "'Evidence' is empty"),),
    ),
    Slip(
        "evidence that is named, of another day",
        put(
            {
                ("1 evidence 1", "Evidence"): "Minutes of the safeguarding  group",
                ("1 evidence 1", "Its day"): date(2024, 4, 2),
            }
        ),
        (("Evidence, D5", "another day"), ("Evidence, E5", "another day")),
    ),
    Slip("no gap", put({("1", "What is lacking"): "n/a"}), (("Standards, I5", "says nothing"),)),
    Slip(
        "no evidence yet",
        put({("1 evidence 1", "Evidence"): "None yet", ("1 evidence 1", "Its day"): date(2024, 4, 2)}),
        (("Evidence, D5", "says nothing"), ("Evidence, E5", "belongs with")),
    ),
    Slip(
        "words above the table",
        lambda book: book["Standards"].cell(2, 4).__setattr__("value", "I am on leave in July"),
        (("Standards, D2", "write it under 'What we do'"),),
    ),
    Slip("something to be cleared", put({("1", "What we do"): "CLEAR"}), (("Standards, H5", "nothing is taken back"),)),
    Slip(
        "a formula",
        words("1", "What we do", "=1+1", "f"),
        (("Standards, H5", "formulas are not run"),),
    ),
    Slip(
        "the standard is rewritten",
        put({("1", "The standard"): "Nobody leads", ("1", "What we do"): "A deputy leads on safeguarding"}),
        (("Standards, B5", "not changed by a return"), ("Standards, H5", "nobody can say")),
    ),
    Slip(
        "the question is rewritten",
        put({("1 question 1", "The question"): "Who else", ("1 question 1", "Our answer"): "The deputy does"}),
        (("Questions, C5", "not changed by a return"), ("Questions, E5", "nobody can say")),
    ),
    Slip(
        "what was said so far is rewritten",
        put({("1", "Said so far"): "All is well"}),
        (("Standards, E5", "not changed by a return"),),
    ),
    Slip(
        "a row deleted",
        lambda book: book["Standards"].delete_rows(cell_of(book, "3", "Number").row),
        (),
        (),
        "not in the workbook any more: 3",
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_with_its_cell_and_the_rest_is_entered(kept, slip):
    folder = sent(kept)
    book = opened(folder / BOOK)
    fill(book, GOOD)
    slip.do(book)
    sign(book, "Ann Bell", SIGNED)
    book.save(folder / BOOK)
    found = ran(kept, "returns", "collect", "out")
    told = [line.strip() for line in found.out.splitlines() if line.strip().startswith("not taken: ")]
    assert found.code == (1 if slip.cells else 0), found.out
    for cell, why in slip.cells:
        assert [line for line in told if line.startswith(f"not taken: {cell}: ") and why in line], found.out
    assert len(told) == len(slip.cells), found.out
    assert slip.said in found.out
    now = changed(kept)
    assert all(line in now for line in (*GOOD_LINES, *slip.lines)), now
    assert len(now) == len(GOOD_LINES) + len(slip.lines), now
    clean(kept)


# what was changed meanwhile ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command, answers, why",
    [
        (
            ("grade", f"{ID}#1", "blue", "--why", "All was looked at again", "--on", "2024-04-18"),
            {("1", "Grade now"): "green", ("1", "Why this grade"): "The lead was named"},
            "somebody else has graded it meanwhile",
        ),
        (
            ("answer", f"{ID}#1", "The chief executive leads"),
            {("1", "What we do"): "A deputy leads on safeguarding"},
            "somebody else has changed it meanwhile",
        ),
        (
            ("answer", f"{ID}#1", "Nobody does", "--question", "1"),
            {("1 question 1", "Our answer"): "The deputy does"},
            "it was answered meanwhile: 'Nobody does'",
        ),
    ],
)
def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(kept, command, answers, why):
    folder = sent(kept)
    assert ran(kept, *command, day="2024-04-19").code == 0
    before = text_of(kept)
    answered(folder / BOOK, {**answers, **GOOD}, "Ann Bell", SIGNED)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1 and found.out.count("not taken: ") == len(answers) and found.out.count(why) == len(answers)
    assert changed(kept, before) == GOOD_LINES


def test_a_standard_that_was_worded_otherwise_takes_no_answer(kept):
    folder = sent(kept)
    kept.write("standards/westmere-2024.yaml", LIST.replace("Somebody leads", "Two people lead"))
    answered(folder / BOOK, {("1", "What we do"): "A deputy leads on safeguarding", **GOOD}, "Ann Bell", SIGNED)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1 and "standard 1 was worded otherwise when this was sent" in found.out
    assert changed(kept) == GOOD_LINES


def test_two_workbooks_that_say_different_things_of_one_standard_are_both_left_out(kept):
    folder = sent(kept)
    (folder / "second.xlsx").write_bytes((folder / BOOK).read_bytes())
    answered(folder / BOOK, {("1", "What we do"): "A deputy leads on safeguarding"}, "Ann Bell", SIGNED)
    answered(folder / "second.xlsx", {("1", "What we do"): "Nobody leads", **GOOD}, "Cal Dunn", SIGNED)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1 and found.out.count(f"there are two answers to {ID}#1") == 2
    assert changed(kept) == GOOD_LINES


def test_after_submission_what_is_the_bodys_own_is_refused_with_the_rule_and_a_question_is_answered(repository):
    kept = begun(repository, SUBMITTED)
    folder = sent(kept)
    answered(
        folder / BOOK,
        {
            ("1", "What we do"): "A deputy leads on safeguarding",
            ("1 evidence 1", "Evidence"): "Audit of March",
            ("1 question 1", "Our answer"): "The deputy does",
        },
        "Ann Bell",
        SIGNED,
    )
    found = ran(kept, "returns", "collect", "out", day="2024-05-20")
    assert found.code == 1, found.out
    told = [line.strip() for line in found.out.splitlines() if "not taken: " in line]
    assert [line.split(": ")[1] for line in told] == ["Standards, H5", "Evidence, D5"]
    assert all("since the return was submitted on 24 April 2024" in line and "(S812)" in line for line in told)
    assert [line for line in changed(kept, SUBMITTED) if line[0] == "+"] == [
        "+ - {by: peer, text: Who stands in for the head, answer: The deputy does, date: 2024-03-13}"
    ]
    clean(kept)


# other programs, and hostile words -----------------------------------------------------------------------------------


@pytest.mark.skipif(not has_calc(), reason="LibreOffice is not here")
def test_a_workbook_that_libreoffice_saved_is_read_as_it_is(kept, tmp_path):
    folder = sent(kept)
    answered(folder / BOOK, EVERYTHING, "Ann Bell", SIGNED)
    back = tmp_path / "back"
    back.mkdir()
    resaved([folder / BOOK], back)
    found = ran(kept, "returns", "collect", str(back / BOOK))
    assert found.code == 0, found.out
    assert sorted(changed(kept)) == sorted(ENTERED)


def test_words_that_look_like_a_formula_stay_words(repository):
    text = DRAFT.replace("text: The head of communities leads on safeguarding", "text: \"=cmd|'/c calc'!A1\"")
    kept = begun(repository, text)
    folder = sent(kept)
    book = opened(folder / BOOK)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert cell_of(book, "1", "Said so far").value.startswith("=cmd|'/c calc'!A1\n")
    noted = cell_of(book, "2", "What we do")
    noted.value, noted.data_type = "=HYPERLINK(1) is what I was sent", "s"
    sign(book, "Ann Bell", SIGNED)
    book.save(folder / BOOK)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 0, found.out
    assert changed(kept, text) == ['+ text: "=HYPERLINK(1) is what I was sent"']


def test_what_was_sent_cannot_be_changed_unseen_and_one_of_another_body_is_told(kept, tmp_path_factory):
    folder = sent(kept)
    book = opened(folder / BOOK)
    cell = next(cell for row in book["As sent"].iter_rows() for cell in row if str(cell.value).startswith("{"))
    cell.value = str(cell.value).replace("Somebody leads", "Nobody leads")
    book.save(folder / BOOK)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1 and "hidden sheet was changed" in found.out and changed(kept) == []
    other = Repository(tmp_path_factory.mktemp("other"))
    other.write("plans/westmere/section-11-2024.yaml", EXAMPLE_PLAN)
    other.commit("Another", "2024-04-15")
    (folder / BOOK).unlink()
    answered(sent(kept) / BOOK, GOOD, "Ann Bell", SIGNED)
    found = ran(other, "returns", "collect", str(folder))
    assert found.code == 1 and f"it is about {ID}" in found.out and "not among the self-assessments here" in found.out


def test_nothing_is_written_where_only_the_difference_is_asked_for(kept):
    folder = sent(kept)
    answered(folder / BOOK, GOOD, "Ann Bell", SIGNED)
    before = (kept.folder / "returns.yaml").read_bytes()
    found = ran(kept, "returns", "collect", "out", "--diff")
    assert found.code == 0 and "No date for the last drivers" in found.out
    assert changed(kept) == [] and (kept.folder / "returns.yaml").read_bytes() == before

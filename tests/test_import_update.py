"""The same document a quarter later: only what differs is entered, with its reason, and the rest is listed."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date
from difflib import ndiff
from importlib.util import find_spec
from io import BytesIO

import openpyxl
import pytest
from browsing import need
from conftest import PROJECT, Repository, run_s11
from docx_files import docx, p, r, tbl, tc, tr
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.change import DateMove, LeadChange, RatingChange, compare
from s11.intake.imported import Given, Imported
from s11.intake.plan import to_plan
from s11.intake.reading import read_tables
from s11.intake.update import bring_up_to_date
from s11.plan import Plan, PlanFile, PlanFiles, load_one
from s11.rules import check_edit
from s11.text import ERROR, Source
from s11.when import Vantage

HEAD = ("No", "Recommendation", "Action", "Lead", "Target date", "RAG", "Progress", "Evidence")
KEY = ("Blue = completed", "Green = on target", "Amber = some delay", "Red = not on target")
REVIEW = "Keep safeguarding procedures under review"
TRAIN = "Train everybody who works with children"
POLICY = "Review the policy with the county every year"
LEAFLET = "Print the leaflet for parents in four languages"
COURSE = "Write a course for new staff of the leisure centres"
FORMS = "Put the referral forms on the intranet page"
FIRST = (
    ("1", REVIEW, POLICY, "AB", "June 2016", "Green", "Draft sent to the county.", "Policy"),
    ("2", "", LEAFLET, "CD", "May 2016", "Green", "", "Leaflet"),
    ("3", TRAIN, COURSE, "EF", "September 2016", "Amber", "Waiting for the trainer.", ""),
    ("4", "", FORMS, "CD", "April 2016", "Green", "", ""),
)
# a quarter later: sorted otherwise, one done, one moved, a new row, one reworded, one that vanished
SECOND = (
    ("3", TRAIN, COURSE, "EF", "December 2016", "Red", "Waiting for the trainer.\nThe trainer has left.", ""),
    ("5", "", "Ask the swimming clubs for their own plans", "GH", "March 2017", "Green", "", ""),
    ("1", REVIEW, POLICY, "AB", "June 2016", "Blue", "Draft sent to the county.\nAgreed in June.", "Policy\nMinutes"),
    ("2", "", "Print the leaflet for all parents in four languages", "CD", "May 2016", "Green", "", "Leaflet"),
)
# a quarter later still: numbered anew, a date that moved back, another lead, what was recorded as done is not
THIRD = (
    ("1", TRAIN, COURSE, "GH", "October 2016", "Amber", "A new trainer has begun.", ""),
    ("2", "", "Ask the swimming clubs for their own plans", "GH", "March 2017", "Green", "Two have answered.", ""),
    ("3", REVIEW, POLICY, "AB", "June 2016", "Green", "Draft sent to the county.", "Policy\nMinutes"),
    ("4", "", LEAFLET, "CD", "August 2016", "Green", "", "Leaflet"),
    ("5", "Hear what children say", "Ask the youth council twice a year", "AB", "May 2017", "Green", "", ""),
)


def word(rows, key=KEY) -> bytes:
    made = [tr(*map(tc, HEAD))]
    made += [tr(*(tc(*(words.split("\n") if words else ())) for words in row)) for row in rows]
    return docx("".join(map(p, ("Section 11 Action Plan", *key))) + tbl(*made))


def excel(rows, key=KEY) -> bytes:
    book = openpyxl.Workbook()
    for row in (("Section 11 Action Plan",), *((line,) for line in key), HEAD, *rows):
        book.active.append([words or None for words in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


FILES = {"docx": word, "xlsx": excel}
PLAN = "plans/westmere/one.yaml"


@pytest.fixture(params=FILES)
def council(repository: Repository, request) -> Council:
    return Council(repository, request.param)


class Council:
    """A repository with the first quarter's document imported and committed."""

    def __init__(self, repository: Repository, ending: str):
        self.repository, self.ending, self.folder = repository, ending, repository.folder
        (self.folder / "plans").mkdir()
        self.write("q1", FIRST)
        asked = ("--output", "westmere/one", "--organisation", "Westmere", "--kind", "section-11")
        done = self.s11("import", f"q1.{ending}", *asked, "--as-at", "2016-03-31", day="2016-04-01")
        assert done.code == 0, done.err
        self.commit("The plan as it stands in the document")

    def write(self, name: str, rows) -> None:
        (self.folder / f"{name}.{self.ending}").write_bytes(FILES[self.ending](rows))

    def s11(self, *words: str, day: str):
        return run_s11(*words, cwd=self.folder, S11_AS_OF=day)

    def commit(self, message: str) -> None:
        self.repository.git("add", "plans")
        self.repository.git("commit", "-q", "-m", message)

    def update(self, name: str, rows, as_at: str, day: str, *more: str):
        self.write(name, rows)
        return self.s11("import", f"{name}.{self.ending}", "--update", "westmere/one", "--as-at", as_at, *more, day=day)

    @property
    def text(self) -> str:
        return (self.folder / PLAN).read_text(encoding="utf-8")

    @property
    def plan(self) -> Plan:
        loaded = load_one(Source(PLAN, "westmere/one", self.text.encode()))
        assert loaded.plan is not None and loaded.whole
        return loaded.plan

    def action(self, text: str):
        return next(action for _, action in self.plan.actions() if action.text == text)


def test_three_quarters_of_one_document(council):
    first = council.text
    done = council.update("q2", SECOND, "2016-06-30", "2016-07-01")
    assert done.code == 0, done.err
    second = council.text
    # what was taken out of the file: a date, a rating and the day of the ratings, and nothing else
    assert gone(first, second) == [
        "as_at: 2016-03-31",
        "rag: Green",
        "timescale: September 2016",
        "rag: Amber",
    ]
    plan = council.plan
    assert [action.id for _, action in plan.actions()] == ["1", "2", "3", "4", "5"]
    policy, course, clubs = (plan_action(plan, number) for number in ("1", "3", "5"))
    assert (policy.rag, [note.note for note in policy.progress]) == (
        "Blue",
        ["Draft sent to the county.", "Agreed in June."],
    )
    assert [piece.text for piece in policy.evidence] == ["Policy", "Minutes"]
    assert course.timescale.text == "December 2016"
    assert [(move.date.isoformat(), move.before.text, move.why) for move in course.revised] == [
        (
            "2016-06-30",
            "September 2016",
            f"Moved in 'q2.{council.ending}', as at 30 June 2016; no reason is given there",
        )
    ]
    assert (clubs.text, clubs.lead, clubs.rag) == ("Ask the swimming clubs for their own plans", ("GH",), "Green")
    # the row that vanished stays, rated on the day on which it was
    assert plan_action(plan, "4").as_at.isoformat() == "2016-03-31" and plan.as_at.isoformat() == "2016-06-30"
    assert [note.note for note in plan.progress] == [
        f"Brought up to date from 'q2.{council.ending}', as at 30 June 2016"
    ]
    listed = done.out.partition("Not entered, ")[2]
    assert listed.startswith("2 differences")
    assert "action 2 (" in listed and "worded otherwise: the plan keeps the words that were agreed" in listed
    assert "action 4: it stands no longer in the document; it stays in the plan" in listed
    assert council.s11("lint", "--against", "HEAD", day="2016-07-01").code == 0
    council.commit("The second quarter")

    done = council.update("q3", THIRD, "2016-09-30", "2016-10-01")
    assert done.code == 0, done.err
    assert gone(second, council.text) == ["as_at: 2016-06-30", "timescale: May 2016", "lead: EF", "rag: Red"]
    plan = council.plan
    course = plan_action(plan, "3")
    assert (course.lead, course.rag, course.timescale.text) == (("GH",), "Amber", "December 2016")
    # what was recorded as done stays so, on the day that it was
    assert (plan_action(plan, "1").rag, plan_action(plan, "1").as_at.isoformat()) == ("Blue", "2016-06-30")
    assert plan.recommendations[-1].text == "Hear what children say" and plan.recommendations[-1].actions[0].id == "6"
    listed = done.out.partition("Not entered, ")[2]
    assert "the date is earlier than the plan's; the plan: December 2016; the document: October 2016" in listed
    assert "recorded as done, and rated otherwise in the document" in listed
    assert "an id stays for ever: action 3 is 1 there, action 5 is 2 there, action 1 is 3 there" in listed
    assert council.s11("lint", "--against", "HEAD", day="2016-10-01").code == 0


def gone(before: str, after: str) -> list[str]:
    """The lines that an edit took out of a file, in order; what it put in is no matter here."""
    taken = [line[2:].strip() for line in ndiff(before.splitlines(), after.splitlines()) if line.startswith("- ")]
    return taken


def plan_action(plan: Plan, identity: str):
    return next(action for _, action in plan.actions() if action.id == identity)


def test_the_same_document_again_changes_nothing(council):
    assert council.update("q2", SECOND, "2016-06-30", "2016-07-01").code == 0
    council.commit("The second quarter")
    before = council.text
    again = council.update("q2", SECOND, "2016-06-30", "2016-07-01")
    assert again.code == 0 and council.text == before and "says all of this already" in again.err
    assert "Not entered, 2 differences" in again.out


def test_an_older_document_is_compared_and_not_entered(council):
    assert council.update("q2", SECOND, "2016-06-30", "2016-07-01").code == 0
    council.commit("The second quarter")
    before = council.text
    done = council.update("q1", FIRST, "2016-03-31", "2016-07-01")
    assert done.code == 0 and council.text == before
    assert "the document is of 31 March 2016, and the plan stands as at 30 June 2016" in done.out
    assert "the plan: December 2016; the document: September 2016" in done.out
    # of the same day, the date that was moved since is an older value all the same
    done = council.update("q1", FIRST, "2016-06-30", "2016-07-01", "--diff")
    assert "an older value: the date was moved since" in done.out


def test_diff_shows_and_writes_nothing_and_commit_commits_what_was_entered(council):
    before = council.text
    shown = council.update("q2", SECOND, "2016-06-30", "2016-07-01", "--diff")
    assert shown.code == 0 and council.text == before
    assert "+        timescale: December 2016" in shown.out and "nothing was written" in shown.err
    assert council.update("q2", SECOND, "2016-06-30", "2016-07-01", "--commit").code == 0
    message = council.repository.git("log", "-1", "--format=%B")
    assert message.startswith(f"westmere/one: brought up to date from 'q2.{council.ending}', as at 30 June 2016")
    assert council.repository.git("status", "--porcelain", "plans") == ""


def test_a_report_lists_what_was_not_entered(council):
    assert council.update("q2", SECOND, "2016-06-30", "2016-07-01", "--report", "read.md").code == 0
    page = (council.folder / "read.md").read_text(encoding="utf-8")
    assert "## Not entered" in page and "| Recommendation 2, action 4 |" in page.replace("\\", "")


def test_a_legend_that_means_something_else_brings_no_rating(council):
    rows = tuple((*row[:5], "Amber" if row[5] == "Green" else row[5], *row[6:]) for row in FIRST)
    key = ("Blue = completed", "Green = on target", "Amber = completed", "Red = not on target")
    (council.folder / f"q2.{council.ending}").write_bytes(FILES[council.ending](rows, key))
    before = council.text
    asked = ("import", f"q2.{council.ending}", "--update", "westmere/one", "--as-at", "2016-06-30")
    done = council.s11(*asked, day="2016-07-01")
    assert done.code == 0, done.err
    said = "'Amber' means something else: no such rating is entered; the plan: at risk; the document: completed"
    assert said in done.out and council.text == before
    assert done.out.count("the document means something else by this word") == 3


def test_an_earlier_date_that_the_plan_does_not_record_is_listed(repository):
    council = Council(repository, "docx")
    rows = [tr(*map(tc, HEAD))]
    for number, row in enumerate(FIRST):
        cells = [tc(*(words.split("\n") if words else ())) for words in row]
        if number == 0:
            cells[4] = tc(p(r("March 2016", look="<w:strike/>"), r(f" {row[4]}")))
        rows.append(tr(*cells))
    data = docx("".join(map(p, ("Section 11 Action Plan", *KEY))) + tbl(*rows))
    (council.folder / "q2.docx").write_bytes(data)
    asked = ("import", "q2.docx", "--update", "westmere/one", "--as-at", "2016-06-30")
    done = council.s11(*asked, day="2016-07-01")
    assert done.code == 0, done.err
    assert "an earlier date that the plan does not record; the document: March 2016" in done.out
    assert "revised" not in council.text


def test_words_that_no_field_holds_are_listed(council):
    rows = (*FIRST, ("", "", "", "", "", "", "The board asked for more.", ""))
    done = council.update("q2", rows, "2016-06-30", "2016-07-01")
    assert done.code == 0, done.err
    assert "The board asked for more." in done.out


@pytest.mark.parametrize("name", ["oxford/section-11-2016", "reading/ofsted-2013", "oxford/review-2013"])
def test_a_plan_that_was_exported_to_word_is_read_back_and_brings_nothing_new(name, repository):
    need(find_spec("docx"), "python-docx")
    shutil.copytree(PROJECT / "plans", repository.folder / "plans")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "The plans")
    day = {"cwd": repository.folder, "S11_AS_OF": "2017-01-31"}
    assert run_s11("export", name, "--output", "plan.docx", **day).code == 0
    plan = load_one(Source(name, name, (PROJECT / f"plans/{name}.yaml").read_bytes())).plan
    imported = read_tables("plan.docx", (repository.folder / "plan.docx").read_bytes())
    made = to_plan(imported, Given("", "X", "other", date(2017, 1, 31), day=date(2017, 1, 31)), "x.json")
    again = load_one(Source("x", "x", made.text.encode())).plan
    assert again is not None and plan is not None and made.lost == ()
    # marks of a list in a cell are not read
    texts = [[re.findall(r"\w+", action.text) for _, action in one.actions()] for one in (plan, again)]
    assert texts[0] == texts[1]
    done = run_s11("import", "plan.docx", "--update", name, "--as-at", "2017-01-31", "--diff", **day)
    assert done.code == 0, done.err
    # nothing is taken out but the day on which the plan was rated, and nothing differs but what no table shows
    assert [line for line in done.out.splitlines() if re.match(r"-(?!--)", line) and not line.startswith("- ")] in (
        [],
        [f"-as_at: {plan.as_at}"],
    )
    assert "it stands no longer in the document" not in done.out and "A new action" not in done.out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--update", "westmere/one", "--output", "westmere/two"), "--output"),
        (("--update", "westmere/one", "--title", "Another"), "--title"),
        (("--update", "westmere/one"), "give --as-at DAY"),
        (("--update", "westmere/one", "--as-at", "2016-12-01"), "still to come"),
        (("--update", "westmere/on", "--as-at", "2016-06-30"), "westmere/one"),
        (("--update", "westmere/one", "--as-at", "2016-06-30", "--by", "XY"), "--by XY"),
        (("--output", "westmere/two", "--diff"), "go with --update"),
    ],
)
def test_wrong_use_says_what_to_write(council, more, said):
    before = council.text
    done = council.s11("import", f"q1.{council.ending}", *more, day="2016-07-01")
    assert done.code == 2 and said in done.err.splitlines()[-1], done.err
    assert "Traceback" not in done.err and council.text == before


# a law ----------------------------------------------------------------------------------------------------------------

COLUMNS = {"lead": 3, "timescale": 4, "rag": 5, "progress": 6}
OTHERS = {
    "lead": ("AB", "CD", "EF", "GH", ""),
    "timescale": ("June 2016", "May 2016", "March 2017", "TBC", "", "Ongoing", "January 2016", "Spring"),
    "rag": ("Green", "Amber", "Red", "Blue", "", "Paused"),
    "progress": ("", "Two have answered.", "Waiting for the trainer.", "ok", "May 2016 - sent out to all"),
}


def changed(draw: random.Random, rows):
    """The rows as somebody keeps them for a quarter: sorted, renumbered, changed, taken out and put in."""
    made = [list(row) for row in rows]
    for at, row in enumerate(made):
        row[1] = row[1] or made[at - 1][1]
    for row in made:
        for name, at in COLUMNS.items():
            if draw.random() < 0.35:
                row[at] = draw.choice(OTHERS[name])
        if draw.random() < 0.15:
            row[2] = row[2].replace("the", "all the", 1)
    if draw.random() < 0.4:
        made.pop(draw.randrange(len(made)))
    if draw.random() < 0.5:
        made.append(["9", draw.choice([REVIEW, TRAIN, "Hear what children say"]), "Ask the clubs for plans", *[""] * 5])
    if draw.random() < 0.5:
        draw.shuffle(made)
    if draw.random() < 0.5:
        for number, row in enumerate(made, 1):
            row[0] = str(number)
    return tuple(tuple(row) for row in made)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=60)
def test_whatever_is_entered_has_its_reason_and_whatever_is_not_is_listed(seed):
    draw = random.Random(seed)
    loaded = load_one(Source(PLAN, "westmere/one", read(FIRST, date(2016, 3, 31)).text.encode()))
    for number, day in enumerate((date(2016, 6, 30), date(2016, 9, 30)), 2):
        rows = changed(draw, FIRST)
        imported = read(rows, day, loaded)
        made = bring_up_to_date(loaded, imported, f"q{number}.docx", day)
        after = load_one(Source(PLAN, "westmere/one", made.draft.data))
        assert after.plan is not None and after.whole
        before, now = PlanFiles.of([loaded]), PlanFiles.of([after])
        found = [one for one in check_edit(before, now, Vantage(day)) if one.level == ERROR]
        assert not found, found
        # only what the format says of a state may be taken out; a word of a record never
        for line in gone(loaded.source.data.decode(), made.draft.data.decode()):
            assert line.split(":")[0].lstrip("- ") in ("rag", "as_at", "timescale", "lead"), line
        # each action of the plan stands where it stood, and nothing of it is called otherwise
        old = [(action.id, action.text) for _, action in loaded.plan.actions()]
        new = [(action.id, action.text) for _, action in after.plan.actions()]
        assert [one for one in new if one in old] == old
        # what was not entered is listed: every date, rating and lead that differs still
        document = load_one(Source(PLAN, "westmere/one", imported.text.encode()))
        listed = {(one.label, one.document) for one in made.differences}
        for pair in compare(now, PlanFiles.of([document])).pairs:
            if pair.new.kind != "action":
                continue
            for change in pair.changes:
                if isinstance(change, DateMove):
                    assert (pair.old.label, change.new.text if change.new else "") in listed
                if isinstance(change, RatingChange):
                    assert (pair.old.label, change.new_word) in listed
                if isinstance(change, LeadChange):
                    assert (pair.old.label, ", ".join(change.new)) in listed
        again = bring_up_to_date(after, imported, f"q{number}.docx", day)
        assert again.draft.document is again.draft.loaded.document
        loaded = after


def read(rows, day: date, loaded: PlanFile | None = None) -> Imported:
    known = {word: one.means for word, one in loaded.plan.rag.items()} if loaded is not None else {}
    given = Given("Section 11 Action Plan", "Westmere", "other", day, legend=known, day=day)
    return to_plan(read_tables("plan.docx", word(rows)), given, "x.json")

"""The shipped plans against the documents they were transcribed from: word by word, both ways.

**Every text of a plan stands in its source.** The extract in `tests/sources/` is cut into cells: a tab, a line end,
a paragraph or a list item ends one. Tags and Markdown marks are taken off, entities undone, white space folded,
curly quotes made straight (in the plan too); nothing else is forgiven, neither case nor a full stop, except that a key
of the legend and the `COVER` fields may be in other capitals and a theme may start with one. A text (each paragraph of
one that has several) stands if it is a run of whole words inside *one* cell. A text that a page break tears is named in
its sheet under `torn`; it may stand in pieces, in the order of the source, each of `PIECE` words or more (the shortest
is Oxford's "Feedback from"), where every piece but the last runs to the end of its cell and every piece but the first
starts one. So a word that is made up or exchanged finds no place.

**Every word of the source stands in the plan.** Words and punctuation marks are counted on both sides, in any case of
letter. What the source has more often must be in the sheet's `furniture` (page headings and numbers, repeated table
heads, heads that a field of the format replaces, days that stand as dates), what the plan has more often in its
`again` (a key that the format asks for). Both say how often and why; beyond them nothing may be left over, either way.

Left out of both: `CODES` (s11's own words), the keys of `themes`, ids (counted only as the sheet's `ids` says the
source prints them), and paragraphs of a `note` that begin "Transcription:", which are ours. Days are looked for as
days. `COVER` fields may come from the sheet's `cover`, the quoted head of the report that the extract was cut from;
words that are in neither are spelled out under `ours`. Two cells that changed places would pass both ways; the two
tables of 2013 are therefore also read row by row.
"""

import calendar
import copy
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PIECE = 2
CODES = {"format", "origin", "means", "colour", "group", "continuing", "proposed", "sensitive", "theme", "standards"}
COVER = ("title", "organisation", "source.", "reported[")


@dataclass(frozen=True)
class Sheet:
    """What is particular to one source. `furniture` and `again` are rows of (times, words, why)."""

    plan: str
    source: str
    cover: str = ""
    ids: dict[str, str] = field(default_factory=dict)  # "recommendations" or "actions" → how the source prints an id
    unnumbered: tuple[str, ...] = ()  # ids that the source does not print
    torn: tuple[str, ...] = ()  # the first words of each text torn by a page break
    ours: dict[str, str] = field(default_factory=dict)  # path → words of our own that the plan has there
    furniture: tuple[tuple[int, str, str], ...] = ()
    again: tuple[tuple[int, str, str], ...] = ()

    def load(self) -> tuple[dict, str]:
        plan = yaml.load((ROOT / "plans" / self.plan).read_text("utf-8"), yaml.BaseLoader)
        return plan, cells((ROOT / "tests" / "sources" / self.source).read_text("utf-8"))


READING_HEADS = "Actions Proposed Lead Officer RAG Rating"
READING_LEGEND = "Red- not on track Amber- on track for completion Green- completed"
READING = Sheet(
    plan="reading/ofsted-2013.yaml",
    source="reading-ofsted-2013.txt",
    cover="""READING BOROUGH COUNCIL
        ADULT, CHILDRENS SERVICES AND EDUCATION COMMITTEE
        7 NOVEMBER 2013
        PROTECTION OF CHILDREN INSPECTION ACTION PLAN""",
    ids={"recommendations": "{}", "actions": "{})"},
    unnumbered=("recommendations[9]",),
    torn=(
        "The Council and RSCB to establish effective arrangements",
        "The Council to review member's awareness",
        "Training needs analysis of members knowledge",
        "The Council to establish overarching policies",
    ),
    furniture=(
        (3, "Child Protection Ofsted Action Plan", "page heading, repeated"),
        (4, "@ 9th August 2013", "page heading; `as_at` holds the day"),
        (3, f"Ofsted Recommendation {READING_HEADS} {READING_LEGEND}", "table head, repeated"),
        (1, READING_HEADS, "column heads; `actions`, `lead` and `rag` stand for them"),
        (3, "-", "between a colour and its meaning in the table head"),
        (7, "&", "between the leads of one cell; a list stands for it"),
        (1, "Abbreviations In Full", "column heads; `people` and `terms` stand for them"),
        (1, "CSC", "second row of the same abbreviation; a key stands once, the words beside it are in `note`"),
    ),
    again=(
        (1, "Independent Chair Committee Services Head of Legal", "leads outside the abbreviations; keys of `people`"),
        (1, "Green & ongoing", "the cell's words, once more in the legend"),
    ),
)
REVIEW = Sheet(
    plan="oxford/review-2013.yaml",
    source="oxford-review-2013.txt",
    furniture=(
        (1, "To:", "head of the report; `source` stands for it"),
        (1, "Date: 12th March 2013", "head of the report; `source.date` holds the day"),
        (1, "To agree the proposed Action Plan as set out in Annex 1.", "of the report; quoted in `note`"),
        (1, "a subsequent Oxfordshire Safeguarding Children Board (OSCB)", "of the report; quoted in `note`"),
        (1, "peer review in March 2013 had confirmed this", "of the report; quoted in `note`"),
        (1, "City Council Section 11 Submission to the", "of the report; quoted in `note`"),
        (1, "Oxfordshire Safeguarding Board 2013 (with an overall green rating)", "of the report; quoted in `note`"),
        (1, "the Children's Plan 2014-17", "of the report; quoted in `note`"),
        (1, "()", "round an abbreviation that `terms` has from the report"),
        (1, "1. 2. 3. 4.", "numbers of the tables; `themes` stand for them"),
        (4, "Recommendation Action Timescale Person responsible", "column heads"),
        (12, "/", "between the leads of one cell; a list stands for it"),
    ),
    again=(
        (1, "Oxford City Council", "`organisation`"),
        (1, "CEB City Executive Board", "`terms`; also in an action's text"),
        (1, "OSCB Oxfordshire Safeguarding Children Board", "`terms`, from the report"),
        (1, "TS VJ JT AC SH", "keys of `people`"),
    ),
)
SECTION_11_HEAD = "Oxford City Council Section 11 Self-Assessment Action Plan 2016-17"
SECTION_11 = Sheet(
    plan="oxford/section-11-2016.yaml",
    source="oxford-section-11-2016.txt",
    ids={"recommendations": "Learning Point {}"},
    torn=(
        "Review of Policy and Procedures, Keeping",
        "Circulate OSCB Newsletter",
        "Ensure that there are effective protocols",
        "To monitor the feedback from children",
        "Feedback from consultation on activities",
    ),
    furniture=(
        (7, SECTION_11_HEAD, "page heading, repeated"),
        (1, "Including all learning points arising from:", "`arises_from` stands for it"),
        (1, "Updated 3rd May 2016", "`as_at` holds the day"),
        (1, "Learning Points Action Evidence Completion date Lead Progress Status (RAG rating)", "column heads"),
        (1, "51 52 53 54 57", "page numbers"),
        (4, "/", "between the leads of one cell; a list stands for it"),
        (2, "and", "between the leads of one cell; a list stands for it"),
        (1, "G-Green", "rating of Learning Point 6, printed a second time in the progress column"),
        (1, "Document Control Document Owner Author Version", "heads; `source` and `control` stand for them"),
        (1, "Date last reviewed 3 rd May 2016", "`as_at` holds the day"),
        (1, "Next Review Date Due", "head; `control.next_review` stands for it"),
        (1, ",", "between a name and a post; `name` and `post` stand for it"),
        (1, "This page is intentionally left blank", "page furniture"),
    ),
    again=(
        (1, "Oxford City Council", "`organisation`"),
        (1, "Learning Point", "`called`"),
        (1, "2016-17", "`period`, taken out of the title"),
        (1, "blue green amber red", "keys of the legend"),
        (1, "Tim Sadler Val Johnson Jennifer Kotilaine Richard Adams Angela Bowman FOI Officer", "keys of `people`"),
        (1, "ASBIT Anti-Social Behaviour Investigation team", "`terms`"),
        (1, "OCSP Oxford Community Safety Partnership", "`terms`"),
    ),
)
ASSURANCE = Sheet(
    plan="oxfordshire/assurance-2009.yaml",
    source="oxfordshire-assurance-2009.txt",
    cover="SAFEGUARDING AND CHILD PROTECTION SERVICES IN OXFORDSHIRE",
    ours={"organisation": "Oxfordshire County Council"},  # the paper: "the County Council", "in Oxfordshire"
    furniture=(
        (1, "Wednesday, 21 January 2009", "`source.date` holds the day"),
        (1, "SAFEGUARDING AND CHILD PROTECTION SERVICES IN OXFORDSHIRE", "heading in capitals; `title`"),
        (1, "Introduction RECOMMENDATIONS", "headings"),
        (1, "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12. 13.", "numbers of the paragraphs"),
        (13, "·", "bullets"),
    ),
    again=(
        (1, "Audit Committee", "`reported`; also `source.body`"),
        (1, "on a quarterly basis", "timescale, taken out of its action's text"),
        (1, "monthly", "timescale, taken out of its action's text"),
        (1, "at least 6 monthly", "timescale, taken out of its action's text"),
        (1, "February 2009", "timescale, taken out of its action's text"),
    ),
)
PRIORITIES = Sheet(
    plan="oxfordshire/board-priorities-2020.yaml",
    source="oxfordshire-board-priorities-2020.txt",
    furniture=(
        (1, "- 10 September 2020", "`source.date` holds the day"),
        (1, "OXFORDSHIRE SAFEGUARDING CHILDREN BOARD ANNUAL REPORTS", "heading in capitals; `title`"),
        (1, "\"()'", "round the name and abbreviation that `organisation` and `terms` hold"),
        (1, "7. 8. 9. 10. 11.", "numbers of the paragraphs"),
        (4, ";", "between the priorities of one sentence; actions stand for them"),
        (4, "and", "between the priorities of one sentence; actions stand for them"),
        (4, ".", "at the end of the sentences that are cut into priorities"),
    ),
    again=(
        (1, "Performance Scrutiny Committee", "`reported`; also `source.body`"),
        (1, "Oxfordshire Safeguarding Children Board", "`terms`; also `organisation`"),
        (1, "Leadership", "theme, a head taken from the text"),
        (1, "Practice improvement", "theme, a head taken from the text"),
        (1, "Learning and improvement", "theme, a head taken from the text"),
        (1, "Challenges for the safeguarding partnership", "theme, a head taken from the text"),
    ),
)
SHEETS = [READING, REVIEW, SECTION_11, ASSURANCE, PRIORITIES]


def fold(text: str) -> str:
    """White space folded, curly quotes made straight."""
    return " ".join(text.translate(str.maketrans("‘’“”", "''\"\"")).split())


def cells(text: str) -> str:
    """A source document, one cell a line."""
    text = re.sub(r"(?m)^(#+|-) |^[-\t]+$", "", text).replace("*", "")
    text = re.sub(r"</?(p|ul|li)>", "\n", text).replace("\t", "\n")
    text = html.unescape(re.sub(r"</?\w[^<>]*>", "", text))
    return "\n".join(filter(None, map(fold, text.splitlines())))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+(?:'\w+)*|[^\w\s]", fold(text).lower()))


def total(rows: tuple[tuple[int, str, str], ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for times, text, _ in rows:
        found.update({word: times * n for word, n in words(text).items()})
    return found


def said(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a plan with its path; a key of `people`, `terms` or `rag` is a text too."""
    name = path.rpartition(".")[2]
    if isinstance(node, dict):
        for key, value in node.items():
            if path in ("people", "terms", "rag"):
                yield f"{path}.{key}!", key
            # a person's name or post that only repeats the key is one saying
            if key not in CODES and not (path == f"people.{value}" and key in ("name", "post")):
                yield from said(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from said(value, f"{path}[{i}]")
    elif name != "id":
        for paragraph in filter(None, map(fold, str(node).splitlines())):
            if not (name == "note" and paragraph.startswith("Transcription:")):
                yield path, paragraph


def numbered(plan: dict, sheet: Sheet) -> Iterator[str]:
    """The ids, as the source prints them."""
    for i, recommendation in enumerate(plan["recommendations"]):
        path = f"recommendations[{i}]"
        if "recommendations" in sheet.ids and path not in sheet.unnumbered:
            yield sheet.ids["recommendations"].format(recommendation["id"])
        for j, action in enumerate(recommendation.get("actions", ())):
            if "actions" in sheet.ids and f"{path}.actions[{j}]" not in sheet.unnumbered:
                yield sheet.ids["actions"].format(action["id"])


def places(text: str, source: str, start: int = 0) -> list[int]:
    """Where a text stands as whole words inside one cell."""
    if text not in source:  # most questions of the negative tests end here
        return []
    return [m.start() for m in re.compile(rf"(?<!\w){re.escape(text)}(?!\w)").finditer(source, start)]


def in_pieces(text: str, source: str, start: int = 0) -> bool:
    """Whether a text stands in pieces, cell ends at every tear."""
    run = text.split(" ")
    for n in range(len(run), PIECE - 1, -1):
        piece, rest = " ".join(run[:n]), " ".join(run[n:])
        for at in places(piece, source, start):
            if start and source[at - 1] != "\n":
                continue
            end = at + len(piece)
            if not rest or (source[end : end + 1] == "\n" and in_pieces(rest, source, end)):
                return True
    return False


def day_stands(day: str, source: str) -> bool:
    when = date.fromisoformat(day)
    month = calendar.month_name[when.month]
    return bool(re.search(rf"(?i)(?<!\d){when.day} ?(st|nd|rd|th)? ?{month} ?{when.year}(?!\d)", source))


def fault(path: str, text: str, source: str, sheet: Sheet) -> str | None:
    """Why a text of the plan does not stand in its source."""
    if sheet.ours.get(path) == text:
        return None
    covered = path.startswith(COVER)
    whole = cells(sheet.cover) + "\n" + source if covered else source
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None if day_stands(text, whole) else f"{path}: no such day in the source: {text}"
    if places(text, source):
        return None
    any_case = covered or re.fullmatch(r"rag\.[^.]+!", path)  # a head in capitals, a key of the legend
    if any_case and places(text.lower(), whole.lower()):
        return None
    if path.startswith("themes.") and places(text[0].lower() + text[1:], source):
        return None
    if text.startswith(sheet.torn) and in_pieces(text, source):
        return None
    return f"{path}: not in the source: {text}"


def counted(plan: dict, source: str, sheet: Sheet) -> Counter[str]:
    """The words of a plan that answer words of its source: not days, and not what only the cover says."""
    found: Counter[str] = Counter()
    for path, text in said(plan):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text) or (path.startswith(COVER) and not places(text, source)):
            continue
        found += words(text)
    for printed in numbered(plan, sheet):
        found += words(printed)
    return found


def left_over(plan: dict, source: str, sheet: Sheet) -> tuple[Counter[str], Counter[str]]:
    """Words that the source has and the plan has not, and the other way round."""
    balance = words(source)
    balance.subtract(total(sheet.furniture))
    balance.subtract(counted(plan, source, sheet))
    balance.update(total(sheet.again))
    return +balance, -balance


def faults(plan: dict, source: str, sheet: Sheet) -> list[str]:
    found = [fault(path, text, source, sheet) for path, text in said(plan)]
    missing, surplus = left_over(plan, source, sheet)
    found += [f"left over in the source: {n} × {word}" for word, n in missing.items()]
    found += [f"more often in the plan: {n} × {word}" for word, n in surplus.items()]
    return [f for f in found if f]


each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.plan.removesuffix(".yaml"))


@each_sheet
def test_every_text_of_the_plan_stands_in_the_source(sheet):
    plan, source = sheet.load()
    assert [f for path, text in said(plan) if (f := fault(path, text, source, sheet))] == []


@each_sheet
def test_every_word_of_the_source_stands_in_the_plan(sheet):
    plan, source = sheet.load()
    missing, surplus = left_over(plan, source, sheet)
    print(
        f"\n{sheet.plan}: {words(source).total()} words and marks in the source,"
        f" {counted(plan, source, sheet).total()} in the plan, {total(sheet.furniture).total()} furniture,"
        f" {total(sheet.again).total()} said again, {missing.total()} left over"
    )
    assert (missing, surplus) == (Counter(), Counter())


@each_sheet
def test_the_sheet_says_nothing_that_is_not_so(sheet):
    plan, source = sheet.load()
    texts = [text for _, text in said(plan)]
    assert sheet.ours.items() <= dict(said(plan)).items()
    for start in sheet.torn:
        torn = [text for text in texts if text.startswith(start)]
        assert len(torn) == 1, start
        assert not places(torn[0], source), f"not torn: {start}"
    assert total(sheet.furniture) <= words(source)
    assert total(sheet.again) <= counted(plan, source, sheet)


@each_sheet
def test_a_made_up_word_finds_no_place(sheet):
    plan, source = sheet.load()
    assert faults(plan, source, sheet) == []
    for path, text in said(plan):
        run = text.split(" ")
        for i in range(len(run) + 1):
            assert fault(path, " ".join([*run[:i], "invented", *run[i:]]), source, sheet), (path, i)
            assert fault(path, " ".join([*run[:i], "invented", *run[i + 1 :]]), source, sheet), (path, i)


@each_sheet
def test_a_changed_plan_is_found_out(sheet):
    plan, source = sheet.load()
    action = next(a for r in plan["recommendations"] for a in r.get("actions", ()))

    def with_text(text: str) -> list[str]:
        changed = copy.deepcopy(plan)
        next(a for r in changed["recommendations"] for a in r.get("actions", ()))["text"] = text
        return faults(changed, source, sheet)

    assert with_text(action["text"]) == []
    assert any("not in the source" in f for f in with_text(action["text"].replace(" ", " never ", 1)))
    assert any("left over in the source" in f for f in with_text(action["text"].rpartition(" ")[0]))
    assert any("more often in the plan" in f for f in with_text(action["text"] + "\n" + action["text"]))

    without = copy.deepcopy(plan)
    del without["recommendations"][-1]
    assert any("left over in the source" in f for f in faults(without, source, sheet))

    later = copy.deepcopy(plan) | {"agreed": "1999-12-31"}
    assert faults(later, source, sheet) == ["agreed: no such day in the source: 1999-12-31"]


def test_reading_row_by_row():
    """Each action stands beside its own lead and rating, and under its own recommendation."""
    plan, source = READING.load()
    actions = [a for r in plan["recommendations"] for a in r["actions"]]
    assert len(plan["recommendations"]) == 10
    assert [a["id"] for a in actions] == [str(n) for n in range(1, 44)]
    assert Counter(a["rag"] for a in actions) == {"Red": 1, "Amber": 27, "Green": 14, "Green & ongoing": 1}

    at = 0
    for recommendation in plan["recommendations"]:
        start = " ".join(recommendation["text"].split()[:8])
        at, before = source.index(start), at
        assert at > before
        for action in recommendation["actions"]:
            lead = action["lead"] if isinstance(action["lead"], list) else [action["lead"]]
            row = rf"(?ms)^{action['id']}\) (?P<text>.*?)\n{'(?: &)? '.join(lead)}\n{action['rag']}$"
            found = re.compile(row).search(source, at)
            assert found, action["id"]
            at = found.start()
            text = "\n".join(filter(None, map(fold, action["text"].splitlines())))
            # action 28 runs on over the page
            assert text.startswith(found["text"]) if action["id"] == "28" else text == found["text"]


def test_oxford_2013_row_by_row():
    """Each recommendation stands beside its own actions, timescale and leads, and under its own theme."""
    plan, source = REVIEW.load()
    source += "\n"
    assert (len(plan["themes"]), len(plan["recommendations"])) == (4, 15)
    at = 0
    for theme, heading in plan["themes"].items():
        rows = [r for r in plan["recommendations"] if r["theme"] == theme]
        at = source.index(fold(heading), at)
        for row in rows:
            lead = row["lead"] if isinstance(row["lead"], list) else [row["lead"]]
            texts = [row["text"], *(a["text"] for a in row["actions"]), row["timescale"], "/".join(lead)]
            at = source.index("\n" + "\n".join(map(fold, texts)) + "\n", at)


CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|mailto:|(?<![\w-])(?:\+44[\s-]?\(?0?\)?|\(?0)\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?![\w-])"
)


def test_no_address_or_telephone_number():
    invented = "someone@example.org|01632 960123|(01632) 960 123|020 7946 0123|07700900123|+44 1632 960123"
    for text in invented.split("|"):
        assert CONTACT.search(text), text
    for text in ("@ 9th August 2013", "2013-08-09", "2016-17", "June 2016 / 2017", "FOI 2000 0123"):
        assert not CONTACT.search(text), text
    files = [f for folder in ("plans", "tests/sources") for f in (ROOT / folder).rglob("*") if f.is_file()]
    assert len(files) >= 2 * len(SHEETS)
    found = [(f.name, m.group()) for f in files if (m := CONTACT.search(f.read_text("utf-8")))]
    assert found == []

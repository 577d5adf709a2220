"""`s11 list`: a row an action, every word of it that of the other commands; and filters that can match nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date

import jsonschema
import pytest
from conftest import PROJECT, run_s11
from rich.cells import cell_len

from s11.plan import Streamed, load
from s11.render.csv import ACTION_COLUMNS, STARTERS, actions_csv
from s11.store import find_plans
from s11.text import Source
from s11.view import Filter, action_list, report
from s11.view.filters import cannot_match
from s11.when import Vantage

DAY = "2017-01-31"
OXFORD = "oxford/section-11-2016"
PLAN = """\
format: s11-plan/1
title: Section 11 Action Plan
organisation: {organisation}
origin: section-11
agreed: 2024-01-10
as_at: 2024-05-01
rag:
  green: {{means: on_track}}
  red: {{means: off_track}}
themes:
  voice: {{heading: The voice of the child}}
people:
  AB: {{name: Ann Bell, post: Head of Housing}}
  CD: {{name: Cal Dunn, post: Policy officer}}
recommendations:
  - id: 2
    text: Listen
    theme: voice
    standards: ["3.1"]
    actions:
      - id: 10
        text: "{text}"
        lead: AB
        timescale: March 2024
        rag: green
      - {{id: 9, text: Brief the board, lead: [AB, GH], timescale: December 2024, rag: red}}
  - id: 1
    text: Check
    actions:
      - {{id: 1, text: Publish the procedure, lead: TBC}}
"""


def plan_text(organisation="Westmere District Council", text="Review the leaflet"):
    return PLAN.format(organisation=organisation, text=text)


@pytest.fixture
def folder(portfolio):
    return portfolio({"westmere/two": plan_text(), "ashcombe/one": plan_text("Ashcombe Borough Council")})


def listed(*words, **kept):
    ran = run_s11("list", *words, "--json", **kept)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def screen(*words, width=80, **kept):
    ran = run_s11("list", *words, FORCE_COLOR="1", NO_COLOR="1", COLUMNS=str(width), **kept)
    assert ran.code == 0, ran.err
    return ran.out


def rows_of(out):
    assert out.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"), newline="")))


# what is listed ------------------------------------------------------------------------------------------------------


def test_actions_stand_in_the_order_of_the_plans_and_of_their_files(folder):
    seen = listed("--as-of", "2024-06-01", cwd=folder)
    inside = ["#10", "#9", "#1"]
    assert [row["address"] for row in seen["actions"]] == [
        f"{plan}{one}" for plan in ("ashcombe/one", "westmere/two") for one in inside
    ]
    assert seen["plans"] == 2


def test_the_rows_are_the_counts_of_status_and_each_row_is_what_show_says():
    status = json.loads(run_s11("status", "--json", "--as-of", DAY).out)
    seen = listed("--as-of", DAY)
    assert len(seen["actions"]) == status["portfolio"]["actions"] == 113
    for kind in ("stated", "checked", "timing"):
        told = {state: count for state, count in status["portfolio"][kind].items() if count}
        assert Counter(row[kind] for row in seen["actions"]) == told
    assert seen["read"] == status["read"]
    assert "\n113 actions of 5 plans\n" in screen("--as-of", DAY)
    for row in seen["actions"][::9]:
        action = json.loads(run_s11("show", row["address"], "--json", "--as-of", DAY).out)["action"]
        for column in ("text", "stated", "stated_word", "checked", "timing", "due", "days_late", "why", "first_due"):
            assert row[column] == action[column], (row["address"], column)
        assert row["lead"] == [lead["key"] for lead in action["leads"]]


def test_every_column_is_that_of_the_tables_of_a_site(folder):
    vantage, sources = Vantage(date(2024, 6, 1)), find_plans((), folder).sources
    site = list(csv.DictReader(io.StringIO(actions_csv(report(load(sources), vantage, "", (), "").plans), newline="")))
    ours = rows_of(run_s11("list", "--csv", "--columns", "all", "--as-of", "2024-06-01", cwd=folder).out)
    assert list(ours[0]) == list(ACTION_COLUMNS)
    # a site groups by theme; the rows themselves are the same
    assert sorted(ours, key=lambda row: row["address"]) == sorted(site, key=lambda row: row["address"])


def test_a_stream_and_a_register_are_listed_alike(folder):
    found, vantage = find_plans((), folder), Vantage(date(2024, 6, 1))
    assert action_list(Streamed(found.sources, found.names), vantage) == action_list(load(found.sources), vantage)


@pytest.mark.parametrize(
    "given",
    [
        ("--late",),
        ("--lead", "ann bell"),
        ("--lead", "gh"),
        ("--state", "off track"),
        ("--theme", "voice"),
        ("--theme", "The voice of the child"),
        ("--standard", "3"),
        ("--organisation", "westmere district council"),
        ("--text", "LEAFLET"),
    ],
)
def test_filters_take_what_status_takes(folder, given):
    seen = listed(*given, "--as-of", "2024-06-01", cwd=folder)
    counted = json.loads(run_s11("status", *given, "--json", "--as-of", "2024-06-01", cwd=folder).out)
    assert 0 < len(seen["actions"]) == counted["portfolio"]["actions"] < 6
    assert Counter(row["checked"] for row in seen["actions"]) == {
        state: count for state, count in counted["portfolio"]["checked"].items() if count
    }
    assert seen["only"] == counted["only"]


# columns and formats -------------------------------------------------------------------------------------------------


def test_columns_are_those_asked_for_in_the_order_asked_for(folder):
    asked = ("--columns", "due, RAG,action,address,due", "--as-of", "2024-06-01")
    header = run_s11("list", *asked, "--csv", cwd=folder).out.lstrip("\ufeff").split("\n")[0]
    assert header == "due,stated_word,text,address"
    first = listed(*asked, cwd=folder)["actions"][0]
    assert list(first.items()) == [
        ("due", "2024-03-31"),
        ("stated_word", "green"),
        ("text", "Review the leaflet"),
        ("address", "ashcombe/one#10"),
    ]
    assert run_s11("list", *asked, cwd=folder).out.split("\n")[0] == (
        "2024-03-31\tgreen\tReview the leaflet\tashcombe/one#10"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("address,chekced", "'chekced' is not a column: did you mean 'checked'? Write --columns as some of action, "),
        ("colour", "'colour' is not a column: write --columns as some of action, address, "),
        ("address,,due", "'' is not a column"),
    ],
)
def test_a_wrong_column_is_wrong_use_and_every_column_is_named(given, said):
    ran = run_s11("list", "--columns", given)
    assert (ran.code, ran.out) == (2, "") and said in ran.err and len(ran.err.splitlines()) == 1
    assert set(ACTION_COLUMNS) | {"action", "rag"} <= set(re.findall(r"\w+", ran.err))


def test_two_formats_are_one_too_many():
    ran = run_s11("list", "--csv", "--json")
    assert (ran.code, ran.out) == (2, "") and "--csv and --json are two formats" in ran.err


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_table_is_a_formula(portfolio, start):
    words = f"{start}HYPERLINK('http://x.example','go')"
    folder = portfolio({"westmere/one": plan_text(text=words)})
    rows = rows_of(run_s11("list", "--csv", "--as-of", "2024-06-01", cwd=folder).out)
    assert rows[0]["text"] == f"'{words}"
    assert not [cell for row in rows for cell in row.values() if cell.lstrip(" ").startswith(STARTERS)]
    # JSON is for programs: there the words are as they are
    assert listed("--as-of", "2024-06-01", cwd=folder)["actions"][0]["text"] == words


def test_json_is_as_its_schema_says(folder):
    schema = json.loads((PROJECT / "schemas" / "list.schema.json").read_text(encoding="utf-8"))
    assert json.loads(run_s11("schema", "list").out) == schema, "make schemas"
    seen = listed("--as-of", DAY)
    jsonschema.validate(seen, schema)
    assert seen["columns"] == list(ACTION_COLUMNS) == list(seen["actions"][0])
    jsonschema.validate(listed("--columns", "address,lead", "--as-of", DAY), schema)
    seen["actions"][0]["days_late"] = "three"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(seen, schema)


# the screen ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_row_of_the_screen_is_one_line_with_an_action_each(width):
    out = screen("--as-of", DAY, width=width)
    lines = out.split("\n")
    assert max(map(cell_len, lines)) <= width and not [line for line in lines if line != line.rstrip()]
    table = out[out.index("address") :].split("\nRead ")[0]
    shown = re.findall(r"^(#\S+)  ", table, re.M)
    assert shown == [row["address"][row["address"].index("#") :] for row in listed("--as-of", DAY)["actions"]]
    plans = [line for line in table.split("\n") if "/" in line and not line.startswith("#")]
    assert len(plans) == 5 and OXFORD in plans


def test_the_cells_of_a_row_stand_under_their_heads(folder):
    lines = screen("westmere", "--as-of", "2024-06-01", cwd=folder).split("\n")
    head = next(line for line in lines if line.startswith("address"))
    row = next(line for line in lines if line.startswith("#10"))
    at = {name: head.index(name) for name in ("action", "lead", "RAG", "checked", "due")}
    for name, words in {
        "action": "Review the leaflet",
        "lead": "Ann Bell",
        "RAG": "green",
        "checked": "✖ off track",
        "due": "31 Mar 2024",
    }.items():
        assert row[at[name] :].startswith(words), name


def test_words_without_room_are_cut_with_a_sign_and_nothing_else_is(portfolio):
    long = "Review the policy, the leaflet and the intranet page and report what changed to the board in public"
    folder = portfolio({"westmere/one": plan_text(text=long)})
    asked = {"cwd": folder, "S11_AS_OF": "2024-06-01"}
    row = next(line for line in screen(**asked).split("\n") if line.startswith("#10"))
    assert re.fullmatch(r"#10      Review the policy.*… +Ann Bell .* 31 Mar 2024", row)
    assert long in screen(width=160, **asked)
    ran = run_s11("list", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", TERM="dumb", **asked)
    assert ran.code == 0 and "…" in ran.out


def test_where_a_table_has_no_room_every_word_stands_in_a_paragraph(folder):
    out = screen("--columns", "all", "--as-of", "2024-06-01", cwd=folder)
    assert max(map(len, out.split("\n"))) <= 80
    assert out.count("\n  action: ") == 6 and "\nashcombe/one#10\n" in out and "  why: " in out


def test_nothing_as_asked_for_is_said_and_is_no_fault(folder):
    asked = {"cwd": folder, "S11_AS_OF": "2024-06-01"}
    for command in ("list", "status"):
        ran = run_s11(command, "--state", "ended", FORCE_COLOR="1", NO_COLOR="1", **asked)
        assert ran.code == 0 and "\nNo action is as asked for\n" in ran.out, command
    assert listed("--state", "ended", **asked)["actions"] == []
    assert "actions=0 plans=0\n" in run_s11("list", "--text", "nowhere", **asked).out
    assert run_s11("list", "--state", "ended", "--csv", **asked).out == (
        "\ufeffaddress,text,lead_words,stated_word,checked,due\n"
    )


def test_a_plan_that_could_not_be_read_whole_is_told_in_every_format(portfolio):
    folder = portfolio({"westmere/one": plan_text(), "westmere/two": plan_text().replace("rag:", "rag: [", 1)})
    for words in ((), ("--json",), ("--csv",)):
        ran = run_s11("list", *words, cwd=folder, S11_AS_OF="2024-06-01")
        assert ran.code == 1 and "plans/westmere/two.yaml" in ran.out + ran.err, words


# filters that can match nothing ---------------------------------------------------------------------------------------


COMMANDS = {
    "list": ("list",),
    "list --csv": ("list", "--csv"),
    "status": ("status",),
    "status --by": ("status", "--by", "lead"),
    "due": ("due",),
    "report": ("report",),
    "report of exceptions": ("report", "--template", "exceptions"),
    "briefing": ("report", "--template", "brief"),
    "brief": ("brief",),
    "site": ("site", "--output", "site"),
    "changes": ("changes", "--since", "2024-02-01"),
    "history": ("history",),
}
WRONG = {
    "lead": ("--lead", "Ann Bel", "there is no lead 'Ann Bel' in the plans that were read: did you mean 'Ann Bell'?"),
    "organisation": (
        "--organisation",
        "Westmere",
        "there is no organisation 'Westmere' in the plans that were read: did you mean 'Westmere District Council'?",
    ),
    "theme": (
        "--theme",
        "transport",
        "there is no theme 'transport' in the plans that were read: there is The voice of the child",
    ),
    "standard": ("--standard", "9", "there is no standard '9' in the plans that were read: there is 3.1"),
    "state": ("--state", "off trak", "'off trak' is not a state: did you mean 'off_track'? Write --state as one of "),
}


@pytest.fixture
def committed(repository):
    repository.write("plans/westmere/one.yaml", plan_text())
    repository.commit("One plan", "2024-01-15")
    repository.write("plans/westmere/one.yaml", plan_text(text="Review the leaflet and the page"))
    repository.commit("Reworded", "2024-03-01")
    return repository.folder


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_filter_that_can_match_nothing_is_wrong_use_in_every_command(committed, command, wrong):
    option, value, said = WRONG[wrong]
    ran = run_s11(*COMMANDS[command], option, value, cwd=committed, S11_AS_OF="2024-06-01")
    assert (ran.code, ran.out) == (2, "") and said in ran.err, ran.err
    assert not (committed / "site").exists()


@pytest.mark.parametrize(
    "given",
    [
        # named among the people, and leads nothing
        ("--lead", "Policy officer"),
        ("--state", "verified"),
        ("--text", "no such words"),
        # each stands in the plans, together they hold of nothing
        ("--lead", "TBC", "--theme", "voice"),
    ],
)
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "site"])
def test_a_filter_that_matches_nothing_today_is_an_answer(committed, command, given):
    ran = run_s11(*COMMANDS[command], *given, cwd=committed, S11_AS_OF="2024-06-01")
    assert ran.code == 0 and ran.out and "did you mean" not in ran.err, ran.err


def test_who_led_something_before_can_be_asked_for_where_that_is_told(repository):
    repository.write("plans/westmere/one.yaml", plan_text())
    repository.commit("One plan", "2024-01-15")
    repository.write("plans/westmere/one.yaml", plan_text().replace("[AB, GH]", "AB"))
    repository.commit("GH has gone", "2024-03-01")
    asked = ("--lead", "GH", "--as-of", "2024-06-01")
    for command in (("changes", "--since", "2024-02-01"), ("history",), ("brief", "--since", "2024-02-01")):
        assert run_s11(*command, *asked, cwd=repository.folder).code == 0, command
    for command in (("list",), ("status",), ("due",), ("report",), ("brief",)):
        ran = run_s11(*command, *asked, cwd=repository.folder)
        assert ran.code == 2 and "there is no lead 'GH'" in ran.err, command


def test_only_the_plans_that_are_asked_for_are_looked_at(folder):
    asked = ("--organisation", "Ashcombe Borough Council", "--as-of", "2024-06-01")
    assert run_s11("list", *asked, cwd=folder).code == 0
    ran = run_s11("list", "westmere", *asked, cwd=folder)
    assert ran.code == 2 and "there is Westmere District Council" in ran.err


def test_many_names_are_not_all_listed_and_what_was_not_read_is_said():
    people = "".join(f"  P{number}: {{name: Person {number:02}}}\n" for number in range(20))
    text = plan_text().replace("people:\n", f"people:\n{people}")
    sources = [
        Source("plans/a/one.yaml", "a/one", text.encode()),
        Source("plans/a/two.yaml", "a/two", text.replace("rag:", "rag: [", 1).encode()),
    ]
    said = cannot_match(load(sources).files, Filter(lead="Zoë"))
    assert said.startswith("there is no lead 'Zoë' in the plans that were read: there are Ann Bell, Cal Dunn, GH, ")
    assert "Person 04 and 16 others; 's11 status --by lead' lists them" in said, said
    assert said.endswith("(1 file could not be read whole: s11 lint says why)")
    assert cannot_match(load(sources).files, Filter(lead="person 07", text="nothing")) == ""
    none = load(
        [
            Source(
                "plans/a/b.yaml",
                "a/b",
                text.replace("theme: voice", "note: N")
                .replace("themes:", "terms:")
                .replace("{heading: The voice of the child}", "V")
                .encode(),
            )
        ]
    )
    assert cannot_match(none.files, Filter(theme="voice")).endswith("none of them names a theme")

"""The program as a person runs it: whole commands, exit codes, and what the screen says."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from zipfile import ZipFile

import jsonschema
import pytest
from conftest import PROJECT, SHIPPED, run_s11, run_s11_process

OXFORD, REVIEW, READING = "oxford/section-11-2016", "oxford/review-2013", "reading/ofsted-2013"
HEAD = "format: s11-plan/1\ntitle: T\norganisation: Westmere\norigin: other\n"


def data(*arguments, **kept):
    ran = run_s11(*arguments, "--json", **kept)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def counts(group):
    return {state: count for state, count in group.items() if count}


def test_reading_in_august_2013():
    status = data("status", "plans/reading", "--as-of", "2013-08-31")
    plan = status["plans"][0]
    assert status["schema"] == 1 and status["as_of"] == "2013-08-31" and status["not_read"] == []
    assert status["read"] == {"files": 1, "plans": 1, "recommendations": 10, "actions": 43, "assessments": 0}
    assert plan["id"] == READING and plan["as_at"] == "2013-08-09" and plan["recommendations_without_action"] == 0
    assert plan["stated"] == {
        "off_track": 1,
        "at_risk": 0,
        "unrated": 0,
        "not_started": 0,
        "on_track": 27,
        "completed": 15,
        "verified": 0,
        "ended": 0,
    }
    assert plan["checked"] == {
        "off_track": 1,
        "at_risk": 0,
        "not_known": 27,
        "unrated": 0,
        "not_started": 0,
        "on_track": 0,
        "completed": 15,
        "verified": 0,
        "ended": 0,
    }
    assert plan["timing"] == {
        "late": 0,
        "unsure": 0,
        "unrecorded": 0,
        "due_soon": 0,
        "in_time": 0,
        "continuing": 1,
        "no_date": 28,
        "done": 14,
        "proposed": 0,
        "ended": 0,
    }
    assert plan["words"] == {"Red": 1, "Amber": 27, "Green": 14, "Green & ongoing": 1}
    assert "this plan gives no dates: what is on track cannot be checked" in plan["notices"]


def test_reading_is_asked_once_for_its_dates():
    findings = data("lint", READING, "--as-of", "2013-08-31")["findings"]
    assert [finding["message"] for finding in findings if finding["code"] == "S203"] == [
        "none of the 28 open actions that are not continuing has a timescale: what is on track cannot be checked"
    ]


def late_things(day):
    due = data("due", OXFORD, "--as-of", day)
    return [
        (re.search(r"#(\d)", thing["address"])[1], thing["days_late"])
        for thing in due["things"]
        if thing["timing"] == "late"
    ]


def test_oxford_2016_on_three_days():
    assert late_things("2016-05-03") == []
    assert sorted(late_things("2016-07-01")) == [("1", 1)] * 3 + [("2", 1)] * 3 + [("5", 1)] + [("6", 1)] * 2
    assert sorted(late_things("2017-01-31")) == sorted(
        [("1", 215)] * 3 + [("2", 215)] * 3 + [("5", 215)] + [("6", 215)] * 2 + [("1", 92), ("2", 92), ("2", 62)]
    )


def test_oxford_2016_holds_its_timescales():
    from collections import Counter

    from s11.plan import load_one
    from s11.text import Source

    plan = load_one(Source("x", OXFORD, (PROJECT / "plans" / f"{OXFORD}.yaml").read_bytes())).plan
    found = [piece.timescale for _, action in plan.actions() for piece in action.evidence if piece.timescale]
    kinds = Counter((timescale.kind, timescale.due is not None or bool(timescale.dues)) for timescale in found)
    assert len(found) == 30 and kinds == {
        ("date", True): 6,
        ("multiple", True): 1,
        ("recurring", True): 5,
        ("ongoing", True): 11,
        ("ongoing", False): 7,
    }


# the table of design §6: of each piece of evidence its timing, days late and late dates on four days
WORKED = {
    "2016-05-03": ["in_time", "in_time", "in_time", "in_time", "in_time", "continuing", "no_date"],
    "2016-07-01": ["unrecorded", "in_time", ("late", 1, 1), ("late", 1, 1), ("late", 1, 1), "continuing", "no_date"],
    "2017-01-31": [
        "unrecorded",
        ("late", 92, 1),
        ("late", 215, 2),
        ("late", 215, 1),
        ("late", 215, 3),
        "continuing",
        "no_date",
    ],
    "2017-05-04": [
        "unrecorded",
        ("late", 185, 1),
        ("late", 308, 2),
        ("late", 308, 1),
        ("late", 308, 4),
        "unrecorded",
        "no_date",
    ],
}
ACTION = {
    "2016-05-03": ("in_time", 0, "on_track"),
    "2016-07-01": ("late", 1, "off_track"),
    "2017-01-31": ("late", 215, "off_track"),
    "2017-05-04": ("late", 308, "off_track"),
}


@pytest.mark.parametrize("day", WORKED)
def test_the_worked_learning_point_cell_for_cell(day):
    action = data("show", f"{OXFORD}#1.1", "--as-of", day)["action"]
    for piece, expected in zip(action["evidence"], WORKED[day], strict=True):
        timing, days_late, dates = expected if isinstance(expected, tuple) else (expected, 0, 0)
        assert (piece["timing"], piece["days_late"], piece["late_dates"]) == (timing, days_late, dates), piece
    assert (action["timing"], action["days_late"], action["checked"]) == ACTION[day]
    assert (action["stated"], action["stated_for"], action["due"]) == ("on_track", "recommendation", "2016-06-30")


def test_the_why_of_the_worked_learning_point():
    why = data("show", f"{OXFORD}#1.1", "--as-of", "2017-01-31")["action"]["why"]
    assert why == (
        "Stated G-Green (on track) for Learning Point 1 on 3 May 2016. Four of seven pieces of evidence are late, "
        "the oldest since 30 June 2016 "
        "(215 days on 31 January 2017): 'October 2016 /June 2016', 'June 2016', 'June 2016 quarterly'. Nothing "
        "recorded since 3 May 2016."
    )


def test_oxford_2013_by_recommendation():
    due = data("due", REVIEW, "--as-of", "2014-11-15")
    late = {}
    for thing in due["things"]:
        if thing["timing"] == "late":
            late.setdefault(thing["days_late"], set()).add(int(re.search(r"#(\d+)\.", thing["address"])[1]))
    assert late == {229: {1, 2, 4}, 199: {8, 14}, 138: {10, 15}, 15: {6, 7, 11, 12, 13}}
    assert [thing["due"] for thing in due["things"]] == sorted(thing["due"] for thing in due["things"])


def test_a_portfolio_adds_states_and_never_colours():
    status = data("status", "--as-of", "2017-01-31")
    assert "words" not in status["portfolio"]
    for name in ("stated", "checked", "timing"):
        summed = {key: sum(plan[name][key] for plan in status["plans"]) for key in status["portfolio"][name]}
        assert status["portfolio"][name] == summed
        assert sum(summed.values()) == status["portfolio"]["actions"] == status["read"]["actions"]


@pytest.mark.parametrize("by", ["recommendation", "theme", "lead", "standard", "organisation", "body", "state"])
def test_groups_say_their_whole(by):
    groups = data("status", "--by", by, "--as-of", "2017-01-31")["portfolio"]["groups"]
    assert groups["placed"] == sum(row["actions"] for row in groups["rows"]) >= groups["actions"] == 113
    for row in groups["rows"]:
        assert (
            row["actions"] == sum(row["stated"].values()) == sum(row["checked"].values()) == sum(row["timing"].values())
        )
        assert row["state_count"] == len(row["so"])


def test_json_has_the_shape_its_schema_says():
    for name, arguments in {
        "status": ("status", "--by", "lead"),
        "due": ("due", "--within", "6w"),
        "list": ("list", "--late"),
        "lint": ("lint", "plans/"),
    }.items():
        schema = json.loads((PROJECT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.validate(data(*arguments, "--as-of", "2016-07-01" if name != "lint" else "2026-01-01"), schema)


def test_broken_plans_beside_whole_ones(portfolio):
    real = {path.relative_to(PROJECT / "plans").with_suffix("").as_posix(): path.read_bytes() for path in SHIPPED}
    lines = real[OXFORD].decode().split("\n")
    slip = next(number for number, line in enumerate(lines) if line.startswith("        text:") and number > 150)
    lines[slip] = " " + lines[slip]
    real[OXFORD] = "\n".join(lines).encode()
    reading = real[READING].decode()
    changes = [
        ("        rag: Amber\n", "        rag: ambre\n"),
        ("        rag: Green\n", "        rag: Green\n        rag: Green\n"),
        ("        lead: Independent Chair\n", "        leed: Independent Chair\n"),
        ("as_at: 2013-08-09", "as_at: 2025-02-30"),
        ("        lead: HoCSC\n", "        lead: HoXYZ\n"),
    ]
    for old, new in changes:
        assert old in reading
        reading = reading.replace(old, new, 1)
    real[READING] = reading.encode()
    folder = portfolio(real)
    lint = run_s11("lint", "plans/", "--as-of", "2017-01-31", "--output-format", "concise", cwd=folder)
    errors = [line for line in lint.out.splitlines() if ": error " in line]
    assert lint.code == 1 and len(errors) == 6, lint.out
    assert re.match(
        rf"plans/{OXFORD}.yaml:{slip + 1}:10: error S001 this line is indented",
        next(line for line in errors if "S001" in line),
    )
    expected = {
        "S003": "        rag: Green",
        "S005": "as_at:",
        "S006": "        leed",
        "S102": "        lead: HoXYZ",
        "S103": "        rag: ambre",
    }
    text = reading.split("\n")
    for line in errors:
        _, number, column, rest = line.split(":", 3)
        code = rest.split()[1]
        if code in expected:
            assert text[int(number) - 1].startswith(expected.pop(code)), line
            assert int(column) > 1
    assert not expected
    assert "did you mean 'Amber'" in lint.out or "did you mean 'amber'" in lint.out
    assert "did you mean 'lead'?" in lint.out and "February 2025 has 28 days" in lint.out
    status = run_s11("status", "--as-of", "2017-01-31", cwd=folder)
    assert status.code == 1 and "Traceback" not in status.err
    assert f"read as far as line {slip + 1}" in status.out
    assert re.search(r"read\tfiles=5 plans=5 .*not read whole=2", status.out)
    whole = data("status", "oxford/review-2013", "oxfordshire", "--as-of", "2017-01-31", cwd=folder)
    assert whole["read"]["plans"] == 3 and whole["not_read"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status", "plans/none.yaml"), "there is no plan, file or folder called 'plans/none.yaml'"),
        (("status", "tests/data/empty"), "there is no plan, file or folder"),
        (("status", "docs"), "no plan in docs"),
        (("status", "--as-of", "2025-02-30"), "'2025-02-30' is not a day"),
        (("status", "--as-of", "tomorrow"), "not a day"),
        (("status", "--by", "colour"), "is not a grouping"),
        (("status", "--state", "green"), "is not a state"),
        (("list", "--columns", "colour"), "is not a column"),
        (("status", "--lead", "Nobody"), "there is no lead 'Nobody'"),
        (("due", "--within", "soon"), "is not a length of time"),
        (("show", "reading/ofsted-2013"), "is not an address"),
        (("show", "reading/ofsted-2013#99"), "has nothing at '#99'"),
        (("show", "nowhere#1"), "there is no plan"),
        (("explain", "S999"), "there is no rule"),
        (("lint", "--output-format", "xml"), "is not an output format"),
        (("report", "--output", "build/x.odt"), "x.odt"),
        (("report", "--template", "nosuch"), "there is no template 'nosuch'"),
        (("show", "reading/ofsted-2013#99"), "its actions are 1 to 43"),
        (("when",), "give one phrase"),
        (("statu",), "No such command"),
        (("status", "--frobnicate"), "No such option"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments, said):
    ran = run_s11(*arguments)
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err and ran.out == ""
    assert len(ran.err.strip().splitlines()) <= 2


def test_no_plans_at_all(tmp_path):
    ran = run_s11("status", cwd=tmp_path)
    assert ran.code == 2 and "no folder 'plans' here or above" in ran.err
    (tmp_path / "plans").mkdir()
    ran = run_s11("lint", cwd=tmp_path)
    assert ran.code == 2 and "no plan in plans" in ran.err


HOSTILE = (
    HEAD
    + r"""people:
  "[red]X[/red]": {name: "<script>alert(1)</script>"}
rag:
  "[green]": {means: on_track, label: "| a |"}
recommendations:
  - id: 1
    text: "[red]danger[/foo] \e[31mescape\e[0m <script>alert(2)</script> | a | {{ 7*7 }} {% raw %}"
    actions:
      - id: "[b]1"
        text: "[/foo] [red]act \e]0;title\a <b>bold</b> | b | {{ 7*7 }}"
        lead: "[red]X[/red]"
        rag: "[green]"
        timescale: "March 2014 [bold]"
"""
)


@pytest.mark.parametrize("setting", [{}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}])
@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("due",),
        ("list",),
        ("show", "westmere/hostile#rec:1"),
        ("lint",),
        ("status", "--by", "lead", "--why"),
    ],
)
def test_a_hostile_plan_comes_out_literally(portfolio, command, setting):
    folder = portfolio({"westmere/hostile": HOSTILE})
    ran = run_s11(*command, "--as-of", "2024-01-01", cwd=folder, **setting)
    assert "Traceback" not in ran.err and "internal error" not in ran.err
    steering = re.sub(r"\x1b\[[\d;]*m", "", ran.out) if setting == {"FORCE_COLOR": "1"} else ran.out
    assert "\x1b" not in steering and "\x07" not in steering
    if command[0] == "show":
        folded = " ".join(steering.split())
        for words in (
            "[red]danger[/foo] ␛[31mescape␛[0m <script>alert(2)</script> | a | {{ 7*7 }} {% raw %}",
            "[/foo] [red]act ␛]0;title␇ <b>bold</b> | b | {{ 7*7 }}",
            "[red]X[/red]",
        ):
            assert words in folded


def test_bom_and_crlf_are_read_the_same(portfolio):
    text = (PROJECT / "plans" / f"{READING}.yaml").read_text(encoding="utf-8")
    folder = portfolio({"a/plain": text, "b/dressed": ("\ufeff" + text.replace("\n", "\r\n")).encode()})
    one, other = data("status", "--as-of", "2013-11-07", cwd=folder)["plans"]
    assert {**one, "id": ""} == {**other, "id": ""}
    places = {}
    for finding in json.loads(run_s11("lint", "--json", "--as-of", "2013-11-07", "--advice", cwd=folder).out)[
        "findings"
    ]:
        places.setdefault(finding["plan"], []).append((finding["code"], finding["line"], finding["column"]))
    assert places["a/plain"] == places["b/dressed"]


def test_the_front_door_loads_nothing():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "s11", "--version"],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=True,
    )
    loaded = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert done.stdout.startswith("s11 0.") and not loaded & {"typer", "rich", "pydantic", "jinja2", "yaml"}


def test_help_loads_no_room_but_the_command_line_and_the_table_of_formats():
    code = (
        "import sys; from s11.cli import run; run(['--help']); print('LOADED', *sorted(m for m in sys.modules if "
        "m.startswith('s11.') and not m.startswith('s11.cli')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=PROJECT, check=True
    )
    # which formats there are, and what each is for, is said once: what help says of them is made of that table
    assert done.stdout.splitlines()[-1].split() == [
        "LOADED",
        "s11.english",
        "s11.frozen",
        "s11.render",
        "s11.render.formats",
    ]


def test_looking_and_checking_load_what_they_need(tmp_path):
    code = (
        "import sys; from s11.cli import run; run(sys.argv[1:]); print('LOADED', *sorted({m.split('.')[0] for m in "
        "sys.modules} & {'rich', 'pydantic', 'jinja2', 'yaml'}))"
    )
    # asked again of plans that have not changed, status reads none of them
    for command, loaded in (
        (["status"], "LOADED yaml"),
        (["status"], "LOADED"),
        (["due"], "LOADED yaml"),
        (["list"], "LOADED yaml"),
        (["lint", "plans/"], "LOADED yaml"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=PROJECT,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
            check=True,
        )
        assert done.stdout.splitlines()[-1] == loaded, command


def test_status_asked_again_loads_no_room_that_reads_or_judges(tmp_path):
    code = (
        "import sys; from s11.cli import run; run(['status', '--as-of', '2016-12-01']); print('LOADED', "
        "*sorted({m.split('.')[1] for m in sys.modules if m.startswith('s11.')}))"
    )
    once, again = (
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=PROJECT,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
            check=True,
        ).stdout.splitlines()
        for _ in range(2)
    )
    assert once[:-1] == again[:-1] and {"plan", "standing"} <= set(once[-1].split())
    assert again[-1].split() == [
        "LOADED",
        "cli",
        "english",
        "frozen",
        "pattern",
        "render",
        "store",
        "text",
        "view",
        "when",
    ]


def test_output_may_be_cut_short():
    done = subprocess.run(
        f"{sys.executable} -m s11 due | head -1",
        shell=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=PROJECT,
        check=False,
    )
    assert done.returncode == 0 and done.stderr == "" and len(done.stdout.splitlines()) == 1


def test_an_old_terminal_gets_ascii():
    for more, said in ((["--long"], "checked XXXX"), ([], "X off track"), ([], " XXXX")):
        ran = run_s11_process(
            *("status", "--as-of", "2017-01-31", *more),
            FORCE_COLOR="1",
            NO_COLOR="1",
            COLUMNS="120",
            PYTHONIOENCODING="ascii",
        )
        assert ran.code == 0 and ran.out.isascii() and said in ran.out


def test_nothing_recorded_for_a_year_stands_before_the_counts():
    ran = run_s11("status", READING, "--as-of", "2026-11-24", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100")
    assert ran.out.index("nothing recorded since 9 August 2013, 4,855 days") < ran.out.index("stated ")
    assert (date(2026, 11, 24) - date(2013, 8, 9)).days == 4855


def test_the_day_can_be_set_by_the_environment():
    assert json.loads(run_s11("status", "--json", S11_AS_OF="2013-11-07").out)["as_of"] == "2013-11-07"


def test_filters_are_counted_as_filtered():
    status = data("status", READING, "--lead", "HoAC", "--as-of", "2013-11-07")
    assert status["only"] == "lead HoAC" and status["read"]["actions"] == 43 and status["plans"][0]["actions"] == 6


def test_the_revision_is_named(repository):
    repository.write("plans/westmere/one.yaml", HEAD + "recommendations: []\n")
    assert json.loads(run_s11("status", "--json", cwd=repository.folder).out)["revision"] is None
    commit = repository.commit("Add a plan")
    assert json.loads(run_s11("status", "--json", cwd=repository.folder).out)["revision"] == commit
    repository.write("notes.txt", "not a plan\n")
    assert json.loads(run_s11("status", "--json", cwd=repository.folder).out)["revision"] == commit
    repository.write("plans/westmere/one.yaml", HEAD + "recommendations: []\nnote: n\n")
    assert json.loads(run_s11("status", "--json", cwd=repository.folder).out)["revision"] == f"{commit}+changed"
    repository.write("plans/westmere/one.yaml", HEAD + "recommendations: []\n")
    repository.write("plans/westmere/two.yaml", HEAD + "recommendations: []\n")
    assert json.loads(run_s11("status", "--json", cwd=repository.folder).out)["revision"] == f"{commit}+changed"


def test_a_council_may_name_its_own_terms(portfolio):
    folder = portfolio(
        {
            "westmere/one": HEAD
            + (
                "recommendations:\n  - id: 1\n    text: R\n    timescale: Autumn Term 2024\n    actions: [{id: 1, "
                "text: A}]\n"
            )
        }
    )
    assert data("when", "Autumn Term 2024", cwd=folder)["certain"] is False
    (folder / "s11.yaml").write_text(
        "calendar:\n  name: Westmere 2024\n  autumn_term: 2 September to 20 December\n", encoding="utf-8"
    )
    reading = data("when", "Autumn Term 2024", cwd=folder)
    assert (reading["due"], reading["certain"]) == ("2024-12-20", True)
    assert data("due", "--as-of", "2024-12-30", cwd=folder)["things"][0]["days_late"] == 10
    (folder / "s11.yaml").write_text("calendar:\n  autum_term: 2 September to 20 December\n", encoding="utf-8")
    ran = run_s11("status", cwd=folder)
    assert ran.code == 2 and "s11.yaml: 'autum_term' is not a span of the year" in ran.err


def test_the_wheel_works_alone(tmp_path):
    wheels, alone, work = tmp_path / "wheels", tmp_path / "alone", tmp_path / "work"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            str(wheels),
            str(PROJECT),
        ],
        check=True,
        capture_output=True,
    )
    # as an installer does with a wheel of nothing but Python
    ZipFile(next(wheels.glob("*.whl"))).extractall(alone)
    (about,) = alone.glob("s11-*.dist-info")
    manual = next(alone.glob("s11-*.data")) / "data" / "share" / "man" / "man1" / "s11.1"
    assert manual.read_bytes() == (PROJECT / "docs" / "s11.1").read_bytes()
    assert (about / "licenses" / "LICENSE").is_file() and (about / "licenses" / "NOTICE").is_file()
    assert "License-Expression: MIT" in (about / "METADATA").read_text(encoding="utf-8")
    (work / "plans" / "reading").mkdir(parents=True)
    (work / "plans" / "reading" / "ofsted-2013.yaml").write_bytes((PROJECT / "plans" / f"{READING}.yaml").read_bytes())
    for command in (
        ["status"],
        ["lint"],
        ["report", "--output", "out.html"],
        ["report", "--template", "committee/reading-2013-11", "--output", "committee.html"],
        ["schema"],
        ["explain", "S301"],
        ["init"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "s11", *command],
            cwd=work,
            env={"PYTHONPATH": str(alone), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    where = subprocess.run(
        [sys.executable, "-c", "import s11; print(s11.__file__)"],
        cwd=work,
        env={"PYTHONPATH": str(alone)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(alone))
    assert not list(work.rglob("templates"))


# screens ------------------------------------------------------------------------------------------------------------


def on_screen(*arguments, width, **kept):
    ran = run_s11(*arguments, FORCE_COLOR="1", NO_COLOR="1", COLUMNS=str(width), **kept)
    assert ran.code == 0, ran.err
    return ran.out


def test_how_a_date_is_read_stands_in_due_where_it_is_asked_for():
    asked = ("due", OXFORD, "--as-of", "2017-01-31")
    for more in ((), ("--late",)):
        bare, explained = on_screen(*asked, *more, width=100), on_screen(*asked, *more, "--why", width=100)
        assert "read as" not in bare and explained.count("read as") == bare.count("    due ") > 5
        assert "read as" in run_s11(*asked, *more).out


@pytest.mark.parametrize("width", [48, 80, 100])
def test_the_pages_of_rules_are_folded_at_the_screens_width(width):
    from s11.rules.registry import RULES

    whole = on_screen("explain", width=width)
    assert max(map(len, whole.splitlines())) <= width
    assert whole.split() == run_s11("explain").out.split()
    # what is folded hangs under its own column, or, where there is none, under the rule
    hangs = {len(line) - len(line.lstrip()) for line in whole.splitlines() if line.startswith(" ")}
    assert hangs == {6 if width == 48 else 4 + 2 + 7 + 2 + max(len(rule.name) for rule in RULES) + 2}
    for rule in RULES:
        page, piped = on_screen("explain", rule.code, width=width), run_s11("explain", rule.code).out
        prose, _, examples = page.partition("\nBad:\n")
        assert max(map(len, prose.splitlines())) <= width and page.split() == piped.split()
        # an example is never folded
        assert examples == piped.partition("\nBad:\n")[2]
    counted = on_screen("lint", "--statistics", "--as-of", "2017-01-31", "--fail-on", "never", width=width)
    assert max(map(len, counted.splitlines())) <= width
    assert counted.split() == run_s11("lint", "--statistics", "--as-of", "2017-01-31", "--fail-on", "never").out.split()


def test_without_a_command_the_help_is_shown_whole():
    bare, asked = run_s11(COLUMNS="80"), run_s11("--help", COLUMNS="80")
    assert (bare.code, asked.code) == (2, 0) and bare.out == asked.out and not bare.err
    commands = asked.out[asked.out.index("Commands:") :].splitlines()[1:]
    assert len(commands) == 41 and all(line.endswith(".") and "..." not in line for line in commands), commands


LATER = (
    HEAD + "agreed: 2026-04-15\nas_at: 2026-03-01\nrag: {green: {means: on_track}}\n"
    "recommendations: [{id: 1, text: R, actions: [{id: 1, text: A, rag: green, timescale: May 2027}]}]\n"
)


def test_a_plan_that_was_agreed_after_the_day_says_so_in_every_voice(portfolio):
    folder = portfolio({"westmere/later": LATER, "westmere/now": LATER.replace("2026-04-15", "2026-03-31")})
    notice = "agreed on 15 April 2026, after this day"
    asked = ("--as-of", "2026-03-31")
    later, now = data("status", *asked, cwd=folder)["plans"]
    assert later["notices"] == [notice] and now["notices"] == []
    # also of what an earlier run worked out, and no longer on the day itself
    assert data("status", *asked, cwd=folder)["plans"][0]["notices"] == [notice]
    assert data("status", "--as-of", "2026-04-15", cwd=folder)["plans"][0]["notices"] == []
    assert run_s11("status", *asked, cwd=folder).out.count(notice) == 1
    assert on_screen("status", "westmere/later", *asked, cwd=folder, width=100).count(f"! {notice}") == 1
    assert "1 notice: s11 status --long" in on_screen("status", *asked, cwd=folder, width=120).replace("1 N", "1 n")
    for ending in ("html", "md"):
        assert run_s11("report", *asked, "-o", f"out.{ending}", cwd=folder).code == 0
        assert (folder / f"out.{ending}").read_text(encoding="utf-8").count(notice) >= 1


ENDED = (
    HEAD + "agreed: 2024-01-01\nas_at: 2024-02-01\nrag: {green: {means: on_track}}\npeople: {AB: {name: Ann Bell}}\n"
    "recommendations:\n  - id: 1\n    text: R\n    actions:\n"
    "      - {id: 1, text: A, lead: AB, rag: green, ended: {as: suspended, date: 2024-04-01, why: Money}}\n"
    "      - {id: 2, text: B, lead: AB, rag: green, ended: {as: suspended, date: 2024-04-01, why: Money}}\n"
    "  - id: 2\n    text: R\n    actions:\n"
    "      - {id: 3, text: C, lead: CD, proposed: true}\n"
    "      - {id: 4, text: D, lead: CD, rag: green, ended: {as: suspended, date: 2024-04-01, why: Money}}\n"
)


def test_of_whom_everything_is_ended_that_is_said(portfolio):
    folder = portfolio({"westmere/one": ENDED})
    asked = ("status", "--as-of", "2024-06-01", "--by")
    for by, name in (("recommendation", "Recommendation 1: R"), ("lead", "Ann Bell")):
        screen = on_screen(*asked, by, cwd=folder, width=100)
        assert f"– ended: 2 of 2 actions  {name}" in screen
        assert "· unrated (each is ended or only proposed)" in screen
    said = on_screen("show", "westmere/one#rec:1", "--as-of", "2024-06-01", cwd=folder, width=100)
    assert "ended: 2 of 2 actions" in said


def test_a_reading_is_said_to_be_uncertain_once(portfolio):
    folder = portfolio({"westmere/one": LATER.replace("May 2027", "Spring 2027")})
    (folder / "out").mkdir()
    said = [on_screen("show", "westmere/one#1", "--as-of", "2026-03-31", cwd=folder, width=200)]
    for ending in ("html", "md"):
        assert run_s11("report", "--as-of", "2026-03-31", "-o", f"out/page.{ending}", cwd=folder).code == 0
        said.append((folder / "out" / f"page.{ending}").read_text(encoding="utf-8"))
    for words in said:
        read = re.search(r"read as(?:<[^>]*>|[:\s])*by 30 April 2027[^<\n]*", words, re.I)[0]
        assert read.count("not certain") == 1, read


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a full disk as Linux has it")
def test_what_cannot_be_told_is_still_in_the_exit_code():
    # 1 would say that something was found
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "s11", "nonsense"], cwd=PROJECT, stdout=subprocess.PIPE, stderr=full, check=False
        )
    assert (ran.returncode, ran.stdout) == (2, b"")

"""How it has gone: equal to judging each commit alone, in repositories with merges and renames; one action's whole
life.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from browsing import look
from conftest import PROJECT, SHIPPED, Repository, run_s11, run_s11_process
from test_edits import action, one, recommendation
from test_edits import plan as plan_of
from test_pages import Page
from test_revisions import EASTHOLME, OTHER, PLAN, WESTMERE, hostile, kept, refused  # noqa: F401
from test_screens import ACTIONS
from test_screens import plan_of as plan_with
from years import FIRST, MONTHS, build

from s11.text import Source

sys.path.insert(0, str(PROJECT / "benchmarks"))
from make_plans import plan as plan_text

READING, OXFORD = "reading/ofsted-2013", "oxford-city/safeguarding-2016"


@pytest.fixture(scope="module")
def years(tmp_path_factory) -> Repository:
    return build(tmp_path_factory.mktemp("years") / "repository")


def history(folder: Path, *arguments: str):
    ran = run_s11("history", *arguments, "--json", cwd=folder)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def counted(of) -> tuple:
    return of["actions"], of["stated"], of["checked"], of["timing"]


def alone(repository: Repository, commit: str, day: str, *names: str):
    """What status says of one commit by itself."""
    return json.loads(run_s11("status", *names, "--rev", commit, "--as-of", day, "--json", cwd=repository.folder).out)


# counts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [(), (OXFORD,), ("oxford/section-11-2016",), (READING,)])
def test_history_is_judging_each_commit_alone(years, names):
    told = history(years.folder, *names)
    assert len(told["points"]) == {(): 26, (READING,): 12}.get(names, 14)
    for point in told["points"]:
        status = alone(years, point["commit"]["id"], point["day"], *(plan["then"] for plan in point["plans"] if names))
        assert counted(point) == counted({"actions": status["read"]["actions"], **status["portfolio"]})
        assert [(plan["then"], counted(plan)) for plan in point["plans"]] == [
            (plan["id"], counted(plan)) for plan in status["plans"]
        ]


def test_a_renamed_plan_is_one_line(years):
    told = history(years.folder)
    then = {}
    for point in told["points"]:
        for plan in point["plans"]:
            then.setdefault(plan["id"], []).append(plan["then"])
    assert set(then) == {READING, OXFORD}
    assert list(dict.fromkeys(then[OXFORD])) == ["oxford/section-11-2016", "oxford/safeguarding-2016", OXFORD]
    same = history(years.folder, "oxford/section-11-2016")["points"]
    assert same == history(years.folder, OXFORD)["points"] and len(same) == 14


def test_reading_in_august_2013(years):
    """All actions completed or on track with one exception, as stated; and which."""
    told = history(years.folder, READING, "--on", "2013-08-31")
    [point] = told["points"]
    assert (
        point["stated"]["completed"] + point["stated"]["on_track"],
        point["actions"],
        point["stated"]["off_track"],
    ) == (42, 43, 1)
    exception = run_s11(
        "due", READING, "--rev", point["commit"]["id"], "--state", "off_track", "--json", cwd=years.folder
    )
    status = run_s11("status", READING, "--rev", point["commit"]["id"], "--by", "state", "--json", cwd=years.folder)
    worst = json.loads(status.out)["plans"][0]["groups"]["rows"][0]
    assert exception.code == 0 and (worst["key"], worst["so"]) == ("off_track", [f"{READING}#4"])


def test_month_ends_are_judged_on_the_newest_commit_by_then(years):
    told = history(years.folder, "--every", "month", "--since", "2016-05-01", "--as-of", "2016-09-29")
    assert [point["day"] for point in told["points"]] == ["2016-05-31", "2016-06-30", "2016-07-31", "2016-08-31"]
    assert [point["commit"]["day"] for point in told["points"]] == ["2016-05-03", *MONTHS[:3]]
    for point in told["points"]:
        assert (
            counted(point)[1:]
            == counted({"actions": 0, **alone(years, point["commit"]["id"], point["day"])["portfolio"]})[1:]
        )
    assert [
        point["day"]
        for point in history(years.folder, "--every", "month", "--since", "2018-02-01", "--rev", "HEAD")["points"]
    ] == ["2018-02-28", "2018-03-31", "2018-04-30"]


def test_given_dates(years):
    ran = run_s11(
        "history",
        "--on",
        "2016-07-01",
        "--on",
        "2013-09-01",
        "--on",
        "2012-01-01",
        "--on",
        "2099-01-01",
        "--json",
        "--as-of",
        "2018-06-01",
        cwd=years.folder,
    )
    told = json.loads(ran.out)
    assert [(point["day"], point["commit"]["day"], point["actions"]) for point in told["points"]] == [
        ("2013-09-01", FIRST, 43),
        ("2016-07-01", MONTHS[0], 64),
    ]
    assert ran.err.splitlines() == [
        "2012-01-01: before the first commit",
        "2099-01-01: after 2018-06-01, the last day asked about",
    ]


def test_filters_are_those_of_status(years):
    told = history(years.folder, "--lead", "Tim Sadler", "--every", "month", "--since", "2017-01-01", "--rev", "HEAD")
    for point in told["points"][::5]:
        status = json.loads(
            run_s11(
                "status",
                "--lead",
                "Tim Sadler",
                "--rev",
                point["commit"]["id"],
                "--as-of",
                point["day"],
                "--json",
                cwd=years.folder,
            ).out
        )
        assert counted(point)[1:] == counted({"actions": 0, **status["portfolio"]})[1:] and point["actions"] < 64
    assert told["only"] == "lead Tim Sadler"


def test_first_dates_against_dates_now(years):
    dates = {slip["address"]: slip for slip in history(years.folder)["dates"]}
    moved = dates[f"{OXFORD}#3.1"]
    assert (moved["first"], moved["now"], moved["days"], moved["times_moved"], moved["silent"]) == (
        "2016-06-30",
        "2017-06-30",
        365,
        1,
        True,
    )
    still = dates[f"{OXFORD}#1.1"]
    assert (still["first"], still["now"], still["days"], still["silent"]) == ("2016-06-30", "2016-06-30", 0, False)


def test_a_revised_date_is_not_moved_in_silence(repository):
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-01")
    repository.write(
        WESTMERE,
        PLAN.replace(
            "timescale: March 2024", "timescale: May 2024, revised: [{date: 2024-03-01, from: March 2024, why: Snow}]"
        ),
    )
    repository.commit("Moved", "2024-03-01")
    [slip] = history(repository.folder)["dates"]
    assert (slip["first"], slip["now"], slip["days"], slip["times_moved"], slip["silent"]) == (
        "2024-03-31",
        "2024-05-31",
        61,
        1,
        False,
    )


def test_within_a_year_the_months_are_named(repository):
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-10")
    repository.write(WESTMERE, PLAN + "# looked at\n")
    repository.commit("Looked at", "2024-05-20")
    assert run_s11("history", "--output", "page.html", cwd=repository.folder).code == 0
    page = (repository.folder / "page.html").read_text(encoding="utf-8")
    assert re.findall(r'text-anchor="middle">([^<]+)<', page)[:3] == ["Mar 2024", "Apr 2024", "May 2024"]


# one action ----------------------------------------------------------------------------------------------------------


def life(folder: Path, address: str, *more: str):
    ran = run_s11("history", address, "--json", *more, cwd=folder)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_life_tells_every_edit_of_the_script(years):
    told = life(years.folder, f"{OXFORD}#3.1")
    events = [
        (event["commit"]["day"], event["kind"], event["before"], event["after"], event["why"])
        for event in told["events"][1:]
    ]
    assert events == [
        (MONTHS[4], "dated", "", "December 2016", ""),
        (MONTHS[6], "moved", "December 2016", "March 2017", "The partnership met late"),
        (MONTHS[12], "moved", "March 2017", "June 2017", ""),
    ]
    assert told["events"][0]["kind"] == "written" and "no reason given" in told["events"][-1]["words"]
    assert {event["commit"]["author"] for event in told["events"]} == {"Cal Dunn"} and told["there"]
    assert life(years.folder, "oxford/section-11-2016#3.1") == told
    assert life(years.folder, f"{OXFORD}#3.1", "--since", MONTHS[6])["events"] == told["events"][2:]
    assert life(years.folder, f"{OXFORD}#3.1", "--as-of", MONTHS[6])["events"] == told["events"][:3]
    other = life(years.folder, f"{OXFORD}#2.6")
    assert [(event["commit"]["day"], event["kind"]) for event in other["events"][1:]] == [
        (MONTHS[14], "reworded"),
        (MONTHS[16], "noted"),
    ]
    assert other["events"][1]["before"] == "Clarify roles and responsibilities in respect of adult safeguarding"
    assert (
        other["events"][2]["on"] == MONTHS[16] and "Roles agreed with the adults board" in other["events"][2]["words"]
    )


def test_a_life_that_has_ended(years):
    told = life(years.folder, f"{OXFORD}#2.4")
    assert not told["there"] and [(event["commit"]["day"], event["kind"]) for event in told["events"]] == [
        ("2016-05-03", "written"),
        (MONTHS[19], "removed"),
    ]


def test_a_life_goes_on_under_another_number_and_in_another_plan(repository):
    done = PLAN.replace("timescale: March 2024, rag: green", "timescale: March 2024, lead: AB, rag: green")
    repository.write(WESTMERE, done)
    repository.write(EASTHOLME, OTHER)
    repository.commit("First", "2024-02-01")
    repository.write(
        WESTMERE,
        done.replace("{id: 1, text: Review the leaflet", "{id: 7, text: Review the leaflet").replace(
            "lead: AB", "lead: CD"
        ),
    )
    repository.commit("Renumbered", "2024-03-01")
    repository.write(
        EASTHOLME,
        OTHER
        + (
            "      - {id: 9, text: Review the leaflet, timescale: March 2024, rag: green, completed: 2024-03-20, "
            "signed_off: {date: 2024-03-30, by: EF}}\n"
        ),
    )
    repository.write(WESTMERE, PLAN.replace("Review the leaflet", "Something that was never there before"))
    repository.commit("To the neighbours", "2024-04-01")
    for address in ("eastholme/two#9", "westmere/one#7"):
        told = life(repository.folder, address)
        assert told["address"] == "eastholme/two#9"
        assert [(event["commit"]["day"], event["kind"]) for event in told["events"]][:3] == [
            ("2024-02-01", "written"),
            ("2024-03-01", "renumbered"),
            ("2024-03-01", "led"),
        ]
        assert {event["kind"] for event in told["events"] if event["commit"]["day"] == "2024-04-01"} == {
            "renumbered",
            "elsewhere",
            "completed",
            "signed_off",
            "led",
        }


LEAFLET = f"{WESTMERE.removeprefix('plans/').removesuffix('.yaml')}#1"


def test_a_life_goes_on_behind_a_commit_in_which_the_plan_cannot_be_read(repository):
    moved = PLAN.replace(
        "{id: 1, text: Review the leaflet, timescale: March 2024",
        "{id: 1, text: Review the leaflet, timescale: May 2024",
    )
    for text, day in (
        (PLAN, "2024-02-01"),
        (PLAN + "  broken: [\n", "2024-03-01"),
        ("", "2024-03-02"),
        (moved, "2024-04-01"),
    ):
        repository.write(WESTMERE, text)
        repository.commit("Edited", day)
    told = json.loads(run_s11("history", LEAFLET, "--json", cwd=repository.folder).out)
    assert [(event["commit"]["day"], event["kind"]) for event in told["events"]] == [
        ("2024-02-01", "written"),
        ("2024-04-01", "moved"),
    ] and told["there"]
    assert [
        event["kind"]
        for event in json.loads(
            run_s11("history", LEAFLET, "--json", "--as-of", "2024-03-01", cwd=repository.folder).out
        )["events"]
    ] == ["written"]


def test_a_life_is_told_from_the_first_though_the_plan_was_away(repository):
    repository.write(WESTMERE, PLAN)
    repository.write(EASTHOLME, OTHER)
    repository.commit("First", "2024-02-01")
    repository.git("rm", "-q", WESTMERE)
    repository.commit("Away", "2024-03-01")
    repository.commit("Nothing", "2024-03-02")
    repository.write(WESTMERE, PLAN)
    repository.commit("Back", "2024-04-01")
    repository.git("mv", WESTMERE, "plans/another.yaml")
    repository.commit("Renamed", "2024-05-01")
    for address in (LEAFLET, "another#1"):
        told = life(repository.folder, address)
        assert [(event["commit"]["day"], event["kind"]) for event in told["events"]] == [
            ("2024-02-01", "written"),
            ("2024-03-01", "removed"),
            ("2024-04-01", "written"),
        ]
        assert (
            told["address"] == "another#1"
            and told["there"]
            and told["events"][2]["words"].startswith("written again as ")
        )
    away = life(repository.folder, LEAFLET, "--as-of", "2024-03-31")
    assert not away["there"] and [event["kind"] for event in away["events"]] == ["written", "removed"]


def test_before_the_first_month_has_ended(repository):
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-01")
    assert "no month ended by 2024-02-28: ask for a later day" in refused(
        repository.folder, "history", "--every", "month", "--as-of", "2024-02-28"
    )


def test_a_life_that_went_to_another_plan_with_its_recommendation(repository):
    repository.write(WESTMERE, PLAN)
    repository.write(EASTHOLME, OTHER)
    repository.commit("First", "2024-02-01")
    repository.write(EASTHOLME, OTHER + PLAN[PLAN.index("  - id: 1\n") :])
    repository.git("rm", "-q", WESTMERE)
    repository.commit("Joined", "2024-03-01")
    told = life(repository.folder, LEAFLET)
    assert [
        (event["kind"], event["before"], event["after"]) for event in told["events"] if event["kind"] == "elsewhere"
    ] == [("elsewhere", "westmere/one", "eastholme/two")]


def test_what_is_no_life(years):
    assert "no commit on or before 2018-06-01 holds an action" in refused(
        years.folder, "history", f"{OXFORD}#99", "--as-of", "2018-06-01"
    )
    assert "is not an action's address" in refused(years.folder, "history", f"{OXFORD}#rec:1")
    assert "stands alone" in refused(years.folder, "history", f"{OXFORD}#3.1", READING)
    assert "stands alone" in refused(years.folder, "history", f"{OXFORD}#3.1", "--on", "2017-01-01")


# voices --------------------------------------------------------------------------------------------------------------


def test_json_has_the_shape_its_schema_says(years):
    for name, told in (("history", history(years.folder)), ("life", life(years.folder, f"{OXFORD}#1.1"))):
        jsonschema.validate(told, json.loads((PROJECT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")))
        assert (told["schema"], told["as_of"], told["revision"]) == (1, MONTHS[-1], years.git("rev-parse", "HEAD"))


def test_lines_say_what_json_says(years):
    lines = run_s11("history", cwd=years.folder).out.splitlines()
    told = history(years.folder)
    points = [line.split("\t") for line in lines if line.startswith("point\t") and "\tportfolio\t" in line]
    assert [(fields[1], fields[2], fields[4]) for fields in points] == [
        (point["day"], point["commit"]["id"], f"actions={point['actions']}") for point in told["points"]
    ]
    assert f"off_track={told['points'][-1]['checked']['off_track']} " in points[-1][6]
    assert all("\x1b" not in line for line in lines)
    of = run_s11("history", f"{OXFORD}#1.1", cwd=years.folder).out.splitlines()
    assert len(of) == len(life(years.folder, f"{OXFORD}#1.1")["events"]) + 1


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_screen(years, encoding):
    shown = run_s11_process(
        "history", cwd=years.folder, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100", PYTHONIOENCODING=encoding
    ).out
    assert "2013-08-31  " in shown and "-/27" in shown and max(map(len, shown.splitlines())) <= 100
    assert shown.isascii() == (encoding == "ascii")
    assert re.search(
        r"on track +stated .{26}  checked .{26}"
        if encoding == "utf-8"
        else r"on track +stated [.,:\-=+*# ]{26}  checked",
        shown,
    )
    assert f"{OXFORD}#3.1" in shown and "and also with no reason recorded" in " ".join(shown.split())


def test_a_spark_is_blank_only_for_none():
    from s11.render.history_text import spark

    assert (
        spark([0, 1, 50, 99, 100], 100) == " ▁▄██"
        and spark([0, 1, 100], 100, ascii_only=True) == " .#"
        and spark([1, 2], 2) == "▄█"
    )


# odd repositories ----------------------------------------------------------------------------------------------------


def test_a_plan_that_could_not_be_read_is_said(repository):
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-01")
    repository.write(WESTMERE, PLAN + "  broken: [\n")
    repository.commit("Broken", "2024-03-01")
    repository.write(WESTMERE, PLAN)
    repository.commit("Mended", "2024-04-01")
    ran = run_s11("history", "--json", cwd=repository.folder)
    assert ran.code == 1 and [point["not_read"] for point in json.loads(ran.out)["points"]] == [0, 1, 0]
    assert (
        "At 1 point a plan could not be read whole"
        in run_s11("history", cwd=repository.folder, FORCE_COLOR="1", NO_COLOR="1").out
    )
    repository.write(WESTMERE, PLAN + "  broken: [\n")
    repository.commit("Broken again", "2024-05-01")
    ran = run_s11("history", "westmere/one#1", cwd=repository.folder)
    assert ran.code == 1 and ran.out.splitlines()[-1].startswith("not read whole\tplans/westmere/one.yaml:")


def test_bare_shallow_detached_unborn(kept, tmp_path):  # noqa: F811
    bare, shallow = tmp_path / "bare.git", tmp_path / "shallow"
    kept.git("clone", "-q", "--bare", str(kept.folder), str(bare))
    kept.git("clone", "-q", "--depth", "1", kept.folder.as_uri(), str(shallow))
    whole = history(kept.folder)
    assert history(bare)["points"] == whole["points"] and len(whole["points"]) == 2
    assert history(bare, "--rev", "main~1")["points"] == whole["points"][:1]
    ran = run_s11("history", "--json", cwd=shallow)
    told = json.loads(ran.out)
    assert (
        told["points"] == whole["points"][1:]
        and "this clone is shallow: nothing before 2024-06-01" in ran.err
        and "git fetch --unshallow" in told["notes"][0]
    )
    kept.git("checkout", "-q", "--detach", "HEAD~1")
    assert history(kept.folder)["points"] == whole["points"][:1]
    unborn = tmp_path / "unborn"
    unborn.mkdir()
    Repository(unborn)
    assert "its branch has no commit yet" in refused(unborn, "history")
    assert "not in a git repository" in refused(tmp_path, "history")
    assert "no commit up to" in refused(kept.folder, "history", "nowhere")


def test_a_calendar_counts_from_its_own_commit(repository):
    repository.write(WESTMERE, PLAN.replace("March 2024", "Summer term 2024"))
    repository.commit("First", "2024-06-10")
    repository.write("s11.yaml", "calendar:\n  summer_term: 8 April to 5 June\n")
    repository.commit("Our own terms", "2024-06-11")
    told = history(repository.folder)
    assert [(point["day"], point["timing"]["late"]) for point in told["points"]] == [
        ("2024-06-10", 0),
        ("2024-06-11", 1),
    ]
    assert [counted(point)[1:] for point in told["points"]] == [
        counted({"actions": 0, **alone(repository, point["commit"]["id"], point["day"])["portfolio"]})[1:]
        for point in told["points"]
    ]


def test_words_that_another_calendar_reads_otherwise_are_no_move(repository):
    repository.write(WESTMERE, PLAN.replace("March 2024", "Summer term 2024"))
    repository.write("s11.yaml", "calendar:\n  summer_term: 8 April to 5 June\n")
    repository.commit("First", "2024-06-10")
    repository.write("s11.yaml", "calendar:\n  summer_term: 8 April to 31 July\n")
    repository.commit("Our own terms", "2024-06-11")
    told = run_s11("history", "westmere/one#1", cwd=repository.folder).out
    assert "redated" in told and "31 July 2024" in told and "no reason given" not in told, told
    told = run_s11("changes", "HEAD~1..", cwd=repository.folder).out
    assert "Nothing changed" not in told and "5 June 2024" in told and "31 July 2024" in told, told


def test_nothing_runs(hostile):  # noqa: F811
    repository, marks, run = hostile
    for command in (
        ("history",),
        ("history", "westmere/one#1"),
        ("history", "--every", "month", "--output", "out.html"),
    ):
        ran = run_s11(*command, cwd=repository.folder, PAGER=run, GIT_PAGER=run)
        assert ran.code == 0, ran.err
    assert list(marks.iterdir()) == []


def test_each_distinct_blob_is_read_once(years, tmp_path, monkeypatch):
    """Counted, not timed: one ``cat-file`` is asked for each distinct blob, and each distinct text is read, once."""
    from s11 import plan, store

    log, asked = tmp_path / "log", tmp_path / "asked"
    counting = tmp_path / "git"
    counting.write_text(
        f'#!/bin/sh\necho "$*" >> {log}\ncase "$*" in *"cat-file --batch --buffer"*) tee -a {asked} | '
        f'{shutil.which("git")} "$@";; *) {shutil.which("git")} "$@";; esac\n'
    )
    counting.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    past = store.plan_history((), years.folder)
    words = [
        word
        for line in log.read_text().splitlines()
        for word in line.split()
        if word in ("cat-file", "rev-list", "diff-tree", "ls-tree", "log", "show")
    ]
    # once for what the files hold, once for how long they are; names of the newest commit, and whatever is a link or a
    # folder in a plan's place at either end, however many commits lie between
    assert sorted(words) == ["cat-file", "cat-file", "diff-tree", "ls-tree", "ls-tree", "ls-tree", "rev-list"]
    held = [source for moment in past.moments for source in moment.sources]
    blobs = asked.read_text().split()
    assert len(held) == 51 and len(blobs) == len(set(blobs)) == 25 and set(blobs) == {source.stored for source in held}
    readings = plan.VersionReader()
    registers = [readings.register(moment.sources) for moment in past.moments]
    assert (
        len({id(loaded) for register in registers for loaded in register.files})
        == len({(source.id, source.stored) for source in held})
        == 26
    )


@pytest.mark.parametrize("day", ["2016-02-29", "2015-12-31"])
def test_month_ends(day):
    from s11.view.history import points_of
    from s11.when import Commit

    line = [(Commit("a", date(2015, 11, 30), "", "", ""), True)]
    found = [found for found, _ in points_of(line, "month", [], None, date.fromisoformat(day))]
    assert (
        found[0] == date(2015, 11, 30)
        and found[-1].isoformat() == day
        and all((end + timedelta(1)).day == 1 for end in found)
    )


# reports -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(years, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name in ("page.html", "page.md"):
        ran = run_s11("history", "--output", str(folder / name), cwd=years.folder)
        assert ran.code == 0 and "written: " in ran.err, ran.err
    return folder


def test_reports_hold_every_figure(years, pages):
    told = history(years.folder)
    html, markdown = (
        Page((pages / "page.html").read_text(encoding="utf-8")),
        (pages / "page.md").read_text(encoding="utf-8"),
    )
    # a state in which no action ever was has no column
    for side in ("stated", "checked"):
        met = [name for name in told["points"][0][side] if any(point[side][name] for point in told["points"])]
        assert 0 < len(met) < len(told["points"][0][side])
        for point in told["points"]:
            figures = [str(count) for count in (*(point[side][name] for name in met), point["actions"])]
            assert f"| `{point['commit']['id'][:10]}` | {' | '.join(figures)} |" in markdown
            assert f"{point['commit']['id'][:10]} {' '.join(figures)}" in html.text
        line = ", ".join(str(point[side]["off_track"]) for point in told["points"])
        assert f"as {side} {line}" in html.text and f"as {side} {line}" in markdown
    for text in (html.text, markdown):
        assert "3.1 · Make routine" in text.replace("**", "").replace("\\", "") and "30 Jun 2016" in text
        assert "with no reason recorded" in text and "in silence" not in text and f"{OXFORD}#3.1" not in text
    names = [tag for tag, _ in html.tags]
    assert names.count("h1") == 1 and names.count("caption") == names.count("table") and "script" not in names
    assert [attributes.get("role") for tag, attributes in html.tags if tag == "svg" and attributes.get("viewbox")] == [
        "img",
        "img",
        "img",
    ]
    again = run_s11(
        "history",
        "--output",
        str(pages / "again.html"),
        cwd=years.folder,
        TZ="Pacific/Kiritimati",
        S11_AS_OF="2018-05-20",
    )
    assert again.code == 0 and (pages / "again.html").read_bytes() == (pages / "page.html").read_bytes()


def test_a_report_of_a_plan_is_not_made_with_the_template_of_history(years):
    assert "there is no template 'history'" in refused(years.folder, "report", "--template", "history")


def test_in_a_browser(browser, pages):
    look(browser, pages / "page.html")


def test_hostile_words_stay_words(repository):
    repository.write(
        WESTMERE,
        PLAN.replace("Review the leaflet", '"<b>bold</b> | {{ 7*7 }} [red]x"').replace("March 2024", "April 2024"),
    )
    repository.git("config", "user.name", "<script>alert(1)</script>\x1b[31m")
    repository.commit("<i>subject</i> \x1b[31m", "2024-02-01")
    repository.write(WESTMERE, PLAN.replace("Review the leaflet", '"<b>bold</b> | {{ 7*7 }} [red]x"'))
    repository.commit("Moved", "2024-03-01")
    for command in (
        ("history",),
        ("history", "westmere/one#1"),
        ("history", "--json"),
        ("history", "westmere/one#1", "--json"),
    ):
        assert "\x1b" not in run_s11(*command, cwd=repository.folder).out
        assert "\x1b" not in run_s11(*command, cwd=repository.folder, FORCE_COLOR="1", NO_COLOR="1").out
    assert run_s11("history", "-o", "out.html", cwd=repository.folder).code == 0
    page = (repository.folder / "out.html").read_text(encoding="utf-8")
    assert "<b>bold" not in page and "<b>bold</b> | {{ 7*7 }} [red]x" in Page(page).text


# what is reused is what would be made anew ----------------------------------------------------------------------------


def versions(years) -> list:
    from s11 import store

    held = {source: None for moment in store.plan_history((), years.folder).moments for source in moment.sources}
    real = [Source(path.name, path.stem, path.read_bytes()) for path in SHIPPED]
    return [*held, *real, Source("generated", "generated", (PROJECT / "tests" / "data" / "example.yaml").read_bytes())]


def test_a_version_put_together_is_the_version_read_whole(years):
    from s11.plan import VersionReader, load_one

    readings = VersionReader()
    together = 0
    for source in versions(years):
        [found] = readings.register([source]).files
        whole = load_one(source)
        assert found.plan == whole.plan and found.whole == whole.whole and found.source == source
        together += found.document.root is None
    assert together == len(versions(years))


TRICKS = {
    "a quote over two recommendations": ("text: R\n", 'text: "R\n  - id: 2\n    text: S"\n'),
    "the word itself inside a quote": ("title: T\n", 'title: "T\nrecommendations:\n  - id: 8\n    text: Q\n  "\n'),
    "only the word inside a quote is plain": (
        "recommendations:\n",
        'note: "\nrecommendations:\n  - id: 8\n    text: Q\n"\n"recommendations":\n',
    ),
    "and of the actions": (
        "    text: R\n    actions:\n",
        '    text: "R\n    actions:\n      - {id: 3, text: Q}\n    "\n    "actions":\n',
    ),
    "a block of words": ("text: R\n", "text: |\n     R\n      - id: 2\n"),
    "in braces": ("recommendations:\n", "recommendations: [\n"),
    "no indent": ("  - id: 1\n    text: R\n    actions:\n      - {id", "- id: 1\n  text: R\n  actions:\n    - {id"),
    "twice": ("recommendations:\n", "recommendations:\n  - {id: 5, text: X}\nrecommendations:\n"),
    "a comment between": ("    actions:\n", "# s11: allow S205 agreed at board\n  # - id: 3\n    actions:\n"),
    "a carriage return": ("    actions:\n", "    actions:\r\n"),
    "a lone one": ("    text: R\n", "    text: R\r  - id: 2\r    text: S\n"),
    "a fault": ("text: R\n", "txt: R\n"),
    "an alias": ("text: R\n", "text: &a R\n"),
    "a tab": ("    text: R\n", "\ttext: R\n"),
    "a second document": ("    text: R\n", "    text: R\n---\na: b\n"),
    "what follows": ("rag: green}\n", "rag: green}\nnote: last\n"),
    "no end of line": ("rag: green}\n", "rag: green}"),
    "another indent": ("rag: green}\n", "rag: green}\n - id: 2\n   text: S\n"),
    "not UTF-8": ("text: R", "text: R\udcff"),
    "nothing there": ("recommendations:\n", "recommendations:\n\n# one\n"),
    "a remark cuts words": ("text: R\n", "text: R # s11: no\n"),
    "words cut": ("text: R\n", "text: R # and more\n"),
    "the held word": ("text: R\n", "text: held\n"),
    "by the document's end": ("rag: green}\n", "rag: green}\n...\n"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_of_the_text_is_put_together_wrongly(trick):
    from s11.plan import VersionReader, load_one

    old, new = TRICKS[trick]
    assert old in PLAN
    readings = VersionReader()
    for text in (PLAN, PLAN.replace(old, new, 1), PLAN + "  - id: 9\n    text: Z\n"):
        source = Source("plan.yaml", "plan", text.encode("utf-8", "surrogateescape"))
        [found] = readings.register([source]).files
        whole = load_one(source)
        assert (found.plan, found.whole, found.findings) == (whole.plan, whole.whole, whole.findings)


def _constant(one) -> tuple:
    return one.stated, one.checked, one.timing, one.late, one.stated_later


def _kept(one) -> tuple:
    return (
        one.first_due,
        one.set_for,
        one.times_moved,
        one.last_recorded,
        [thing.address for thing in one.outstanding if thing.timing == "late"],
    )


def test_nothing_turns_within_a_stretch(years):
    """Day by day over two years and more, judged in stretches and judged anew."""
    from s11.plan import load_one
    from s11.standing import Stretches, judge_plan
    from s11.when import Vantage

    made = plan_text(3, 11).encode()
    settled = re.findall(
        r"```yaml\n(.*?)```", (PROJECT / "tests" / "data" / "settled.md").read_text(encoding="utf-8"), re.S
    )
    texts = [
        *(source.data for source in versions(years)[::4]),
        made,
        *((settled[0].replace("''", "") + text).encode() for text in settled[1:]),
    ]
    for number, text in enumerate(texts):
        plan = load_one(Source(str(number), str(number), text)).plan
        begun, last = (
            (date(2023, 1, 1), date(2026, 12, 31)) if b"2024" in text else (date(2013, 1, 1), date(2019, 6, 1))
        )
        stretches, numbers = Stretches(last), {}
        for days in range(0, (last - begun).days + 1, 1 if number > 6 else 3):
            vantage = Vantage(begun + timedelta(days))
            told, anew = stretches.judge_plan(plan, vantage), judge_plan(plan, vantage)
            said, say = ([(*_constant(one), *_kept(one)) for one in standings] for standings in (told, anew))
            assert said == say, vantage.as_of
            assert numbers.setdefault(stretches.number(plan, vantage.as_of), [_constant(one) for one in anew]) == [
                _constant(one) for one in anew
            ]


def test_the_screens_in_the_page_are_the_real_ones(years):
    page = (PROJECT / "docs" / "history.md").read_text(encoding="utf-8")
    screens = re.findall(r"<!-- screen: (.+?) -->\n```\n(.*?)```\n<!-- /screen -->", page, re.S)
    assert len(screens) == 2
    for command, shown in screens:
        assert run_s11(*command.split(), cwd=years.folder, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100").out == shown, (
            "make docs"
        )


ALLOWED = "# s11: allow S205 agreed at the board of 3 March\n"


def lives(repository, *texts: str, address: str = "westmere/plan#1.1"):
    """The events of an action's life over commits of its plan, one a day from 1 June 2024: each as its kind, what of,
    words and reason.
    """
    for day, text in enumerate(texts, 1):
        repository.write("plans/westmere/plan.yaml", text)
        repository.commit(f"Step {day}", f"2024-06-0{day}")
    told = json.loads(run_s11("history", address, "--as-of", "2024-07-01", "--json", cwd=repository.folder).out)
    return [
        (event["commit"]["day"], event["kind"], event["of"], event["words"], event["why"]) for event in told["events"]
    ]


def test_a_finding_that_was_silenced_is_an_event_of_the_actions_life(repository):
    start = one("evidence: [{text: Minutes of the panel, timescale: April 2024}]")
    silent = start.replace("        timescale: October", f"        {ALLOWED}        timescale: October")
    events = lives(repository, start, silent, silent.replace("3 March", "4 March"), start)
    said, also, was = (f"S205 at westmere/plan#1.1, reason: agreed at the board of {day} March" for day in (3, 4, 3))
    assert events[1:] == [
        ("2024-06-02", "silenced", "action", f"a finding silenced: {said}", "agreed at the board of 3 March"),
        ("2024-06-03", "silenced", "action", f"a finding silenced: {also}", "agreed at the board of 4 March"),
        (
            "2024-06-03",
            "silenced_no_longer",
            "action",
            f"a finding silenced no longer: {was}",
            "agreed at the board of 3 March",
        ),
        (
            "2024-06-04",
            "silenced_no_longer",
            "action",
            f"a finding silenced no longer: {also}",
            "agreed at the board of 4 March",
        ),
    ]


@pytest.mark.parametrize(
    ("line", "of", "words"),
    [
        ("          - {text: Minutes", "evidence 1", "evidence 1: a finding silenced: S205 at westmere/plan#1.1/1, "),
        ("    text: Keep", "action", "for the whole Recommendation: a finding silenced: S205 at westmere/plan#rec:1, "),
        ("title:", "action", "for the whole plan: a finding silenced: S205 at westmere/plan, "),
        ('      - id: "1.2"', "", ""),
    ],
)
def test_what_is_silenced_beneath_and_above_an_action_is_told_of_it(repository, line, of, words):
    start = plan_of(
        recommendation(
            action("").rstrip("\n")
            + "\n        evidence:\n          - {text: Minutes of the panel, timescale: April 2024}\n",
            action('id: "1.2"\ntext: Train every new councillor'),
        )
    )
    assert line in start
    silent = start.replace(line, " " * (len(line) - len(line.lstrip())) + ALLOWED + line, 1)
    events = lives(repository, start, silent)
    assert [(kind, what) for _, kind, what, _, _ in events[1:]] == ([("silenced", of)] if of else [])
    assert all(said.startswith(words) and why == "agreed at the board of 3 March" for _, _, _, said, why in events[1:])


def test_what_was_silenced_from_the_first_is_told_with_the_first_commit(repository):
    start = one().replace("        timescale: October", f"        {ALLOWED}        timescale: October")
    assert [
        (day, kind) for day, kind, *_ in lives(repository, start, start.replace("October 2024", "October  2024"))
    ] == [("2024-06-01", "written"), ("2024-06-01", "silenced")]


def _becomes_a_link(folder: Path) -> None:
    (folder / "kept.yaml").write_text(
        (folder / "plans/westmere/plan.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / "plans/westmere/plan.yaml").unlink()
    (folder / "plans/westmere/plan.yaml").symlink_to("../../kept.yaml")


def _folder_becomes_a_link(folder: Path) -> None:
    (folder / "plans/westmere").rename(folder / "elsewhere")
    (folder / "plans/westmere").symlink_to("../elsewhere")


def _plans_becomes_a_link(folder: Path) -> None:
    (folder / "plans").rename(folder / "data")
    (folder / "plans").symlink_to("data")


def _becomes_a_folder(folder: Path) -> None:
    (folder / "plans/westmere/plan.yaml").unlink()
    (folder / "plans/westmere/plan.yaml").mkdir()
    (folder / "plans/westmere/plan.yaml/read.me").write_text("A folder now", encoding="utf-8")


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (_becomes_a_link, "this is a link"),
        (_folder_becomes_a_link, "this is a link to a folder"),
        (_plans_becomes_a_link, "this is a link to a folder"),
        (_becomes_a_folder, "this is a folder"),
    ],
)
def test_a_plan_that_is_no_file_any_more_is_not_said_to_be_gone(repository, done, words):
    """What it became is said, by the counts and by the life of its action; a file again, it is the same one."""
    text = one()
    repository.write("plans/westmere/plan.yaml", text)
    repository.write("plans/other.yaml", text)
    repository.commit("As agreed", "2024-06-01")
    done(repository.folder)
    made = repository.commit("Moved about", "2024-06-02")
    repository.write("notes.md", "Nothing about plans")
    repository.commit("Beside the plans", "2024-06-03")
    said = run_s11("history", "--as-of", "2024-07-01", "--json", cwd=repository.folder)
    told = json.loads(said.out)
    assert said.code == 1 and [point["not_read"] for point in told["points"]] == [
        0,
        2 if done.__name__[1:6] == "plans" else 1,
    ]
    assert any(f"since commit {made[:10]} of 2 June 2024: {words}" in note for note in said.err.splitlines()) and any(
        words in note for note in told["notes"]
    )
    life = json.loads(
        run_s11("history", "westmere/plan#1.1", "--as-of", "2024-07-01", "--json", cwd=repository.folder).out
    )
    assert [(event["commit"]["day"], event["kind"]) for event in life["events"]] == [
        ("2024-06-01", "written"),
        ("2024-06-02", "not_read"),
    ]
    assert words in life["events"][1]["words"] and "removed" not in life["events"][1]["words"]
    repository.git("rm", "-rq", "--cached", "plans")
    for place in ("plans/westmere/plan.yaml", "plans/westmere", "plans"):
        if (repository.folder / place).is_symlink():
            (repository.folder / place).unlink()
        elif place.endswith(".yaml") and (repository.folder / place).is_dir():
            shutil.rmtree(repository.folder / place)
    repository.write("plans/westmere/plan.yaml", text.replace("October 2024", "November 2024"))
    repository.commit("A file again", "2024-06-04")
    life = json.loads(
        run_s11("history", "westmere/plan#1.1", "--as-of", "2024-07-01", "--json", cwd=repository.folder).out
    )
    assert [(event["commit"]["day"], event["kind"]) for event in life["events"]] == [
        ("2024-06-01", "written"),
        ("2024-06-02", "not_read"),
        ("2024-06-04", "moved"),
    ]


def test_a_link_that_is_taken_away_is_then_gone(repository):
    repository.write("plans/westmere/plan.yaml", one())
    repository.write("plans/other.yaml", one())
    repository.commit("As agreed", "2024-06-01")
    _folder_becomes_a_link(repository.folder)
    repository.commit("Moved about", "2024-06-02")
    (repository.folder / "plans/westmere").unlink()
    shutil.rmtree(repository.folder / "elsewhere")
    repository.commit("Taken away", "2024-06-03")
    life = json.loads(
        run_s11("history", "westmere/plan#1.1", "--as-of", "2024-07-01", "--json", cwd=repository.folder).out
    )
    assert [(event["commit"]["day"], event["kind"]) for event in life["events"]] == [
        ("2024-06-01", "written"),
        ("2024-06-02", "not_read"),
        ("2024-06-03", "removed"),
    ]


def test_a_report_is_made_with_the_councils_own_template_of_the_same_revision(repository):
    repository.write(WESTMERE, PLAN)
    repository.write("templates/history.md.j2", "An older template")
    older = repository.commit("First", "2024-02-01")
    repository.write("templates/history.md.j2", "The council's own template")
    repository.commit("Template", "2024-03-01")
    for more, text in (((), "The council's own template"), (("--rev", older), "An older template")):
        assert run_s11("history", "--output", "h.md", "--as-of", "2024-03-02", *more, cwd=repository.folder).code == 0
        assert (repository.folder / "h.md").read_text().startswith(text)


def test_since_takes_a_revision_as_well_as_a_day(repository):
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-01")
    repository.write(WESTMERE, PLAN.replace("green", "amber", 1))
    second = repository.commit("Second", "2024-03-01")
    by_day = history(repository.folder, "--since", "2024-03-01", "--as-of", "2024-03-02")
    assert [point["day"] for point in by_day["points"]] == ["2024-03-01"]
    assert history(repository.folder, "--since", second, "--as-of", "2024-03-02") == by_day
    assert history(repository.folder, "--since", "HEAD~0", "--as-of", "2024-03-02") == by_day
    assert "there is no revision 'nowhere'" in refused(repository.folder, "history", "--since", "nowhere")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_of_the_screen_is_wider_than_it(repository, encoding):
    repository.write(WESTMERE, plan_with(*list(ACTIONS) * 150, as_at="2024-01-10"))
    repository.commit("First", "2024-01-20")
    repository.write(WESTMERE, plan_with(*list(ACTIONS) * 160, as_at="2024-01-10"))
    repository.commit("Second", "2024-02-20")
    whole = history(repository.folder, "--every", "month", "--as-of", "2024-02-29")["points"][0]
    stated, checked = whole["stated"], whole["checked"]
    figures = {state: f"{stated.get(state, '-')}/{count}" for state, count in checked.items() if count}
    for width, least, most in (
        (140, "", ""),
        (80, "", ""),
        (66, "the commits", "the commits"),
        (48, "the commits", "the commits and how many actions"),
        (40, "the commits, how many actions and completed", "the commits, how many actions, on track and completed"),
    ):
        ran = run_s11_process(
            *("history", "--every", "month", "--as-of", "2024-02-29"),
            cwd=repository.folder,
            FORCE_COLOR="1",
            NO_COLOR="1",
            COLUMNS=str(width),
            PYTHONIOENCODING=encoding,
        )
        assert ran.code == 0 and max(map(len, ran.out.splitlines())) <= width
        (line,) = (line.split() for line in ran.out.splitlines() if line.startswith("2024-01-31 "))
        said = " ".join(ran.out.split())
        found = re.search(r"stated/checked; no room for (.*?) (?:. off track|off not)", said)
        left_out = found[1] if found else ""
        assert left_out in (least, most) and ("no room" in said) == bool(left_out), (width, left_out, ran.out)
        # what stands there stands whole, under the words that it is of
        shown = [figure for state, figure in figures.items() if state.replace("_", " ") not in left_out]
        assert line[-len(shown) :] == shown, (width, line, figures)
        assert (str(whole["actions"]) in line) == ("how many" not in left_out)


def test_a_date_that_was_taken_away_is_told_as_that(repository):
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-01")
    repository.write(WESTMERE, PLAN.replace("timescale: March 2024", "timescale: TBC"))
    repository.commit("Taken away", "2024-03-01")
    shown = run_s11(
        "history", "--as-of", "2024-03-02", cwd=repository.folder, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="200"
    ).out
    assert "2024-03-31 to no date, its date was taken away; moved with no reason recorded\n" in shown, shown
    for ending in ("html", "md"):
        ran = run_s11("history", "--as-of", "2024-03-02", "-o", f"out.{ending}", cwd=repository.folder)
        assert ran.code == 0
        said = Page((repository.folder / f"out.{ending}").read_text(encoding="utf-8")).text
        assert "its date was taken away" in said and "with no reason recorded" in said and "in silence" not in said

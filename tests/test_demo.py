"""The invented portfolio of 'make demo': the same each time, well made, and with the story that a reader must find."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT, run_s11

from s11 import plan, view
from s11.store import find_plans, plan_history
from s11.when import Vantage

DAY = date(2026, 3, 31)
SILENT = ("corvesham/section-11-2024", "farnlow/audit-2024")
LATE_LEADS = ("Jean Adeleke", "Ravi Sood")


def make(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PROJECT / "docs" / "demo_portfolio.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **settings},
    )


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("portfolio") / "demo"
    made = make(folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def status(demo) -> view.Status:
    return view.status(plan.load(find_plans((), demo).sources), Vantage(DAY))


def test_it_is_the_same_each_time_whatever_the_settings_of_git(demo, tmp_path):
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[user]\n\tname = Somebody\n\temail = somebody@example.org\n[init]\n\tdefaultBranch = trunk\n"
        "[core]\n\tautocrlf = true\n[commit]\n\tgpgSign = true\n"
    )
    again = tmp_path / "again"
    made = make(
        again,
        HOME=str(tmp_path),
        GIT_CONFIG_GLOBAL=str(settings),
        GIT_AUTHOR_NAME="Somebody",
        GIT_COMMITTER_DATE="2020-01-01T00:00:00Z",
        GIT_DIR=str(tmp_path / "elsewhere"),
        TZ="Pacific/Auckland",
        PYTHONHASHSEED="7",
    )
    assert made.returncode == 0, made.stderr
    assert git(again, "rev-parse", "main") == git(demo, "rev-parse", "main")
    assert not (tmp_path / "elsewhere").exists()
    one, other = ({p.relative_to(at): p.read_bytes() for p in at.rglob("*.yaml")} for at in (demo, again))
    assert one == other and len(one) == 9


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    made = make(tmp_path)
    assert made.returncode == 1 and "not empty" in made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"] and kept.read_text() == "mine"


def test_make_demo_leaves_a_folder_alone_that_it_did_not_make(tmp_path):
    kept = tmp_path / "build" / "demo" / "kept.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    ran = subprocess.run(
        ["sh", str(PROJECT / "docs" / "demo.sh"), sys.executable],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1 and "was not made by 'make demo'" in ran.stderr and ran.stdout == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [kept]


def test_it_covers_eighteen_months_in_some_hundred_commits_with_the_days_of_the_edits(demo):
    days = git(demo, "log", "--format=%as %cs").splitlines()
    assert 80 <= len(days) <= 120
    assert all(written == committed for written, committed in map(str.split, days))
    months = Counter(day[:7] for day in days)
    assert len(months) == 18 and min(months) == "2024-10" and max(months) == "2026-03"
    assert days == sorted(days, reverse=True)


def test_the_last_commit_lints_without_error(demo):
    for day in ((), ("--as-of", DAY.isoformat())):
        ran = run_s11("lint", "plans/", *day, cwd=demo)
        assert ran.code == 0 and "0 errors" in ran.out, ran.out


def test_every_plan_of_every_commit_is_read_whole(demo):
    moments = plan_history((), demo).moments
    assert len(moments) == int(git(demo, "rev-list", "--count", "main"))
    sources = {source for moment in moments for source in moment.sources}
    # the first commit holds all nine, every later one changes one of them
    assert len(sources) == 9 + len(moments) - 1
    assert [source.name for source in sources if not plan.load_one(source).whole] == []


def test_every_kind_of_record_is_there(demo):
    plans = [loaded.plan for loaded in plan.load(find_plans((), demo).sources).files if loaded.plan]
    actions = [action for one in plans for _, action in one.actions()]
    assert all(12 <= len(list(one.actions())) <= 25 for one in plans)
    assert {one.origin for one in plans} == {"section-11", "inspection", "case-review", "audit"}
    assert len({tuple(one.rag) for one in plans}) == 5
    moved = Counter(len(action.revised) for action in actions)
    assert moved[1] >= 5 and moved[3] >= 1 and moved[4] >= 1
    assert all(change.why for action in actions for change in action.revised)
    requests = [(action, request) for action in actions for request in action.requests]
    granted = [action for action, request in requests if any(one.asked == request.date for one in action.revised)]
    refused = [action for action, request in requests if request.refused]
    assert granted and refused and len(requests) > len(granted) + len(refused)
    assert sum(action.ended is not None for action in actions) == 1
    assert any(action.milestones for action in actions) and any(action.signed_off for action in actions)
    assert any(len(action.measure.readings) >= 4 for action in actions if action.measure)
    assert sum(len(action.completed) > 1 for action in actions) >= 3
    worded = {action.timescale.text for action in actions if action.timescale}
    assert {"Spring 2025", "TBC", "Ongoing"} <= worded
    assert all(len(one.reported) >= 3 for one in plans)
    assert sum(person.left is not None for one in plans for person in one.people.values()) >= 3


def test_some_dates_were_moved_silently(demo):
    first = git(demo, "rev-list", "--max-parents=0", "main")
    ran = run_s11("lint", "plans/", "--against", first, "--as-of", DAY.isoformat(), "--statistics", cwd=demo)
    silently = [line for line in ran.out.splitlines() if "moved-silently" in line]
    assert len(silently) == 1 and 3 <= int(silently[0].split()[0]) <= 8, ran.out


def test_two_bodies_that_stopped_recording_make_up_a_third_of_what_is_off_track(status):
    off_track = {one.id: one.tally.checked["off_track"] for one in status.plans}
    share = sum(off_track[one] for one in SILENT) / sum(off_track.values())
    assert 0.3 <= share <= 0.4
    last = {one.id: one.last_recorded for one in status.plans}
    assert all(date(2025, 9, 1) <= last[one] <= date(2025, 9, 30) for one in SILENT)
    assert all(day >= date(2026, 2, 1) for one, day in last.items() if one not in SILENT)


def test_the_plans_themselves_state_few_off_track(status):
    assert status.portfolio.stated["off_track"] * 10 <= status.portfolio.checked["off_track"]
    assert 40 <= status.portfolio.checked["off_track"] == status.portfolio.timing["late"] <= 60


def test_two_people_lead_much_of_what_is_late(demo):
    register = plan.load(find_plans((), demo).sources)
    groups = view.status(register, Vantage(DAY), by="lead").groups
    late = {one.words: one.tally.timing["late"] for one in groups.rows}
    first, second, third = sorted(late.values(), reverse=True)[:3]
    assert {late[name] for name in LATE_LEADS} == {first, second} and third <= 4
    assert first + second >= sum(late.values()) / 4

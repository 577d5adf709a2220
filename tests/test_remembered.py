"""What status keeps from one run to the next never changes an answer."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PROJECT, SHIPPED, run_s11
from test_law import KINDS, Dice, Sheet, conventions_of, made_up, text_of

from s11.plan import Streamed, load
from s11.store.memory import code_of_rows, made_with, remember, remembered
from s11.text import Source
from s11.view.plans import judge_missing, status
from s11.view.status_rows import Row, Rows, row_of
from s11.when import Month, Vantage
from s11.when.watched import AsksMore, WatchedDay

FIRST, DAYS = date(2023, 6, 1), 731


# the watched day -----------------------------------------------------------------------------------------------------


def test_a_watched_day_notes_from_when_to_when_its_answers_are_the_same():
    day = WatchedDay(date(2024, 6, 1))
    assert (day.first, day.last) == (date.min, date.max)
    assert day > date(2024, 5, 1) and (day.first, day.last) == (date(2024, 5, 2), date.max)
    assert not day > date(2024, 7, 1) and day.last == date(2024, 7, 1)
    assert date(2024, 6, 20) > day and day.last == date(2024, 6, 19)
    assert date(2024, 5, 20) <= day and day.first == date(2024, 5, 20)
    assert Month(2024, 5, 31) <= day and day.first == date(2024, 5, 31)
    assert day != date(2024, 6, 2) and day.last == date(2024, 6, 1)
    assert day == date(2024, 6, 1) and (day.first, day.last) == (date(2024, 6, 1), date(2024, 6, 1))


@pytest.mark.parametrize(
    "asked",
    [
        lambda day: day - date(2024, 1, 1),
        lambda day: date(2024, 1, 1) - day,
        lambda day: day + timedelta(1),
        lambda day: f"{day}",
        str,
        repr,
        hash,
        lambda day: day in {date(2024, 1, 1)},
        lambda day: day.year,
        lambda day: day.isoformat(),
        lambda day: day.toordinal(),
        lambda day: day.replace(day=1),
        bool,
    ],
)
def test_a_watched_day_tells_nothing_that_is_another_on_every_day(asked):
    with pytest.raises(AsksMore):
        asked(WatchedDay(date(2024, 6, 1)))


def test_every_comparison_of_a_watched_day_is_that_of_the_day_and_holds_from_its_first_to_its_last():
    dice = random.Random(1)
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(40)]
    asked = (
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
        lambda a, b: a == b,
        lambda a, b: b < a,
        lambda a, b: b >= a,
    )
    for _ in range(2000):
        day, others, how = dice.choice(days), dice.sample(days, 4), [dice.choice(asked) for _ in range(4)]
        watched = WatchedDay(day)
        answers = [ask(watched, other) for ask, other in zip(how, others, strict=True)]
        assert answers == [ask(day, other) for ask, other in zip(how, others, strict=True)]
        assert watched.first <= day <= watched.last
        for other_day in days:
            if watched.first <= other_day <= watched.last:
                assert answers == [ask(other_day, other) for ask, other in zip(how, others, strict=True)]


# warm is cold
# ----------------------------------------------------------------------------------------------------------


def told(register, day: date, rows: Rows | None = None):
    if rows is None:
        seen = status(register, Vantage(day), "here")
    else:
        judge_missing(rows, register, Vantage(day))
        seen = rows.status(Vantage(day), "here")
    # what is worked out from a view's day is compared too
    return seen, [(plan.days_since, plan.notices) for plan in seen.plans]


def sides(texts: dict[str, str], calendar: dict[str, str]):
    sources = [Source(f"plans/{name}.yaml", name, text.encode()) for name, text in sorted(texts.items())]
    names, digests = (
        [(source.name, source.id) for source in sources],
        [hashlib.sha256(source.data).hexdigest() for source in sources],
    )
    conventions = conventions_of(calendar)
    return load(sources, conventions), Streamed(sources, names, conventions), names, digests


def stretches(texts: dict[str, str], days: list[date], between=None) -> tuple[int, int]:
    """How many plans were asked about, and how many of them told by a row, each as it is without."""
    kept: dict[str, dict] = {}
    calendar: dict[str, str] = {}
    asked = by_row = 0
    cold, warm, names, digests = sides(texts, calendar)
    for number, day in enumerate(days):
        if between is not None and between(number, texts, calendar):
            cold, warm, names, digests = sides(texts, calendar)
        # the calendar is part of what rows are made with
        before = kept.get(repr(sorted(calendar.items())), {})
        rows = Rows(before, names, digests, day)
        assert told(warm, day, rows) == told(cold, day), (day, texts)
        asked += len(names)
        by_row += sum(before.get(key) is row for key, row in rows.after.items())
        kept[repr(sorted(calendar.items()))] = (
            {key: row_of(row) for key, row in json.loads(json.dumps(rows.after)).items()}
            if number % 50 == 0
            else {**before, **rows.after}
        )
    return asked, by_row


@pytest.mark.parametrize("seed", range(8))
def test_on_every_day_of_two_years_a_row_tells_what_judging_tells(seed):
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    if seed % 2:
        # a row that was made on any day is asked on any other
        random.Random(seed).shuffle(days)
    asked, by_row = stretches({name: text_of(tree) for name, tree in made_up(seed).items()}, days)
    # a law over rows that are never used would say nothing
    assert by_row > asked * (0.05 if seed % 2 else 0.8)


@pytest.mark.parametrize("seed", range(6))
def test_edits_and_calendars_never_leave_an_old_row_in_place(seed):
    dice = Dice(seed)
    sheet = Sheet(made_up(seed), {}, dice)

    def between(number: int, texts: dict[str, str], calendar: dict[str, str]) -> bool:
        if number % 6:
            return False
        KINDS[dice.choice(sorted(KINDS))](sheet)
        if dice.perhaps(0.2):
            sheet.calendar = {}
        texts.clear()
        texts.update({name: text_of(tree) for name, tree in sheet.trees.items()})
        if dice.perhaps(0.2):
            name = dice.choice(sorted(texts))
            texts[name] = texts[name].replace("rag:", "rag: [", 1)
        calendar.clear()
        calendar.update(sheet.calendar)
        return True

    asked, by_row = stretches(
        {name: text_of(tree) for name, tree in sheet.trees.items()},
        [FIRST + timedelta(days=dice.randrange(DAYS)) for _ in range(240)],
        between,
    )
    assert 0 < by_row < asked


def test_the_portfolio_of_this_repository_by_rows():
    texts = {
        path.relative_to(PROJECT / "plans").with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in SHIPPED
    }
    # each plan on the days about those on which anything in it may turn
    days = [date(2012, 1, 1) + timedelta(days=number) for number in range(0, 366 * 12, 11)]
    asked, by_row = stretches(texts, days)
    assert by_row > asked / 2


# the file
# --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def a_row(number: int) -> Row:
    return row_of(["2024-01-01", "2024-02-01", [1, 0, 0, number], None, None])


def test_rows_are_kept_for_one_folder_as_it_was_made(home):
    rows = {"a": a_row(1), "b\0ü": a_row(2)}
    here, there = home / "here", home / "there"
    here.mkdir()
    assert remembered(here, "so") == {}
    remember(here, "so", rows)
    assert remembered(here, "so") == rows and remembered(here, "otherwise") == {} and remembered(there, "so") == {}
    remember(there, "so", {})
    assert remembered(here, "so") == rows and remembered(there, "so") == {}
    # one folder is one, however it is named
    (home / "link").symlink_to(here)
    assert remembered(home / "link", "so") == rows
    assert (
        len(list((home / "cache" / "s11").glob("status-*.json"))) == 2 == len(list((home / "cache" / "s11").iterdir()))
    )
    remember(here, "so", {"a": a_row(3)})
    assert remembered(here, "so") == {"a": a_row(3)}


def test_a_row_of_a_file_without_a_plan_is_seen_again():
    rows = Rows({"d\0plans/a.yaml\0a": a_row(0)}, [("plans/a.yaml", "a")], ["d"], date(2024, 1, 15))
    seen = rows.status(Vantage(date(2024, 1, 15)), "here")
    assert (rows.missing, rows.changed, seen.plans, seen.head.read.files) == ([], False, (), 1)


def test_what_cannot_be_put_in_place_leaves_nothing_behind(home):
    remember(home, "so", {"a": a_row(1)})
    kept = the_file(home / "cache")
    kept.unlink()
    kept.mkdir()
    remember(home, "so", {"a": a_row(1)})
    assert remembered(home, "so") == {} and list(kept.parent.iterdir()) == [kept]


@pytest.mark.skipif(os.name == "nt", reason="modes as Linux and macOS have them")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o622])
def test_what_others_may_write_to_is_not_believed(home, mode):
    remember(home, "so", {"a": a_row(1)})
    the_file(home / "cache").chmod(mode)
    assert remembered(home, "so") == {}


def test_it_is_in_the_home_folder_where_no_other_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    remember(tmp_path, "so", {"a": a_row(1)})
    caches = tmp_path / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    assert remembered(tmp_path, "so") == {"a": a_row(1)} and the_file(caches).is_file()


def test_rows_are_made_anew_with_any_other_code_or_settings():
    """All of s11 that is loaded to judge a plan is what rows are made with, but for what finds files and prints."""
    texts = {name: text_of(tree) for name, tree in made_up(1).items()}
    cold, *_ = sides(texts, {})
    told(cold, FIRST)
    apart = ("cli", "edit", "intake", "lsp", "render", "rules", "store", "__main__")
    loaded = {
        Path(module.__file__).resolve()
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "s11" and not name.startswith(tuple(f"s11.{room}" for room in apart))
    }
    code = {path.resolve() for path in code_of_rows()}
    assert len(loaded) > 40 and loaded <= code and Path(sys.modules["yaml"].__file__).resolve() in code
    assert made_with(b"a") == made_with(b"a") != made_with(b"b") != made_with(b"a", b"b")


@pytest.fixture
def council(portfolio, tmp_path):
    folder = portfolio({f"westmere/{name}": text_of(tree) for name, tree in made_up(3).items()})
    return folder, tmp_path / "cache"


def ask(folder: Path, cache: Path, *words: str, day: str = "2024-06-01"):
    return run_s11("status", *words, cwd=folder, XDG_CACHE_HOME=str(cache), S11_AS_OF=day)


def the_file(cache: Path) -> Path:
    (found,) = (cache / "s11").iterdir()
    return found


def test_the_second_run_tells_the_same_and_reads_no_plan(council):
    folder, cache = council
    cold = ask(folder, cache, "--no-cache")
    assert cold.code == 0 and not cache.exists()
    assert ask(folder, cache) == cold and ask(folder, cache) == cold
    for words in (["--json"], ["--by", "lead"], ["--late"], ["--why"]):
        assert ask(folder, cache, *words) == ask(folder, cache, *words, "--no-cache")
    script = "import sys; from s11.cli import run; code = run(['status']); sys.exit(code or ('yaml' in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CACHE_HOME": str(cache), "S11_AS_OF": "2024-06-01"},
        check=False,
    )
    assert done.returncode == 0 and done.stdout.decode() == cold.out


def test_it_is_its_owners_alone(council):
    folder, cache = council
    ask(folder, cache)
    assert the_file(cache).stat().st_mode & 0o777 == 0o600 and the_file(cache).parent.stat().st_mode & 0o777 == 0o700


def test_what_is_edited_is_told_anew(council):
    folder, cache = council
    before = ask(folder, cache)
    path = folder / "plans" / "westmere" / "one.yaml"
    path.write_text(
        path.read_text().replace("title: Action plan one", "title: Another plan").replace("rag: white", "rag: red")
    )
    after = ask(folder, cache)
    assert after != before and after == ask(folder, cache, "--no-cache")
    (folder / "s11.yaml").write_text("calendar:\n  name: ours\n  spring_term: 6 January to 30 June\n")
    assert ask(folder, cache) == ask(folder, cache, "--no-cache")
    path.unlink()
    assert ask(folder, cache) == ask(folder, cache, "--no-cache")


def flipped(data: bytes) -> bytes:
    at = data.index(b"[", data.index(b"\n")) + 30
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-20],
        lambda data: data[:40],
        lambda data: data + b" ",
        lambda data: os.urandom(4000),
        flipped,
        lambda data: data.replace(b'"made_with": "', b'"made_with": "0', 1),
        lambda data: b"null",
        lambda data: data.replace(b"\n", b"\r\n", 1),
    ],
)
def test_damage_is_as_if_nothing_had_been_kept(council, damage):
    folder, cache = council
    whole = ask(folder, cache)
    written = the_file(cache).read_bytes()
    the_file(cache).write_bytes(damage(written))
    assert ask(folder, cache) == whole
    assert the_file(cache).read_bytes() == written


def test_a_forged_count_is_not_believed(council):
    folder, cache = council
    whole = ask(folder, cache)
    head, _, body = the_file(cache).read_bytes().partition(b"\n")
    rows = json.loads(body)
    for row in rows.values():
        row[2][3] += 100
    the_file(cache).write_bytes(head + b"\n" + json.dumps(rows).encode())
    assert ask(folder, cache) == whole


@pytest.mark.skipif(os.name == "nt", reason="modes and links as Linux and macOS have them")
def test_what_is_not_ones_own_file_is_left_alone(council, tmp_path):
    folder, cache = council
    whole = ask(folder, cache)
    kept = the_file(cache)
    written = kept.read_bytes()
    kept.chmod(0o666)
    assert ask(folder, cache) == whole and kept.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(written)
    kept.unlink()
    kept.symlink_to(elsewhere)
    assert ask(folder, cache) == whole and elsewhere.read_bytes() == written and not kept.is_symlink()
    kept.unlink()
    os.mkfifo(kept)
    assert ask(folder, cache) == whole
    kept.parent.chmod(0o777)
    assert ask(folder, cache) == whole


@pytest.mark.skipif(os.name == "nt", reason="limits as Linux and macOS have them")
def test_where_nothing_can_be_kept_the_answer_is_the_same(council, tmp_path):
    folder, cache = council
    whole = ask(folder, cache, "--no-cache")
    occupied = tmp_path / "occupied"
    occupied.write_text("a file")
    assert ask(folder, occupied) == whole and ask(folder, Path("relative")) == whole
    # a full disk: not a byte can be written to a file
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); from s11.cli import run; "
        "sys.exit(run(['status']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CACHE_HOME": str(cache), "S11_AS_OF": "2024-06-01"},
        check=False,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (whole.code, whole.out, whole.err)
    assert list((cache / "s11").iterdir()) == []


def test_two_runs_at_once_tell_what_each_would_tell_alone(council):
    folder, cache = council
    alone = {day: ask(folder, cache, "--no-cache", day=day) for day in ("2024-06-01", "2025-03-01")}
    for _ in range(3):
        running = [
            (
                day,
                subprocess.Popen(
                    [sys.executable, "-m", "s11", "status"],
                    cwd=folder,
                    stdout=subprocess.PIPE,
                    env={**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CACHE_HOME": str(cache), "S11_AS_OF": day},
                ),
            )
            for day in (*alone, *alone)
        ]
        for day, process in running:
            assert process.communicate()[0].decode() == alone[day].out
    assert the_file(cache)

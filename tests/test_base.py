"""What an edit is compared with: who chooses it, where the plans were, whether it could be read, and what lay beside
it.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from s11 import store
from s11.plan import load, load_conventions
from s11.rules import RULES, check_settings
from s11.rules.examples import HEAD, unmarked
from s11.text import Source
from s11.when import STANDARD, Vantage

PLAN = HEAD.replace("timescale: October 2024", "timescale: Autumn Term 2024").replace(
    "agreed: 2024-01-15", "agreed: 2024-01-15\nperiod: 2024/25"
)
NAME = "plans/westmere/plan.yaml"
LATER = PLAN.replace("Autumn Term 2024", "December 2030")
CALENDAR = "calendar:\n  autumn_term: 1 September to 20 December\n"
DAY = {"S11_AS_OF": "2025-01-06"}


@pytest.fixture
def kept(repository):
    repository.write(NAME, PLAN)
    repository.write("s11.yaml", CALENDAR)
    repository.commit("One", "2024-06-01")
    return repository


def linted(s11, folder: Path, *words: str):
    return s11("lint", *words, "--output-format", "concise", "--select", "S7", cwd=folder, **DAY)


def test_a_day_is_a_base_like_a_revision(kept, s11):
    kept.write(NAME, LATER)
    kept.commit("Two", "2024-07-01")
    by_day, by_name = (linted(s11, kept.folder, "--against", base) for base in ("2024-06-30", "HEAD~1"))
    assert "S702" in by_day.out and by_day.out == by_name.out
    assert "compared with the newest commit by 30 June 2024, commit" in by_day.err
    none = linted(s11, kept.folder, "--against", "2024-05-31")
    assert none.code == 2 and "nothing to compare with: the first commit here is of 1 June 2024" in none.err


# the name ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("origin/main", ("tag", "origin/main")),
        ("origin/main", ("branch", "origin/main")),
        ("origin", ("tag", "origin")),
        ("main", ("tag", "main")),
        ("SHORT", ("branch", "SHORT")),
        ("SHORT", ("tag", "SHORT")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_name_of_two_things_is_no_base(kept, s11, name, also):
    kept.git("update-ref", "refs/remotes/origin/main", "HEAD")
    kept.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    short = kept.git("rev-parse", "--short=9", "HEAD")
    name, also = name.replace("SHORT", short), [word.replace("SHORT", short) for word in also]
    kept.write(NAME, LATER)
    kept.commit("Two", "2024-07-01")
    # before there is a second thing of the name, the edit is found
    base = "main~1" if name == "main" else name
    assert "S702" in linted(s11, kept.folder, "--against", base).out
    kept.git(*also)
    for asked in (base, f"={base}", f"{base}^0"):
        ran = linted(s11, kept.folder, "--against", asked)
        assert (ran.code, ran.out) == (2, ""), asked
        assert "is the name of 2 things here" in ran.err and "full name" in ran.err
    for command in (
        ("changes", f"{base}.."),
        ("changes", "--since", base),
        ("status", "--rev", base),
        ("history", "--rev", base),
    ):
        assert s11(*command, cwd=kept.folder).code == 2, command
    full = {
        "origin/main": "refs/remotes/origin/main",
        "origin": "refs/remotes/origin/main",
        "main": "refs/heads/main~1",
    }.get(name, "HEAD~1")
    assert "S702" in linted(s11, kept.folder, "--against", full).out


def test_a_full_name_means_only_itself(kept, s11):
    kept.git("branch", "refs/heads/other")
    ran = linted(s11, kept.folder, "--against", "refs/heads/other")
    assert ran.code == 2 and "there is no revision" in ran.err
    kept.git("tag", "HEAD")
    assert linted(s11, kept.folder, "--against", "HEAD").code == 0


# the place -----------------------------------------------------------------------------------------------------------


def test_plans_behind_a_link_are_not_taken_for_new(kept, s11):
    kept.git("mv", "plans", "data")
    (kept.folder / "plans").symlink_to("data")
    (kept.folder / "data" / "westmere" / "plan.yaml").write_text(LATER, encoding="utf-8")
    kept.git("add", "-A")
    for words in (("--staged",), ("--against", "HEAD"), ("--against", "=HEAD")):
        ran = linted(s11, kept.folder, *words)
        assert ran.code == 2 and "plans is a link to data" in ran.err, words


@pytest.mark.parametrize("decoy", [False, True])
def test_a_folder_of_plans_that_moved_is_followed(kept, s11, decoy):
    if decoy:
        kept.write("x/plans/westmere/plan.yaml", PLAN.replace("title: ", "title: Another "))
        kept.commit("A decoy", "2024-06-02")
    (kept.folder / "x" / "plans").mkdir(parents=True, exist_ok=True)
    kept.git("rm", "-rq", "plans")
    kept.write("x/plans/westmere/one.yaml", LATER)
    kept.git("add", "-A")
    for words in (("--staged",), ("--against", "main")):
        ran = linted(s11, kept.folder / "x", *words)
        assert ran.code == 1 and "S70" in ran.out, (words, ran)


def test_another_folder_of_plans_that_stands_is_left_alone(kept, s11):
    kept.write("other/plans/plan.yaml", PLAN.replace("Westmere", "Eastmere"))
    kept.commit("Another council", "2024-06-02")
    kept.write("other/plans/plan.yaml", LATER.replace("Westmere", "Eastmere"))
    assert linted(s11, kept.folder, "--against", "main").out.count("S7") == 0
    assert linted(s11, kept.folder / "other", "--against", "main").out.count("S702") == 1


def test_plans_named_one_by_one_out_of_a_moved_folder(kept, s11):
    kept.git("mv", "plans", "data")
    kept.write("data/westmere/plan.yaml", LATER)
    ran = s11(
        "lint", "data", "--against", "HEAD", "--output-format", "concise", "--select", "S7", cwd=kept.folder, **DAY
    )
    assert ran.code == 1 and "S702" in ran.out


def test_a_plan_turned_into_a_link_is_found(kept, s11):
    kept.write("data/plan.txt", LATER)
    path = kept.folder / NAME
    path.unlink()
    path.symlink_to("../../data/plan.txt")
    kept.git("add", "-A")
    assert linted(s11, kept.folder, "--staged").code == 1


def test_a_base_without_plans(kept, s11):
    kept.git("checkout", "-q", "--orphan", "empty")
    kept.git("rm", "-rqf", ".")
    kept.commit("Nothing yet")
    kept.git("checkout", "-q", "-b", "work")
    kept.git("checkout", "main", "--", "plans")
    kept.commit("The plans")
    ran = linted(s11, kept.folder, "--against", "empty")
    assert ran.code == 2 and "holds no plan" in ran.err


# what can be read of it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ('title: "Safeguarding', "title: Safeguarding"),
        ("timescale: [October", "timescale: Autumn Term"),
        ("  timescales: Autumn Term", "  timescale: Autumn Term"),
        ("agreed: 2024-13-15", "agreed: 2024-01-15"),
    ],
)
@pytest.mark.parametrize(
    "words", [("--staged",), ("--staged", "--new"), ("--against", "HEAD"), ("--against", "HEAD", "--new")], ids=" ".join
)
def test_a_base_that_cannot_be_read_hides_nothing(kept, s11, slip, right, words):
    kept.write(NAME, PLAN.replace(right, slip))
    kept.commit("A slip that got past", "2024-06-02")
    kept.write(NAME, LATER)
    kept.git("add", "-A")
    ran = linted(s11, kept.folder, *words)
    assert ran.code == 1 and "S702" in ran.out, ran
    assert re.search(
        r"could not be read whole in commit \w{10} \(line \d+: .*; it is compared with what it was in commit \w{10} "
        r"of 1 June 2024",
        ran.err,
    )
    # mended with nothing else changed, it may be committed
    kept.write(NAME, PLAN)
    kept.git("add", "-A")
    assert linted(s11, kept.folder, *words).code == 0


def test_a_base_that_never_could_be_read_says_so(repository, s11):
    repository.write(NAME, PLAN.replace("title: ", 'title: "'))
    repository.commit("One")
    repository.write(NAME, PLAN)
    repository.git("add", "-A")
    ran = linted(s11, repository.folder, "--staged")
    assert (
        ran.code == 2
        and "could not be read whole in commit" in ran.err
        and "nobody can say what this edit does to it" in ran.err
    )


def test_a_shallow_clone_with_a_base_that_cannot_be_read(kept, s11, tmp_path):
    kept.write(NAME, PLAN.replace("title: ", 'title: "'))
    kept.commit("A slip")
    kept.git("clone", "-q", "--depth=1", f"file://{kept.folder}", str(tmp_path / "shallow"))
    (tmp_path / "shallow" / NAME).write_text(LATER, encoding="utf-8")
    ran = linted(s11, tmp_path / "shallow", "--against", "HEAD")
    assert ran.code == 2 and "shallow" in ran.err


# what lay beside it --------------------------------------------------------------------------------------------------


SETTINGS_RULES = [rule for rule in RULES if rule.settings]


@pytest.mark.parametrize("rule", SETTINGS_RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("bad", [True, False])
def test_examples_of_settings(rule, bad):
    example = rule.bad if bad else rule.good
    text, mark = unmarked(example.text)
    old, new = (Source("s11.yaml", "s11.yaml", words.encode()) for words in (example.before, text))
    sides = [load([Source(NAME, "westmere/plan", PLAN.encode())], load_conventions(source)) for source in (old, new)]
    found = check_settings(old, new, sides[0], *sides, Vantage(date.fromisoformat(example.as_of)))
    where = [] if mark is None else [(text.count("\n", 0, mark) + 1, mark - text.rfind("\n", 0, mark))]
    assert [(finding.place.line, finding.place.column) for finding in found] == where
    assert bad == bool(found) and all(finding.code == rule.code and finding.hint for finding in found)


def told_of_settings(was: str, now: str, *plans: str, day: str = "2025-01-06") -> list[str]:
    """What an edit of the settings is told of plans a, b, c …, by message."""
    old, new = (Source("s11.yaml", "s11.yaml", words.encode()) for words in (was, now))
    sources = [
        Source(f"plans/westmere/{name}.yaml", f"westmere/{name}", text.encode())
        for name, text in zip("abcde", plans, strict=False)
    ]
    sides = [load(sources, load_conventions(source)) for source in (old, new)]
    return [one.message for one in check_settings(old, new, sides[0], *sides, Vantage(date.fromisoformat(day)))]


MOVED = (
    "'autumn_term' was '1 September to 20 December' and is now '1 September to 20 January'; that changes the dates of "
)
WHY = ", and no note in the plan says why"


def test_what_new_settings_move_is_named_up_to_three_and_then_counted():
    later = CALENDAR.replace("20 December", "20 January")
    of = [f"westmere/{name}#1.1 was due 20 December 2024, now 20 January 2025" for name in "abc"]
    assert told_of_settings(CALENDAR, later, PLAN) == [f"{MOVED}1 action in 1 plan ({of[0]}){WHY}"]
    assert told_of_settings(CALENDAR, later, *[PLAN] * 3) == [f"{MOVED}3 actions in 3 plans ({'; '.join(of)}){WHY}"]
    assert told_of_settings(CALENDAR, later, *[PLAN] * 4) == [
        f"{MOVED}4 actions in 4 plans ({'; '.join(of)}; and 1 action more){WHY}"
    ]
    assert told_of_settings(CALENDAR, later, *[PLAN] * 5) == [
        f"{MOVED}5 actions in 5 plans ({'; '.join(of)}; and 2 actions more){WHY}"
    ]
    # of one that is done no day is ahead, and the day that it answered is another
    done = PLAN.replace("rag: green", "rag: blue")
    assert told_of_settings(CALENDAR, later, done) == [
        f"{MOVED}1 action in 1 plan (westmere/a#1.1 is dated otherwise){WHY}"
    ]


def test_what_new_settings_make_certain_or_take_away():
    ends = "calendar:\n  autumn_term: 1 September to 31 December\n"
    assert told_of_settings("", ends, PLAN, day="2024-12-20") == [
        "'autumn_term' is new: '1 September to 31 December'; that changes the dates of 1 action in 1 plan "
        f"(westmere/a#1.1 was checked not known, now on track){WHY}"
    ]
    assert told_of_settings(ends, "", PLAN, day="2024-12-20") == [
        "'autumn_term' is gone: it was '1 September to 31 December'; that changes the dates of 1 action in 1 plan "
        f"(westmere/a#1.1 was checked on track, now not known){WHY}"
    ]
    assert told_of_settings(ends, ends, PLAN) == []


def test_who_may_read_from_now_on_is_named_up_to_three_and_then_counted():
    marked = PLAN.replace("agreed:", "marking: Westmere Open\nagreed:")
    was, now = "open_markings: [Westmere Closed]\n", "open_markings: [Westmere Open]\n"
    lines = "'open_markings' was 'Westmere Closed' and is now 'Westmere Open'; that changes who may read "
    of = [f"westmere/{name}, marked Westmere Open" for name in "abc"]
    assert told_of_settings(was, now, marked) == [f"{lines}{of[0]}{WHY}"]
    assert told_of_settings(was, now, *[marked] * 3) == [f"{lines}{of[0]}, {of[1]} and {of[2]}{WHY}"]
    assert told_of_settings(was, now, *[marked] * 4) == [f"{lines}{of[0]}, {of[1]} and {of[2]} and 1 plan more{WHY}"]
    assert told_of_settings(was, now, PLAN) == []
    both = CALENDAR + was, CALENDAR.replace("20 December", "20 January") + now
    (told,) = told_of_settings(*both, marked)
    assert told.endswith(f"now 20 January 2025) and changes who may read {of[0]}{WHY}")


@pytest.mark.parametrize(
    "now",
    [
        "calendar:\n  autumn_term: 1 September to 20 January\n",
        "",
        "calendar: {}\n",
        "calendar:\n  spring_term: 6 January to 11 April\n",
    ],
    ids=["later", "gone", "emptied", "another"],
)
@pytest.mark.parametrize(
    "words", [("--staged", "--new"), ("--against", "HEAD"), ("--against", "=HEAD", "--new")], ids=" ".join
)
def test_new_term_dates_are_an_edit_of_every_plan(kept, s11, now, words):
    if now:
        kept.write("s11.yaml", now)
    else:
        (kept.folder / "s11.yaml").unlink()
    kept.git("add", "-A")
    ran = linted(s11, kept.folder, *words)
    assert ran.code == 1 and re.match(r"s11.yaml:\d+:\d+: error S712 ", ran.out), ran
    assert "westmere/plan#1.1 was due 20 December 2024" in ran.out and "S701" not in ran.out
    # a note in the plan is the reason
    kept.write(NAME, PLAN + "progress:\n  - date: 2025-01-05\n    note: The county has other term dates this year\n")
    kept.git("add", "-A")
    assert linted(s11, kept.folder, *words).code == 0


def test_an_edit_is_judged_by_the_calendar_that_there_was(kept, s11):
    """New term dates and a date moved in one edit: each is found, neither hides the other."""
    kept.write("s11.yaml", CALENDAR.replace("20 December", "20 January"))
    kept.write(NAME, PLAN.replace("Autumn Term 2024", "Spring Term 2025"))
    kept.git("add", "-A")
    assert "S702" in linted(s11, kept.folder, "--staged").out


def test_settings_that_move_nothing_are_no_finding(kept, s11):
    kept.write("s11.yaml", CALENDAR + "  spring_term: 6 January to 11 April\n")
    kept.git("add", "-A")
    assert linted(s11, kept.folder, "--staged").code == 0


def test_a_standard_dropped_from_the_list_is_new_to_an_old_plan(kept, s11):
    listed = (
        "format: s11-standards/1\nid: own\ntitle: Our own\nstandards:\n  - {id: 1, text: One}\n  - {id: 2, text: Two}\n"
    )
    kept.write("standards/own.yaml", listed)
    kept.write(NAME, PLAN.replace("        rag: green\n", "        rag: green\n        standards: [own.2]\n"))
    kept.commit("A list", "2024-06-02")
    kept.write("standards/own.yaml", listed.replace("  - {id: 2, text: Two}\n", ""))
    kept.git("add", "-A")
    for words in (("--against", "HEAD"), ("--against", "=HEAD")):
        ran = s11("lint", *words, "--new", "--output-format", "concise", cwd=kept.folder, **DAY)
        assert ran.code == 1 and "S105" in ran.out


@pytest.mark.parametrize("name", ["s11.yaml", "standards/own.yaml", "templates/own.md"])
def test_what_lies_beside_the_plans_and_is_not_committed_is_said(kept, name):
    assert store.find_plans((), kept.folder).revision.id == kept.git("rev-parse", "HEAD")
    kept.write(name, CALENDAR + "  spring_term: 6 January to 11 April\n")
    assert store.find_plans((), kept.folder).revision.id.endswith("+changed")
    kept.commit("Kept")
    assert not store.find_plans((), kept.folder).revision.changed
    (kept.folder / name).unlink()
    assert store.find_plans((), kept.folder).revision.changed
    assert STANDARD is load_conventions(Source("s11.yaml", "s11.yaml", b"calendar: {}\n"))


def test_changes_tells_what_changed_in_the_settings_and_never_says_nothing_changed(kept, s11):
    kept.write("s11.yaml", CALENDAR.replace("20 December", "20 January"))
    for voice in ((), ("--json",), ("--comment",), ("-o", "out.html"), ("-o", "out.md")):
        ran = s11("changes", "HEAD..", *voice, cwd=kept.folder, **DAY)
        assert ran.code == 0, ran.err
        said = (kept.folder / voice[1]).read_text(encoding="utf-8") if voice[:1] == ("-o",) else ran.out
        assert "20 January" in said and "Nothing changed" not in said and "S712" in said, voice
    on = s11("changes", "HEAD..", cwd=kept.folder, FORCE_COLOR="1", COLUMNS="300", **DAY).out
    assert "westmere/plan#1.1 was due 20 December 2024, now 20 January 2025" in on and "Nothing changed" not in on
    kept.write("s11.yaml", CALENDAR)
    assert "settings" not in s11("changes", "HEAD..", cwd=kept.folder, **DAY).out
    assert "Nothing changed" in s11("changes", "HEAD..", cwd=kept.folder, S11_AS_OF="2024-06-01").out


def test_a_marking_that_everybody_may_read_from_now_on(kept, s11):
    kept.write(NAME, PLAN.replace("agreed:", "marking: Westmere Open\nagreed:"))
    kept.commit("Marked", "2024-06-02")
    kept.write("s11.yaml", CALENDAR + "open_markings: [Westmere Open]\n")
    kept.git("add", "-A")
    ran = linted(s11, kept.folder, "--staged")
    assert ran.code == 1 and "changes who may read westmere/plan, marked Westmere Open" in ran.out


@pytest.mark.parametrize("name", ["own.md.j2", "parts.md.j2"])
def test_a_page_says_that_it_was_made_with_the_councils_own_templates(kept, s11, name):
    template = "own" if name.startswith("own") else "plan"
    text = (
        "# Nothing to see\n"
        if template == "own"
        else (Path(__file__).parent.parent / "templates" / name).read_text(encoding="utf-8")
    )
    kept.write(f"templates/{name}", text)
    ran = s11("report", "--template", template, cwd=kept.folder, **DAY)
    assert f"Made with the council's own templates: {name} (not committed: {name})." in ran.out.replace("\\", "")
    kept.commit("A template", "2024-06-02")
    ran = s11("report", "--template", template, cwd=kept.folder, **DAY)
    assert f"Made with the council's own templates: {name} (as committed)." in ran.out.replace("\\", "")
    assert "own templates" not in s11("report", "--rev", "HEAD~1", cwd=kept.folder, **DAY).out


# what is met and not read --------------------------------------------------------------------------------------------


def test_two_things_never_share_an_id(kept, s11):
    """A folder that is not read beside a plan of its name, a link beside a file of the other ending: in the tree, the
    index, a commit and the past.
    """
    plans = kept.folder / "plans"
    (kept.folder / "elsewhere").mkdir()
    (kept.folder / "elsewhere/p.yaml").write_text(PLAN, encoding="utf-8")
    for name in ("a.yaml", "b.yml", "c.yml", "d.b.yaml"):
        (plans / name).write_text(PLAN, encoding="utf-8")
    for name, target in (("a", "../elsewhere"), ("b.yaml", "b.yml"), ("d.b", "../elsewhere")):
        (plans / name).symlink_to(target)
    (plans / "c.yaml").mkdir()
    (plans / "c.yaml/e.yaml").write_text(PLAN, encoding="utf-8")
    expected = {"a", "a/", "b", "b.yaml", "c", "c.yaml", "c.yaml/e", "d.b", "d.b/", "westmere/plan"}
    assert {source.id for source in store.find_plans((), kept.folder).sources} == expected and len(
        store.find_plans((), kept.folder).sources
    ) == len(expected)
    kept.git("add", "-A")
    assert sorted(source.id for source in store.staged(kept.folder).sources) == sorted(expected)
    kept.commit("Two", "2024-06-02")
    assert sorted(source.id for source in store.find_plans((), kept.folder, "HEAD").sources) == sorted(expected)
    told = json.loads(s11("status", "--json", cwd=kept.folder, **DAY).out)
    assert {plan["id"] for plan in told["plans"]} == {"a", "b", "c", "c.yaml/e", "d.b", "westmere/plan"}
    assert sorted(missed["plan"] for missed in told["not_read"]) == ["a/", "b.yaml", "c.yaml", "d.b/"]
    ids = [source.id for source in store.plan_history((), kept.folder).moments[-1].sources]
    assert len(set(ids)) == len(ids) and {"b", "b.yaml", "c"} <= set(ids)


@pytest.mark.parametrize(
    "words",
    [
        ("changes", "HEAD~1..HEAD"),
        ("changes", "HEAD~1.."),
        ("changes", "--since", "HEAD~1"),
        ("changes", "--since", "2024-06-30"),
        ("status", "--since", "HEAD~1"),
        ("report", "--since", "HEAD~1", "-o", "brief.md"),
        ("history",),
        ("show", "westmere/plan#1.1", "--rev", "HEAD~1"),
        ("status", "--rev", "HEAD~1"),
    ],
    ids=" ".join,
)
def test_a_commit_dated_before_its_parent_is_said_wherever_it_is_what_is_looked_at(kept, s11, words):
    kept.write(NAME, LATER)
    kept.commit("Dated back", "2024-05-10")
    kept.write(NAME, LATER.replace("green", "amber"))
    kept.commit("Three", "2024-07-02")
    ran = s11(*words, "--as-of", "2024-07-03", cwd=kept.folder)
    said = [
        line
        for line in ran.err.splitlines()
        if "is dated 10 May 2024, before its parent: it counts from 1 June 2024" in line
    ]
    assert len(said) == 1, ran.err

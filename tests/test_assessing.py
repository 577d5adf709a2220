"""The commands that write to self-assessments: each changes its own lines, enters its reason, and passes the rules."""

from __future__ import annotations

import difflib
import re
import shlex
from datetime import datetime

import pytest
from conftest import PROJECT, Repository, run_s11
from test_assessment_edits import DRAFT, LIST, NAME, SENT

from s11.plan import load_assessment
from s11.rules.examples import EXAMPLE_PLAN
from s11.text import Source

ID = "westmere/assessment-2024"
DAY = "2024-06-01"


@pytest.fixture
def kept(repository):
    repository.write("plans/westmere/section-11-2024.yaml", EXAMPLE_PLAN)
    repository.write("standards/westmere-2024.yaml", LIST)
    repository.write(NAME, DRAFT)
    repository.commit("A draft", "2024-04-15")
    return repository


def ran(repository: Repository, *words: str, day: str = DAY):
    return run_s11(*words, cwd=repository.folder, S11_AS_OF=day)


def text_of(repository: Repository) -> str:
    return (repository.folder / NAME).read_bytes().decode("utf-8")


def changed(repository: Repository, before: str = DRAFT) -> list[str]:
    rows = difflib.ndiff(before.splitlines(), text_of(repository).splitlines())
    return [row for row in rows if row[:2] in ("+ ", "- ")]


def read(text: str):
    return load_assessment(Source(NAME, ID, text.encode())).assessment


COMMANDS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "grade, its own": (
        ("grade", f"{ID}#1", "GREEN", "--why", "The lead was named in May", "--on", "2024-05-20"),
        [
            "+       - by: self",
            "+         grade: green",
            "+         date: 2024-05-20",
            "+         why: The lead was named in May",
        ],
    ),
    "grade, by a challenge": (
        ("grade", f"{ID}#2", "amber", "--by", "Peer"),
        ["+       - by: peer", "+         grade: amber", "+         date: 2024-06-01"],
    ),
    "grade, of the whole": (
        ("grade", ID, "green"),
        ["+ grades:", "+   - by: self", "+     grade: green", "+     date: 2024-06-01"],
    ),
    "grade, of what was not answered": (
        ("grade", f"{ID}#3", "red"),
        [
            "+   - standard: 3",
            "+     grades:",
            "+       - by: self",
            "+         grade: red",
            "+         date: 2024-06-01",
        ],
    ),
    "evidence": (
        ("evidence", f"{ID}#1", "Audit of March", "--dated", "2024-03", "--impact", "2", "--held", "here", "--example"),
        [
            "+       - text: Audit of March",
            "+         dated: 2024-03",
            "+         held: here",
            "+         impact: 2",
            "+         example: true",
        ],
    ),
    "challenge": (
        ("challenge", ID, "--as", "survey", "--asked", "40", "--answered", "31", "--about", "1", "--of", "Drivers"),
        [
            "+   - id: survey",
            "+     as: survey",
            "+     date: 2024-06-01",
            "+     about: 1",
            "+     of: Drivers",
            "+     asked: 40",
            "+     answered: 31",
        ],
    ),
    "challenge, a question": (
        ("challenge", f"{ID}#1", "Since when", "--by", "peer"),
        ["+       - by: peer", "+         text: Since when", "+         date: 2024-06-01"],
    ),
    "answer": (
        ("answer", f"{ID}#1", "A deputy leads on safeguarding"),
        [
            "-     text: The head of communities leads on safeguarding",
            "+     text: A deputy leads on safeguarding",
        ],
    ),
    "answer, a question": (
        ("answer", f"{ID}#1", "The deputy does", "--question", "1"),
        [
            "-       - {by: peer, text: Who stands in for the head, date: 2024-03-13}",
            "+       - {by: peer, text: Who stands in for the head, answer: The deputy does, date: 2024-03-13}",
        ],
    ),
    "answer, a gap and an action": (
        ("answer", f"{ID}#1", "--gap", "No deputy", "--action", "westmere/section-11-2024#2"),
        [
            "-     gaps: [No report to members yet]",
            "+     gaps: [No report to members yet, No deputy]",
            "-     actions: ['westmere/section-11-2024#1']",
            "+     actions: ['westmere/section-11-2024#1', westmere/section-11-2024#2]",
        ],
    ),
    "answer, not applicable": (
        ("answer", f"{ID}#2", "--not-applicable", "The council has no drivers"),
        ["+     not_applicable: The council has no drivers"],
    ),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_changes_its_own_lines_and_passes_the_rules_about_edits(kept, name):
    words, lines = COMMANDS[name]
    before = text_of(kept)
    shown = ran(kept, *words, "--diff")
    assert shown.code == 0 and text_of(kept) == before and "nothing was written" in shown.err, shown.err
    done = ran(kept, *words)
    assert done.code == 0 and done.out, done.err
    assert sorted(changed(kept)) == sorted(lines)
    found = ran(kept, "lint", "--against", "HEAD", "--select", "S7,S812", "--output-format", "concise")
    assert "S7" not in found.out and "S812" not in found.out, found.out
    assert read(text_of(kept)) is not None and ran(kept, "lint", NAME, "--level", "error").code == 0


def test_what_was_meant_is_what_is_read_again(kept):
    for words, _ in COMMANDS.values():
        assert ran(kept, *words).code == 0
    made = read(text_of(kept))
    assert made is not None
    one, two = made.answer("1"), made.answer("2")
    assert [(grade.by, grade.grade) for grade in one.grades] == [
        ("self", "amber"), ("peer", "red"), ("self", "green"),
    ]  # fmt: skip
    assert one.evidence[-1].impact == "2" and one.evidence[-1].example and one.text.startswith("A deputy")
    assert [question.answer for question in one.challenged] == ["The deputy does", ""]
    assert two.not_applicable and two.moderated.grade == "amber" and made.challenge("survey").asked == 40
    assert [answer.standard for answer in made.answers] == ["1", "2", "3"] and made.grades[0].grade == "green"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grade", f"{ID}#1", "green"), "say with --why why it is 'green' now"),
        (("grade", f"{ID}#1", "green", "--why", "n/a"), "say with --why"),
        (("grade", f"{ID}#1", "gren", "--why", "It is so now"), "did you mean 'green'"),
        (("grade", f"{ID}#1", "red", "--by", "pear"), "did you mean 'peer'"),
        (("grade", f"{ID}#1", "red", "--why", "It was so", "--on", "2024-01-01"), "cannot be entered after it"),
        (("grade", f"{ID}#9", "red"), "westmere-2024 has no standard '9'"),
        (("grade", "westmere/section-11-2024#1", "red"), "is no self-assessment"),
        (("grade", f"{ID}#1/2", "red"), "is not the address of an answer"),
        (("evidence", ID, "Minutes"), "is not the address of an answer"),
        (("evidence", f"{ID}#1", "Minutes", "--dated", "May"), "write a day"),
        (("evidence", f"{ID}#1", "Minutes", "--impact", "9"), "is not a level of impact"),
        (("evidence", f"{ID}#1", "Minutes of the safeguarding group"), "names this evidence already"),
        (("challenge", ID, "--as", "peers"), "is not a kind of challenge"),
        (("challenge", ID, "--as", "panel", "--id", "peer"), "'peer' is taken"),
        (("challenge", ID, "Since when"), "a question is about one answer"),
        (("challenge", f"{ID}#1", "Since when"), "say with --by which challenge asks"),
        (("answer", f"{ID}#1"), "say what is answered"),
        (("answer", f"{ID}#2", "The deputy does", "--question", "0"), "no question is open"),
        (("answer", f"{ID}#2", "--not-applicable", "n/a"), "is no reason"),
        (("new", "assessment", ID, "--standards", "westmere-2024", "--title", "T"), "already"),
        (("new", "plan", "x"), "one id is wanted"),
    ],
    ids=lambda given: " ".join(given)[:60] if isinstance(given, tuple) else "",
)
def test_what_cannot_be_entered_is_said_in_one_line_and_nothing_is_written(kept, words, said):
    done = ran(kept, *words)
    assert done.code == 2 and said in done.err and done.err.count("\n") == 1, done.err
    assert text_of(kept) == DRAFT


def test_an_address_of_nothing_and_a_change_after_submission_are_refused_and_a_reason_is_entered(kept):
    wrong = ran(kept, "answer", f"{ID}#1", "--action", "westmere/section-11-2024#9")
    assert wrong.code == 1 and "S108" in wrong.err and text_of(kept) == DRAFT
    kept.write(NAME, SENT)
    kept.commit("Sent", "2024-04-25")
    words = ("evidence", f"{ID}#1", "Audit of March")
    refused = ran(kept, *words)
    assert refused.code == 1 and "S812" in refused.err and "with --why WORDS" in refused.err and text_of(kept) == SENT
    done = ran(kept, *words, "--why", "The audit was left out", "--by", "AB", "--commit")
    assert done.code == 0, done.err
    assert changed(kept, SENT) == [
        "+ amendments:", "+   - date: 2024-06-01", "+     by: AB", "+     about: [1]",
        "+     why: The audit was left out", "+       - text: Audit of March",
    ]  # fmt: skip
    assert kept.git("log", "-1", "--format=%s").strip() == f"{ID}: standard 1: evidence named"
    assert "The audit was left out" in kept.git("log", "-1", "--format=%b")


def test_what_others_said_is_not_carried_forward_and_what_the_body_said_is_marked(kept):
    kept.write(NAME, SENT)
    done = ran(
        kept, "new", "assessment", "westmere/assessment-2025", "--from", ID, "--title", "Of 2025", day="2025-03-01"
    )
    assert done.code == 0 and "carries 2 answers forward" in done.out, done.err
    path = kept.folder / "plans/westmere/assessment-2025.yaml"
    made = load_assessment(Source("x", "x", path.read_bytes())).assessment
    assert made.submitted is None and not made.challenges and not made.grades and made.due is None
    one, two, three = made.answers
    assert [grade.by for grade in one.grades] == ["self"] and not one.challenged and one.gaps and one.evidence
    assert [answer.unchanged_since and answer.unchanged_since.isoformat() for answer in made.answers] == [
        "2024-04-10", "2024-04-10", None,
    ]  # fmt: skip
    assert two.none and three.standard == "3" and not three.text
    # carried once more, it is as old as it was
    path.write_text(path.read_text(encoding="utf-8").replace("cycle:", "as_at: 2025-04-01\ncycle:"), encoding="utf-8")
    again = ran(
        kept, "new", "assessment", "westmere/a-2026", "--from", "westmere/assessment-2025", "--title", "Of 2026"
    )
    assert again.code == 0, again.err
    later = load_assessment(Source("x", "x", (kept.folder / "plans/westmere/a-2026.yaml").read_bytes())).assessment
    assert later.answers[0].unchanged_since.isoformat() == "2024-04-10"


# docs/self-assessment.md, lived --------------------------------------------------------------------------------------


def test_the_year_of_a_return_can_be_lived_as_it_is_written(tmp_path):
    page = (PROJECT / "docs" / "self-assessment.md").read_text(encoding="utf-8")
    repository: Repository | None = None
    said: dict[str, str] = {}
    for section in re.split(r"^## ", page, flags=re.M)[1:]:
        heading, _, rest = section.partition("\n")
        blocks = re.findall(r"^```sh\n(.*?)^```$", rest, flags=re.M | re.S)
        if not blocks:
            continue
        day = datetime.strptime(heading.rpartition(": ")[2], "%d %B %Y").date().isoformat()
        at = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00"}
        for line in "".join(blocks).splitlines():
            program, *words = shlex.split(line)
            if program == "git":
                if words[0] == "init":
                    repository = Repository(tmp_path)
                else:
                    repository.git(*words, **at)
                continue
            done = run_s11(*words, cwd=tmp_path, S11_AS_OF=day, **at)
            assert done.code == 0, f"{line}\n{done.out}{done.err}"
            said[line] = done.out
            if repository.git("log", "--oneline", "--all", "-1"):
                found = run_s11("lint", "--against", "HEAD", "--select", "S7,S812", cwd=tmp_path, S11_AS_OF=day)
                assert "S7" not in found.out and "S812" not in found.out, f"{line}\n{found.out}"
    history = said["s11 history westmere/assessment-2026#2"]
    assert "Who stands in for the chief executive" in history and "'Partly met' (partly) by the peer review" in history
    assert "Cabinet had its first report on 16 June" in said["s11 changes --since 2026-05-20"]
    made = load_assessment(Source("x", "x", (tmp_path / "plans/westmere/assessment-2027.yaml").read_bytes())).assessment
    assert made.answer("1").unchanged_since is None and made.answer("2").unchanged_since is not None

"""A real repository of two years of monthly edits to Reading's and Oxford's plans, made by a script: the same every
time.

Reading alone in August 2013; both from May 2016; then an edit a month. One month comes by a merge, one renames Oxford's
plan, one moves its folder and rewrites a date at the same time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conftest import PROJECT, Repository

READING, OXFORD = "plans/reading/ofsted-2013.yaml", "plans/oxford/section-11-2016.yaml"
RENAMED, MOVED = "plans/oxford/safeguarding-2016.yaml", "plans/oxford-city/safeguarding-2016.yaml"
FIRST = "2013-08-31"
MONTHS = [f"{2016 + month // 12}-{month % 12 + 1:02}-14" for month in range(5, 29)]


@dataclass(frozen=True)
class Edit:
    """One month's edit: the day, the file under its name of that month, and how its text changes."""

    day: str
    file: str
    made: Callable[[str], str]
    how: str = "commit"


def build(folder: Path) -> Repository:
    """The repository; its newest commit is the last month's."""
    folder.mkdir(parents=True)
    repository = Repository(folder)
    for day, file in ((FIRST, READING), ("2016-05-03", OXFORD)):
        repository.write(file, (PROJECT / file).read_text(encoding="utf-8"))
        repository.commit(f"{Path(file).stem} as it was taken to committee", day)
    for edit in edits():
        _make(repository, edit)
    return repository


def _make(repository: Repository, edit: Edit) -> None:
    if edit.how == "merge":
        repository.git("checkout", "-q", "-b", f"month-{edit.day}")
    if edit.how == "rename":
        before = {RENAMED: OXFORD, MOVED: RENAMED}[edit.file]
        (repository.folder / edit.file).parent.mkdir(parents=True, exist_ok=True)
        repository.git("mv", before, edit.file)
    text = (repository.folder / edit.file).read_text(encoding="utf-8")
    changed = edit.made(text)
    assert changed != text or edit.how == "rename", edit
    repository.write(edit.file, changed)
    repository.commit(f"Month to {edit.day}", edit.day)
    if edit.how == "merge":
        repository.git("checkout", "-q", "main")
        at = f"{edit.day}T18:00:00+00:00"
        repository.git(
            "merge",
            "-q",
            "--no-ff",
            "-m",
            f"Merge the month to {edit.day}",
            f"month-{edit.day}",
            GIT_AUTHOR_DATE=at,
            GIT_COMMITTER_DATE=at,
        )


def edits() -> list[Edit]:
    """Twenty-four months, in order."""
    made = []
    for number, day in enumerate(MONTHS):
        oxford = OXFORD if number < 9 else RENAMED if number < 17 else MOVED
        if number in (9, 17):
            made.append(Edit(day, oxford, _redated("Oct 2016", "Dec 2016") if number == 17 else _same, "rename"))
        elif number == 4:
            made.append(Edit(day, oxford, _timed("3.1", "December 2016"), "merge"))
        elif number == 6:
            made.append(
                Edit(day, oxford, _moved("3.1", "December 2016", "March 2017", day, "The partnership met late"))
            )
        elif number == 12:
            made.append(Edit(day, oxford, _redated("timescale: March 2017", "timescale: June 2017")))
        elif number == 14:
            made.append(Edit(day, oxford, _put("2.6", "text: Clarify roles", "text: Set out the roles")))
        elif number == 16:
            made.append(Edit(day, oxford, _noted("2.6", day, "Roles agreed with the adults board")))
        elif number == 19:
            made.append(Edit(day, oxford, _without("2.4")))
        elif number % 3 == 0:
            made.append(Edit(day, READING, _rated_green(day)))
        elif number % 3 == 1:
            made.append(Edit(day, oxford, _received(day)))
        else:
            made.append(
                Edit(
                    day,
                    READING,
                    lambda text, day=day: (
                        text.replace("as_at: 2013-08-09", f"as_at: {day}", 1)
                        if "as_at: 2013-08-09" in text
                        else re.sub(r"^as_at: .*$", f"as_at: {day}", text, count=1, flags=re.M)
                    ),
                )
            )
    return made


def _same(text: str) -> str:
    return text


def _redated(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def _put(action: str, old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        head, mark, rest = text.partition(f'- id: "{action}"')
        return head + mark + rest.replace(old, new, 1)

    return change


def _timed(action: str, words: str) -> Callable[[str], str]:
    return _put(action, "        lead:", f"        timescale: {words}\n        lead:")


def _moved(action: str, old: str, new: str, day: str, why: str) -> Callable[[str], str]:
    return _put(
        action,
        f"        timescale: {old}\n",
        f"        timescale: {new}\n        revised:\n          - date: {day}\n            from: {old}\n            "
        f"why: {why}\n",
    )


def _noted(action: str, day: str, note: str) -> Callable[[str], str]:
    return _put(
        action, "        lead:", f"        progress:\n          - date: {day}\n            note: {note}\n        lead:"
    )


def _received(day: str) -> Callable[[str], str]:
    return lambda text: re.sub(
        r"(\n            timescale: [^\n]*)(?!\n            received)(\n)",
        rf"\1\n            received: {day}\2",
        text,
        count=1,
    )


def _rated_green(day: str) -> Callable[[str], str]:
    return lambda text: text.replace(
        "        rag: Amber\n", f"        rag: Green\n        as_at: {day}\n        completed: {day}\n", 1
    )


def _without(action: str) -> Callable[[str], str]:
    return lambda text: re.sub(
        rf'      - id: "{action}"\n(?:        .*\n| *\n)+?(?=      - id|  - id|\Z)', "", text, count=1
    )

"""docs/monthly.md, lived: every command in it is typed, on the day that its section names."""

from __future__ import annotations

import re
import shlex
from datetime import datetime

from conftest import PROJECT, Repository, run_s11

PAGE = (PROJECT / "docs" / "monthly.md").read_text(encoding="utf-8")


def steps() -> list[tuple[str, list[str]]]:
    """The day of each section, and the commands that stand in it."""
    found = []
    for section in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        heading, _, rest = section.partition("\n")
        day = datetime.strptime(heading.rpartition(": ")[2], "%d %B %Y").date()

        lines = [
            line for block in re.findall(r"^```sh\n(.*?)^```$", rest, flags=re.M | re.S) for line in block.splitlines()
        ]
        found.append((day.isoformat(), lines))
    return found


def test_the_year_of_a_plan_can_be_lived_as_it_is_written(tmp_path):
    repository: Repository | None = None
    said: list[tuple[str, str]] = []
    months = steps()
    assert [day for day, _ in months] == sorted(day for day, _ in months) and len(months) > 9
    for day, lines in months:
        at = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00"}
        for line in lines:
            program, *words = shlex.split(line)
            if program == "git":
                if words[0] == "init":
                    repository = Repository(tmp_path)
                else:
                    assert repository is not None
                    repository.git(*words, **at)
                continue
            done = run_s11(*words, cwd=tmp_path, S11_AS_OF=day, **at)
            assert done.code == 0, f"{line}\n{done.out}{done.err}"
            said.append((line, done.out))
            if repository is not None and repository.git("log", "--oneline", "--all", "-1"):
                # an edit made by a command passes the rules about edits, committed or not
                base = "HEAD~1" if "--commit" in words else "HEAD"
                found = run_s11(
                    "lint", "--against", f"={base}", "--select", "S7", "--advice", cwd=tmp_path, S11_AS_OF=day
                )
                assert found.code == 0 and "S7" not in found.out, f"{line}\n{found.out}"
    first, last = (words for line, words in said if line == "s11 lint")
    # what is late at the year's end is late in the next plan, and lint says so
    assert "0 errors, 0 warnings" in first and "0 errors, 2 warnings" in last, last
    assert "S301" in last and "S205" in last
    assert "more time" in next(words for line, words in said if line == "s11 due").lower()
    assert repository is not None
    log = repository.git("log", "--format=%s")
    assert "action 2.1: date moved from 'June 2026' to 'September 2026', as asked for" in log
    assert "action 2.1: split into 2.1a, 2.1b" in log
    # what is carried on stands once among what is open
    rows = run_s11(
        "list", "--csv", "--columns", "address,checked", cwd=tmp_path, S11_AS_OF="2027-01-04"
    ).out.splitlines()
    assert [row for row in rows[1:] if not row.endswith(("ended", "verified", "completed"))] == [
        "westmere-council/section-11-2027#1.2,off_track",
        "westmere-council/section-11-2027#2.1a,off_track",
    ]


def test_every_command_that_writes_is_in_it():
    from s11.cli import COMMANDS

    typed = {shlex.split(line)[1] for _, lines in steps() for line in lines if line.startswith("s11 ")}
    # 'refuse' is named as the other answer, and 'import' has a page of its own
    assert {*COMMANDS["Start"], *COMMANDS["Keep"]} - typed == {"refuse", "import"}
    assert "`s11 refuse`" in PAGE and "`s11 import`" in PAGE

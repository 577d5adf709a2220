"""The fine points of §6, each a minimal plan with its answer; ``data/settled.md`` is the text they are settled in."""

import re
from datetime import date
from pathlib import Path

import pytest

from s11.plan import PlanFiles, load_one
from s11.rules.examples import blocks
from s11.standing import judge_plan
from s11.text import Source
from s11.view import status
from s11.when import Vantage

TEXT = (Path(__file__).parent / "data" / "settled.md").read_text(encoding="utf-8")
HEAD = re.search(r"```yaml\n(.*?)```", TEXT, re.S)[1]
ANSWER = re.compile(r"On (\d{4}-\d\d-\d\d), (\w+) of #(\S+): \*\*(.+?)\*\*")


def cases():
    for section in re.split(r"^### ", TEXT, flags=re.M)[1:]:
        name = section.split("\n", 1)[0].strip()
        plan = re.search(r"```yaml\n(.*?)```", section, re.S)[1]
        for day, what, address, answer in ANSWER.findall(section):
            yield pytest.param(plan, day, what, address, answer, id=f"{name} {day}")


def load(plan: str):
    body = blocks(HEAD) | blocks(plan)
    loaded = load_one(Source("settled.yaml", "settled", "".join(body.values()).encode()))
    assert not loaded.findings, loaded.findings
    return loaded


@pytest.mark.parametrize(("plan", "day", "what", "address", "answer"), list(cases()))
def test_settled(plan, day, what, address, answer):
    loaded = load(plan)
    vantage = Vantage(date.fromisoformat(day))
    action_id, _, _number = address.partition("/")
    standing = next(s for s in judge_plan(loaded.plan, vantage) if s.action.id == action_id)
    if what == "listed":
        assert ("yes" if any(t.address.endswith("#" + address) for t in standing.outstanding) else "no") == answer
    elif what == "counted":
        tally = status(PlanFiles((loaded,)), vantage).plans[0].tally
        assert tally.stated[answer] == 1 and tally.checked[answer] == 1 and tally.timing["proposed"] == 1
    elif what in ("fallen_due", "on_time"):
        assert getattr(standing.cycles, what) == int(answer)
    else:
        found = getattr(standing, what)
        assert (found.isoformat() if isinstance(found, date) else str(found)) == answer


def test_all_thirty_are_asked():
    assert len({re.sub(r" \d{4}-.*", "", case.id) for case in cases()}) >= 30

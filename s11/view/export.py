"""Plans whole, for other programs: every word of each, and beside each action how it stands on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from s11.plan import PlanFile, PlanFiles
from s11.plan.tables import place_of
from s11.plan.writing import plan_tree
from s11.text import Node, Path
from s11.view.counts import Head
from s11.view.list_records import DueItem, ListedAction
from s11.view.plans import action_list, due_list, head
from s11.when import STANDARD, Conventions, Vantage

# a remark to s11, and the path of the file beside which it stands
Remark = tuple[Path, str]


class ExportedPlan(NamedTuple):
    """One plan: its keys and values as a file has them, its remarks to s11, each with its place, and its actions as
    they stand on the day, in the order of the file.
    """

    id: str
    title: str
    tree: dict[str, Node]
    remarks: tuple[tuple[str, str], ...]
    actions: tuple[ListedAction, ...]


class Export(NamedTuple):
    """Plans as they are exported, with the day from which they were judged."""

    head: Head
    plans: tuple[ExportedPlan, ...]

    @property
    def title(self) -> str:
        return self.plans[0].title if len(self.plans) == 1 else "Action plans"


def export(
    register: PlanFiles,
    vantage: Vantage,
    revision_words: str,
    conventions: Conventions = STANDARD,
    remarks: Mapping[str, Sequence[Remark]] = {},
    left_out: tuple[str, ...] = (),
) -> Export:
    """Every plan that could be read. ``remarks``: by plan; ``left_out``: what a copy for the public is without."""
    plans = []
    for loaded in register.files:
        if loaded.plan is not None:
            plan = loaded.plan
            tree = plan_tree(plan, conventions)
            placed = tuple((place_of(tree, path), remark) for path, remark in remarks.get(plan.id, ()))
            actions = action_list(PlanFiles((loaded,)), vantage).actions
            plans.append(ExportedPlan(plan.id, plan.title or plan.id, tree, placed, actions))
    return Export(head(register, vantage, revision_words)._replace(left_out=left_out), tuple(plans))


class ListedPlan(NamedTuple):
    """One plan's actions and dated things as they stand on the day, and what could not be read of it."""

    id: str
    organisation: str
    actions: tuple[ListedAction, ...]
    dues: tuple[DueItem, ...]
    head: Head


def listed_plans(files: Iterable[PlanFile], vantage: Vantage) -> Iterator[ListedPlan]:
    """Every plan's rows, one plan after the other, of which none is kept."""
    for loaded in files:
        one = PlanFiles((loaded,))
        listed, due = action_list(one, vantage), due_list(one, vantage)
        organisation = loaded.plan.organisation if loaded.plan is not None else ""
        yield ListedPlan(loaded.source.id, organisation, listed.actions, due.things, listed.head)

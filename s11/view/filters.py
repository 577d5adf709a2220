"""Which actions are looked at."""

from __future__ import annotations

from typing import NamedTuple

from s11.english import state_words
from s11.standing import Standing
from s11.view.labels import lead_view, standards_of, theme_heading
from s11.view.records import Lead


class Filter(NamedTuple):
    """Which actions are looked at; every part that is given must hold.

    ``leads``: each plan's id with a lead who is meant, where ``lead`` itself can no longer be found in the plans.
    """

    lead: str = ""
    organisation: str = ""
    theme: str = ""
    standard: str = ""
    state: str = ""
    late: bool = False
    text: str = ""
    leads: tuple[tuple[str, str], ...] | None = None

    def __bool__(self) -> bool:
        return any(self)

    def words(self) -> str:
        said = [
            f"{name} {value}"
            for name, value in (
                ("lead", self.lead),
                ("organisation", self.organisation),
                ("theme", self.theme),
                ("standard", self.standard),
                ("state", state_words(self.state)),
                ("text", self.text and f"'{self.text}'"),
            )
            if value
        ]
        return ", ".join([*said, *(["late, or with late evidence or milestones"] if self.late else [])])

    def means(self, plan_id: str, lead: Lead) -> bool:
        """Whether the lead asked for is this one of a plan: by key, name or post."""
        return (
            (plan_id, lead.key) in self.leads
            if self.leads is not None
            else any(_same(self.lead, word) for word in (lead.key, lead.name, lead.post))
        )

    def takes(self, standing: Standing) -> bool:
        plan, recommendation, action = standing.plan, standing.recommendation, standing.action
        checks = (
            not self.lead or any(self.means(plan.id, lead_view(plan, lead)) for lead in standing.lead),
            not self.organisation or _same(self.organisation, plan.organisation),
            not self.theme
            or _same(self.theme, recommendation.theme)
            or _same(self.theme, theme_heading(plan, recommendation)),
            not self.standard
            or any(
                _same(self.standard, standard) or standard.startswith(self.standard + ".")
                for standard in standards_of(standing)
            ),
            not self.state or self.state in (standing.stated, standing.checked),
            not self.late or standing.late or any(thing.timing == "late" for thing in standing.outstanding),
            not self.text
            or self.text.casefold()
            in " ".join((recommendation.text, action.text, *(piece.text for piece in action.pieces))).casefold(),
        )
        return all(checks)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()

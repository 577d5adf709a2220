"""Which actions are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from s11.english import join_words, number_of, state_words
from s11.plan import Plan, PlanFile, did_you_mean
from s11.standing import Standing
from s11.view.action_records import Lead
from s11.view.labels import lead_view, standards_of, theme_heading

# parts of a filter that name what stands in a plan; of which a plan that has none can match nothing
NAMING = ("lead", "organisation", "theme", "standard")
# as many names as are offered where none is near
MOST_NAMES = 8


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
        phrases = [
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
        return ", ".join([*phrases, *(["late, or with late evidence or milestones"] if self.late else [])])

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
            not self.standard or any(_answers(self.standard, standard) for standard in standards_of(standing)),
            not self.state or self.state in (standing.stated, standing.checked),
            not self.late or standing.late or any(thing.timing == "late" for thing in standing.outstanding),
            not self.text
            or self.text.casefold()
            in " ".join((recommendation.text, action.text, *(piece.text for piece in action.pieces))).casefold(),
        )
        return all(checks)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _answers(wanted: str, standard: str) -> bool:
    """Whether a standard is the one asked for, or one beneath it."""
    return _same(wanted, standard) or standard.startswith(wanted + ".")


def cannot_match(files: Iterable[PlanFile], chosen: Filter) -> str:
    """Which part of a filter names what stands in none of these plans, in words, with the names that are near; '' where
    each may match.

    Only a lead, an organisation, a theme or a standard can be named wrongly: a state, lateness or words in the text may
    hold of no action today, and that is an answer.
    """
    given = [part for part in NAMING if getattr(chosen, part)]
    if not given:
        return ""
    known: dict[str, dict[str, str]] = {part: {} for part in given}
    broken = 0
    for loaded in files:
        broken += not loaded.whole
        if loaded.plan is not None:
            for part in given:
                known[part].update(names_in(loaded.plan, part))
    for part in given:
        value, names = getattr(chosen, part), known[part]
        if not any(_answers(value, name) if part == "standard" else _same(value, name) for name in names):
            sentence = f"there is no {part} '{value}' in the plans that were read: {_offered(part, value, names)}"
            return sentence + (
                f" ({number_of(broken, 'file')} could not be read whole: s11 lint says why)" if broken else ""
            )
    return ""


def names_in(plan: Plan, part: str) -> Iterator[tuple[str, str]]:
    """Each word by which a plan names something of a kind, and what that is called in a list of them."""
    if part == "lead":
        for key in _people(plan):
            lead = lead_view(plan, key)
            yield from ((word, lead.words) for word in (key, lead.name, lead.post) if word)
    elif part == "organisation":
        if plan.organisation:
            yield plan.organisation, plan.organisation
    elif part == "theme":
        for key, theme in plan.themes.items():
            yield from ((key, theme.heading), (theme.heading, theme.heading))
        for recommendation in plan.recommendations:
            if recommendation.theme:
                yield recommendation.theme, theme_heading(plan, recommendation)
    else:
        for recommendation in plan.recommendations:
            answered = (
                *recommendation.standards,
                *(one for action in recommendation.actions for one in action.standards),
            )
            yield from ((standard, standard) for standard in answered)


def _people(plan: Plan) -> Iterator[str]:
    yield from plan.people
    for recommendation in plan.recommendations:
        yield from recommendation.lead
        for action in recommendation.actions:
            yield from action.lead
            for piece in action.pieces:
                yield from piece.lead


def _offered(part: str, value: str, names: dict[str, str]) -> str:
    """What may have been meant: the name a slip away, else those that hold the words, else what there is."""
    if not names:
        return f"none of them names a {part}" if part != "organisation" else "none of them names an organisation"
    if near := did_you_mean(value, names):
        return near
    words = " ".join(value.split()).casefold()
    holding = [name for name in names if f" {words}" in f" {' '.join(name.split())}".casefold()]
    if holding:
        quoted = [f"'{name}'" for name in holding[:3]]
        return f"did you mean {join_words(quoted, 'or')}?"
    there = sorted(dict.fromkeys(names.values()))
    if len(there) <= MOST_NAMES:
        return f"there {'is' if len(there) == 1 else 'are'} {join_words(there)}"
    more = number_of(len(there) - MOST_NAMES, "other")
    return f"there are {join_words([*there[:MOST_NAMES], more])}; 's11 status --by {part}' lists them"

"""S709: what a plan is judged by, or who may read it, has changed, and nothing was noted."""

from collections.abc import Iterator
from dataclasses import replace

from s11.change import Elsewhere, Legend, Pair, Part, Set, redated
from s11.plan import Meaning, Plan, kept_from_public
from s11.rules.edit import EditCase
from s11.rules.rule import Example, Hit, Rule
from s11.standing import Standing, judge, judge_plan, number_of, state_words
from s11.text import ERROR
from s11.when import day_words

HINT = "add a dated note under the plan's 'progress' on who decided it, and why"
OWN_HINT = "add a dated note under 'progress' on who decided it, and why"


def check(edit: EditCase) -> Iterator[Hit]:
    noted = edit.noted_on_plan()
    if edit.plan is not None and not noted:
        yield from _legend(edit)
        yield from _agreed(edit)
        yield from _marking(edit)
        yield from _closed(edit)
    for path, pair, _ in edit.changed(Elsewhere):
        if _kept_back(pair.old) and not _kept_back(pair.new) and not (noted or pair.one(Set, "sensitive") or edit.noted(pair)):
            yield Hit(path, f"{pair.new.label}: kept out of public reports where it stood ({pair.old.address}), not kept out here, and nothing says why", "write 'sensitive: true' here too; or " + HINT)
    for path, pair, change in edit.changed(Set):
        if noted or (pair.new.kind == "action" and edit.noted(pair)):
            continue
        if change.field == "response" and change.old is not None and not _filled_in(change):
            yield Hit((*path, "response"), f"{pair.new.label}: {_answered(change)}, and nothing says why", HINT)
        elif change.field in ("continuing", "proposed") and _bears(edit, pair, change):
            now = f"now {change.field}" if change.new else f"no longer {change.field}"
            yield Hit((*path, change.field), f"{pair.new.label}: {now}, which changes how it stands, and nothing says why", OWN_HINT)
        elif change.field == "sensitive" and _sensitive(pair.old) != _sensitive(pair.new):
            now = "now sensitive, which keeps it out of public reports" if change.new else "no longer sensitive, which lets public reports show it"
            yield Hit((*path, "sensitive"), f"{pair.new.label}: {now}, and nothing says why", OWN_HINT if pair.new.kind == "action" else HINT)


def _legend(edit: EditCase) -> Iterator[Hit]:
    legend = edit.plan.one(Legend)
    if legend is None:
        return
    old, new = edit.plan.old.plan, edit.plan.new.plan
    used = _used(old)
    # what a rating said before is asked of the old legend, a word that nobody used then of the new one
    as_before = {word: Meaning(means=old.state(word) if word in used else new.state(word)) for word in {*new.spellings, *used}}
    then = replace(new, spellings=as_before)
    differ = [now.stated_word for now, other in zip(edit.now.standings.values(), judge_plan(then, edit.case.vantage), strict=True) if _look(now) != _look(other)]
    # a rating that no action carries is a standing too: the report shows it beside its recommendation
    above = [recommendation.rag for recommendation in new.recommendations if new.state(recommendation.rag) != then.state(recommendation.rag)]
    if not differ and not above:
        return
    words = {_fold(word) for word in differ or above}
    word, was, now = next((each for each in legend.words if each[0] in words), legend.words[0])
    key = new.legend_word(word) or old.legend_word(word) or word
    stands = f"how {number_of(len(differ), 'action')} {'stands' if len(differ) == 1 else 'stand'}" if differ else f"the rating of {number_of(len(above), new.calls_it)}"
    said = f"'{_spelled(old, new, word)}' meant {_means(was)} before and means {_means(now)} now; that changes {stands}, and nothing says why"
    yield Hit(("rag", key, "means" if now else "also"), f"The plan: {said}", HINT)


def _used(plan: Plan) -> set[str]:
    words = {record.rag for recommendation in plan.recommendations for record in (recommendation, *recommendation.actions)}
    return {_fold(word) for word in words if word}


def _fold(word: str) -> str:
    return " ".join(word.split()).casefold()


def _spelled(old: Plan, new: Plan, word: str) -> str:
    """A word of the legend as the plan spells it."""
    spelled = (said for plan in (new, old) for key, meaning in plan.rag.items() for said in (key, *meaning.also))
    return next((said for said in spelled if _fold(said) == word), word)


def _means(state: str) -> str:
    return state_words(state) if state else "nothing"


def _agreed(edit: EditCase) -> Iterator[Hit]:
    agreed = edit.plan.one(Set, "agreed")
    old, new = edit.plan.old.plan, edit.plan.new.plan
    if agreed is None or old.from_day == new.from_day:
        return
    both = [edit.standings(pair) for _, pair in edit.actions() if _redated(old, new, pair)]
    moved = [now for was, now in both if (*_look(was), was.due) != (*_look(now), now.due)]
    if moved:
        was, now = (day_words(day) if day else "not given" for day in (agreed.old, agreed.new))
        said = f"'agreed' was {was} and is now {now}; that changes how {number_of(len(moved), 'action')} dated without a year {'stands' if len(moved) == 1 else 'stand'}, and nothing says why"
        yield Hit(("agreed",), f"The plan: {said}", HINT)


def _redated(old: Plan, new: Plan, pair: Pair) -> bool:
    one, other = pair.old, pair.new
    if redated(old, one.action.timescale, new, other.action.timescale) or redated(old, one.recommendation.timescale, new, other.recommendation.timescale):
        return True
    both = ((one.action.evidence, other.action.evidence), (one.action.milestones, other.action.milestones))
    return any(redated(old, was.timescale, new, now.timescale) for before, after in both for was, now in zip(before, after, strict=False))


def _marking(edit: EditCase) -> Iterator[Hit]:
    marking = edit.plan.one(Set, "marking")
    if marking is not None and kept_from_public(marking.old) != kept_from_public(marking.new):
        was, now = (f"marked '{said}'" if said else "not marked" for said in (marking.old, marking.new))
        yield Hit(("marking",), f"The plan: {now} now, {was} before, which changes who may read it, and nothing says why", HINT)


def _closed(edit: EditCase) -> Iterator[Hit]:
    closed = edit.plan.one(Set, "closed")
    if closed is not None:
        said = "closed" if closed.old is None else "no longer closed" if closed.new is None else "closed otherwise than before"
        yield Hit(("closed",), f"The plan: {said}, and nothing under the plan's progress says so", HINT)


def _filled_in(response: Set) -> bool:
    """Whether an answer stands as it was, and has only been given the reason that it lacked."""
    return response.new is not None and response.new.how == response.old.how and not response.old.why


def _answered(response: Set) -> str:
    was, now = response.old.how, response.new.how if response.new is not None else ""
    if was == now:
        return f"the response is still {now}, for another reason than before"
    return f"the response was {was} and is {f'now {now}' if now else 'gone'}"


def _bears(edit: EditCase, pair: Pair, change: Set) -> bool:
    new = pair.new
    then = judge(new.plan, new.recommendation, replace(new.action, **{change.field: change.old}), edit.case.vantage)
    return _look(then) != _look(edit.standings(pair)[1])


def _kept_back(part: Part) -> bool:
    return _sensitive(part) or kept_from_public(part.plan.marking)


def _sensitive(part: Part) -> bool:
    return part.recommendation.sensitive or (part.action is not None and part.action.sensitive)


def _look(standing: Standing) -> tuple[str, str, str]:
    return standing.stated, standing.checked, standing.timing


RULE = Rule(
    code="S709",
    name="terms-changed",
    level=ERROR,
    fires="the legend, 'agreed', 'continuing', 'proposed', 'sensitive', 'marking', 'response' or 'closed' changed, and nothing was noted",
    why="One word in the legend turns a whole plan green, and no row has changed. The same holds for the day from which years are counted, for what is called continuing or only proposed, and for what the public may read. Such a change is somebody's decision: a note on the plan says whose.",
    bad=Example("""\
rag:
  green: {means: on_track, label: On target}
  amber: {means: ▸on_track, label: Going well enough}
  red: {means: off_track, label: Off track}
  blue: {means: completed, label: Done}
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: amber
""", before="""\
rag:
  green: {means: on_track, label: On target}
  amber: {means: at_risk, label: At risk}
  red: {means: off_track, label: Off track}
  blue: {means: completed, label: Done}
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: amber
"""),
    good=Example("""\
rag:
  green: {means: on_track, label: On target}
  amber: {means: on_track, label: Going well enough}
  red: {means: off_track, label: Off track}
  blue: {means: completed, label: Done}
progress:
  - date: 2024-05-28
    by: AB
    note: Cabinet took over the county's colours; amber now means on track, with something to watch
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: amber
""", before="""\
rag:
  green: {means: on_track, label: On target}
  amber: {means: at_risk, label: At risk}
  red: {means: off_track, label: Off track}
  blue: {means: completed, label: Done}
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: amber
"""),
    check=check,
    edit=True,
)

"""What was done, who checked it, and what was closed without being done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from s11.edit.draft import CannotDo, Draft, Entry, check_seen, mapping
from s11.edit.place import Place
from s11.edit.words import rate
from s11.plan import ENDINGS, Done, unknown_word
from s11.standing import DONE
from s11.text import Node
from s11.when import parse_fact_day


def complete(
    draft: Draft,
    place: Place,
    entry: Entry,
    on: str,
    *,
    cycle: Day | None = None,
    rag: str = "",
    note: str = "",
) -> None:
    """Something done: an action or a recommendation completed, evidence received, a milestone reached.

    ``on``: the day, or the month where no day is known ('2013-07'). ``cycle``: a day in the cycle that it is for. An
    action that is done once is also rated with the plan's word for completed, where it has just one. Raises CannotDo.
    """
    day = parse_fact_day(on)
    if day is None:
        raise CannotDo(f"'{on}' is neither a day nor a month: write 2013-07-31 or 2013-07")
    if place.kind == "plan":
        raise CannotDo("a plan as a whole is not completed: name an action, evidence, a milestone or a recommendation")
    if place.kind == "action":
        place.check_open("it is not completed again")
    elif place.action is not None and place.action.ended is not None:
        place.check_open("nothing more is received for it")
    field = "received" if place.piece is not None else "completed"
    known = place.piece.received if place.piece is not None else _completed(place)
    if any(one.date == day and one.cycle == cycle for one in known):
        raise CannotDo(f"{place.called} was {_DONE_WORDS[place.kind]} on {on} already, as the plan says")
    value: Node = {"date": on, "for": cycle.isoformat()} if cycle else on
    path = (*place.path, field)
    if known:
        draft.add(path, value)
    else:
        draft.put(path, value)
    draft.phrases.append(f"{place.called}: {_DONE_WORDS[place.kind]} on {on}")
    if place.kind == "action":
        if rag and not place.is_once and place.plan.state(rag) in DONE:
            raise CannotDo(
                f"{place.called} recurs or goes on, and '{rag}' would close it for good: leave --rag out; where it is "
                f"over, 's11 update {place.address} --rag {rag} --note …'"
            )
        word = rag or _word_for_completed(place)
        if word:
            rate(draft, place, entry.day, word)
    elif rag:
        raise CannotDo(f"only an action gets a rating when it is done, and {place.called} is none: leave --rag out")
    if note:
        draft.note(place.action_path if place.action is not None else (), entry, note)


_DONE_WORDS = {"action": "completed", "recommendation": "completed", "evidence": "received", "milestone": "reached"}


def _completed(place: Place) -> tuple[Done, ...]:
    record = place.action or place.recommendation
    return record.completed if record is not None else ()


def _word_for_completed(place: Place) -> str:
    """The plan's one word for completed, where an action that is done for good is rated otherwise; else ''."""
    action, above, plan = place.of_action, place.recommendation, place.plan
    rated = action.rag or (above.rag if above is not None else "")
    words = [word for word, meaning in plan.rag.items() if meaning.means == "completed"]
    return words[0] if len(words) == 1 and place.is_once and plan.state(rated) not in DONE else ""


def sign_off(draft: Draft, place: Place, day: Day, by: str) -> None:
    """Somebody other than its lead has checked that an action was done. Raises CannotDo."""
    action = place.check_action()
    if action.signed_off is not None:
        raise CannotDo(f"{place.called} was signed off already, on {action.signed_off.date.isoformat()}")
    above = place.recommendation.rag if place.recommendation is not None else ""
    if not place.completed and place.plan.state(action.rag or above) not in DONE:
        raise CannotDo(
            f"{place.called} is not completed yet, so nobody can have checked that it was done: s11 complete"
        )
    draft.put((*place.path, "signed_off"), {"date": day.isoformat(), "by": by})
    draft.phrases.append(f"{place.called}: signed off by {by}")


def end(
    draft: Draft,
    place: Place,
    entry: Entry,
    how: str,
    why: str,
    *,
    to: Sequence[str] = (),
    bodies: Sequence[str] = (),
) -> None:
    """An action closed without being done. ``to``: addresses that carry it on; ``bodies``: bodies outside. Raises
    CannotDo.
    """
    action = place.check_action()
    kind = "_".join(how.strip().lower().replace("-", " ").split())
    if kind not in ENDINGS:
        raise CannotDo(unknown_word(how, "an ending", "--as", ENDINGS))
    if action.ended is not None:
        raise CannotDo(f"{place.called} was ended already, on {action.ended.date.isoformat()}")
    if place.completed and place.is_once:
        place.check_open("it is not ended")
    check_seen(why, "the reason")
    if kind in ("transferred", "superseded") and not to and not bodies:
        raise CannotDo(f"{kind}: say with --to or --to-body what carries it on")
    places: list[Node] = list(to)
    for body in bodies:
        places.append({"body": body})
    ending: dict[str, Node] = {"as": kind, "date": entry.day.isoformat(), **mapping(why=why)}
    if places:
        ending["to"] = places[0] if len(places) == 1 else places
    draft.put((*place.path, "ended"), ending)
    draft.phrases.append(f"{place.called}: ended as {kind.replace('_', ' ')}")

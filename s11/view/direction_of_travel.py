"""How an action would stand by what was done since, had the terms it is judged on stayed as they were.

Terms are its dates and their readings, which evidence and milestones it has, the legend, the calendar, the day the plan
was agreed, whether it is proposed, carried on or ended, and on which day an unchanged rating is stated. Facts are what
was recorded: completions, receipts, notes, sign-offs, and a rating that was changed for another word of the legend as
it was. What looks better only under the new terms is no progress, and never makes a direction of travel better
(``docs/figures.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from s11.change import Pair, Part
from s11.plan import Done, Evidence, Milestone
from s11.standing import DONE, Standing, judge
from s11.when import Vantage

TERMS = frozenset({"dates", "pieces", "legend", "ratings"})


def on_old_terms(
    pair: Pair, now_of: Mapping[Part, Part], above: Pair | None, vantage: Vantage, terms: frozenset[str] = TERMS
) -> Standing:
    """An action of the new side, judged on the vantage's day with its new facts under the old terms.

    ``now_of``: where each piece of the old side stands now; ``above``: its recommendation on both sides, where it stood
    before. ``terms``: which of them stay old: 'dates' (also proposed, carried on, ended), 'pieces' (where its evidence
    and milestones stand), 'legend', 'ratings' (their day).
    """
    old, new = pair.old, pair.new
    plan, recommendation, action = new.plan, new.recommendation, new.action
    word, stated_on = _rating(pair, above, terms)
    if "dates" in terms:
        was = old.action
        action = replace(
            action,
            timescale=was.timescale,
            revised=was.revised,
            completed=_completed(pair, above),
            proposed=was.proposed,
            continuing=was.continuing,
            ended=was.ended,
        )
        recommendation = replace(
            recommendation, timescale=old.recommendation.timescale, revised=old.recommendation.revised, completed=()
        )
    if "dates" in terms or "pieces" in terms:
        pieces = _pieces(old, new, now_of, "dates" in terms) if "pieces" in terms else _dated_as_before(new, now_of)
        milestones = tuple(piece for piece in pieces if isinstance(piece, Milestone))
        action = replace(
            action, evidence=tuple(piece for piece in pieces if not isinstance(piece, Milestone)), milestones=milestones
        )
    if "legend" in terms:
        plan = replace(plan, rag=old.plan.rag, spellings=old.plan.spellings)
    action = replace(action, rag=word, as_at=stated_on)
    recommendation = replace(recommendation, rag="", as_at=None)
    return judge(replace(plan, as_at=None), recommendation, action, vantage)


def _completed(pair: Pair, above: Pair | None) -> tuple[Done, ...]:
    """The completions that hold for it: its own, else its recommendation's, of which an own date before takes only new
    ones.
    """
    own = pair.new.action.completed
    if own or pair.new.action.timescale is not None:
        return own
    if pair.old.action.timescale is None:
        return pair.new.recommendation.completed
    return tuple(entry for entry in above.added("completed") if isinstance(entry, Done)) if above is not None else ()


def _pieces(old: Part, new: Part, now_of: Mapping[Part, Part], dates: bool) -> list[Evidence]:
    """What was asked for before, with what has come in since; what is asked for now beside it, without its date.

    ``dates``: with the dates of before; else what still stands there has those of now.
    """
    here = {part.at: now for part, now in now_of.items() if part.at[:2] == old.at and part.plan is old.plan}
    brought = {now.at for now in now_of.values() if _stands_beneath(now, new)}
    pieces = []
    for at, piece in enumerate(old.action.pieces):
        now = here.get((*old.at, at))
        if now is None:
            pieces.append(piece)
        elif _stands_beneath(now, new) and not dates:
            pieces.append(now.piece)
        else:
            pieces.append(replace(piece, received=now.piece.received))
    return pieces + [
        replace(piece, timescale=None, revised=())
        for at, piece in enumerate(new.action.pieces)
        if (*new.at, at) not in brought
    ]


def _dated_as_before(new: Part, now_of: Mapping[Part, Part]) -> list[Evidence]:
    """What is asked for now, each piece that was there before with its date of then."""
    was = {now.at: part.piece for part, now in now_of.items() if _stands_beneath(now, new)}
    dated = []
    for at, piece in enumerate(new.action.pieces):
        before = was.get((*new.at, at))
        dated.append(
            replace(piece, timescale=before.timescale, revised=before.revised) if before is not None else piece
        )
    return dated


def _stands_beneath(piece: Part, action: Part) -> bool:
    return piece.plan is action.plan and piece.at[:2] == action.at


def _rating(pair: Pair, above: Pair | None, terms: frozenset[str]) -> tuple[str, date | None]:
    """The word that rates it and the day it was stated: of before where the rating says what it said."""
    (was, then), (word, now) = (_rated(part) for part in (pair.old, pair.new))
    old, new = pair.old.plan, pair.new.plan
    if "legend" in terms:
        before, after = old.state(was), old.state(word)
        if old.meaning(word) is None and word:
            # the old legend does not know it: it counts only for what was recorded as done
            done = (
                next((known for known, meaning in old.rag.items() if meaning.means in DONE), "")
                if new.state(word) in DONE and _newly_done(pair, above)
                else ""
            )
            return (done, now) if done else (was, then if "ratings" in terms else now)
        if after == before or new.state(word) == before:
            return was, then if "ratings" in terms else now
        return word, now
    return word, then if "ratings" in terms and new.state(word) == old.state(was) else now


def _rated(part: Part) -> tuple[str, date | None]:
    action, above, plan = part.action, part.recommendation, part.plan
    return (
        (action.rag, action.as_at or above.as_at or plan.as_at)
        if action.rag
        else (above.rag, above.as_at or plan.as_at)
    )


def _newly_done(pair: Pair, above: Pair | None) -> bool:
    return bool(
        pair.added("completed") or (above is not None and not pair.new.action.completed and above.added("completed"))
    )

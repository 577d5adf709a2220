"""Dates: moved with their reason, corrected, asked for, granted and refused."""

from __future__ import annotations

from datetime import date as Day

from s11.edit.draft import CannotDo, Draft, Entry, check_seen, mapping, words_of
from s11.edit.place import Place, find_place
from s11.plan import CORRECTION, Request
from s11.standing import Held, held_by, reads_the_same, time_requests
from s11.text import Node, Path
from s11.when import Timescale


def move(
    draft: Draft,
    place: Place,
    entry: Entry,
    to: Node,
    why: str = "",
    *,
    approved_by: str = "",
    asked: Day | None = None,
    correction: bool = False,
    as_agreed: bool = False,
) -> None:
    """Another timescale, with an entry under 'revised' that keeps the words before and says why they changed.

    A first date where none was given is no move, and needs no reason. What has its date from its recommendation gets
    one of its own. ``as_agreed``: the words are those that were agreed, though they give no certain day. Raises
    CannotDo.
    """
    place.check_open("its date is not moved")
    was, words, holder = _held(draft, place)
    _check_certain(to, place, draft, as_agreed)
    own = place.dated.timescale is not None
    if was is not None and not words_of(words):
        raise CannotDo(f"the timescale of {place.called} cannot be read: s11 lint {draft.loaded.source.name}")
    path = (*place.path, "timescale")
    if was is None:
        if correction:
            raise CannotDo(f"{place.called} has no date that could be corrected")
        draft.put(path, to)
        draft.phrases.append(f"{place.called} has a first date, '{words_of(to)}'")
        if why:
            _note_on(draft, place, entry, why)
        return
    if not why:
        raise CannotDo(f"the date of {place.called} is '{words_of(words)}': say why it is moved, with --why")
    days = [change.date for change in holder.dated.revised]
    if days and entry.day < max(days):
        raise CannotDo(
            f"the date of {place.called} was last changed on {max(days).isoformat()}, and a change of "
            f"{entry.day.isoformat()} cannot be entered before it: date it on the day on which it was decided"
        )
    revision: dict[str, Node] = {"date": entry.day.isoformat(), "from": words}
    revision |= mapping(
        as_=CORRECTION if correction else "",
        why=why,
        by=entry.by,
        asked=asked.isoformat() if asked else "",
        approved_by=approved_by,
    )
    before = draft.document.node((*holder.path, "revised")) if not own else None
    draft.put(path, to)
    for change in before if isinstance(before, list) else [before] if before else []:
        # what was changed above is part of this date's history too
        draft.add((*place.path, "revised"), change)
    draft.add((*place.path, "revised"), revision)
    _check_moved(draft, place, was, to)
    verb = "corrected" if correction else "moved"
    above = f" of {holder.called}" if not own else ""
    draft.phrases.append(f"{place.called}: date{above} {verb} from '{words_of(words)}' to '{words_of(to)}'")


def _check_certain(to: Node, place: Place, draft: Draft, as_agreed: bool) -> None:
    """Raises CannotDo where words give no day for certain, and nobody said that they were agreed so."""
    from s11.when import Timescale, read_as

    words = words_of(to)
    check_seen(words, "the date")
    from_day = draft.plan.agreed or draft.plan.as_at
    reading = Timescale.read(words, from_day, conventions=draft.loaded.conventions)
    if as_agreed or (reading.certain and reading.kind not in ("unreadable", "relative")) or reading.kind == "unset":
        return
    raise CannotDo(
        f"'{words}' gives no certain day ({read_as(reading)}): write the day or the month, such as 'June 2027'",
        "if these are the words that were agreed, add --as-agreed",
    )


def _check_moved(draft: Draft, place: Place, was: Timescale, to: Node) -> None:
    """Raises CannotDo where the new words say the same as the old."""
    now = find_place(draft.so_far(), place.address.partition("#")[2]).dated.timescale
    if reads_the_same(was, now):
        raise CannotDo(
            f"the date of {place.called} is '{was.text}', and '{words_of(to)}' is the same: there is nothing to move"
        )


def _held(draft: Draft, place: Place) -> tuple[Timescale | None, Node, Place]:
    """The timescale that holds for something, as it is written, and where it stands: its own, else that of its
    recommendation.
    """
    above = place
    if place.kind == "action" and place.dated.timescale is None:
        above = Place(place.plan, place.path[:2], place.recommendation)
    return above.dated.timescale, draft.document.node((*above.path, "timescale")) or "", above


def _note_on(draft: Draft, place: Place, entry: Entry, words: str) -> None:
    """A note beside a change: on the action, of a recommendation or a plan on the plan."""
    path: Path = place.action_path if place.action is not None else ()
    draft.note(path, entry, words)


def ask(draft: Draft, place: Place, entry: Entry, to: str, why: str, *, as_agreed: bool = False) -> None:
    """More time asked for and not granted yet: it moves nothing. ``as_agreed``: see ``move``. Raises CannotDo."""
    place.check_open("more time is not asked for")
    check_seen(why, "the reason")
    _check_certain(to, place, draft, as_agreed)
    if _held(draft, place)[0] is None:
        raise CannotDo(f"{place.called} has no date, so more time need not be asked for: s11 move gives it one")
    if any(one.date == entry.day for one in _pending(place, entry.day)):
        raise CannotDo(f"more time for {place.called} was asked for on {entry.day.isoformat()} already")
    request_node: dict[str, Node] = {"date": entry.day.isoformat(), **mapping(by=entry.by), "to": to, "why": why}
    draft.add((*place.path, "requests"), request_node, days=[request.date for request in place.dated.requests])
    draft.phrases.append(f"{place.called}: more time asked for, until '{to}'")


def grant(draft: Draft, place: Place, entry: Entry, *, why: str = "", approved_by: str = "", to: str = "") -> None:
    """The newest request that is still open is granted: the date moves as was asked, and says who approved it.

    ``to``: where it is granted until another day; ``why``: where there is another reason than was given with the
    request. Raises CannotDo.
    """
    request = _open_request(place, entry.day)
    reason = why or request.why
    if not reason:
        raise CannotDo("the request gives no reason: say with --why why it is granted")
    until = to or draft.document.node((*_request_path(draft, place, request), "to")) or ""
    move(draft, place, entry, until, reason, approved_by=approved_by, asked=request.date, as_agreed=not to)
    draft.phrases[-1] += ", as asked for"


def refuse(draft: Draft, place: Place, entry: Entry, why: str, refused_by: str = "") -> None:
    """The newest request that is still open is refused: the date stays. Raises CannotDo."""
    request = _open_request(place, entry.day)
    refusal = {"date": entry.day.isoformat(), **mapping(by=refused_by or entry.by, why=why)}
    draft.put((*_request_path(draft, place, request), "refused"), refusal)
    draft.phrases.append(f"{place.called}: more time until '{request.to.text}' refused")


def _pending(place: Place, day: Day) -> list[Request]:
    """The requests for more time that nobody has answered by a day, oldest first."""
    record = place.dated
    held = (
        held_by(place.recommendation, place.action)
        if place.kind == "action" and place.recommendation is not None and place.action is not None
        else Held(record.timescale, record.revised, ())
    )
    requests = time_requests(record.requests, held.timescale, held.revised, day)
    return [one.request for one in requests if one.state == "open"]


def _open_request(place: Place, day: Day) -> Request:
    pending = _pending(place, day)
    if not pending:
        later = [request for request in place.dated.requests if request.date > day]
        reason = "more time was asked for, and answered" if place.dated.requests else "no more time was asked for"
        reason = f"more time was asked for only on {later[-1].date.isoformat()}" if later else reason
        raise CannotDo(f"{place.called}: {reason}; 's11 ask' enters a request, 's11 move' moves the date")
    return pending[-1]


def _request_path(draft: Draft, place: Place, request: Request) -> Path:
    path = (*place.path, "requests")
    node = draft.document.node(path)
    if not isinstance(node, list):
        return path
    kept = [at for at, one in enumerate(node) if isinstance(one, dict)]
    number = next(at for at, one in enumerate(place.dated.requests) if one is request)
    if len(kept) != len(place.dated.requests):
        raise CannotDo(f"not every request of {place.called} can be read: s11 lint {draft.loaded.source.name}")
    return (*path, kept[number])

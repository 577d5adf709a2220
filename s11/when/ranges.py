"""Dates in a row: a year or a month that is written once and meant of all, and ranges told from lists."""

from __future__ import annotations

from typing import NamedTuple

from s11.when.calendar import FEASTS
from s11.when.model import Among, Point, Stretch, WhenParsed


class Member(NamedTuple):
    """One of the dates of a series, with what stands between it and the one before."""

    first: tuple[Point, ...]
    last: tuple[Point, ...]  # more than one where the words can be more than one thing
    op: str = ""  # - / and or, or nothing
    doubts: tuple[str, ...] = ()
    lent: bool = False  # its year was written at another date


def sharing_years(members: list[Member]) -> list[Member]:
    """A year written once stands for the dates before it, and in a range for the one behind it."""
    shared = list(members)
    for i in range(len(shared) - 2, -1, -1):
        here, later = shared[i], shared[i + 1]
        if (
            later.op
            and _lacks_year(here)
            and later.first[0].year is not None
            and later.first[0].shape != "calendar_year"
        ):
            shared[i] = _lent(here, later.first[0], behind=False, ranged=later.op in "-/")
    for i in range(1, len(shared)):
        here, before = shared[i], shared[i - 1]
        if here.op and _lacks_year(here) and before.last[0].year is not None:
            shared[i] = _lent(here, before.last[0], behind=True, ranged=here.op == "-")
    return shared


def _lacks_year(member: Member) -> bool:
    point = member.last[0]
    return len(member.last) == 1 and point.year is None and point.shape in ("day", "month", "quarter", "span", "feast")


def _lent(member: Member, lender: Point, behind: bool, ranged: bool) -> Member:
    """The member with the lender's year; the year before or after it where a range turns over the year's end."""
    point = member.last[0]
    year = lender.year or 0
    doubts = member.doubts
    turns = _turn(point) < _turn(lender) if behind else _turn(point) > _turn(lender)
    if turns:
        year += 1 if behind else -1
    if (turns or behind) and not ranged:
        doubts = (*doubts, "which year each date lies in is not plain")
    if point.shape == "quarter" and lender.shape == "calendar_quarter":
        point = point._replace(shape="calendar_quarter")
    if lender.which.endswith("_term") and point.which in _SEASON_MONTHS:
        point = point._replace(which=f"{point.which}_term")  # "Spring/Summer Term"
    if not 1 <= year <= 9999:
        return member
    new = (point._replace(year=year),)
    return member._replace(first=new, last=new, doubts=doubts, lent=True)


_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_FIRST_MONTHS = _SEASON_MONTHS | {name: feast.month for name, feast in FEASTS.items()}


def _turn(point: Point) -> tuple[int, int]:
    """Where in its year a point stands: tells whether a shared year turns between two of them."""
    if point.shape in ("quarter", "calendar_quarter"):
        return int(point.which), 0
    season = next((m for name, m in _FIRST_MONTHS.items() if point.which.startswith(name)), 0)
    return point.month or season, point.day


def _adjacent(a: Point, b: Point) -> bool:
    """Whether the second follows the first without a gap, their years alike or yet unknown."""
    if a.shape != b.shape:
        return False
    if a.shape == "day":
        return a.month == b.month and b.day - a.day == 1 and a.year == b.year
    if a.shape == "month":
        turned = 12 if b.month < a.month else 0
        years = (b.year - a.year) * 12 if a.year is not None and b.year is not None else turned
        return b.month - a.month + years == 1
    if a.shape in ("quarter", "calendar_quarter"):
        return int(b.which) - int(a.which) == 1 and a.year == b.year
    return a.shape == "span" and a.which != b.which


def ranges(members: list[Member]) -> tuple[WhenParsed, ...]:
    """Ranges joined and the rest listed; where a stroke or an 'and' can be either, the doubt is named."""
    whens: list[WhenParsed] = []
    lent = False
    for member in members:
        here = tuple(Stretch(p, p) for p in member.last)
        if not whens:
            whens.append(WhenParsed(here, member.doubts))
        else:
            before = whens[-1]
            first, last = before.choices[0], here[0].last
            together = _adjacent(first.last, last)
            shares = lent or member.lent or last.year is None
            if member.op == "-" or (member.op == "/" and shares and together):
                doubts = (*before.doubts, *member.doubts, *_range_doubts(before, here))
                whens[-1] = WhenParsed((Stretch(first.first, last),), doubts, stroke=member.op == "/")
            elif member.op == "or":
                whens[-1] = WhenParsed((*before.choices, *here), (*before.doubts, *member.doubts))
            else:
                runs_on = together and member.op != "" and not (member.op == "/" and last.shape == "month")
                doubts = (*member.doubts, *_list_doubts(member, first.last, shares))
                whens.append(WhenParsed(here, doubts, runs_on=runs_on))
        lent = member.lent
    return tuple(whens)


def _range_doubts(before: WhenParsed, here: tuple[Stretch, ...]) -> tuple[str, ...]:
    start, end = before.choices[0], here[0].last
    if len(before.choices) > 1 or len(here) > 1 or start.first != start.last:
        return ("which dates the range joins is not plain",)
    fine = {"day", "month", "quarter", "calendar_quarter"}
    if start.first.shape != end.shape and not {start.first.shape, end.shape} <= fine:
        return ("a range between unlike dates",)
    return ()


def _list_doubts(member: Member, before: Point, shares: bool) -> tuple[str, ...]:
    point = member.last[0]
    if point.shape == "calendar_year" and before.shape != "calendar_year":
        return ("what the year belongs to is not plain",)
    if member.op == "" and (before.year is None or point.year is None):
        return ("dates without anything between them",)
    if member.op == "":
        return (Among(STRUCK),)
    if member.op == "/" and shares:
        return (Among(STROKE),)
    return ()


STRUCK = "nothing stands between the dates: one may have been struck out"
STROKE = "whether the stroke joins a range or two dates is not said"

"""S701: looks better, and nothing says why."""

from collections.abc import Iterator

from s11.change import Entered, Moved, Pair, Rated, Set
from s11.rules.edit import EditCase
from s11.rules.rule import Example, Hit, Rule
from s11.standing import CHECKED, Standing, days_of, gives_a_day, state_words
from s11.text import ERROR, Path

# what a committee must not lose sight of; who leads an action or how it is worded does not bear on it
WATCHED = ("off_track", "at_risk", "not_known")
BEARING = ("S702", "S703", "S704", "S706", "S707", "S709")
OWN = ("timescale", "as_at", "continuing", "proposed")


def check(edit: EditCase) -> Iterator[Hit]:
    found: dict[Path, list[tuple[Pair, str]]] = {}
    for path, pair in edit.actions():
        better = _better(edit, pair)
        if better and not _spoken_for(edit, path) and not _doubtful(edit, pair) and not _explained(edit, pair):
            found.setdefault(_cause(edit, path, pair), []).append((pair, better))
    for cause, pairs in found.items():
        yield _hit(cause, pairs)


def _better(edit: EditCase, pair: Pair) -> str:
    """What an action no longer is that it was before, in words; '' where it looks no better."""
    old, new = edit.standings(pair)
    if old.checked in WATCHED and CHECKED.index(new.checked) > CHECKED.index(old.checked):
        return f"{_late_by(old) if old.late else state_words(old.checked)} before this edit, {state_words(new.checked)} with it"
    if old.late and not new.late:
        return f"{_late_by(old)} before this edit, not late with it"
    still = {edit.parts[(*pair.new.at, number)] for number in _late_pieces(new)}
    now = {other.old: other.new for piece in edit.pieces(pair.new) if (other := edit.pair_of.get(piece))}
    for number in sorted(_late_pieces(old)):
        piece = next((part for part in now if part.at == (*pair.old.at, number) and part.plan is pair.old.plan), None)
        if piece is not None and now[piece] not in still:
            return f"{piece.called} late before this edit, not late with it"
    return ""


def _late_by(standing: Standing) -> str:
    return f"late by {days_of(standing.days_late)}"


def _late_pieces(standing: Standing) -> set[int]:
    """The evidence and milestones that are outstanding and late, counted from 0."""
    late = {thing.address for thing in standing.outstanding if thing.of != "action" and thing.timing == "late"}
    return {at for at, thing in enumerate(standing.pieces) if thing.address in late}


def _explained(edit: EditCase, pair: Pair) -> bool:
    own = edit.noted(pair) or edit.shown(pair) or edit.revised(pair) or edit.ended(pair) or _first_date(pair)
    return own or (not _own_changed(edit, pair) and edit.noted_on_plan())


def _first_date(pair: Pair) -> bool:
    """Whether the action now has a date, and nothing dated it before: neither itself, its recommendation nor its evidence or milestones."""
    old, new = pair.old, pair.new
    before = [old.action.timescale, old.recommendation.timescale, *(piece.timescale for piece in old.action.pieces)]
    after = [new.action.timescale, new.recommendation.timescale, *(piece.timescale for piece in new.action.pieces)]
    # the same words that give a day now, counted from another one, are no date that somebody gave
    said = {timescale.text for timescale in before if timescale is not None}
    return not any(gives_a_day(timescale) for timescale in before) and any(gives_a_day(timescale) and timescale.text not in said for timescale in after)


def _own_changed(edit: EditCase, pair: Pair) -> bool:
    """Whether anything on the action itself bears on how it stands; else the cause lies above it."""
    if pair.old.action.pieces != pair.new.action.pieces:
        return True
    moved_here = edit.pair_of.get(pair.new.above) is None or edit.pair_of[pair.new.above].old is not pair.old.above
    own = any(not isinstance(change, Rated) or not change.carried for kind in (Moved, Rated, Entered) for change in pair.all(kind))
    # what it says itself and what it has from above may be the same words, and hold together with something else
    own = own or any(bool(getattr(pair.old.action, field)) != bool(getattr(pair.new.action, field)) for field in ("timescale", "rag"))
    return moved_here or own or any(change.field in OWN for change in pair.all(Set))


def _cause(edit: EditCase, path: Path, pair: Pair) -> Path:
    """The field that made the difference, as near as can be said."""
    if _own_changed(edit, pair):
        rated, moved = pair.one(Rated), pair.one(Moved)
        own = ["rag"] * bool(rated and not rated.carried) + ["timescale"] * bool(moved) + [change.field for change in pair.all(Set) if change.field in OWN]
        own += [entered.field for entered in pair.all(Entered)]
        return (*path, own[0]) if own else path
    above = edit.pair_of.get(pair.new.above)
    if above is not None and above.one(Set, "as_at"):
        return (*path[:2], "as_at")
    if edit.plan is not None and edit.plan.one(Set, "as_at"):
        return ("as_at",)
    return path[:2]


def _spoken_for(edit: EditCase, path: Path) -> bool:
    """Whether another finding on the action, or on what it has from above, has said it already: one cause, one finding."""
    for code, place in edit.spoken:
        own = place[: len(path)] == path
        above = place[:2] == path[:2] and place[2:3] not in ((), ("actions",)) and code != "S704"
        on_plan = place[:1] in (("rag",), ("agreed",)) and code == "S709"
        if code in BEARING and (own or above or on_plan):
            return True
    return False


def _doubtful(edit: EditCase, pair: Pair) -> bool:
    return edit.now.in_doubt(pair.new) or edit.before(pair.old).in_doubt(pair.old)


def _hit(cause: Path, pairs: list[tuple[Pair, str]]) -> Hit:
    first, better = pairs[0]
    alone = len(cause) > 3
    hint = "add what happened, in the same edit: 'completed' or 'received' with its day, 'revised' with why, or a note under 'progress'"
    if alone or len(pairs) == 1:
        said = f"{first.new.label}: {better}, and nothing says why"
        return Hit(cause, said, hint)
    holder = first.new.above.label if cause[:1] == ("recommendations",) else "The plan"
    numbers = ", ".join(pair.new.action.id for pair, _ in pairs[:6]) + (f" and {len(pairs) - 6} more" if len(pairs) > 6 else "")
    said = f"{holder}: {len(pairs)} actions look better than before this edit ({numbers}), and nothing says why; action {first.new.action.id}: {better}"
    return Hit(cause, said, "add a note under the plan's 'progress' on what was looked at and found, or what happened to each action under its own")


RULE = Rule(
    code="S701",
    name="looks-better",
    level=ERROR,
    fires="something was late, off track, at risk or not known, no longer is, and nothing was recorded that explains it",
    why="What a committee cannot see is the edit: a row that was late last month and is not late now. Whatever was touched, both versions are judged on the same day, and what looks better must have a reason in the same edit: a completion or receipt, a first date, a revised date with why, an ending with a reason, or a note of progress. Bromsgrove's members met changes in what was on target that nobody had explained.",
    bad=Example("""\
as_at: ▸2024-05-20
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: Ongoing
        measure: Every procedure reviewed within its year
        rag: green
""", before="""\
as_at: 2023-03-20
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: Ongoing
        measure: Every procedure reviewed within its year
        rag: green
"""),
    good=Example("""\
as_at: 2024-05-20
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: Ongoing
        measure: Every procedure reviewed within its year
        rag: green
        progress:
          - date: 2024-05-14
            by: CD
            note: Read through with the county; two paragraphs were brought up to date
""", before="""\
as_at: 2023-03-20
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: Ongoing
        measure: Every procedure reviewed within its year
        rag: green
"""),
    check=check,
    edit=True,
)

"""S701: looks better, and nothing says why."""

from collections.abc import Iterator

from s11.change import (
    DateMove,
    EntryChange,
    FieldChange,
    LeadChange,
    Pair,
    Part,
    RatingChange,
    TextChange,
    is_reason,
)
from s11.change.assessments import AssessedPair, ScaleChange
from s11.english import days_of, number_of, state_words
from s11.plan import GivenGrade
from s11.rules.assessment_edit import AMEND, AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import RATED, Example, Hit, Rule
from s11.standing import CHECKED, DONE, Standing, gives_a_day
from s11.standing.answers import AnswerStanding, Aspect, better
from s11.text import ERROR, Path
from s11.when import day_words

# what a committee must not lose sight of; who leads an action or how it is worded does not bear on it
WATCHED = ("off_track", "at_risk", "not_known")
BEARING = ("S702", "S703", "S704", "S705", "S706", "S709", "S713")
OWN = ("timescale", "as_at", "continuing", "proposed")
FIGURES = ("checked", "timing", "days_late", "late_dates", "first_due", "times_moved")


def check(edit: EditContext) -> Iterator[Hit]:
    causes: dict[Path, list[tuple[Pair, str]]] = {}
    for path, pair in edit.actions():
        if _is_covered_by_error(edit, path):
            continue
        if _doubtful(edit, pair):
            unknown = _unjudged(edit, pair)
            if unknown and not _explained(edit, pair):
                causes.setdefault(_cause(edit, path, pair), []).append((pair, unknown))
            continue
        better = _better(edit, pair)
        if better and not _explained(edit, pair):
            causes.setdefault(_cause(edit, path, pair), []).append((pair, better))
            continue
        changed = _first_date_changed(edit, pair)
        # a date that was only its evidence's or milestones' may give way to one of its own, and the plan's years to
        # others, with a word on why
        derived = edit.standings(pair)[0].timescale is None or not _own_changed(edit, pair)
        if changed and not edit.corrected(pair) and not (derived and _explained(edit, pair)):
            causes.setdefault(_cause(edit, path, pair), []).append((pair, changed))
    for cause, pairs in causes.items():
        yield _hit(cause, pairs)


def _unjudged(edit: EditContext, pair: Pair) -> str:
    """That an action stands otherwise than a base says of which not all could be read, in words; '' where it does not.

    Nothing passes by a base that cannot be judged. What cannot be read now is found by itself.
    """
    before, now = edit.before(pair.old), edit.now
    if not before.in_doubt(pair.old):
        return ""
    old, new = edit.standings(pair)
    mended = not now.in_doubt(pair.new)
    if not mended and all(getattr(old, figure) == getattr(new, figure) for figure in FIGURES):
        return ""
    stands = _late_by(new) if new.late else state_words(new.checked)
    return f"how it stood before this edit cannot be told, for not all of it could be read; it is {stands} with it"


def _better(edit: EditContext, pair: Pair) -> str:
    """What an action no longer is that it was before, in words; '' where it looks no better."""
    old, new = edit.standings(pair)
    if CHECKED.index(new.checked) > CHECKED.index(old.checked) and (old.checked in WATCHED or new.checked in DONE):
        return (
            f"{_late_by(old) if old.late else state_words(old.checked)} before this edit, {state_words(new.checked)} "
            "with it"
        )
    if old.late and not new.late:
        return f"{_late_by(old)} before this edit, not late with it"
    if old.late and new.days_late < old.days_late:
        return f"{_late_by(old)} before this edit, {_late_by(new)} with it"
    if old.late and new.late_dates < old.late_dates and old.cycles is None:
        return f"{number_of(old.late_dates, 'date')} late before this edit, {new.late_dates} with it"
    return _late_beneath(edit, pair)


def _late_beneath(edit: EditContext, pair: Pair) -> str:
    """Evidence and milestones that were late are followed to wherever they went: under another action, one that is
    ended or proposed, or into another plan.
    """
    old, _ = edit.standings(pair)
    for number in sorted(_late_pieces(old)):
        called, now = f"{old.pieces[number].of} {pair.old.action.number(number)}", edit.is_now(pair.old, number)
        if now is None or _received(edit, now):
            continue
        if now.at[2] not in _late_pieces(edit.sides_now[id(now.plan)].standings[now.at[:2]]):
            went = (
                ""
                if now.above is pair.new
                else f" under {now.above.label}" + ("" if now.plan is pair.new.plan else f" of {now.plan.id}")
            )
            return f"{called} late before this edit, not late with it{went}"
    return ""


def _received(edit: EditContext, piece: Part) -> bool:
    """Whether what was late came in with this edit, or its date was moved with a reason."""
    return bool(edit.added(piece, "received") or edit.added(piece, "revised"))


def _first_date_changed(edit: EditContext, pair: Pair) -> str:
    """How the first date, kept for ever, or the count of moves looks better than it did; only a correction says why."""
    old, new = edit.standings(pair)
    if old.first_due is not None and (new.first_due is None or new.first_due > old.first_due):
        return f"first due {day_words(old.first_due)} before this edit, " + (
            f"{day_words(new.first_due)} with it" if new.first_due else "no day with it"
        )
    if new.times_moved < old.times_moved:
        return (
            f"its date had been moved {number_of(old.times_moved, 'time')} before this edit, {new.times_moved} with it"
        )
    return ""


def _late_by(standing: Standing) -> str:
    return f"late by {days_of(standing.days_late)}"


def _late_pieces(standing: Standing) -> set[int]:
    """The evidence and milestones that are outstanding and late, counted from 0."""
    late = {thing.address for thing in standing.outstanding if thing.of != "action" and thing.timing == "late"}
    return {at for at, thing in enumerate(standing.pieces) if thing.address in late}


def _explained(edit: EditContext, pair: Pair) -> bool:
    own = (
        edit.noted(pair)
        or edit.shown(pair)
        or edit.revised(pair)
        or edit.ended(pair)
        or _verified(edit, pair)
        or _first_date(edit, pair)
    )
    return own or (not _own_changed(edit, pair) and edit.noted_on_plan())


def _verified(edit: EditContext, pair: Pair) -> bool:
    """Whether a sign-off makes verified what was in order before it, or was recorded as completed.

    It says that what was done was checked: not when that was done, nor what became of anything late.
    """
    old, new = edit.standings(pair)
    in_order = not old.late and (old.checked not in WATCHED or bool(old.action.completed))
    return in_order and new.checked == "verified" and edit.signed(pair)


def _first_date(edit: EditContext, pair: Pair) -> bool:
    """Whether the action now has a date, and nothing dated it before: neither itself, its recommendation nor its
    evidence or milestones.

    Evidence and milestones that stood elsewhere bring no first date with them.
    """
    old, new = pair.old, pair.new
    own = [
        piece.piece for piece in edit.pieces(new) if piece not in edit.pair_of or edit.pair_of[piece].old.above is old
    ]
    before = [old.action.timescale, old.recommendation.timescale, *(piece.timescale for piece in old.action.pieces)]
    after = [new.action.timescale, new.recommendation.timescale, *(piece.timescale for piece in own)]
    # the same words that give a day now, counted from another one, are no date that somebody gave
    texts = {timescale.text for timescale in before if timescale is not None}
    return not any(gives_a_day(timescale) for timescale in before) and any(
        timescale is not None and gives_a_day(timescale) and timescale.text not in texts for timescale in after
    )


def _own_changed(edit: EditContext, pair: Pair) -> bool:
    """Whether anything on the action itself bears on how it stands; else the cause lies above it."""
    if pair.old.action.pieces != pair.new.action.pieces:
        return True
    moved_here = edit.pair_of.get(pair.new.above) is None or edit.pair_of[pair.new.above].old is not pair.old.above
    own = (
        pair.one(DateMove) is not None
        or any(not rated.carried for rated in pair.all(RatingChange))
        or any(entered.bears for entered in pair.all(EntryChange))
        or _led_otherwise(pair)
    )
    return moved_here or own or bool(_own_fields(pair)) or any(change.field in OWN for change in pair.all(FieldChange))


def _own_fields(pair: Pair) -> list[str]:
    """What only one side of an action says itself: the same words from above may hold together with something else."""
    old, new = pair.old.action, pair.new.action
    return [field for field in ("timescale", "rag") if bool(getattr(old, field)) != bool(getattr(new, field))]


def _led_otherwise(pair: Pair) -> bool:
    """Whether another leads what is signed off: who led it is what a sign-off is asked about."""
    return pair.new.action.signed_off is not None and any(not led.carried for led in pair.all(LeadChange))


def _cause(edit: EditContext, path: Path, pair: Pair) -> Path:
    """The field that made the difference, as near as can be said."""
    if _own_changed(edit, pair):
        rated, moved = pair.one(RatingChange), pair.one(DateMove)
        own = (
            ["rag"] * bool(rated and not rated.carried)
            + ["timescale"] * bool(moved)
            + ["lead"] * _led_otherwise(pair)
            + _own_fields(pair)
            + [change.field for change in pair.all(FieldChange) if change.field in OWN]
        )
        own += [entered.field for entered in pair.all(EntryChange) if entered.bears]
        return (*path, own[0]) if own else path
    above = edit.pair_of.get(pair.new.above)
    if above is not None and above.one(FieldChange, "as_at"):
        return (*path[:2], "as_at")
    if edit.plan is not None and edit.plan.one(FieldChange, "as_at"):
        return ("as_at",)
    return path[:2]


def _is_covered_by_error(edit: EditContext, path: Path) -> bool:
    """Whether an error found on the action, or on what it has from above, has said it already: one cause, one finding.

    A warning is no stand-in: what it lets pass would pass.
    """
    for code, place, level in edit.faulted:
        own = place[: len(path)] == path
        above = place[:2] == path[:2] and place[2:3] not in ((), ("actions",))
        on_plan = place[:1] in (("rag",), ("agreed",), ("as_at",), ("source",)) and code == "S709"
        if level == ERROR and code in BEARING and (own or above or on_plan):
            return True
    return False


def _doubtful(edit: EditContext, pair: Pair) -> bool:
    return edit.now.in_doubt(pair.new) or edit.before(pair.old).in_doubt(pair.old)


def _hit(cause: Path, pairs: list[tuple[Pair, str]]) -> Hit:
    first, better = pairs[0]
    hint = (
        "add what happened, in the same edit: 'completed' or 'received' with its day, 'revised' with why, or a note "
        "under 'progress'"
    )
    if len(pairs) == 1:
        message = f"{first.new.label}: {better}, and nothing says why"
        return Hit(cause, message, hint)
    holder = first.new.above.label if cause[:1] == ("recommendations",) else "The plan"
    numbers = ", ".join(pair.new.action.id for pair, _ in pairs[:6]) + (
        f" and {len(pairs) - 6} more" if len(pairs) > 6 else ""
    )
    message = (
        f"{holder}: {len(pairs)} actions look better than before this edit ({numbers}), and nothing says why; action "
        f"{first.new.action.id}: {better}"
    )
    return Hit(
        cause,
        message,
        "add a note under the plan's 'progress' on what was looked at and found, or what happened to each action "
        "under its own",
    )


# what else an amendment of the body's own cannot explain: it is said by others
_OF_OTHERS = ("grade of others", "what a challenge says")
_ADDED = {"points": "points", "evidence": "evidence", "age of evidence": "evidence", "impact": "evidence"}


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    for standard, before, now in edit.cells():
        if edit.has_error(standard):
            continue
        pair = edit.answer_pair(standard)
        left = [one for one in better(before, now) if not _is_explained(edit, pair, one, before, now)]
        if left:
            path = edit.path(pair.new) if pair is not None else ()
            yield Hit(
                path or ("title",),
                f"Standard {standard} looks better with this edit ({', '.join(left)}), and nothing in it says why",
                "put it back, or give the reason: a new grade with its 'why:', evidence, an answer to a question; or "
                + AMEND,
                about=now.assessment.id + f"#{standard}",
            )


def _is_explained(
    edit: AssessmentEdit, pair: AssessedPair | None, aspect: Aspect, before: AnswerStanding, now: AnswerStanding
) -> bool:
    """Whether what was added in the same edit says why a standard looks better in one respect."""
    if edit.amended(now.standard) and aspect not in _OF_OTHERS:
        return True
    if pair is None:
        # what was not answered is, for the first time
        return before.answer is None
    match aspect:
        case "own grade" | "grade of others":
            given = now.own if aspect == "own grade" else now.moderated
            marked = pair.field("not_applicable")
            if aspect == "own grade" and isinstance(marked, TextChange) and is_reason(marked.new):
                return True
            return _scale_amended(edit) or any(
                given is not None and one is given.given and _first_or_why(edit, pair, one)
                for one in edit.grades_added(pair)
            )
        case "who looked at it":
            spoke = pair.items("grades").added or pair.items("challenged").added or _is_challenge_new(edit)
            return bool(spoke or edit.amended_any())
        case "what a challenge says":
            return _is_challenge_new(edit)
        case "points" | "evidence" | "age of evidence" | "impact":
            change = pair.items(_ADDED[aspect])
            return bool(change.added or change.filled) or (aspect == "impact" and edit.amended())
        case "questions":
            return bool(pair.items("challenged").filled)
        case "actions":
            none = pair.field("none")
            return bool(pair.items("actions").added) or (isinstance(none, TextChange) and is_reason(none.new))
        case "carried forward":
            return any(change.fields != ("unchanged_since",) for change in pair.changes)
    return False


def _first_or_why(edit: AssessmentEdit, pair: AssessedPair, grade: GivenGrade) -> bool:
    return edit.grade_before(pair, grade) is None or edit.grade_has_reason(pair, grade)


def _scale_amended(edit: AssessmentEdit) -> bool:
    changed = edit.whole is not None and any(True for _ in edit.whole.all(ScaleChange))
    return changed and edit.amended()


def _is_challenge_new(edit: AssessmentEdit) -> bool:
    """Whether a challenge was added, or an existing one said more."""
    new = any(part.kind == "challenge" for part in edit.compared.added)
    return new or any(pair.items("says").added for pair in edit.challenges())


RULE = Rule(
    code="S701",
    name="looks-better",
    level=ERROR,
    fires=(
        "something was late, off track, at risk or not known, no longer is, and nothing was recorded that explains it"
    ),
    why=(
        "What a committee cannot see is the edit: a row that was late last month and is not late now. Whatever was "
        "touched, both versions are judged on the same day, and what looks better must have a reason in the same "
        "edit: a completion or receipt, a first date, a revised date with why, an ending with a reason, or a note of "
        "progress. Bromsgrove's members met changes in what was on target that nobody had explained."
    ),
    bad=Example(
        "as_at: ▸2024-05-20\n" + with_action("timescale: Ongoing"),
        before="as_at: 2023-03-20\n" + with_action("timescale: Ongoing"),
    ),
    good=Example(
        "as_at: 2024-05-20\n"
        + with_action("""\
timescale: Ongoing
progress:
  - date: 2024-05-14
    by: CD
    note: Read through with the county; two paragraphs were brought up to date
"""),
        before="as_at: 2023-03-20\n" + with_action("timescale: Ongoing"),
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments=(
        "a standard looks better in any way that is shown of it (grades, who looked at it, evidence, questions, gaps, "
        "actions), and nothing added in the same edit says why"
    ),
    headings=("no_longer_late", "better", *RATED, "other"),
)

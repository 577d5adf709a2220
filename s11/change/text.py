"""Change records in words: each is worded here, for ``changes``, ``history ADDRESS`` and the rules about edits (S7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.change.phrases import NO_REASON, agreed_words, percent_words, person_name
from s11.change.records import (
    LONG_DAYS,
    Change,
    DateMove,
    EntryChange,
    FieldChange,
    IdChange,
    LeadChange,
    LegendChange,
    Pair,
    Part,
    PlaceChange,
    RatingChange,
    TextChange,
)
from s11.change.similarity import is_reason, redacted, same_text
from s11.english import join_words, state_words
from s11.plan import (
    CarriedTo,
    Control,
    DateChange,
    Done,
    Ended,
    Entry,
    EntryWords,
    MeasureReading,
    Person,
    Plan,
    Progress,
    Record,
    Redacted,
    Reported,
    Request,
    Response,
    SignedOff,
    field_named,
    fields_of,
)
from s11.standing import DONE_AS, answers_of, answers_of_action, begun_later, counted_words, gives_a_day, on_time_words
from s11.when import Timescale, day_words, in_quotes, on_day

NOT_ENTERED = f"no change was entered, and {NO_REASON}"
READ_OTHERWISE = (
    "its words are as they were: the council's own settings, or the day from which its year is counted, changed"
)
STILL_IN_GIT = "git keeps what was ever committed"
# what differs though it is no field of its own
_APART = {"kind": "what it is", "timescale": "how certain its date is"}
# before an entry that begins with its day
_VERBS = {Progress: "noted on ", MeasureReading: "measured "}


class ChangeText(NamedTuple):
    """One change in words.

    ``name``: what changed; ``before`` and ``after``: the plan's own words on both sides; ``words``: all of it in one
    sentence. ``kind``: what was done; ``on``: the day that an entry itself names; ``taken_out``: texts before and after
    words were taken out of them.
    """

    kind: str
    name: str
    words: str
    before: str = ""
    after: str = ""
    why: str = ""
    on: date | None = None
    taken_out: tuple[tuple[str, str], ...] = ()


def change_texts(pair: Pair, change: Change, day: date = date.max) -> Iterator[ChangeText]:
    """A change of a pair in words; what was done is said to be on time or not as was known on the day."""
    match change:
        case DateMove():
            yield _moved(pair.new.plan, change)
        case TextChange():
            yield _reworded(pair, change)
        case RatingChange():
            rating = rating_words(change)
            yield ChangeText(
                "rated", rating, rating, _rating(change.old_word, change.old), _rating(change.new_word, change.new)
            )
        case LeadChange():
            before, after = names(pair.old.plan, change.old), names(pair.new.plan, change.new)
            yield ChangeText("led", "its lead", f"its lead was {before}, now {after}", before, after)
        case EntryChange():
            yield from _entered(pair, change, day)
        case IdChange():
            yield ChangeText(
                "renumbered", "another number", f"its id was {change.old}, now {change.new}", change.old, change.new
            )
        case PlaceChange():
            yield ChangeText(
                "elsewhere",
                "another place",
                f"stood under {change.old}, now under {change.new}",
                change.old,
                change.new,
            )
        case LegendChange():
            before, after = (
                "; ".join(
                    dict.fromkeys(f"{plan.legend_word(word) or word}: {meaning_words(state)}" for word, state in side)
                )
                for plan, side in (
                    (pair.old.plan, [(word, old) for word, old, _ in change.words]),
                    (pair.new.plan, [(word, new) for word, _, new in change.words]),
                )
            )
            yield ChangeText(
                "legend",
                "what its words stand for",
                f"what the legend's words stand for was {before}; now {after}",
                before,
                after,
            )
        case FieldChange():
            yield _set(pair, change, day)


# names ---------------------------------------------------------------------------------------------------------------


def field_name(part: Part, field: str) -> str:
    """What a field of a part is called in a sentence: 'its text', 'the period'."""
    described = field_named(type(part.record), field)
    return _APART.get(field) or (described.in_words if described is not None else f"'{field}'")


def entry_words_of(part: Part, field: str) -> EntryWords:
    """What an entry of a part's field is called, by itself, among others, in a history and as a heading of changes."""
    described = field_named(type(part.record), field)
    return (
        described.entry_words
        if described is not None
        else EntryWords(f"entry under '{field}'", f"entries under '{field}'", event=field)
    )


def names(plan: Plan, keys: Iterable[str]) -> str:
    return " and ".join(person_name(plan, key) for key in keys) or "nobody"


# dates ---------------------------------------------------------------------------------------------------------------


def _moved(plan: Plan, moved: DateMove) -> ChangeText:
    before, after = timescale_words(moved.old), timescale_words(moved.new)
    was, now = (timescale.text if timescale is not None else "" for timescale in (moved.old, moved.new))
    given = reasons(plan, moved.revised) if moved.revised else ""
    if moved.first and gives_a_day(moved.new):
        stood = f", where {in_quotes(moved.old)} stood" if moved.old is not None else ""
        return ChangeText("dated", "", f"first date: {after}{stood}", was, now, given)
    why = why_moved(plan, moved)
    if why == READ_OTHERWISE:
        return ChangeText("redated", "", f"its date is read otherwise: it was {before}, now {after}: {why}", was, now)
    verb = "corrected" if moved.corrected else "moved"
    sentence = f"its date was {verb} from {before} to {after}" if now else f"its date, {before}, was taken out"
    return ChangeText(verb, "", f"{sentence}: {why}" if why else sentence, was, now, given)


def why_moved(plan: Plan, moved: DateMove) -> str:
    """Why a date reads otherwise: the reasons entered, or that none was entered; '' where no day was due before."""
    if moved.revised:
        return reasons(plan, moved.revised)
    return "" if moved.first else READ_OTHERWISE if stands_as_it_stood(moved) else NOT_ENTERED


def stands_as_it_stood(moved: DateMove) -> bool:
    """Whether a date that reads otherwise has the words that it had."""
    return moved.old is not None and moved.new is not None and same_text(moved.old.text, moved.new.text)


def reasons(plan: Plan, revised: Sequence[DateChange]) -> str:
    """Why a date was changed; each change with its day where there are several."""
    if len(revised) == 1:
        return _reason(revised[0]) + agreed_words(plan, revised[0])
    return "; ".join(
        f"{day_words(entry.date)}: {_reason(entry)}{agreed_words(plan, entry)}"
        for entry in sorted(revised, key=lambda entry: entry.date)
    )


def _reason(entry: DateChange) -> str:
    """The words given; what is no reason (S210) is said to be none, beside what stands there."""
    return entry.why if is_reason(entry.why) else f"{NO_REASON}{f' ({entry.why!r})' if entry.why else ''}"


def timescale_words(timescale: Timescale | None) -> str:
    if timescale is None:
        return "no date"
    return in_quotes(timescale) + (f" ({timescale.words})" if timescale.words else "")


# texts, ratings ------------------------------------------------------------------------------------------------------


def _reworded(pair: Pair, change: TextChange) -> ChangeText:
    field = field_name(pair.new, change.field)
    if change.withheld:
        # what was taken out is not said again
        why = "; ".join(one.why for one in newly_redacted(pair.old.record, pair.new.record))
        name = (
            f"words were taken out of {field}"
            if change.redacted
            else f"{field} is another, and words were taken out of it"
        )
        return ChangeText(
            "redacted", name, f"{name}: now '{change.new}'", "", change.new, why, taken_out=((change.old, change.new),)
        )
    name = field + (", spelling or one mended word" if change.slight else "")
    return ChangeText(
        "reworded", name, f"{field} was {_quoted(change.old)}, now {_quoted(change.new)}", change.old, change.new
    )


def rating_words(rated: RatingChange) -> str:
    """A rating and the one before it: "rated 'green' (on track), was 'red' (off track)"."""
    now = f"rated {_rating(rated.new_word, rated.new)}" if rated.new_word else "no longer rated"
    return f"{now}, was {_rating(rated.old_word, rated.old)}"


def _rating(word: str, state: str) -> str:
    return f"'{word}' ({state_words(state)})" if word else "not rated"


def meaning_words(state: str) -> str:
    """What a word of the legend stands for."""
    return state_words(state) or "not in the legend"


def legend_words(word: str, before: str, after: str) -> str:
    """What one word of the legend stood for and stands for."""
    was = f"stood for {meaning_words(before)}" if before else f"was {meaning_words(before)}"
    now = (
        f"now for {meaning_words(after)}"
        if before and after
        else f"stands for {meaning_words(after)} now"
        if after
        else f"is {meaning_words(after)} now"
    )
    return f"the legend changed: '{word}' {was}, {now}"


# entries -------------------------------------------------------------------------------------------------------------


def _entered(pair: Pair, entered: EntryChange, day: date) -> Iterator[ChangeText]:
    field, old, new = entered.field, pair.old, pair.new
    called = entry_words_of(new, field)
    kind, one = called.event, called.one
    for entry in sorted(entered.added, key=lambda entry: entry.date):
        sentence = entered_words(pair, field, entry, day)
        why = f": {entry.why}" if isinstance(entry, Ended) and entry.why else ""
        yield ChangeText(kind, sentence, f"{_VERBS.get(type(entry), '')}{sentence}{why}", after=sentence, on=entry.date)
    for entry in entered.removed:
        name, before = (
            f"the {entry_words_of(old, field).one} of {day_words(entry.date)} was taken out",
            entry_words(old, field, entry),
        )
        yield ChangeText("taken_out", name, f"{name}: {before}", before, on=entry.date)
    for earlier, later in entered.known:
        was, now = day_words(earlier.date), day_words(later.date)
        yield ChangeText(
            "known",
            f"the day of the {one} of {was}",
            f"the day of the {one} of {was} is known now, {now}",
            was,
            now,
            on=later.date,
        )
    for earlier, later in entered.altered:
        # where words were taken out, though not as they should be, they are not said again either
        was = "" if getattr(later, "redacted", ()) else entry_words(old, field, earlier)
        yield _differing(
            "rewritten",
            f"the {one} of {day_words(earlier.date)} was changed",
            was,
            entry_words(new, field, later),
            later.date,
        )
    for earlier, later in entered.mended:
        yield _differing(
            "mended",
            f"one word of the {one} of {day_words(earlier.date)}",
            entry_words(old, field, earlier),
            entry_words(new, field, later),
            later.date,
        )
    for earlier, later in entered.redacted:
        taken_out = newly_redacted(earlier, later)
        name = f"words were taken out of the {one} of {day_words(earlier.date)}" + "".join(
            _taken_out_words(new.plan, redaction) for redaction in taken_out
        )
        sentence = entry_words(new, field, later)
        yield ChangeText(
            "redacted",
            name,
            f"{name}: {sentence}",
            "",
            sentence,
            "; ".join(redaction.why for redaction in taken_out),
            later.date,
            _texts_of(earlier, later),
        )
    for earlier, later in entered.filled:
        if isinstance(later, Request) and isinstance(earlier, Request) and later.refused and not earlier.refused:
            sentence = entry_words(new, field, later)
            yield ChangeText("refused", sentence, sentence, entry_words(old, field, earlier), sentence, on=later.date)
        else:
            yield _differing(
                "completed_by",
                f"the {one} of {day_words(earlier.date)} was completed by what it lacked",
                entry_words(old, field, earlier),
                entry_words(new, field, later),
                later.date,
            )


def _differing(kind: str, name: str, before: str, after: str, on: date) -> ChangeText:
    return ChangeText(
        kind, name, f"{name}: {f'it was {before}; ' if before else ''}it is now {after}", before, after, on=on
    )


def newly_redacted(before: Record, after: Record) -> list[Redacted]:
    """What a record says, and did not say before, of words that were taken out of it."""
    known: tuple[Redacted, ...] = getattr(before, "redacted", ())
    now: tuple[Redacted, ...] = getattr(after, "redacted", ())
    return [one for one in now if one not in known]


def _taken_out_words(plan: Plan, one: Redacted) -> str:
    return f", on {day_words(one.date)}" + (f" by {person_name(plan, one.by)}" if one.by else "")


def _texts_of(before: object, after: object) -> tuple[tuple[str, str], ...]:
    """The texts of an entry that differ, before and after."""
    texts = ((getattr(before, field.name), getattr(after, field.name)) for field in fields_of(type(before)))
    return tuple((one, other) for one, other in texts if isinstance(one, str) and one != other)


def entered_words(pair: Pair, field: str, entry: Entry, day: date) -> str:
    """An entry with its own day; of what was done, with whether that was on time."""
    sentence = entry_words(pair.new, field, entry)
    return f"{sentence}, {_entered_done_words(pair, field, entry, day)}" if isinstance(entry, Done) else sentence


def _entered_done_words(pair: Pair, field: str, one: Done, day: date) -> str:
    """As ``done_words``, of what was entered with the change; not firmly where S403 doubts its day or its cycle."""
    timescale = pair.new.dated.timescale
    if pair.new.kind == "action" and timescale is None:
        timescale = pair.new.recommendation.timescale
    begins, newest = begun_later(timescale, one), pair.old.newest_entry
    if begins is not None:
        return f"before that cycle began on {day_words(begins)}, so whether it was on time is not known"
    phrase = done_words(pair.new, field, one, day)
    if newest is not None and (newest - one.date).days > LONG_DAYS:
        return f"entered only after what was entered for {day_words(newest)}; if that day is right, {phrase}"
    return phrase


def entry_words(part: Part, field: str, entry: Entry) -> str:
    """An entry with its own day."""
    plan, day = part.plan, day_words(entry.date)
    match entry:
        case Progress():
            return f"{day}: {percent_words(entry.percent)}{entry.note}" + (
                f" ({person_name(plan, entry.by)})" if entry.by else ""
            )
        case DateChange():
            changed = f"{'corrected' if entry.corrects else 'changed'} from {timescale_words(entry.before)}"
            return f"{day}: {changed}: {entry.why or NO_REASON}{agreed_words(plan, entry)}"
        case Request():
            return _request_words(plan, entry)
        case SignedOff():
            return f"signed off by {person_name(plan, entry.by)} {on_day(entry.date)}"
        case Ended():
            return f"{state_words(entry.how)} {on_day(entry.date)}" + (
                f", carried on by {_places_words(entry.to)}" if entry.to else ""
            )
        case Reported():
            return f"taken to {entry.to} {on_day(entry.date)}"
        case Done():
            done = DONE_AS[part.piece.of] if part.is_piece and field == "received" else field.replace("_", " ")
            return f"{done} {on_day(entry.date)}" + (f" for {day_words(entry.cycle)}" if entry.cycle else "")
        case MeasureReading():
            return f"{entry.value} {on_day(entry.date)}" + (f": {entry.note}" if entry.note else "")
    # an entry of a kind that has no sentence of its own
    return f"{field.replace('_', ' ')}, {day}: {_record_words(entry, apart=('date',))}"


def done_words(part: Part, field: str, one: Done, day: date) -> str:
    """Whether a completion or a receipt was on time, by the due day in force when it was done, and what it made up."""
    if part.kind == "action":
        answers = answers_of_action(part.plan, part.recommendation, part.action, one, day)
    else:
        done = [entry for entry in part.entries(field) if isinstance(entry, Done)]
        answers = answers_of(part.dated.timescale, part.dated.revised, done, one, day)
    if not answers:
        return counted_words(answers)
    if len(answers) == 1:
        return on_time_words(answers[0])
    return counted_words(answers, plan_names_it=one.cycle is not None)


def _request_words(plan: Plan, request: Request) -> str:
    refused = request.refused
    by = f" by {person_name(plan, request.by)}" if request.by else ""
    answer = (
        f"refused on {day_words(refused.date)}"
        + (f" by {person_name(plan, refused.by)}" if refused.by else "")
        + (f" ({refused.why})" if refused.why else "")
        if refused
        else ""
    )
    sentence = f"more time asked for until {timescale_words(request.to)}{by} on {day_words(request.date)}"
    return sentence + (f", {answer}" if answer else "") + (f": {request.why}" if request.why else "")


def _places_words(places: Iterable[CarriedTo]) -> str:
    return "; ".join(", ".join(filter(None, (place.address, place.body))) for place in places)


# other fields --------------------------------------------------------------------------------------------------------


def _set(pair: Pair, change: FieldChange, day: date) -> ChangeText:
    name = field_name(pair.new, change.field)
    if isinstance(change.old, str) and isinstance(change.new, str) and redacted(change.old, change.new):
        sentence = f"words were taken out of {name}"
        return ChangeText(
            "redacted",
            sentence,
            f"{sentence}: now '{change.new}'",
            "",
            change.new,
            taken_out=((change.old, change.new),),
        )
    old, new = _only_differing(change.old, change.new)
    before, after = value_words(old), value_words(new)
    more = "".join(f"; {sentence}" for sentence in _meaning_of(pair, change, day))
    return ChangeText(
        "set",
        name + more,
        f"{name}: was {_quoted_text(old, before)}, now {_quoted_text(new, after)}{more}",
        "" if _is_nothing(old) else before,
        "" if _is_nothing(new) else after,
    )


def _meaning_of(pair: Pair, change: FieldChange, day: date) -> Iterator[str]:
    """What the change of a field means, where that is more than other words."""
    old, new = change.old, change.new
    match change.field:
        case "link" if pair.old.is_piece and pair.old.piece.received:
            done = "exchanged" if change.new else "dropped"
            of = "a milestone" if pair.old.kind == "milestone" else "evidence"
            day_done = on_day(pair.old.piece.received[-1].date)
            yield f"the link of {of} that was {DONE_AS[pair.old.piece.of]} {day_done} was {done}"
        case "standards" if dropped := no_longer_named(change):
            yield f"{'a standard was' if len(dropped) == 1 else 'standards were'} dropped: {', '.join(dropped)}"
        case "response" if isinstance(new, Response) and new.how == "rejected":
            yield "it was answered as rejected"
        case "control":
            yield from _review_words(
                old if isinstance(old, Control) else None, new if isinstance(new, Control) else None, day
            )
        case "people" if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _left_words(old, new, day)
        case "rag" if isinstance(new, Mapping) and isinstance(old, Mapping):
            words = [word for word, meaning in new.items() if word in old and meaning.label != old[word].label]
            if words:
                yield f"what the legend says of {', '.join(words)} has other words"


def no_longer_named(change: FieldChange) -> list[str]:
    """What a list named before and does not name now."""
    old, new = (value if isinstance(value, tuple) else () for value in (change.old, change.new))
    return [one for one in old if one not in new]


def _review_words(old: Control | None, new: Control | None, day: date) -> Iterator[str]:
    was, now = (control.next_review if control else None for control in (old, new))
    if was is None or was == now:
        return
    past = f", which was past on {day_words(day)}," if was.due and was.due < day else ""
    yield f"the next review, {in_quotes(was)}{past} was " + (f"moved to {in_quotes(now)}" if now else "taken away")


def _left_words(old: Mapping[str, Person], new: Mapping[str, Person], day: date) -> Iterator[str]:
    for key, person in old.items():
        now = new.get(key)
        if person.left and now is not None and now.left != person.left:
            past = " (past)" if person.left <= day else ""
            yield f"the day {person.name or key} left, {day_words(person.left)}{past}, was " + (
                f"moved to {day_words(now.left)}" if now.left else "taken away"
            )


def _only_differing(old: object, new: object) -> tuple[object, object]:
    """Of two mappings only what differs."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return old, new
    return {key: value for key, value in old.items() if new.get(key) != value}, {
        key: value for key, value in new.items() if old.get(key) != value
    }


def value_words(value: object) -> str:
    """A field's value: 'nothing', 'yes', a day, words."""
    if _is_nothing(value):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Timescale):
        return timescale_words(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_words(inner)}" for key, inner in value.items())
    if isinstance(value, tuple):
        return ", ".join(value_words(inner) for inner in value)
    if isinstance(value, Record):
        return _record_words(value) or "nothing"
    return str(value)


def _is_nothing(value: object) -> bool:
    return value is None or value in ("", (), {})


def _record_words(record: object, apart: tuple[str, ...] = ()) -> str:
    given = [
        (field.key.replace("_", " "), getattr(record, field.name))
        for field in fields_of(type(record))
        if field.name not in apart
    ]
    # that a number is 0 is said too, that something is not so is not
    return ", ".join(f"{name} {value_words(inner)}" for name, inner in given if inner or type(inner) in (int, float))


def _quoted_text(value: object, text: str) -> str:
    return _quoted(value) if isinstance(value, str) else text


def _quoted(text: str) -> str:
    return f"'{text}'" if text else "nothing"


# for a finding, which has one line -----------------------------------------------------------------------------------


def shortened(text: str, letters: int = 60) -> str:
    """The beginning of a text, in quotes."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= letters else f"'{line[:letters].rsplit(' ', 1)[0]} …'"


def changed_words(old: str, new: str) -> tuple[str, str]:
    """Two texts in quotes, both from shortly before the first word that differs."""
    before, after = old.split(), new.split()
    same = next(
        (number for number, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    start = max(same - 3, 0) if shortened(old) == shortened(new) else 0
    one, other = (shortened(" ".join(["…"] * bool(start) + words[start:])) for words in (before, after))
    return one, other


def quoted(timescale: Timescale | None) -> str:
    """A timescale's words, or that there are none."""
    return in_quotes(timescale) if timescale is not None else "none"


def entries_changed(part: Part, entered: EntryChange) -> Iterator[tuple[Entry | None, str]]:
    """What was done to the record, without its words: each entry that says something else, then all that are gone."""
    called = entry_words_of(part, entered.field)
    for was, now in entered.altered:
        yield now, f"the {called.one} of {day_words(was.date)} says something else than before"
    if entered.removed:
        days = join_words([day_words(entry.date) for entry in entered.removed])
        yield (
            None,
            f"the {called.one} of {days} is gone"
            if len(entered.removed) == 1
            else f"the {called.several} of {days} are gone",
        )

"""What is entered in a self-assessment: grades, evidence, challenges, questions and their answers, what answers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s11.change import is_reason
from s11.edit.draft import AssessmentDraft, CannotDo, Entry, check_seen, mapping
from s11.plan import CHALLENGERS, SELF, did_you_mean, did_you_mean_name, fold_word, unknown_word
from s11.text import Node, Path
from s11.when import parse_fact_day

# the fields of an answer that hold its own words
TEXT_FIELDS = ("text", "not_applicable", "none")


def grade(draft: AssessmentDraft, standard: str, word: str, entry: Entry, *, by: str = SELF, why: str = "") -> None:
    """A grade beside those that were given: of a standard, or with '' of the whole. Raises CannotDo.

    ``by``: self, or the id of a challenge. One that says something else than the last of the same side says why.
    """
    assessment = draft.assessment
    if assessment.means(word) is None:
        words = list(assessment.scale)
        near = did_you_mean(word, words) or (f"its words are {', '.join(words)}" if words else "it has no scale yet")
        raise CannotDo(f"'{word}' is no word of the scale of {assessment.id}: {near}")
    written = next((key for key in assessment.scale if fold_word(key) == fold_word(word)), word)
    by = challenge_id(draft, by, "--by", or_self=True)
    answer = assessment.answer(standard) if standard else None
    held = assessment.grades if not standard else answer.grades if answer is not None else ()
    same_side = [one for one in held if (one.by == SELF) == (by == SELF)]
    last = same_side[-1] if same_side else None
    whose = f"standard {standard}" if standard else "the whole"
    if last is not None:
        if last.by == by and fold_word(last.grade) == fold_word(word) and last.date == entry.day:
            raise CannotDo(f"{whose} is graded '{word}' by {by} on {entry.day.isoformat()} already")
        if last.date is not None and last.date > entry.day:
            raise CannotDo(
                f"{whose} was graded by {last.by} on {last.date.isoformat()}, and a grade of "
                f"{entry.day.isoformat()} cannot be entered after it: date it on the day on which it was given"
            )
        if assessment.means(last.grade) != assessment.means(word) and not is_reason(why, [one.why for one in held]):
            raise CannotDo(f"{whose} was graded '{last.grade}' by {last.by}: say with --why why it is '{word}' now")
    check_seen(why, "the reason")
    value: dict[str, Node] = {"by": by, "grade": written, "date": entry.day.isoformat(), **mapping(why=why)}
    path = (*answer_path(draft, standard), "grades") if standard else ("grades",)
    draft.add(path, value)
    if by == SELF and standard:
        no_longer_carried(draft, standard)
    draft.phrases.append(f"{whose} graded '{written}' by {'itself' if by == SELF else by}")


def evidence(draft: AssessmentDraft, standard: str, text: str, *, example: bool = False, **details: str) -> None:
    """A piece of evidence of an answer, with what is known of it: dated, frequency, link, held, impact, effect.

    Raises CannotDo.
    """
    if not text.strip():
        raise CannotDo("say what the evidence is: 's11 evidence ADDRESS \"Minutes of the safeguarding group\"'")
    for name, detail in (("the evidence", text), *details.items()):
        check_seen(detail, name)
    if (dated := details.get("dated", "")) and parse_fact_day(dated) is None:
        raise CannotDo(f"--dated {dated}: write a day, 2026-11-27, or a month, 2026-11")
    level, levels = details.get("impact", ""), draft.assessment.impact
    if level and level not in levels:
        raise CannotDo(
            unknown_word(level, "a level of impact", "it", [*levels])
            if levels
            else f"--impact {level}: no level is known yet"
        )
    answer = draft.assessment.answer(standard)
    if answer is not None and any(fold_word(one.text) == fold_word(text) for one in answer.evidence):
        raise CannotDo(f"standard {standard} names this evidence already")
    value: dict[str, Node] = {"text": text}
    value |= {key: detail for key in _EVIDENCE_ORDER if (detail := details.get(key, ""))}
    if example:
        value["example"] = "true"
    draft.add((*answer_path(draft, standard), "evidence"), value)
    no_longer_carried(draft, standard)
    draft.phrases.append(f"standard {standard}: evidence named")


_EVIDENCE_ORDER = ("dated", "frequency", "link", "held", "impact", "effect")


def challenge(
    draft: AssessmentDraft,
    how: str,
    entry: Entry,
    *,
    own_id: str = "",
    by: Sequence[str] = (),
    about: Sequence[str] = (),
    of: str = "",
    asked: str = "",
    answered: str = "",
    report: str = "",
) -> str:
    """Somebody beside the body who looked at the return. Returns the id by which grades name it. Raises CannotDo."""
    if how not in CHALLENGERS:
        raise CannotDo(unknown_word(how, "a kind of challenge", "it", CHALLENGERS))
    known = [one.id for one in draft.assessment.challenges]
    if own_id in (*known, SELF):
        raise CannotDo(f"'{own_id}' is taken: give the challenge another id with --id")
    numbers = (how, *(f"{how}-{number}" for number in range(2, len(known) + 3)))
    new = own_id or next(one for one in numbers if one not in known)
    for standard in about:
        check_standard(draft, standard)
    for name, count in (("--asked", asked), ("--answered", answered)):
        if count and not count.isdecimal():
            raise CannotDo(f"{name} {count}: write how many there were, for example 40")
    value: dict[str, Node] = {"id": new, "as": how, "date": entry.day.isoformat()}
    value |= {key: _one_or_list(given) for key, given in (("by", by), ("about", about)) if given}
    draft.add(("challenges",), value | mapping(of=of, asked=asked, answered=answered, report=report))
    draft.phrases.append(f"challenge '{new}' ({how.replace('_', ' ')}) entered")
    return new


def _one_or_list(values: Sequence[str]) -> Node:
    return values[0] if len(values) == 1 else [*values]


def question(draft: AssessmentDraft, standard: str, text: str, entry: Entry, by: str) -> int:
    """A question that a challenge put about an answer. Returns its number. Raises CannotDo."""
    check_seen(text, "the question")
    asker = challenge_id(draft, by, "--by", or_self=False)
    answer = draft.assessment.answer(standard)
    known = len(answer.challenged) if answer is not None else 0
    value: dict[str, Node] = {"by": asker, "text": text, "date": entry.day.isoformat()}
    draft.add((*answer_path(draft, standard), "challenged"), value)
    draft.phrases.append(f"standard {standard}: question {known + 1} put by {asker}")
    return known + 1


def reply(draft: AssessmentDraft, standard: str, number: int, text: str) -> None:
    """What is answered to a question, by its number from 1; 0 for the one that is open. Raises CannotDo."""
    check_seen(text, "the answer")
    answer = draft.assessment.answer(standard)
    questions = answer.challenged if answer is not None else ()
    still_open = [at for at, one in enumerate(questions, 1) if not one.answer]
    if not number and len(still_open) != 1:
        many = f"questions {', '.join(map(str, still_open))} are open: say which with --question"
        raise CannotDo(f"standard {standard}: {many if still_open else 'no question is open'}")
    at = number or still_open[0]
    if at > len(questions):
        raise CannotDo(f"standard {standard} has {len(questions) or 'no'} questions, and none of number {at}")
    if questions[at - 1].answer:
        raise CannotDo(f"question {at} of standard {standard} was answered, and that stays: put what follows anew")
    path = (*answer_path(draft, standard), "challenged")
    node = draft.document.node(path)
    draft.put((*path, _kept(node)[at - 1], "answer") if isinstance(node, list) else (*path, "answer"), text)
    draft.phrases.append(f"standard {standard}: question {at} answered")


def enter_answer(
    draft: AssessmentDraft,
    standard: str,
    texts: Mapping[str, str],
    *,
    gaps: Sequence[str] = (),
    strengths: Sequence[str] = (),
    actions: Sequence[str] = (),
) -> None:
    """What an answer says: its words, why it does not apply or has no action; a gap, a strength, an action more.

    Raises CannotDo.
    """
    for name, text in texts.items():
        check_seen(text, "the answer")
        if name != "text" and text and not is_reason(text):
            raise CannotDo(f"'{text}' is no reason: say in two words or more why")
    path = answer_path(draft, standard)
    for name in TEXT_FIELDS:
        if texts.get(name):
            draft.put((*path, name), texts[name])
            draft.phrases.append(f"standard {standard}: {_PHRASES[name]}")
    answer = draft.assessment.answer(standard)
    for name, several in (("strengths", strengths), ("gaps", gaps), ("actions", actions)):
        held = {fold_word(one) for one in getattr(answer, name, ())}
        for one in several:
            check_seen(one, name)
            if fold_word(one) in held:
                raise CannotDo(f"standard {standard} has this among its {name} already")
            draft.add((*path, name), one)
            draft.phrases.append(f"standard {standard}: {_PHRASES[name]}")
    if gaps or strengths or texts.get("text") or texts.get("not_applicable"):
        no_longer_carried(draft, standard)


_PHRASES = {
    "text": "answered",
    "not_applicable": "said not to apply",
    "none": "said why there is no action",
    "strengths": "a strength named",
    "gaps": "a gap named",
    "actions": "an action named",
}


def amend(draft: AssessmentDraft, standard: str, entry: Entry, by: str, why: str) -> None:
    """Why an answer was changed after the return was submitted, or what was committed of it. Raises CannotDo."""
    check_seen(why, "the reason")
    people = draft.assessment.people
    if by and by not in people:
        raise CannotDo(
            unknown_word(by, "a key of the people of the return", "it", [*people])
            if people
            else f"--by {by}: the return names nobody yet"
        )
    value: dict[str, Node] = {"date": entry.day.isoformat(), **mapping(by=by)}
    if standard:
        value["about"] = [standard]
    days = [one.date for one in draft.assessment.amendments]
    draft.add(("amendments",), {**value, "why": why}, days=days)


# where it stands -----------------------------------------------------------------------------------------------------


def answer_path(draft: AssessmentDraft, standard: str) -> Path:
    """Where the answer to a standard stands; one that is not there yet is put in its place. Raises CannotDo."""
    check_standard(draft, standard)
    node = draft.document.node(("answers",))
    answers = node if isinstance(node, list) else []
    positions = [at for at, one in enumerate(answers) if isinstance(one, dict) and _number(one) == standard]
    if len(positions) > 1:
        raise CannotDo(f"standard {standard} is answered twice in {draft.assessment.id}: put it in one place first")
    if positions:
        return ("answers", positions[0])
    order = {id: at for at, id in enumerate(draft.standards)}
    own = order.get(standard)
    later = [
        at
        for at, one in enumerate(answers)
        if own is not None and isinstance(one, dict) and order.get(_number(one), -1) > own
    ]
    draft.add_at(("answers",), {"standard": standard}, later[0] if later else None)
    return ("answers", later[0] if later else len(answers))


def _number(one: Mapping[str, Node]) -> str:
    number = one.get("standard")
    return number.strip() if isinstance(number, str) else ""


def check_standard(draft: AssessmentDraft, standard: str) -> None:
    """Raises CannotDo where the list has no such standard, or the return says nothing of it and has no list."""
    known = draft.standards or [one.standard for one in draft.assessment.answers]
    if standard in known or (not draft.standards and not known):
        return
    near = did_you_mean_name(standard, known) or f"its standards are {', '.join(known)}"
    raise CannotDo(f"{draft.assessment.standards or draft.assessment.id} has no standard '{standard}': {near}")


def challenge_id(draft: AssessmentDraft, given: str, option: str, *, or_self: bool) -> str:
    """The id of a challenge, or 'self', as it is written. Raises CannotDo."""
    known = [*([SELF] if or_self else []), *(one.id for one in draft.assessment.challenges)]
    matching = [one for one in known if fold_word(one) == fold_word(given)]
    if matching:
        return matching[0]
    near = did_you_mean(given, known) or (f"there is {', '.join(known)}" if known else "there is none yet")
    raise CannotDo(
        f"{option} {given}: no challenge is called so; {near}. To enter one: s11 challenge {draft.assessment.id}"
    )


def no_longer_carried(draft: AssessmentDraft, standard: str) -> None:
    """An answer that says something new is not carried forward as it was. Raises CannotDo."""
    path = (*answer_path(draft, standard), "unchanged_since")
    if draft.document.has(path):
        draft.take_out(path)


def _kept(node: Sequence[Node]) -> list[int]:
    return [at for at, one in enumerate(node) if isinstance(one, dict)]


# what is carried forward from one return to the next: what the body itself says
_CARRIED = ("points", "text", "not_applicable", "none", "evidence", "strengths", "gaps", "actions", "note")


def carried_fields(node: Mapping[str, Node]) -> dict[str, Node]:
    """What the body itself says in an answer, as it is written, its own last grade too; {} where it says nothing."""
    kept: dict[str, Node] = {}
    grades = node.get("grades")
    given = grades if isinstance(grades, list) else [grades]
    own: list[Node] = [one for one in given if isinstance(one, dict) and one.get("by") == SELF]
    if own:
        kept["grades"] = own[-1:]
    return kept | {key: node[key] for key in _CARRIED if node.get(key)}

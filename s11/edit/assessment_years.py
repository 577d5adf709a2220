"""A new self-assessment, and the answers of the last one carried forward into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from s11.edit.assessing import carried_fields
from s11.edit.draft import AssessmentDraft, CannotDo
from s11.edit.years import text_of
from s11.plan import ASSESSMENT_FORMAT, Answer, Assessment, StandardList, fields_of
from s11.standing.answers import day_of_return
from s11.text import Node

# what holds of the body and its list from one cycle to the next
_STAYS = ("organisation", "unit", "kind", "under", "for", "cycle", "marking", "scale", "bands", "impact", "people")
# the words of a scale where a body has none of its own yet
PLAIN_SCALE: Mapping[str, str] = {"Met": "met", "Partly met": "partly", "Not met": "not_met"}


@dataclass(frozen=True, slots=True)
class AssessmentHeading:
    """What a new self-assessment says of itself."""

    title: str
    standards: str
    organisation: str = ""
    boards: Sequence[str] = ()
    due: str = ""


def empty_assessment(heading: AssessmentHeading, listed: StandardList | None, schema: str) -> str:
    """A self-assessment that answers nothing yet, with a place for each standard of its list, as the text of a file."""
    root = _head(heading)
    root["scale"] = {word: {"means": means} for word, means in PLAIN_SCALE.items()}
    root["answers"] = [{"standard": one.id} for one in listed.standards] if listed is not None else []
    return _text(root, schema)


def carried_into(
    draft: AssessmentDraft, heading: AssessmentHeading, listed: StandardList | None, schema: str
) -> tuple[str, int]:
    """The next self-assessment of the same body, with the answers of the last one carried forward, each marked so.

    What others said of them (grades, challenges, questions), the submission and what was amended stay behind; a
    standard that the last return did not answer stands there unanswered. In another list a standard is carried where it
    stands in the place of one that was answered. Returns its text and how many answers it carries. Raises CannotDo.
    """
    last, root = draft.assessment, draft.document.root
    day = day_of_return(last)
    if not isinstance(root, dict):
        raise CannotDo(f"{last.id} holds no self-assessment")
    made = {key: root[key] for key in _STAYS if key in root} | _head(heading)
    nodes = {_number(one): one for one in _answers(root)}
    answers: list[Node] = []
    count = 0
    for standard in [one.id for one in listed.standards] if listed is not None else [*nodes]:
        before = _before(standard, last, heading, listed)
        answer, node = last.answer(before), nodes.get(before)
        kept = carried_fields(node) if node is not None and answer is not None else {}
        if not kept:
            answers.append({"standard": standard})
            continue
        count += 1
        own = answer.own.date if answer is not None and answer.own is not None else None
        since = (answer.unchanged_since if answer is not None else None) or day or own
        if since is None:
            raise CannotDo(
                f"{last.id} names no day for which it speaks: write 'as_at:' there, so that what is carried forward "
                "says since when it is so"
            )
        answers.append({**kept, "standard": standard, "unchanged_since": since.isoformat()})
    made["answers"] = [_in_order(one) for one in answers]
    return _text(made, schema), count


def _before(standard: str, last: Assessment, heading: AssessmentHeading, listed: StandardList | None) -> str:
    """The number under which the last return answered a standard; '' where it stands in no single one's place."""
    if heading.standards == last.standards:
        return standard
    listed_standard = listed.standard(standard) if listed is not None else None
    replaced = listed_standard.replaced if listed_standard is not None else ()
    prefix = f"{last.standards}."
    return replaced[0].removeprefix(prefix) if len(replaced) == 1 and replaced[0].startswith(prefix) else ""


def _answers(root: Mapping[str, Node]) -> list[dict[str, Node]]:
    answers = root.get("answers")
    return [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []


def _number(one: Mapping[str, Node]) -> str:
    number = one.get("standard")
    return number.strip() if isinstance(number, str) else ""


def _head(heading: AssessmentHeading) -> dict[str, Node]:
    root: dict[str, Node] = {"format": ASSESSMENT_FORMAT, "title": heading.title, "standards": heading.standards}
    if heading.organisation:
        root["organisation"] = heading.organisation
    if heading.boards:
        root["for"] = [*heading.boards]
    if heading.due:
        root["due"] = heading.due
    return root


def _in_order(answer: Node) -> Node:
    if not isinstance(answer, dict):
        return answer
    return {field.key: answer[field.key] for field in fields_of(Answer) if field.key in answer}


def _text(root: dict[str, Node], schema: str) -> str:
    ordered = {field.key: root[field.key] for field in fields_of(Assessment) if field.key in root}
    return text_of(ordered, schema, Assessment, "answers")

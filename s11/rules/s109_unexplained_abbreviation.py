"""S109: an abbreviation that the plan does not explain."""

import re
from collections.abc import Iterator, Sequence

from s11.pattern import pattern
from s11.plan import Action
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE, Path

_CAPITALS = pattern(r"(?<![\w@.\\#-])[A-Z][A-Z&]{1,6}(?=s?(?:'s|’s)?(?![\w@\\]|\.\w))")
_ADDRESS = pattern(r"\bhttps?://\S+")
_TWO_CAPITALS = pattern(r"[A-Z][A-Z&]")
_ROMAN = pattern(r"[IVX]+")
# what every reader of a council's paper knows, and words that are merely written large
_WELL_KNOWN = """
    UK GB EU US USA NHS GP GPS HR IT ICT PDF FAQ FAQS CEO MP MPS CQC HMP DVD CD TV AM PM OK PO BOX ID QR SMS URL
    RAG TBC TBA NB PS ASAP FOI GDPR LGBT
    NO NOT AND OR THE ALL ANY MUST ONLY NEW END TO OF IN ON BY IF IS ARE AS AT FOR WITH FROM PLAN ACTION ACTIONS
    DRAFT FINAL TOTAL DATE NONE YES
    RED AMBER GREEN BLUE BRAG OFFICIAL
"""


def _texts(case: RuleContext) -> Iterator[tuple[str, str, Path, Sequence[object], int]]:
    """Every text with its label, and the field or the entry of a list that it stands in."""
    for path, label, record in case.holders():
        yield record.text, label, (*path, "text"), (), 0
        if isinstance(record, Action):
            yield record.remedy, label, (*path, "remedy"), (), 0
            yield record.awaiting, label, (*path, "awaiting"), (), 0
            if record.measure is not None:
                yield record.measure.text, label, (*path, "measure"), (), 0
            for number, entry in enumerate(record.progress):
                yield entry.note, label, (*path, "progress"), record.progress, number


def check(case: RuleContext) -> Iterator[Hit]:
    if case.unread("terms"):
        return
    texts = [one for one in _texts(case) if _TWO_CAPITALS.search(one[0])]
    explained = _explained(case, [text for text, *_ in texts]) if texts else set()
    for text, label, path, entries, number in texts:
        if text.upper() == text:
            continue
        for match in _CAPITALS.finditer(_ADDRESS.sub("", text)):
            word = match[0].rstrip("&")
            if len(word) > 1 and word not in explained and not _ROMAN.fullmatch(word):
                explained.add(word)
                yield Hit(
                    (*case.at(path, entries, number), "note") if entries else path,
                    f"{label}: '{word}' is not explained in this plan",
                    f"add '{word}: what it stands for' under 'terms'",
                )


def _explained(case: RuleContext, texts: list[str]) -> set[str]:
    """What needs no explaining: well known, among the terms or people, a word of the legend or the title, or explained
    in brackets.
    """
    plan = case.plan
    words = {*_WELL_KNOWN.split(), *(key.upper() for key in case.keys("people"))}
    for source in (
        *case.keys("terms"),
        *case.keys("rag"),
        *(also for meaning in plan.rag.values() for also in meaning.also),
        plan.title,
        plan.organisation,
    ):
        words.update(re.findall(r"[A-Z&]{2,}", source))
    for text in texts:
        words.update(re.findall(r"(?<=\()[A-Z][A-Z&]+(?=s?\))", text))
        words.update(re.findall(r"\b[A-Z][A-Z&]+(?=s? \([A-Z]?[a-z])", text))
    return words


RULE = Rule(
    code="S109",
    name="unexplained-abbreviation",
    level=ADVICE,
    fires="an abbreviation is neither among the plan's terms nor explained where it stands",
    why=(
        "Plans are read by members, parents and inspectors who do not work there. The same letters mean different "
        "bodies in different counties, and bodies are renamed. A document that everyone can use expands them; "
        "reports do that from the plan's terms."
    ),
    bad=Example(with_action("text: ▸Take the findings of the DHR to Cabinet", "measure: Every finding answered")),
    good=Example(
        """\
terms:
  DHR: domestic homicide review
"""
        + with_action("text: Take the findings of the DHR to Cabinet", "measure: Every finding answered")
    ),
    check=check,
)

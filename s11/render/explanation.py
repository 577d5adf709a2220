"""What a word of s11 stands for: a rule, a word of the glossary, a state, a timing, an ending, a field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from s11.english import state_words
from s11.plan import find_named, fold_word, names_of_fields
from s11.render.field_page import named_page
from s11.render.findings.on_screen import folded
from s11.render.glossary import TERMS
from s11.render.labels import ENDING_MEANINGS, STATE_MEANINGS, TIMING_MEANINGS
from s11.render.rules import rule_list, rule_page
from s11.rules.registry import RULES
from s11.rules.rule import Rule

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings

_BEGINNING = re.compile(r"s\d{0,2}")
_QUOTE = "'"
_FILE_NAME = re.compile(r"(?:s\d{3} )?(?P<name>.+)")


def explanation(word: str, settings: ScreenSettings | None = None) -> str:
    """Every sense of a word, a rule's page, or a list of the rules whose codes begin so; '' where nothing is meant."""
    meant = _fold(word)
    if _BEGINNING.fullmatch(meant) and (rules := [one for one in RULES if one.code.lower().startswith(meant)]):
        return rule_list(rules, settings)
    pages = [
        folded(f"{word.strip()}, {what}: {meaning.replace('`', _QUOTE)}.", settings, "  ") + "\n"
        for what, meaning in _senses(meant)
    ]
    if named := find_named(word):
        pages.append(named_page(word.strip(), named, settings))
    if rule := _rule(meant):
        pages.append(rule_page(rule, settings))
    return "\n".join(pages)


def explained_words() -> Iterator[str]:
    """Every word that has an explanation."""
    for rule in RULES:
        yield rule.code
        yield rule.name
    for term in TERMS:
        yield from term.words
    yield from (*STATE_MEANINGS, *TIMING_MEANINGS, *ENDING_MEANINGS)
    yield from names_of_fields()


def _rule(meant: str) -> Rule | None:
    """By its code, its name, or the name of its file."""
    match = _FILE_NAME.fullmatch(meant)
    names = (meant, match["name"] if match else "")
    return next((rule for rule in RULES if _fold(rule.code) == meant or _fold(rule.name) in names), None)


def _senses(meant: str) -> Iterator[tuple[str, str]]:
    """What a word means: as a word of the glossary, a state, a timing, an ending."""
    for term in TERMS:
        if meant in map(_fold, term.words):
            others = [word for word in term.words if _fold(word) != meant]
            yield f"a word of the glossary{_beside(others)}", term.meaning
    for what, meanings in (
        ("a state", STATE_MEANINGS),
        ("a timing", TIMING_MEANINGS),
        ("a way to end", ENDING_MEANINGS),
    ):
        yield from ((what, meaning) for name, meaning in meanings.items() if _fold(state_words(name)) == meant)


def _beside(others: Sequence[str]) -> str:
    return " (as is " + ", ".join(f"'{other}'" for other in others) + ")" if others else ""


def _fold(word: str) -> str:
    """A word as it is compared: without case, and with a space for '-' and '_'."""
    return fold_word(re.sub(r"[-_]", " ", word))

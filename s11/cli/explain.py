"""The command ``explain``: what a rule is, why it matters, what bad and good look like; what any word of s11 means."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.options import UsageError
from s11.cli.terminal import print_out, terminal_settings


def explain(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE|WORD]...",
            autocompletion=offers.words_explained,
            help=(
                "A rule's code (S301), its beginning (S7) or its name (looks-better); a field (timescale), a state, a "
                "timing, or another word that s11 says (dated thing). Without one, the list of rules."
            ),
        ),
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Every rule's page, as the Markdown of docs/rules.md.")] = False,
    glossary: Annotated[
        bool, typer.Option("--words", help="Every word of the glossary, as the Markdown of docs/glossary.md.")
    ] = False,
) -> int:
    """What a rule is, with examples; what a word means."""
    from s11.render.rules import rule_list, rules_document
    from s11.rules.registry import RULES

    if sum((bool(words), whole, glossary)) > 1:
        raise UsageError("--all is every rule, --words every word: give one of them, or what to explain")
    if whole:
        print_out(rules_document(RULES))
    elif glossary:
        from s11.render.glossary import glossary_page

        print_out(glossary_page())
    elif not words:
        print_out(rule_list(RULES, terminal_settings()))
    else:
        print_out(_explained(" ".join(words)))
    return 0


def _explained(word: str) -> str:
    import re

    from s11.plan import did_you_mean, did_you_mean_name
    from s11.render.explanation import explained_words, explanation
    from s11.rules import BY_CODE

    if page := explanation(word, terminal_settings()):
        return page
    if re.fullmatch(r"[sS]\d\w*", word.strip()):
        raise UsageError(f"there is no rule '{word}'; {did_you_mean_name(word, BY_CODE) or 's11 explain lists them'}")
    raise UsageError(
        f"s11 does not say '{word}': no rule, word or field is called so; "
        + (did_you_mean(word, explained_words()) or "'s11 explain' lists the rules, 's11 explain --words' the words")
    )

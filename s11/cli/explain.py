"""The command ``explain``: what a rule is, why it matters, and what bad and good look like."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.options import UsageError
from s11.cli.terminal import print_out, terminal_settings


def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            autocompletion=offers.rule_codes,
            help="A rule's code, for example S301; without one, the list.",
        ),
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Every rule's page, as the Markdown of docs/rules.md.")] = False,
) -> int:
    """What a rule is, why it matters, what bad and good look like."""
    from s11.render.rules import rule_list, rule_page, rules_document
    from s11.rules import BY_CODE
    from s11.rules.registry import RULES

    if whole:
        print_out(rules_document(RULES))
        return 0
    settings = terminal_settings()
    if code is None:
        print_out(rule_list(RULES, settings))
        return 0
    rule = BY_CODE.get(code.strip().upper())
    if rule is None:
        from s11.plan import did_you_mean_name

        raise UsageError(f"there is no rule '{code}'; {did_you_mean_name(code, BY_CODE) or 's11 explain lists them'}")
    print_out(rule_page(rule, settings))
    return 0

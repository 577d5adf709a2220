"""Commands that check: lint, explain."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli.edges import AsOf, Plans, Refused, Rev, gathered, say, screen, standards_of


def lint(
    files: Plans = None,
    output_format: Annotated[str, typer.Option("--output-format", metavar="FORMAT", envvar="S11_OUTPUT_FORMAT", help="full, concise or json.")] = "",
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="LEVEL", help="error, warning, advice or never.")] = "error",
    advice: Annotated[bool, typer.Option("--advice", help="List advice too, instead of counting it.")] = False,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --output-format json.")] = False,
) -> int:
    """What is wrong with the plans: unreadable YAML, wrong shapes, broken rules, each at its line and column."""
    from s11 import rules, store
    from s11.render import findings as voices

    chosen = "json" if json else output_format or "full"
    if chosen not in voices.FORMATS:
        raise Refused(f"'{chosen}' is not an output format: write one of {', '.join(voices.FORMATS)}")
    if fail_on not in voices.FAIL_ON:
        raise Refused(f"'{fail_on}' is not a level: write --fail-on as one of {', '.join(voices.FAIL_ON)}")
    found, register, vantage = gathered(files, as_of, rev)
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=standards_of(found))
    paper = screen()
    say(voices.render(chosen, findings, voices.Summary.of(findings, register, vantage, found.revision.words, advice), paper))
    return voices.exit_code(findings, fail_on)


def explain(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="A rule's code, for example S301; without one, the list.")] = None,
    whole: Annotated[bool, typer.Option("--all", help="Every rule's page, as the Markdown of docs/rules.md.")] = False,
) -> int:
    """What a rule is, why it matters, and what bad and good look like."""
    from s11 import rules
    from s11.render.rules import rule_list, rule_page, rules_document

    if whole:
        say(rules_document(rules.RULES))
        return 0
    if code is None:
        say(rule_list(rules.RULES))
        return 0
    rule = rules.BY_CODE.get(code.strip().upper())
    if rule is None:
        from s11.plan import did_you_mean

        raise Refused(f"there is no rule '{code}'; {did_you_mean(code.upper(), rules.BY_CODE) or 's11 explain lists them'}")
    say(rule_page(rule))
    return 0

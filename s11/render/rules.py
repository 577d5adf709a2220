"""The rules' own pages: at the terminal and in ``docs/rules.md``, both from the same page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s11.render.findings.on_screen import folded
from s11.rules.examples import MARK
from s11.rules.rule import Example, Rule

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings

# a column of the list with less room than this is no column: what does not fit hangs under the code instead
LEAST_ROOM, NARROW_HANG = 24, 6
DAYS = "Its verdict can change merely because days pass."


def rule_list(rules: Sequence[Rule], settings: ScreenSettings | None = None) -> str:
    """One line a rule: code, level, name, when it fires; on a screen folded at its width."""
    width = max(len(rule.name) for rule in rules)
    heads = [f"{rule.code}  {rule.level:<7}  {rule.name:<{width}}  " for rule in rules]
    hang = len(heads[0]) if settings is not None and settings.width >= len(heads[0]) + LEAST_ROOM else NARROW_HANG
    lines = [folded(head + rule.fires, settings, " " * hang) for head, rule in zip(heads, rules, strict=True)]
    return "\n".join([*lines, "", "'s11 explain CODE' shows one whole.", ""])


def rule_page(rule: Rule, settings: ScreenSettings | None = None) -> str:
    """A rule's page; on a screen its prose is folded at its width, and its examples stand as they are."""
    parts = [
        f"{rule.code} {rule.name} ({rule.level})",
        f"Fires when {rule.fires}.",
        *([f"Of a self-assessment: {rule.of_assessments}."] if rule.of_assessments else []),
        *([DAYS] if rule.days else []),
        *(["'s11 lint --fix' mends it."] if rule.fixable else []),
        f"{rule.why} {rule.seen}".strip(),
    ]
    prose = "\n\n".join(folded(part, settings) for part in parts)
    return prose + "\n\nBad:\n\n" + _indented(rule.bad) + "\nGood:\n\n" + _indented(rule.good)


def rules_document(rules: Sequence[Rule]) -> str:
    """``docs/rules.md``."""
    lines = [
        "# Rules",
        "",
        "Made from the rules' own pages; `s11 explain CODE` says the same. error: the file cannot be trusted or the "
        "edit hides something. warning: the plan is weak. advice: style.",
        "",
        "| code | level | name | fires when |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.level}{' ☀' if rule.days else ''} | {rule.name} | "
        f"{rule.fires.replace('|', chr(92) + '|')} |"
        for rule in rules
    ]
    lines += [
        "",
        "☀: the verdict can change because days pass. No setting switches a rule off; `# s11: allow CODE reason` "
        "beside the data excuses one place, and is counted.",
        "",
    ]
    for rule in rules:
        lines += [
            f"## {rule.code}",
            "",
            f"**{rule.name}** ({rule.level}{', ☀' if rule.days else ''}{', fixable' if rule.fixable else ''}). Fires "
            f"when {rule.fires}.",
            *(["", f"Of a self-assessment: {rule.of_assessments}."] if rule.of_assessments else []),
            "",
            f"{rule.why} {rule.seen}".strip(),
            "",
            "Bad:",
            "",
            f"```{_language(rule.bad)}",
            _shown(rule.bad),
            "```",
            "",
            "Good:",
            "",
            f"```{_language(rule.good)}",
            _shown(rule.good),
            "```",
            "",
        ]
    return "\n".join(lines)


def _shown(example: Example) -> str:
    """The example's own lines, a caret line under the marked place; of an edit what goes out (-) and comes in (+)."""
    lines = _changed(example) if example.before else example.text.rstrip("\n").split("\n")
    shown = []
    for line in lines:
        at = line.find(MARK)
        shown.append(line.replace(MARK, ""))
        if at >= 0:
            shown.append("#" + " " * (at - 1) + "^" if at else "#^")
    return "\n".join(shown).strip("\n") or "# the plan that all examples stand in, unchanged"


def _changed(example: Example) -> list[str]:
    from difflib import SequenceMatcher

    before, after = (text.rstrip("\n").split("\n") for text in (example.before, example.text))
    bare = [line.replace(MARK, "") for line in after]
    lines = []
    for _, i, j, k, n in SequenceMatcher(None, before, bare, autojunk=False).get_opcodes():
        same = before[i:j] == bare[k:n]
        lines += (
            [f"  {line}" for line in after[k:n]]
            if same
            else [f"- {line}" for line in before[i:j]] + [f"+ {line}" for line in after[k:n]]
        )
    return lines


def _language(example: Example) -> str:
    return "diff" if example.before else "yaml"


def _indented(example: Example) -> str:
    return "".join(f"    {line}\n" for line in _shown(example).split("\n"))

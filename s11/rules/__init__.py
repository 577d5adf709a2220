"""The catalogue of rules, and how they are asked.

A check yields places in the data; here they become findings: the document finds the line, the rule gives code and
level, a remark beside the data may excuse one with a reason. No setting switches a rule off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from s11.plan import Loaded, Register
from s11.rules.catalogue import RULES
from s11.rules.rule import Case, Hit, Rule
from s11.standing import judge_plan
from s11.text import Comment, Finding, Path, Span
from s11.when import Vantage

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
GATHER_FROM = 3
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A remark that excuses findings beside it: ``# s11: allow S205 agreed at board 3 March``."""

    codes: tuple[str, ...]
    reason: str
    line: int
    excuses: int
    start: int
    end: int


def check(register: Register, vantage: Vantage, *, exists: Callable[[str], bool] | None = None, standards: Mapping[str, frozenset[str]] | None = None) -> tuple[Finding, ...]:
    """Every finding on every file, allowed ones among them (``allowed`` holds the reason), in order of file and line."""
    found: list[Finding] = []
    for loaded in register.files:
        found += check_file(loaded, register, vantage, exists=exists, standards=standards)
    return tuple(sorted(found, key=lambda finding: finding.order))


def check_file(loaded: Loaded, register: Register, vantage: Vantage, *, exists: Callable[[str], bool] | None = None, standards: Mapping[str, frozenset[str]] | None = None) -> list[Finding]:
    allowances = read_allowances(loaded)
    used: set[tuple[int, str]] = set()
    found = list(loaded.findings)
    looked: set[str] = set()
    if loaded.plan is not None:
        case = Case(loaded, loaded.plan, judge_plan(loaded.plan, vantage), register, vantage, exists, standards or {})
        for rule in RULES:
            if rule.check is None or rule.edit:
                continue
            looked.add(rule.code)
            found += _ask(rule, case, allowances, used)
    return found + _on_allowances(loaded, allowances, used, looked)


def _ask(rule: Rule, case: Case, allowances: list[Allowance], used: set[tuple[int, str]]) -> list[Finding]:
    fired = list(rule.check(case))
    hits = [hit for hit in fired if not _doubtful(case.loaded, hit.path)]
    findings = [_excuse(finding_of(rule, case.loaded, hit), allowances, used) for hit in hits]
    if rule.gather is None or len(findings) < GATHER_FROM or any(finding.allowed for finding in findings):
        return findings
    places, sentence = rule.gather(case)
    # a place in doubt is a place too: one slip must not turn one finding into forty
    if len(fired) < places:
        return findings
    one = finding_of(rule, case.loaded, Hit(("title",), sentence, hits[0].hint))
    return [_excuse(one, allowances, used)]


def finding_of(rule: Rule, loaded: Loaded, hit: Hit) -> Finding:
    document = loaded.document
    span = document.key_span(hit.path) if hit.on_key else document.span(hit.path)
    if not hit.on_key and not isinstance(document.node(hit.path), str):
        # a whole block is no place to look at: its first words are
        span = document.key_span(hit.path)
    return Finding(rule.code, rule.level, loaded.source.name, hit.path, document.place(span), hit.message, hit.hint, fixable=rule.fixable, plan=loaded.source.id)


def _doubtful(loaded: Loaded, path: Path) -> bool:
    """Whether the reader has already found fault with this very field, or the file broke off inside its record."""
    document = loaded.document
    if document.cut_at is not None and document.cut_path[: len(path) - 1] == path[:-1] and not document.has(path):
        return True
    return any(path[: len(doubt)] == doubt for doubt in loaded.doubts)


# allowances ----------------------------------------------------------------------------------------------------------

_ALLOW = re.compile(r"#+\s*s11:\s*allow\b[\s:]*(?P<codes>(?:S\d{3}[\s,]*)*)(?P<reason>.*)$")
_REMARK = re.compile(r"#+\s*s11:")


def read_allowances(loaded: Loaded) -> list[Allowance]:
    document = loaded.document
    return [_allowance(document, comment) for comment in document.comments if _REMARK.match(comment.words)]


def _allowance(document, comment: Comment) -> Allowance:
    line = document.line_column(comment.start)[0]
    match = _ALLOW.match(comment.words.strip())
    codes = tuple(re.findall(r"S\d{3}", match["codes"])) if match else ()
    reason = match["reason"].strip(" \t-:,") if match else ""
    return Allowance(codes, reason, line, line + 1 if comment.alone else line, comment.start, comment.start + len(comment.words.rstrip()))


def _excuse(finding: Finding, allowances: list[Allowance], used: set[tuple[int, str]]) -> Finding:
    for allowance in allowances:
        if finding.code in allowance.codes and _excuses(allowance, finding, allowances):
            used.add((allowance.line, finding.code))
            if allowance.reason:
                return replace(finding, allowed=allowance.reason)
    return finding


def _excuses(allowance: Allowance, finding: Finding, allowances: list[Allowance]) -> bool:
    # remarks may stand under one another, all for the line below the last of them
    target = allowance.excuses
    alone = {other.line for other in allowances if other.excuses == other.line + 1}
    while target in alone:
        target += 1
    return finding.place.line == target


def _on_allowances(loaded: Loaded, allowances: list[Allowance], used: set[tuple[int, str]], looked: set[str]) -> list[Finding]:
    found = []
    for allowance in allowances:
        span = Span(allowance.start, allowance.end)
        place = loaded.document.place(span)

        def find(code: str, message: str, hint: str, place=place) -> None:
            found.append(Finding(code, BY_CODE[code].level, loaded.source.name, (), place, message, hint, plan=loaded.source.id))

        if not allowance.codes:
            find("S009", "a remark to s11 that allows nothing", "write '# s11: allow S205 why', with the rule's code and a reason")
            continue
        if not allowance.reason:
            find("S009", f"{', '.join(allowance.codes)} is allowed without a reason", "say why behind the code: who agreed it, and when")
        for code in allowance.codes:
            if code not in BY_CODE:
                find("S010", f"{code} is no rule", "'s11 explain' lists them")
            elif BY_CODE[code].edit:
                find("S010", f"{code} is about an edit: it takes no allowance", "give the reason in the plan: a 'revised' entry or a progress note")
            elif code in looked and (allowance.line, code) not in used:
                find("S010", f"nothing here is excused by this allowance of {code}", "take it out")
    return found


def counted(findings: Iterable[Finding]) -> tuple[dict[str, int], int]:
    """How many findings of each level stand, and how many were allowed."""
    levels = {"error": 0, "warning": 0, "advice": 0}
    allowed = 0
    for finding in findings:
        if finding.allowed:
            allowed += 1
        else:
            levels[finding.level] += 1
    return levels, allowed

"""The catalogue of rules, and how they are asked.

A check yields places in the data; here they become findings: the document finds the line, the rule gives code and
level, a remark beside the data may excuse one with a reason. No setting switches a rule off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from s11.change import JudgedComparison, Part, compare
from s11.english import join_words
from s11.frozen import dataclass
from s11.pattern import pattern
from s11.plan import (
    AnyRegister,
    AssessmentFile,
    PlanFile,
    PlanFiles,
    kept_from_public,
    load_asked_returns,
    load_open_markings,
)
from s11.rules.edit_context import EditContext, SettingsContext, Side, asked_no_longer, has_new_note
from s11.rules.mending import TRIED_IN_ALL, Trial, mend
from s11.rules.registry import RULES
from s11.rules.rule import Hit, Rule, RuleContext
from s11.rules.s712_settings_changed import effect_of, lines_of
from s11.rules.standards_lists import check_standards as check_standards
from s11.standing import judge_plan
from s11.text import CannotEdit, Comment, Document, Finding, Path, Place, Source, Span, made_with, read
from s11.when import Vantage

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
FIXES = frozenset(rule.code for rule in RULES if rule.fixable)
GATHER_FROM = 3
VERSION = "3"
SETTINGS_NAMED = "The council's own settings changed"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A remark that excuses findings beside it: ``# s11: allow S205 agreed at board 3 March``."""

    codes: tuple[str, ...]
    reason: str
    line: int
    excuses: int
    start: int
    end: int


def check(
    register: PlanFiles,
    vantage: Vantage,
    *,
    exists: Callable[[str], bool] | None = None,
    standards: Mapping[str, frozenset[str]] | None = None,
    only: Container[str] | None = None,
    gathered: bool = True,
) -> tuple[Finding, ...]:
    """Every finding on every file, allowed ones among them (``allowed`` holds the reason), in order of file and line.

    ``only``: the names of the files that are asked about; the others are there to be referred to. ``gathered``: whether
    what a plan has throughout is one finding on the plan; else each of its places is one.
    """
    files = (loaded for loaded in register.files if only is None or loaded.source.name in only)
    return in_file_order(
        finding
        for loaded in files
        for finding in check_file(loaded, register, vantage, exists=exists, standards=standards, gathered=gathered)
    )


def in_file_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.order))


class Checked(NamedTuple):
    """What the rules say of one file, and what is counted of it: the file itself is let go.

    ``lasting``: of each finding, where that was asked for, what it is known by from one run to the next.
    """

    name: str
    plan_id: str
    plans: int
    actions: int
    findings: tuple[Finding, ...]
    lasting: tuple[tuple[str, ...], ...] = ()
    assessments: int = 0

    @classmethod
    def of(cls, loaded: PlanFile, given: Iterable[Finding], lasting: bool = False) -> Checked:
        plans, actions = (1, sum(1 for _ in loaded.plan.actions())) if loaded.plan is not None else (0, 0)
        findings = tuple(given)
        return cls(
            loaded.source.name,
            loaded.source.id,
            plans,
            actions,
            findings,
            tuple(lasting_key(finding, loaded.document) for finding in findings) if lasting else (),
        )


def check_each(
    files: Iterable[PlanFile],
    register: AnyRegister,
    vantage: Vantage,
    *,
    exists: Callable[[str], bool] | None = None,
    standards: Mapping[str, frozenset[str]] | None = None,
    lasting: bool = False,
) -> Iterator[Checked]:
    """One file after another as the rules find it."""
    for loaded in files:
        yield Checked.of(loaded, check_file(loaded, register, vantage, exists=exists, standards=standards), lasting)


def check_file(
    loaded: PlanFile,
    register: AnyRegister,
    vantage: Vantage,
    *,
    exists: Callable[[str], bool] | None = None,
    standards: Mapping[str, frozenset[str]] | None = None,
    gathered: bool = True,
) -> list[Finding]:
    """Every finding on one file; of each whether ``s11 lint --fix`` would mend it."""

    def look(file: PlanFile, gathered: bool = False) -> list[Finding]:
        return _look(file, register, vantage, exists, standards or {}, gathered)

    findings = look(loaded, gathered)
    if not any(finding.code in FIXES and not finding.allowed for finding in findings):
        return findings
    # one finding may be told for several places, so each is looked at by itself
    _, mends, _ = mend(Trial(loaded, look(loaded) if gathered else findings), RULES, look, lasting_key)
    can_be = set(mends)
    return [
        replace(finding, fixable=not finding.allowed and can_be.issuperset((finding.code, at) for at in finding.places))
        for finding in findings
    ]


def _look(
    loaded: PlanFile,
    register: AnyRegister,
    vantage: Vantage,
    exists: Callable[[str], bool] | None,
    standards: Mapping[str, frozenset[str]],
    gathered: bool,
) -> list[Finding]:
    allowances = read_allowances(loaded)
    used: set[tuple[int, str]] = set()
    findings = list(loaded.findings)
    looked: set[str] = set()
    if loaded.plan is not None:
        case = RuleContext(loaded, loaded.plan, judge_plan(loaded.plan, vantage), register, vantage, exists, standards)
        for rule in RULES:
            if rule.check is None or rule.edit:
                continue
            looked.add(rule.code)
            findings += _ask(rule, case, allowances, used, gathered)
    return findings + _on_allowances(loaded, allowances, used, looked)


def _ask(
    rule: Rule, case: RuleContext, allowances: list[Allowance], used: set[tuple[int, str]], gathered: bool = True
) -> list[Finding]:
    fired = list(rule.check(case)) if rule.check is not None else []
    if not fired:
        return []
    hits = [hit for hit in fired if not _doubtful(case.loaded, hit.path)]
    allowances = [] if rule.firm else allowances
    findings = [_excuse(finding_of(rule, case.loaded, hit), allowances, used) for hit in hits]
    if not gathered:
        return findings
    findings = _folded(rule, case, hits, findings, allowances, used)
    if rule.gather is None or len(findings) < GATHER_FROM or any(finding.allowed for finding in findings):
        return findings
    places, sentence = rule.gather(case)
    # a place in doubt is a place too: one slip must not turn one finding into forty
    if len(fired) < places:
        return findings
    one = finding_of(rule, case.loaded, Hit(("title",), sentence, hits[0].hint))
    return [_excuse(one, allowances, used)]


def _folded(
    rule: Rule,
    case: RuleContext,
    hits: list[Hit],
    findings: list[Finding],
    allowances: list[Allowance],
    used: set[tuple[int, str]],
) -> list[Finding]:
    """The findings, those of one habit as one at the plan with their count; an allowed one stands by itself."""
    habits = {hit.habit.name: hit.habit for hit in hits if hit.habit is not None}
    for habit in habits.values():
        alike = [
            finding
            for hit, finding in zip(hits, findings, strict=True)
            if hit.habit is not None and hit.habit.name == habit.name and not finding.allowed
        ]
        if len(alike) >= GATHER_FROM:
            one = _excuse(
                finding_of(rule, case.loaded, Hit(("title",), habit.sentence(len(alike)), habit.hint)), allowances, used
            )
            kept = [(hit, finding) for hit, finding in zip(hits, findings, strict=True) if finding not in alike]
            return [
                one,
                *_folded(rule, case, [hit for hit, _ in kept], [finding for _, finding in kept], allowances, used),
            ]
    return findings


def finding_of(rule: Rule, loaded: PlanFile, hit: Hit) -> Finding:
    document = loaded.document
    span = document.key_span(hit.path) if hit.on_key else document.span(hit.path)
    if not hit.on_key and not isinstance(document.node(hit.path), str):
        # a whole block is no place to look at: its first words are
        span = document.key_span(hit.path)
    return Finding(
        rule.code,
        hit.level or rule.level,
        loaded.source.name,
        hit.path,
        document.place(span),
        hit.message,
        hit.hint,
        plan=loaded.source.id,
        about=hit.about,
    )


def _doubtful(loaded: PlanFile, path: Path) -> bool:
    """Whether the reader has already found fault with this very field, or the file broke off inside its record."""
    document = loaded.document
    if document.cut_at is not None and document.cut_path[: len(path) - 1] == path[:-1] and not document.has(path):
        return True
    return loaded.in_doubt(path)


# the edit itself -----------------------------------------------------------------------------------------------------

# each rule with what it asks of an edit
ABOUT_EDITS = tuple(
    (rule, asked)
    for rule in RULES
    if not rule.settings
    for asked in [rule.check if rule.edit else rule.check_edit]
    if asked is not None
)
ABOUT_SETTINGS = tuple(rule for rule in RULES if rule.settings)
# any other finding on an action takes the place of 'looks better': it is asked last
SPEAKS_LAST = "S701"


def check_edit(
    old: PlanFiles, new: PlanFiles, vantage: Vantage, compared: JudgedComparison | None = None
) -> tuple[Finding, ...]:
    """Every finding on what changed between two readings of the same plans, both judged on the vantage's day.

    It takes no allowances: the reason is data, and stays. A finding stands in the new text; where the whole plan is
    gone, at the beginning of the file that it had. ``compared``: the two, where they are compared already.
    """
    judged = compared or JudgedComparison(compare(old, new))
    comparison = judged.comparison
    # a plan from which something was taken may look better for it: whatever differs at all is looked at
    touched = {
        id(pair.new.plan) for pair in comparison.pairs if pair.new.kind == "plan" and pair.old.plan != pair.new.plan
    }
    # what could not be read may be all that differs
    doubts = {id(loaded.plan): loaded.doubts for loaded in (*old.files, *new.files)}
    touched |= {
        id(pair.new.plan)
        for pair in comparison.pairs
        if pair.new.kind == "plan" and doubts[id(pair.old.plan)] != doubts[id(pair.new.plan)]
    }
    touched |= {id(part.plan) for part in comparison.added} | {
        id(removed.parent.plan) for removed in comparison.removed if removed.parent is not None
    }
    changed_plans = {id(pair.old.plan) for pair in comparison.pairs if id(pair.new.plan) in touched} | {
        id(removed.part.plan) for removed in comparison.removed
    }
    changed_plans |= {id(part.plan) for part, _ in comparison.reused}
    before = {
        id(loaded.plan): Side.of(loaded, old, vantage, judged.standings(loaded.plan, vantage))
        for loaded in old.files
        if loaded.plan is not None and id(loaded.plan) in changed_plans
    }
    after = {
        id(loaded.plan): Side.of(loaded, new, vantage, judged.standings(loaded.plan, vantage))
        for loaded in new.files
        if loaded.plan is not None and id(loaded.plan) in touched
    }
    pair_of = {pair.new: pair for pair in comparison.pairs}
    became = {(id(pair.old.plan), pair.old.at): pair.new for pair in comparison.pairs}
    findings: list[Finding] = []
    for loaded in new.files:
        if loaded.plan is None or id(loaded.plan) not in touched:
            continue
        here = [pair for pair in comparison.pairs if pair.new.plan is loaded.plan]
        findings += _check_edit(
            EditContext(
                after[id(loaded.plan)],
                before,
                after,
                became,
                pair_of,
                {
                    part.at: part
                    for part in (
                        *(pair.new for pair in here),
                        *(part for part in comparison.added if part.plan is loaded.plan),
                    )
                },
                tuple(here),
                tuple(
                    removed
                    for removed in comparison.removed
                    if removed.parent is not None and removed.parent.plan is loaded.plan
                ),
                tuple((one, other) for one, other in comparison.reused if other.plan is loaded.plan),
            )
        )
    for removed in comparison.removed:
        if removed.parent is None:
            findings += _check_edit(EditContext(before[id(removed.part.plan)], before, removed=(removed,), gone=True))
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _check_edit(edit: EditContext) -> list[Finding]:
    hits_by_rule: list[tuple[Rule, list[Hit]]] = []
    for rule, ask in sorted(ABOUT_EDITS, key=lambda each: each[0].code == SPEAKS_LAST):
        faulted = tuple(
            (other.code, hit.path, hit.level or other.level) for other, hits in hits_by_rule for hit in hits
        )
        hits = [hit for hit in ask(replace(edit, faulted=faulted)) if not _half_read(edit.case.loaded, hit.path)]
        if rule.edit and rule.gather is not None and len(hits) >= GATHER_FROM:
            places, sentence = rule.gather(edit)
            hits = [Hit(("title",), sentence, hits[0].hint)] if len(hits) >= places else hits
        hits_by_rule.append((rule, hits))
    return [
        _gone(rule, edit.case.loaded, hit) if edit.gone else finding_of(rule, edit.case.loaded, hit)
        for rule, hits in hits_by_rule
        for hit in hits
    ]


def _half_read(loaded: PlanFile, path: Path) -> bool:
    """Whether the reader has already found fault with this field or with anything in it."""
    document = loaded.document
    if path and path[-2:-1] not in (("recommendations",), ("actions",), ("evidence",), ("milestones",)):
        torn = document.cut_at is not None and document.cut_path[: len(path)] == path
        if torn or loaded.holds_doubt(path):
            return True
    return _doubtful(loaded, path)


def _gone(rule: Rule, loaded: PlanFile, hit: Hit) -> Finding:
    return Finding(
        rule.code,
        hit.level or rule.level,
        loaded.source.name,
        (),
        Place(1, 1, 1, 1),
        hit.message,
        hit.hint,
        plan=loaded.source.id,
        about=hit.about,
    )


def check_settings(
    old: Source | None, new: Source | None, before: PlanFiles, as_were: PlanFiles, as_are: PlanFiles, vantage: Vantage
) -> tuple[Finding, ...]:
    """Every finding on what changed in ``s11.yaml``. ``as_were`` and ``as_are``: every plan as it stands now, read with
    either.

    ``before``: the plans that the edit touches, as they were: one that has a new note in its progress says why itself.
    """
    source = new or old
    if source is None:
        return ()
    document = read(source)
    # a plan that was renamed is the same plan, and a note is words
    noted = {
        pair.new.plan.id
        for pair in compare(before, as_are).pairs
        if pair.new.kind == "plan" and has_new_note(pair, vantage.as_of)
    }
    case = settings_case(old, new, as_were, as_are, vantage, noted)
    findings = []
    for rule in ABOUT_SETTINGS:
        for hit in rule.check(case) if rule.check is not None else ():
            place = document.place(document.key_span(hit.path)) if document.has(hit.path) else Place(1, 1, 1, 1)
            findings.append(
                Finding(
                    rule.code, hit.level or rule.level, document.source.name, hit.path, place, hit.message, hit.hint
                )
            )
    return tuple(findings)


def settings_case(
    old: Source | None,
    new: Source | None,
    as_were: PlanFiles,
    as_are: PlanFiles,
    vantage: Vantage,
    apart: Container[str] = (),
) -> SettingsContext:
    """What changed in ``s11.yaml``, and every plan as either reads it.

    ``apart``: the ids of plans that are left out.
    """
    was, now = (read(source) if source is not None else None for source in (old, new))
    plans = [(plan, other) for plan, other in zip(as_were.plans, as_are.plans, strict=True) if plan.id not in apart]
    standings = tuple(
        pair
        for plan, other in plans
        for pair in zip(judge_plan(plan, vantage), judge_plan(other, vantage), strict=True)
    )
    open_then, open_now = (load_open_markings(source) if source is not None else frozenset() for source in (old, new))
    readers = tuple(
        plan
        for plan, _ in plans
        if kept_from_public(plan.marking, open_then) != kept_from_public(plan.marking, open_now)
    )
    rounds = [load_asked_returns(source) if source is not None else () for source in (old, new)]
    gone = tuple(asked_no_longer(rounds[0], rounds[1], vantage.as_of))
    return SettingsContext(tuple(_settings_changed(was, now)), standings, readers, gone)


def settings_changes(
    old: Source | None, new: Source | None, as_were: PlanFiles, as_are: PlanFiles, vantage: Vantage
) -> str:
    """One sentence on what changed in ``s11.yaml`` and what that moves; '' where nothing changed."""
    case = settings_case(old, new, as_were, as_are, vantage)
    effect = join_words([effect_of(case) or "moves no date and changes no reader", *_asked_effect(case)])
    return f"{SETTINGS_NAMED}: {lines_of(case)}; that {effect}." if case.changed else ""


def _asked_effect(case: SettingsContext) -> list[str]:
    return [f"means that {effect}" for effect in case.asked]


def _settings_changed(was: Document | None, now: Document | None) -> Iterator[tuple[Path, str, str]]:
    """Each line of the settings that says something else, with its words before and now; the first stands in the new
    text where any does.
    """
    before, after = (dict(_leaves((), document.root)) if document is not None else {} for document in (was, now))
    differ = [
        path
        for path in (*after, *(path for path in before if path not in after))
        if before.get(path) != after.get(path)
    ]
    return ((path, before.get(path, ""), after.get(path, "")) for path in differ)


def _leaves(path: Path, node: object) -> Iterator[tuple[Path, str]]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield from _leaves((*path, key), child)
    elif isinstance(node, list):
        yield path, ", ".join(str(child) for child in node)
    elif node is not None:
        yield path, str(node)


# mending -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after mending, how many findings that took away, and how many stay for the edit's sake.

    ``needs_why``: those that could be mended, were that not an edit for which a rule on edits asks a reason.
    """

    loaded: PlanFile
    count: int
    needs_why: int = 0

    @property
    def data(self) -> bytes:
        return self.loaded.source.data


def fix(
    loaded: PlanFile,
    register: PlanFiles,
    vantage: Vantage,
    *,
    exists: Callable[[str], bool] | None = None,
    standards: Mapping[str, frozenset[str]] | None = None,
    base: PlanFiles | None = None,
) -> Fixed:
    """Mend what can be mended in one file, until nothing is left. What is allowed with a reason stays as it stands.

    ``base``: the plans as they were committed; no mending is made for which the rules on edits would ask a reason.
    """

    def look(file: PlanFile) -> list[Finding]:
        others = PlanFiles(tuple(file if other is loaded else other for other in register.files))
        return _look(file, others, vantage, exists, standards or {}, gathered=False)

    def about_edit(file: PlanFile) -> Counter[tuple[str, str]]:
        if was is None:
            return Counter()
        findings = check_edit(PlanFiles((was,)), PlanFiles((file,)), vantage)
        return Counter((finding.code, finding.message) for finding in findings)

    was = base.file(loaded.source.id) if base is not None else None

    trial, count, before_fix = Trial(loaded, look(loaded)), 0, about_edit(loaded)

    def passes(file: PlanFile) -> list[Finding] | None:
        return None if about_edit(file) - before_fix else look(file)

    # each round takes findings away and brings none that can be mended, so there is a last one
    room, more = TRIED_IN_ALL, True
    while more and room > 0:
        trial, mends, used = mend(trial, RULES, passes, lasting_key, room)
        count, room, more = count + len(mends), room - used, bool(mends)
    return Fixed(trial.loaded, count, len(mend(trial, RULES, look, lasting_key)[1]) if was is not None else 0)


def mended(rule: Rule, loaded: PlanFile, path: Path) -> str | None:
    """The text with one finding mended; None where there is no fix, or none shown to change nothing else.

    What the rules say of the file then is not asked: that a finding is ``fixable`` says it.
    """
    if rule.fix is None:
        return None
    try:
        return made_with(loaded.document, [rule.fix(loaded.document, path)]).text
    except CannotEdit:
        return None


# who is who over time ------------------------------------------------------------------------------------------------


def identities(
    findings: Iterable[Finding],
    register: PlanFiles,
    was: Mapping[str, str] = MappingProxyType({}),
    stood: Mapping[tuple[str, Path], Path] = MappingProxyType({}),
) -> dict[Finding, str]:
    """A name for each finding that stays while lines, days, ids and other findings come and go.

    ``was``: plan id → the id it had before; ``stood``: the plan and path of each part → the ids and words under which
    it stood before.
    """
    documents = {loaded.source.name: loaded.document for loaded in register.files}
    return numbered((finding, lasting_key(finding, documents.get(finding.file), was, stood)) for finding in findings)


def lasting_key(
    finding: Finding,
    document: Document | None,
    was: Mapping[str, str] = MappingProxyType({}),
    stood: Mapping[tuple[str, Path], Path] = MappingProxyType({}),
) -> tuple[str, ...]:
    """What a finding is known by from one run to the next, where only one is known so."""
    rule = BY_CODE.get(finding.code)
    parts = [
        finding.code,
        was.get(finding.plan, finding.plan) or finding.file,
        *(_lasting(document, finding.path, finding.plan, stood) if document else map(str, finding.path)),
    ]
    if not finding.path:
        parts.append(finding.place.excerpt.strip())
    if rule is not None and (rule.edit or rule.code == "S102"):
        # what is gone has no place of its own, and of two leads that nobody explains each is one: the words name it
        parts.append(finding.message)
    elif finding.code.startswith("S6") and document is not None:
        # a second number in a text is hidden by no finding on the first
        parts.append(str(document.node(finding.path)))
    return tuple(parts)


def numbered(keyed: Iterable[tuple[Finding, tuple[str, ...]]]) -> dict[Finding, str]:
    """A name for each finding; of several that are known by the same, each with its number."""
    import hashlib

    met: dict[tuple[str, ...], int] = {}
    named = {}
    for finding, key in keyed:
        met[key] = met.get(key, 0) + 1
        named[finding] = hashlib.sha256(
            "\0".join([*key, str(met[key])]).encode("utf-8", "backslashreplace")
        ).hexdigest()[:32]
    return named


def new_since(
    before: Sequence[Finding],
    old: PlanFiles,
    findings: Sequence[Finding],
    new: PlanFiles,
    rows: Sequence[Finding] | None = None,
) -> tuple[Finding, ...]:
    """The findings that the base did not have; a plan that was renamed is the same plan.

    ``before`` and ``rows``: what either side has, each place for itself. A finding that gathers places is new where one
    of them is; where it only shrank, neither it nor a place that is left is.
    """
    pairs = compare(old, new).pairs
    was = {pair.new.plan.id: pair.old.plan.id for pair in pairs if pair.new.kind == "plan"}
    # what was renumbered, or stands under another recommendation, has the faults that it had
    stood = {
        (pair.new.plan.id, _in_file(pair.new)): _as_it_was_called(pair.old)
        for pair in pairs
        if pair.new.kind != "plan" and was.get(pair.new.plan.id) == pair.old.plan.id
    }
    known = set(identities(before, old).values())
    rows = findings if rows is None else rows
    fresh = {finding for finding, name in identities(rows, new, was, stood).items() if name not in known}
    listed, grown = set(rows), {(finding.code, finding.file) for finding in fresh}
    # a finding on the edit itself is none of the places, and always new
    return tuple(
        finding
        for finding in findings
        if (finding in fresh if finding in listed else not _gathers(finding) or (finding.code, finding.file) in grown)
    )


def _gathers(finding: Finding) -> bool:
    """Whether a finding that is none of a file's places stands for several of them."""
    rule = BY_CODE.get(finding.code)
    return finding.path == ("title",) and rule is not None and not rule.edit


_LEVELS = ("recommendations", "actions")


def _in_file(part: Part) -> Path:
    above = tuple(step for level, at in zip(_LEVELS, part.at, strict=False) for step in (level, at))
    return above if not part.is_piece else (*above, *_piece_in_file(part))


def _piece_in_file(part: Part) -> Path:
    """A piece of evidence's or a milestone's list and number in it: milestones are counted behind the evidence."""
    evidence = sum(piece.of == "evidence" for piece in part.action.pieces)
    return ("evidence", part.at[2]) if part.at[2] < evidence else ("milestones", part.at[2] - evidence)


def _as_it_was_called(part: Part) -> Path:
    """A part's place by the ids and words of what holds it, as ``_lasting`` writes it."""
    records = (part.within(level).dated for level in range(1, len(part.at) + 1))
    called = (getattr(record, "id", "") or record.text for record in records)
    levels = (*_LEVELS, *_in_file(part)[4:5])
    return tuple(step for level, name in zip(levels, called, strict=False) for step in (level, " ".join(name.split())))


def _lasting(
    document: Document, path: Path, plan: str = "", stood: Mapping[tuple[str, Path], Path] = MappingProxyType({})
) -> list[str]:
    """A path with ids, words or days in place of numbers in lists: of a part that was there before, those of then."""
    before = next((part for length in (6, 4, 2) if (part := stood.get((plan, path[:length]))) is not None), ())
    steps = [*map(str, before)]
    for at, step in list(enumerate(path))[len(before) :]:
        entry = document.node(path[: at + 1]) if isinstance(step, int) else None
        known = (
            next((value for name in ("id", "text", "date") if isinstance(value := entry.get(name), str)), None)
            if isinstance(entry, dict)
            else None
        )
        steps.append(str(step) if known is None else " ".join(known.split()))
    # one value alone stands for a list of one, and of several that are named each is one: whom they name tells them
    # apart
    if path[-1:] == ("lead",) or path[-2:-1] == ("lead",):
        steps = [*steps[: len(steps) - (path[-1] != "lead")], str(document.node(path))]
    return steps


# allowances ----------------------------------------------------------------------------------------------------------

_ALLOW = pattern(r"#+\s*s11:\s*allow\b[\s:]*(?P<codes>(?:S\d{3}[\s,]*)*)(?P<reason>.*)$")
_REMARK = pattern(r"#+\s*s11:")


def excused(loaded: AssessmentFile, findings: Iterable[Finding], looked: set[str]) -> list[Finding]:
    """Findings on a self-assessment, those excused that a remark beside them allows; and what is wrong with remarks."""
    allowances, used = read_allowances(loaded), set[tuple[int, str]]()
    kept = [finding if BY_CODE[finding.code].firm else _excuse(finding, allowances, used) for finding in (*findings,)]
    return kept + _on_allowances(loaded, allowances, used, looked)


def read_allowances(loaded: PlanFile | AssessmentFile) -> list[Allowance]:
    document = loaded.document
    return [_allowance(document, comment) for comment in document.comments if _REMARK.match(comment.words)]


def _allowance(document: Document, comment: Comment) -> Allowance:
    line = document.line_column(comment.start)[0]
    match = _ALLOW.match(comment.words.strip())
    codes = tuple(re.findall(r"S\d{3}", match["codes"])) if match else ()
    reason = match["reason"].strip(" \t-:,") if match else ""
    return Allowance(
        codes,
        reason,
        line,
        line + 1 if comment.alone else line,
        comment.start,
        comment.start + len(comment.words.rstrip()),
    )


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


def _on_allowances(
    loaded: PlanFile | AssessmentFile, allowances: list[Allowance], used: set[tuple[int, str]], looked: set[str]
) -> list[Finding]:
    findings = []
    for allowance in allowances:
        span = Span(allowance.start, allowance.end)
        place = loaded.document.place(span)

        def find(code: str, message: str, hint: str, place: Place = place) -> None:
            findings.append(
                Finding(code, BY_CODE[code].level, loaded.source.name, (), place, message, hint, plan=loaded.source.id)
            )

        if not allowance.codes:
            find(
                "S009",
                "a remark to s11 that allows nothing",
                "write '# s11: allow S205 why', with the rule's code and a reason",
            )
            continue
        if not allowance.reason:
            find(
                "S009",
                f"{', '.join(allowance.codes)} is allowed without a reason",
                "say why behind the code: who agreed it, and when",
            )
        for code in allowance.codes:
            if code not in BY_CODE:
                find("S010", f"{code} is no rule", "'s11 explain' lists them")
            elif BY_CODE[code].edit:
                find(
                    "S010",
                    f"{code} is about an edit: it takes no allowance",
                    "give the reason in the plan: a 'revised' entry or a progress note",
                )
            elif BY_CODE[code].firm:
                find(
                    "S010",
                    f"{code} takes no allowance: it asks for the reason itself",
                    "give what it asks for in the plan",
                )
            elif code in looked and (allowance.line, code) not in used:
                find("S010", f"nothing here is excused by this allowance of {code}", "take it out")
    return findings


def allowances_added(old: PlanFiles, new: PlanFiles) -> Iterator[tuple[str, Allowance]]:
    """The allowances that an edit put in, each with its file: what is added to silence is said."""
    for loaded in new.files:
        was = old.file(loaded.source.id)
        known = [(one.codes, one.reason) for one in read_allowances(was)] if was is not None else []
        for one in read_allowances(loaded):
            if (one.codes, one.reason) in known:
                known.remove((one.codes, one.reason))
            elif one.codes:
                yield loaded.source.name, one

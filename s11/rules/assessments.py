"""What is wrong with self-assessments: what a file names that is not there, and what each rule about them finds.

What is named wrongly has the codes of the rules about plans, whose reasons hold here too: S101 to S105, S108, S304 and
S601 to S606. The rules S802 and on have pages of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from s11.plan import (
    FULFILMENTS,
    SELF,
    AnyRegister,
    AssessmentFile,
    Standards,
    StandardsFile,
    did_you_mean,
    fold_word,
    load_assessment,
    own_address,
    people_fields,
)
from s11.rules import BY_CODE, GATHER_FROM, Checked, excused
from s11.rules.assessment_context import AssessmentContext
from s11.rules.identifiers import BIRTH, MAIL, NHS, NI, TELEPHONE, UPN, identifiers
from s11.rules.registry import RULES
from s11.rules.rule import TAKING_OUT, Hit, Rule
from s11.text import Finding, Path, Source
from s11.when import Conventions, Month, Vantage, day_words, on_day

Found = Iterator[tuple[str, Hit]]
IDENTIFIERS = {NHS: "S601", NI: "S602", UPN: "S603", BIRTH: "S604", MAIL: "S606", TELEPHONE: "S606"}
NAMED = ("S101", "S102", "S103", "S104", "S105", "S108", "S304", *IDENTIFIERS.values())
HOW_TO_ADDRESS = "write the plan's id, '#' and the action's: westmere/section-11-2024#3.1"


def load_assessments(sources: Iterable[Source], conventions: Conventions) -> tuple[AssessmentFile, ...]:
    """Self-assessments in order of their ids."""
    return tuple(load_assessment(source, conventions) for source in sorted(sources, key=lambda one: (one.id, one.name)))


class Beside(NamedTuple):
    """What self-assessments are checked against: the lists of standards, and the plans; ``whole``: all of them."""

    standards: Sequence[StandardsFile]
    register: AnyRegister
    whole: bool
    exists: Callable[[str], bool] | None = None
    # self-assessments that are not asked about themselves
    others: Sequence[AssessmentFile] = ()


def check_assessments(files: Sequence[AssessmentFile], beside: Beside, vantage: Vantage) -> list[Checked]:
    """What the rules say of each self-assessment."""
    known = Standards.of(beside.standards)
    unsure = frozenset(file.id for file in beside.standards if file.findings)
    names: dict[str, str] = {}
    checked = []
    met = {file.source.name: file.assessment for file in (*beside.others, *files)}
    others = [one for one in met.values() if one is not None]
    for loaded in files:
        findings = list(loaded.findings)
        if (first := names.setdefault(loaded.source.id, loaded.source.name)) != loaded.source.name:
            findings.append(_finding(loaded, "S101", _same_id(loaded, first)))
        elif loaded.assessment is not None:
            case = AssessmentContext(
                loaded, loaded.assessment, beside.register, known, vantage, unsure, beside.whole, beside.exists, others
            )
            findings += _of_one(case)
        checked.append(Checked(loaded.source.name, loaded.source.id, 0, 0, tuple(findings), assessments=1))
    return checked


def _same_id(loaded: AssessmentFile, first: str) -> Hit:
    message = f"{loaded.source.name} and {first} are one self-assessment to s11, '{loaded.source.id}'"
    return Hit(("title",), message, "take one of the two away, or give it a name of its own")


def _of_one(case: AssessmentContext) -> Iterator[Finding]:
    hits = [(code, hit) for code, hit in _named(case) if not case.loaded.in_doubt(hit.path)]
    looked = set(NAMED)
    for rule in RULES:
        if rule.check_assessment is not None:
            looked.add(rule.code)
            hits += ((rule.code, hit) for hit in _hits_of(rule, case))
    return iter(excused(case.loaded, [_finding(case.loaded, code, hit) for code, hit in hits], looked))


def _hits_of(rule: Rule, case: AssessmentContext) -> list[Hit]:
    """Where a rule fires; where that is every place it could apply to, and there are several, once for all of them."""
    fired = list(rule.check_assessment(case)) if rule.check_assessment is not None else []
    hits = [hit for hit in fired if not case.loaded.in_doubt(hit.path)]
    if rule.gather is None or len(hits) < GATHER_FROM:
        return hits
    places, sentence = rule.gather(case)
    return hits if len(fired) < places else [Hit(("title",), sentence, hits[0].hint)]


def _finding(loaded: AssessmentFile, code: str, hit: Hit) -> Finding:
    document = loaded.document
    of_text = isinstance(document.node(hit.path), str) and not hit.on_key
    span = document.span(hit.path) if of_text else document.key_span(hit.path)
    level = hit.level or BY_CODE[code].level
    place, source = document.place(span), loaded.source
    return Finding(code, level, source.name, hit.path, place, hit.message, hit.hint, plan=source.id, about=hit.about)


# what is named -------------------------------------------------------------------------------------------------------


def _named(case: AssessmentContext) -> Found:
    yield from _ids(case)
    yield from _people(case)
    yield from _grades(case)
    yield from _standards(case)
    yield from _addresses(case)
    yield from _days(case)
    yield from _identifiers(case)


def _ids(case: AssessmentContext) -> Found:
    assessment = case.assessment
    yield from _twice(((*path, "standard"), one.standard) for path, one in case.answers())
    challenges = [((*path, "id"), one.id) for path, one in case.entries(("challenges",), assessment.challenges)]
    yield from _twice(challenges)
    for path, id in challenges:
        if id == SELF:
            yield "S101", Hit(path, "'self' is the body itself, and no challenge", "give the challenge another id")
    for above, answer in case.answers():
        yield from _twice(((*path, "id"), one.id) for path, one in case.entries((*above, "points"), answer.points))


def _twice(ids: Iterable[tuple[Path, str]]) -> Found:
    seen: set[str] = set()
    for path, id in ids:
        if id in seen:
            what = "standard" if path[-1] == "standard" else "challenge" if path[0] == "challenges" else "point"
            yield "S101", Hit(path, f"{what} {id} stands twice here", "put what is said of it in one place")
        elif id:
            seen.add(id)


def _people(case: AssessmentContext) -> Found:
    sent, people = case.assessment.submitted, case.assessment.people
    named = [("To be signed", *each) for each in case.entries(("to_sign",), case.assessment.to_sign)]
    for name in people_fields(type(sent)) if sent is not None else ():
        value = getattr(sent, name)
        keys = (value,) if isinstance(value, str) else value
        named += [("Submitted", *each) for each in case.entries(("submitted", name), [one for one in keys if one])]
    for path, one in case.entries(("amendments",), case.assessment.amendments):
        named += [("Amended", (*path, "by"), one.by)] if one.by else []
    for label, path, key in named:
        if key not in people:
            hint = did_you_mean(key, people) or f"add '{key}:' with a name or post under 'people'"
            yield "S102", Hit(path, f"{label}: '{key}' is no key of 'people'", hint)


def _grades(case: AssessmentContext) -> Found:
    assessment = case.assessment
    known = {SELF, *(one.id for one in assessment.challenges)}
    graded = [(path, label, one) for path, label, one in case.graded() if one.grade]
    node = case.document.node(("scale",))
    unread = (
        {fold_word(key) for key in node} - {fold_word(key) for key in assessment.scale}
        if isinstance(node, dict)
        else ()
    )
    if graded and not assessment.scale and not assessment.bands:
        path, label, one = graded[0]
        message = f"{label} is graded '{one.grade}', and no scale says what that means"
        hint = (
            f"write 'scale:', and under it for each word, '{one.grade}' too, what it 'means': {', '.join(FULFILMENTS)}"
        )
        yield "S104", Hit((*path, "grade"), message, hint)
    for path, label, one in case.graded():
        if one.by and one.by not in known:
            yield "S108", Hit((*path, "by"), *_no_challenge(label, one.by, known))
        scaled = bool(assessment.scale or assessment.bands)
        # what a word means that could not be read is told where it could not
        doubtful = fold_word(one.grade) in unread or case.loaded.in_doubt(("scale",))
        if one.grade and scaled and assessment.means(one.grade) is None and not doubtful:
            spellings = [*assessment.scale, *(also for entry in assessment.scale.values() for also in entry.also)]
            bands = [f"{band.first:g} to {band.last:g} per cent" for band in assessment.bands]
            hint = did_you_mean(one.grade, spellings) or f"write one of {', '.join([*assessment.scale, *bands])}"
            yield "S103", Hit((*path, "grade"), f"{label}: '{one.grade}' is not in the scale", hint)
    for above, answer in case.answers():
        for path, question in case.entries((*above, "challenged"), answer.challenged):
            if question.by and question.by not in known - {SELF}:
                yield "S108", Hit((*path, "by"), *_no_challenge(case.label(answer), question.by, known - {SELF}))
        for path, evidence in case.entries((*above, "evidence"), answer.evidence):
            if evidence.impact and evidence.impact not in assessment.impact:
                levels = ", ".join(assessment.impact)
                hint = f"write one of {levels}" if levels else "write the levels under 'impact:', lowest first"
                message = f"{case.label(answer)}: '{evidence.impact}' is not a level of impact"
                yield "S103", Hit((*path, "impact"), message, hint)


def _no_challenge(label: str, name: str, known: Iterable[str]) -> tuple[str, str]:
    there = sorted(known)
    hint = did_you_mean(name, there) or (f"write one of {', '.join(there)}" if there else "add it under 'challenges'")
    return f"{label}: there is no challenge '{name}'", hint


def _standards(case: AssessmentContext) -> Found:
    assessment, name = case.assessment, case.assessment.standards
    if not name:
        if assessment.answers:
            path, answer = next(case.answers())
            message = f"{case.label(answer)} is answered, and no list of standards is named"
            hint = "write 'standards:' with the id of the list; 's11 standards' names those there are"
            yield "S105", Hit((*path, "standard"), message, hint)
        return
    if name not in case.standards.lists and name not in case.unsure:
        hint = did_you_mean(name, case.standards.lists)
        hint = hint or f"write one of {', '.join(sorted(case.standards.lists))}, or add standards/{name}.yaml"
        yield "S105", Hit(("standards",), f"there is no list of standards called '{name}'", hint)
    if case.listed is None:
        return
    ids = [one.id for one in case.listed.standards]
    for path, id, label in _standards_named(case):
        if id not in ids:
            hint = did_you_mean(id, ids) or f"its ids are {', '.join(ids)}"
            yield "S105", Hit(path, f"{label}: {name} has no standard '{id}'", hint)
    for above, answer in case.answers():
        standard = case.standard(answer)
        points = [point.id for point in standard.points] if standard is not None else []
        for path, point in case.entries((*above, "points"), answer.points):
            if points and point.id and point.id not in points:
                hint = did_you_mean(point.id, points) or f"its points are {', '.join(points)}"
                message = f"{case.label(answer)}: it has no point '{point.id}'"
                yield "S105", Hit((*path, "id"), message, hint)


def _standards_named(case: AssessmentContext) -> Iterator[tuple[Path, str, str]]:
    """Every standard that is named by its number: its path, its number, and where it stands."""
    for path, answer in case.answers():
        if answer.standard:
            yield (*path, "standard"), answer.standard, "Answers"
    for above, amendment in case.entries(("amendments",), case.assessment.amendments):
        yield from ((path, id, "Amended") for path, id in case.entries((*above, "about"), amendment.about))
    for above, challenge in case.entries(("challenges",), case.assessment.challenges):
        label = f"Challenge '{challenge.id}'"
        yield from ((path, id, label) for path, id in case.entries((*above, "about"), challenge.about))
        for path, one in case.entries((*above, "says"), challenge.says):
            if one.standard:
                yield (*path, "standard"), one.standard, label


def _addresses(case: AssessmentContext) -> Found:
    for path, id in case.entries(("plans",), case.assessment.plans):
        wrong = _no_plan(case, id) if "#" not in id else (f"'{id}' names no plan", "write the plan's id alone")
        if wrong:
            yield "S108", Hit(path, f"Plans: {wrong[0]}", wrong[1])
    for above, answer in case.answers():
        for path, question in case.entries((*above, "challenged"), answer.challenged):
            wrong = _wrong(case, own_address(case.assessment.id, question.action)) if question.action else None
            if wrong:
                yield "S108", Hit((*path, "action"), f"{case.label(answer)}: {wrong[0]}", wrong[1])
        for path, address in case.entries((*above, "actions"), answer.actions):
            wrong = _wrong(case, own_address(case.assessment.id, address))
            if wrong:
                yield "S108", Hit(path, f"{case.label(answer)}: {wrong[0]}", wrong[1])


def _wrong(case: AssessmentContext, address: str) -> tuple[str, str] | None:
    name, _, inside = address.partition("#")
    if not inside:
        return f"'{address}' names no action", HOW_TO_ADDRESS
    file = case.register.file(name)
    if file is None:
        return _no_plan(case, name)
    plan = file.plan
    if plan is None or file.document.cut_at is not None:
        return None
    ids = [action.id for _, action in plan.actions()]
    held = inside in ids or (inside.startswith("rec:") and inside[4:] in [one.id for one in plan.recommendations])
    if held:
        return None
    return f"the plan {name} has no action '{inside}'", did_you_mean(inside, ids) or "look up its id in that plan"


def _no_plan(case: AssessmentContext, id: str) -> tuple[str, str] | None:
    """What is wrong with the name of a plan; None where there is such a plan, or where not all were looked at."""
    beside = case.exists is not None and case.exists(f"plans/{id}.yaml")
    if case.register.file(id) is not None or (not case.whole and beside):
        return None
    return f"there is no plan '{id}'", did_you_mean(id, case.register.ids) or HOW_TO_ADDRESS


def _days(case: AssessmentContext) -> Found:
    for path, what, day in _facts(case):
        if day is not None and day > case.day:
            running = isinstance(day, Month) and day.first <= case.day
            when = day_words(case.day)
            why = f"a month that is not over on {when}" if running else f"which is after {when}"
            hint = "give the day on which it happened; what has not happened yet is left out"
            yield "S304", Hit(path, f"{what} {on_day(day)}, {why}", hint)


def _facts(case: AssessmentContext) -> Iterator[tuple[Path, str, date | None]]:
    """What is said to have happened, with its path and its day."""
    assessment, sent = case.assessment, case.assessment.submitted
    yield ("as_at",), "It speaks as it stood", assessment.as_at
    if sent is not None:
        yield ("submitted", "date"), "It was submitted", sent.date
        if sent.approved is not None:
            yield ("submitted", "approved", "date"), "It was approved", sent.approved.date
    for path, taken in case.entries(("reported",), assessment.reported):
        yield (*path, "date"), f"It was taken to {taken.to}", taken.date
    for path, challenge in case.entries(("challenges",), assessment.challenges):
        yield (*path, "date"), f"Challenge '{challenge.id}' was", challenge.date
    for path, amendment in case.entries(("amendments",), assessment.amendments):
        yield (*path, "date"), "Amended", amendment.date
    for path, label, grade in case.graded():
        yield (*path, "date"), f"{label}: graded", grade.date
    for above, answer in case.answers():
        label = case.label(answer)
        for path, evidence in case.entries((*above, "evidence"), answer.evidence):
            yield (*path, "dated"), f"{label}: evidence dated", evidence.dated
        for path, question in case.entries((*above, "challenged"), answer.challenged):
            yield (*path, "date"), f"{label}: asked", question.date
        yield (*above, "unchanged_since"), f"{label}: unchanged since", answer.unchanged_since


def _identifiers(case: AssessmentContext) -> Found:
    met: set[tuple[Path, str]] = set()
    for path, span in case.document.scalars():
        node = case.document.node(path)
        for identifier in identifiers(node) if isinstance(node, str) and span.end > span.start else ():
            code = IDENTIFIERS.get(identifier.kind)
            if identifier.sure and code is not None and (path, code) not in met:
                met.add((path, code))
                yield (
                    code,
                    Hit(
                        path,
                        f"'{identifier.words}' is {identifier.kind}",
                        f"take it out: {TAKING_OUT}",
                        about=identifier.words,
                    ),
                )


def known_before(findings: Iterable[Finding], before: Iterable[Finding]) -> frozenset[Finding]:
    """Which findings an earlier version of the files had too, wherever they stood."""
    was: dict[tuple[str, str, str], int] = {}
    for finding in before:
        key = (finding.code, finding.plan, finding.message)
        was[key] = was.get(key, 0) + 1
    known = set()
    for finding in findings:
        key = (finding.code, finding.plan, finding.message)
        if was.get(key):
            was[key] -= 1
            known.add(finding)
    return frozenset(known)

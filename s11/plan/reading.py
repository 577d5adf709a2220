"""Reading a document into records: what can be read stands, and the rest is a finding and stays out of the record."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from s11.frozen import dataclass
from s11.plan.fields import fields_of, per_class
from s11.plan.kinds import (
    FIRST_YEAR,
    GLUED_DASH,
    LAST_YEAR,
    WORDS,
    ChoiceKind,
    DayKind,
    Kind,
    ListKind,
    R,
    Record,
    RecordKind,
    T,
    TimescaleKind,
    holds_words,
    shape,
)
from s11.plan.records import FORMAT, KEPT, Action, Evidence, Meaning, Plan, Progress, Recommendation, SpelledTimescale
from s11.plan.spelling import closest, fold_word
from s11.text import ERROR, MAX_FINDINGS, Document, Finding, Node, Path, Span, is_remark, unseen
from s11.when import Conventions, Timescale, parse_day


class PlanReader:
    """One pass over one document."""

    def __init__(self, document: Document, conventions: Conventions, root: type[Record] = Plan):
        self.document = document
        # what the whole file is
        self.root = root
        self.conventions = conventions
        self.faults: list[FieldProblem] = [
            FieldProblem(slip.code, slip.path, slip.span, slip.message, slip.hint) for slip in document.slips
        ]
        self.more = document.more_slips
        self.from_day: date | None = None
        self.from_name = ""
        self.doubts = {slip.path for slip in document.slips if slip.path}
        self.slipped = {slip.path for slip in document.slips if slip.code in ("S002", "S008")}

    def plan(self) -> Plan | None:
        root = self.document.root
        if not isinstance(root, dict) or not root:
            if self.document.cut_at is None and not self.faults:
                empty = root in (None, "", {})
                message = "the file is empty" if empty else f"a plan is keys with values, not {shape(root)}"
                self.wrong((), message, f"start with 'format: {FORMAT}'")
            return None
        self.take_the_day(root)
        plan = self.record(Plan, root, ()) or Plan()
        contested = self.contested_words(root.get("rag"))
        return dataclasses.replace(
            plan,
            id=self.document.source.id,
            from_day=self.from_day,
            from_name=self.from_name,
            spellings=_spellings(plan.rag, contested),
        )

    def whole(self, cls: type[R], called: str, hint: str) -> R | None:
        """The record that a whole file is, which is no plan; None where it is none: then a finding has been made."""
        root = self.document.root
        if not isinstance(root, dict):
            if self.document.cut_at is None and not self.document.slips:
                self.wrong((), f"{called} is keys with values", hint)
            return None
        self.take_the_day(root)
        return self.record(cls, root, ())

    def contested_words(self, legend: Node | None, field: str = "rag") -> frozenset[str]:
        """The words of the legend that more than one of its entries claims, folded; each later claim is a finding.

        Until that is mended such a word stands for neither: the better of two meanings must not be counted.
        """
        if not isinstance(legend, dict):
            return frozenset()
        claimed: dict[str, tuple[str, Path]] = {}
        contested: set[str] = set()
        twice = {
            slip.path[1]
            for slip in self.document.slips
            if slip.code == "S003" and slip.path[:1] == (field,) and len(slip.path) > 1
        }
        for key, entry in legend.items():
            if key in twice:
                contested.add(fold_word(key))
            for word, path in _claims(field, key, entry):
                folded = fold_word(word)
                first, at = claimed.setdefault(folded, (key, path))
                if first != key:
                    contested.add(folded)
                    self.claimed_twice(word, key, path, first, at)
        return frozenset(contested)

    def claimed_twice(self, word: str, key: str, path: Path, first: str, at: Path) -> None:
        def entry_at(whose: str, where: Path) -> str:
            line = self.document.line_column(
                self.document.span(where).start if len(where) > 2 else self.document.key_span(where).start
            )[0]
            return f"'{whose}'{' under also' if len(where) > 2 else ''} in line {line}"

        claims = f"two entries of the legend claim '{word.strip()}': {entry_at(first, at)} and {entry_at(key, path)}"
        message = f"{claims}; ratings of that word count as neither"
        span = self.document.span(path) if len(path) > 2 else self.document.key_span(path)
        self.find(
            "S003",
            path,
            span,
            message,
            "keep the word in one of the two: case, spaces and the width of letters make no difference",
        )

    def take_the_day(self, root: dict[str, Node]) -> None:
        """Phrases without a year are read from `agreed`, else `as_at`, else `source.date`."""
        source = root.get("source")
        for name, node in (
            ("agreed", root.get("agreed")),
            ("as_at", root.get("as_at")),
            ("source.date", source.get("date") if isinstance(source, dict) else None),
        ):
            day = parse_day(node.strip()) if isinstance(node, str) else None
            if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR:
                self.from_day, self.from_name = day, name
                return

    def record(self, cls: type[R], node: Node, path: Path) -> R | None:
        if not isinstance(node, dict):
            self.wrong(path, f"keys with values are wanted here, not {shape(node)}", f"write {_example_of(cls)}")
            return None
        fields, remarked = _read_as(cls), self.document.remarked
        values: dict[str, object] = {}
        for key, child in node.items():
            known = fields.get(key)
            if known is None:
                self.unknown(cls, key, (*path, key))
                continue
            name, kind, prose = known
            if isinstance(child, str):
                words = child.strip()
                if not words:
                    if remarked:
                        self.lost_words((*path, key), kind, prose)
                    continue
                if not prose and not child.isascii():
                    self.hidden_in(child, (*path, key))
                if remarked:
                    self.lost_words((*path, key), kind, prose)
                    if prose:
                        self.cut_words((*path, key))
                if kind is WORDS:
                    values[name] = words
                    continue
            value = kind.read(self, child, (*path, key))
            if value is not None:
                values[name] = value
        lacking = False
        for key, name in _required(cls):
            if name not in values:
                lacking = True
                if not (key in node and _has_content(node[key])) and (*path, key) not in self.doubts:
                    # (of a misspelt key there is a finding already)
                    self.missing(cls, key, path)
        # half a fact (a note without its day) says nothing that can be judged; half an action is still an action
        make: Callable[..., R] = cls
        return None if lacking and cls not in KEPT and not cls.kept else make(**values)

    def item(self, kind: Kind[T], node: Node, path: Path) -> T | None:
        if isinstance(node, str):
            if not node.strip():
                if path not in self.doubts and not self.lost_words(path, WORDS):
                    self.wrong(path, "an empty entry", "write what belongs here, or take the line out")
                return None
            if kind is WORDS and not node.isascii():
                self.hidden_in(node, path)
        return kind.read(self, node, path)

    def timescale(self, phrases: list[str]) -> Timescale:
        if len(phrases) == 1:
            return Timescale.read(phrases[0].strip(), self.from_day, self.from_name, self.conventions)
        return Timescale.read_all(tuple(phrases), self.from_day, self.from_name, self.conventions)

    def spelled(self, node: Node, path: Path) -> Timescale | None:
        """A timescale that is spelled out, with its words and days."""
        spelled = self.record(SpelledTimescale, node, path)
        if spelled is None:
            return None
        known = (self.from_day, self.from_name, self.conventions)
        return Timescale.spelled(spelled.text, spelled.due, spelled.every, *known)

    def wrong(self, path: Path, message: str, hint: str) -> None:
        if (
            self.document.cut_at is not None
            and path
            and self.document.cut_path[: len(path)] == path
            and not self.scalar_at(path)
        ):
            # reading broke off in the middle of this: what is there is no fault of its own
            return
        self.find(
            "S005",
            path,
            self.document.span(path) if self.scalar_at(path) else self.document.key_span(path),
            message,
            hint,
        )

    def scalar_at(self, path: Path) -> bool:
        return bool(path) and isinstance(self.document.node(path), str)

    def unknown(self, cls: type[Record], key: str, path: Path) -> None:
        if len(self.faults) >= MAX_FAULTS:
            self.more += 1
            return
        close = "" if GLUED_DASH.match(key) else _by_table(cls, key) or closest(key, _read_as(cls))
        self.doubts.add((*path[:-1], close or key.split(":")[0]))
        if path in self.slipped:
            # the words that a comma split off are one slip, not an unknown field as well
            return
        self.find(
            "S006",
            path,
            self.document.key_span(path),
            f"'{key}' is not a field of {_name_of(cls)}",
            _what_to_do_with(self.root, cls, key, close, self.document.node(path)),
        )

    def missing(self, cls: type[Record], key: str, path: Path) -> None:
        if self.document.cut_path[: len(path)] == path and self.document.cut_at is not None:
            return
        span = self.document.key_span((*path, key))
        example = f": {_format_of(cls)}" if key == "format" else ": …"
        self.find(
            "S005",
            (*path, key),
            span,
            f"'{key}' is missing from {_name_of(cls)}",
            f"add '{key}{example}' here, with what it says",
        )

    def cut_words(self, path: Path) -> None:
        comment = self.document.trailing_comment(path)
        if comment and not is_remark(comment.words) and not self.behind_the_cut(comment.start):
            span = Span(comment.start, comment.start + len(comment.words))
            if any(
                (slip.code == "S002" or slip.span == span) and span.start <= slip.span.start < span.end
                for slip in self.document.slips
            ):
                # a line end that is none has drawn the next line into this one: that is the slip
                return
            kept = self.document.node(path)
            hint = self.how_to_keep(f"{kept.strip() if isinstance(kept, str) else ''} {comment.words}", path)
            message = f"everything after ' #' is lost: YAML reads '{comment.words[:40]}' as a comment"
            self.find("S008", path, span, message, hint)

    def lost_words(self, path: Path, kind: Kind[object], prose: bool = False) -> bool:
        """Whether words stand behind the colon or dash that YAML reads as a comment: then a finding has been made.

        Where a field holds words, a comment is taken for them; elsewhere ('completed:  # not yet') only one whose
        '#' is glued to its words. A remark to s11 is none.
        """
        comment = self.document.comment_for_value(path)
        if comment is None or path in self.doubts or is_remark(comment.words) or self.behind_the_cut(comment.start):
            return False
        glued = comment.words[1:2].strip() not in ("", "#", "!")
        if not glued and (not holds_words(kind) or self.document.style(path) in ("|", ">")):
            return False
        span = Span(comment.start, comment.start + len(comment.words))
        self.find(
            "S008",
            path,
            span,
            f"'{comment.words[:40]}' is lost: YAML reads it as a comment",
            self.how_to_keep(comment.words, path, glued=not prose),
        )
        return True

    def how_to_keep(self, words: str, path: Path, glued: bool = False) -> str:
        words = words.strip().rstrip(",").rstrip() if self.document.in_flow(path) else words.strip()
        remark = "a remark goes on a line of its own"
        if self.document.in_flow(path) or not isinstance(path[-1], str):
            quoted = "" if len(words) > 60 or "'" in words else f": '{words}'"
            return f"put the words in straight quotes{quoted}; {remark}"
        if glued:
            return f"take the '#' away, or put the words in straight quotes; {remark}"
        return f"put the words on the next line after '>-'; {remark}"

    def behind_the_cut(self, at: int) -> bool:
        """Whether reading broke off before this: what stands there belongs to the slip that broke it off."""
        return self.document.cut_at is not None and at >= self.document.cut_at

    def hidden_in(self, words: str, path: Path) -> None:
        hidden = unseen(words)
        if hidden:
            self.doubts.add(path)
            self.find(
                "S002",
                path,
                self.document.span(path),
                f"{hidden} stands in these words",
                "take it out, or write the words again: to s11 they are not the same as without it",
            )

    def find(self, code: str, path: Path, span: Span, message: str, hint: str) -> None:
        if code in ("S005", "S008") and path:
            self.doubts.add(path)
        if len(self.faults) >= MAX_FAULTS:
            self.more += 1
            return
        self.faults.append(FieldProblem(code, path, span, message, hint))

    def findings(self) -> tuple[Finding, ...]:
        """Every fault, the same in many places said once; of more than a few hundred the first, and how many more."""
        faults = _gathered(self.faults, self.document)
        more = self.more + max(0, len(faults) - MAX_FINDINGS)
        faults = faults[:MAX_FINDINGS]
        if more:
            faults.append(
                FieldProblem(
                    "S007",
                    (),
                    Span(0, 0),
                    f"{more:,} more faults of this file are not listed",
                    f"mend these {MAX_FINDINGS} first: one slip often makes many",
                )
            )
        source = self.document.source
        return tuple(
            Finding(
                one.code,
                ERROR,
                source.name,
                one.path,
                self.document.place(one.span),
                one.message,
                one.hint,
                plan=source.id,
                told_for=one.told_for,
            )
            for one in faults
        )


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that the reader found, before its line is worked out.

    ``told_for``: every place that has it, where one is told for several.
    """

    code: str
    path: Path
    span: Span
    message: str
    hint: str
    told_for: tuple[Path, ...] = ()


# what the reader keeps before the same faults are said once
MAX_FAULTS = 1000
GATHER_FROM = 3


def _gathered(faults: list[FieldProblem], document: Document) -> list[FieldProblem]:
    """Faults of which the same stands in three places or more as one; at the plan where it stands in every place."""
    if len(faults) < GATHER_FROM:
        return faults
    by_field: dict[tuple[str, Path, str], list[FieldProblem]] = {}
    for fault in faults:
        if fault.code in ("S005", "S006"):
            # 'is missing' and 'is not a day' of one field are two faults
            missing = "missing" if fault.code == "S005" and not document.has(fault.path) else ""
            by_field.setdefault((fault.code, _pattern(fault.path), missing), []).append(fault)
    instead: dict[int, FieldProblem | None] = {}
    for (code, pattern, missing), alike in by_field.items():
        if len(alike) < GATHER_FROM:
            continue
        places = _places(document.root, pattern[:-1] if missing or code == "S006" else pattern)
        if len(alike) == places and len({fault.hint for fault in alike}) == 1:
            first = alike[0]
            instead[id(first)] = dataclasses.replace(
                first,
                path=("title",),
                span=document.key_span(("title",)),
                message=_of_all(first, places, missing),
                told_for=tuple(fault.path for fault in alike),
            )
            instead.update(dict.fromkeys(map(id, alike[1:])))
            continue
        by_words: dict[tuple[str, str], list[FieldProblem]] = {}
        for fault in alike:
            by_words.setdefault((fault.message, fault.hint), []).append(fault)
        for same in by_words.values():
            if len(same) >= GATHER_FROM:
                instead[id(same[0])] = dataclasses.replace(
                    same[0],
                    message=f"{same[0].message}; the same {len(same) - 1} more times, in {_lines(same[1:], document)}",
                    told_for=tuple(fault.path for fault in same),
                )
                instead.update(dict.fromkeys(map(id, same[1:])))
    return [kept for fault in faults if (kept := instead.get(id(fault), fault)) is not None]


def _of_all(fault: FieldProblem, places: int, missing: str) -> str:
    name, listed = fault.path[-1], next((step for step in reversed(fault.path[:-1]) if isinstance(step, str)), "")
    if missing:
        return f"'{name}' is missing from all {places} entries of '{listed}'"
    if fault.code == "S006":
        return f"{fault.message}, and stands in all {places} entries of '{listed}'"
    field = f"'{name}' in '{listed}'" if isinstance(name, str) else f"'{listed}'"
    return f"none of the {places} values of {field} can be read; the first: {fault.message}"


def _lines(faults: list[FieldProblem], document: Document) -> str:
    lines = list(dict.fromkeys(document.line_column(fault.span.start)[0] for fault in faults))
    shown = ", ".join(map(str, lines[:10]))
    if len(lines) > 10:
        return f"lines {shown} and {len(lines) - 10} more"
    return f"line{'s' * (len(lines) > 1)} {shown}"


def _pattern(path: Path) -> Path:
    """A path with its numbers left out: the same field of every entry of a list."""
    return tuple(-1 if isinstance(step, int) else step for step in path)


def _places(node: Node | None, pattern: Path) -> int:
    """How many values stand at a pattern of paths; a bare value stands for a list of one."""
    if not pattern:
        return int(node is not None and (not isinstance(node, str) or bool(node.strip())))
    step = pattern[0]
    if step == -1:
        return sum(_places(child, pattern[1:]) for child in node) if isinstance(node, list) else 0
    return _places(node.get(str(step)), pattern[1:]) if isinstance(node, dict) else 0


def _spellings(legend: Mapping[str, Meaning], contested: frozenset[str]) -> dict[str, Meaning]:
    """Every spelling of a legend's words, folded, without those that two entries claim."""
    spellings: dict[str, Meaning] = {}
    for key, meaning in legend.items():
        for word in (key, *meaning.also):
            if fold_word(word) not in contested:
                spellings.setdefault(fold_word(word), meaning)
    return spellings


def _claims(field: str, key: str, entry: Node) -> Iterator[tuple[str, Path]]:
    """The words that one entry of the legend claims, each with its path."""
    yield key, (field, key)
    also = entry.get("also") if isinstance(entry, dict) else None
    if isinstance(also, str):
        if also.strip():
            yield also, (field, key, "also")
    elif isinstance(also, list):
        for index, word in enumerate(also):
            if isinstance(word, str) and word.strip():
                yield word, (field, key, "also", index)


@per_class
def _read_as(cls: type) -> dict[str, tuple[str, Kind[object], bool]]:
    """By its key in the file: a field's name, its kind, and whether it holds sentences."""
    return {field.key: (field.name, field.kind, field.prose) for field in fields_of(cls)}


@per_class
def _required(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.key, field.name) for field in fields_of(cls) if field.required)


def _has_content(node: Node) -> bool:
    # of empty braces there is a finding already: they lack a field; an empty list lacks nothing
    return bool(node.strip()) if isinstance(node, str) else isinstance(node, dict) or bool(node)


def _name_of(cls: type[Record]) -> str:
    """What a finding calls a record: 'a revision', 'the plan'."""
    word = cls.__name__.lower()
    return cls.finding_name or f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _format_of(cls: type[Record]) -> str:
    """What the file of which this is the whole says of its kind: 's11-plan/1'."""
    return next(
        (code for field in fields_of(cls) if isinstance(field.kind, ChoiceKind) for code in field.kind.codes), ""
    )


def _example_of(cls: type[Record]) -> str:
    keys = [key for key, _ in _required(cls)] or list(_read_as(cls))[:2]
    return ", ".join(f"'{key}: …'" for key in keys)


# keys that the format does not have ----------------------------------------------------------------------------------


@per_class
def _table_words(cls: type) -> dict[str, str]:
    """What real tables call the fields of a record, folded, with their keys."""
    return {words: field.key for field in fields_of(cls) for words in field.table_words.split(", ") if words}


def _by_table(cls: type[Record], key: str) -> str:
    """The field of a record that real tables call so, or ''."""
    return _table_words(cls).get(fold_word(key.replace("_", " ")), "")


_DATE_WORDS = frozenset(["date", "dates", "day", "days", "deadline", "due", "when", "month", "year"])


def _what_to_do_with(root: type[Record], cls: type[Record], key: str, close: str, value: Node | None) -> str:
    """What to do with a key that a record does not have: what was meant, where it is a field, or where its words go."""
    if GLUED_DASH.match(key):
        return f"a space belongs behind the dash: write '- {key[1:]}'"
    if elsewhere := _field_elsewhere(root, cls, key):
        return elsewhere
    keys = _read_as(cls)
    dated = close == "note" and says_when(value)
    if close and close == _by_table(cls, key) and not dated:
        return f"'{key}' is called '{close}' here"
    if close and not dated:
        return f"did you mean '{close}'?"
    named = _DATE_WORDS & set(fold_word(key.replace("_", " ")).split())
    if (named or dated) and (days := _day_keys(cls)):
        return f"a date goes where s11 reads it: {_any_of(days)}"
    if "note" in keys and cls is not Progress:
        return "a word for which the format has no field goes into 'note'"
    return f"its fields are {', '.join(keys)}; other words go into the 'note' of what it stands under"


def called_here(cls: type[Record], key: str) -> str:
    """The field of a plan's record that real tables call by a key; '' where none is, or it is a field of another."""
    return "" if _field_elsewhere(Plan, cls, key) else _by_table(cls, key)


def says_when(value: Node | None) -> bool:
    """Whether a value is the words of a timescale and no others: no note is made of it."""
    if not isinstance(value, str):
        return False
    timescale = Timescale.read(value.strip())
    return timescale.kind != "unreadable" and not timescale.left


def _field_elsewhere(root: type[Record], cls: type[Record], key: str) -> str:
    """Where to write a key that is a field of another record than the one that it stands in; '' where it is none."""
    keys = _read_as(cls)
    within = [
        name
        for name, (_, kind, _) in keys.items()
        if isinstance(kind, RecordKind) and key in _read_as(kind.cls) and not (kind.also and key == kind.as_field)
    ]
    if len(within) == 1:
        return f"'{key}' is a field of '{within[0]}': write it under '{within[0]}'"
    for holder, place in _beneath(cls):
        if key in _read_as(holder):
            return f"'{key}' is a field of {_name_of(holder)}: write it under {place}"
    if cls in (Action, Evidence) and key in _read_as(Recommendation) and key not in _read_as(Action):
        return f"'{key}' is a field of the recommendation: write it there"
    if cls is not root and key in _read_as(root) and key not in ("note", "format", "title"):
        return f"'{key}' is a field of {_name_of(root)}: write it there"
    return ""


def _day_keys(cls: type[Record]) -> list[str]:
    """The fields of a record that say when, or on which day."""
    return [field.key for field in fields_of(cls) if _says_when(field.kind)]


def _says_when(kind: Kind[object]) -> bool:
    if isinstance(kind, ListKind):
        return _says_when(kind.kind)
    return isinstance(kind, DayKind | TimescaleKind) or (
        isinstance(kind, RecordKind) and isinstance(kind.also, DayKind)
    )


def _any_of(keys: list[str]) -> str:
    quoted = [f"'{key}'" for key in keys]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


@per_class
def _beneath(cls: type) -> tuple[tuple[type[Record], str], ...]:
    """The parts that a record holds whole lists of, with where one of them stands."""
    return _BENEATH.get(cls) or tuple(
        (field.holds, f"one of '{field.key}'")
        for field in fields_of(cls)
        if field.holds is not None and field.holds.kept
    )


_BENEATH: Mapping[type[Record], tuple[tuple[type[Record], str], ...]] = {
    Plan: ((Recommendation, "one of 'recommendations'"), (Action, "one of the 'actions' of a recommendation")),
    Recommendation: ((Action, "one of its 'actions'"),),
}

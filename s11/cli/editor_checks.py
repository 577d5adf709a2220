"""What is wrong with the texts that an editor has open, and with the edit of them that is not committed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.editor_files import Disk
from s11.cli.options import UsageError

if TYPE_CHECKING:
    from s11.lsp.around import Around, Checked
    from s11.lsp.server import Opened
    from s11.plan import PlanFile, PlanFiles
    from s11.store import OpenText, PlansBeside
    from s11.text import Document, Finding, Source
    from s11.when import Conventions

_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be looked at: every open text, and which of them were changed.

    ``against``: what the edit is compared with; '' for nothing. ``forget``: something on disk was changed.
    """

    opened: tuple[Opened, ...]
    due: frozenset[str]
    against: str
    forget: bool


@dataclass(frozen=True, slots=True)
class Checks:
    """What was found; ``notes``: what could not be compared, and why; ``fault``: what went wrong by our own fault.

    ``more``: it is looked on, and more will be found.
    """

    checked: tuple[Checked, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    more: bool = False


class _Readings:
    """Plans as they were read, kept from one look to the next as long as they are asked for."""

    def __init__(self) -> None:
        self._conventions: Conventions | None = None
        self._kept: dict[tuple[str, bytes], PlanFile] = {}
        self._used: set[tuple[str, bytes]] = set()

    def of(self, source: Source, conventions: Conventions) -> PlanFile:
        from s11.plan import load_one

        if conventions != self._conventions:
            self._conventions, self._kept = conventions, {}
        key = (source.id, source.data)
        self._used.add(key)
        if key not in self._kept or source.unread is not None:
            self._kept[key] = load_one(source, conventions)
        return self._kept[key]

    def all(self, sources: Iterable[Source], conventions: Conventions) -> PlanFiles:
        from s11.plan import PlanFiles

        return PlanFiles.of(self.of(source, conventions) for source in sources)

    def let_go(self) -> None:
        self._kept = {key: loaded for key, loaded in self._kept.items() if key in self._used}
        self._used.clear()


@dataclass(frozen=True, slots=True)
class _Member:
    """One open text of a folder, among what lies beside it."""

    opened: Opened
    text: OpenText
    plans: PlansBeside
    around: Around


class Checker:
    """Looks at open texts as ``lint --against`` does at files. What did not change it has looked at already."""

    def __init__(self, disk: Disk):
        from s11 import store

        self._disk, self._bases = disk, store.Bases()
        self._last: dict[str, Checked] = {}
        self._now, self._before = _Readings(), _Readings()

    def check(self, work: Work) -> Iterator[Checks]:
        """What is wrong with the texts that were changed; of such as are new without the edit of them at first, since
        that waits for git.
        """
        from s11.lsp.around import Checked
        from s11.store import PlansBeside
        from s11.text import read

        if work.forget:
            self._bases.forget()
        texts = {one.path: one.buffer.data for one in work.opened if one.path is not None}
        folders: dict[Path, list[_Member]] = {}
        results: list[Checked] = []
        for opened in work.opened:
            text = self._disk.open_text(opened)
            if text is not None and text.kind:
                plans = PlansBeside(text, texts)
                member = _Member(opened, text, plans, self._disk.beside(text, text.kind, plans, texts))
                # a plan that lies in no folder of plans is compared with itself alone
                folders.setdefault(text.start if text.inside else text.path, []).append(member)
            elif opened.uri in work.due and opened.uri in self._last:
                # it is no plan any more
                source = self._last[opened.uri].document.source
                results.append(Checked(opened.uri, opened.version, read(source), ()))
        changed = [members for members in folders.values() if any(one.opened.uri in work.due for one in members)]
        fresh = [one for members in changed for one in members if one.opened.uri not in self._last]
        first = [
            Checked(one.opened.uri, one.opened.version, *self._alone(one), note=one.around.nothing_checked)
            for one in fresh
        ]
        self._last |= {one.uri: one for one in first}
        yield Checks((*results, *first), more=True)
        due = work.due - {one.uri for one in first}
        notes: list[str] = []
        results = [made for members in changed for made in self._folder(members, texts, due, work.against, notes)]
        still = {one.uri for one in work.opened}
        self._last = {one.uri: one for one in (*self._last.values(), *results) if one.uri in still}
        for readings in (self._now, self._before):
            readings.let_go()
        yield Checks(tuple(results), tuple(notes))

    def _folder(
        self, members: Sequence[_Member], texts: Mapping[Path, bytes], due: Set[str], against: str, notes: list[str]
    ) -> Iterator[Checked]:
        """What was found of the open texts of one folder; of those that did not change only where that is new."""
        from s11.lsp.around import Checked

        edited, note = self._edited(members[0], texts, against, notes)
        edited = (*edited, *self._edited_assessments(members, against))
        for one in members:
            last = self._last[one.opened.uri]
            changed = one.opened.uri in due
            kept = (last.document, last.findings, last.plan)
            alone = self._alone(one) if changed else kept
            reported = {(finding.code, finding.path, finding.message) for finding in alone[1]}
            on_edit = tuple(
                finding
                for finding in edited
                if finding.file == one.text.source.name
                and (finding.code, finding.path, finding.message) not in reported
            )
            made = Checked(one.opened.uri, one.opened.version, *alone, on_edit, one.around.nothing_checked or note)
            if changed or (made.on_edit, made.note) != (last.on_edit, last.note):
                yield made

    def _alone(self, one: _Member) -> tuple[Document, tuple[Finding, ...], PlanFile | None]:
        """One text by itself: as it reads, what is wrong with it, and the plan that it is."""
        from s11 import plan, rules
        from s11.text import read

        around, source, names = one.around, one.text.source, one.plans.names
        if one.text.kind == "standards":
            return _on_standards(one)
        if one.text.kind == "settings":
            document = read(source)
            return document, _on_settings(document, around.wrong), None
        if around.wrong:
            return read(source), (), None
        if one.text.kind == "assessment":
            return _on_assessment(one)
        if [plan_id for _, plan_id in names].count(source.id) > 1:
            # of two files that have one id only the first is the plan
            register = plan.Streamed(one.plans, names, around.conventions)
            (loaded,) = register.some([register.names.index((source.name, source.id))])
        else:
            loaded = self._now.of(source, around.conventions)
        findings = rules.check_file(
            loaded, around.register, around.vantage, exists=around.exists, standards=around.standard_ids
        )
        return loaded.document, tuple(findings), loaded

    def _edited(
        self, one: _Member, texts: Mapping[Path, bytes], against: str, notes: list[str]
    ) -> tuple[Sequence[Finding], str]:
        """What the edit does that must be said, and why it could not be compared where that is so."""
        from s11 import rules, store
        from s11.cli.loading import parse_conventions

        if not against or one.around.wrong:
            return (), ""
        try:
            edit = self._bases.edit(one.text, one.plans, against)
            was, now = edit.settings[0], self._disk.settings(one.text, texts)
            now_conventions = one.around.conventions
            before = parse_conventions(was) if edit.beside else now_conventions
        except (store.NotFound, UsageError) as error:
            # a folder that is in no repository has nothing to compare with, and need not hear of it
            notes.append(f"edits are not compared with {against}: {error}")
            return (), ""
        if not edit.base:
            return (), ""
        old = self._before.all(edit.old, before)
        for loaded in old.files:
            if loaded.plan is None or loaded.document.cut_at is not None:
                first = loaded.findings[0]
                return (), (
                    f"what this edit changes is not checked: {loaded.source.name} could not be read whole in commit "
                    f"{edit.base[:10]} (line {first.place.line}: {first.message})"
                )
        new = self._now.all(edit.new, now_conventions) if before == now_conventions else _loaded(edit.new, before)
        findings = rules.check_edit(old, new, one.around.vantage)
        if edit.beside and (was.data if was else None) != (now.data if now else None):
            as_were, as_are = _loaded(edit.sources, before), _loaded(edit.sources, now_conventions)
            findings += rules.check_settings(was, now, old, as_were, as_are, one.around.vantage)
        return findings, ""

    def _edited_assessments(self, members: Sequence[_Member], against: str) -> Iterator[Finding]:
        """What the edit of each open self-assessment does that must be said; why nothing could be compared is said with
        the plans.
        """
        from s11 import store
        from s11.rules.assessment_edits import check_assessment_edits
        from s11.rules.assessments import Beside, load_assessments

        for one in members:
            around, source = one.around, one.text.source
            if one.text.kind != "assessment" or not against or around.wrong:
                continue
            try:
                edit = self._bases.edit(one.text, one.plans, against)
            except (store.NotFound, UsageError):
                continue
            was = [before for before in edit.assessments[0] if before.id == source.id and before.data != source.data]
            old, new = (load_assessments(side, around.conventions) for side in (was, [source]))
            if old and all(loaded.assessment is not None for loaded in (*old, *new)):
                beside = Beside(around.files, around.register, one.text.inside, around.exists)
                yield from check_assessment_edits(old, new, beside, beside, around.vantage)


def _on_standards(one: _Member) -> tuple[Document, tuple[Finding, ...], None]:
    """What is wrong with one list of standards, among all that there are."""
    from s11 import rules
    from s11.plan import read_standards_file

    name = one.text.source.name
    # the text of a new file lies nowhere yet
    new = () if any(file.source.name == name for file in one.around.files) else (read_standards_file(one.text.source),)
    files = (*new, *one.around.files)
    document = next(file.document for file in files if file.source.name == name)
    return document, tuple(finding for finding in rules.check_standards(files) if finding.file == name), None


def _on_assessment(one: _Member) -> tuple[Document, tuple[Finding, ...], None]:
    """What is wrong with one self-assessment, among the plans and lists of standards beside it."""
    from s11.rules.assessments import Beside, check_assessments, load_assessments

    around = one.around
    files = load_assessments([one.text.source], around.conventions)
    beside = Beside(around.files, around.register, one.text.inside, around.exists)
    (checked,) = check_assessments(files, beside, around.vantage)
    return files[0].document, checked.findings, None


def _loaded(sources: Iterable[Source], conventions: Conventions) -> PlanFiles:
    from s11 import plan

    return plan.load(sources, conventions)


def _on_settings(document: Document, wrong: str) -> tuple[Finding, ...]:
    """What is wrong with a council's settings: the reader's own findings, else the one that stops every command."""
    from s11.text import ERROR, Finding, Span

    name = document.source.name
    slips = tuple(
        Finding(slip.code, ERROR, name, slip.path, document.place(slip.span), slip.message, slip.hint)
        for slip in document.slips
    )
    if slips or not wrong:
        return slips
    paths = [path for word in _QUOTED.findall(wrong) for path in (("calendar", word), (word,)) if document.has(path)]
    place = document.place(document.key_span(paths[0]) if paths else Span(0, 0))
    message = wrong.removeprefix(f"{name}: ")
    return (Finding("S005", ERROR, name, paths[0] if paths else (), place, message),)

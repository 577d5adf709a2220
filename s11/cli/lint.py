"""The command ``lint``: what is wrong with the plans, and with an edit of them, each at its line and column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.loading import (
    load_conventions,
    load_plans,
    load_standards,
    load_standards_files,
    parse_conventions,
    stream_plans,
)
from s11.cli.options import AsOf, Rev, UsageError, as_of_day, check_is_one_of, required_base
from s11.cli.terminal import print_err, print_out, standard_input, terminal_settings
from s11.english import join_words, number_of
from s11.render.formats import FINDINGS

if TYPE_CHECKING:
    from s11.plan import AnyRegister, AssessmentFile, PlanFile, PlanFiles, StandardsFile
    from s11.rules import Checked, Fixed
    from s11.store import Base, Edit, PlanSet
    from s11.text import Finding, Source
    from s11.when import Conventions, Vantage

    AnyFile = PlanFile | AssessmentFile


def lint(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PLAN]...",
            autocompletion=offers.plan_ids,
            help="Plan ids, files or folders, or '-' for standard input; without any, every plan under plans/.",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="DAY|REV",
            callback=required_base,
            autocompletion=offers.revisions_as_they_are,
            help=(
                "Also check the edit since the merge base of REV and HEAD; '=REV' for REV itself; a day for the "
                "newest commit by its end."
            ),
        ),
    ] = None,
    staged: Annotated[
        bool,
        typer.Option(
            "--staged",
            help="Check what is staged for the next commit, and the edit that it makes of HEAD: for a commit hook.",
        ),
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Only findings that the base did not have; with --against or --staged.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is safe to mend, and nothing else in the file.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change and what would stay, and write nothing.")
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            autocompletion=offers.several(offers.rule_codes),
            help="List only these rules: codes or their beginnings, such as S7,S301. The exit code knows all.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODES",
            autocompletion=offers.several(offers.rule_codes),
            help="Leave these rules out of the list. The exit code knows all.",
        ),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead of listing them.")
    ] = False,
    output_format: Annotated[
        str,
        typer.Option(
            "--output-format",
            metavar="FORMAT",
            autocompletion=offers.output_formats,
            envvar="S11_OUTPUT_FORMAT",
            help=(
                " ".join(f"{format.name}: {format.use}." for format in FINDINGS.values())
                + " On GitHub's runners github where nothing is said."
            ),
        ),
    ] = "",
    output_file: Annotated[
        str,
        typer.Option(
            "--output-file", metavar="FILE", help="Write the findings there; the last line still goes to the screen."
        ),
    ] = "",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="LEVEL", autocompletion=offers.levels, help="error, warning, advice or never."
        ),
    ] = "error",
    advice: Annotated[bool, typer.Option("--advice", help="List advice too, instead of counting it.")] = False,
    level: Annotated[
        str,
        typer.Option(
            "--level",
            metavar="LEVEL",
            autocompletion=offers.finding_levels,
            help="List what is of this level or worse: error, warning or advice. The exit code knows all.",
        ),
    ] = "",
    stdin_filename: Annotated[
        str,
        typer.Option("--stdin-filename", metavar="FILE", help="With '-': the file whose text comes on standard input."),
    ] = "",
    as_of: AsOf = None,
    rev: Rev = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --output-format json.")] = False,
) -> int:
    """What is wrong with the plans, and with an edit of them.

    Each fault stands at its line and column, with what to type.
    """
    from s11 import rules, store
    from s11.render import findings as formats

    form = _form(output_format, json, statistics)
    check_is_one_of("--fail-on", fail_on, formats.FAIL_ON, "a level")
    _check_level(level, advice)
    _check_combination(files or [], bool(against), staged, new, fix or diff, stdin_filename, rev is not None)
    if diff and FINDINGS[form].for_programs and not output_file:
        raise UsageError(
            f"--diff shows a patch and then what stays, which is not '{form}': give an --output-file for that"
        )
    edit = store.staged(Path.cwd()) if staged else None
    if edit is not None and edit.empty and form in ("full", "concise"):
        # a hook asks this at every commit: nothing more is loaded for it
        print_err(f"nothing staged under plans/; {edit.words}")
        return 0
    choice = formats.Choice(advice, _codes("--select", select), _codes("--ignore", ignore), level=level)
    alone = edit is None and not against and not (fix or diff) and files != ["-"]
    if edit is not None:
        reading = _staged(edit, as_of)
    elif alone:
        reading = _streamed(files, as_of, rev)
    else:
        reading = _read(files, stdin_filename, against or "", as_of, rev)
    if reading.edit is not None:
        print_err(reading.edit.words)
    fixed, fails_now = 0, 0
    if fix or diff:
        mendings = [*reading.mendings()]
        fixed = sum(mending.count for _, mending in mendings)
        if diff:
            fails_now = formats.exit_code(reading.check(reading.held, reading.names), fail_on)
            _show_differences(mendings, fixed)
            reading, fixed = reading.as_mended({loaded.source: mending.loaded for loaded, mending in mendings}), 0
        elif fixed:
            for loaded, mending in mendings:
                if mending.count:
                    store.write(Path(loaded.source.name), mending.data)
            reading = _read(files, stdin_filename, against or "", as_of, rev)
        if held_back := sum(mending.needs_why for _, mending in mendings):
            print_err(
                f"{number_of(held_back, 'finding')} could be mended, but that would be an edit which needs a reason: "
                "make it with a note of progress that says why"
            )
    checked = [*reading.each_checked(FINDINGS[form].remembers and alone), *reading.assessed()]
    findings, known = rules.in_file_order(finding for file in checked for finding in file.findings), 0
    if files != ["-"]:
        findings = (*findings, *rules.check_standards(reading.standards))
    if reading.edit is not None:
        old, now = reading.sides()
        reported = {(finding.code, finding.file, finding.path, finding.message) for finding in findings}
        listed = (
            finding
            for finding in (
                *rules.check_edit(old, now, reading.vantage),
                *reading.check_settings(old),
                *reading.check_assessment_edits(),
            )
            if (reading.whole or finding.file in (*reading.chosen_names, store.SETTINGS))
            and (finding.code, finding.file, finding.path, finding.message) not in reported
        )
        findings = tuple(sorted((*findings, *listed), key=lambda finding: finding.order))
        for name, allowance in rules.allowances_added(old, now):
            print_err(
                f"{name}:{allowance.line}: allowed with this edit: {', '.join(allowance.codes)}"
                + (f" ({allowance.reason})" if allowance.reason else "")
            )
        choice = replace(
            choice, new=frozenset(loaded.source.name for loaded in now.files if old.file(loaded.source.id) is None)
        )
        if new:
            before = reading.before()
            kept = rules.new_since(
                reading.check_before(before),
                before,
                findings,
                reading.held,
                reading.check(reading.held, reading.names, gathered=False),
            )
            # what stands beside the plans is compared by itself
            had_already = reading.known_beside(findings)
            kept = tuple(finding for finding in kept if finding not in had_already)
            findings, known = (
                kept,
                sum(not finding.allowed for finding in findings) - sum(not finding.allowed for finding in kept),
            )
    identities = None
    if FINDINGS[form].remembers:
        lasting = {finding: key for file in checked for finding, key in zip(file.findings, file.lasting, strict=False)}
        keys = ((finding, lasting.get(finding) or rules.lasting_key(finding, None)) for finding in findings)
        identities = rules.numbered(keys) if alone else rules.identities(findings, reading.chosen_files())
    compared_with = reading.edit.base if reading.edit else ""
    summary = formats.Summary.of(
        findings,
        checked,
        reading.vantage,
        reading.revision_label,
        advice,
        fixed,
        compared_with,
        known,
        fail_on,
        identities,
    )
    settings = None if output_file else terminal_settings()
    text = (
        formats.statistics_text(form, findings, summary, choice, settings)
        if statistics
        else formats.render(form, findings, summary, settings, choice, store.place_in_repository(Path.cwd()))
    )
    if output_file:
        store.write(Path(output_file), text.encode("utf-8"))
        print_err(formats.last_line(findings, summary, choice))
    else:
        print_out(text)
    return max(fails_now, formats.exit_code(findings, fail_on))


@dataclass(frozen=True)
class _Reading:
    """What a run of lint looks at: files that can be referred to, those asked about, and the edit if there is one."""

    register: AnyRegister
    names: frozenset[str]
    vantage: Vantage
    revision_label: str
    base: Base
    conventions: Conventions
    whole: bool
    edit: Edit | None = None
    assessments: tuple[Source, ...] = ()
    plan_set: PlanSet | None = None
    in_its_place: dict[Source, Source] = field(default_factory=dict)

    @cached_property
    def standards(self) -> tuple[StandardsFile, ...]:
        """Every list of standards as it was read, a council's own first."""
        return load_standards_files(self.base)

    def assessed(self) -> list[Checked]:
        """What the rules say of the self-assessments that are asked about."""
        return self._assessed(self.assessments, self.standards)

    def check_assessment_edits(self) -> tuple[Finding, ...]:
        """What the rules on edits find in the self-assessments; of a change of a list of standards in those that it is
        the list of.
        """
        edit = self.the_edit
        if not any(edit.assessments):
            return ()
        from s11 import store
        from s11.rules.assessment_edits import check_assessment_edits
        from s11.rules.assessments import Beside, load_assessments

        lists = load_standards_files(edit.beside[0]) if edit.beside else self.standards
        if not edit.assessments_changed and [file.listed for file in lists] == [file.listed for file in self.standards]:
            return ()
        sources, now = edit.assessments
        was = [self._readable_assessment(one) if one.id in edit.assessments_changed else one for one in sources]
        old, new = (load_assessments(side, self.conventions_before) for side in (was, now))
        exists = store.exists_beside(self.base)
        before = Beside(lists, self.before(), True, exists)
        return check_assessment_edits(old, new, before, Beside(self.standards, self.held, True, exists), self.vantage)

    def known_beside(self, findings: Iterable[Finding]) -> frozenset[Finding]:
        """Which findings on self-assessments and lists of standards the base of the edit had too."""
        from s11 import rules
        from s11.rules.assessments import known_before

        lists = load_standards_files(self.the_edit.beside[0] if self.the_edit.beside else self.base)
        before = [finding for one in self._assessed(self.the_edit.assessments[0], lists) for finding in one.findings]
        beside = {source.name for source in self.assessments} | {file.source.name for file in self.standards}
        now = [finding for finding in findings if finding.file in beside]
        return known_before(now, (*before, *rules.check_standards(lists)))

    def _assessed(self, sources: tuple[Source, ...], lists: tuple[StandardsFile, ...]) -> list[Checked]:
        if not sources:
            return []
        from s11 import store
        from s11.rules.assessments import Beside, check_assessments, load_assessments

        beside = Beside(lists, self.register, self.whole, store.exists_beside(self.base), self._others(sources))
        return check_assessments(load_assessments(sources, self.conventions), beside, self.vantage)

    def _others(self, chosen: tuple[Source, ...]) -> tuple[AssessmentFile, ...]:
        """The self-assessments that are not asked about themselves, beside those that are."""
        from s11 import store
        from s11.rules.assessments import load_assessments

        if self.edit is not None:
            sources = self.edit.assessments[1]
        elif self.whole or self.plan_set is None:
            sources = ()
        else:
            rev = self.plan_set.revision.commit if self.plan_set.revision.day is not None else ""
            sources = store.find_plans((), Path.cwd(), rev, or_assessments=True).assessments
        names = {source.name for source in chosen}
        return load_assessments((source for source in sources if source.name not in names), self.conventions)

    @property
    def chosen_names(self) -> frozenset[str]:
        """The names of the files that are asked about, self-assessments among them."""
        return self.names | {source.name for source in self.assessments}

    @property
    def the_edit(self) -> Edit:
        """The edit, where there is one."""
        if self.edit is None:
            raise ValueError("nothing is compared, so there is no edit")
        return self.edit

    @property
    def held(self) -> PlanFiles:
        """The register where all of it is held, as it is wherever anything is compared or mended."""
        from s11.plan import PlanFiles

        if not isinstance(self.register, PlanFiles):
            raise ValueError("the plans are read one by one, so there is no register of all")
        return self.register

    def chosen_files(self) -> PlanFiles:
        from s11.plan import PlanFiles

        return PlanFiles(tuple(loaded for loaded in self.register.files if loaded.source.name in self.names))

    @property
    def conventions_before(self) -> Conventions:
        """The calendar that the plans were read with before the edit."""
        return parse_conventions(self.the_edit.settings[0]) if self.the_edit.beside else self.conventions

    def sides(self) -> tuple[PlanFiles, PlanFiles]:
        """The files that differ, as they were and as they are; both read with the calendar that there was.

        What a new calendar makes of them is told by itself: ``check_settings``.
        """
        from s11 import plan

        old = plan.load(map(self._readable, self.the_edit.old), self.conventions_before)
        for loaded in old.files:
            if loaded.plan is None or loaded.document.cut_at is not None:
                at = f"commit {self.the_edit.base[:10]}" if self.the_edit.base else "the base"
                first = loaded.findings[0]
                raise UsageError(
                    f"{loaded.source.name} could not be read whole in {at}, nor before "
                    f"(line {first.place.line}: {first.message}), so nobody can say what this edit does to it: "
                    "mend that alone and commit it with 'git commit --no-verify', then make the edit"
                )
        return old, self._read(self.the_edit.new) if self.conventions_before == self.conventions else plan.load(
            self.the_edit.new, self.conventions_before
        )

    def check_settings(self, old: PlanFiles) -> tuple[Finding, ...]:
        """What a change of the council's own settings makes of every plan."""
        from s11 import plan, rules

        was, now = self.the_edit.settings
        if (was.data if was else None) == (now.data if now else None):
            return ()
        as_were = plan.load(self.the_edit.sources, self.conventions_before)
        return rules.check_settings(was, now, old, as_were, self._read(self.the_edit.sources), self.vantage)

    def _readable(self, source: Source) -> Source:
        """A plan of the base, else its newest version that could be read: nothing passes by what cannot be judged."""
        from s11.plan import load_one

        if source not in self.in_its_place:
            loaded = load_one(source, self.conventions_before)
            place = self._in_place_of(loaded, lambda one: load_one(one, self.conventions_before))
            self.in_its_place[source] = place or source
            if place is None:
                self._compares_in_part(loaded, loaded.plan is not None)
        return self.in_its_place[source]

    def _readable_assessment(self, source: Source) -> Source:
        """A self-assessment of the base, else its newest version that could be read."""
        from s11.plan import load_assessment

        loaded = load_assessment(source, self.conventions_before)
        place = self._in_place_of(loaded, lambda one: load_assessment(one, self.conventions_before))
        if place is None and not self._compares_in_part(loaded, loaded.assessment is not None):
            raise UsageError(
                f"{self._unread_sentence(loaded)}, nor before, so nobody can say what this edit does to it: mend that "
                "alone and commit it with 'git commit --no-verify', then make the edit"
            )
        return place or source

    def _in_place_of(self, loaded: AnyFile, load: Callable[[Source], AnyFile]) -> Source | None:
        """The file itself where it reads whole or there is no base, else its newest version that did; None for none.

        UsageError where the clone is too shallow to tell.
        """
        from s11 import store
        from s11.when import day_words

        if loaded.whole or not self.the_edit.base:
            return loaded.source
        for commit, earlier in store.versions(loaded.source, self.the_edit.base, Path.cwd()):
            if load(earlier).whole:
                print_err(
                    f"{self._unread_sentence(loaded)}; it is compared with what it was in commit {commit.short} of "
                    f"{day_words(commit.day)}, when it last could"
                )
                return earlier
        if store.is_cut_short(Path.cwd()):
            raise UsageError(
                f"{self._unread_sentence(loaded)}, and this clone is shallow, so it cannot be compared with an older "
                f"one: {store.UNSHALLOW}"
            )
        return None

    def _compares_in_part(self, loaded: AnyFile, has_some: bool) -> bool:
        """Whether a file that never read whole is compared as far as it could be read, which is told."""
        if not has_some or loaded.document.cut_at is not None:
            return False
        print_err(f"{self._unread_sentence(loaded)}, nor before: only what could be read of it is compared")
        return True

    def _unread_sentence(self, loaded: AnyFile) -> str:
        first = loaded.findings[0]
        return (
            f"{loaded.source.name} could not be read whole in commit {self.the_edit.base[:10]} "
            f"(line {first.place.line}: {first.message})"
        )

    def before(self) -> PlanFiles:
        """Every file as it was, or as it last could be read."""
        from s11 import plan

        sources = tuple(map(self._readable, self.the_edit.before))
        return (
            self._read(sources)
            if self.conventions_before == self.conventions
            else plan.load(sources, self.conventions_before)
        )

    def check_before(self, before: PlanFiles) -> tuple[Finding, ...]:
        """What was wrong before the edit, with the standards and the files that lay beside the plans then."""
        return self._check(before, self.the_edit.beside[0] if self.the_edit.beside else self.base, None, gathered=False)

    def each_checked(self, lasting: bool) -> list[Checked]:
        """What the rules say of each file that is asked about, of a streamed register by several processes."""
        from s11 import plan, rules, store
        from s11.cli.processes import in_order
        from s11.plan import Streamed

        register, exists, standards = self.register, store.exists_beside(self.base), plan.load_standards(self.standards)

        def check(files: Iterable[PlanFile]) -> Iterator[Checked]:
            return rules.check_each(files, register, self.vantage, exists=exists, standards=standards, lasting=lasting)

        if isinstance(register, Streamed):
            return in_order(len(register), lambda part: check(register.some(part)))
        return list(check(self.chosen_files().files))

    def check(
        self, register: PlanFiles, only: frozenset[str] | None = None, *, gathered: bool = True
    ) -> tuple[Finding, ...]:
        return self._check(register, self.base, only, gathered)

    def _check(
        self, register: PlanFiles, base: Base, only: frozenset[str] | None, gathered: bool
    ) -> tuple[Finding, ...]:
        from s11 import rules, store

        return rules.check(
            register,
            self.vantage,
            exists=store.exists_beside(base),
            standards=load_standards(base),
            only=only,
            gathered=gathered,
        )

    def mendings(self) -> Iterator[tuple[PlanFile, Fixed]]:
        """Every file asked about of which something can be mended, and how it reads then."""
        from s11 import rules, store

        committed = self._committed()
        for loaded in self.chosen_files().files:
            fixed = rules.fix(
                loaded,
                self.held,
                self.vantage,
                exists=store.exists_beside(self.base),
                standards=load_standards(self.base),
                base=committed,
            )
            if fixed.count or fixed.needs_why:
                yield loaded, fixed

    def as_mended(self, mended: dict[Source, PlanFile]) -> _Reading:
        """The same with some files as they would be."""
        from s11 import store
        from s11.plan import PlanFiles

        files = (mended.get(loaded.source, loaded) for loaded in self.held.files)
        register = PlanFiles.of(files, self.held.assessments)
        if self.edit is None:
            return replace(self, register=register)
        sources = tuple(mended[source].source if source in mended else source for source in self.edit.sources)
        edit = store.Edit.between(self.edit.before, sources, self.edit.base, self.edit.words, self.edit.beside)
        return replace(self, register=register, edit=replace(edit, assessments=self.edit.assessments))

    def _committed(self) -> PlanFiles | None:
        """The plans as they were at what is compared with, else in the last commit; None where there is none."""
        from s11 import store

        if self.edit is not None:
            return self.before()
        if self.plan_set is None:
            return None
        try:
            edit = store.against(self.plan_set, "=HEAD", Path.cwd())
        except store.NotFound:
            return None
        return replace(self, edit=edit).before() if edit.base else None

    def _read(self, sources: Iterable[Source]) -> PlanFiles:
        return _read_again(self.held, sources, self.conventions)


def _read_again(register: PlanFiles, sources: Iterable[Source], conventions: Conventions) -> PlanFiles:
    """The sources as a register; what is in the one given already is not read twice."""
    from s11.plan import PlanFiles, load_one

    read = {(loaded.source.id, loaded.source.data): loaded for loaded in register.files}
    files = (read.get((source.id, source.data)) or load_one(source, conventions) for source in sources)
    return PlanFiles.of(files)


def _form(output_format: str, json: bool, statistics: bool) -> str:
    form = (
        "json"
        if json
        else output_format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" and not statistics else "full")
    )
    check_is_one_of("--output-format", form, tuple(FINDINGS), "an output format")
    if statistics and not FINDINGS[form].counts:
        with_counts = join_words([name for name, format in FINDINGS.items() if format.counts], "or")
        raise UsageError(f"--statistics cannot be written as '{form}': use {with_counts}")
    return form


def _check_combination(
    files: list[str], against: bool, staged: bool, new: bool, mend: bool, stdin_filename: str, rev: bool
) -> None:
    piped = "-" in files
    wrong = {
        "--staged looks at the whole index: leave out the names of files": staged and bool(files),
        "--staged and --against are two things to compare with: give one": staged and against,
        "--new needs something to compare with: give --against REV or --staged": new and not (against or staged),
        "--fix writes to the files, and --staged looks at the index: give one": staged and mend,
        "'-' is standard input, which is checked alone: leave out the other files": piped and len(files) > 1,
        "standard input cannot be fixed or compared: give a file": piped and (mend or against),
        "--stdin-filename names what comes on standard input: give '-' as the file": bool(stdin_filename) and not piped,
        "--rev looks at one commit as it is: leave out --against, --staged, --fix, --diff and '-'": rev
        and (piped or staged or mend or against),
    }
    for message, is_so in wrong.items():
        if is_so:
            raise UsageError(message)


def _check_level(level: str, advice: bool) -> None:
    from s11.text import LEVELS

    if level:
        check_is_one_of("--level", level, LEVELS, "a level")
    if advice and level in LEVELS[:-1]:
        raise UsageError(f"--advice lists advice, and --level {level} leaves it out: give one")


def _codes(option: str, given: list[str] | None) -> tuple[str, ...]:
    from s11.plan import did_you_mean_name
    from s11.render.findings import read_codes
    from s11.rules import BY_CODE

    codes, wrong = read_codes(given or (), BY_CODE)
    if wrong:
        raise UsageError(
            f"{option}: there is no rule '{wrong[0]}'; "
            f"{did_you_mean_name(wrong[0], BY_CODE) or 's11 explain lists them'}"
        )
    return codes


def _staged(edit: Edit, as_of: str | None) -> _Reading:
    from s11 import plan, store
    from s11.when import Vantage

    base = edit.beside[1] if edit.beside else store.base_of(Path.cwd())
    conventions = load_conventions(base)
    return _Reading(
        plan.load(edit.sources, conventions),
        frozenset(source.name for source in edit.new),
        Vantage(as_of_day(as_of)),
        "as staged",
        base,
        conventions,
        True,
        edit,
        tuple(source for source in edit.assessments[1] if source.id in edit.assessments_changed),
    )


def _read(files: list[str] | None, stdin_filename: str, against: str, as_of: str | None, rev: str | None) -> _Reading:
    from s11 import plan, store
    from s11.when import Vantage

    here = Path.cwd()
    if files == ["-"]:
        base = store.base_of(here)
        source = store.source_named(stdin_filename or "-", standard_input(), here)
        conventions = load_conventions(base)
        beside = store.is_assessment(source.data)
        return _Reading(
            plan.load([] if beside else [source], conventions),
            frozenset({source.name}),
            Vantage(as_of_day(as_of)),
            "from standard input",
            base,
            conventions,
            not beside,
            assessments=(source,) if beside else (),
        )
    plan_set, register, vantage = load_plans(files, as_of, rev, or_assessments=True)
    conventions, names = load_conventions(plan_set.base), frozenset(source.name for source in plan_set.sources)
    edit = store.against(plan_set, against, here) if against else None
    if edit is not None:
        register = _read_again(register, edit.sources, conventions)
    return _Reading(
        register,
        names,
        vantage,
        plan_set.revision.words,
        plan_set.base,
        conventions,
        not files,
        edit,
        plan_set.assessments,
        plan_set,
    )


def _streamed(files: list[str] | None, as_of: str | None, rev: str | None) -> _Reading:
    """What is looked at where nothing is compared or mended: each plan is read when it is come to."""
    plan_set, register, vantage = stream_plans(files, as_of, rev, located=True, or_assessments=True)
    names = frozenset(name for name, _ in plan_set.names)
    return _Reading(
        register,
        names,
        vantage,
        plan_set.revision.words,
        plan_set.base,
        register.conventions,
        not files,
        assessments=plan_set.assessments,
        plan_set=plan_set,
    )


def _show_differences(mendings: Iterable[tuple[PlanFile, Fixed]], count: int) -> None:
    from s11.render import findings as formats

    for loaded, mending in mendings:
        if mending.count:
            print_out(formats.difference(loaded.source.name, loaded.source.data, mending.data, terminal_settings()))
    print_err(f"{count} would be fixed with --fix; nothing was written; what stays:")

"""What the rules find in a plan after an edit that they did not find before it, and what changed, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from s11.plan import PlanFile, PlanFiles
from s11.rules import check, check_edit, new_since
from s11.text import ADVICE, ERROR, Finding
from s11.when import Vantage


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings that an edit brings: such as forbid it, and such as are only said."""

    refused: tuple[Finding, ...]
    reported: tuple[Finding, ...]


def outcome_of(
    before: PlanFiles,
    after: PlanFiles,
    base: PlanFiles | None,
    vantage: Vantage,
    *,
    only: frozenset[str],
    exists: Callable[[str], bool] | None = None,
    standards: Mapping[str, frozenset[str]] | None = None,
    also: Sequence[Vantage] = (),
) -> Outcome:
    """What the rules find now and did not find before, in the plans and in the edit since their ``base``.

    ``base``: the plans as they were committed, with which an edit is compared; None where they never were. ``only``:
    the names of the files that were edited; the others are there to be referred to. ``also``: the edit itself is judged
    on these days too, so that no day can be chosen on which nothing is found.
    """
    first, then = (
        check(register, vantage, exists=exists, standards=standards, only=only, gathered=False)
        for register in (before, after)
    )
    fresh = new_since(first, before, then, after)
    quiet: list[Finding] = []
    for day in (vantage, *also) if base is not None else ():
        more = _more(check_edit(base, after, day), check_edit(base, before, day)) if base is not None else []
        quiet += [one for one in more if (one.code, one.path) not in [(other.code, other.path) for other in quiet]]
    counted = [finding for finding in fresh if not finding.allowed and finding.level != ADVICE]
    # what is weak may be entered, and is said; an edit without its reason may not
    return Outcome(
        (*(finding for finding in counted if finding.level == ERROR), *(one for one in quiet if not _may_pass(one))),
        (*(finding for finding in counted if finding.level != ERROR), *(one for one in quiet if _may_pass(one))),
    )


def _may_pass(finding: Finding) -> bool:
    """Whether a finding on the edit is only said: another name of a person's may be a new surname, and nothing that is
    entered beside it can show that.
    """
    return finding.code == "S713" and finding.level != ERROR


def _more(now: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The findings that there are more of than before: what was found of an edit before this one stays as it was."""
    known = Counter((finding.code, finding.plan, finding.message) for finding in before)
    fresh = []
    for finding in now:
        key = (finding.code, finding.plan, finding.message)
        known[key] -= 1
        if known[key] < 0:
            fresh.append(finding)
    return fresh


def with_file(register: PlanFiles, loaded: PlanFile) -> PlanFiles:
    """The register with one file in the place of the one that has its id, or beside the others."""
    return PlanFiles.of((*(file for file in register.files if file.source.id != loaded.source.id), loaded))

"""S404: progress that is not in order of its days."""

from collections.abc import Iterator

from s11.plan import Progress
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE, CannotEdit, Document, Mending, Path, reordered
from s11.when import day_words, parse_fact_day


def _lists(case: RuleContext) -> Iterator[tuple[Path, str, tuple[Progress, ...]]]:
    yield ("progress",), "The plan", case.plan.progress
    for path, recommendation, action in case.actions():
        yield (*path, "progress"), case.label(recommendation, action), action.progress


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, progress in _lists(case):
        latest = None
        for number, entry in enumerate(progress):
            if entry.date is not None and latest is not None and entry.date < latest:
                yield Hit(
                    (*case.at(path, progress, number), "date"),
                    f"{label}: the note of {day_words(entry.date)} stands behind a later one",
                    "oldest first: 's11 lint --fix' puts them in order",
                )
                break
            latest = entry.date or latest


def fix(document: Document, path: Path) -> Mending:
    """The notes of this list oldest first; notes of one day stay as they stand."""
    entries = document.node(path[:-2])
    if not isinstance(entries, list):
        raise CannotEdit("one note alone has no order")
    days = [
        day
        for entry in entries
        if isinstance(entry, dict)
        and isinstance(written := entry.get("date"), str)
        and (day := parse_fact_day(written.strip())) is not None
    ]
    if len(days) < len(entries):
        raise CannotEdit("not every note has a day that can be read")
    return reordered(document, path[:-2], sorted(range(len(days)), key=lambda at: days[at]))


RULE = Rule(
    code="S404",
    name="progress-out-of-order",
    level=ADVICE,
    fires="progress notes do not stand oldest first",
    why=(
        "Readers take the last note for the latest. In a plan that grows at the end, a change also shows as added "
        "lines only. Putting notes in order changes none of them, so it is no rewriting of history."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: Their comments are in
  - date: ▸2024-04-08
    by: AB
    note: The draft went to the leads for comment
""")
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-04-08
    by: AB
    note: The draft went to the leads for comment
  - date: 2024-05-20
    by: AB
    note: Their comments are in
""")
    ),
    check=check,
    fix=fix,
)

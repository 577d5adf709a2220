"""S210: a date moved without a reason."""

from collections.abc import Iterator

from s11.change import is_reason
from s11.change.text import shortened
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR
from s11.when import day_words


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, record in case.holders():
        before = ""
        for inner, revision in case.entries((*path, "revised"), record.revised):
            if not is_reason(revision.why, [before]):
                on = f" on {day_words(revision.date)}" if revision.date else ""
                lack = "and nobody says why"
                if revision.why.strip():
                    lack = (
                        "and the reason is that of the entry before, word for word"
                        if is_reason(revision.why)
                        else f"and {shortened(revision.why)} is no reason"
                    )
                hint = (
                    "add 'why:' with the reason, in two words or more, and not those of the entry before; and "
                    "'approved_by:' with who agreed it"
                )
                yield Hit(
                    (*inner, "why"),
                    f"{label}: the timescale was {'corrected' if revision.corrects else 'changed'}{on} {lack}",
                    hint,
                )
            before = revision.why


RULE = Rule(
    code="S210",
    name="moved-without-why",
    level=ERROR,
    fires=(
        "an entry of 'revised' gives no reason, or one that says nothing: a word alone, 'see above', the words of "
        "the entry before"
    ),
    why=(
        "Bromsgrove's members met a plan of which a quarter had been rescheduled or suspended within a year, and a "
        "fall in what was on target that nobody explained. A moved date without a reason is how a promise disappears."
    ),
    bad=Example(
        with_action("""\
revised:
  - ▸date: 2024-05-07
    from: July 2024
    by: AB
""")
    ),
    good=Example(
        with_action("""\
revised:
  - date: 2024-05-07
    from: July 2024
    why: New county procedures came out in May
    by: AB
""")
    ),
    check=check,
    firm=True,
)

"""S103: a rating that the plan's legend does not have."""

from collections.abc import Iterator

from s11.plan import did_you_mean, fold_word
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    legend = case.keys("rag")
    if not legend or case.unread("rag"):
        return
    known = [*legend, *(also for meaning in case.plan.rag.values() for also in meaning.also)]
    spelled = {fold_word(word) for word in known}
    for path, label, word, _ in case.rated():
        if fold_word(word) not in spelled:
            hint = (
                did_you_mean(word, known)
                or f"write one of {', '.join(legend)}; another spelling of one of them goes under its 'also'"
            )
            yield Hit(path, f"{label}: '{word}' is not in the plan's legend", hint)


RULE = Rule(
    code="S103",
    name="rating-not-in-legend",
    level=ERROR,
    fires="a rating is no word of the plan's legend",
    why=(
        "A colour means nothing until the plan says so: green is 'completed' in one council's plan and 'on target' "
        "in the next. A rating that the legend does not have counts as unrated, never as good news."
    ),
    bad=Example(with_action("rag: ▸ambre")),
    good=Example(with_action("rag: amber")),
    check=check,
)

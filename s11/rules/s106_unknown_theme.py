"""S106: a theme that the plan does not have."""

from collections.abc import Iterator

from s11.plan import did_you_mean
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    if case.unread("themes"):
        return
    themes = case.keys("themes")
    for path, recommendation in case.recommendations():
        if recommendation.theme and recommendation.theme not in themes:
            hint = (
                did_you_mean(recommendation.theme, themes)
                or f"add '{recommendation.theme}:' with its heading under 'themes'"
            )
            yield Hit(
                (*path, "theme"), f"{case.label(recommendation)}: the plan has no theme '{recommendation.theme}'", hint
            )


RULE = Rule(
    code="S106",
    name="unknown-theme",
    level=ERROR,
    fires=(
        "a recommendation's theme is no key of the plan's themes, or a standard is in a grouping that its list lacks"
    ),
    why=(
        "Reports group recommendations under their themes. One that names a theme which is not there would stand "
        "under no heading, where its readers do not look for it."
    ),
    bad=Example(
        """\
themes:
  workforce: To strengthen the safety of the workforce
"""
        + with_action(of="theme: ▸policy")
    ),
    good=Example(
        """\
themes:
  policy: To improve the safeguarding policy
"""
        + with_action(of="theme: policy")
    ),
    check=check,
)

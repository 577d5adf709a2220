"""S010: an allowance that excuses nothing. Found once every rule has looked."""

from s11.rules.examples import with_action
from s11.rules.rule import Example, Rule
from s11.text import WARNING

RULE = Rule(
    code="S010",
    name="allowance-unused",
    level=WARNING,
    fires="an allowance stands where its rule finds nothing",
    why=(
        "The matter was settled and the excuse was left behind. If it stays, it will excuse the next slip in that "
        "line, which nobody has agreed to. It may also stand on the wrong line: an allowance is for its own line, or "
        "alone on the line above."
    ),
    bad=Example(with_action("timescale: October 2024  ▸# s11: allow S201 the words of the source")),
    good=Example(""),
)

"""S305: off track, and nothing said of what is done about it."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import is_open
from s11.text import WARNING


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, word, carried in case.rated():
        off_track = [standing for _, standing in carried if standing.stated == "off_track" and is_open(standing)]
        if any(not (standing.action.remedy or standing.recommendation.remedy) for standing in off_track):
            yield Hit(
                (*path[:-1], "remedy"),
                f"{label}: stated '{word}' (off track), but not what is being done about it",
                "add 'remedy:' with what is done, by whom, and what the committee is asked for",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    rated = [
        [standing for _, standing in carried if standing.stated == "off_track" and is_open(standing)]
        for _, _, _, carried in case.rated()
    ]
    actions = [standing for standings in rated for standing in standings]
    without = sum(not (standing.action.remedy or standing.recommendation.remedy) for standing in actions)
    which = "none" if without == len(actions) else f"{len(actions) - without}"
    return sum(
        map(bool, rated)
    ), f"for {which} of the {len(actions)} actions stated off track does the plan say what is being done about it"


RULE = Rule(
    code="S305",
    name="off-track-without-remedy",
    level=WARNING,
    fires="something is stated to be off track, and no remedy is given",
    why=(
        "A red that says only that it is red leaves the committee with nothing to decide. Legends promise it "
        "themselves, and exception reports are made of these lines."
    ),
    seen=("Oxford's red reads 'remedial action is required'."),
    bad=Example(with_action('▸id: "1.1"', "rag: red")),
    good=Example(
        with_action("""\
rag: red
remedy: A second officer joins the review in June; the head of service reports in July
""")
    ),
    check=check,
    gather=gather,
)

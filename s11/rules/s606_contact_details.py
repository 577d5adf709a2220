"""S606: an e-mail address or telephone number."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.identifiers import MAIL, TELEPHONE
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule, RuleContext
from s11.text import WARNING


def check(case: RuleContext) -> Iterator[Hit]:
    for path, identifier in case.first_of(MAIL, TELEPHONE):
        yield Hit(
            path,
            f"{case.label_at(path)}: '{identifier.words}' is {identifier.kind}",
            f"take it out, of a record so: {TAKING_OUT}; the lead's post is enough, and a public report shows no more",
        )


RULE = Rule(
    code="S606",
    name="contact-details",
    level=WARNING,
    fires="an e-mail address or telephone number stands in the plan",
    why=(
        "Guidance on publishing reviews gives a practitioner's job and organisation, and no name; an address is "
        "worse than a name. Contact details also go out of date long before the plan does."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: ▸Comments to ann.bell@example.org by the end of June
""")
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: Comments to the policy officer by the end of June
""")
    ),
    check=check,
)

"""S606: an e-mail address or telephone number."""

import re
from collections.abc import Iterator

from s11.rules.rule import TAKING_OUT, Case, Example, Hit, Rule
from s11.text import WARNING

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    r"(?<![\w+./@#£-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)"
    r"(?:2\d\)?[ -]?\d{4}[ -]?\d{4}|[1378]\d{2}\)?[ -]\d{3}[ -]?\d{4}|[1378]\d{3}\)?[ -]?(?:\d{5,6}|\d{3} \d{3}|\d{2} \d{2} \d{2}))(?![\w@/-]|[ .]\d)"
)


def check(case: Case) -> Iterator[Hit]:
    for path, text in case.words():
        found = (_MAIL.search(text) if "@" in text else None) or (_TELEPHONE.search(text) if "0" in text or "+44" in text else None)
        if found:
            what = "an e-mail address" if "@" in found[0] else "a telephone number"
            yield Hit(path, f"{case.label_at(path)}: '{found[0]}' is {what}", f"take it out, of a record so: {TAKING_OUT}; the lead's post is enough, and a public report shows no more")


RULE = Rule(
    code="S606",
    name="contact-details",
    level=WARNING,
    fires="an e-mail address or telephone number stands in the plan",
    why="Guidance on publishing reviews gives a practitioner's job and organisation, and no name; an address is worse than a name. Contact details also go out of date long before the plan does.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
        progress:
          - date: 2024-05-20
            by: AB
            note: ▸Comments to ann.bell@example.org by the end of June
"""),
    good=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
        progress:
          - date: 2024-05-20
            by: AB
            note: Comments to the policy officer by the end of June
"""),
    check=check,
)

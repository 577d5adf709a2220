"""S107: a link that leads nowhere, or that only one person can open."""

import posixpath
import re
from collections.abc import Iterator

from s11.pattern import pattern
from s11.plan import Evidence
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING

_ONE_PERSONS = (
    (pattern(r"[A-Za-z]:[\\/]"), "a drive letter means something on one computer only"),
    (pattern(r"\\\\|//"), "a server's share opens only inside one network"),
    (pattern(r"file:", re.I), "a 'file:' address opens on one computer only"),
    (pattern(r"[~/]"), "a path from the top of a disk opens on one computer only"),
)
_ADDRESS = pattern(r"([A-Za-z][A-Za-z0-9+.-]+):")
# what a reader's own browser or post opens; 'javascript:' and 'data:' run or hold what nobody has looked at
_OPENED = ("http", "https", "mailto")
_HINT = "give a web address, or put the file beside the plan and write its path from there"


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, record in case.holders():
        if isinstance(record, Evidence) and record.link:
            wrong = _wrong(case, record.link)
            if wrong:
                yield Hit(
                    (*path, "link"),
                    f"{label}: {wrong}",
                    "write 'https://' before it" if record.link.startswith("www.") else _HINT,
                )


def _wrong(case: RuleContext, link: str) -> str:
    for shape, why in _ONE_PERSONS:
        if shape.match(link):
            return f"'{link}' cannot be opened by others: {why}"
    # a browser passes over white space, so that 'java\tscript:' is what it hides
    if scheme := _ADDRESS.match("".join(link.split())):
        return (
            ""
            if scheme[1].lower() in _OPENED
            else (
                f"'{link}' is not the address of a page: '{scheme[1]}:' opens on some computers only, or does "
                "something else than open a page"
            )
        )
    if case.exists is None or link.startswith("#"):
        return ""
    target = link.split("#", 1)[0]
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(f"plans/{case.loaded.source.id}"), target))
    if (
        beside.startswith("../")
        and posixpath.normpath(target).startswith("../")
        and not any(case.exists(place) for place in (beside, target))
    ):
        return f"'{target}' leads out of the repository, or to no file in it"
    return "" if any(case.exists(place) for place in (beside, target)) else f"there is no file '{target}' here"


RULE = Rule(
    code="S107",
    name="dead-link",
    level=WARNING,
    fires=(
        "a link leads to a file that is not in the repository or that only one person can open, or to what is no "
        "page ('javascript:')"
    ),
    why=(
        "Evidence that the reader cannot open is no evidence. Links to an officer's own drive stay in published "
        "plans for years after the officer has gone, and an inspector who asks to see the minutes gets an error."
    ),
    bad=Example(
        with_action("""\
evidence:
  - text: Minutes of the March meeting
    received: 2024-03-20
    link: ▸M:\\Safeguarding\\minutes-march.docx
""")
    ),
    good=Example(
        with_action("""\
evidence:
  - text: Minutes of the March meeting
    received: 2024-03-20
    link: evidence/minutes-march.docx
  - text: Report to Cabinet
    received: 2024-04-10
    link: https://example.org/cabinet/2024-04-10
"""),
        beside={"plans/westmere/evidence/minutes-march.docx": "minutes"},
    ),
    check=check,
)

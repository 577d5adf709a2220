"""The pages of the other kinds of file, made from the model that reads them: ``docs/standards.md``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s11.plan import BoundBodies, Record, StandardList
from s11.render.field_reference import every_field

STANDARDS = """\
# Standards

Section 11 is the duty to have arrangements in place; bodies assess themselves against a list of standards. The \
lists change with every edition of the guidance, and local boards write their own. So they are data: one YAML file a \
list, in `standards/`.
s11 carries some; a council's own folder `standards/`, beside its `plans/`, is looked in first. A file there of the \
same name stands in the place of ours.

- `s11 standards` lists the lists; `s11 standards LIST` tells one; `s11 standards 'LIST#5'` one standard: its \
points, what its grades mean, its numbers in other lists, what came before and after it, and the recommendations and \
actions that answer it.
- `s11 lint` looks at every list. A slip is a finding at its line in the list, and never makes a plan look wrong: \
what a list that could not be read whole lacks may stand in it all the same.
- A plan names the lists that it follows (`standards: working-together-2018`); a recommendation or action the \
standards that it answers (`standards: working-together-2018.5`).
- `s11 schema standards` and `s11 schema bodies` are for editors: `# yaml-language-server: \
$schema=../schemas/standards.schema.json`.

## What is carried

| list | what it is | whose words |
|---|---|---|
| `working-together-2013` | nine arrangements, as a council's paper of 2013 quotes the guidance | the guidance's, \
transcribed |
| `working-together-2015` | nine, by topic | ours; from general knowledge, not compared with the document |
| `working-together-2018` | ten, by topic | ours; the tenth from general knowledge |
| `working-together-2023` | ten, by topic; paragraphs 221 to 222 of the guidance | ours; the tenth from general \
knowledge |
| `oxford-review-2013-areas` | four areas of focus of an independent review, within which twelve standards stood | \
the paper's, transcribed |
| `section-11-bodies` | whom section 11(1) binds, with what is known of the days | ours |

A topic says what an arrangement is about, so that a plan can name it. It is not the guidance: read that. Where the \
paragraph of an arrangement is not known to us it is left out. Working Together is Crown copyright; what is carried \
contains public sector information licensed under the Open Government Licence v3.0.

## What follows on what

`replaces` says in whose place a standard stands: one of an earlier list, or several (safe recruitment and record \
checks were two arrangements in 2013 and are one since 2015), or `new` where no earlier list asked for it \
(whistleblowing in 2015, escalation in 2018). Left out, it is not known, and s11 says so.
What replaces a standard is worked out from the later lists.

"""

EXAMPLE_LIST = """\
# yaml-language-server: $schema=../schemas/standards.schema.json
format: s11-standards/1
id: westshire-2015
title: Section 11 standards of the Westshire board
edition: 2015
source:
  document: Section 11 audit template
  body: Westshire Safeguarding Children Board
  date: 2015-07-01
paragraphs: pages 3 to 9
wording: transcription
licence: Shared with the board's permission
groups:
  leadership: Leadership and accountability
note: Standard 9 of the draft was never used.
standards:
  - id: 1
    text: Senior managers are committed to keeping children safe
    group: leadership
    paragraph: page 3
    applies_to: [statutory, commissioned]
    points:
      - id: "1.1"
        text: A named senior manager leads on safeguarding
        applies_to: statutory
        evidence: [Job description, Minutes of the management team]
        note: In a school, the head teacher
    descriptors:
      blue: All points met and all evidenced, with an example to share
      green: All points met and most evidenced
    links:
      Health audit: ["1.2", "18.5"]
      working-together-2013: [1, 2]
    replaces: [working-together-2013.1, working-together-2013.2]
    note: Two of the national arrangements in one
  - id: 2
    text: Staff know how to escalate a concern
    replaces: new
"""

BODIES = """\

## Who is bound

Who must assess itself is data too, with the days: bodies come and go. A file that begins `format: s11-bodies/1` \
holds kinds of body. A day may be a month or a year where no more is known.
s11 answers with "bound", "not bound" or "not known" for a day: what holds after the last day for which a source \
speaks is not known.

"""

EXAMPLE_BODIES = """\
# yaml-language-server: $schema=../schemas/bodies.schema.json
format: s11-bodies/1
id: westshire-bodies
title: Who answers to the Westshire board
law: Children Act 2004, section 11(1)
source: {document: List of member bodies, body: Westshire board, date: 2015-07-01}
looked_up: 2015-07
licence: Shared with the board's permission
note: The list is renewed every two years.
bodies:
  - id: old-trust
    text: The primary care trust
    until: 2013
  - id: group
    text: The clinical commissioning group
    from: 2013-04-01
    until: 2022
    stated: [2015-07, 2020-01-31]
    replaces: old-trust
    note: The year in which it ended is all that is known
"""


def _tables(heading: str, root: type[Record], example: str) -> str:
    return "".join([f"## {heading}\n\n```yaml\n{example}```\n", *every_field(root, example)])


def standards_page() -> str:
    """``docs/standards.md``."""
    return (
        STANDARDS
        + _tables("A list with every field", StandardList, EXAMPLE_LIST)
        + BODIES
        + _tables("A list of bodies with every field", BoundBodies, EXAMPLE_BODIES)
    )


# by the kind of file, its page
OTHER_PAGES: Mapping[str, Callable[[], str]] = {"standards": standards_page}

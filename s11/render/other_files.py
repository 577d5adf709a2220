"""The pages of the other kinds of file, made from the model that reads them: ``docs/standards.md``,
``docs/assessment.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s11.plan import Assessment, BoundBodies, Record, StandardList
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
| `oxfordshire-assurance-2009` | three headings of a paper to an audit committee, by which it was to be assured | \
the paper's, transcribed |
| `oxfordshire-board-2020` | nine priorities of a safeguarding board, as what its bodies are asked about | \
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
agreed_by: [Westshire Safeguarding Children Board, Northshire Safeguarding Children Board]
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
    guidance: Say who leads, and how staff know it
    evidence: [Structure chart]
    arises_from: [Case review of 2014]
    points:
      - id: "1.1"
        text: A named senior manager leads on safeguarding
        applies_to: statutory
        evidence: [Job description, Minutes of the management team]
        guidance: Name the post, not the person
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


ASSESSMENT = """\
# Self-assessments

A body answers a list of standards: how far it meets each, what shows that, who challenged it, and what is to be \
done. One return of one body for one cycle is one YAML file that begins `format: s11-assessment/1`.
It lies beside the plans, `plans/westmere/assessment-2015.yaml`, and its id is its path, `westmere/assessment-2015`. \
An answer is `westmere/assessment-2015#1`, its second piece of evidence `westmere/assessment-2015#1/2`.

- `s11 lint` checks it, `s11 schema assessment` is for editors. Commands that look at plans say how many \
self-assessments lie beside them, and count nothing of them.
- The words of the scale are the body's own. `scale` says of each what it means: `exceeds`, `met`, `partly`, \
`little`, `not_met`, `not_applicable` or `not_graded`. Nothing is added up by a colour or a number; for a scale of \
per cent `bands` say which stretch means what.
- Every grade that was given stands side by side: the body's own (`by: self`) and one of each challenge (`by: \
peer`). None takes the place of another. The moderated grade is the last that is not the body's own. Where nobody \
else graded a standard it was not looked at, or that is not known: it is never confirmed.
- What a challenge looked at stands under `about`. A survey gives no grade: what it says of a standard stands under \
`says`.
- `impact` lists the levels of impact, lowest first, as the body's model has them; a level says nothing about a \
grade.
- `s11 lint` also looks at what a return leaves open (S802 to S815): met and no evidence, an example wanted, others \
who graded lower and nothing that follows, evidence of an earlier cycle, a survey that says otherwise, a standard \
unanswered.
- What a source does not say is left out. `grades` of the whole (a return that says only "fully met" of everything) \
are never taken for the grade of a standard.

"""

EXAMPLE_ASSESSMENT = """\
# yaml-language-server: $schema=../../schemas/assessment.schema.json
format: s11-assessment/1
title: Section 11 self-assessment 2015
organisation: Westmere District Council
unit: Leisure services
kind: statutory
under: [children-act-2004-11, care-act-2014]
for: [Westshire Safeguarding Children Board, Northshire Safeguarding Children Board]
standards: working-together-2015
cycle: {text: Every two years, due: 2015-10-30, every: P2Y}
round: Year one, all standards
due: 30 October 2015
report_due: January 2016
as_at: 2015-10-12
submitted:
  date: 2015-10-28
  by: AB
  substitute: CD
  signed_by: [CE]
  approved: {by: Cabinet, date: 2015-10-20}
  incomplete: true
to_sign: [CE, AB]
plans: [westmere/section-11-2015]
no_evidence: The board asks for none where an inspection found the service good
reported:
  - {date: 2016-01-14, to: Scrutiny committee, anonymous: true, report: papers/board-2016-01.md}
source: {document: Section 11 return, body: Westshire board, date: 2015-10-28}
marking: OFFICIAL
scale:
  blue: {means: exceeds, label: All points met and all evidenced, needs: example, also: [B], colour: "#2060c0"}
  green: {means: met, label: All points met and most evidenced, needs: evidence}
  amber: {means: partly, label: Some points met}
  n/a: {means: not_applicable}
bands:
  - {from: 75, to: 100, means: met, label: Most of it}
impact:
  "1": {label: People have been told}
  "2": {label: People do something differently}
people:
  AB: {name: Ann Bell, post: Policy officer}
  CD: {name: Cal Dunn}
  CE: {post: Chief executive, left: 2016-03-31}
  SG: {name: Safeguarding group, group: true, organisation: Westshire County Council}
challenges:
  - id: staff
    as: survey
    date: 2015-09
    of: Frontline staff, a small sample
    asked: 40
    answered: 31
    says:
      - {standard: 3, question: 10, supports: partly, text: 27 of 31 knew who the designated officer is}
    note: By e-mail
  - id: peer
    as: peer_review
    date: 2015-11-19
    by: [Northmere District Council, CE]
    about: [1, 3]
    report: papers/peer-2015.md
grades:
  - {by: self, grade: green, date: 2015-10-12, why: As a whole}
note: The form has no place for the voluntary sector.
amendments:
  - {date: 2015-11-02, by: AB, about: [1], why: The audit of June was left out}
answers:
  - standard: 1
    grades:
      - {by: self, grade: blue, date: 2015-10-12}
      - {by: peer, grade: green, date: 2015-11-19, why: The example is a plan and not yet a result}
    points:
      - {id: "1.1", met: true, note: Since 2014}
      - {id: "1.2", met: false}
    text: The chief executive leads, and a group of managers meets each quarter
    evidence:
      - text: Minutes of the safeguarding group
        dated: 2015-07-09
        frequency: Every quarter
        link: papers/minutes-2015-q2.md
        impact: "2"
        effect: Six concerns reported by drivers, none in the year before
        example: true
      - {text: Case file audit, dated: 2015-06, held: at the council, sensitive: true}
    strengths: [Everybody knows who leads]
    gaps: [No report to members yet]
    actions: [westmere/section-11-2015#1.1]
    challenged:
      - {by: peer, text: How do members hear of it, answer: By the yearly report, date: 2015-11-19}
      - {by: peer, text: Is June still the day for it, action: westmere/section-11-2015#1.1}
    unchanged_since: 2013-10-28
    note: See also standard 3
  - standard: 2
    grades: [{by: self, grade: amber}]
    none: A post is being filled
  - {standard: 6, not_applicable: The council runs no health service}
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


def assessment_page() -> str:
    """``docs/assessment.md``."""
    return ASSESSMENT + _tables("A self-assessment with every field", Assessment, EXAMPLE_ASSESSMENT)


# by the kind of file, its page
OTHER_PAGES: Mapping[str, Callable[[], str]] = {"assessment": assessment_page, "standards": standards_page}

"""The format's own page: every field of a plan file, made from the model that reads it; ``s11 fields`` and
``docs/format.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from s11.plan import (
    ChoiceKind,
    Field,
    FlagKind,
    Kind,
    ListKind,
    MappingKind,
    Plan,
    Record,
    RecordKind,
    TimescaleKind,
    fields_of,
    record_line,
    record_name,
    records_in,
    records_of,
)
from s11.rules.fields_shown import rules_on
from s11.text import Document, Node, Path, Source, read

BEFORE = """\
# A plan file

Every field that a plan may have, made by `s11 fields` from what reads it. The same for editors: `s11 schema plan`. \
The rules: [rules.md](rules.md).
Dates that move, requests for more time, corrections and where a thing is carried on: \
[format-records.md](format-records.md); how to take a name or a number out: [taking-words-out.md](taking-words-out.md).

A plan is one YAML file under `plans/`. Text needs no quotes; words with a colon and a space, with ` #`, or with a \
comma inside `{ }` stand on the next line after `>-`, or in quotes.
Where a list is wanted, one value alone stands for a list of one. An id that looks like a number with a dot is \
quoted, so that `"1.1"` and `"1.10"` differ for every program.
A field that is left out is not known; nothing is filled in for it.

## One plan with every field

Everything is invented.
"""

AFTER = """\

## The day something happened, or only its month

What has happened (`completed`, `received`, a note of `progress`, `signed_off`, `reported`, a reading of a measure) \
may give its month alone, `2013-07`, where no more is known.
It counts from the month's last day: on 20 July 2013 it has not happened yet, and `s11 lint` says so (S304), because \
nothing that has happened is dated ahead. A due day inside the month is met.
It is written "July 2013" wherever it is shown, and `2013-07` in JSON and CSV. Where the day becomes known later, it \
may take the month's place; the other way round a record would be rewritten (S703).
Every other day is a day: `agreed`, `as_at`, the day of a revision or of an ending.

## Milestones

A milestone is a dated step on the way. It has the fields of evidence and is judged as evidence is: it may be late, \
stands in `s11 due` (`of: milestone`), and dates its action where neither the action nor its recommendation has a \
timescale.
`received` is the day it was reached. Its address is `plan#4/m2`. A late milestone does not make an action late that \
has a timescale of its own: that is "in time; 1 milestone is late".
Evidence shows that something was done; a milestone does not, and a completed action without evidence is still asked \
for it (S302).

## A measure, and percent

`measure` is words, or the words under `text` with where it stood before (`baseline`), where it should stand \
(`target`) and where it stood since (`readings`). It is shown and told, and never late.
A reading is a record like a note of progress: it is added to, never changed (S703), but for words of its note that \
are taken out for a person’s sake. Other words for a measure, a baseline or a target are a change of what was agreed \
(S708).
An action that is completed while the last reading misses the target is a warning (S311), where both hold one number \
of the same unit (%, £, or plain) and it is plain which way is better:
by a word (`at least`, `no more than`, `over`, `under`, `fewer than`, `or more`, `≥`, `≤`), or else from the baseline \
to the target. To reach the target is to meet it. Where that cannot be told, nothing is said.
`percent` in a note of progress is how far the lead says it is, `60` or `60%`. It is shown, and nothing is worked out \
from it.

## Words of the legend

A rating is whatever the plan's own table says: a colour, a mark, a percentage, the name of another table. The key \
under `rag` is that word, and so is each spelling under `also`; capital letters make no difference.

```yaml
rag:
  A/G: {means: on_track, colour: '#7a9a01'}
  75%: {means: at_risk, also: [75, three quarters]}
  2: {means: not_started}
  Table 2: {means: not_started}
  Yes: {means: completed}
  No: {means: off_track}
  "n/a": {means: ended}
  "#1": {means: off_track}
  "Red: late": {means: off_track}
```

No quotes are needed for `75%`, `A/G`, `2`, `Yes`, `No`, `~`, `null` or words with spaces. YAML needs them, under \
`rag` and where the rating stands, around a word that begins with one of `% # @ & * ! | > [ { ? - ' " \\``
(a dash or a question mark only before a space or alone), that holds a colon and a space or a space and `#`, and \
inside `{ }` or `[ ]` around one that holds a comma or ends in a question mark.
"""

RULES_COLUMN = """\
Under *rules* stand those whose [pages](rules.md) are about the field: its fault is their example, or their sentence \
names it. S001 to S010 hold of every field, S109 and S601 to S606 of every text.
The same of one field, record or word of a table: `s11 fields timescale`, `s11 fields evidence.timescale`, \
`s11 fields "By when"`.
"""

IN_TABLES = """\

## What real tables call them

The headings of real tables, and the field that each is here; capital letters and `_` for a space make no difference. \
`s11 lint` says so of such a key (S006), and `--fix` writes the field's own where it is not there already and its \
value reads there.
A date goes where s11 reads it, never into a note. "Completion date" is in no row: in one table it is the deadline, in \
another the day it was done.

| in tables | here | of |
|---|---|---|
"""

EXAMPLE = """\
# yaml-language-server: $schema=../../schemas/plan.schema.json
format: s11-plan/1
title: Section 11 Action Plan 2024-25
organisation: Westmere District Council
origin: section-11
agreed: 2024-05-02
as_at: 2024-09-10
period: 2024/25
called: Learning Point
source:
  document: Annex A to the report on the self-assessment
  body: Cabinet
  date: 2024-05-02
reported:
  - {date: 2024-05-02, to: Cabinet}
  - date: 2024-07
    to: Scrutiny committee and [redacted]
    redacted: {date: 2024-08-01, why: A parent was named as present, by: CD}
control:
  owner: AB
  author: CD
  version: 2
  last_reviewed: 2024-09-10
  next_review: March 2025
  document: Safeguarding action plan
  location: The council's document store
arises_from:
  - Section 11 self-assessment 2024
marking: OFFICIAL-SENSITIVE
standards: working-together-2013
rag:
  blue: {means: completed, label: Action completed}
  green: {means: on_track, label: On target, also: [G-Green]}
  amber: {means: at_risk, label: May not be completed on time}
  75%: {means: at_risk, colour: orange}
people:
  AB: {name: Ann Bell, post: Director of Communities}
  CD: {name: Cal Dunn, post: Policy officer}
  EF: {name: Eve Frost, post: Training officer, left: 2024-08-31}
  DOG: {name: Designated Officers Group, group: true, organisation: Westmere District Council}
terms:
  CSE: child sexual exploitation
themes:
  policy:
    heading: Policy and procedures
    note: The first of two themes of the self-assessment
  training: Training
progress:
  - date: 2024-09-10
    by: CD
    note: Every rating was looked at with its lead
  - date: 2024-09-20
    by: CD
    note: The family of [redacted] was heard
    redacted: {date: 2024-10-01, why: The note named a young person, by: AB}
  - date: 2024-10-01
    by: CD
    as: handed_over
    note: "Learning Point 2: handed over from Eve Frost to Ann Bell"
note: The source numbers its actions anew in each section

recommendations:
  - id: 1
    text: Keep safeguarding procedures under regular review
    theme: policy
    response: {as: accepted, why: Agreed with the partnership}
    responds_to: westshire/case-review-2024#rec:1
    asked_of: [Westmere District Council, Northmere District Council]
    rag: green
    as_at: 2024-09-12
    lead: AB
    timescale: March 2025
    revised:
      - {date: 2024-07-15, from: December 2024, why: New county procedures, by: AB}
    requests:
      - {date: 2024-10-07, by: AB, to: June 2025, why: The county is late}
    standards: working-together-2013.3
    remedy: The county has been asked for its draft
    note: Worded as in the self-assessment
    actions:
      - id: "1.1"
        text: Review the policy, the leaflet and the intranet page
        lead: [AB, CD]
        timescale: December 2024
        revised:
          - date: 2024-07-15
            from: July 2024
            why: New county procedures came out in June, [redacted] wrote
            by: AB
            asked: 2024-07-01
            approved_by: Cabinet
            redacted: {date: 2024-08-01, why: A member of the public was named, by: CD}
          - date: 2024-07-16
            from: December 2025
            as: correction
            why: The minutes say 2024
            by: CD
        requests:
          - date: 2024-07-01
            by: CD
            to: December 2024
            why: New county procedures came out in June, [redacted] wrote
            redacted: {date: 2024-08-01, why: A member of the public was named, by: CD}
          - date: 2024-10-20
            by: CD
            to: March 2025
            why: The page waits for the new system
            refused: {date: 2024-11-05, by: Cabinet, why: The leaflet can go out without it}
        measure:
          text: Staff who know whom to tell
          baseline: 61%
          target: at least 90%
          readings:
            - {date: 2024-03-31, value: 64%}
            - date: 2024-09
              value: 83%
              note: Of those who answered in the autumn, [redacted] among them
              redacted: {date: 2024-10-01, why: A member of staff was named, by: CD}
        rag: G-Green
        as_at: 2024-11-05
        evidence:
          - text: Cabinet report, presented by [redacted]
            timescale: December 2024
            revised:
              - {date: 2024-07-15, from: July 2024, why: Waits for the policy}
            requests:
              - {date: 2024-07-01, by: CD, to: December 2024, why: Waits for the policy}
            received: 2024-11-17
            lead: CD
            link: https://example.org/cabinet/2024-11-17
            note: Item 7
            redacted: {date: 2024-11-20, why: A parent was named, by: CD}
        milestones:
          - text: Draft to the designated officers and [redacted]
            timescale: June 2024
            revised:
              - {date: 2024-05-20, from: May 2024, why: The group met in June}
            requests:
              - {date: 2024-05-14, by: CD, to: June 2024, why: The group meets in June}
            received: 2024-06
            lead: DOG
            link: https://example.org/designated-officers/2024-06
            note: With two comments
            redacted: {date: 2024-07-01, why: A carer was named, by: CD}
          - text: Final text to Cabinet
            timescale: December 2024
        progress:
          - date: 2024-09
            by: CD
            percent: 60%
            note: Policy and leaflet are done, the page is not
        remedy: A second editor from October
        awaiting: The county's new threshold document
        review: January 2025
        priority: High
        standards: working-together-2013.4
        note: The source has 'and website'
      - id: "1.2"
        text: Portfolio holder meeting
        lead: AB
        timescale: {text: End of each quarter, due: 2024-06-30, every: P3M}
        measure: Four meetings minuted in the year
        rag: green
        completed: [2024-06-20, {date: 2024-10-02, for: 2024-09-30}]
      - id: "1.3"
        text: Move the forms to the new system
        sensitive: true
        rag: amber
        measure: No form on paper
        ended:
          as: transferred
          date: 2024-08-01
          why: Part of the county's system, which [redacted] looks after
          to:
            - "#2.2"
            - {address: "example#2.3", body: the county's data team}
            - {body: Countyshire safeguarding partnership}
          redacted: {date: 2024-09-01, why: A member of staff was named, by: CD}
  - id: 2
    text: Train everybody who works with children
    theme: training
    sensitive: true
    lead: CD
    timescale: July 2024
    completed: 2024-07
    actions:
      - id: "2.1"
        text: Hold the basic course
        measure: Nobody works untrained
        rag: blue
        signed_off:
          date: 2024-08
          by: AB
          redacted: {date: 2024-09-12, why: A remark about a family stood here, by: CD}
        evidence:
          - {text: Attendance lists, received: 2024-07}
      - id: "2.2"
        text: Offer the course on CSE to schools
        proposed: true
        detail: westmere/training-2024
        measure: Every school has sent somebody
      - id: "2.3"
        text: Keep the list of who was trained
        continuing: true
        timescale: On-going
        measure: The list is never older than a month
        rag: 75%
        review: March 2025
closed: {date: 2024-11-30, why: Carried on in the plan of 2025, \
to: [westmere/training-2024, {body: Countyshire safeguarding partnership}]}
"""


def fields_page() -> str:
    """``docs/format.md``: the example with every field, each record's fields with kind, example and rules, what real
    tables call them, what they mean.
    """
    example = "```yaml\n" + EXAMPLE + "```\n"
    tables = every_field(Plan, EXAMPLE, with_rules=True)
    return "".join([BEFORE, example, "\n## Every field\n\n", RULES_COLUMN, *tables, _in_tables(), AFTER])


def every_field(root: type[Record], example: str, *, with_rules: bool = False) -> Iterator[str]:
    """The fields of each record that a kind of file may hold, a table each; ``root``: what a whole file of it is."""
    columns = ["field", "what it is", "kind", "example"] + ["rules"] * with_rules
    head = f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"
    for cls in records_of(root):
        under = "" if cls is root else f" Stands under {', '.join(places_of(cls, root))}."
        yield f"\n### {record_name(cls)}\n\n{record_line(cls)}{under}\n\n{head}"
        for field in fields_of(cls):
            shown = example_of(cls, field, root, example)
            cells = [f"`{field.key}`", field.about, kind_words(field, linked=True), shown]
            if with_rules:
                cells.append(
                    " ".join(f"[{rule.code}](rules.md#{rule.code.lower()})" for rule in rules_on(cls, field.key))
                )
            yield f"| {' | '.join(map(_cell, cells))} |\n".replace("|  |", "| |")


def _in_tables() -> str:
    """What real tables call the fields, a row for each that is called so."""
    called: dict[tuple[str, str], list[str]] = {}
    for cls in records_of(Plan):
        for field in fields_of(cls):
            if field.table_words:
                called.setdefault((field.key, field.table_words), []).append(article_name(cls))
    rows = (f"| {_cell(heading)} | `{key}` | {', '.join(of)} |\n" for (key, heading), of in called.items())
    return IN_TABLES + "".join(rows)


_PLACES: dict[str, dict[tuple[type[Record], str], Path]] = {}


def _places_met(root: type[Record], example: str) -> dict[tuple[type[Record], str], Path]:
    """Where an example shows each field first; worked out once for each example."""
    if example not in _PLACES:
        met = [((cls, key), path) for cls, key, path in _met(root, _document(example).root, ())]
        _PLACES[example] = dict(reversed(met))
    return _PLACES[example]


@cache
def _document(example: str) -> Document:
    return read(Source("example.yaml", "example", example.encode()))


def example_of(cls: type[Record], field: Field, root: type[Record] = Plan, example: str = EXAMPLE) -> str:
    """A field as it stands in the example of a kind of file."""
    place = _places_met(root, example).get((cls, field.key))
    return _shown(_document(example), place) if place else f"`{field.key}: …`"


def kind_words(field: Field, linked: bool = False) -> str:
    """What may stand under a field; ``linked`` where a page has a heading for each record."""
    kind = _kind_words(field.kind, linked)
    if field.names:
        kind = kind.replace("words", "a key of `people`" + (", or a body" if field.names != "people" else ""), 1)
    return kind + ("; **needed**" if field.required else "")


def article_name(cls: type[Record]) -> str:
    """What a record is called in a sentence: 'an action', 'the plan'."""
    name = record_name(cls)
    return name[:1].lower() + name[1:]


def places_of(cls: type[Record], root: type[Record] = Plan) -> list[str]:
    """The fields of a kind of file under which a record stands."""
    return [f"`{field.key}` of {record_name(holder).lower()}" for holder, field in records_of(root)[cls]]


def unshown(root: type[Record] = Plan, example: str = EXAMPLE) -> list[str]:
    """The fields that the example does not show: none, or the page is not whole."""
    fields = ((cls, field) for cls in records_of(root) for field in fields_of(cls))
    return [
        f"{cls.__name__}.{field.key}" for cls, field in fields if (cls, field.key) not in _places_met(root, example)
    ]


def _met(cls: type[Record], node: Node | None, path: Path) -> Iterator[tuple[type[Record], str, Path]]:
    """Every field of every record that a text holds, with its path."""
    for field in fields_of(cls):
        if isinstance(node, dict) and field.key in node:
            here = (*path, field.key)
            yield cls, field.key, here
            for inner in records_in(field.kind):
                for below, place in _below(node[field.key], here, field.kind):
                    yield from _met(inner, below, place)


def _below(node: Node, path: Path, kind: Kind[object]) -> Iterator[tuple[Node, Path]]:
    if isinstance(kind, MappingKind) and isinstance(node, dict):
        yield from ((child, (*path, key)) for key, child in node.items())
    elif isinstance(node, list):
        yield from ((child, (*path, index)) for index, child in enumerate(node))
    else:
        yield node, path


def _shown(document: Document, path: Path) -> str:
    """A field as it stands in the example; of one that goes over several lines its first."""
    start = document.key_span(path).start
    line = document.text[start : document.text.index("\n", start)]
    if isinstance(document.node(path), str):
        line = document.text[start : document.span(path).end]
        return f"`{line}`" if "\n" not in line else f"`{path[-1]}: >-` and the words below"
    opened = line.partition(":")[2].strip()
    if not opened:
        return f"`{path[-1]}:` and below it what it holds"
    depth = 0
    for at, sign in enumerate(line):
        depth += (sign in "[{") - (sign in "]}")
        if sign in "]}" and not depth:
            return f"`{line[: at + 1]}`"
    return f"`{line}`"


def _kind_words(kind: Kind[object], linked: bool) -> str:
    match kind:
        case ChoiceKind():
            return " or ".join(f"`{code}`" for code in kind.codes)
        case FlagKind():
            return "`true`, or left out"
        case TimescaleKind():
            return "words saying when, several of them in a list, or spelled out"
        case ListKind():
            return (
                f"{_kind_words(kind.kind, linked)}; one, or a list"
                if kind.bare
                else f"a list, each {_kind_words(kind.kind, linked)}"
            )
        case MappingKind():
            return f"keys, each with {_kind_words(kind.kind, linked)}"
        case RecordKind():
            own = record_name(kind.cls).lower()
            own = f"[{own}](#{own.replace(' ', '-')})" if linked else own
            return f"{_kind_words(kind.also, linked)}, or {own}" if kind.also is not None else own
    return kind.called or (type(kind).__doc__ or "").splitlines()[0].rstrip(".").lower()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

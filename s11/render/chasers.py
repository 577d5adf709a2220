"""Chasers as files: e-mail drafts with the workbook attached, a table for a mail merge, Markdown, a card for Teams.

s11 sends nothing. The same chasers make the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from html import escape

from s11.english import number_of
from s11.render.csv import for_spreadsheet
from s11.view.chasers import ChaseGroup, Chaser, Chasers
from s11.when import day_words

# what Teams takes of a card, in bytes
_MOST_OF_A_CARD = 28_000
CLOSING = (
    "Please fill in the yellow cells of the attached workbook, sign it, and send it back. Leave empty what has not "
    "changed. If you need more time, write until when and why: it is a request, and the date stays until it is granted."
)
MERGE_COLUMNS = ("lead", "post", "organisation", "address", "subject", "late", "due", "others", "text", "workbook")


def lines(chaser: Chaser) -> Iterator[str]:
    """The letter as plain text, a paragraph or a row each; '' between them."""
    yield f"Dear {chaser.made.lead},"
    yield ""
    yield chaser.opening
    if chaser.unanswered_words:
        yield chaser.unanswered_words
    for group in chaser.groups:
        yield ""
        yield group.heading
        yield from (f"- {row}" for row in rows(chaser, group))
    yield ""
    yield CLOSING
    yield ""
    yield "Thank you."


def rows(chaser: Chaser, group: ChaseGroup) -> Iterator[str]:
    """Each thing of a group: its number, the agreed words, when it was agreed for and how it stands."""
    several = len(chaser.made.plans) > 1
    for plan, row in group.rows:
        agreed = f" Agreed for: {row.due}." if row.due else ""
        where = f" ({plan.title})" if several else ""
        yield f"Action {row.called}: {_one_line(row.text)}{where}{_stop(row.text)}{agreed} {_sentence(row.stands)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stop(text: str) -> str:
    return "" if text.rstrip().endswith((".", "!", "?")) else "."


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""


def eml(chaser: Chaser, book: bytes) -> bytes:
    """An e-mail draft: text, the same as a page, and the workbook. Outlook opens it to be looked at and sent."""
    from email import policy
    from email.message import EmailMessage

    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = _one_line(chaser.subject)
    if chaser.address:
        message["To"] = chaser.address
    message["X-Unsent"] = "1"
    message.set_content("\n".join(lines(chaser)) + "\n", charset="utf-8", cte="quoted-printable")
    message.add_alternative(_html(chaser), subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_attachment(
        book,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        filename=f"{chaser.made.name}.xlsx",
    )
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        # chosen, not drawn: the same draft has the same bytes
        part.set_boundary(f"=_s11-{number}-{chaser.made.name[-40:]}")
    return message.as_bytes()


def _html(chaser: Chaser) -> str:
    unanswered = f"<p>{escape(chaser.unanswered_words)}</p>" if chaser.unanswered_words else ""
    groups = "".join(
        f"<h2 style='font-size:1em'>{escape(group.heading)}</h2><ul>"
        + "".join(f"<li>{escape(row)}</li>" for row in rows(chaser, group))
        + "</ul>"
        for group in chaser.groups
    )
    return (
        "<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'>"
        f"<title>{escape(chaser.subject)}</title></head><body>"
        f"<p>Dear {escape(chaser.made.lead)},</p><p>{escape(chaser.opening)}</p>{unanswered}{groups}"
        f"<p>{escape(CLOSING)}</p><p>Thank you.</p></body></html>\n"
    )


def merge_csv(chasers: Chasers) -> str:
    """One row a lead, for a mail merge in Word; safe to open in a spreadsheet."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(MERGE_COLUMNS)
    for chaser in chasers.chasers:
        counts = {group.reason: len(group.rows) for group in chaser.groups}
        late, due = counts.pop("late", 0), counts.pop("due", 0)
        made = chaser.made
        table.writerow(
            (
                made.lead,
                made.post,
                made.organisation,
                chaser.address,
                _one_line(chaser.subject),
                late,
                due,
                sum(counts.values()),
                "\n".join(lines(chaser)),
                f"{made.name}.xlsx",
            )
        )
    return for_spreadsheet(written.getvalue())


def markdown(chasers: Chasers) -> str:
    """Every letter, one after the other."""
    from s11.render.markdown import written

    parts: list[str] = [f"# Reminders, as at {day_words(chasers.day)}", "", f"{summary(chasers)}."]
    for one in chasers.not_asked:
        parts += ["", f"Nobody is asked about {number_of(one.things, 'open thing')} {written(one.words)}."]
    for chaser in chasers.chasers:
        post = f", {chaser.made.post}" if chaser.made.post else ""
        parts += ["", f"## {written(chaser.made.lead + post)}, {written(chaser.made.organisation)}", ""]
        parts.append(str(written(chaser.opening)))
        if chaser.unanswered_words:
            parts += ["", str(written(chaser.unanswered_words))]
        for group in chaser.groups:
            parts += ["", f"### {written(group.heading)}", ""]
            parts += [f"- {written(row)}" for row in rows(chaser, group)]
    return "\n".join(parts) + "\n"


def summary(chasers: Chasers) -> str:
    """'7 leads are reminded of 23 things: what is late, due by 25 July 2024, or in want of a word'."""
    if not chasers.chasers:
        return f"Nothing is late or due by {day_words(chasers.until)}, and nothing is in want of a word"
    is_one = len(chasers.chasers) == 1
    return (
        f"{number_of(len(chasers.chasers), 'lead')} {'is' if is_one else 'are'} reminded of "
        f"{number_of(chasers.things, 'thing')}: what is late, due by {day_words(chasers.until)}, or in want of a word"
    )


def _unmarked(text: str) -> str:
    """Words of a plan in a card, where brackets, stars and the like would be links and bold letters."""
    return _one_line(text).translate(str.maketrans("[]<>*_`", "()()  '"))


def teams_card(chasers: Chasers) -> str:
    """An Adaptive Card for a channel: who is reminded of how much. What does not fit is counted."""
    shown = list(chasers.chasers)
    while True:
        text = json.dumps(_card(chasers, shown), ensure_ascii=False, indent=1) + "\n"
        if len(text.encode("utf-8")) <= _MOST_OF_A_CARD or not shown:
            return text
        shown = shown[: -max(1, len(shown) // 10)]


def _card(chasers: Chasers, shown: list[Chaser]) -> Mapping[str, object]:
    facts = [
        {"title": _unmarked(chaser.made.lead), "value": _unmarked(f"{chaser.made.organisation}: {chaser.counts}")}
        for chaser in shown
    ]
    body: list[object] = [
        {
            "type": "TextBlock",
            "text": f"Safeguarding actions, as at {day_words(chasers.day)}",
            "weight": "bolder",
            "wrap": True,
        },
        {"type": "TextBlock", "text": f"{summary(chasers)}.", "wrap": True},
        {"type": "FactSet", "facts": facts},
    ]
    if len(shown) < len(chasers.chasers):
        more = number_of(len(chasers.chasers) - len(shown), "more lead")
        body.append({"type": "TextBlock", "text": f"And {more}.", "wrap": True})
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }

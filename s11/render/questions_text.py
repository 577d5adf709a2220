"""The command ``questions``: every question and its answer, on a screen and as records."""

from __future__ import annotations

from s11.render.screen import Screen, ScreenSettings, add_head, add_read, not_read_line, read_line
from s11.text import one_line, record
from s11.view.questions import AskedQuestion, ChallengeLog


def challenges_screen(seen: ChallengeLog, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, seen.head)
    screen.paragraph((seen.finding, "bold"))
    if seen.only and seen.answered:
        screen.paragraph(("What is answered is left out here.", "dim"))
    for row in seen.rows:
        screen.gap()
        _add_row(screen, row)
    screen.gap()
    add_read(screen, seen.head)
    return str(screen)


def _add_row(screen: Screen, row: AskedQuestion) -> None:
    stands = (row.stands, "" if row.answer else "bold magenta")
    screen.paragraph(stands, "  ", (row.whom, "bold"), "  ", (row.address, "dim"), hang=4)
    standard = f"standard {row.standard}" + (f", {row.standard_text}" if row.standard_text else "")
    screen.paragraph(f"{row.challenger}, {row.asked_words}; {standard}", indent=4)
    screen.paragraph(("asked     ", "dim"), row.text, indent=4, hang=10)
    if row.action:
        screen.paragraph(("about     ", "dim"), f"{row.action}, {row.action_state}", indent=4, hang=10)
    screen.paragraph(("answer    ", "dim"), row.answer or "none", indent=4, hang=10)


def challenges_lines(seen: ChallengeLog) -> str:
    """One record a question: nothing wrapped, nothing cut."""
    rows = [
        record(
            "question",
            row.address,
            one_line(row.whom),
            one_line(row.challenger),
            row.asked.isoformat() if row.asked is not None else "no day",
            "answered" if row.answer else f"days={row.days if row.days is not None else 'not known'}",
            one_line(row.text),
            one_line(row.answer) or "not answered",
            *([f"{row.action} {row.action_state}"] if row.action else []),
        )
        for row in seen.rows
    ]
    rows.append(record("challenges", f"as of {seen.head.as_of}", seen.head.revision_words, one_line(seen.finding)))
    rows += [read_line(seen.head), *(not_read_line(missed) for missed in seen.head.not_read)]
    return "\n".join(rows) + "\n"

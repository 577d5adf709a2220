"""The command ``responses``: each recommendation with every body's answer, on a screen and as records."""

from __future__ import annotations

from s11.english import join_words, state_words
from s11.render.glyphs import STYLES
from s11.render.screen import Screen, ScreenSettings, add_head, add_read, not_read_line, read_line
from s11.text import one_line, record
from s11.view.responses import AskedRecommendation, BodyAnswer, Recommendations


def recommendations_screen(seen: Recommendations, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, seen.head)
    screen.paragraph((seen.finding, "bold"))
    for row in seen.rows:
        screen.gap()
        _add_row(screen, row)
    for one in seen.unplaced:
        screen.gap()
        screen.paragraph(
            ("! ", "bold magenta"),
            f"{one.answer.organisation} answers {one.to}, and there is no such recommendation: {one.answer.address}",
            hang=2,
        )
    screen.gap()
    add_read(screen, seen.head)
    return str(screen)


def _add_row(screen: Screen, row: AskedRecommendation) -> None:
    screen.paragraph((row.called, "bold"), "  ", row.text, "  ", (row.address, "dim"), hang=4)
    screen.paragraph(row.finding, indent=4)
    if row.missing_words:
        screen.paragraph(("! ", "bold magenta"), (row.missing_words, "bold"), indent=4, hang=2)
    for answer in row.answers:
        _add_answer(screen, answer)


def _add_answer(screen: Screen, answer: BodyAnswer) -> None:
    glyph = screen.settings.glyphs[answer.state]
    screen.paragraph(
        (answer.organisation, "bold"),
        f": {answer.response_words}",
        f" ({answer.why})" if answer.why else "",
        indent=4,
        hang=4,
    )
    screen.paragraph(
        (f"{glyph} {state_words(answer.state)}", STYLES[answer.state]),
        f"  {answer.actions_words}  ",
        (answer.address, "dim"),
        indent=8,
        hang=2,
    )


def recommendations_lines(seen: Recommendations) -> str:
    """One record a recommendation and one an answer: nothing wrapped, nothing cut."""
    rows = []
    for row in seen.rows:
        rows.append(
            record(
                "recommendation",
                row.address,
                one_line(row.text),
                f"asked={len(row.asked) or 'not said'}",
                f"answers={len(row.answers)}",
                f"missing={one_line(join_words(row.missing)) if row.missing else 'none' if row.asked else 'not known'}",
                one_line(row.finding),
            )
        )
        rows += [
            record(
                "answer",
                row.address,
                answer.address,
                one_line(answer.organisation),
                f"response={answer.response or 'not said'}",
                f"state={state_words(answer.state)}",
                f"actions={answer.tally.actions}",
                f"open={answer.open}",
                " ".join(f"{key}={count}" for key, count in answer.tally.timing.items()),
            )
            for answer in row.answers
        ]
    rows += [
        record("answer to nothing", one.to, one.answer.address, one_line(one.answer.organisation))
        for one in seen.unplaced
    ]
    rows.append(record("all", one_line(seen.finding)))
    rows += [read_line(seen.head), *(not_read_line(missed) for missed in seen.head.not_read)]
    return "\n".join(rows) + "\n"

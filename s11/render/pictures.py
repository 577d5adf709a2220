"""Pictures on paper: the same bars and lines as on a page, drawn with fixed colours, each with its figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from s11.english import state_words
from s11.render.document import Figure
from s11.render.history_charts import Box, count_lines, moved_rows
from s11.render.labels import number
from s11.when import day_words

if TYPE_CHECKING:
    from datetime import date

    from s11.view import Counts, Report, Tally
    from s11.view.brief import Brief
    from s11.view.history import History

# in units of which the width of the text on an upright page has a thousand
WIDE, BAR, LINE = 1000, 22, 20
FONT = 16
# about how wide a letter is
LETTER = 9
FILLS = {
    "off_track": "#a3195b",
    "at_risk": "url(#dots)",
    "not_known": "url(#hatch)",
    "unrated": "url(#stripe)",
    "not_started": "#ffffff",
    "on_track": "#55ace0",
    "completed": "#14568c",
    "verified": "#0c2f57",
    "ended": "#9aa5b0",
}
# on which a number is written in white
DARK = ("off_track", "completed", "verified")
_DEFINED = Markup(
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff"/><path d="M2 0v8" stroke="#6d7680" stroke-width="3"/></pattern>'
    '<pattern id="stripe" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/>'
    '<path d="M2 0v6" stroke="#c4ccd4" stroke-width="3"/></pattern>'
    '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/>'
    '<circle cx="4" cy="4" r="2.6" fill="#8d5cc0"/></pattern></defs>'
    "<style>text{font-family:Roboto,Arial,sans-serif;fill:#14202b}.strong{font-weight:bold}"
    ".checked{stroke:#a3195b;stroke-width:4}.stated{stroke:#14568c;stroke-width:3;stroke-dasharray:8 6}"
    ".rule{stroke:#c4ccd4}.axis{stroke:#47535f}.done .checked{stroke:#14568c}.done .stated{stroke:#55ace0}"
    ".went{stroke:#a3195b;stroke-width:3}.was{fill:#fff;stroke:#14202b;stroke-width:2}.now{fill:#14202b}</style>"
)


def position(brief: Brief) -> Figure:
    """Where plans stand, stated over checked; beside it how many were off track on each day there is."""
    tally = brief.report.portfolio
    wide = 560 if brief.line else WIDE
    drawn, high = _bars(tally, wide, f"Checked on {day_words(brief.head.as_of)}")
    sentences = [_counted("As stated", tally.stated), _counted("as checked", tally.checked)]
    if brief.line:
        drawn += count_lines(brief.line, Box(wide + 60, 0, WIDE, max(high, 138)), FONT, LETTER, "Actions off track")
        sentences.append(brief.line_words)
    return _figure(drawn, max(high, 138), sentences)


def bars_of(report: Report) -> dict[str, Figure]:
    """The bars of all plans together, and of each by its place among them, worst first: 'bars', 'bars 1', 'bars 2'."""
    day = report.head.as_of
    each = {f"bars {at}": bars(plan.summary.tally, day) for at, plan in enumerate(report.worst_first, 1)}
    return {"bars": bars(report.portfolio, day), **each}


def bars(tally: Tally, day: date) -> Figure:
    """Actions by state, stated over checked, across the whole page."""
    drawn, high = _bars(tally, WIDE, f"Checked on {day_words(day)}")
    return _figure(drawn, high, [_counted("As stated", tally.stated), _counted("as checked", tally.checked)])


def _figure(drawn: Sequence[Markup], high: int, sentences: Sequence[str]) -> Figure:
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-size="{}">{}{}</svg>').format(
        WIDE, high, FONT, _DEFINED, Markup("").join(drawn)
    )
    return Figure(str(svg), "; ".join(sentences) + ".")


def _counted(title: str, counts: Counts) -> str:
    return f"{title}: " + ", ".join(f"{number(count)} {state_words(state)}" for state, count in counts.items() if count)


def _bars(tally: Tally, wide: int, checked: str) -> tuple[list[Markup], int]:
    """Two bars, each under its title, and what their patterns mean; and how high that is."""
    drawn, top = [], FONT
    for title, counts in (("Stated in the plan", tally.stated), (checked, tally.checked)):
        drawn.append(Markup('<text class="strong" x="0" y="{}">{}</text>').format(top, title))
        drawn += _bar(counts, tally.actions, wide, top + 7)
        top += BAR + LINE + 8
    shown = [state for state in FILLS if tally.checked.get(state) or tally.stated.get(state)]
    across, top = 0, top + 1
    for state in shown:
        label = state_words(state) + _unwritten(state, tally, wide)
        room = 22 + len(label) * LETTER + 14
        if across and across + room > wide:
            across, top = 0, top + LINE
        drawn.append(
            Markup(
                '<rect x="{0}" y="{1}" width="15" height="15" fill="{2}" stroke="#14202b"/>'
                '<text x="{3}" y="{4}">{5}</text>'
            ).format(across + 1, top - 13, FILLS[state], across + 22, top, label)
        )
        across += room
    return drawn, top + 8


def _unwritten(state: str, tally: Tally, wide: int) -> str:
    """The numbers of a state that do not fit into their parts of the bars, stated then checked: ' 5, 2', ' 5, 5'."""
    both = [counts.get(state, 0) for counts in (tally.stated, tally.checked)]
    if not any(count and not _fits(count, tally.actions, wide) for count in both):
        return ""
    return " " + ", ".join(number(counts[state]) for counts in (tally.stated, tally.checked) if state in counts)


def _fits(count: int, whole: int, wide: int) -> bool:
    """Whether a number may be written into its part of a bar."""
    return wide * count / max(1, whole) > len(number(count)) * LETTER + 8


def _bar(counts: Counts, whole: int, wide: int, top: int) -> list[Markup]:
    drawn, at = [], 0.0
    for state, fill in FILLS.items():
        long = wide * counts.get(state, 0) / max(1, whole)
        if not long:
            continue
        drawn.append(
            Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="{}" stroke="#14202b"/>').format(
                at, top, long, BAR, fill
            )
        )
        label = number(counts[state])
        if _fits(counts[state], whole, wide):
            dark, plain = state in DARK, state in ("at_risk", "not_known", "unrated")
            # behind a number on a pattern stands a plain field
            if plain:
                drawn.append(
                    Markup('<rect x="{:.1f}" y="{}" width="{}" height="{}" fill="#fff"/>').format(
                        at + long / 2 - len(label) * LETTER / 2 - 3, top + 3, len(label) * LETTER + 6, BAR - 6
                    )
                )
            drawn.append(
                Markup(
                    '<text x="{:.1f}" y="{}" text-anchor="middle" style="fill:{};font-weight:bold">{}</text>'
                ).format(at + long / 2, top + BAR - 6, "#fff" if dark else "#14202b", label)
            )
        at += long
    return drawn


def of_history(history: History) -> dict[str, Figure]:
    """The pictures of how it has gone, by the names under which the paper asks for them."""
    off = count_lines(history.off_track, Box(0, 0, 480, 170), FONT, LETTER, "Actions off track")
    done = count_lines(
        history.done, Box(520, 0, WIDE, 170), FONT, LETTER, "Actions completed or verified", history.most
    )
    done = [Markup('<g class="done">'), *done, Markup("</g>")]
    figures = {"counts": Figure(_drawn([*off, *done], 170), f"{history.off_track_line}; {history.done_line}.")}
    if history.furthest:
        rows, high = moved_rows(history, WIDE, 36, 30, FONT)
        figures["moved"] = Figure(_drawn(rows, high), f"{history.moved_line}.")
    return figures


def _drawn(drawn: Sequence[Markup], high: int) -> str:
    """A picture as wide as the text."""
    return str(
        Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-size="{}">{}{}</svg>').format(
            WIDE, high, FONT, _DEFINED, Markup("").join(drawn)
        )
    )

"""The glyph, the colour and the heading of each state: the same in a terminal, in labels and in charts.

States show as glyph, word and colour, so that none of them is needed alone. The colours go by state and are s11's own:
none of red, amber or green, which mean different things in different plans.
"""

from __future__ import annotations

GLYPHS = {
    "off_track": "✖",
    "at_risk": "▲",
    "not_known": "?",
    "unrated": "·",
    "not_started": "○",
    "on_track": "●",
    "completed": "✔",
    "verified": "★",
    "ended": "–",
}
ASCII_GLYPHS = {
    "off_track": "X",
    "at_risk": "!",
    "not_known": "?",
    "unrated": ".",
    "not_started": "o",
    "on_track": ">",
    "completed": "+",
    "verified": "*",
    "ended": "-",
}
STYLES = {
    "off_track": "bold magenta",
    "at_risk": "magenta",
    "not_known": "bold",
    "unrated": "dim",
    "not_started": "",
    "on_track": "cyan",
    "completed": "blue",
    "verified": "bold blue",
    "ended": "dim",
}
WAY_STYLES = {"better": "bold blue", "same": "bold", "worse": "bold magenta"}
COLUMNS = ("off_track", "at_risk", "not_known", "unrated", "not_started", "on_track", "completed", "verified", "ended")
# a thing of one of these timings is drawn with this state's glyph, in every format that draws one
DRAWN_AS = {"late": "off_track", "unsure": "not_known"}
STILL_TO_COME = "not_started"
# the two lines of a column's heading
HEADINGS = {state: ("", *state.split("_"))[-2:] for state in COLUMNS}

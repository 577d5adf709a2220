"""What the words of a cell say: a day, a note with its day, several leads."""

from __future__ import annotations

import re

from s11.when import Timescale, parse_fact_day


def fact_day(text: str) -> str:
    """A day or a month that words are, as the format writes it; '' where they are more, or several."""
    if parse_fact_day(text.strip()) is not None:
        return text.strip()
    reading = Timescale.read(
        re.sub(r"^(?:completed|achieved|closed|done)\s*(?:on|in)?\s*:?\s*", "", text.strip(), flags=re.I)
    )
    if reading.kind != "date" or not reading.certain or reading.due is None or reading.readings:
        return ""
    whole_month = not re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!\d)", re.sub(r"\b\d{4}\b", "", text))
    return reading.due.isoformat()[:7] if whole_month else reading.due.isoformat()


_LEADING = re.compile(
    r"^(?:(?:update[ds]?|as at|on|at)\s*:?\s+)?"
    r"(?P<day>(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{2,4}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2})\s*[-–—:]\s*",
    re.I,
)
# a day in figures, with no sign after it: '07.06.26 Published'
_LEADING_FIGURES = re.compile(r"^(?P<day>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})\s+(?=[A-Z])")
_NAMES_DAY = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b|\bMay \d|\b\d{1,2} May\b|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b"
)


def names_day(line: str) -> bool:
    """Whether words name a day or a month somewhere."""
    return bool(_NAMES_DAY.search(line))


def leading_day(line: str) -> tuple[str, str]:
    """The day or month with which a note begins, and the note without it."""
    match = _LEADING.match(line) or _LEADING_FIGURES.match(line)
    if not match:
        return "", line
    day = fact_day(match["day"])
    return (day, line[match.end() :]) if day else ("", line)


def split_leads(line: str) -> list[str]:
    """The leads of one line. What may be one post's own name stays whole: 'Housing & Property', 'Adults/Children'."""
    text = " ".join(line.split())
    if re.fullmatch(r"[A-Z][A-Za-z]{0,4}(?:\s*[/,&+;]\s*[A-Z][A-Za-z]{0,4})+", text):
        return [one for one in re.split(r"\s*[/,&+;]\s*", text) if one]
    if ";" in text:
        return [one.strip() for one in text.split(";") if one.strip()]
    for sign in ("/", ","):
        parts = [one.strip() for one in text.split(sign)]
        if len(parts) > 1 and all(_is_name(one) for one in parts):
            return parts
    return [text]


def _is_name(words: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}|[A-Z]\.? [A-Z][\w'’-]+", words))


def may_be_several(lead: str) -> bool:
    """Whether a lead that is kept whole may be several: 'Jo Bell and Kay Tarn', 'Police/Health', 'JB with KT'."""
    if re.match(r"(?:head|director|lead|manager|service|assistant|deputy|team)\b(?!.*[/;,])", lead, re.I):
        # 'Head of Safeguarding and Quality Assurance' is one post
        return False
    return bool(re.search(r"[/,&+;]|\b(?:and|with|support(?:ed by)?)\b", lead, re.I))

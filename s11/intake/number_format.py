"""Numbers as a spreadsheet shows them: 45352 as 'Mar-24' or '01/03/2024', 1.1 as '1.10', 0.75 as '75%'.

A number format is up to four sections with ';' between: above nought, below it, nought, text. Where a computer's own
settings decide, those of an English council are taken: day before month.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from s11.when.calendar import MONTH_NAMES, WEEKDAY_NAMES

LAST_DAY = 2958465  # 31 December 9999
_ENGLISH = 0x09
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general)'
    r"|(?P<half>am/pm|a/p)|(?P<exponent>e[+-])|(?P<date>y+|m+|d+|h+|s+)"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%/@;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+)$", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)$")
_ELAPSED = re.compile(r"(?:h+|m+|s+)$", re.IGNORECASE)
# what a computer's own settings decide: the built-in short dates, and Excel's long date and time
_OF_THE_COMPUTER = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm", "m/d/yy": "dd/mm/yyyy"}


class Shown(NamedTuple):
    """What a cell shows, and what is not sure about it ('' for nothing)."""

    text: str
    doubt: str = ""


class _Piece(NamedTuple):
    kind: str
    text: str


class _Section(NamedTuple):
    pieces: tuple[_Piece, ...]
    condition: tuple[str, float] | None
    language: int
    strange: str

    @property
    def is_date(self) -> bool:
        return any(piece.kind in ("date", "elapsed", "half") for piece in self.pieces)

    @property
    def is_text(self) -> bool:
        return any(piece == ("sign", "@") for piece in self.pieces)


def shown(value: float, code: str, from_1904: bool = False) -> Shown:
    """A number by its number format. ``from_1904``: the workbook counts its days from 1 January 1904."""
    if not math.isfinite(value):
        return Shown(str(value), "no number that can be shown")
    sections = list(_sections(code))
    numbers = (sections[:-1] if sections[-1].is_text else sections)[:3]
    if not numbers:
        return Shown(general(value))
    section, size = _chosen(value, numbers)
    if section.strange:
        return Shown(general(value), f"its number format, {code}, is not understood: the bare number was read")
    if section.is_date:
        return _date(size, section, from_1904)
    return Shown(_number(size, section))


def shown_text(text: str, code: str) -> str:
    """Words by the number format of their cell: as they are, but for a section with '@' that says otherwise."""
    sections = list(_sections(code))
    section = sections[3] if len(sections) > 3 else sections[-1] if sections[-1].is_text else None
    if section is None:
        return text
    return "".join(
        text if piece == ("sign", "@") else piece.text if piece.kind in ("literal", "sign") else ""
        for piece in section.pieces
    )


def general(value: float) -> str:
    """A number without a format. A whole one keeps all of its digits: a long reference number is no 1.2E+12."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}"
    if "e" not in text:
        return text
    mantissa, power = text.split("e")
    return f"{mantissa}E{power}"


@lru_cache(maxsize=500)
def _sections(code: str) -> tuple[_Section, ...]:
    code = _OF_THE_COMPUTER.get(code.strip().lower(), code)
    sections: list[_Section] = []
    pieces: list[_Piece] = []
    condition: tuple[str, float] | None = None
    language, strange = 0, ""
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match.group(match.lastgroup or 0)
        if kind == "sign" and text == ";":
            sections.append(_Section(tuple(pieces), condition, language, strange))
            pieces, condition, language, strange = [], None, 0, ""
        elif kind in ("quoted", "escaped"):
            pieces.append(_Piece("literal", text))
        elif kind == "space":
            pieces.append(_Piece("literal", " "))
        elif kind == "bracket":
            if _ELAPSED.match(text):
                pieces.append(_Piece("elapsed", text.lower()))
            elif (condition_match := _CONDITION.match(text)) is not None:
                condition = (condition_match[1], _float(condition_match[2]))
            elif text.startswith("$"):
                symbol, _, locale = text[1:].partition("-")
                if locale.upper() in ("F800", "F400"):
                    pieces = list(_sections("dd mmmm yyyy" if locale.upper() == "F800" else "hh:mm:ss")[0].pieces)
                    sections.append(_Section(tuple(pieces), condition, language, strange))
                    return tuple(sections)
                language = _language(locale)
                if symbol:
                    pieces.append(_Piece("literal", symbol))
            elif not _COLOUR.match(text):
                strange = text
        elif kind in ("date", "half"):
            pieces.append(_Piece(kind, text.lower()))
        elif kind == "other":
            if text.isalpha():
                strange = text
            pieces.append(_Piece("literal", text))
        elif kind != "filled":
            pieces.append(_Piece(kind, text))
    sections.append(_Section(tuple(pieces), condition, language, strange))
    return tuple(sections)


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _language(locale: str) -> int:
    try:
        return int(locale.split(",")[0] or "0", 16) & 0x3FF
    except ValueError:
        return _ENGLISH if locale.lower().startswith("en") else 0


def _chosen(value: float, sections: Sequence[_Section]) -> tuple[_Section, float]:
    """The section for a number, and the number as that section shows it: a section for what is below nought says
    itself that it is."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                below = section.condition is not None and section.condition[0] in ("<", "<=")
                return section, abs(value) if below and section.condition and section.condition[1] <= 0 else value
        return sections[-1], value
    if len(sections) == 1 or value > 0:
        return sections[0], value
    if value < 0:
        return sections[1], -value
    return sections[2 if len(sections) > 2 else 0], value


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _number(value: float, section: _Section) -> str:
    pieces = list(section.pieces)
    if any(piece.kind == "general" for piece in pieces):
        text = general(abs(value))
        text_shown = "".join(text if piece.kind == "general" else piece.text for piece in pieces)
        return f"-{text_shown}" if value < 0 else text_shown
    digits = [at for at, piece in enumerate(pieces) if piece.kind == "digit"]
    if not digits:
        return "".join(piece.text for piece in pieces)
    slash = next((at for at, piece in enumerate(pieces) if piece == ("sign", "/") and at > digits[0]), None)
    with localcontext() as context:
        context.prec = 400
        size = abs(Decimal(repr(value))) * 100 ** sum(piece == ("sign", "%") for piece in pieces)
        if slash is not None:
            text_shown = _fraction(size, pieces, slash)
        else:
            text_shown = _decimal(size, pieces, digits)
    return f"-{text_shown}" if value < 0 and re.search("[1-9]", text_shown) else text_shown


def _decimal(size: Decimal, pieces: list[_Piece], digits: list[int]) -> str:
    power_at = next((at for at, piece in enumerate(pieces) if piece.kind == "exponent"), len(pieces))
    dot = next((at for at, piece in enumerate(pieces[:power_at]) if piece == ("sign", ".")), power_at)
    whole = [at for at in digits if at < dot]
    part = [at for at in digits if dot < at < power_at]
    commas = [at for at, piece in enumerate(pieces[:power_at]) if piece == ("sign", ",")]
    thousands = any(whole and whole[0] < at < whole[-1] for at in commas)
    size /= 1000 ** sum(bool(whole) and at > whole[-1] for at in commas)
    power = 0
    if power_at < len(pieces) and size:
        power = size.adjusted()
        step = max(1, len(whole))
        power = power - power % step if step > 1 else power
        size = size.scaleb(-power)
    rounded = size.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    if power_at < len(pieces) and rounded >= 10 ** max(1, len(whole)):
        power += max(1, len(whole))
        rounded = rounded.scaleb(-max(1, len(whole))).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0")
    significant = len(after.rstrip("0"))
    parts: list[str] = []
    for at, piece in enumerate(pieces):
        if at in commas:
            continue
        if piece.kind == "exponent":
            parts.append("E" + ("-" if power < 0 else "+" if piece.text[1] == "+" else ""))
        elif piece.kind != "digit":
            parts.append(piece.text)
        elif at > power_at:
            last = [one for one in digits if one > power_at]
            if at == last[0]:
                parts.append(str(abs(power)).rjust(len(last), "0"))
        elif at in part:
            place = part.index(at)
            parts.append(after[place] if place < significant or piece.text == "0" else " " if piece.text == "?" else "")
        else:
            parts.append(_placed(before, len(whole) - whole.index(at), at == whole[0], piece.text, thousands))
    return "".join(parts)


def _placed(digits: str, place: int, first: bool, filler: str, thousands: bool) -> str:
    """The digit at a place counted from the right, from 1; the first place takes all that stand in front of it."""
    if first and len(digits) > place:
        taken = digits[: len(digits) - place + 1]
    elif place <= len(digits):
        taken = digits[len(digits) - place]
    else:
        taken = {"0": "0", "?": " "}.get(filler, "")
    if not thousands or not taken.strip():
        return taken
    grouped = ""
    for at, digit in enumerate(taken):
        left = place + len(taken) - at - 2
        grouped += digit + ("," if left and left % 3 == 0 else "")
    return grouped


def _fraction(size: Decimal, pieces: list[_Piece], slash: int) -> str:
    over = "".join(piece.text for piece in pieces[slash + 1 :] if piece.kind in ("digit", "literal")).strip()
    fixed = re.match(r"[1-9]\d{0,3}", over)
    most = min(10 ** max(1, sum(piece.kind == "digit" for piece in pieces[slash + 1 :])) - 1, 9999)
    gap = max((at for at, piece in enumerate(pieces[:slash]) if piece == ("literal", " ")), default=-1)
    apart = any(piece.kind == "digit" for piece in pieces[: max(gap, 0)])
    whole = int(size) if apart else 0
    rest = Fraction(size) - whole
    if fixed:
        top, bottom = round(rest * int(fixed[0])), int(fixed[0])
    else:
        near = rest.limit_denominator(most)
        top, bottom = near.numerator, near.denominator
    if apart and top == bottom:
        whole, top = whole + 1, 0
    if apart and not top:
        return str(whole)
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"


def _date(serial: float, section: _Section, from_1904: bool) -> Shown:
    pieces = section.pieces
    elapsed = any(piece.kind == "elapsed" for piece in pieces)
    if serial < 0 or serial > LAST_DAY + 1:
        return Shown(general(serial), "shown as a date that no calendar has: the bare number was read")
    fine = any(piece.kind == "digit" for piece in pieces)
    seconds = serial * 86400 if fine else float(round(serial * 86400))
    days, left = divmod(seconds, 86400)
    day = _day(int(days), from_1904)
    hours, minutes, rest = int(left // 3600), int(left // 60) % 60, left % 60
    half = any(piece.kind == "half" for piece in pieces)
    parts: list[str] = []
    for at, piece in enumerate(pieces):
        kind, text = piece
        if kind == "elapsed":
            total = {"h": seconds // 3600, "m": seconds // 60, "s": seconds // 1}[text[0]]
            parts.append(str(int(total)).rjust(len(text), "0"))
        elif kind == "half":
            parts.append(
                ("AM" if hours < 12 else "PM") if "/p" in text and len(text) > 3 else "A" if hours < 12 else "P"
            )
        elif kind == "date":
            minute = text[0] == "m" and len(text) < 3 and _is_minute(pieces, at)
            parts.append(_dated(text, minute, day, ((hours - 1) % 12 + 1) if half else hours, minutes, int(rest)))
        elif kind == "digit":
            if pieces[at - 1] == ("sign", "."):
                places = sum(1 for one in pieces[at:] if one.kind == "digit")
                parts.append(f"{rest % 1:.{places}f}"[2:] if rest % 1 < 1 - 0.5 * 10**-places else "9" * places)
        else:
            parts.append(piece.text)
    return Shown("".join(parts), "" if elapsed else _date_doubt(section, day))


def _day(days: int, from_1904: bool) -> tuple[int, int, int, int]:
    """Year, month, day, and the day of the week from Monday as 0. The sixtieth day of 1900, which there was not, is
    kept as Excel shows it."""
    if not from_1904 and days in (0, 60):
        return (1900, 1, 0, 5) if days == 0 else (1900, 2, 29, 2)
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    try:
        counted = start + timedelta(days)
    except OverflowError:
        counted = date.max
    return counted.year, counted.month, counted.day, counted.weekday()


def _is_minute(pieces: Sequence[_Piece], at: int) -> bool:
    before = next((one for one in reversed(pieces[:at]) if one.kind in ("date", "elapsed")), None)
    after = next((one for one in pieces[at + 1 :] if one.kind in ("date", "elapsed")), None)
    return (before is not None and before.text[0] == "h") or (after is not None and after.text[0] == "s")


def _dated(text: str, minute: bool, day: tuple[int, int, int, int], hours: int, minutes: int, seconds: int) -> str:
    year, month, number, weekday = day
    if text[0] == "y":
        return f"{year % 100:02}" if len(text) < 3 else f"{year:04}"
    if text[0] == "m" and not minute:
        name = MONTH_NAMES[month]
        return (str(month), f"{month:02}", name[:3], name, name[0])[min(len(text), 5) - 1]
    if text[0] == "d":
        return (str(number), f"{number:02}", WEEKDAY_NAMES[weekday][:3], WEEKDAY_NAMES[weekday])[min(len(text), 4) - 1]
    value = minutes if minute else hours if text[0] == "h" else seconds
    return str(value) if len(text) == 1 else f"{value:02}"


def _date_doubt(section: _Section, day: tuple[int, int, int, int]) -> str:
    parts = [
        piece.text
        for at, piece in enumerate(section.pieces)
        if piece.kind == "date"
        and piece.text[0] in "dm"
        and not (piece.text[0] == "m" and _is_minute(section.pieces, at))
    ]
    year, month, number, _ = day
    meant = f"it is {number} {MONTH_NAMES[month]} {year}"
    months = [at for at, text in enumerate(parts) if text[0] == "m" and len(text) < 3]
    numbers = [at for at, text in enumerate(parts) if text[0] == "d" and len(text) < 3]
    if months and numbers and months[0] < numbers[0]:
        # year first, as in 2024-03-31, is read one way only
        first = next(piece.text[0] for piece in section.pieces if piece.kind == "date")
        return "" if first == "y" else f"shown with its month first: {meant}"
    if any(text.startswith("mmmmm") for text in parts):
        return f"only the first letter of its month is shown: {meant}"
    if section.language not in (0, _ENGLISH) and any(len(text) > 2 for text in parts):
        return f"shown in another language: {meant}"
    return ""

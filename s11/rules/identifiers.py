"""Numbers, addresses and dates by which somebody can be known, wherever they stand in words. One place for the rules
S601 to S604 and S606 and for the public copy.

Words are read as a person reads them (``plain``): decoded, without signs that do not show, every dash a hyphen, every
space a space, every digit 0 to 9. What is ``sure`` is a finding of ``lint``; what is only likely stops a public copy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from s11.english import word_set
from s11.pattern import pattern

NHS, NI, UPN, BIRTH, MAIL, TELEPHONE = (
    "an NHS number",
    "a National Insurance number",
    "a unique pupil number",
    "a date of birth",
    "an e-mail address",
    "a telephone number",
)
CONTACT = (MAIL, TELEPHONE)
LONGEST_ENCODING = 4

_ENCODED = pattern(r"(?:%[0-9A-Fa-f]{2})+")
# letters of other scripts that nobody can tell from ours, letters that have no accent to drop, and signs with a plain
# twin
_SAME_LOOK = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсѕухԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονłŁđĐıøØ" + "−⁄∕∖。·•∙‧‘’ʼ`´ʹ′\u2800\u3164\u115f\u1160\u00a0\r\n\t",
    "ABESIJKMHOPCTYXaeijopcsyxdhABEZHIKMNOPTYXovlLdDioO" + "-//\\.....'''''''        ",
) | {ord("ß"): "ss", ord("æ"): "ae", ord("Æ"): "Ae", ord("œ"): "oe", ord("Œ"): "Oe", ord("þ"): "th", ord("ð"): "d"}

# what does not stand for itself, once it is decoded
_ODD = pattern("[^\x00-\x08\x0b\x0c\x0e-_a-\x7f]+")


class Identifier(NamedTuple):
    """One number, address or date that gives somebody away; ``start`` and ``end`` count in the plain text."""

    kind: str
    words: str
    start: int
    end: int
    sure: bool


def plain(text: str) -> str:
    """A text as a reader would spell it: decoded, without accents and without signs that do not show."""
    same = text.isascii() and text.isprintable() and "%" not in text and "&" not in text and "`" not in text
    return text if same else _plain(text)


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return _ODD.sub(_spelled_plainly, _unwrapped(text) if "%" in text or "&" in text else text)


def _unwrapped(text: str) -> str:
    from html import unescape

    for _ in range(LONGEST_ENCODING):
        decoded = unescape(_ENCODED.sub(_decoded, text))
        if decoded == text:
            break
        text = decoded
    return text


def _spelled_plainly(odd: re.Match[str]) -> str:
    return _signs_shown(odd[0])


@lru_cache(maxsize=1024)
def _signs_shown(signs: str) -> str:
    """Signs as a reader would spell them. Nothing in plain letters beside them bears on that."""
    return "".join(
        _shown(sign) for sign in unicodedata.normalize("NFKD", signs.translate(_SAME_LOOK)).translate(_SAME_LOOK)
    )


def _decoded(encoded: re.Match[str]) -> str:
    return bytes.fromhex(encoded[0].replace("%", "")).decode("utf-8", "replace")


def _shown(sign: str) -> str:
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(sign))
    return "-" if category == "Pd" else " " if category[0] == "Z" else sign


def identifiers(text: str) -> list[Identifier]:
    """Everything in a text by which somebody can be known, kind by kind; of one number, one kind."""
    readable = plain(text)
    lower = readable.lower()
    mails = [
        Identifier(MAIL, match[0].strip(), *match.span(), wanted is _MAIL)
        for wanted in _mail_patterns(lower)
        for match in wanted.finditer(readable)
    ]
    digits = len(_DIGIT.findall(readable))
    if not digits:
        return mails
    taken: list[Identifier] = []
    for find, fewest, may_hold in _SEARCHES:
        # what so few digits cannot be, or has a sign that is not there, is not looked for
        if digits < fewest or not may_hold(lower, digits):
            continue
        for identifier in find(readable):
            if not any(identifier.start < other.end and other.start < identifier.end for other in taken):
                taken.append(identifier)
    return mails + taken


def may_hold_identifiers(texts: Sequence[str]) -> list[int]:
    """The numbers of those of several texts that may hold what ``identifiers`` finds: all that have a sign of it.

    They are looked at together, since most texts of most plans have none.
    """
    lower = _BETWEEN.join(texts).lower()
    if not lower.isascii() or "%" in lower or "&" in lower or "`" in lower:
        lower = _BETWEEN.join(map(plain, texts)).lower()
    marked = lower.encode("ascii", "replace").translate(_MARKED)
    glued = marked.translate(None, _GAPS)
    numbered = _SIX in glued or (_THREE in glued and b"ext" in marked)
    mailed, born = b"@" in marked or _AT.search(lower) is not None, _of_a_birth(marked.decode(), 1)
    if not (numbered or mailed or born):
        return []
    singly, chained = (text.split(_BETWEEN.encode()) for text in (marked, glued))
    if len(singly) != len(texts):
        # one of them holds the very sign that is put between them
        return list(range(len(texts)))
    numbers: set[int] = set()
    if mailed:
        numbers.update(at for at, text in enumerate(lower.split(_BETWEEN)) if "@" in text or _AT.search(text))
    figured = [at for at, text in enumerate(singly) if b"0" in text]
    if numbered:
        numbers.update(at for at in figured if _SIX in chained[at] or (_THREE in chained[at] and b"ext" in singly[at]))
    if born:
        numbers.update(at for at in figured if _of_a_birth(singly[at].decode(), 1))
    return sorted(numbers)


def _mail_patterns(lower: str) -> Sequence[re.Pattern[str]]:
    """The patterns of e-mail addresses that may find something: those whose signs stand in the words."""
    spelled = (_SPELLED_MAIL, _AT_A_HOST) if _AT.search(lower) else ()
    return (_MAIL, *spelled) if "@" in lower else spelled


# chains of digits ----------------------------------------------------------------------------------------------------

_DIGIT = pattern(r"[0-9]")
_GAP = r"(?:[ .\-/_()\[\]{}+:|*~']{0,3}|,)"
_CHAIN = pattern(rf"\d(?:{_GAP}\d)*")
_DATED = pattern(
    r"(?<!\d)(?:\d{1,2}[./ _-]\d{1,2}[./ "
    r"_-](?:19|20)\d\d|\d{1,2}([./-])\d{1,2}\1\d\d|(?:19|20)\d\d[./_-]\d{1,2}[./_-]\d{1,2}|(?:19"
    r"|20)\d\d[./-]\d\d)(?!\d)"
)
_THOUSANDS = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_HEX = pattern(r"(?=[0-9a-f-]*[a-f])(?=[0-9a-f-]*\d)[0-9a-f-]{16,}", re.I)
_TEL_WORDS = r"(?:tel|telephone|phone|mob|mobile|fax|ring|dial|call|whatsapp|ext|extn|extension)"
_OF_A_THING = pattern(
    r"(?:(?:policy|invoice|order|contract|tender|isbn|uprn|urn|company|charity|budget|cost|account|document|form"
    r"|version|minutes?|reports?)" + rf"|(?<![a-z]){_TEL_WORDS})"
    r"[\W_]*(?:(?:no|number|ref|reference|code)[\W_]*)?\Z",
    re.I,
)


class _Chain(NamedTuple):
    """Digits that stand together, with what separates their groups."""

    words: str
    groups: tuple[str, ...]
    starts: tuple[int, ...]
    before: str
    after: str
    start: int

    @property
    def digits(self) -> str:
        return "".join(self.groups)

    @property
    def dated(self) -> bool:
        return bool(_DATED.search(self.words))


def _chains(text: str, fewest: int) -> Iterator[_Chain]:
    hashes: list[tuple[int, int]] | None = None
    for match in _CHAIN.finditer(text):
        if match.end() - match.start() < fewest:
            continue
        if hashes is None:
            hashes = [match.span() for match in _HEX.finditer(text)]
        groups = tuple(re.finditer(r"\d+", match[0]))
        counted = sum(len(group[0]) for group in groups)
        if (
            counted < fewest
            or _THOUSANDS.fullmatch(match[0])
            or any(start <= match.start() and match.end() <= end for start, end in hashes)
        ):
            continue
        yield _Chain(
            match[0],
            tuple(group[0] for group in groups),
            tuple(group.start() for group in groups),
            text[: match.start()],
            text[match.end() :],
            match.start(),
        )


# NHS numbers ---------------------------------------------------------------------------------------------------------

# numbers issued to people begin so; 999 is kept for tests
_ISSUED = pattern(r"3[2-9]|[4679]")
_IN_A_LINK = pattern(r"(?:://|www\.)\S*\Z")
_NHS_BEFORE = pattern(r"nhs[\W_]*(?:(?:no|nos|num|number|id|is|was)[\W_]*)*\Z", re.I)
NHS_DIGITS = 10


def is_nhs_number(digits: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11) of the nine before, in a range that is issued."""
    if len(digits) != NHS_DIGITS or len(set(digits)) == 1 or not _ISSUED.match(digits):
        return False
    left_over = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - left_over) % 11 == int(digits[9])


def _patients(text: str) -> Iterator[Identifier]:
    for chain in _chains(text, NHS_DIGITS):
        labelled = bool(_NHS_BEFORE.search(chain.before))
        for first in range(len(chain.groups)):
            last, digits = first, ""
            while last < len(chain.groups) and len(digits) < NHS_DIGITS:
                digits += chain.groups[last]
                last += 1
            if len(digits) != NHS_DIGITS or not (is_nhs_number(digits) or (labelled and first == 0)):
                continue
            sizes, whole = tuple(map(len, chain.groups[first:last])), (first, last) == (0, len(chain.groups))
            usual = sizes in ((10,), (3, 3, 4)) or set(sizes) == {1}
            money = chain.before.rstrip().endswith(("£", "$", "€")) or re.search(r"\d\.\Z", chain.before)
            if money or not (usual or labelled or (whole and not chain.dated)):
                continue
            end = chain.starts[last - 1] + len(chain.groups[last - 1])
            glued = bool(re.search(r"[A-Za-z#@]\Z", chain.before)) or bool(re.match(r"[A-Za-z]", chain.after))
            of_a_thing = (
                chain.before.endswith("+")
                or "/" in chain.words
                or _IN_A_LINK.search(chain.before)
                or _OF_A_THING.search(chain.before)
            )
            sure = labelled or (usual and whole and not glued and not of_a_thing)
            yield Identifier(
                NHS, chain.words[chain.starts[first] : end], chain.start + chain.starts[first], chain.start + end, sure
            )
            break


# National Insurance and pupils' numbers ------------------------------------------------------------------------------

_NI = pattern(
    rf"(?<![A-Za-z])(?:nino|ni)?([A-Za-z])({_GAP})([A-Za-z])({_GAP})(\d)({_GAP})(\d)({_GAP})(\d)({_GAP})(\d)({_GAP})"
    rf"(\d)({_GAP})(\d)({_GAP})([A-Da-d])?(?![A-Za-z0-9])",
    re.I,
)
_NI_ISSUED = pattern(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")
_NI_BEFORE = pattern(
    r"(?:(?<![a-z])(?:ni|nino)|national[\W_]*insurance)[\W_]*(?:(?:no|num|number|is|was)[\W_]*)*(?:ni|nino)?\Z", re.I
)
# 'by 31/03/14 a report' is none
_SMALL_WORDS = word_set("am an as at be by do he in is it me my no of on or so to up us we")


def _insured(text: str) -> Iterator[Identifier]:
    for match in _NI.finditer(text):
        letters, suffix = match[1] + match[3], match[17] or ""
        gaps = [match[number] for number in (2, 4, 6, 8, 10, 12, 14, 16)]
        within = {gap for gap in (gaps[0], gaps[2], gaps[4], gaps[6]) if gap}
        between = {gaps[1], gaps[3], gaps[5], gaps[7]} if suffix else {gaps[1], gaps[3], gaps[5]}
        start, end = match.start(1), match.end(17) if suffix else match.end(15)
        labelled = bool(_NI_BEFORE.search(text[:start])) or text[match.start() : start] != ""
        if not labelled and (
            not suffix
            or letters.lower() in _SMALL_WORDS
            or (_DATED.search(text[match.start(5) : match.end(15)]) and not letters.isupper())
        ):
            continue
        usual = bool(_NI_ISSUED.match(letters.upper())) and not within and len(between) == 1
        before = text[:start]
        sure = usual and not _OF_A_THING.search(before) and not re.search(r"[\d@#./-]\Z", before)
        yield Identifier(NI, text[start:end], start, end, labelled or sure)


_PUPIL = pattern(
    rf"(?<![A-Za-z0-9])(?:upn)?([A-HJ-NP-RT-Za-hj-np-rt-z])({_GAP})((?:\d{_GAP}){{11}}[0-9A-HJ-NP-RT-Za-hj-np-rt-z])"
    r"(?![A-Za-z0-9])",
    re.I,
)
_PUPIL_BEFORE = pattern(r"(?:upn|pupil[\W_]*(?:no|number|id))[\W_]*(?:(?:no|number|is|was)[\W_]*)*\Z", re.I)
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_upn(upn: str) -> bool:
    """A letter, which checks what follows (modulus 23), and twelve digits; a temporary one may end with a letter."""
    if not re.fullmatch(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]", upn, re.I):
        return False
    values = [int(sign) if sign.isdigit() else _LETTERS.index(sign) for sign in upn[1:].upper()]
    return (
        _LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23] == upn[0].upper()
    )


def _pupils(text: str) -> Iterator[Identifier]:
    for match in _PUPIL.finditer(text):
        upn = match[1] + re.sub(r"[^A-Za-z0-9]", "", match[3])
        right, solid, labelled = (
            is_upn(upn),
            not match[2] and match[3].isalnum(),
            bool(_PUPIL_BEFORE.search(text[: match.start(1)])),
        )
        # 'a 31/03/2013 …' is no number of a pupil
        if (
            labelled
            or (right and (solid or match[1].isupper()))
            or (solid and match[1].isupper() and not _HEX.fullmatch(upn))
        ):
            sure = labelled or (right and solid and not _IN_A_LINK.search(text[: match.start()]))
            yield Identifier(UPN, text[match.start(1) : match.end(3)], match.start(1), match.end(3), sure)


# dates of birth ------------------------------------------------------------------------------------------------------

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_SEP = r"[ ./_,|-]{1,2}"
_MAYBE = r"[ ./_,|-]{0,2}"
_DATE = (
    rf"(?:\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}(?:\d{{4}}|\d{{2}})(?!\d)|\d{{4}}{_SEP}\d{{1,2}}{_SEP}\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?{_MAYBE}(?:of "
    rf")?{_MONTH}{_MAYBE}'?\d{{2,4}}(?!\d)|{_MONTH}{_MAYBE}\d{{1,2}}(?:st|nd|rd|th)?{_SEP}\d{{4}}(?!\d)"
    rf"|\d{{4}}{_MAYBE}{_MONTH}{_MAYBE}\d{{1,2}}(?!\d))"
)
_LOOSE = (
    rf"(?:{_DATE}|(?<!\d)\d{{8}}(?!\d)|(?<!\d)\d{{6}}(?!\d)|\d{{1,2}}(?:st|nd|rd|th)?{_MAYBE}(?:of "
    rf")?{_MONTH}|{_MONTH}{_SEP}\d{{1,2}}(?!\d)|{_MONTH}{_MAYBE}\d{{4}}|\d{{1,2}}{_SEP}(?:19|20)\d\d(?!\d))"
)
_FILL = r"(?:[^\w]|_|\b(?:is|was|are|on|of|the|as|given|recorded|falls|being|year|first|no|he|she|they|[a-z])\b){0,12}?"
_DOB = (
    r"(?:(?<![a-z])d[\W_]{0,2}o[\W_]{0,2}b(?![a-z])|(?<![a-z])(?:dates?|days?)[ _-]?of[ _-]?birth|birth[ "
    r"_-]?(?:dates?|days?))"
)
_NO_RANGE = r"(?!\s*(?:-|to|and)\s*\d)"
_BIRTH = pattern(rf"(?i){_DOB}(?:'?s)?{_FILL}(?P<date>{_LOOSE})")
_AFTER = pattern(rf"(?i)(?P<date>{_DATE})(?:[\W_]|is|was|his|her|their|[a-z]'s){{0,8}}?{_DOB}")
_BORN = pattern(
    rf"(?i)(?<![a-z])(?:born|birth){_FILL}(?:\b(?:in|at) [a-z' ]{{2,25}}? on )?(?P<date>{_DATE}){_NO_RANGE}"
)
_B = pattern(
    rf"(?i)(?P<sure>[(\[]\s*b[.:]?|[,;]\s*b\.|\b[A-Z][\w.']*\s+b\.)?(?(sure)|\b[A-Z][\w.']*\s+b)\s*(?P<date>{_DATE})"
)
_LISTED = pattern(r"(?<![\w.])a[.)]\s")
_AGE = pattern(
    r"(?i)(?:\baged?|\bturn(?:s|ed|ing)?|\bcelebrat\w+)\s+(?:\d{1,2}"
    r"|[a-z]+(?:-[a-z]+)?)(?:\s+years?)?(?:\s+old)?\s+on\s+(?:the\s+)?" + rf"(?P<date>{_LOOSE})"
    rf"|\b\d{{1,2}}\s+years?\s+old\s+on\s+(?P<other>{_LOOSE})"
)
_MANY = pattern(r"\b(?:children|pupils|people|those|all|who|learners|students|young\s+persons)\b[^.]{0,40}\Z", re.I)
# 'b.' and 'd.o.b.', but not the end of 'club'; and what every sign with a b holds
_B_SIGN = pattern(r"b(?<![a-z]b)[\W_\d]")
_DOB_SIGN = pattern(r"d(?<![a-z]d)[\W_]{0,2}o[\W_]{0,2}b")
_ANY_B_SIGN = pattern(r"b(?:orn|irth|rat|(?<![a-z]b)[\W_\d]|(?<=ob)|(?<=o[\W_]b)|(?<=o[\W_][\W_]b))")


def _of_a_birth(lower: str, _digits: int) -> bool:
    return (
        ("age" in lower and ("age " in lower or "aged " in lower))
        or "turn" in lower
        or (" old" in lower and ("years old" in lower or "year old" in lower))
        or (_ANY_B_SIGN.search(lower) is not None and _of_a_birth_by_its_b(lower))
    )


def _of_a_birth_by_its_b(lower: str) -> bool:
    return (
        "born" in lower
        or "birth" in lower
        or "celebrat" in lower
        or _B_SIGN.search(lower) is not None
        or _DOB_SIGN.search(lower) is not None
    )


def _births(text: str) -> Iterator[Identifier]:
    for wanted in (_BIRTH, _AFTER, _BORN, _B, _AGE):
        for match in wanted.finditer(text):
            group = "date" if match["date"] else "other"
            # 'Action B 12 March' names no child, but a small b does
            if wanted is not _B or re.search(r"b[.:]?\s*\Z", text[match.start() : match.start("date")]):
                unsure = (wanted is _AGE and _MANY.search(text[: match.start()])) or (
                    wanted is _B and (not match["sure"] or _LISTED.search(text[: match.start()]))
                )
                yield Identifier(BIRTH, match[group], *match.span(group), not unsure)


# telephones and e-mail -----------------------------------------------------------------------------------------------

_CALLED = pattern(rf"(?<![a-z]){_TEL_WORDS}[\W_]*(?:(?:no|num|number|on|at|is|us|him|her|them)[\W_]+)*\Z", re.I)
_EXTENSION = pattern(r"(?<![a-z])ext(?:n|ension)?[\W_]*(?:(?:no|number)[\W_]*)?\Z", re.I)
_SHORTEST_CALLED, _SHORTEST_EXTENSION, _LONGEST = 6, 3, 15


def _telephones(text: str) -> Iterator[Identifier]:
    for chain in _chains(text, _SHORTEST_EXTENSION):
        digits, dated = chain.digits, chain.dated
        abroad = bool(re.search(r"(?:^|[^\w+])\+\Z|(?:^|[^\w])\(\+\Z", chain.before)) or (
            digits.startswith("00") and len(digits) > 11
        )
        called = bool(_CALLED.search(chain.before)) and _SHORTEST_CALLED <= len(digits) <= _LONGEST and not dated
        extension = bool(_EXTENSION.search(chain.before)) and len(digits) >= _SHORTEST_EXTENSION
        home = (
            len(digits) in (10, 11)
            and re.match(r"0[1235789]", digits)
            and not dated
            and (chain.groups[0] != "0" or chain.words[1] != ".")
            and "," not in chain.words
        )
        if not (called or extension or home or (abroad and 9 <= len(digits) <= _LONGEST and not dated)):
            continue
        glued = bool(re.search(r"[A-Za-z#@/£.-]\Z", chain.before)) or bool(re.match(r"[A-Za-z@]", chain.after))
        of_a_thing = _OF_A_THING.search(chain.before) and not _CALLED.search(chain.before)
        usual = re.fullmatch(r"0\d+", chain.groups[0]) and len(chain.groups) <= 5
        yield Identifier(
            TELEPHONE,
            chain.words,
            chain.start,
            chain.start + len(chain.words),
            (called and len(digits) > 8) or abroad or bool(home and usual and not glued and not of_a_thing),
        )


_AT = pattern(r"at(?<=[\s\[({]at)(?:\s*[\])}]|\s+[\w-]+(?:\s+dot\s|\.[a-z-]))")
_MAIL = pattern(r"(?<![\w.+-])[\w.+'-]+ ?@ ?[\w-]+(?:\.[\w-]+)+")
_SPELLED_MAIL = pattern(
    r"\b[\w.+'-]+\s*(?:[\[({]\s*at\s*[\])}]\s*[\w-]+|\s+at\s+[\w-]+\s+dot\s+[\w-]+)(?:(?:\."
    r"|\s*[\[({]\s*dot\s*[\])}]\s*|\s+dot\s+)[\w-]+)*",
    re.I,
)
_AT_A_HOST = pattern(r"\b[A-Za-z][\w-]*[._][A-Za-z][\w-]*\s+at\s+[\w-]+(?:\.[A-Za-z-]+)+", re.I)


def _of_an_extension(lower: str, digits: int) -> bool:
    return digits >= _SHORTEST_CALLED or "ext" in lower


def _by_digits_alone(_lower: str, _digits: int) -> bool:
    return True


# what is put between texts that are looked at together: no word holds it
_BETWEEN = "\x1f"
# every digit as 0, every white space as a space; and all that may stand within a chain of digits
_MARKED = bytes.maketrans(b"123456789\r\n\t", b"000000000   ")
_GAPS = b" .-/_()[]{}+:|*~',"
_THREE, _SIX = b"0" * _SHORTEST_EXTENSION, b"0" * _SHORTEST_CALLED

# each with the fewest digits of what it finds, and whether the words, in small letters, hold a sign of it
_SEARCHES: tuple[tuple[Callable[[str], Iterator[Identifier]], int, Callable[[str, int], bool]], ...] = (
    (_births, 1, _of_a_birth),
    (_pupils, 11, _by_digits_alone),
    (_insured, 6, _by_digits_alone),
    (_patients, NHS_DIGITS, _by_digits_alone),
    (_telephones, _SHORTEST_EXTENSION, _of_an_extension),
)

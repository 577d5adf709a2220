"""The words of a timescale cell: the field's lexicon, and the lexer that turns text into tokens.

A word that is not here is a `stranger`: the grammar may go on past it, and the reading is then not certain. So a word
belongs here only if it has a meaning for the date, or cannot change one:

- `filler`   no meaning of its own ("the", "target date", "to be")
- `review`   what is done again and again ("reviewed", "reported"): may stand between a date and its interval
- `content`  what the date is for ("policy", "Cabinet"): may stand beside a date, not between it and an interval
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from s11.when.calendar import MONTH_NAMES, Period

YEAR, HALF_YEAR, QUARTER, MONTH, TERM = Period(12), Period(6), Period(3), Period(1), Period(4)
FORTNIGHT, WEEK, DAY = Period(days=14), Period(days=7), Period(days=1)


class Token(NamedTuple):
    """One word, number or mark, or a phrase of the lexicon; `start` and `end` are offsets in the tidied text."""

    sort: str
    value: object
    start: int
    end: int
    spaced: bool  # white space stands before it


# The lexicon. One entry a line: sort and value, then its spellings; a spelling of several words is a phrase, and
# between its words a dash, a stroke, a full stop or nothing but a space may stand ("on-going", "w/c", "T.B.C.").
_MONTH_SPELLINGS = {
    1: "january jan janury januray janaury janurary",
    2: "february feb febuary feburary febrary febr feburay",
    3: "march mar marhc mrach marach marh",
    4: "april apr apirl arpil aprl apil aprill",
    5: "may",
    6: "june jun juen",
    7: "july jul jully juy",
    8: "august aug agust augst auguest",
    9: "september sept sep septmber setpember",
    10: "october oct octber ocotber",
    11: "november nov novemeber novmber",
    12: "december dec decmeber decemeber",
}
_WEEKDAY_SPELLINGS = "monday mon|tuesday tues tue|wednesday wed weds|thursday thurs thur thu|friday fri|saturday sat|sunday sun"

_SPELLINGS: list[tuple[str, object, str]] = [
    # links between the parts of a cell
    ("link", "and", "and, &, +, plus, as well as"),
    ("link", "then", "then, and then, than, and than"),
    ("link", "thereafter", "thereafter, and thereafter, afterwards, from then on, therafter, therefter, after that"),
    ("link", "or", "or, and or"),
    ("to", None, "to, through to"),
    # marks that say what a date is to the thing
    ("mark", "by", "by, by no later than, no later than, not later than, on or before, by or before"),
    (
        "mark",
        "by",
        "due, due by, due date, in place by, in place for, in place no later than, next due, first due, deadline, deadline of, completion by, for completion by, next review, next review date, review date, review due, next reviewed",
    ),
    ("mark", "before", "before, prior to, in advance of, ahead of"),
    ("mark", "from", "from, with effect from, wef, w e f, as from, effective from, effective"),
    ("mark", "start", "starting, start, starts, to start, starting from, commencing, commence, commences, commencing from, to be started, to go live, go live, goes live, going live"),
    ("mark", "start", "beginning, begin, begins, beginning from, starting in, commencing in, to commence, to begin, start from, start date, starting on, commencing on, beginning in, beginning on"),
    ("mark", "start", "will start, will commence, will begin, should start, should commence, should begin, kick off, kicks off, effective date, start of work"),
    ("mark", "not before", "not before, no earlier than, not earlier than, no sooner than, not sooner than, not until, earliest date, not due until, not due before, not expected before, not expected until"),
    ("mark", "since", "since, ever since, as of"),
    ("mark", "since", "went live, gone live, live since, live from, is live from, began, begun, started, commenced, started in, started on, started from, commenced in, began in, has begun, has started, has commenced"),
    ("earliest", None, "at the earliest, at earliest, earliest, or after, or later, and after, and later, or thereafter"),
    ("mark", "until", "until, till, til, up to, up until"),
    ("mark", "after", "after, following, upon, post, on completion of, on receipt of, on publication of, subsequent to, once, when, to follow, as soon as, later than, any time after"),
    ("mark", "condition", "pending, awaiting, dependent on, dependent upon, depending on, depending upon, subject to, in line with, contingent on, contingent upon, conditional on, conditional upon"),
    ("mark", "condition", "linked to, at the time of, in response to, in time for, as part of"),
    ("between", None, "between"),
    ("onwards", None, "onwards, onward, to date, to present, to the present, to the present day"),
    ("future", None, "to be, will be, shall be, must be, should be, are to be, is to be, are being"),
    # edges of a month or year
    ("edge", "end", "end, end of, close of, the end of, month end, ending, quarter ending, month ending, year ending, period ending, period to, quarter to"),
    ("edge", "early", "early, early in, early part of"),
    ("edge", "start", "start of, the start of, beginning of, the beginning of, the beginning, turn of"),
    ("edge", "mid", "mid, middle of, the middle of"),
    ("edge", "late", "late, late in, latter part of"),
    ("week", "begins", "w c, wc, week commencing, week beginning, w b, wb, wk commencing, the week commencing, week starting"),
    ("week", "ends", "w e, week ending, wk ending, the week ending"),
    ("week", "of", "week of, the week of, in the week of"),
    # parts of a year
    ("season", "spring", "spring"),
    ("season", "summer", "summer"),
    ("season", "autumn", "autumn, aut"),
    ("season", "winter", "winter"),
    ("term", "term", "term, terms"),
    ("term", "half", "half term"),
    ("feast", "easter", "easter"),
    ("feast", "christmas", "christmas, xmas"),
    ("feast", "whitsun", "whitsun, whitsuntide, whit"),
    ("quarter", None, "q, qtr, quarter"),
    ("calendar", "financial", "financial year, fy, fiscal year, the financial year, financial years, f y, budget year, council financial year"),
    ("calendar", "academic", "academic year, school year, the academic year, ay, academic years, a y, the school year"),
    ("calendar", "municipal", "municipal year, the municipal year, municipal years, civic year, the civic year, council year, the council year"),
    ("calendar", "calendar", "calendar year, the calendar year"),
    # how often
    ("often", (DAY,), "daily"),
    ("often", (WEEK,), "weekly, wkly, weekley"),
    ("often", (FORTNIGHT,), "fortnightly, fortnighly, fornightly"),
    ("often", (MONTH,), "monthly, montly, monthy, mthly"),
    ("often", (QUARTER,), "quarterly, quaterly, quartely, quarterley, qtrly, qrtly, qtly"),
    ("often", (YEAR,), "annually, annual, yearly, anually, annualy, anualy, annully, per annum, p a, pa"),
    ("often", (YEAR,), "year on year, once yearly, once annually"),
    ("at_least", None, "at least, a minimum of, minimum of, not less than, no less than"),
    ("often", (HALF_YEAR,), "half yearly, halfyearly, semi annually, semi annual, semiannually, six monthly, every half year"),
    ("often", (Period(24),), "biennially, biennial, every other year, alternate years, in alternate years"),
    ("often", (Period(36),), "triennially, triennial"),
    ("often", (HALF_YEAR, Period(24)), "bi annually, bi annual, biannually, biannual, bi yearly"),
    ("often", (MONTH, Period(2)), "bi monthly, bimonthly"),
    ("often", (WEEK, FORTNIGHT), "bi weekly, biweekly"),
    ("often", (QUARTER, TERM), "termly"),
    ("often", (Period(2), Period(days=42)), "half termly"),
    ("every", None, "every, each, per, every single"),
    ("other", 2, "other, second, alternate"),
    ("other", 3, "third"),
    ("other", 4, "fourth"),
    ("a", None, "a, an"),
    ("times", 1, "once a, once every, once per, once each, once in every"),
    ("times", 2, "twice, two times"),
    ("times", 3, "three times, thrice"),
    ("times", 4, "four times"),
    ("unit", DAY, "day, days"),
    ("unit", WEEK, "week, weeks, wk, wks"),
    ("unit", FORTNIGHT, "fortnight, fortnights"),
    ("unit", MONTH, "month, months, mth, mths"),
    ("unit", YEAR, "year, years, yr, yrs"),
    ("other_unit", "hour", "hour, hours, hrs"),
    ("other_unit", "working", "working day, working days, business day, business days, clear working days"),
    ("other_unit", "school", "school day, school days, school weeks, school week, clear days, sessions"),
    # kinds that are a word
    ("ongoing", None, "ongoing, on going, ongong, ongiong, ongoign, onging, continuous, continuously, continual, continually"),
    ("ongoing", None, "continuing, continues, continue, to continue, will continue, continous, continuos, ongoingly"),
    ("doubtful", "ongoing", "in progress, underway, under way, in hand, rolling, rolling programme, business as usual, bau"),
    ("doubtful", "ongoing", "throughout, permanent, always, at all times, all year, all year round, throughout the year"),
    ("doubtful", "often", "regular, regularly, periodic, periodically, routinely, frequently, at regular intervals"),
    ("done", None, "completed, done, achieved, approved, presented, finished, signed off, established, fully completed"),
    ("done", None, "complete, now complete, now completed, now in place, already in place, in place, compleated, completd, has been, have been, closed, action closed"),
    ("doubtful", "done", "implemented, delivered, published, launched, issued, embedded, actioned, adopted, assessed, drafted"),
    ("doubtful", "done", "undertaken, held, appointed, recruited, circulated, introduced, finalised, submitted, agreed, sent"),
    ("doubtful", "done", "discharged, met"),
    ("unset", None, "tbc, t b c, tba, t b a, tbd, t b d, to be confirmed, to be agreed, to be determined, to be advised"),
    ("unset", None, "to be arranged, to be decided, to be set, to be scheduled, n a, na, not applicable, none, nil, not set"),
    ("unset", None, "as above, see above, ditto, not known, unknown, no date, no date set, no date is set, not specified, not stated, awaited"),
    ("unset", None, "blank, to be confimed, date to be confirmed, date tbc, timescale tbc, not yet known, not yet set"),
    ("now", None, "immediate, immediately, asap, a s a p, as soon as possible, straight away, straightaway, at once"),
    ("now", None, "with immediate effect, immediate effect, immediatly, imediate, imediately, forthwith, now, right away"),
    ("asneeded", None, "as required, as needed, as necessary, as appropriate, as and when, as and when required, when required"),
    ("asneeded", None, "when necessary, as and when necessary, when needed, as they arise, as it arises, if required, if needed"),
    ("asneeded", None, "as and when needed, on request, ad hoc, as requested, each meeting, every meeting"),
    ("asneeded", "vague", "short term, medium term, long term, longer term, in due course, in the short term, in the long term"),
    ("asneeded", "vague", "short to medium term, medium to long term, short medium term, in the medium term, in the longer term"),
    ("within", None, "within, within the next, in the next, over the next, for the next, within a period of, during the next, within the"),
    ("next", None, "next, the next, at the next, at next, this, at each, at every, at the first"),
    ("years_gone", None, "for many years, for several years, for some years, for some time, for a number of years"),
    ("year_end", "year", "end of year, end of the year, year end, by year end, end of this year"),
    ("year_end", "financial", "end of the financial year, end of financial year, financial year end, end of fy, fy end"),
    ("year_end", "academic", "end of the academic year, end of academic year, end of the school year, end of school year"),
    ("year_end", "municipal", "end of the municipal year, end of municipal year, municipal year end, end of the civic year, end of the council year"),
    ("year_end", "term", "end of term, end of the term"),
    ("stranger", None, "may be, may change, may need, may slip, may not, may require, may vary, may have, draft date, draft dates"),
    ("undone", None, "not, not yet, never, partially, partly, part, almost, nearly, mostly, largely, half, substantially, incomplete"),
    ("undone", None, "yet, yet to be, due to be, still, about to be, cannot be, near, uncompleted, unable"),
    ("content", "numbered", "action, actions, item, items, section, stage, standard, standards, module, priority, paragraph, objective, issue"),
    ("content", "numbered", "outcome, outcomes, theme, themes, session, sessions, workshop, workshops, course, courses, draft, drafts"),
    ("content", "numbered", "version, unit, ward, annex, appendix, document, documents, paper, papers, list, project, team, teams"),
    ("content", "numbered", "target, aim, milestone, milestones, group, groups, plan, plans"),
    ("annual", None, "annual council, annual full council, annual general meeting, agm, annual meeting, annual council meeting"),
    ("content", None, "carry out, set up, roll out, write up, sign off, sign up, send out, follow up, draw up, put up"),
    # words that change nothing
    ("filler", None, "close of play, close of business, end of play, cop, cob, end of day, the end of day, midnight, noon"),
    ("filler", None, "at the latest, at latest, the, for, of, in, on, at, during, date, dates, target date, target dates, timescale, timescales, is, are, it, this is"),
    ("filler", None, "has, have, all, already, now been, fully, be, been, planned for, scheduled for, set for, planned, scheduled"),
    ("filler", None, "basis, intervals, occasions, with, as at, at end of"),
    ("filler", None, "completion, completion date, for completion, initial, initially, first"),
    ("filler", None, "latest, time, timeline, aim for, aim to"),
    ("filler", None, "deadline date, deadline is, deadline for, end date, finish date, implementation date, delivery date, by when"),
    ("filler", None, "inclusive, also, both, target for, targeted for, our, their, its, within target"),
    ("review", None, "review, reviews, reviewing, report, reports, reporting, update, updates, updating, monitor, monitoring"),
    ("review", None, "repeat, refresh, refreshing, revisit, check, checks, audit, audits, meeting, meetings, return, returns, submission"),
    # beside a date alone these may say that it has been done; beside an interval they cannot
    ("review", "past", "reviewed, reported, updated, monitored, repeated, refreshed, revisited, checked, audited, revisited"),
    ("review", "past", "considered, discussed, taken, prepared, written, carried, commissioned, delegated, scrutinised, shared"),
]

# What councils' cells name beside a date: bodies, documents, work. Each is there because no reading of it moves a day.
_CONTENT = """
    account accountability adult adults agencies agency agenda agreement agreements analysis appraisal
    arrangements assessment assessments assurance attendance awareness board boards body briefing briefings bulletin
    business cabinet campaign case cases chair chairs chief child children clinical code commissioners
    commissioning committee committees communication communications community conference consultation contract contracts
    corporate council councillor councillors county data database delivery department deputy
    design designated develop development directorate director directors distribute district 
    drafted drafting e-learning education embed engagement equality evaluation evaluations event events evidence executive
    exercise family families feedback final finance findings first-line focus forum forums framework full
    governance governing governors group groups guidance handbook head headteacher headteachers health housing human hub
    identify impact implement implementation improvement induction information inspection inspections intranet invited
    invite job joint launch lead leader leaders leads leaflet leaflets learning legal letter letters
    licensing local management manager managers manual mapping materials member members mental minutes model 
    multi multi-agency named network new newsletter nhs nurse officer officers online operational 
    overview parent parents partner partners partnership partnerships performance pilot plan planning plans
    police policies policy portfolio poster posters practice practitioner practitioners presentation 
    procedure procedures process processes produce professional programme programmes progress promote protection
    protocol protocols provide public publication publicity publish quality questionnaire record records recruit
    recruitment referral referrals register regional representation resources resource results risk role roll
    rollout safe safeguarding scheme school schools scrutiny self self-assessment senior serious service services
    sign single  social sources specification spreadsheet staff 
    statement statutory steering strategic strategies strategy study sub subcommittee subgroup sub-group submit summary
    supervision support survey surveys system systems template templates test testing themed thematic tool toolkit
    tools training transition trust voluntary volunteer volunteers website wellbeing welfare work workforce
    working workplan young youth people person web page site
    consider discuss take prepare write deliver
    undertake carry set setting write-up run arrange circulate ensure establish finalise
    agree approve adopt appoint introduce
"""
_BODIES = """
    ace apb ccg ceb ceo cex cfo clt cmt cp cpd cpsu csc cse csp cyp cypp cypt dbs dcs dfe dhr dmt dog ehcp fgm gp gps
    hr hwb hwbb icb ict iro it jcc jsna lac la lado lscb lscp lsab mash mappa marac mat nhs ocsp ofsted osab oscb osc osp
    phe ppg qa rscb sab scr sct send senco slt smt sar tac tvp vcs yos yot dmb emt cqc crb pcc ssp scp 
"""

_RELATED_TYPOS = ("ongoing", "quarterly", "annually", "fortnightly", "thereafter", "immediately", "continuous", "completed")
_TYPO_MONTHS = (1, 2, 8, 9, 10, 11, 12)  # long enough that one wrong letter leaves no other word
_NUMBER_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
"""

_WORDS: dict[str, tuple[str, object]] = {}
_PHRASES: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}


def _enter(spelling: str, sort: str, value: object) -> None:
    first, *rest = spelling.split()
    if rest:
        _PHRASES.setdefault(first, []).append((tuple(rest), sort, value))
    else:
        _WORDS[first] = (sort, value)


def _build_lexicon() -> None:
    for word in _CONTENT.split() + _BODIES.split():
        _enter(word.replace("-", " "), "content", None)
    for sort, value, spellings in _SPELLINGS:
        for spelling in spellings.split(","):
            _enter(spelling.strip(), sort, value)
            if sort == "year_end" and spelling.strip().startswith("end of"):
                _enter(f"the {spelling.strip()}", sort, value)  # longer than "the end of", and so found before it
    for number, spellings in _MONTH_SPELLINGS.items():
        for spelling in spellings.split():
            _enter(spelling, "month", number)
    for number, spellings in enumerate(_WEEKDAY_SPELLINGS.split("|")):
        for spelling in spellings.split():
            _enter(spelling, "weekday", number)
    for number, word in enumerate(_NUMBER_WORDS.split(), 1):
        _enter(word, "number", number)
    for phrases in _PHRASES.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))} | {word}


_build_lexicon()
_TYPO_TARGETS = {MONTH_NAMES[m].lower(): ("month", m) for m in _TYPO_MONTHS} | {w: _WORDS[w] for w in _RELATED_TYPOS}
_TYPOS: dict[str, str] = {deleted: word for word in _TYPO_TARGETS for deleted in _deletions(word)}


def _mended(word: str) -> tuple[str, object] | None:
    """The long word that this one is with a single slip: a letter too many, too few, wrong, or two exchanged."""
    if len(word) < 5:
        return None
    for deleted in _deletions(word):
        target = _TYPOS.get(deleted)
        if target and _one_slip(word, target):
            return _TYPO_TARGETS[target]
    return None


def _one_slip(word: str, target: str) -> bool:
    if word[0] != target[0] or abs(len(word) - len(target)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), min(len(word), len(target)))
    if len(word) == len(target):
        a, b = word[start:], target[start:]
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    longer, shorter = (word, target) if len(word) > len(target) else (target, word)
    return longer[start + 1 :] == shorter[start:]


_TIDIED = str.maketrans(
    {c: "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
    | {c: "'" for c in "\u2018\u2019\u201a\u201b\u0060\u00b4\u2032"}
    | {c: '"' for c in "\u201c\u201d\u201e"}
    | {c: ";" for c in "\u2022\u00b7\u25cf\u25aa\uf0b7\u2023"}
    | {"\u2044": "/", "\u2215": "/", "\u2026": "..."}
    | {c: "" for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
)
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&ndash;": "-", "&mdash;": "-", "&rsquo;": "'", "&#39;": "'", "&quot;": '"'}
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>")
_BLOCK_TAG = re.compile(r"<(?:br\s*/?|/p|/li|/div|/tr)>", re.I)
_TOKEN = re.compile(r"(\s+)|([0-9]+)|([^\W\d_]+)|(.)", re.S)
_LINKS = {",": ",", "-": "-", "/": "/", "(": "(", ")": ")", "[": "(", "]": ")", ":": ":", "&": "and", "+": "and"}


def tidied(text: str) -> str:
    """The text with its typography made plain: dashes, quotes, spaces, bullets, and what is left of HTML."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub("\n", text))
    if "&" in text:
        for entity, plain in _ENTITIES.items():
            text = text.replace(entity, plain)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_TIDIED)).translate(_TIDIED)
    return text.strip()


def _pieces(text: str) -> list[Token]:
    """Numbers, words and single marks, before the lexicon is asked."""
    found: list[Token] = []
    spaced = False
    for match in _TOKEN.finditer(text):
        gap, number, word, mark = match.groups()
        start, end = match.span()
        if gap:
            spaced = True
            if "\n" in gap and found:
                found.append(Token("break", "\n", start, end, True))
            continue
        if number:
            found.append(Token("number", number, start, end, spaced))
        elif word:
            found.append(Token("word", word.lower(), start, end, spaced))
        else:
            found.append(Token("mark_", mark, start, end, spaced))
        spaced = False
    return found


def tokens_of(text: str) -> list[Token]:
    """The tokens of a tidied text."""
    pieces = _pieces(text)
    tokens: list[Token] = []
    i = 0
    while i < len(pieces):
        token, i = _token(pieces, i, tokens)
        if token:
            tokens.append(token)
    return tokens


def _token(pieces: list[Token], i: int, before: list[Token]) -> tuple[Token | None, int]:
    piece = pieces[i]
    if piece.sort == "word":
        return _word(pieces, i, before)
    if piece.sort == "number":
        return _number(pieces, i)
    if piece.sort == "mark_":
        return _mark(pieces, i), i + 1
    return piece, i + 1


def _mark(pieces: list[Token], i: int) -> Token:
    piece = pieces[i]
    mark = str(piece.value)
    if mark in _LINKS:
        return piece._replace(sort="link", value=_LINKS[mark])
    if mark == ";":
        return piece._replace(sort="break")
    if mark in ".'":
        return piece._replace(sort="point" if mark == "." else "quote")
    if mark == "%":
        return piece._replace(sort="undone")
    if mark == '"':
        return piece._replace(sort="filler", value=None)
    if mark == "@":
        return piece._replace(sort="filler", value=None)
    return piece._replace(sort="stranger", value=mark)


def _number(pieces: list[Token], i: int) -> tuple[Token, int]:
    """A number, with its ordinal ending where one follows ("3rd", "3 rd")."""
    piece = pieces[i]
    digits = str(piece.value)
    if len(digits) > 4:
        return piece._replace(sort="stranger", value=digits), i + 1
    after = pieces[i + 1] if i + 1 < len(pieces) else None
    if after and after.sort == "word" and after.value in ("st", "nd", "rd", "th") and len(digits) <= 2:
        return Token("ordinal", int(digits), piece.start, after.end, piece.spaced), i + 2
    if after and after.sort == "word" and len(digits) <= 2 and not after.spaced:
        ending = str(after.value)
        if ending[:2] in ("st", "nd", "rd", "th") and _WORDS.get(ending[2:], ("",))[0] == "month":
            # "31stMarch": the ending and the month have run together
            pieces[i + 1] = Token("word", ending[2:], after.start + 2, after.end, False)
            return Token("ordinal", int(digits), piece.start, after.start + 2, piece.spaced), i + 1
    return piece._replace(sort="number", value=digits), i + 1


def _word(pieces: list[Token], i: int, before: list[Token]) -> tuple[Token | None, int]:
    piece = pieces[i]
    word = str(piece.value)
    if word == "s" and before and before[-1].sort == "quote":
        before.pop()  # a possessive
        return None, i + 1
    for rest, sort, value in _PHRASES.get(word, ()):
        end = _phrase_end(pieces, i, rest)
        if end:
            return Token(sort, value, piece.start, pieces[end - 1].end, piece.spaced), end
    known = _WORDS.get(word) or _mended(word)
    if known:
        return Token(known[0], known[1], piece.start, piece.end, piece.spaced), i + 1
    return Token("stranger", word, piece.start, piece.end, piece.spaced), i + 1


def _phrase_end(pieces: list[Token], i: int, rest: tuple[str, ...]) -> int | None:
    """Where the phrase that begins at `i` and goes on with these words ends; None if it does not stand there."""
    at = i + 1
    dotted = False
    for word in rest:
        dotted = at < len(pieces) and pieces[at].value == "."
        if at < len(pieces) and pieces[at].sort == "mark_" and pieces[at].value in ("-", "/", ".", "'"):
            at += 1
        if at >= len(pieces) or pieces[at].sort != "word" or pieces[at].value != word:
            return None
        at += 1
    if dotted and at < len(pieces) and pieces[at].value == ".":
        at += 1  # the full stop of an abbreviation ends no sentence: "w.e.f. 1 April"
    return at

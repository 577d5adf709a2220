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
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from s11.pattern import pattern
from s11.when.calendar import FEASTS, MONTH_NAMES, Period
from s11.when.model import Sort

YEAR, HALF_YEAR, QUARTER, MONTH, TERM = Period(12), Period(6), Period(3), Period(1), Period(4)
FORTNIGHT, WEEK, DAY = Period(days=14), Period(days=7), Period(days=1)


class Entry(NamedTuple):
    """One meaning: its spellings, and an example with the words in which it is read ("?" where that is not certain).

    A spelling of several words is a phrase, and between its words a dash, a stroke, a full stop or nothing but a space
    may stand ("on-going", "w/c", "T.B.C.").
    """

    sort: Sort
    spellings: str
    example: str = ""
    reading: str = ""
    value: str = ""
    number: int = 0
    every: tuple[Period, ...] = ()


class Token(NamedTuple):
    """One word, number or mark, or a phrase of the lexicon; `start` and `end` are offsets in the tidied text."""

    sort: Sort
    start: int
    end: int
    spaced: bool  # white space stands before it
    value: str = ""  # which of its sort it is; of a number its digits, and nothing where it is written in words
    number: int = 0
    every: tuple[Period, ...] = ()  # of an interval or a unit; more than one where the word can mean either


_MONTH_SPELLINGS = {
    1: "january, jan, janury, januray, janaury, janurary",
    2: "february, feb, febuary, feburary, febrary, febr, feburay",
    3: "march, mar, marhc, mrach, marach, marh",
    4: "april, apr, apirl, arpil, aprl, apil, aprill",
    5: "may",
    6: "june, jun, juen",
    7: "july, jul, jully, juy",
    8: "august, aug, agust, augst, auguest",
    9: "september, sept, sep, septmber, setpember",
    10: "october, oct, octber, ocotber",
    11: "november, nov, novemeber, novmber",
    12: "december, dec, decmeber, decemeber",
}
_WEEKDAY_SPELLINGS = (
    "monday, mon",
    "tuesday, tues, tue",
    "wednesday, wed, weds",
    "thursday, thurs, thur, thu",
    "friday, fri",
    "saturday, sat",
    "sunday, sun",
)

LEXICON = (
    Entry(
        "link", "and, &, +, plus, as well as", "June and December 2026", "by 30 June 2026; by 31 December 2026", "and"
    ),
    Entry(
        "link",
        "then, and then, than, and than",
        "March 2027 then annually",
        "by the end of March 2027, then every year",
        "then",
    ),
    Entry(
        "link",
        "thereafter, and thereafter, afterwards, from then on, therafter, therefter, after that",
        "March 2027 and thereafter quarterly",
        "by the end of March 2027, then every 3 months",
        "thereafter",
    ),
    Entry("link", "or, and or", "June or July 2026", "by 30 June 2026, or by 31 July 2026?", "or"),
    Entry("to", "to, through to", "May to June 2026", "by 30 June 2026"),
    Entry(
        "mark",
        "by, by no later than, no later than, not later than, on or before, by or before, due, due by, due date, "
        "in place by, in place for, in place no later than, next due, first due, deadline, deadline of, "
        "completion by, for completion by, next review, next review date, review date, review due, next reviewed",
        "no later than 31 March 2027",
        "by 31 March 2027",
        "by",
    ),
    Entry(
        "mark",
        "before, prior to, in advance of, ahead of",
        "prior to June 2026",
        "by 31 May 2026, or by 30 June 2026?",
        "before",
    ),
    Entry(
        "mark",
        "from, with effect from, wef, w e f, as from, effective from, effective",
        "with effect from 1 April 2026",
        "ongoing from 1 April 2026",
        "from",
    ),
    Entry(
        "mark",
        "starting, start, starts, to start, starting from, commencing, commence, commences, commencing from, "
        "to be started, to go live, go live, goes live, going live, beginning, begin, begins, beginning from, "
        "starting in, commencing in, to commence, to begin, start from, start date, starting on, commencing on, "
        "beginning in, beginning on, will start, will commence, will begin, should start, should commence, "
        "should begin, kick off, kicks off, effective date, start of work",
        "commencing June 2026",
        "ongoing from 1 June 2026?",
        "start",
    ),
    Entry(
        "mark",
        "not before, no earlier than, not earlier than, no sooner than, not sooner than, not until, earliest date, "
        "not due until, not due before, not expected before, not expected until",
        "not before June 2026",
        "not before 1 June 2026?",
        "not before",
    ),
    Entry(
        "mark",
        "since, ever since, as of, went live, gone live, live since, live from, is live from, began, begun, started, "
        "commenced, started in, started on, started from, commenced in, began in, has begun, has started, "
        "has commenced",
        "since June 2025",
        "ongoing from 1 June 2025, or done in June 2025?",
        "since",
    ),
    Entry(
        "earliest",
        "at the earliest, at earliest, earliest, or after, or later, and after, and later, or thereafter",
        "June 2026 at the earliest",
        "not before 1 June 2026?",
    ),
    Entry(
        "mark",
        "until, till, til, up to, up until",
        "until June 2026",
        "by 30 June 2026, or by the end of June 2026, and ongoing?",
        "until",
    ),
    Entry(
        "mark",
        "after, following, upon, post, on completion of, on receipt of, on publication of, subsequent to, once, when, "
        "to follow, as soon as, later than, any time after",
        "following June 2026",
        "after 30 June 2026?",
        "after",
    ),
    Entry(
        "mark",
        "pending, awaiting, dependent on, dependent upon, depending on, depending upon, subject to, in line with, "
        "contingent on, contingent upon, conditional on, conditional upon, linked to, at the time of, in response to, "
        "in time for, as part of",
        "June 2026, subject to funding",
        "by 30 June 2026?",
        "condition",
    ),
    Entry("between", "between", "between May and June 2026", "by 30 June 2026"),
    Entry(
        "onwards",
        "onwards, onward, to date, to present, to the present, to the present day",
        "June 2026 onwards",
        "ongoing from 1 June 2026",
    ),
    Entry(
        "future",
        "to be, will be, shall be, must be, should be, are to be, is to be, are being",
        "to be completed June 2026",
        "by 30 June 2026",
    ),
    Entry(
        "edge",
        "end, end of, close of, the end of, month end, ending, quarter ending, month ending, year ending, "
        "period ending, period to, quarter to",
        "end of June 2026",
        "by 30 June 2026",
        "end",
    ),
    Entry("edge", "early, early in, early part of", "early June 2026", "by 10 June 2026, or by 15 June 2026?", "early"),
    Entry(
        "edge",
        "start of, the start of, beginning of, the beginning of, the beginning, turn of",
        "beginning of June 2026",
        "by 1 June 2026, or by 10 June 2026?",
        "start",
    ),
    Entry("edge", "mid, middle of, the middle of", "mid June 2026", "by 15 June 2026, or by 20 June 2026?", "mid"),
    Entry("edge", "late, late in, latter part of", "late June 2026", "by 30 June 2026", "late"),
    Entry(
        "week",
        "w c, wc, week commencing, week beginning, w b, wb, wk commencing, the week commencing, week starting",
        "w/c 1 June 2026",
        "by 7 June 2026",
        "begins",
    ),
    Entry("week", "w e, week ending, wk ending, the week ending", "week ending 7 June 2026", "by 7 June 2026", "ends"),
    Entry("week", "week of, the week of, in the week of", "week of 1 June 2026", "by 7 June 2026", "of"),
    Entry("season", "spring", "spring 2026", "by 30 April 2026, or by 31 May 2026?", "spring"),
    Entry("season", "summer", "summer 2026", "by 31 July 2026, or by 31 August 2026?", "summer"),
    Entry("season", "autumn, aut", "autumn 2026", "by 31 October 2026, or by 30 November 2026?", "autumn"),
    Entry("season", "winter", "winter 2026/27", "by 31 January 2027, or by 28 February 2027?", "winter"),
    Entry("term", "term, terms", "autumn term 2026", "by 13 December 2026, or by 31 December 2026?", "term"),
    Entry("term", "half term", "October half term 2026", "by 18 October 2026, or by 31 October 2026?", "half"),
    Entry("feast", "easter", "every Easter", "every year, at Easter", "easter"),
    Entry("feast", "christmas, xmas", "every Christmas", "every year, at Christmas", "christmas"),
    Entry("feast", "whitsun, whitsuntide, whit", "every Whitsun", "every year, at Whitsun", "whitsun"),
    Entry("quarter", "q, qtr, quarter", "Q2 2026/27", "by 30 September 2026"),
    Entry(
        "calendar",
        "financial year, fy, fiscal year, the financial year, financial years, f y, budget year, "
        "council financial year",
        "financial year 2026/27",
        "by 31 March 2027",
        "financial",
    ),
    Entry(
        "calendar",
        "academic year, school year, the academic year, ay, academic years, a y, the school year",
        "academic year 2026/27",
        "by 31 July 2027, or by 31 August 2027?",
        "academic",
    ),
    Entry(
        "calendar",
        "municipal year, the municipal year, municipal years, civic year, the civic year, council year, "
        "the council year",
        "municipal year 2026/27",
        "by 30 April 2027, or by 31 May 2027?",
        "municipal",
    ),
    Entry("calendar", "calendar year, the calendar year", "calendar year 2026", "by 31 December 2026", "calendar"),
    Entry("often", "daily", "daily", "every day", every=(DAY,)),
    Entry("often", "weekly, wkly, weekley", "weekly", "every week", every=(WEEK,)),
    Entry("often", "fortnightly, fortnighly, fornightly", "fortnightly", "every 2 weeks", every=(FORTNIGHT,)),
    Entry("often", "monthly, montly, monthy, mthly", "monthly", "every month", every=(MONTH,)),
    Entry(
        "often",
        "quarterly, quaterly, quartely, quarterley, qtrly, qrtly, qtly",
        "quarterly",
        "every 3 months",
        every=(QUARTER,),
    ),
    Entry(
        "often",
        "annually, annual, yearly, anually, annualy, anualy, annully, per annum, p a, pa, year on year, once yearly, "
        "once annually",
        "annually",
        "every year",
        every=(YEAR,),
    ),
    Entry(
        "at_least",
        "at least, a minimum of, minimum of, not less than, no less than",
        "at least quarterly",
        "every 3 months",
    ),
    Entry(
        "often",
        "half yearly, halfyearly, semi annually, semi annual, semiannually, six monthly, every half year",
        "half-yearly",
        "every 6 months",
        every=(HALF_YEAR,),
    ),
    Entry(
        "often",
        "biennially, biennial, every other year, alternate years, in alternate years",
        "every other year",
        "every 2 years",
        every=(Period(24),),
    ),
    Entry("often", "triennially, triennial", "triennially", "every 3 years", every=(Period(36),)),
    Entry(
        "often",
        "bi annually, bi annual, biannually, biannual, bi yearly",
        "biannually",
        "every 6 months, or every 2 years?",
        every=(HALF_YEAR, Period(24)),
    ),
    Entry("often", "bi monthly, bimonthly", "bi-monthly", "every month, or every 2 months?", every=(MONTH, Period(2))),
    Entry("often", "bi weekly, biweekly", "bi-weekly", "every week, or every 2 weeks?", every=(WEEK, FORTNIGHT)),
    Entry("often", "termly", "termly", "every 3 months, or every 4 months?", every=(QUARTER, TERM)),
    Entry(
        "often", "half termly", "half-termly", "every 2 months, or every 6 weeks?", every=(Period(2), Period(days=42))
    ),
    Entry("every", "every, each, per, every single", "each March", "every year, by the end of March"),
    Entry("other", "other, second, alternate", "every second month", "every 2 months", number=2),
    Entry("other", "third", "every third month", "every 3 months", number=3),
    Entry("other", "fourth", "every fourth month", "every 4 months", number=4),
    Entry("a", "a, an", "within a week", "within 1 week?"),
    Entry("times", "once a, once every, once per, once each, once in every", "once a month", "every month", number=1),
    Entry("times", "twice, two times", "twice a year", "every 6 months", number=2),
    Entry("times", "three times, thrice", "three times a year", "every 4 months", number=3),
    Entry("times", "four times", "four times a year", "every 3 months", number=4),
    Entry("unit", "day, days", "every 10 days", "every 10 days", "day", every=(DAY,)),
    Entry("unit", "week, weeks, wk, wks", "every 6 weeks", "every 6 weeks", "week", every=(WEEK,)),
    Entry("unit", "fortnight, fortnights", "every fortnight", "every 2 weeks", "fortnight", every=(FORTNIGHT,)),
    Entry("unit", "month, months, mth, mths", "every 18 months", "every 18 months", "month", every=(MONTH,)),
    Entry("unit", "year, years, yr, yrs", "every two years", "every 2 years", "year", every=(YEAR,)),
    Entry("other_unit", "hour, hours, hrs", "within 48 hours of June 2026", "by 2 July 2026", "hour"),
    Entry(
        "other_unit",
        "working day, working days, business day, business days, clear working days",
        "within 5 working days",
        "within 5 working days?",
        "working",
    ),
    Entry(
        "other_unit",
        "school day, school days, school weeks, school week, clear days",
        "within 5 school days",
        "within 5 school days?",
        "school",
    ),
    Entry(
        "ongoing",
        "ongoing, on going, ongong, ongiong, ongoign, onging, continuous, continuously, continual, continually, "
        "continuing, continues, continue, to continue, will continue, continous, continuos, ongoingly",
        "June 2026 and ongoing",
        "by the end of June 2026, and ongoing",
    ),
    Entry(
        "doubtful",
        "in progress, underway, under way, in hand, rolling, rolling programme, business as usual, bau, throughout, "
        "permanent, always, at all times, all year, all year round, throughout the year",
        "in progress",
        "ongoing?",
        "ongoing",
    ),
    Entry(
        "doubtful",
        "regular, regularly, periodic, periodically, routinely, frequently, at regular intervals",
        "regularly",
        "again and again?",
        "often",
    ),
    Entry(
        "done",
        "completed, done, achieved, approved, presented, finished, signed off, established, fully completed, "
        "complete, now complete, now completed, now in place, already in place, in place, compleated, completd, "
        "has been, have been, closed, action closed",
        "completed June 2025",
        "done in June 2025",
    ),
    Entry(
        "doubtful",
        "implemented, delivered, published, launched, issued, embedded, actioned, adopted, assessed, drafted, "
        "undertaken, held, appointed, recruited, circulated, introduced, finalised, submitted, agreed, sent, "
        "discharged, met",
        "published June 2025",
        "by 30 June 2025, or done in June 2025?",
        "done",
    ),
    Entry(
        "unset",
        "tbc, t b c, tba, t b a, tbd, t b d, to be confirmed, to be agreed, to be determined, to be advised, "
        "to be arranged, to be decided, to be set, to be scheduled, n a, na, not applicable, none, nil, not set, "
        "as above, see above, ditto, not known, unknown, no date, no date set, no date is set, not specified, "
        "not stated, awaited, blank, to be confimed, date to be confirmed, date tbc, timescale tbc, not yet known, "
        "not yet set",
        "t.b.c.",
        "no date is set",
    ),
    Entry(
        "now",
        "immediate, immediately, asap, a s a p, as soon as possible, straight away, straightaway, at once, "
        "with immediate effect, immediate effect, immediatly, imediate, imediately, forthwith, now, right away",
        "as soon as possible",
        "at once",
    ),
    Entry(
        "asneeded",
        "as required, as needed, as necessary, as appropriate, as and when, as and when required, when required, "
        "when necessary, as and when necessary, when needed, as they arise, as it arises, if required, if needed, "
        "as and when needed, on request, ad hoc, as requested, each meeting, every meeting",
        "as required",
        "as required",
    ),
    Entry(
        "asneeded",
        "short term, medium term, long term, longer term, in due course, in the short term, in the long term, "
        "short to medium term, medium to long term, short medium term, in the medium term, in the longer term",
        "in due course",
        "in due course?",
        "vague",
    ),
    Entry(
        "within",
        "within, within the next, in the next, over the next, for the next, within a period of, during the next, "
        "within the",
        "within six months",
        "within 6 months?",
    ),
    Entry(
        "next",
        "next, the next, at the next, at next, this, at each, at every, at the first",
        "next board",
        "next board",
    ),
    Entry(
        "years_gone",
        "for many years, for several years, for some years, for some time, for a number of years",
        "ongoing for many years",
        "ongoing",
    ),
    Entry(
        "year_end",
        "end of year, end of the year, year end, by year end, end of this year",
        "end of year 2026",
        "by 31 March 2026, or by 31 December 2026?",
        "year",
    ),
    Entry(
        "year_end",
        "end of the financial year, end of financial year, financial year end, end of fy, fy end",
        "end of the financial year 2026/27",
        "by 31 March 2027",
        "financial",
    ),
    Entry(
        "year_end",
        "end of the academic year, end of academic year, end of the school year, end of school year",
        "end of the academic year 2026/27",
        "by 31 July 2027, or by 31 August 2027?",
        "academic",
    ),
    Entry(
        "year_end",
        "end of the municipal year, end of municipal year, municipal year end, end of the civic year, "
        "end of the council year",
        "end of the municipal year 2026/27",
        "by 30 April 2027, or by 31 May 2027?",
        "municipal",
    ),
    Entry(
        "year_end",
        "end of term, end of the term",
        "end of term",
        "in autumn term, or in spring term, or in summer term, of a year that is not given?",
        "term",
    ),
    Entry(
        "stranger",
        "may be, may change, may need, may slip, may not, may require, may vary, may have, draft date, draft dates",
        "June 2026, may change",
        "by 30 June 2026?",
    ),
    Entry(
        "undone",
        "not, not yet, never, partially, partly, part, almost, nearly, mostly, largely, half, substantially, "
        "incomplete, yet, yet to be, due to be, still, about to be, cannot be, near, uncompleted, unable",
        "not yet completed",
        "not understood?",
    ),
    Entry(
        "content",
        "action, actions, item, items, section, stage, standard, standards, module, priority, paragraph, objective, "
        "issue, outcome, outcomes, theme, themes, session, sessions, workshop, workshops, course, courses, draft, "
        "drafts, version, unit, ward, annex, appendix, document, documents, paper, papers, list, project, team, "
        "teams, target, aim, milestone, milestones, group, groups, plan, plans",
        "action 3: June 2026",
        "by 30 June 2026?",
        "numbered",
    ),
    Entry(
        "annual",
        "annual council, annual full council, annual general meeting, agm, annual meeting, annual council meeting",
        "annual general meeting",
        "every year",
    ),
    Entry(
        "content",
        "carry out, set up, roll out, write up, sign off, sign up, send out, follow up, draw up, put up",
        "roll out: June 2026",
        "by 30 June 2026",
    ),
    Entry(
        "filler",
        "close of play, close of business, end of play, cop, cob, end of day, the end of day, midnight, noon, midday, "
        "at the latest, at latest, the, for, of, in, on, at, during, date, dates, target date, target dates, "
        "timescale, timescales, is, are, it, this is, has, have, all, already, now been, fully, be, been, "
        "planned for, scheduled for, set for, planned, scheduled, basis, intervals, occasions, with, as at, "
        "at end of, completion, completion date, for completion, initial, initially, first, latest, time, timeline, "
        "aim for, aim to, deadline date, deadline is, deadline for, end date, finish date, implementation date, "
        "delivery date, by when, inclusive, also, both, target for, targeted for, our, their, its, within target",
        "target date: June 2026",
        "by 30 June 2026",
    ),
    Entry(
        "review",
        "review, reviews, reviewing, report, reports, reporting, update, updates, updating, monitor, monitoring, "
        "repeat, refresh, refreshing, revisit, check, checks, audit, audits, meeting, meetings, return, returns, "
        "submission",
        "report June 2026, then annually",
        "by the end of June 2026, then every year",
    ),
    Entry(
        "review",
        "reviewed, reported, updated, monitored, repeated, refreshed, revisited, checked, audited, considered, "
        "discussed, taken, prepared, written, carried, commissioned, delegated, scrutinised, shared",
        "reported June 2025",
        "by 30 June 2025, or done in June 2025?",
        "past",
    ),
)

# What councils' cells name beside a date: bodies, documents, work. Each is there because no reading of it moves a day.
_CONTENT = """
    account accountability adult adults agencies agency agenda agreement agreements analysis appraisal arrangements
    assessment assessments assurance attendance awareness board boards body briefing briefings bulletin business
    cabinet campaign case cases chair chairs chief child children clinical code commissioners commissioning committee
    committees communication communications community conference consultation contract contracts corporate council
    councillor councillors county data database delivery department deputy design designated develop development
    directorate director directors distribute district drafted drafting e-learning education embed engagement equality
    evaluation evaluations event events evidence executive exercise family families feedback final finance findings
    first-line focus forum forums framework full governance governing governors group groups guidance handbook head
    headteacher headteachers health housing human hub identify impact implement implementation improvement induction
    information inspection inspections intranet invited invite job joint launch lead leader leaders leads leaflet
    leaflets learning legal letter letters licensing local management manager managers manual mapping materials member
    members mental minutes model multi multi-agency named network new newsletter nhs nurse officer officers online
    operational overview parent parents partner partners partnership partnerships performance pilot plan planning
    plans police policies policy portfolio poster posters practice practitioner practitioners presentation procedure
    procedures process processes produce professional programme programmes progress promote protection protocol
    protocols provide public publication publicity publish quality questionnaire record records recruit recruitment
    referral referrals register regional representation resources resource results risk role roll rollout safe
    safeguarding scheme school schools scrutiny self self-assessment senior serious service services sign single
    social sources specification spreadsheet staff statement statutory steering strategic strategies strategy study
    sub subcommittee subgroup sub-group submit summary supervision support survey surveys system systems template
    templates test testing themed thematic tool toolkit tools training transition trust voluntary volunteer volunteers
    website wellbeing welfare work workforce working workplan young youth people person web page site consider discuss
    take prepare write deliver undertake carry set setting write-up run arrange circulate ensure establish finalise
    agree approve adopt appoint introduce
"""
_BODIES = """
    ace apb ccg ceb ceo cex cfo clt cmt cp cpd cpsu csc cse csp cyp cypp cypt dbs dcs dfe dhr dmt dog ehcp fgm gp gps
    hr hwb hwbb icb ict iro it jcc jsna lac la lado lscb lscp lsab mash mappa marac mat nhs ocsp ofsted osab oscb osc
    osp phe ppg qa rscb sab scr sct send senco slt smt sar tac tvp vcs yos yot dmb emt cqc crb pcc ssp scp
"""

_RELATED_TYPOS = (
    "ongoing",
    "quarterly",
    "annually",
    "fortnightly",
    "thereafter",
    "immediately",
    "continuous",
    "completed",
)
_TYPO_MONTHS = (1, 2, 8, 9, 10, 11, 12)  # long enough that one wrong letter leaves no other word
_NUMBER_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""

_Phrases = dict[str, list[tuple[tuple[str, ...], Entry]]]


def by_spelling(entries: Iterable[Entry]) -> tuple[dict[str, Entry], _Phrases]:
    """The entries by their single words, and by the first words of their phrases, the longest phrase first.

    Raises ValueError for a feast that the calendar does not know.
    """
    words: dict[str, Entry] = {}
    phrases: _Phrases = {}
    for entry in entries:
        if entry.sort == "feast" and entry.value not in FEASTS:
            raise ValueError(f"the calendar has no feast '{entry.value}'")
        for spelling in entry.spellings.split(", "):
            first, *rest = spelling.split()
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), entry))
            else:
                words[first] = entry
            if entry.sort == "year_end" and first == "end":
                # longer than "the end of", and so found before it
                phrases.setdefault("the", []).append((("end", *rest), entry))
    for longest_first in phrases.values():
        longest_first.sort(key=lambda phrase: -len(phrase[0]))
    return words, phrases


def _entries() -> Iterator[Entry]:
    """Every entry; what stands later overrides the same spelling before it."""
    yield Entry("content", ", ".join(word.replace("-", " ") for word in _CONTENT.split() + _BODIES.split()))
    yield from LEXICON
    for number, spellings in _MONTH_SPELLINGS.items():
        yield Entry("month", spellings, number=number)
    for number, spellings in enumerate(_WEEKDAY_SPELLINGS):
        yield Entry("weekday", spellings, number=number)
    for number, word in enumerate(_NUMBER_WORDS.split(), 1):
        yield Entry("number", word, number=number)


_WORDS, _PHRASES = by_spelling(_entries())


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))} | {word}


_TYPO_TARGETS = {word: _WORDS[word] for word in (*(MONTH_NAMES[m].lower() for m in _TYPO_MONTHS), *_RELATED_TYPOS)}
_TYPOS: dict[str, str] = {deleted: word for word in _TYPO_TARGETS for deleted in _deletions(word)}


def _mended(word: str) -> Entry | None:
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
_TAG = pattern(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>")
_BLOCK_TAG = pattern(r"<(?:br\s*/?|/p|/li|/div|/tr)>", re.I)
# a time of the day: "by 5pm", "10.30 am to 12 noon", "17:00 hrs", "5 o'clock". It moves no day, since what is due at an
# hour of a day is late from the next one on. Midnight in figures is none: 00:00 may be the end of the day before
_HOUR = r"(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?"
_CLOCKS = (
    rf"(?!12(?:[:.][0-5]\d)?\s?a){_HOUR}\s?(?:[ap]m\b|[ap]\.m\b\.?|o'?\s?clock\b)",
    r"(?!00?:00)(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?(?:hrs?|hours|h)\b)?",
    r"(?!00)(?:[01]\d|2[0-3])\.?[0-5]\d\s?hrs?\b",
    r"12(?:[:.]00)?\s?(?:noon|midday)\b",
)
_CLOCK = f"(?:{'|'.join(_CLOCKS)})"
# the first of two hours may be a bare number only where no day can be meant by it
_FIRST_OF_TWO = rf"(?:{_CLOCK}|(?:(?<=\()|(?<=[,;])|(?<=[,;] )|(?<=at )|(?<=from )|\A){_HOUR})\s?(?:-|to)\s?"
_TIME = pattern(rf"(?<![\w.:/-])(?:(?:by|before|no later than)\s)?(?:{_FIRST_OF_TWO})?{_CLOCK}(?![\w:])", re.IGNORECASE)
_PIECE = pattern(r"(\s+)|([0-9]+)|([^\W\d_]+)|(.)", re.S)
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
    """Numbers, words, single marks and times of the day, before the lexicon is asked."""
    pieces: list[Token] = []
    times: list[Token] = []
    at = 0
    for time in _TIME.finditer(text):
        pieces += _cut(text, at, time.start())
        times.append(Token("filler", *time.span(), text[: time.start()][-1:].isspace()))
        at = time.end()
    pieces += _cut(text, at, len(text))
    if not times or _names_its_days(pieces):
        return sorted([*pieces, *times], key=lambda piece: piece.start) if times else pieces
    # an hour of no day is not understood: "March 2014 at 2pm", "June 5 pm"
    return list(_cut(text, 0, len(text)))


def _cut(text: str, start: int, end: int) -> Iterator[Token]:
    """Numbers, words and single marks of a part of a text."""
    spaced = False
    for match in _PIECE.finditer(text, start, end):
        gap, number, word, mark = match.groups()
        span = match.span()
        if gap:
            spaced = True
            if "\n" in gap and span[0]:
                yield Token("break", *span, True, "\n")
            continue
        if number:
            yield Token("number", *span, spaced, number)
        elif word:
            yield Token("word", *span, spaced, word.lower())
        else:
            yield Token("sign", *span, spaced, mark)
        spaced = False


def _names_its_days(pieces: list[Token]) -> bool:
    """Whether a weekday or a day in figures is named, or a month is and each has its day beside it."""
    months, day = [], False
    for at, piece in enumerate(pieces):
        known = _WORDS.get(piece.value) if piece.sort == "word" else None
        if known is not None and known.sort == "month":
            before = [one for one in pieces[max(at - 3, 0) : at] if one.value not in (*_ORDINALS, "of")]
            months.append(
                any(one.sort == "number" and len(one.value) <= 2 for one in (*before[-1:], *pieces[at + 1 : at + 2]))
            )
        day = day or (known is not None and known.sort == "weekday")
        day = day or (piece.sort == "number" and [one.sort for one in pieces[at + 1 : at + 5]] == _FIGURES)
    return all(months) if months else day


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
    if piece.sort == "sign":
        return _sign(piece), i + 1
    return piece, i + 1


_SIGNS: dict[str, tuple[Sort, str]] = {
    ";": ("break", ";"),
    ".": ("point", "."),
    "'": ("quote", "'"),
    "%": ("undone", "%"),
    '"': ("filler", ""),
    "@": ("filler", ""),
}


def _sign(piece: Token) -> Token:
    if piece.value in _LINKS:
        return piece._replace(sort="link", value=_LINKS[piece.value])
    sort, value = _SIGNS.get(piece.value, ("stranger", piece.value))
    return piece._replace(sort=sort, value=value)


def _number(pieces: list[Token], i: int) -> tuple[Token, int]:
    """A number, with its ordinal ending where one follows ("3rd", "3 rd")."""
    piece = pieces[i]
    digits = piece.value
    if len(digits) > 4:
        return piece._replace(sort="stranger"), i + 1
    after = pieces[i + 1] if i + 1 < len(pieces) else None
    if after and after.sort == "word" and after.value in _ORDINALS and len(digits) <= 2:
        return Token("ordinal", piece.start, after.end, piece.spaced, number=int(digits)), i + 2
    if after and after.sort == "word" and len(digits) <= 2 and not after.spaced:
        ending, rest = after.value[:2], after.value[2:]
        if ending in _ORDINALS and rest in _WORDS and _WORDS[rest].sort == "month":
            # "31stMarch": the ending and the month have run together
            pieces[i + 1] = after._replace(start=after.start + 2, value=rest)
            return Token("ordinal", piece.start, after.start + 2, piece.spaced, number=int(digits)), i + 1
    return piece._replace(number=int(digits)), i + 1


_ORDINALS = ("st", "nd", "rd", "th")
# what follows the first number of a day in figures: "3/4/2025"
_FIGURES = ["sign", "number", "sign", "number"]


def _word(pieces: list[Token], i: int, before: list[Token]) -> tuple[Token | None, int]:
    piece = pieces[i]
    word = piece.value
    if word == "s" and before and before[-1].sort == "quote":
        before.pop()  # a possessive
        return None, i + 1
    for rest, entry in _PHRASES.get(word, ()):
        end = _phrase_end(pieces, i, rest)
        if end:
            return _known(entry, piece, pieces[end - 1].end), end
    known = _WORDS.get(word) or _mended(word)
    return _known(known, piece, piece.end) if known else piece._replace(sort="stranger"), i + 1


def _known(entry: Entry, piece: Token, end: int) -> Token:
    return Token(entry.sort, piece.start, end, piece.spaced, entry.value, entry.number, entry.every)


def _phrase_end(pieces: list[Token], i: int, rest: tuple[str, ...]) -> int | None:
    """Where the phrase that begins at `i` and goes on with these words ends; None if it does not stand there."""
    at = i + 1
    dotted = False
    for word in rest:
        dotted = at < len(pieces) and pieces[at].value == "."
        if at < len(pieces) and pieces[at].sort == "sign" and pieces[at].value in ("-", "/", ".", "'"):
            at += 1
        if at >= len(pieces) or pieces[at].sort != "word" or pieces[at].value != word:
            return None
        at += 1
    if dotted and at < len(pieces) and pieces[at].value == ".":
        at += 1  # the full stop of an abbreviation ends no sentence: "w.e.f. 1 April"
    return at

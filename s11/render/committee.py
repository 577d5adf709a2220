"""Committee reports: Markdown with a YAML head, and Jinja in the body that says only what the View says.

The words of the body are the council's own; figures, sentences and tables about a plan come from helpers, so that prose
and figures cannot drift apart. A gap is a place where only a person may write: it is marked, counted and never filled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, NoReturn

from markupsafe import Markup

from s11.english import in_words, number_of
from s11.plan import did_you_mean
from s11.render.labels import UNWRITTEN
from s11.render.sandbox import BadTemplate, Sandbox
from s11.render.templates import why_unread
from s11.text import Document, Node, Path, Source, read
from s11.view import AUDIENCES, Changes, FullPlan, RecommendationView, Report
from s11.view import assessment_records as of_return
from s11.view import history_sentences as past
from s11.view import sentences as say
from s11.view.assessment_records import AssessmentPage
from s11.view.coverage_records import ListCoverage
from s11.view.history import History
from s11.view.history_sentences import MonthRow, PlanPast
from s11.when import parse_day

NOT_COMPARED = "There is no earlier version of the plan to compare it with."
# in a record that has a field called ``date``
Day = date
ENDING = ".md"
FOLDER = "committee/"
FENCE = "---\n"
TABLES = "parts.committee.md.j2"
FRAMES = {"markdown": "page.committee.md.j2", "html": "page.committee.html.j2"}

KEYS = {
    "title": "the report's title (needed)",
    "organisation": "whose report it is; the plans' own organisations where it is left out",
    "to": "the body it goes to",
    "date": "the day of the meeting, YYYY-MM-DD",
    "report of": "the post that reports",
    "facts": "further lines of the title block: label and words",
    "plans": "the ids of the plans it is about; every plan where it is left out",
    "assessments": "the ids of the self-assessments it is about; none where it is left out",
    "coverage": "the ids of the lists of standards whose coverage it tells; none where it is left out",
    "as_of": "the day the plans are judged on, YYYY-MM-DD",
    "rev": "the git revision the plans are read from",
    "audience": "internal or public; internal where it is left out",
    "since": (
        "the day or revision that the helpers on what changed compare with; since each plan was last reported where it "
        "is left out"
    ),
    "sections": "for a body that goes through them: key and heading, in order",
}


class Section(NamedTuple):
    key: str
    heading: str


class Gap(NamedTuple):
    """A place where only a person may write: what is to stand there, and who writes it."""

    what: str
    who: str

    @property
    def words(self) -> str:
        return f"{self.what} ({self.who})" if self.who else self.what


class Cover(NamedTuple):
    """The head of a committee report, and its body as it stands."""

    name: str
    body: str
    title: str
    organisation: str
    to: str
    date: date | None
    report_of: str
    facts: tuple[tuple[str, str], ...]
    plans: tuple[str, ...]
    as_of: Day | None
    rev: str
    audience: str
    sections: tuple[Section, ...]
    since: str = ""
    assessments: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()

    @property
    def asks_for_past(self) -> bool:
        """Whether its body asks what changed or how it has gone."""
        return any(name in self.body for name in (*OF_CHANGES, *OF_CHANGES_TABLES, *OF_HISTORY, *OF_HISTORY_TABLES))


class CoverPast(NamedTuple):
    """What changed in the plans of a report and how they have gone; where they cannot be compared, why not."""

    changes: Changes | None = None
    history: History | None = None
    why_not: str = ""


class Written(NamedTuple):
    """A committee report in one format, and the places in it that are still to be written."""

    text: str
    gaps: tuple[Gap, ...]

    @property
    def gap_words(self) -> str:
        """'3 places still to be written: …', or '' where there is none."""
        return (
            f"{number_of(len(self.gaps), 'place')} still to be written: {'; '.join(gap.words for gap in self.gaps)}"
            if self.gaps
            else ""
        )


# the head ------------------------------------------------------------------------------------------------------------


def cover(template: str, templates: Mapping[str, str]) -> Cover | None:
    """The committee report that a template's name means, or None where it means something else. Raises BadTemplate."""
    for name in (template + ENDING, FOLDER + template + ENDING):
        if why := why_unread(templates, name):
            raise BadTemplate(why)
        text = templates.get(name, "").removeprefix("\ufeff")
        if text.startswith(FENCE):
            return _read(name, text)
    return None


def offered(templates: Mapping[str, str]) -> list[str]:
    return sorted(
        name.removesuffix(ENDING)
        for name, text in templates.items()
        if name.endswith(ENDING) and text.startswith(FENCE)
    )


def _read(name: str, text: str) -> Cover:
    head, fence, body = f"{text}\n".partition("\n" + FENCE)
    if not fence:
        raise BadTemplate(f"template {name}, line 1: the head is not closed: end it with a line '---'")
    head += "\n"
    reading = _Head(read(Source(name, name, head.encode("utf-8"))))
    return Cover(
        # line for line where it stands in the file, so that a fault in it names the file's own line
        name,
        "\n" * (head.count("\n") + 1) + body,
        reading.words("title", needed=True),
        reading.words("organisation"),
        reading.words("to"),
        reading.day("date"),
        reading.words("report of"),
        reading.pairs("facts"),
        reading.many("plans"),
        reading.day("as_of"),
        reading.words("rev"),
        reading.one_of("audience", AUDIENCES),
        tuple(Section(*pair) for pair in reading.pairs("sections")),
        reading.words("since"),
        reading.many("assessments"),
        reading.many("coverage"),
    )


class _Head:
    """What the keys of one head hold; the first thing wrong is one line that names its place."""

    def __init__(self, document: Document):
        self.document = document
        if document.slips:
            slip = document.slips[0]
            self.wrong(document.place(slip.span).line, f"{slip.message}; {slip.hint}" if slip.hint else slip.message)
        if not isinstance(document.root, dict):
            self.wrong(1, "the head must be keys with values: begin with 'title: …'")
        self.root = document.root
        for key in self.root:
            if key not in KEYS:
                hint = did_you_mean(key, KEYS) or f"the keys are {', '.join(KEYS)}"
                self.wrong(
                    document.place(document.key_span((key,))).line, f"'{key}' is not a key of a report's head; {hint}"
                )

    def wrong(self, line: int, message: str) -> NoReturn:
        raise BadTemplate(f"template {self.document.source.name}, line {line}: {message}")

    def wrong_at(self, path: Path, message: str) -> NoReturn:
        self.wrong(self.document.place(self.document.key_span(path)).line, message)

    def node(self, key: str) -> Node:
        return self.root.get(key, "")

    def words(self, key: str, needed: bool = False) -> str:
        node = self.node(key)
        if not isinstance(node, str):
            self.wrong_at((key,), f"'{key}' must be text on one line")
        if needed and not node.strip():
            self.wrong(1, f"'{key}' is missing: {KEYS[key]}")
        return " ".join(node.split())

    def day(self, key: str) -> date | None:
        text = self.words(key)
        read = parse_day(text) if text else None
        if text and read is None:
            self.wrong_at((key,), f"'{text}' is not a day: write {key} as YYYY-MM-DD")
        return read

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        word = self.words(key)
        if word and word not in choices:
            self.wrong_at((key,), f"'{word}' is not one of {', '.join(choices)}")
        return word

    def many(self, key: str) -> tuple[str, ...]:
        node = self.node(key)
        listed = [node] if isinstance(node, str) else node
        texts = [word for word in listed if isinstance(word, str)]
        if isinstance(listed, dict) or len(texts) < len(listed):
            self.wrong_at((key,), f"'{key}' must be one word or a list: write {key}: [one, another]")
        return tuple(word.strip() for word in texts if word.strip())

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        node = self.node(key) or {}
        pairs = node.items() if isinstance(node, dict) else ()
        worded = [(label, text) for label, text in pairs if isinstance(text, str)]
        if not isinstance(node, dict) or len(worded) < len(node):
            self.wrong_at((key,), f"'{key}' must be lines of the form 'key: text'")
        return tuple((label, " ".join(text.split())) for label, text in worded)


# the body ------------------------------------------------------------------------------------------------------------

OF_A_PLAN: dict[str, Callable[[FullPlan], str]] = {
    "size_sentence": say.size_sentence,
    "stated_sentence": say.stated_sentence,
    "words_sentence": say.words_sentence,
    "done_sentence": say.done_sentence,
}
OF_A_DAY: dict[str, Callable[[FullPlan, date], object]] = {
    "checked_sentence": say.checked_sentence,
    "standing_sentence": say.standing_sentence,
    "freshness_sentence": say.freshness_sentence,
    "late_sentence": say.late_sentence,
    "exceptions_sentence": say.exceptions_sentence,
    "not_known": say.not_known,
}
OF_CHANGES: dict[str, Callable[[PlanPast], str]] = {"changes_sentence": past.changes_sentence}
OF_CHANGES_TABLES = ("changes_list", "newly_late_table", "moved_dates_table", "unexplained_list")
OF_HISTORY: dict[str, Callable[[tuple[MonthRow, ...]], str]] = {"history_sentence": past.history_sentence}
OF_HISTORY_TABLES = ("history_table",)
OF_A_RETURN: dict[str, Callable[[AssessmentPage], str]] = {
    "claimed_sentence": of_return.claimed_sentence,
    "looked_sentence": of_return.looked_sentence,
    "shown_sentence": of_return.shown_sentence,
    "signed_sentence": of_return.signed_sentence,
    "doing_sentence": of_return.doing_sentence,
}
OF_A_LIST: dict[str, Callable[[ListCoverage], str]] = {
    "returns_sentence": of_return.returns_sentence,
    "coverage_sentence": of_return.coverage_sentence,
}
OF_A_LIST_TABLES = ("standards_table", "gaps_list")
OF_A_RETURN_TABLES = (
    "grades_table",
    "signatures_table",
    "watched_table",
    "challenges_list",
    "said_list",
    "open_list",
    "answers_appendix",
)
OF_A_RECOMMENDATION = {"stated_words": say.stated_words, "checked_words": say.checked_words}
TABLE_NAMES = (
    "counts_table",
    "words_table",
    "exceptions_table",
    "late_table",
    "recommendations_table",
    "not_known_list",
    "background_list",
    "appendix",
)


def write(
    cover: Cover,
    report: Report,
    format: str,
    templates: Mapping[str, str],
    before: CoverPast = CoverPast(),
    returns: Sequence[AssessmentPage] = (),
    lists: Sequence[ListCoverage] = (),
) -> Written:
    """A committee report in one format. Raises BadTemplate where it cannot be made."""
    from s11.render import html_or_markdown
    from s11.render.markdown_html import html_of

    gaps = [
        Gap(label, "")
        for label, given in (("To", cover.to), ("Date", cover.date), ("Report of", cover.report_of))
        if not given
    ]
    environment = html_or_markdown("markdown", {**templates, cover.name: cover.body})
    _add_filters(environment, report)
    _add_filters_of_past(environment, report, before)
    _add_filters_of_returns(environment)
    size = report.portfolio.actions + sum(one.size for one in returns) + sum(len(one.cells) for one in lists)
    variables = _words(report, gaps, returns, lists)
    body = environment.write(
        cover.name,
        size,
        report=report,
        head=report.head,
        cover=cover,
        sections=cover.sections,
        plans=report.plans,
        assessments=tuple(returns),
        **variables,
    )
    page = {"report": report, "head": report.head, "cover": cover, "audience": report.audience}
    written = Written("", tuple(gaps))
    # also for Markdown, so that a heading out of order is refused in whichever format the report is built first
    html, headings = html_of(body, cover.name)
    if format == "html":
        text = html_or_markdown("html", templates).write(
            FRAMES[format], report.portfolio.actions, **page, written=written, body=html, headings=headings
        )
    else:
        text = html_or_markdown("markdown", templates).write(
            FRAMES[format], report.portfolio.actions, **page, written=written, body=Markup(body)
        )
    return written._replace(text=text)


def _words(
    report: Report, gaps: list[Gap], returns: Sequence[AssessmentPage], lists: Sequence[ListCoverage]
) -> dict[str, Callable[..., object]]:
    """What a body may call: a plan, a self-assessment or a list's coverage by its id, a gap, a paragraph's number."""
    from s11.render.markdown import literal

    plans = {plan.summary.id: plan for plan in report.plans}
    numbered = [0]

    def plan(id: str) -> FullPlan:
        if id not in plans:
            raise ValueError(f"this report has no plan '{id}': it has {', '.join(plans) or 'none'}")
        return plans[id]

    def assessment(id: str) -> AssessmentPage:
        by_id = {one.id: one for one in returns}
        if id not in by_id:
            has = ", ".join(by_id) or "none: name it under 'assessments' in the head"
            raise ValueError(f"this report has no self-assessment '{id}': it has {has}")
        return by_id[id]

    def coverage(id: str) -> ListCoverage:
        by_id = {one.id: one for one in lists}
        if id not in by_id:
            has = ", ".join(by_id) or "none: name it under 'coverage' in the head"
            raise ValueError(f"this report has no coverage of a list '{id}': it has {has}")
        return by_id[id]

    def gap(what: str, who: str = "") -> Markup:
        gaps.append(Gap(" ".join(what.split()), " ".join(who.split())))
        by = f" By: {literal(gaps[-1].who)}." if who else ""
        return Markup(f"\n\n> **{UNWRITTEN}: {literal(gaps[-1].what)}.**{by}\n\n")

    def para() -> Markup:
        numbered[0] += 1
        return Markup(f"{numbered[0]}\\.")

    return {"plan": plan, "assessment": assessment, "coverage": coverage, "gap": gap, "para": para}


def _add_filters(environment: Sandbox, report: Report) -> None:
    """Give an environment the sentences and tables of this report's day."""
    day = report.head.as_of

    def table(name: str) -> Callable[[object], object]:
        return lambda plan: getattr(environment.get_template(TABLES).module, name)(_plan(plan, name), report)

    environment.filters |= {
        name: lambda plan, name=name, sentence=sentence: sentence(_plan(plan, name))
        for name, sentence in OF_A_PLAN.items()
    }
    environment.filters |= {
        name: lambda plan, name=name, sentence=sentence: sentence(_plan(plan, name), day)
        for name, sentence in OF_A_DAY.items()
    }
    environment.filters |= {
        name: lambda one, name=name, sentence=sentence: sentence(_recommendation(one, name))
        for name, sentence in OF_A_RECOMMENDATION.items()
    }
    environment.filters |= {name: table(name) for name in TABLE_NAMES} | {"in_words": _in_words}


def _add_filters_of_past(environment: Sandbox, report: Report, before: CoverPast) -> None:
    """Give an environment the sentences and tables of what changed and of how it has gone."""

    def changed(name: str, shown: Callable[[PlanPast], object]) -> Callable[[object], object]:
        def filtered(value: object) -> object:
            plan = _plan(value, name)
            if before.changes is None:
                raise ValueError(
                    f"'{name}' has nothing to compare with: {before.why_not or 'write since: in the head'}"
                )
            of_plan = past.plan_past(before.changes, plan.summary.id)
            return NOT_COMPARED if of_plan is None else shown(of_plan)

        return filtered

    def gone(name: str, shown: Callable[[tuple[MonthRow, ...]], object]) -> Callable[[object], object]:
        def filtered(value: object) -> object:
            plan = _plan(value, name)
            if before.history is None:
                raise ValueError(f"'{name}' needs plans that are kept in git")
            return shown(past.month_rows(before.history, plan.summary.id))

        return filtered

    def table(name: str) -> Callable[[object], object]:
        return lambda value: getattr(environment.get_template(TABLES).module, name)(value, report)

    environment.filters |= {name: changed(name, shown) for name, shown in OF_CHANGES.items()}
    environment.filters |= {name: changed(name, table(name)) for name in OF_CHANGES_TABLES}
    environment.filters |= {name: gone(name, shown) for name, shown in OF_HISTORY.items()}
    environment.filters |= {name: gone(name, table(name)) for name in OF_HISTORY_TABLES}


def _add_filters_of_returns(environment: Sandbox) -> None:
    """Give an environment the sentences and tables of self-assessments."""

    def sentence(name: str, shown: Callable[[AssessmentPage], str]) -> Callable[[object], object]:
        return lambda value: shown(_return(value, name))

    def table(name: str) -> Callable[[object], object]:
        return lambda value: getattr(environment.get_template(TABLES).module, name)(_return(value, name))

    environment.filters |= {name: sentence(name, shown) for name, shown in OF_A_RETURN.items()}
    environment.filters |= {name: table(name) for name in OF_A_RETURN_TABLES}

    def of_list(name: str, shown: Callable[[ListCoverage], object]) -> Callable[[object], object]:
        return lambda value: shown(_list(value, name))

    tables = {name: getattr(environment.get_template(TABLES).module, name) for name in OF_A_LIST_TABLES}
    environment.filters |= {name: of_list(name, shown) for name, shown in (OF_A_LIST | tables).items()}


def _in_words(count: int, noun: str = "") -> str:
    return say.counted(count, noun) if noun else in_words(count)


def _plan(value: object, name: str) -> FullPlan:
    if not isinstance(value, FullPlan):
        raise TypeError(f"'{name}' needs a plan: write {{{{ plan('ID') | {name} }}}}")
    return value


def _list(value: object, name: str) -> ListCoverage:
    if not isinstance(value, ListCoverage):
        raise TypeError(f"'{name}' needs the coverage of a list: write {{{{ coverage('ID') | {name} }}}}")
    return value


def _return(value: object, name: str) -> AssessmentPage:
    if not isinstance(value, AssessmentPage):
        raise TypeError(f"'{name}' needs a self-assessment: write {{{{ assessment('ID') | {name} }}}}")
    return value


def _recommendation(value: object, name: str) -> RecommendationView:
    if not isinstance(value, RecommendationView):
        raise TypeError(f"'{name}' needs one of a plan's recommendations")
    return value

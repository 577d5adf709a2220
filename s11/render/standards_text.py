"""The command ``standards``: lists of standards on a screen and as one-line records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11.english import join_words, number_of, state_words
from s11.render.glyphs import STYLES
from s11.render.screen import Screen, ScreenSettings, add_head, add_read, read_line
from s11.text import one_line, record
from s11.view.counts import NotRead
from s11.view.standards import AnsweredBy, BodiesSeen, BodySeen, ListSeen, Named, StandardSeen, StandardsSeen
from s11.when import day_words

LABEL = 13
BOUND = {True: "bound", False: "not bound", None: "not known"}
OWN = "the council’s own"


def standards_screen(seen: StandardsSeen, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    if not seen.one:
        _add_all(screen, seen)
    if seen.head is not None:
        add_head(screen, seen.head)
    for listed in seen.lists if seen.one else ():
        if seen.one == listed.id:
            _add_list(screen, listed)
        else:
            _add_one(screen, listed, listed.standards[0])
    for bodies in seen.bodies if seen.one else ():
        _add_bodies(screen, bodies, seen)
    if seen.head is not None:
        screen.gap()
        add_read(screen, seen.head)
    for missed in seen.not_read:
        if seen.head is None or missed not in seen.head.not_read:
            screen.gap()
            screen.paragraph(("! ", "bold magenta"), _missed(missed), hang=2)
    return str(screen)


def _missed(missed: NotRead) -> str:
    return f"{missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}"


def _add_all(screen: Screen, seen: StandardsSeen) -> None:
    for listed in seen.lists:
        screen.paragraph((listed.id, "bold"), "  ", listed.title, hang=4)
        phrases = [number_of(len(listed.standards), "standard"), *([OWN] if listed.own else [])]
        phrases += [f"follows {join_words(listed.follows)}"] if listed.follows else []
        screen.paragraph("; ".join(phrases), indent=4, hang=2)
    for bodies in seen.bodies:
        screen.paragraph((bodies.id, "bold"), "  ", bodies.title, hang=4)
        phrases = [number_of(len(bodies.bodies), "kind of body", "kinds of body"), *([OWN] if bodies.own else [])]
        screen.paragraph("; ".join(phrases), indent=4, hang=2)
    screen.gap()
    screen.paragraph(
        ("One list: s11 standards LIST. One standard, and what answers it: s11 standards 'LIST#ID'.", "dim")
    )


def _rows(screen: Screen, rows: Iterable[tuple[str, str]], indent: int = 2) -> None:
    for label, text in rows:
        if text:
            beside = label if len(label) < LABEL else f"{label}  "
            screen.paragraph((beside.ljust(LABEL), "dim"), text, indent=indent, hang=LABEL)


def _about_list(listed: ListSeen) -> Iterator[tuple[str, str]]:
    yield "source", listed.source
    yield "stands in", listed.paragraphs
    yield "wording", listed.wording_words
    yield "agreed by", join_words(listed.agreed_by) if listed.agreed_by else ""
    yield "follows", join_words(listed.follows) if listed.follows else ""
    yield "followed by", join_words(listed.followed_by) if listed.followed_by else ""
    yield "note", listed.note
    yield "licence", listed.licence
    yield "file", f"{listed.file} ({OWN})" if listed.own else listed.file
    if listed.plans is not None:
        yield "plans", join_words(listed.plans) if listed.plans else "none of those read names it"


def _add_list(screen: Screen, listed: ListSeen) -> None:
    screen.paragraph((listed.id, "bold"), "  ", listed.title, hang=4)
    _rows(screen, _about_list(listed))
    group = ""
    for one in listed.standards:
        if one.group != group:
            group = one.group
            screen.gap()
            screen.paragraph((group, "bold"))
        screen.gap()
        screen.paragraph((one.id, "bold"), "  ", one.text, hang=4)
        _rows(screen, _how_it_follows(one), 4)
        if one.points:
            _rows(
                screen,
                [("points", f"{number_of(len(one.points), 'point')}: {join_words([p.id for p in one.points])}")],
                4,
            )
        if one.answered_by:
            _rows(screen, [("answered by", _counted(one.answered_by))], 4)


def _how_it_follows(one: StandardSeen) -> Iterator[tuple[str, str]]:
    yield "replaces", _before(one)
    yield "replaced by", join_words([named.address for named in one.replaced_by]) if one.replaced_by else ""


def _before(one: StandardSeen) -> str:
    if one.new:
        return "nothing: no earlier list asked for it"
    return join_words([named.address for named in one.replaces]) if one.replaces else ""


def _counted(answers: Iterable[AnsweredBy]) -> str:
    """'3 actions: 1 off track, 2 completed'."""
    states: dict[str, int] = {}
    recommendations = 0
    for one in answers:
        if one.of == "action":
            states[one.checked] = states.get(one.checked, 0) + 1
        else:
            recommendations += 1
    phrases = []
    if states:
        counts = join_words([f"{count} {state_words(state)}" for state, count in states.items()])
        phrases.append(f"{number_of(sum(states.values()), 'action')} ({counts})")
    if recommendations:
        phrases.append(f"{number_of(recommendations, 'recommendation')} without an action")
    return join_words(phrases)


def _add_one(screen: Screen, listed: ListSeen, one: StandardSeen) -> None:
    screen.paragraph((one.address, "bold"), "  ", one.text, hang=4)
    rows = [
        ("list", f"{listed.title}; {listed.wording_words}" if listed.wording else listed.title),
        ("group", one.group),
        ("stands in", "; ".join(part for part in (listed.paragraphs, one.paragraph) if part)),
        ("for", join_words([state_words(kind) for kind in one.applies_to]) if one.applies_to else ""),
        ("guidance", one.guidance),
        ("evidence", "; ".join(one.evidence)),
        ("because of", "; ".join(one.arises_from)),
        ("note", one.note),
    ]
    _rows(screen, rows)
    for heading, named in (("Replaces", one.replaces), ("Replaced by", one.replaced_by)):
        _add_named(screen, heading, named)
    if one.new is not False and not one.replaces:
        screen.gap()
        sentence = "no earlier list asked for it" if one.new else "not said: nothing is known here of an earlier list"
        screen.paragraph(("Replaces  ", "bold"), sentence, hang=4)
    if one.points:
        screen.gap()
        screen.paragraph(("Points", "bold"))
        for point in one.points:
            screen.paragraph((point.id, "bold"), "  ", point.text, indent=2, hang=4)
            only = join_words([state_words(kind) for kind in point.applies_to]) if point.applies_to else ""
            evidence = "; ".join(point.evidence)
            rows = [("for", only), ("guidance", point.guidance), ("evidence", evidence), ("note", point.note)]
            _rows(screen, rows, 6)
    if one.descriptors:
        screen.gap()
        screen.paragraph(("What each grade means", "bold"))
        _rows(screen, one.descriptors.items())
    if one.links:
        screen.gap()
        screen.paragraph(("In other lists", "bold"))
        _rows(screen, ((name, ", ".join(ids)) for name, ids in one.links.items()))
    if one.answered_by is not None:
        _add_answers(screen, one.answered_by)


def _add_named(screen: Screen, heading: str, named: Iterable[Named]) -> None:
    for number, each in enumerate(named):
        if not number:
            screen.gap()
            screen.paragraph((heading, "bold"))
        screen.paragraph((each.address, "bold"), "  ", each.text, indent=2, hang=4)


def _add_answers(screen: Screen, answers: tuple[AnsweredBy, ...]) -> None:
    screen.gap()
    if not answers:
        screen.paragraph(("Answered by  ", "bold"), "no action or recommendation of the plans read", hang=4)
        return
    screen.paragraph(("Answered by  ", "bold"), _counted(answers), hang=4)
    for one in answers:
        if one.of == "action":
            glyph = screen.settings.glyphs[one.checked]
            state = (f"{glyph} {state_words(one.checked)}", STYLES[one.checked])
        else:
            state = ("no action", "dim")
        due = f", due {day_words(one.due)}" if one.due else ""
        screen.paragraph((one.address, "bold"), "  ", one.text, indent=2, hang=4)
        screen.paragraph(state, due, indent=6)


def _add_bodies(screen: Screen, bodies: BodiesSeen, seen: StandardsSeen) -> None:
    screen.paragraph((bodies.id, "bold"), "  ", bodies.title, hang=4)
    rows = [
        ("law", bodies.law),
        ("source", bodies.source),
        ("looked up", bodies.looked_up),
        ("note", bodies.note),
        ("licence", bodies.licence),
        ("file", f"{bodies.file} ({OWN})" if bodies.own else bodies.file),
    ]
    _rows(screen, rows)
    screen.gap()
    screen.paragraph((f"On {day_words(seen.as_of)}", "bold"))
    for body in bodies.bodies:
        screen.paragraph((BOUND[body.bound].ljust(LABEL), "" if body.bound else "dim"), body.text, indent=2, hang=LABEL)
        screen.paragraph(_body_days(body), indent=2 + LABEL, hang=2)


def _body_days(body: BodySeen) -> str:
    phrases = [body.days_words]
    phrases += [f"replaces {join_words(body.replaces)}"] if body.replaces else []
    phrases += [body.note] if body.note else []
    return "; ".join(phrases)


# as records, a line each ---------------------------------------------------------------------------------------------


def standards_lines(seen: StandardsSeen) -> str:
    rows: list[str] = []
    for listed in seen.lists:
        if not seen.one:
            rows.append(
                record("list", listed.id, one_line(listed.title), f"standards={len(listed.standards)}", listed.file)
            )
            continue
        if seen.one == listed.id:
            about = (f"{label}={one_line(value)}" for label, value in _about_list(listed) if value)
            rows.append(record("list", listed.id, one_line(listed.title), *about))
        for one in listed.standards:
            rows += _standard_lines(one, seen.one != listed.id)
    for bodies in seen.bodies:
        rows.append(record("bodies", bodies.id, one_line(bodies.title), f"kinds={len(bodies.bodies)}", bodies.file))
        if seen.one:
            rows += (
                record("body", body.id, one_line(body.text), BOUND[body.bound], one_line(_body_days(body)))
                for body in bodies.bodies
            )
    if seen.head is not None:
        rows.append(read_line(seen.head))
    rows += (
        record("not read whole", f"{one.file}:{one.line}:{one.column}", one_line(one.said)) for one in seen.not_read
    )
    return "\n".join(rows) + "\n"


def _standard_lines(one: StandardSeen, whole: bool) -> Iterator[str]:
    before = "new" if one.new else ",".join(named.address for named in one.replaces) or "not said"
    after = ",".join(named.address for named in one.replaced_by) or "none known"
    yield record("standard", one.address, one_line(one.text), f"replaces={before}", f"replaced by={after}")
    if whole:
        yield from (record("point", f"{one.address}#{point.id}", one_line(point.text)) for point in one.points)
        yield from (record("grade", grade, one_line(text)) for grade, text in one.descriptors.items())
        yield from (record("link", name, ",".join(ids)) for name, ids in one.links.items())
    for answer in one.answered_by or ():
        due = answer.due.isoformat() if answer.due else ""
        yield record(
            "answered by", one.address, answer.address, answer.checked or "no action", due, one_line(answer.text)
        )

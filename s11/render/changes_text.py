"""What changed, on the screen, as one-line records and as a comment."""

from __future__ import annotations

from collections.abc import Mapping

from s11.english import number_of, state_words
from s11.render.glyphs import STYLES
from s11.render.screen import Part, Screen, ScreenSettings, add_read, add_travel, not_read_line, read_line, travel_line
from s11.text import one_line, record
from s11.view import CAUSE_WORDS, ChangeEntry, Changes, PlanChanges, UnexplainedEdit
from s11.view.change_records import QUIET_APART, QUIET_WORDS, AssessmentChanges, quiet_count_words
from s11.when import day_words

NONE_COMPARED = "No plan could be compared."
# GitHub takes 65,536 characters in a comment, GitLab more; what stands in a pipeline's own frame needs a little room
ROOM = 60_000
SHORTER = ((50, 200), (20, 200), (10, 100), (5, 100), (3, 50), (1, 50), (0, 50), (0, 10), (0, 0))


def comment(changes: Changes, templates: Mapping[str, str]) -> str:
    """The same in Markdown, short enough for a comment on a pull request; what is left out is counted in it."""
    from s11.render import render_view

    made = render_view("changes", changes, "markdown", templates)
    for rows, plans in SHORTER:
        if len(made.encode("utf-8")) <= ROOM:
            break
        made = render_view("changes", changes.shortened(rows, plans), "markdown", templates)
    return made


def _nothing(changes: Changes) -> str:
    return NONE_COMPARED if changes.apart and not changes.plans else f"{': '.join(changes.nothing_words)}."


def changes_screen(changes: Changes, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    head = changes.head
    since = f"since {changes.since.said}" if changes.since else "each plan since its own base"
    screen.paragraph((f"What changed by {day_words(head.as_of)} ({head.revision_words}), {since}", "bold"), hang=2)
    if head.filtered:
        screen.paragraph(("Only: ", "bold"), head.filtered)
    if changes.nothing:
        screen.gap()
        screen.paragraph((_nothing(changes), "bold"))
    for sentence in changes.settings:
        screen.gap()
        screen.paragraph((sentence, "bold"), hang=2)
    for plan in changes.changed:
        screen.gap()
        _add_plan(screen, plan)
    for assessment in changes.assessments:
        screen.gap()
        _add_assessment(screen, assessment)
    if changes.unchanged and changes.changed:
        screen.gap()
        screen.paragraph(
            (f"Nothing changed in {number_of(len(changes.unchanged), 'plan')}: ", "bold"),
            ", ".join(plan.id for plan in changes.unchanged),
            hang=2,
        )
    if changes.apart:
        screen.gap()
    for plan_id, why in changes.apart:
        screen.paragraph(("Not compared: ", "bold"), f"{plan_id}: {why}", hang=2)
    if len(changes.plans) > 1:
        screen.gap()
        screen.paragraph(
            ("All plans together", "bold"),
            f"  {number_of(changes.count, 'change')}; {quiet_count_words(changes.quiet_count)}",
        )
        for _, label, count in changes.counts:
            screen.paragraph(f"{count:5}  {label}")
        if changes.travel:
            add_travel(screen, changes.travel)
    if changes.not_told:
        screen.gap()
        screen.paragraph(changes.not_told_words)
    screen.gap()
    add_read(screen, head)
    return str(screen)


def _add_plan(screen: Screen, plan: PlanChanges) -> None:
    screen.paragraph((plan.organisation, "bold"), "  ", (plan.id, "dim"))
    screen.paragraph(plan.title)
    if plan.not_whole_words:
        screen.paragraph(("! ", "bold magenta"), (plan.not_whole_words, "bold magenta"), hang=2)
    add_travel(screen, plan.travel)
    if plan.quiet_count:
        screen.paragraph(
            ("no reason  ", "dim"),
            (quiet_count_words(plan.quiet_count), "bold magenta"),
            f": {QUIET_WORDS}",
            hang=11,
        )
    for group in plan.groups:
        screen.gap()
        screen.paragraph((f"{group.words} ({group.count})", "bold"))
        for row in group.rows:
            _add_entry(screen, row)
    if plan.quiet:
        screen.gap()
        screen.paragraph((QUIET_APART, "bold"), f" ({len(plan.quiet)})")
        for quiet in plan.quiet:
            _add_quiet(screen, quiet, 2)


def _add_assessment(screen: Screen, one: AssessmentChanges) -> None:
    screen.paragraph((one.organisation, "bold"), "  ", (one.id, "dim"))
    screen.paragraph(one.title)
    if one.quiet:
        screen.paragraph(
            ("no reason  ", "dim"),
            (quiet_count_words(len(one.quiet)), "bold magenta"),
            f": {QUIET_WORDS}",
            hang=11,
        )
    for group in one.groups:
        screen.gap()
        screen.paragraph((f"{group.words} ({group.count})", "bold"))
        for row in group.rows:
            _add_entry(screen, row)
    if one.quiet:
        screen.gap()
    for quiet in one.quiet:
        _add_quiet(screen, quiet, 2)


def _add_entry(screen: Screen, row: ChangeEntry) -> None:
    screen.paragraph((row.label, "bold"), "  ", row.text, "  ", (row.address, "dim"), indent=2, hang=2)
    glyphs = screen.settings.glyphs
    states: list[Part] = []
    for state in (row.old_state, row.new_state):
        if state:
            states += [" -> " if states else "", (f"{glyphs[state]} {state_words(state)}", STYLES[state])]
    cause = f" ({CAUSE_WORDS[row.cause]})" if row.cause else ""
    if states or row.said or cause:
        screen.paragraph(
            *states,
            ": " if states and row.said else "",
            row.said,
            (cause, "bold" if row.cause == "days" else ""),
            indent=4,
            hang=2,
        )
    if row.has_sides:
        screen.paragraph(("was  ", "dim"), row.before or "nothing", indent=4, hang=5)
        screen.paragraph(("now  ", "dim"), row.after or "nothing", indent=4, hang=5)
    if row.why:
        screen.paragraph(("why  ", "dim"), row.why, indent=4, hang=5)
    if row.was:
        screen.paragraph((f"before at {row.was}", "dim"), indent=4)
    for quiet in row.quiet:
        _add_quiet(screen, quiet, 4)


def _add_quiet(screen: Screen, quiet: UnexplainedEdit, indent: int) -> None:
    screen.paragraph(
        ("! changed without a reason: ", "bold magenta"),
        quiet.message,
        (f" ({quiet.code})", "dim"),
        indent=indent,
        hang=2,
    )


def changes_lines(changes: Changes) -> str:
    """One record a change, then one a plan and one for all of them: nothing wrapped, nothing cut."""
    rows = []
    for plan in changes.plans:
        for group in plan.groups:
            rows += [_entry_line(row) for row in group.rows]
        rows += [
            record("quiet", plan.id, f"{quiet.code} {quiet.level}", one_line(quiet.message)) for quiet in plan.quiet
        ]
    rows += [
        record(
            "plan",
            plan.id,
            f"since {one_line(plan.since.said)}",
            f"changes={plan.count} quiet={plan.quiet_count}",
            *([] if plan.whole else ["not read whole"]),
            travel_line(plan.travel),
        )
        for plan in changes.plans
    ]
    for assessment in changes.assessments:
        rows += [_entry_line(row) for group in assessment.groups for row in group.rows]
        rows += [
            record("quiet", assessment.id, f"{quiet.code} {quiet.level}", one_line(quiet.message))
            for quiet in assessment.quiet
        ]
        since = f"since {one_line(assessment.since.said)}"
        counts = f"changes={assessment.count} quiet={len(assessment.quiet)}"
        rows.append(record("self-assessment", assessment.id, since, counts))
    rows += [record("not compared", plan_id, one_line(why)) for plan_id, why in changes.apart]
    rows += [record("settings", one_line(sentence)) for sentence in changes.settings]
    rows += [record("not told", f"entries={changes.not_told}", changes.not_told_words)] if changes.not_told else []
    head = changes.head
    only = [f"only {one_line(head.filtered)}"] if head.filtered else []
    counts = " ".join(f"{heading}={count}" for heading, _, count in changes.counts)
    rows.append(
        record(
            "all plans",
            f"by {head.as_of}",
            head.revision_words,
            *only,
            f"changes={changes.count} quiet={changes.quiet_count}",
            counts or (_nothing(changes) if changes.nothing or not changes.plans else "no change in a plan"),
            *([travel_line(changes.travel)] if changes.travel else []),
        )
    )
    rows += [read_line(head), *(not_read_line(missed) for missed in head.not_read)]
    return "\n".join(rows) + "\n"


def _entry_line(row: ChangeEntry) -> str:
    facts = [
        f"{key}={one_line(value)}"
        for key, value in (
            ("was", row.before),
            ("now", row.after),
            ("why", row.why),
            ("cause", row.cause),
            ("before_at", row.was),
        )
        if value or (row.has_sides and key in ("was", "now"))
    ]
    quiet = (
        ["quiet=" + "; ".join(f"{quiet.code} {one_line(quiet.message)}" for quiet in row.quiet)] if row.quiet else []
    )
    return record(row.heading, row.address, one_line(row.label), one_line(row.text), one_line(row.said), *facts, *quiet)

"""What a person may ask for by its name: fields, records and words of real tables; rules, states and other words."""

from __future__ import annotations

import pytest
from conftest import run_s11

from s11.english import CHECKED, TIMINGS
from s11.plan import (
    ENDINGS,
    Action,
    Control,
    DateChange,
    Evidence,
    Measure,
    MeasureReading,
    Plan,
    Recommendation,
    fields_of,
    find_named,
    names_of_fields,
    record_at,
    records_of,
)
from s11.plan.places import field_at, kind_at
from s11.render.explanation import explained_words, explanation
from s11.render.field_page import named_page
from s11.render.glossary import TERMS
from s11.render.labels import ENDING_MEANINGS, STATE_MEANINGS, TIMING_MEANINGS
from s11.render.screen import ScreenSettings
from s11.rules import RULES
from s11.rules.fields_shown import OF_EVERY_TEXT, rules_on


def named(name):
    """What a name stands for, in few words."""
    found = find_named(name)
    return (
        [cls.__name__ for cls in found.records],
        [f"{cls.__name__}.{field.key}" for cls, field in found.fields],
        [f"{cls.__name__}.{field.key}" for cls, field in found.called],
    )


# fields --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "records", "fields", "called"),
    [
        ("as_at", [], ["Plan.as_at", "Recommendation.as_at", "Action.as_at"], []),
        ("As at", [], ["Plan.as_at", "Recommendation.as_at", "Action.as_at"], []),
        ("evidence", ["Evidence"], ["Action.evidence"], []),
        ("piece of evidence", ["Evidence"], [], []),
        ("evidence.timescale", [], ["Evidence.timescale"], []),
        ("action.lead", [], ["Action.lead"], []),
        ("action.owner", [], [], ["Action.lead"]),
        ("revised.why", [], ["DateChange.why"], []),
        ("action.revised.why", [], ["DateChange.why"], []),
        ("change of a timescale", ["DateChange"], [], []),
        ("date change", ["DateChange"], [], []),
        ("kpi", [], [], ["Action.measure"]),
        ("KPI", [], [], ["Action.measure"]),
        ("sign_off", ["SignedOff"], [], ["Action.signed_off"]),
        ("Learning Point", [], [], ["Recommendation.text"]),
    ],
)
def test_a_name_stands_for_what_it_is_called(name, records, fields, called):
    assert named(name) == (records, fields, called)


def test_a_key_and_a_word_of_tables_are_both_told():
    records, fields, called = named("owner")
    assert (records, fields) == ([], ["Control.owner"])
    assert called == ["Recommendation.lead", "Action.lead", "Evidence.lead", "Milestone.lead"]
    page = run_s11("fields", "owner").out
    assert page.startswith("owner\n  of document control  a key of people\n")
    assert "Real tables say 'owner' for what is called 'lead' here:\n\nlead\n  of a recommendation" in page


def test_a_field_is_told_with_all_that_is_known_of_it():
    page = run_s11("fields", "By when").out
    lines = page.splitlines()
    assert lines[0] == "Real tables say 'By when' for what is called 'timescale' here:" and lines[2] == "timescale"
    facts = {line[2:24].strip(): line[24:].strip() for line in lines[3:] if line[2:3] != " "}
    assert facts["of an action"] == "when, in words"
    assert facts["kind"].startswith("words saying when") and facts["example"] == "timescale: March 2025"
    assert "target date, by when, when" in facts["in tables"]
    assert facts["rules"].startswith("S201 unreadable-timescale: ") and "S205 late: " in page
    # several records have it: its kind, its words and its rules are told once
    assert page.count("in tables") == page.count("S201") == 1


def test_a_record_is_told_with_its_fields():
    page = run_s11("fields", "action").out
    assert page.startswith("An action: one thing to be done.\n  stands under actions of a recommendation\n  id ")
    listed = {line.split()[0] for line in page.split("\n\n")[0].splitlines()[2:]}
    assert listed == {field.key for field in fields_of(Action)}
    assert "Real tables say 'action' for what is called 'text' here" in page


@pytest.mark.parametrize(
    ("name", "said"),
    [("tiemscale", "did you mean 'timescale'?"), ("actoin.lead", "'s11 fields' shows all"), ("", "name")],
)
def test_a_name_of_nothing_is_wrong_use(name, said):
    ran = run_s11("fields", name or "zz")
    assert ran.code == 2 and ran.out == "" and said.replace("name", "no field") in ran.err


def test_every_name_of_a_field_is_found_and_has_a_page():
    for name in set(names_of_fields()):
        found = find_named(name)
        assert found, name
        assert named_page(name, found).strip(), name
    for cls in records_of(Plan):
        for field in fields_of(cls):
            assert (cls, field) in find_named(field.key).fields


def test_a_page_fits_the_screen():
    for name in ("timescale", "action", "owner"):
        page = named_page(name, find_named(name), ScreenSettings(width=80))
        assert max(map(len, page.splitlines())) <= 80
        assert page.split() == named_page(name, find_named(name)).split()


# where a path leads ---------------------------------------------------------------------------------------------------


def test_the_format_says_what_stands_at_a_place():
    action = ("recommendations", 0, "actions", 3)
    assert record_at(()) is Plan and record_at(action) is Action and record_at(action[:-2]) is Recommendation
    assert record_at((*action, "revised", 0)) is DateChange
    # one alone stands for a list of one
    assert record_at((*action, "revised")) is DateChange and record_at((*action, "measure")) is Measure
    assert record_at((*action, "measure", "readings", 1)) is MeasureReading
    assert record_at((*action, "evidence", 0)) is Evidence and record_at(("control",)) is Control
    assert record_at(("people", "AB", "nowhere")) is record_at((*action, 0)) is record_at(("terms", "CSE")) is None
    field = field_at((*action, "lead"))
    assert field is not None and field.key == "lead"
    assert field_at((*action, "lead", 0)) is field_at(()) is field_at(("people", "AB")) is None
    assert kind_at(("people", "AB", "name")) is not None and kind_at((0,)) is None


# rules ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cls", "key", "codes"),
    [
        (Action, "lead", "S102 S112 S501 S502 S711"),
        (Action, "timescale", "S201 S202 S203 S204 S205 S206 S211 S212 S214 S702"),
        (Action, "review", "S208 S709"),
        (Control, "next_review", "S209"),
        (DateChange, "why", "S210"),
        (Evidence, "link", "S107"),
        (Evidence, "text", ""),
        (Plan, "people", "S102 S506 S713"),
        (MeasureReading, "note", ""),
    ],
)
def test_which_rules_are_about_a_field(cls, key, codes):
    assert [rule.code for rule in rules_on(cls, key)] == codes.split()


def test_every_rule_about_a_field_stands_beside_one():
    shown = {rule.code for cls in records_of(Plan) for field in fields_of(cls) for rule in rules_on(cls, field.key)}
    looking = {rule.code for rule in RULES if (rule.check or rule.check_edit) and not rule.settings}
    # bunched dates are told of the plan as a whole
    assert looking - shown == {*OF_EVERY_TEXT, "S207"} - {"S109"}


# explain -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["S701", "s701", " S701 ", "looks-better", "looks_better", "Looks better", "s701_looks_better"]
)
def test_a_rule_is_explained_by_code_name_and_file(word):
    assert run_s11("explain", word).out.startswith("S701 looks-better (error)\n")


def test_the_beginning_of_a_code_lists_its_rules():
    page = run_s11("explain", "S7").out
    listed = [line.split()[0] for line in page.splitlines() if line.startswith("S")]
    assert listed == [rule.code for rule in RULES if rule.code.startswith("S7")]
    assert run_s11("explain", "s70").out.count("\nS70") == 8
    assert run_s11("explain", "S").out.split() == run_s11("explain").out.split()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dated", "thing"], ["dated thing, a word of the glossary: "]),
        (["unrecorded"], ["unrecorded, a timing: it goes on"]),
        (["no_date"], ["no_date, a word of the glossary (as is 'undated'): ", "no_date, a timing: "]),
        (["off-track"], ["off-track, a word of the glossary: ", "off-track, a state: stated so, or late."]),
        (["transferred"], ["transferred, a way to end: "]),
        (["evidence"], ["evidence, a word of the glossary: ", "A piece of evidence: ", "evidence\n  of an action"]),
        (["By", "when"], ["Real tables say 'By when' for what is called 'timescale' here:"]),
        # a timing, and a rule of the same name
        (["late"], ["late, a word of the glossary: ", "late, a timing: ", "S205 late (warning)"]),
        (["ended"], ["ended, a word of the", "ended, a state: ", "ended, a timing: ", "An ending: "]),
        (["vantage"], ["vantage, a word of the glossary: "]),
    ],
)
def test_a_word_is_explained_in_all_its_senses(words, said):
    page = run_s11("explain", *words).out
    at = [page.find(part) for part in said]
    assert -1 not in at and at == sorted(at), page


def test_every_word_that_is_offered_is_explained():
    for word in set(explained_words()):
        assert explanation(word).strip(), word


def test_every_state_timing_and_ending_has_a_meaning():
    assert set(STATE_MEANINGS) == set(CHECKED) and set(TIMING_MEANINGS) == set(TIMINGS)
    assert set(ENDING_MEANINGS) == set(ENDINGS)


def test_the_words_of_the_design_are_in_the_glossary():
    words = {word for term in TERMS for word in term.words}
    named = "plan, recommendation, theme, action, lead, timescale, reading, evidence, legend, stated, checked, "
    assert words >= set((named + "dated thing, vantage, finding").split(", "))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["unrecordde"], "did you mean 'unrecorded'?"),
        (["loks-better"], "did you mean 'looks-better'?"),
        (["legnd"], "did you mean 'legend'?"),
        (["tiemscale"], "did you mean 'timescale'?"),
        (["zebra"], "'s11 explain' lists the rules, 's11 explain --words' the words"),
        (["S9"], "there is no rule 'S9'"),
        (["S999"], "there is no rule 'S999'"),
        (["S301", "--all"], "give one of them"),
    ],
)
def test_a_word_of_nothing_is_wrong_use(words, said):
    ran = run_s11("explain", *words)
    assert ran.code == 2 and ran.out == "" and said in ran.err

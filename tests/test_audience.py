"""What the public is shown: never a name, never what is sensitive, and never a silence about what is not there."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date

import pytest
import yaml
from conftest import PROJECT, run_s11
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pages import SHOWN, Page

from s11 import plan as plans
from s11.plan import KEPT, Plan, PlanFiles, fields_of, load, people_fields
from s11.rules import VERSION, check
from s11.standing import judge_plan
from s11.text import Source
from s11.view import Filter, report, status
from s11.view.audience import EarlierPlans, PublicPlans, Withheld, public
from s11.view.name_search import Text, full_names, indexed, marks_of, names_in, wording_of
from s11.view.traces import without_paths
from s11.when import Vantage

DAY = Vantage(date(2024, 11, 5))
HEAD = (
    "format: s11-plan/1\ntitle: Review of referrals\norganisation: Westmere District Council\norigin: other\nagreed: "
    "2024-01-10\ncalled: Learning Point\n"
)
LEGEND = "rag:\n  green: {means: on_track}\n  blue: {means: completed}\n"
PEOPLE = """\
people:
  AB: {name: Ann Bell, post: Head of Housing}
  CD: {name: Cal Dunn, post: Policy officer}
  EF: {name: Eve Fenn, post: Policy officer}
  GH: {name: Guy Hart}
  DOG: {name: Designated Officers Group, group: true}
control: {owner: AB, author: GH}
progress:
  - {date: 2024-03-01, by: EF, note: Looked at as a whole}
"""
ACTIONS = """\
recommendations:
  - id: 1
    text: Keep the procedures under review
    lead: [AB, Zoe Finch]
    rag: green
    actions:
      - id: "1.1"
        text: Review the leaflet
        lead: [CD, DOG, TBC]
        timescale: October 2024
        revised:
          - {date: 2024-07-15, from: July 2024, why: New county procedures, by: GH}
        evidence:
          - {text: The leaflet, lead: EF, timescale: October 2024, link: "https://example.org/leaflet"}
        progress:
          - {date: 2024-09-10, by: CD, note: Draft went round}
        completed: 2024-10-17
        rag: blue
        signed_off: {date: 2024-11-01, by: EF}
      - id: "1.2"
        text: Visit every school
        timescale: March 2024
  - id: 2
    text: Train everybody
    actions:
      - id: "2.1"
        text: Speak with the family
        lead: GH
        timescale: May 2024
        sensitive: true
"""
CALM = HEAD + LEGEND + PEOPLE + ACTIONS
NAMES = ("Ann Bell", "Cal Dunn", "Eve Fenn", "Guy Hart", "Zoe Finch")
KEYS = ("AB", "CD", "EF", "GH")


def register(**texts: str) -> PlanFiles:
    return load(Source(f"plans/{name}.yaml", name, text.encode("utf-8")) for name, text in texts.items())


def shown(read: PlanFiles, chosen: Filter = Filter(), **asked) -> PublicPlans | Withheld:
    return public(read, check(read, DAY), chosen, **asked)


def of(made: PublicPlans, read: PlanFiles):
    return report(made.register, DAY, "", check(read, DAY), VERSION, made.chosen, made.left_out)


def strings(value) -> list[str]:
    """Every word that a view holds, wherever it stands."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [word for pair in value.items() for inner in pair for word in strings(inner)]
    return [word for inner in value for word in strings(inner)] if isinstance(value, tuple) else []


def named(words: str, names=NAMES, keys=KEYS) -> list[str]:
    found = [name for name in names if name.casefold() in words.casefold()]
    return found + [key for key in keys if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", words)]


# the twin ------------------------------------------------------------------------------------------------------------


def test_posts_stand_for_people_everywhere():
    read = register(one=CALM)
    made = shown(read)
    seen = of(made, read)
    said = "\n".join(strings(seen))
    assert named(said) == [] and named("\n".join(strings(report(read, DAY, "", (), VERSION)))) != []
    full = seen.plans[0]
    action = full.recommendations[0].actions[0]
    assert [lead.words for lead in action.leads] == ["Policy officer", "Designated Officers Group", "TBC"]
    assert [lead.key for lead in action.evidence[0].leads] == ["Policy officer (2)"]
    assert action.signed_off.words == "signed off by Policy officer (2)" and action.checked == "verified"
    assert action.revised[0].words.endswith("(post not recorded)") and action.progress[0].words.endswith(
        "(Policy officer)"
    )
    assert [lead.key for lead in full.recommendations[0].actions[1].leads] == [
        "Head of Housing",
        "post not recorded (2)",
    ]
    assert dict(full.control)["Owner"] == "Head of Housing" and dict(full.control)["Author"] == "post not recorded"
    assert full.progress[0].words.endswith("(Policy officer (2))")
    assert seen.audience == "public" and report(read, DAY, "", (), VERSION).audience == "internal"


def test_a_post_that_is_to_be_confirmed_is_none():
    made = shown(register(one=CALM.replace("GH: {name: Guy Hart}", "GH: {name: Guy Hart, post: TBC}")))
    assert isinstance(made, PublicPlans) and made.register.plans[0].control.author == "post not recorded"


def test_what_is_sensitive_is_left_out_and_counted():
    read = register(one=CALM)
    made = shown(read)
    out, seen = made.left_out, of(made, read)
    assert (out.actions, out.all_actions, out.recommendations, out.all_recommendations) == (1, 3, 0, 2)
    assert (
        out.under == ("Learning Point 2 (one)",) and "Actions are left out under Learning Point 2 (one)." in out.words
    )
    assert "1 of 3 actions is left out as sensitive; the counts here are without them." in out.words
    assert seen.plans[0].recommendations[1].left_out == 1 and seen.plans[0].summary.recommendations_without_action == 0
    assert status(made.register, DAY).plans[0].recommendations_without_action == 0
    assert "family" not in "\n".join(strings(seen))


def test_one_recommendation_alone_is_left_out():
    answer = "  - id: 3\n    text: Speak openly\n    sensitive: true\n    response: {as: rejected, why: Not ours}\n"
    text = CALM.replace("        sensitive: true\n", "").replace("  - id: 2\n", answer + "  - id: 2\n")
    assert (
        "0 of 3 actions and 1 of 3 recommendations is left out as sensitive; the counts here are without them."
        in shown(register(one=text)).left_out.words
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", "Posts stand here in the place of people's names; 2 of 5 leads have none recorded."),
        (
            "GH: {name: Guy Hart}",
            "GH: {name: Guy Hart, post: Clerk}",
            "Posts stand here in the place of people's names; 1 of 5 leads has none recorded.",
        ),
        ("        sensitive: true\n", "", "None of the 3 actions is left out as sensitive."),
        ("Visit every school", "C:\\a.docx", "1 path to files that only the council can open is left out."),
        (
            "text: Visit every school\n",
            "text: C:\\a.docx\n        note: C:\\b.docx\n",
            "2 paths to files that only the council can open are left out.",
        ),
    ],
)
def test_what_a_copy_is_without_is_said_in_words(old, new, words):
    assert words in shown(register(one=CALM.replace(old, new) if old else CALM)).left_out.words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see C:\\plans\\a.docx now", "see [path left out] now"),
        ("see C%3A%5Cplans%5Ca.docx now", "see [path left out] now"),
        ("see C&#58;&#92;plans&#92;a.docx now", "see [path left out] now"),
        ("see Ｃ:＼plans＼a.docx now", "see [path left out] now"),
        ("Café: 100% of https://example.org/a", "Café: 100% of https://example.org/a"),
        ("and/or, 50%", "and/or, 50%"),
    ],
)
def test_a_path_is_left_out_however_it_is_written(text, left):
    assert without_paths(text) == left
    made = shown(register(one=CALM.replace("Visit every school", f"'{text}'")))
    assert [action.text for _, action in made.register.plans[0].actions()] == ["Review the leaflet", left]


def test_a_sensitive_recommendation_goes_whole_with_whoever_answers_only_for_it():
    text = (
        HEAD
        + "people:\n  AB: {post: Head of Housing}\n  Core group for the Finch family: {group: true}\n"
        + ACTIONS.replace("    text: Train everybody\n", "    text: Train everybody\n    sensitive: true\n")
    )
    read = register(
        one=text.replace("lead: [AB, Zoe Finch]", "lead: AB")
        .replace("lead: GH", "lead: Core group for the Finch family")
        .replace("by: GH", "by: AB")
        .replace("EF", "AB")
        .replace("[CD, DOG, TBC]", "AB")
        .replace("by: CD", "by: AB")
        .replace("    rag: green\n", "")
        .replace("        rag: blue\n", "")
    )
    made = shown(read)
    assert (made.left_out.actions, made.left_out.recommendations, made.left_out.under) == (1, 1, ())
    assert (
        "1 of 3 actions and 1 of 2 recommendations are left out as sensitive; the counts here are without them."
        in made.left_out.words
    )
    assert "Finch" not in "\n".join(strings(of(made, read)))


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        ('"#1.1"', ["#1.1"]),
        ('"#2.1"', []),
        ("one#1.1", ["one#1.1"]),
        ("one#2.1", []),
        ("ONE#2.1", []),
        ("one#2.1/1", []),
        ("one#2.10", ["one#2.10"]),
        ('"#rec:2"', ["#rec:2"]),
        ('["#1.1", "#2.1"]', ["#1.1"]),
        ("two#2.1", []),
        ("two#1.1", ["two#1.1"]),
        ("{body: Countyshire}", ["Countyshire"]),
    ],
)
def test_what_carries_on_is_named_where_it_is_shown_and_nowhere_else(to, kept):
    ended = f"ended: {{as: superseded, date: 2024-06-01, why: Done elsewhere, to: {to}}}"
    text = CALM.replace("timescale: March 2024\n", f"timescale: March 2024\n        {ended}\n")
    made = shown(register(one=text, two=CALM.replace("Review of", "Second review of")))
    ends = [action.ended for _, action in made.register.plans[0].actions() if action.ended]
    assert [[place.address or place.body for place in end.to] for end in ends] == [kept]


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("", ("", None)),
        ("TBC", ("TBC", None)),
        ("AB", ("Head of Housing", (("one", "Head of Housing"),))),
        ("nobody", ("nobody who leads here", ())),
    ],
)
def test_a_lead_is_chosen_by_what_became_of_it(asked, chosen):
    made = shown(register(one=CALM), Filter(lead=asked))
    assert (made.chosen.lead, made.chosen.leads) == chosen


def test_every_field_that_names_people_says_so():
    records = [kind for kind in vars(plans).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    told = {
        (kind.__name__, field.name)
        for kind in records
        for field in fields_of(kind)
        if field.name in people_fields(kind)
    }
    assert {
        ("Action", "lead"),
        ("Recommendation", "lead"),
        ("Evidence", "lead"),
        ("Milestone", "lead"),
        ("Progress", "by"),
        ("DateChange", "by"),
        ("SignedOff", "by"),
        ("Control", "owner"),
        ("Control", "author"),
        ("DateChange", "approved_by"),
        ("Request", "by"),
        ("Refusal", "by"),
        ("Redacted", "by"),
        # of a self-assessment
        ("Challenge", "by"),
        ("Assessment", "to_sign"),
        ("Submission", "by"),
        ("Submission", "substitute"),
        ("Submission", "signed_by"),
        ("Amendment", "by"),
    } == told
    assert not [
        field
        for kind in records
        for field in fields_of(kind)
        if "of people" in field.about and field.name not in people_fields(kind)
    ]


def test_a_twin_has_no_file_behind_it():
    made = shown(register(one=CALM))
    (twin,) = made.register.files
    assert twin.document.text == "" and twin.source.data == b"" and twin.whole


# any plan ------------------------------------------------------------------------------------------------------------

# the same words either way, ten times as fast where libyaml is
DUMPER, LOADER = getattr(yaml, "CSafeDumper", yaml.SafeDumper), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PERSONS = {
    "QZX": {"name": "Xanthe Quill", "post": "Head of Housing"},
    "Vera Yaxley": {"post": "Policy officer"},
    "yx": {"name": "Yorick Xu", "post": "Policy officer"},
    "Orla Zed": {},
    "DOG": {"name": "Designated Officers Group", "group": True},
    "HR": {"post": "HR manager"},
    "Clerk": {"post": "Clerk"},
    "P2": {"name": "Pru O'Quin"},
}
HIDDEN_KEYS = ("QZX", "Vera Yaxley", "yx", "Orla Zed", "P2", "Ivo Nobody")
HIDDEN = ("Xanthe Quill", "Vera Yaxley", "Yorick Xu", "Orla Zed", "Pru O'Quin", "Ivo Nobody")
keys = st.sampled_from([*PERSONS, "Ivo Nobody", "TBC"])
days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(str)
calm = st.sampled_from(
    ["Review the leaflet", "HR to be asked", "Clerk to minute it", "Visit schools: “all” of them", "100% by May"]
)


def some(**fields):
    """A record with its optional fields there or not."""
    return st.fixed_dictionaries({}, optional=fields)


def entries(**fields):
    return st.lists(st.fixed_dictionaries(fields), max_size=2)


def plan_of(words):
    revised = entries(date=days, why=words, by=keys, **{"from": st.sampled_from(["May 2024", "TBC", "Ongoing"])})
    lead = st.lists(keys, min_size=1, max_size=3)
    when = st.sampled_from(["March 2024", "June 2024, quarterly", "TBC", "Ongoing", "December 2024"])
    common = {
        "lead": lead,
        "timescale": when,
        "revised": revised,
        "rag": st.sampled_from(["green", "blue", "red"]),
        "note": words,
        "remedy": words,
        "sensitive": st.booleans(),
    }
    evidence = st.tuples(words, some(lead=lead, timescale=when, note=words, link=words, received=days)).map(
        lambda pair: {"text": pair[0], **pair[1]}
    )
    measure = words | st.tuples(
        words, some(baseline=words, target=words, readings=entries(date=days, value=words, note=words))
    ).map(lambda pair: {"text": pair[0], **pair[1]})
    done = some(
        **common,
        measure=measure,
        completed=days,
        continuing=st.booleans(),
        signed_off=st.fixed_dictionaries({"date": days, "by": keys}),
        progress=entries(date=days, by=keys, note=words),
        evidence=st.lists(evidence, max_size=2),
        milestones=st.lists(evidence, max_size=2),
        ended=st.fixed_dictionaries({"as": st.just("suspended"), "date": days, "why": words}),
    )
    actions = st.lists(st.tuples(words, done), max_size=3)
    recommendations = st.lists(
        st.tuples(
            words, some(**common, response=st.fixed_dictionaries({"as": st.just("partly"), "why": words})), actions
        ),
        min_size=1,
        max_size=3,
    )
    explained = {key: PERSONS[key] for key in ("DOG", "HR", "Clerk")}
    top = some(
        control=some(owner=keys, author=keys, document=words),
        progress=entries(date=days, by=keys, note=words),
        note=words,
        terms=st.dictionaries(st.just("MASH"), words),
        themes=st.dictionaries(st.just("t"), words),
        arises_from=st.lists(words, max_size=2),
    )
    people = st.lists(st.sampled_from(list(PERSONS)), unique=True).map(
        lambda chosen: {"people": {**{key: PERSONS[key] for key in chosen}, **explained}}
    )
    return st.tuples(st.tuples(top, people).map(lambda pair: {**pair[0], **pair[1]}), recommendations).map(_written)


def _written(parts) -> str:
    top, recommendations = parts
    listed, number = [], 0
    for r, (text, rest, actions) in enumerate(recommendations, 1):
        inner = []
        for text_, more in actions:
            number += 1
            inner.append({"id": str(number), "text": text_, **more})
        listed.append({"id": str(r), "text": text, **rest, **({"actions": inner} if inner else {})})
    whole = {
        "format": "s11-plan/1",
        "title": "T",
        "organisation": "Westmere",
        "origin": "other",
        "as_at": "2024-02-01",
        "rag": {"green": {"means": "on_track"}, "blue": {"means": "completed"}, "red": {"means": "off_track"}},
        **top,
        "recommendations": listed,
    }
    return yaml.dump(whole, Dumper=DUMPER, allow_unicode=True, sort_keys=False)


@settings(max_examples=150, deadline=None)
@given(plan_of(calm))
def test_no_view_of_any_plan_holds_a_name(text):
    read = register(one=text)
    assert read.files[0].whole, read.files[0].findings
    made = shown(read)
    assert isinstance(made, PublicPlans), made
    seen = of(made, read)
    assert named("\n".join(strings(seen)), HIDDEN, HIDDEN_KEYS) == []
    plan, out = read.plans[0], made.left_out
    before, after = judge_plan(plan, DAY), judge_plan(made.register.plans[0], DAY)
    kept = [standing for standing in before if not standing.action.sensitive and not standing.recommendation.sensitive]
    assert [(s.address, s.stated, s.checked, s.timing, s.due, s.days_late, s.times_moved) for s in kept] == [
        (s.address, s.stated, s.checked, s.timing, s.due, s.days_late, s.times_moved) for s in after
    ]
    assert out.all_actions == len(before) == seen.portfolio.actions + out.actions
    assert (
        out.all_recommendations == len(plan.recommendations) == len(seen.plans[0].recommendations) + out.recommendations
    )
    assert sum(recommendation.left_out for recommendation in seen.plans[0].recommendations) == out.actions - sum(
        len(r.actions) for r in plan.recommendations if r.sensitive
    )
    for standing, twin in zip(kept, after, strict=True):
        # the same people stay the same and different people stay different
        assert len(set(standing.lead)) == len(set(twin.lead))


GIVEN_AWAY = [
    "Xanthe Quill rang",
    "told XANTHE  QUILL",
    "mail xanthe.quill@example.org",
    "https://example.org/minutes/Xanthe%20Quill.pdf",
    "https://example.org/%58anthe_quill",
    "xanthe%2520quill",
    "Mrs Quill agreed",
    "Quill, X",
    "QZX to chase",
    "yx asked",
    "Orla said so",
    "Yaxley’s team",
    "P2 away",
    "Zo\u00fc; Xa\u0301nthe Qu\u00edll",
    "xanthe\u200bquill",
    "Ivo Nobody leads",
]


@settings(max_examples=80, deadline=None)
@given(st.data(), plan_of(calm), st.sampled_from(GIVEN_AWAY))
def test_a_name_in_any_text_stops_the_build(data, text, words):
    tree = yaml.load(text, LOADER)
    tree["people"] = dict(PERSONS)
    places = list(_places(tree))
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = words
    tree["control"] = {"author": "Ivo Nobody"}
    read = register(one=yaml.dump(tree, Dumper=DUMPER, allow_unicode=True, sort_keys=False))
    if not read.files[0].whole:
        return
    made = shown(read)
    if isinstance(made, PublicPlans):
        # it stood in what is left out
        assert words not in strings(dataclasses.asdict(made.register.plans[0]))
        return
    assert made.names and not made.why
    allowed = shown(read, allow=[met.name for met in made.names])
    assert isinstance(allowed, PublicPlans) and allowed.left_out.names == len(made.names)
    assert all(f"'{met.allowed}'" in " ".join(allowed.left_out.words) for met in allowed.names)


def _places(node):
    """Every text of a plan that is neither a key of people, a date nor a code."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        if isinstance(value, str) and key in (
            "title",
            "organisation",
            "text",
            "note",
            "remedy",
            "why",
            "link",
            "measure",
            "baseline",
            "target",
            "value",
            "document",
            "MASH",
            "t",
            "rag",
            "called",
        ):
            yield node, key
        elif isinstance(value, dict | list) and key not in ("people", "lead", "rag"):
            yield from _places(value)


@pytest.mark.parametrize(
    ("people", "text", "found"),
    [
        ("HR: {post: HR manager}", "HR to ask", []),
        ("HoAS: {post: Head of Adult Services}", "HoAS to ask", []),
        ("Head of Adult Care: {post: Head of Adult Care}", "the Head of Adult Care", []),
        ("Adult Care Board: {group: true}", "the Adult Care Board", []),
        ("HR: {name: Hal Rowe, post: HR manager}", "HR to ask", ["HR"]),
        ("Ann Bell: {post: Officer}", "ann bell, then Bell, then bell", ["ann bell", "Bell"]),
        (
            "AB: {name: Ann Bell}",
            "AB, ab, AB1, TAB, A.B., A B, A B C, AB’s, ABs, A. B.",
            ["AB", "A.B", "A B", "AB", "ABs", "A. B"],
        ),
        ("Will: {post: Officer}", "Will we? We will", ["Will"]),
        ("IT: {name: Ian Thorne}", "it is with IT", ["IT"]),
        (
            "X: {name: Dr Jan van den Berg}",
            "van, den, jan, Dr, Berg, BERG, Jan, dr berg",
            ["Berg", "BERG, Jan", "dr berg"],
        ),
        ("X: {name: bell hooks}", "bell rang", ["bell"]),
        ("X: {name: A Bell}", "ring a bell, A Bell", ["A Bell"]),
        ("X: {name: Ann Bell}", "https://example.org/bell/annbell and abell@example.org", ["bell", "annbell", "abell"]),
        ("X: {name: Zoë Müller}", "Zoe Muller, ZOË", ["Zoe Muller", "ZOE"]),
        ("2: {name: Ann Bell}", "2 of 2", []),
        ("104233: {name: Ann Bell}", "staff 104233", ["104233"]),
        ("123: {name: Ann Bell}", "123", []),
        ("1234: {name: Ann Bell}", "1234", ["1234"]),
        # forwards and backwards, without the middle, with one half of a double surname
        (
            "X: {name: Ann Mary Bell}",
            "ann mary bell, so bell ann mary, so bell mary ann, so ann bell, so bell ann, so mary bell, so ann mary",
            ["ann mary bell", "bell ann mary", "bell mary ann", "ann bell", "bell ann"],
        ),
        (
            "X: {name: Eve Smith-Jones}",
            "eve smith so jones eve so eve smithjones so smith-jones eve so smith jones so Jones SmithJones smithjones",
            ["eve smith", "jones eve", "eve smithjones", "smith-jones eve", "Jones", "SmithJones"],
        ),
        (
            "X: {name: Eve Smith-Jones}",
            "mr smith; cllr jones; ms. smith jones; dr smithjones; mrs eve; Dr, smith; Dr_jones",
            ["mr smith", "cllr jones", "ms. smith jones", "dr smithjones", "Dr_jones"],
        ),
        # a half of two letters is no name of its own behind a title
        ("X: {name: Jan de-Boer}", "mr de; mr boer", ["mr boer"]),
        ("X: {name: 'Bell, Ann'}", "ann bell", ["ann bell"]),
        (
            "X: {name: Ann McNeil}",
            "Mc then Neil then neil then ann mcneil then mr neil",
            ["Mc", "Neil", "ann mcneil", "mr neil"],
        ),
        ("X: {name: Pat OBrien}", "Brien then pat o'brien", ["Brien", "pat o'brien"]),
        (
            "X: {name: Ann D'Arcy}",
            "ann d'arcy then darcy ann then D'ARCY then d'arcy",
            ["ann d'arcy", "darcy ann", "ARCY"],
        ),
        # an initial and a surname, as they are written
        ("X: {name: Ann Bell}", "A. Bell then Bell, A. then a bell then ann b", ["A. Bell", "Bell, A"]),
        # run together; shorter runs only in links
        ("X: {name: Ann Bell}", "ABELL annbell bellann annb bella bann", ["ABELL", "annbell", "bellann"]),
        ("X: {name: Ann Bell}", "www.example.org/annb/bella/bann", ["annb", "bella", "bann"]),
        ("X: {name: Al Bo}", "abo; albo; boal", ["albo", "boal"]),
        ("X: {name: Ann Bell}", "minutesAnnBell2024 minutesannbell2024 AnnBELL", ["AnnBell", "annbell", "AnnBELL"]),
        # letters that are also written as two
        ("X: {name: Åse Ørn}", "aase oern; Oern; OERN; Aase", ["aase oern", "Oern", "OERN; Aase"]),
        ("X: {name: Jörg Äpfel}", "joerg aepfel; Joerg then AEPFEL", ["joerg aepfel", "Joerg", "AEPFEL"]),
        ("X: {name: ÜNAL ÖZÅ}", "Uenal then Oezaa then Oeza", ["Uenal", "Oezaa"]),
        # initials of a name only with stops; of three also the first and the last
        ("X: {name: Ann Bell}", "A.B. said; A B said; A.B.C.", ["A.B", "A.B"]),
        ("X: {name: Ann Mary Bell}", "A.M.B. and A.B. and A.M.", ["A.M.B", "A.B"]),
        # a name in other letters
        ("X: {name: 李 明}", "李 agreed", ["李"]),
        # a key whole, its plural, letter by letter up to four letters, and not beside digits
        (
            "ABC: {name: Xi Yu}",
            "ABC; abc; ABCs; A.B.C; A B C; A/B/C; A, B, C; A  -  B C",
            ["ABC", "ABCs", "A.B.C", "A B C", "A/B/C"],
        ),
        ("ABCD: {name: Xi Yu}", "A.B.C.D", ["A.B.C.D"]),
        ("ABCDE: {name: Xi Yu}", "A.B.C.D.E and ABCDE", ["ABCDE"]),
        ("AB: {name: Xi Yu}", "AB1 1AB AB-1 A.B A.B.C D A B A B D", ["AB", "A.B", "A.B"]),
        ("AB: {name: Xi Yu}", "example.org/ab.pdf", ["ab"]),
        ("Q: {name: Xi Yu}", "Q asked; Qs; q", ["Q"]),
        ("yx: {name: Ann Bell}", "yx asked; YX; yxs", ["yx"]),
        # a key that stands for its post is no name of a person, unless it is one too
        ("AC: {name: Ann Cole, post: Area coordinator}", "AC to ask", ["AC"]),
        ("HoH: {name: Ann Cole, post: Head of Housing}", "HoH and HH", []),
        ("HH: {name: Ann Cole, post: Head of Housing}", "HH", []),
        ("OH: {name: Ann Cole, post: Head of Housing}", "OH", ["OH"]),
        ("Housing: {name: Ann Cole, post: Head of Housing}", "Housing", []),
        ("Cole: {name: Ann Cole, post: Head of Cole}", "Cole", ["Cole"]),
        ("Clerk: {post: Clerk}", "the Clerk", []),
        ("Bell: {post: Ann Bell}", "Bell agreed", ["Bell"]),
        ("AB: {name: Cal Dunn, post: Arden Byre}", "AB", ["AB"]),
        ("AB: {name: Cal Dunn}", "AB", ["AB"]),
        # a post under 'name' is none
        ("CD: {name: Head of Housing, post: Head of Housing}", "the Head of Housing", []),
        ("CD: {name: Ann Cole, post: Ann Cole}", "ann cole", ["ann cole"]),
        ("X: {name: Ann Bell}", "Ann2Bell", ["Ann", "Bell"]),
        # a word of the post is no name where the key is the name
        ("Ann Housing: {post: Head of Housing}", "Housing and Ann", ["Ann"]),
        ("X: {name: Ann Housing, post: Head of Housing}", "Housing and Ann", ["Housing", "Ann"]),
        ("Xanthe: {post: Officer}", "XANTHE asked", ["XANTHE"]),
        # of what is named twice at one place the longer is told, once
        ("AB: {name: Ann Bell}", "Mrs Ann Bell's", ["Mrs Ann Bell's"]),
        # somebody with a title whom no plan explains
        (
            "X: {group: true}",
            "Mrs Arden; Cllr A. Arden-Smith; Dr Arden Jones agreed; Cllr Members; Dr Director; Prof. Green; Miss arden",
            ["Mrs Arden", "Cllr A. Arden-Smith", "Dr Arden Jones", "Prof. Green"],
        ),
    ],
)
def test_what_gives_somebody_away(people, text, found):
    read = register(one=HEAD + f"people:\n  {people}\nrecommendations: []\n").plans[0]
    assert [met.name for met in names_in(Text("one", "text", text), indexed(marks_of(read.people)))] == found


@pytest.mark.parametrize(
    ("name", "said", "text", "found"),
    [
        # a name that is a common word too is none in a phrase that is plain English
        (
            "Will Young",
            "",
            "Young people; Will be; Young, people; ask Young; YOUNG PEOPLE; Young-people",
            ["Young", "Young"],
        ),
        ("Will Young", "", "Will we; Will the board; Young and old", ["Will", "Will", "Young"]),
        # or that the plans themselves write small
        ("Ann Castle", "", "Castle road", ["Castle"]),
        ("Ann Castle", "along castle road", "Castle road; CASTLE ROAD; Castle gate; Castle", ["Castle", "Castle"]),
        ("Ann Castle", "the castle and the road", "Castle and road", ["Castle"]),
        ("Ann Castle", "see www.example.org/castle/road", "Castle road", ["Castle"]),
        ("Ann Castle", "castle gate", "Castle road", ["Castle"]),
        ("Ann Castle", "Castle Road", "Castle Road", ["Castle"]),
    ],
)
def test_a_name_that_is_a_common_word_is_none_in_a_phrase(name, said, text, found):
    wording = wording_of([Text("one", "text", said)])
    marks = indexed(marks_of({"X1": plans.Person(name=name)}))
    assert [met.name for met in names_in(Text("one", "text", text), marks, wording)] == found


@pytest.mark.parametrize(
    "phrase",
    [
        "Young person",
        "Young runaways",
        "Ward councillor",
        "Ward boundaries",
        "Will be",
        "Will take",
        "May be",
        "May also",
        "Grant funding",
        "Grant applications",
        "Case law",
        "Case reviews",
        "Lead member",
        "Lead officer",
        "Mark as",
        "Green paper",
        "White paper",
        "Page number",
    ],
)
def test_plain_english_is_no_name_whatever_the_plans_write(phrase):
    first, _, _ = phrase.partition(" ")
    marks = indexed(marks_of({"X1": plans.Person(name=f"Xi {first}")}))
    assert not list(names_in(Text("one", "text", phrase), marks))
    assert [met.name for met in names_in(Text("one", "text", f"{first} agreed"), marks)] == [first]


@pytest.mark.parametrize(
    ("people", "text", "found"),
    [
        (
            {"NO": {"name": "Nadia Okonkwo"}},
            "nadia okonkwo then told Okonkwo then okonkwo then Nadia then NO then Ms okonkwo",
            ["nadia okonkwo", "Okonkwo", "Ms okonkwo"],
        ),
        (
            {"NO": {"name": "Nadia Okonkwo"}},
            "N. Okonkwo then n okonkwo then nokonkwo then N.O.",
            ["N. Okonkwo", "nokonkwo"],
        ),
        # in a text that is all in capitals anything may be
        ({"NO": {"name": "Nadia Okonkwo"}}, "TOLD OKONKWO", []),
        # in a link small letters are no smaller, of long ones
        ({"NO": {"name": "Nadia Okonkwo"}}, "https://example.org/okonkwo", ["okonkwo"]),
        ({"AB": {"name": "Ann Byre"}}, "https://example.org/byre and /Byre", ["Byre"]),
        # a surname that is a common word, or one of two letters, is looked for only with a title
        ({"OM": {"name": "Olu Marsh"}}, "Marsh; Cllr Marsh", ["Cllr Marsh"]),
        ({"XY": {"name": "Xi Yu"}}, "Yu; Mr Yu; Xi Yu", ["Mr Yu", "Xi Yu"]),
        # one name alone is no whole one
        ({"Zoe": {}}, "Zoe; zoe", []),
        ({"Xanthe": {}}, "Xanthe; xanthe", []),
        ({"Board": {"group": True, "name": "Adult Care Board"}}, "the Adult Care Board", []),
    ],
)
def test_in_the_words_of_other_plans_whole_names_and_surnames_are_looked_for(people, text, found):
    marks = indexed(full_names({key: plans.Person(**fields) for key, fields in people.items()}))
    assert [met.name for met in names_in(Text("one", "text", text), marks)] == found


@pytest.mark.parametrize(
    ("allowed", "covering"),
    [
        (["Bell"], "Bell"),
        (["bell"], "bell"),
        (["Ann", "Bell Trust"], "Bell Trust"),
        (["the  bell\ntrust"], "the  bell\ntrust"),
        (["Bel"], ""),
        (["ell"], ""),
        (["Bell Street"], ""),
        (["", "  "], ""),
        (["Tr", "t Bell", "Bell."], ""),
    ],
)
def test_a_word_that_was_allowed_may_stand_where_the_whole_of_it_stands(allowed, covering):
    marks = indexed(marks_of({"X1": plans.Person(name="Ann Bell")}))
    (met,) = names_in(Text("one#1", "note", "Money of the Bell Trust is spent"), marks, allowed=allowed)
    assert (met.name, met.allowed) == ("Bell", covering)


def test_a_place_is_told_with_thirty_letters_on_either_side():
    words = "x" * 9 + " " + "y" * 29 + " Bell\n" + "z" * 27 + " w" + "v" * 9
    marks = indexed(marks_of({"X1": plans.Person(name="Ann Bell")}))
    (met,) = names_in(Text("one#1", "note", words), marks)
    assert met.around == "y" * 29 + " Bell " + "z" * 27 + " w" and (met.address, met.field) == ("one#1", "note")
    (met,) = names_in(Text("one#1", "note", "Bell"), marks)
    assert met.words == "one#1, note: 'Bell' in “Bell”"


def test_a_month_is_no_name_where_it_is_a_date():
    marks = indexed(marks_of({"TM": plans.Person(name="Tess May")}))
    assert not list(names_in(Text("one#1", "timescale", "May 2024", "when"), marks))
    assert [met.name for met in names_in(Text("one#1", "timescale", "When Tess May is back", "when"), marks)] == [
        "Tess May"
    ]
    assert [met.name for met in names_in(Text("one#1", "text", "Ask May in May"), marks)] == ["May", "May"]


def test_whole_names_are_looked_for_in_every_plan():
    other = HEAD + "recommendations:\n  - id: 1\n    text: As Guy Hart and GH said\n"
    made = shown(register(one=CALM, two=other))
    assert [(met.address, met.field, met.name) for met in made.names] == [("two#rec:1", "text", "Guy Hart")]
    assert made.names[0].words == "two#rec:1, text: 'Guy Hart' in “As Guy Hart and GH said”"
    assert [met.name for met in shown(register(one=CALM, two=other), drop=("one",)).names] == ["Guy Hart"]


@pytest.mark.parametrize("words", ["Guy Hart (post not recorded) agreed", "post not recorded (2): Guy Hart"])
def test_what_stands_for_somebody_without_a_post_opens_no_text(words):
    read = register(one=CALM.replace("Draft went round", f"'{words}'"))
    assert [met.name for met in shown(read).names] == ["Guy Hart"]
    number = register(one=CALM.replace("Draft went round", "post not recorded 943 476 5919"))
    assert len(public(number, ()).why) == 1


@pytest.mark.parametrize(
    ("person", "field", "name"),
    [
        ("AB: {post: 'Cass Arden, Head of Housing'}", "people post", "Cass Arden"),
        ("AB: {post: 'Headteacher: Cass Arden'}", "people post", "Cass Arden"),
        ("AB: {post: CassArden}", "people post", "CassArden"),
        ("Board of Cass Arden: {group: true}", "people group", "Cass Arden"),
        ("Panel: {name: Cass Arden, group: true}", "people group", "Cass Arden"),
    ],
)
def test_a_post_or_a_group_that_reads_like_a_name_is_told_where_the_name_stands(person, field, name):
    read = register(one=HEAD + f"people:\n  {person}\nrecommendations:\n  - {{id: 1, text: R}}\n")
    assert (read.files[0].whole, [(met.field, met.name) for met in public(read, ()).names][:1]) == (
        True,
        [(field, name)],
    )


# what is compared ----------------------------------------------------------------------------------------------------

SECRET = CALM.replace("timescale: March 2024\n", "timescale: March 2024\n        sensitive: true\n")
OPENED = CALM.replace("        sensitive: true\n", "")
RENUMBERED = CALM.replace('id: "1.2"', 'id: "1.9"')


@pytest.mark.parametrize(
    ("then", "now", "counts"),
    [
        (SECRET, CALM, (2, 3, 0, 2)),
        (CALM, SECRET, (2, 3, 0, 2)),
        # under another number it is the same
        (SECRET, RENUMBERED, (2, 3, 0, 2)),
        (RENUMBERED, SECRET, (2, 3, 0, 2)),
        # what is new counts once too
        (OPENED.replace("Visit every school", "Write to the press"), SECRET.replace("1.2", "1.8"), None),
    ],
)
def test_what_is_withheld_in_one_reading_is_withheld_in_all(then, now, counts):
    made = shown(register(one=now), earlier=(EarlierPlans(register(one=then), "as it was on 1 May 2024"),))
    assert isinstance(made, PublicPlans), made
    readings = (made.register, *made.earlier)
    if counts is None:
        assert [[action.text for _, action in one.plans[0].actions()] for one in readings] == [
            ["Review the leaflet"],
            ["Review the leaflet", "Write to the press"],
        ]
        return
    assert [[action.text for _, action in one.plans[0].actions()] for one in readings] == [["Review the leaflet"]] * 2
    out = made.left_out
    assert (out.actions, out.all_actions, out.recommendations, out.all_recommendations) == counts
    assert out.words[-1] == "What is left out on one day is left out on every other that is compared with it."


def test_where_nothing_is_left_out_the_actions_of_today_are_counted():
    then = OPENED.replace("Visit every school", "Write to the press").replace("1.2", "1.8")
    made = shown(register(one=OPENED), earlier=(EarlierPlans(register(one=then), "then"),))
    assert isinstance(made, PublicPlans) and "None of the 3 actions is left out as sensitive." in made.left_out.words


def test_a_number_is_told_once_of_a_plan():
    text = CALM.replace("Draft went round", "943 476 5919 again").replace("Visit every school", "Ask 943 476 5919")
    assert len(public(register(one=text), ()).why) == 1


def test_two_earlier_readings_are_each_compared_with_the_one_beside_them():
    """Marked in the oldest alone, and followed through the middle one to the newest."""
    middle = EarlierPlans(register(one=RENUMBERED), "in the middle")
    oldest = EarlierPlans(register(one=SECRET), "at first", True, 1)
    made = shown(register(one=CALM.replace('id: "1.2"', 'id: "1.7"')), earlier=(middle, oldest))
    assert isinstance(made, PublicPlans), made
    for one in (made.register, *made.earlier):
        assert [action.id for _, action in one.plans[0].actions()] == ["1.1"]


def test_somebody_is_called_by_the_newest_post_that_is_recorded_on_every_side():
    then = CALM.replace("post: Head of Housing", "post: Housing manager").replace(
        "  GH: {name: Guy Hart}\n", "  GH: {name: Guy Hart, post: Clerk}\n"
    )
    made = shown(register(one=CALM), earlier=(EarlierPlans(register(one=then), "then"),))
    assert isinstance(made, PublicPlans), made
    assert [one.plans[0].control.owner for one in (made.register, *made.earlier)] == ["Head of Housing"] * 2
    assert [one.plans[0].control.author for one in (made.register, *made.earlier)] == ["post not recorded"] * 2


@pytest.mark.parametrize(
    ("then", "now", "said", "met"),
    [
        ("told Guy Hart", "round", True, [("progress note, then", "Guy Hart")]),
        ("told Guy Hart", "told Guy Hart", True, [("progress note", "Guy Hart")]),
        ("round", "told Guy Hart", True, [("progress note", "Guy Hart")]),
        # of a reading that is only counted no word is shown
        ("told Guy Hart", "round", False, []),
    ],
)
def test_a_name_in_an_earlier_reading_stops_the_copy_where_its_words_are_shown(then, now, said, met):
    old, new = (register(one=CALM.replace("Draft went round", words)) for words in (then, now))
    # its words are shown unless it says otherwise
    made = shown(new, earlier=(EarlierPlans(old, "then") if said else EarlierPlans(old, "then", said),))
    assert [(one.field, one.name) for one in made.names] == met and isinstance(made, Withheld) == bool(met)


def test_why_an_earlier_reading_may_not_be_shown_is_said_of_its_day():
    marked = CALM.replace("called:", "marking: SECRET\ncalled:")
    made = shown(register(one=CALM), earlier=(EarlierPlans(register(one=marked), "as it was on 1 May 2024"),))
    assert made == Withheld(
        (
            "one, as it was on 1 May 2024, is marked 'SECRET': leave it out with --drop one, or only what it marks as "
            "sensitive with --drop sensitive; a marking that everybody may read is named under 'open_markings' in "
            "s11.yaml",
        )
    )
    cut = shown(register(one=CALM), earlier=(EarlierPlans(register(one="a: ["), "then"),))
    assert cut == Withheld(
        (
            "one, then, could not be read whole, so that nobody knows what in it was sensitive: compare with another "
            "day, or leave it out with --drop one",
        )
    )
    # of each plan only the newest reading that may not
    assert len(shown(register(one=marked), earlier=(EarlierPlans(register(one=marked), "then"),)).why) == 1
    assert shown(register(one=marked), open_markings=["SECRET"]).left_out.actions == 1


def test_only_what_is_asked_for_is_looked_into():
    broken = {"one": CALM, "two": "a: [", "three": CALM.replace("Draft went round", "told Guy Hart")}
    made = shown(register(**broken), only=["one"])
    assert isinstance(made, PublicPlans) and [plan.id for plan in made.register.plans] == ["one"]
    assert (made.left_out.plans, made.left_out.all_plans) == (0, 1)
    assert [len(shown(register(**broken), only=[name]).why) for name in ("two", "three")] == [1, 0]
    # of a file of which nothing at all was read neither
    nothing = shown(register(one=CALM, two="words"), only=["one"])
    assert isinstance(nothing, PublicPlans) and nothing.left_out.all_plans == 1
    both = shown(register(**broken), only=["one", "two"], drop=["two"])
    assert (both.left_out.plans, both.left_out.all_plans) == (1, 2)
    assert "1 of 2 plans is left out whole." in both.left_out.words
    # a plan that another name of it was asked for by is looked into in every reading
    then = EarlierPlans(register(one=CALM, four=CALM.replace("Review of", "Second review of")), "then")
    assert [plan.id for plan in shown(register(one=CALM), earlier=(then,), only=["one"]).earlier[0].plans] == ["one"]


def test_what_was_not_asked_for_is_no_secret():
    ended = "ended: {as: superseded, date: 2024-06-01, why: See two#1.1, to: two#1.1}"
    one = CALM.replace("timescale: March 2024\n", f"timescale: March 2024\n        {ended}\n")
    read = register(one=one, two=CALM.replace("Review of", "Second review of"))
    made = shown(read, only=["one"])
    assert isinstance(made, PublicPlans), made
    assert [
        str(place.address)
        for _, action in made.register.plans[0].actions()
        if action.ended
        for place in action.ended.to
    ] == ["two#1.1"]
    assert [met.name for met in shown(read, only=["one"], drop=["two"]).names] == ["two"]


@pytest.mark.parametrize(
    ("drop", "why"),
    [
        (
            ["westmere-oen"],
            "there is no plan 'westmere-oen' among those that were read, so it cannot be dropped: did you mean "
            "'westmere-one'?",
        ),
        (["zzzz"], "there is no plan 'zzzz' among those that were read, so it cannot be dropped"),
        (["westmere-one"], "every plan was dropped: nothing is left to publish"),
    ],
)
def test_what_cannot_be_dropped_is_told(drop, why):
    assert shown(register(**{"westmere-one": CALM}), drop=drop) == Withheld((why,))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "The child (943 476 5919)",
            "one#1.1, progress note: '943 476 5919' may be an NHS number: mend it, or leave the plan out with "
            "--drop one",
        ),
        (
            "Notes (confidential)",
            "one#1.1, progress note: the words of a marking stand here, 'confidential': reword it, mark it 'sensitive: "
            "true' in the plan, or leave the plan out with --drop one; a marking that everybody may read is named "
            "under 'open_markings' in s11.yaml",
        ),
    ],
)
def test_against_a_number_or_a_marking_only_mending_helps(words, why):
    assert public(register(one=CALM.replace("Draft went round", words)), (), allow=[words]) == Withheld((why,))
    beside = public(register(one=CALM), (), beside=[Text("paper", "line 3", words)])
    place = why.replace("one#1.1, progress note", "paper, line 3").replace(
        ", or leave the plan out with --drop one", ""
    )
    assert beside == Withheld((place,))


# the command ---------------------------------------------------------------------------------------------------------


def publish(folder, *arguments, **kept):
    return run_s11("report", "--as-of", "2024-11-05", "--audience", "public", *arguments, cwd=folder, **kept)


@pytest.mark.parametrize(("plan", "day"), SHOWN)
@pytest.mark.parametrize("ending", ["html", "md"])
def test_no_real_plan_gives_a_name_away(plan, day, ending, tmp_path):
    # two leads of one source are slips for another, and one of them ('Ho HNCS') is a word of the text
    allowed = ["--allow-name", "HNCS"] if plan.startswith("reading") else []
    out = tmp_path / f"public.{ending}"
    ran = run_s11("report", plan, "--as-of", day, "--audience", "public", *allowed, "--output", str(out))
    assert ran.code == 0, ran.err
    words = out.read_text(encoding="utf-8")
    read = load([Source("x", plan, (PROJECT / "plans" / f"{plan}.yaml").read_bytes())]).plans[0]
    people = {key: person for key, person in read.people.items() if not person.group and key != person.post}
    assert (
        named(
            words,
            [name for key, person in people.items() for name in (person.name, key if " " in key else "") if name],
            people,
        )
        == []
    )
    assert "no post recorded" not in words or people
    assert (
        run_s11(
            "report",
            plan,
            "--as-of",
            day,
            "--audience",
            "public",
            *allowed,
            "--output",
            str(tmp_path / f"again.{ending}"),
            TZ="Pacific/Kiritimati",
        ).code
        == 0
    )
    assert (tmp_path / f"again.{ending}").read_bytes() == out.read_bytes()


HOSTILE = (
    CALM.replace("Review the leaflet", "Review the leaflet with ANN  BELL")
    .replace("https://example.org/leaflet", "https://example.org/%41nn%20bell/gh")
    .replace("Draft went round", "Cal &amp; Fenn agreed")
    .replace("Keep the procedures", "will keep, as Will said, the procedures")
    .replace("  GH:", "  Will: {post: Officer}\n  GH:")
)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_hostile_plan_is_stopped_and_then_listed(portfolio, ending):
    folder = portfolio({"westmere/one": HOSTILE})
    ran = publish(folder, "--output", f"out.{ending}")
    assert ran.code == 2 and not (folder / f"out.{ending}").exists() and "Traceback" not in ran.err
    listed = [line for line in ran.err.splitlines() if line.startswith("name: ")]
    for said in (
        "westmere/one#1.1, text: 'ANN BELL'",
        "#1.1/1, link: 'Ann bell'",
        "link: 'gh'",
        "progress note: 'Cal'",
        "progress note: 'Fenn'",
        "#rec:1, text: 'Will'",
    ):
        assert any(said in line for line in listed), (said, listed)
    assert len(listed) == 6 and ran.err.splitlines()[-1] == (
        "s11: nothing was published: names, or what is left out, may stand in 6 places; reword them, or check "
        "each and add --allow-name Will --allow-name 'ANN BELL' --allow-name Cal --allow-name Fenn --allow-name "
        "'Ann bell' --allow-name gh"
    )
    again = publish(
        folder,
        *(word for name in ("ANN BELL", "gh", "Cal", "fenn", "Will") for word in ("--allow-name", name)),
        "--output",
        f"out.{ending}",
    )
    words = (
        Page((folder / "out.html").read_text(encoding="utf-8")).text
        if ending == "html"
        else (folder / "out.md").read_text(encoding="utf-8")
    )
    assert again.code == 0 and [line for line in again.err.splitlines() if line.startswith("name: ")] == listed
    assert (
        "Words that could give somebody away were looked at and allowed to stand, one at a time: 'Will' (1 place), "
        "'ANN BELL' (2 places), 'Cal' (1 place), 'fenn' (1 place), 'gh' (1 place)." in words
    )
    assert named(words.replace("ANN BELL", "").replace("ANN  BELL", "")) == []


def test_the_page_says_for_whom_it_is(portfolio):
    folder = portfolio({"westmere/one": CALM})
    inside, outside = run_s11("report", "--as-of", "2024-11-05", cwd=folder), publish(folder)
    assert (
        "internal, not for publication" in inside.out and "copy for the public" not in inside.out and named(inside.out)
    )
    assert "copy for the public" in outside.out and named(outside.out) == [] and outside.code == 0
    assert (
        "1 action left out here as sensitive." in outside.out
        and "No action answers this" not in outside.out
        and "each has an action" in outside.out
    )
    assert (
        "That is the whole plan, with what is left out here." in outside.out
        and "That is the whole plan" not in inside.out
    )
    for ending in ("html", "md"):
        for audience in ("internal", "public"):
            assert (
                run_s11(
                    "report", "--as-of", "2024-11-05", "--audience", audience, "-o", f"{audience}.{ending}", cwd=folder
                ).code
                == 0
            )
    assert "internal: not for publication" in (folder / "internal.html").read_text(encoding="utf-8")
    page = (folder / "public.html").read_text(encoding="utf-8")
    assert (
        "copy for the public" in page
        and named(page) == []
        and "1 of 3 actions is left out as sensitive" in page
        and "1 action left out here as sensitive" in page
    )


def test_a_lead_is_asked_for_by_the_true_key_and_said_by_the_post(portfolio):
    folder = portfolio(
        {
            "westmere/one": CALM,
            "westmere/two": HEAD
            + (
                "people:\n  CD: {name: Cy Dow, post: Clerk}\n  XY: {name: Xi Yu, post: Policy "
                "officer}\nrecommendations:\n  - id: 1\n    text: R\n    actions:\n      - {id: 1, text: Minute it, "
                "lead: CD}\n      - {id: 2, text: Write it up, lead: XY}\n"
            ),
        }
    )
    ran = publish(folder, "--lead", "CD")
    assert ran.code == 0 and "Only what was asked for is here: lead Policy officer / Clerk." in ran.out
    assert (
        "Review the leaflet" in ran.out
        and "Minute it" in ran.out
        and "Write it up" not in ran.out
        and "Visit every school" not in ran.out
    )
    assert (
        "Only what was asked for is here: lead Policy officer."
        in (by_name := publish(folder, "--lead", "cal dunn")).out
        and "Minute it" not in by_name.out
    )
    assert "Review the leaflet" in publish(folder, "--lead", "tbc").out
    # who stands among the people and leads nothing is still not named; of whom no plan knows, nothing is published
    assert "only lead post " in (unled := publish(folder, "--lead", "Guy Hart")).out and "Guy" not in unled.out
    unknown = publish(folder, "--lead", "Ann Other")
    assert (unknown.code, unknown.out) == (2, "") and "there is no lead 'Ann Other'" in unknown.err
    stopped = publish(folder, "--text", "guy hart")
    assert stopped.code == 2 and "the filter, asked for: 'guy hart'" in stopped.err


MARKED = CALM.replace("called:", "marking: Official – Sensitive\ncalled:")


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (
            MARKED,
            (),
            "s11: westmere/one is marked 'Official – Sensitive': leave it out with --drop westmere/one, or only what "
            "it marks as sensitive with --drop sensitive",
        ),
        (MARKED, ("--allow-name", "Official"), "is marked 'Official – Sensitive'"),
        (
            MARKED.replace("Official –", "ＯＦＦＩＣＩＡＬ"),
            ("--allow-name", "x"),
            "is marked 'ＯＦＦＩＣＩＡＬ Sensitive'",
        ),
        (
            MARKED.replace("        sensitive: true\n", ""),
            ("--drop", "sensitive"),
            "nothing in it is marked 'sensitive: true', so there is nothing to leave out",
        ),
        (
            MARKED.replace("Draft went round", "OFFICIAL-SENSITIVE now"),
            ("--drop", "sensitive"),
            "westmere/one#1.1, progress note: the words of a marking stand here",
        ),
        (
            CALM.replace("Draft went round", "OFFICIAL-SENSITIVE now"),
            (),
            "one#1.1, progress note: the words of a marking stand here, 'OFFICIAL-SENSITIVE'",
        ),
        (CALM, ("--drop", "westmere/one"), "s11: every plan was dropped: nothing is left to publish"),
        (CALM, ("--drop", "westmere/two"), "there is no plan 'westmere/two' among those that were read"),
        (
            CALM.replace("sensitive: true", "sensitve: true"),
            (),
            "westmere/one could not be read whole, so that nobody knows what in it is sensitive",
        ),
        (CALM.replace("sensitive: true", "sensitive: perhaps"), (), "could not be read whole"),
        ("a: [", (), "could not be read whole"),
        (
            CALM.replace("Draft went round", "The child (943 476 5919) was seen"),
            (),
            "plans/westmere/one.yaml:34:46: S601 ",
        ),
    ],
)
def test_what_is_refused(text, arguments, said, portfolio):
    folder = portfolio({"westmere/one": text})
    ran = publish(folder, *arguments, "--output", "out.html")
    assert (
        ran.code == 2 and said in ran.err.splitlines()[-1] and not (folder / "out.html").exists() and ran.out == ""
    ), ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--audience", "press"), "s11: 'press' is not an audience: write --audience as internal or public"),
        (("--drop", "sensitive"), "s11: --drop is only for --audience public: an internal report leaves nothing out"),
        (
            ("--allow-name", "Bell"),
            "s11: --allow-name is only for --audience public: an internal report leaves nothing out",
        ),
    ],
)
def test_wrong_use_is_one_line(arguments, said, portfolio):
    ran = run_s11("report", *arguments, cwd=portfolio({"westmere/one": CALM}))
    assert (ran.code, ran.err.strip(), ran.out) == (2, said, "")


def test_what_is_dropped_is_said(portfolio):
    folder = portfolio({"westmere/one": MARKED, "westmere/two": CALM, "westmere/cut": "a: ["})
    ran = publish(folder, "--drop", "westmere/one", "--drop", "westmere/cut")
    assert (
        ran.code == 0
        and "2 of 3 plans are left out whole." in ran.out
        and "westmere/one" not in ran.out
        and "westmere/cut" not in ran.out
    )
    part = publish(folder, "--drop", "sensitive", "--drop", "westmere/cut")
    assert (
        part.code == 0
        and "2 of 6 actions are left out as sensitive" in part.out
        and "1 of 3 plans is left out whole." in part.out
    )
    assert (
        "Official – Sensitive (the plan as a whole; what it marks as sensitive is left out here)" in part.out
        and "family" not in part.out
    )


def test_what_was_found_in_what_is_left_out_stops_nothing_and_no_remark_opens_a_copy():
    text = CALM.replace("Speak with the family", "Speak with Guy Hart of 943 476 5919")
    assert {finding.code for finding in check(register(one=text), DAY)} >= {"S601", "S605"}
    assert isinstance(shown(register(one=text)), PublicPlans)
    remarked = CALM.replace(
        "          - {date: 2024-09-10, by: CD, note: Draft went round}",
        "          # s11: allow S601 a number made up for training\n          - {date: 2024-09-10, by: CD, note: The "
        "child (943 476 5919) was seen}",
    )
    assert [finding.code for finding in check(register(one=remarked), DAY) if finding.allowed] == [
        "S601"
    ] and isinstance(shown(register(one=remarked)), Withheld)


def test_a_plan_and_its_kinds_are_what_the_walk_knows():
    assert {kind.__name__ for kind in KEPT} == {"Plan", "Recommendation", "Action", "Evidence", "Milestone"} and KEPT[
        0
    ] is Plan

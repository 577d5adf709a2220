"""Text: every path has its place, slips are named at theirs, hostile files are boring."""

import gc
import re
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.text import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, Document, Source, one_line, read, unseen, visible

PLANS = Path(__file__).parent.parent / "plans"


def document(text):
    return read(Source("plan.yaml", "plan", text if isinstance(text, bytes) else text.encode("utf-8")))


def slips(text):
    found = document(text)
    return [(slip.code, *found.line_column(slip.span.start)) for slip in found.slips]


SLIPS = [
    ("a: 1\nb:\n  c: 2\n   d: 3\n", "S001", 4, 4, "2 spaces"),
    ("a: 1\nb:\n  c: 2\n d: 3\n", "S001", 4, 2, "2 spaces"),
    ("r:\n  - id: 1\n    text: foo\n   lead: AB\n  - id: 2\n", "S001", 4, 4, "4 spaces"),
    ("r:\n  - id: 1\n    text: foo\n     lead: AB\n  - id: 2\n", "S001", 4, 6, "4 spaces"),
    ("text: review: the policy\n", "S001", 1, 13, ">-"),
    ('text: "foo" bar\n', "S001", 1, 7, ">-"),
    ('text: "foo bar\nlead: x\n', "S001", 1, 7, "close it"),
    ("text: [foo\nlead: x\n", "S001", 1, 7, "close the bracket"),
    ("text: - foo\nlead: x\n", "S001", 1, 7, ">-"),
    ("text: “Foo: bar”\nlead: x\n", "S001", 1, 7, "straight quotes"),
    ("a: 1\n\tb: 2\n", "S001", 2, 1, "spaces"),
    ("text: @foo\n", "S001", 1, 7, ">-"),
    ("a: 1\nfoo\nb: 2\n", "S001", 2, 1, "key: words"),
    ("text: *foo\n", "S004", 1, 7, ">-"),
    ("text: &foo bar\n", "S004", 1, 7, ">-"),
    ("text: !foo bar\n", "S004", 1, 7, ">-"),
    ("a: {<<: b}\n", "S004", 1, 5, "write the words out"),
    ("a: 1\n---\nb: 2\n", "S004", 2, 1, "file of its own"),
    ("a: 1\nb: 2\na: 3\n", "S003", 3, 1, "keep one"),
    ("a: {b: c, d e}\n", "S008", 1, 11, "straight quotes"),
    ("a: x\x1b[31m\n", "S002", 1, 5, "take it out"),
    ('a: "x\\e[31m"\n', "S002", 1, 4, "take it out"),
    (b"a: caf\xe9\n", "S002", 1, 7, "UTF-8"),
    ("a: 1\n".encode("utf-16"), "S002", 1, 1, "UTF-8"),
    ("? [a]\n: 1\n", "S005", 1, 3, "colon"),
    ("a: x # minuted\r        ended: y\nb: 1\n", "S002", 1, 15, "git diff"),
    ("a: 1\rb: 2\r", "S002", 1, 5, "line ends"),
    ("a: 1\r\r\nb: 2\n", "S002", 1, 5, "git diff"),
    ("a: x\u202ey\n", "S002", 1, 5, "take it out"),
    ("a: x # \u2067y\n", "S002", 1, 8, "take it out"),
    ("a: 1\nb\u200b: 2\n", "S002", 2, 1, "write the key again"),
    ("a: 1\n\u00adb: 2\n", "S002", 2, 1, "write the key again"),
    ('a: "x"#y\n', "S008", 1, 7, "one pair of quotes"),
    ("a: [b,#c\n  d]\n", "S008", 1, 7, "one pair of quotes"),
    ("a: [b, #c\n  d]\n", "S008", 1, 8, "one pair of quotes"),
    ("a: {b:1}\n", "S008", 1, 5, "write 'b: 1'"),
    ("a:\n  - {b: *c}\n", "S004", 2, 9, "straight quotes"),
    ("a:\n  - x\n  -y: 2\n", "S001", 3, 3, "write '- y: 2'"),
    ("a: 1\nb:2\nc: 3\n", "S001", 2, 2, "write 'b: 2'"),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "hint"), SLIPS)
def test_a_slip_is_named_at_its_place(text, code, line, column, hint):
    found = document(text)
    assert [(slip.code, *found.line_column(slip.span.start)) for slip in found.slips] == [(code, line, column)]
    assert hint in found.slips[0].hint


def test_what_stands_before_a_slip_is_read():
    found = document("title: T\nlist:\n  - id: 1\n    text: one\n  - id: 2\n    text: two\n   lead: AB\n  - id: 3\n")
    assert found.root == {"title": "T", "list": [{"id": "1", "text": "one"}, {"id": "2", "text": "two"}]}
    assert found.line_column(found.cut_at) == (7, 4)


def test_a_torn_value_is_no_value():
    assert document("a: one\nb: two\n    c: three\n").root == {"a": "one", "b": "two"}
    assert document("a: one\nb: two: three\n").root == {"a": "one"}


def test_everything_is_text():
    found = document("a: no\nb: 12:30\nc: 1.10\nd: 2025-02-30\ne: ~\nf: 010\ng: =\nh:\n")
    assert found.root == {
        "a": "no",
        "b": "12:30",
        "c": "1.10",
        "d": "2025-02-30",
        "e": "~",
        "f": "010",
        "g": "=",
        "h": "",
    }
    assert found.slips == []


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_capped(opening):
    found = document(opening * 100_000)
    assert [slip.code for slip in found.slips] == ["S007"]
    assert found.slips[0].span.start == MAX_DEPTH * len(opening)


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_what_was_found_before_a_depth_is_told_once(opening):
    found = document(f"a: one\x07\nb: &c two\nc: {opening * 3000}")
    assert [slip.code for slip in found.slips] == ["S002", "S004", "S007"]


HOSTILE = {
    "dashes": lambda n: "note: " + "-" * n,
    "dashes apart": lambda n: "x: y\n" + "- " * n + "\n: :",
    "signs": lambda n: "a: x " + "# " * n,
    "quotes": lambda n: "a: [" + "'" * n + "]\nb: c",
    "braces open": lambda n: "a: [" + "b, " * n + "\nb: c",
    "a long key": lambda n: "a" * n + ": b: c",
    "spaces": lambda n: "a:" + " " * n + '"b" c',
    "one slip over and over": lambda n: "{" + "a, " * n + "}",
    "aliases": lambda n: "a: [" + "*a, " * n + "]",
    "returns": lambda n: "a: x" + "\ry" * n + "\n",
    "tabs": lambda n: "a:\n" + "\t" * n + "b: c",
    "words glued": lambda n: "a: ['x'" + "#b\n, 'x'" * n + "]",
    "braces in order": lambda n: "a:\n" + "  - {b: c, d: e}\n" * n + "  - {b: % x}",
    "lines of words": lambda n: "a: b\n" + "  words\n" * n + "  c: d",
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_text_and_not_faster(made):
    def steps(size: int) -> int:
        text, count = made(size), 0

        def step(frame, event, _):
            nonlocal count
            count += event == "c_call" or event == "call"

        sys.setprofile(step)
        try:
            found = document(text)
            assert found.comments is not None and len(found.slips) <= MAX_FINDINGS + 1
            for slip in found.slips:
                found.place(slip.span)
        finally:
            sys.setprofile(None)
        return count

    steps(100)
    assert steps(8000) < 10 * steps(1000) + 2000


def test_slips_are_kept_to_a_number_and_the_rest_counted():
    found = document("{" + ", ".join(f"a{number}" for number in range(5000)) + "}")
    assert len(found.slips) == MAX_FINDINGS and found.more_slips == 5000 - MAX_FINDINGS
    # a line's words are kept once, however many slips stand in it
    assert len({id(found.place(slip.span).excerpt) for slip in found.slips}) == 1


def test_size_is_capped():
    found = document(b"a: " + b"x" * MAX_BYTES)
    assert [slip.code for slip in found.slips] == ["S007"] and found.root is None


def test_bom_and_crlf_read_the_same():
    plain = "title: Plán\nlist:\n  - text: >-\n      one\n      two\n    lead: [AB, CD]\n"
    dressed = ("\ufeff" + plain.replace("\n", "\r\n")).encode()
    one, other = document(plain), document(dressed)
    assert one.root == other.root and other.slips == [] and other.bom
    for path, span in one.scalars():
        assert one.line_column(span.start) == other.line_column(other.span(path).start)


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_editors_count_them(character):
    found = document(f"a: x{character}y\nb: 1\nb: 2\n")
    assert [(slip.code, *found.line_column(slip.span.start)) for slip in found.slips] == [
        ("S002", 1, 5),
        ("S003", 3, 1),
    ]


def test_comments_and_what_they_follow():
    found = document('# top\na: one # two # three\nb: >- # head\n  text # in\n  # still\n\n# alone\nc: "x # y" # z\n')
    assert [(found.line_column(comment.start)[0], comment.words, comment.alone) for comment in found.comments] == [
        (1, "# top", True),
        (2, "# two # three", False),
        (3, "# head", False),
        (7, "# alone", True),
        (8, "# z", False),
    ]
    assert found.trailing_comment(("a",)).words == "# two # three"
    assert found.trailing_comment(("c",)) is None


@pytest.mark.parametrize("comment", ["#c", "#c # d", "# c", "#"])
@pytest.mark.parametrize("before", ['a: "x"', "a: 'x'", "a: [x]", "a: {x: y}", "a: [x, 'y']"])
def test_a_comment_glued_to_what_is_quoted_is_one(before, comment):
    found = document(f"{before}{comment}\nb: 1\n")
    assert [one.words for one in found.comments] == [comment] and found.root["b"] == "1"
    assert [slip.code for slip in found.slips] == ["S008"]
    assert document(f"{before} {comment}\nb: 1\n").slips == []
    assert document(f"{before}# s11: allow S205 why\nb: 1\n").slips == []


def test_a_sign_inside_a_key_or_words_begins_no_comment():
    found = document("C#: x\nb: say \"x\"#y\nc: [a#b, 'c#d']\n")
    assert found.comments == () and found.slips == []


@pytest.mark.parametrize(
    "place",
    [
        "a: ▸",
        "a: {b: ▸}",
        "a: [▸]",
        "a: [x, ▸]",
        "a:\n  - ▸\n  - x",
        "a:\n  - b: ▸",
        "▸",
        "a: ▸  # remark",
        "? ▸\n: x",
        "▸: x",
        "a:\n  ▸: x",
        "a: {▸: x}",
    ],
)
@pytest.mark.parametrize(
    "mark", ["*a", "&a x", "&a", "!t x", "!!str", "&a [x]", "&a {x: y}", "!t [x]", "<<", "&a >-\n     x"]
)
def test_what_is_not_plain_yaml_is_a_slip_anywhere(place, mark):
    found = document(place.replace("▸", mark) + "\n")
    if mark == "<<" and place not in ("▸: x", "a:\n  ▸: x", "a: {▸: x}", "? ▸\n: x"):
        return
    assert {slip.code for slip in found.slips} & {"S004", "S001"}, found.slips
    # everything that can be asked of a place can be asked here
    assert found.comments is not None
    for path, span in found.scalars():
        assert (
            found.place(span) and found.style(path) in ("", "'", '"', "|", ">") and found.in_flow(path) in (True, False)
        )
        found.trailing_comment(path), found.comment_for_value(path), found.key_span(path)


def test_a_missing_path_points_at_what_is_there():
    found = document("title: T\nlist:\n  - id: 1\n    text: one\n")
    assert found.line_column(found.span(("list", 0, "lead")).start) == (3, 5)
    assert found.line_column(found.span(("people", "AB")).start) == (1, 1)
    assert found.line_column(found.key_span(("list", 0, "text")).start) == (4, 5)


words = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
    ),
    max_size=30,
)
trees = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(words.filter(lambda w: w.strip() and w != "<<" and not unseen(w)), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=4), trees, min_size=1, max_size=5),
    st.sampled_from([None, '"', "'"]),
    st.booleans(),
)
def test_a_span_reads_again_to_its_value(tree, style, flow):
    text = yaml.dump(tree, allow_unicode=True, default_style=style, default_flow_style=flow, width=1000)
    found = document(text)
    assert found.root == tree
    for path, span in found.scalars():
        assert yaml.load(found.text[span.start : span.end], yaml.BaseLoader) == found.node(path)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text("a:-[]{}#'\"&*!|>%@` \n\t,?<", max_size=80) | st.binary(max_size=80))
def test_any_bytes_give_slips_and_never_an_exception(junk):
    found = document(junk if isinstance(junk, bytes) else junk.encode("utf-8", "surrogatepass"))
    assert (
        found.root is not None
        or found.slips
        or not found.text.strip()
        or found.text.lstrip().startswith(("#", "---", "...", "%"))
    )
    for slip in found.slips:
        line, column = found.line_column(slip.span.start)
        assert line >= 1 and column >= 1 and slip.message and slip.hint
    assert found.comments is not None


def test_words_from_a_file_never_steer_a_screen():
    assert visible("a\x1b[31mb\x00\x7f") == "a␛[31mb␀␡"
    assert visible("a\x1b[31mé", ascii_only=True) == "a\\x1b[31m\\xe9"
    assert "\u202e" not in visible("abc\u202ecba") and "\u200b" not in visible("a\u200bb")
    assert one_line("a\n  b\tc") == "a b c"
    assert not re.search("[\x00-\x08\x0b-\x1f]", visible("".join(map(chr, range(0x2100)))))


# where each part stands, noted at once or when it is asked for --------------------------------------------------------


def seen_of(found):
    """All that can be asked of a document."""
    paths = [(), *(path[:end] for path, _ in found.scalars() for end in range(1, len(path) + 1))]
    return (
        found.root,
        found.slips,
        found.more_slips,
        (found.cut_at, found.cut_path),
        [(path, found.span(path), found.key_span(path), found.in_flow(path)) for path in paths],
        found.comments,
    )


@pytest.mark.parametrize("text", [text for text, *_ in SLIPS], ids=repr)
def test_a_slip_is_the_same_where_places_are_noted_late(text):
    source = Source("plan.yaml", "plan", text if isinstance(text, bytes) else text.encode("utf-8"))
    assert seen_of(read(source, located=False)) == seen_of(read(source))


@pytest.mark.parametrize("path", sorted(PLANS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_places_are_noted_when_they_are_first_asked_for(path):
    source = Source(path.name, path.stem, path.read_bytes())
    late = read(source, located=False)
    assert late.noted is None or late.slips or b"#" in source.data
    assert seen_of(late) == seen_of(read(source))
    assert late.noted is not None


WORDS_OF_A_FILE = st.text("ab:-{}[],#'\"&!<> \n", max_size=60)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(PLANS.rglob("*.yaml"))) | WORDS_OF_A_FILE,
    st.integers(0, 40_000),
    st.integers(0, 30),
    WORDS_OF_A_FILE,
)
def test_of_a_damaged_file_too(given_text, at, length, words):
    text = given_text if isinstance(given_text, str) else given_text.read_text(encoding="utf-8")[:4000]
    at %= len(text) + 1
    source = Source("plan.yaml", "plan", (text[:at] + words + text[at + length :]).encode("utf-8"))
    assert seen_of(read(source, located=False)) == seen_of(read(source))


def test_a_document_is_let_go_however_it_was_read():
    """Nothing of it holds itself in a ring: the collector is off while plans are read."""
    gc.collect()
    held = {id(one) for one in gc.get_objects() if isinstance(one, Document)}
    gc.disable()
    try:
        for text in ("a: [{b: c}, d]\n", "a: 1\na: 2\n", "a: [\n", "a: b#c\nd: 'e'#f\n"):
            for located in (True, False):
                read(Source("plan.yaml", "plan", text.encode()), located)
                assert not [one for one in gc.get_objects() if isinstance(one, Document) and id(one) not in held], (
                    text,
                    located,
                )
    finally:
        gc.enable()

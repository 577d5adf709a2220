"""``s11 lsp``: a real client over its pipes sees what ``lint``, ``when`` and ``show`` say, while the text is typed."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time

import pytest
from commands import _environment
from conftest import PROJECT, SHIPPED, run_s11
from editor import Editor, edited
from hypothesis import given
from hypothesis import strategies as st

from s11.lsp.buffers import ENCODINGS, Buffer
from s11.lsp.frames import messages
from s11.lsp.messages import WrongMessage
from s11.lsp.typed import typed_at

HEAD = "format: s11-plan/1\ntitle: T\norganisation: Westmere\norigin: other\n"
PLAN = f"""{HEAD}\
agreed: 2024-01-10
called: Learning Point
standards: working-together-2013
rag:
  green: {{means: on_track, label: On target, also: [G-Green]}}
  blue: {{means: completed}}
people:
  AB: {{name: Ann Bell, post: Director}}
  CD: {{post: Policy officer}}
themes:
  policy: Policy and procedures
recommendations:
  - id: 1
    text: Keep procedures under review
    theme: policy
    actions:
      - id: "1.1"
        text: Review the policy
        lead: AB
        timescale: March 2024
        measure: Reviewed within its year
        rag: green
        standards: working-together-2013.3
        evidence:
          - text: Cabinet report
            timescale: April 2024
        progress:
          - date: 2024-02-10
            by: AB
            note: The draft is with the officers
          - date: 2024-01-20
            by: CD
            note: Begun with the leaflet
      - id: "1.2"
        text: Review the leaflet
        lead: CD
        timescale: December 2024
        measure: Reviewed within its year
        rag: green
        detail: westmere/two
"""
OTHER = f"""{HEAD}\
recommendations:
  - id: 1
    text: R
    actions:
      - id: 1
        text: Move the forms
        lead: TBC
        timescale: December 2024
"""


@pytest.fixture
def editor():
    with Editor() as session:
        yield session


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n")


def place_of(text: str, words: str, behind: int = 0) -> tuple[int, int]:
    """Line and character of words, or so many characters behind their beginning; for ASCII texts."""
    at = text.index(words) + behind
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def codes(found: list[dict]) -> list[str]:
    return [one["code"] for one in found]


# a session -----------------------------------------------------------------------------------------------------------


def test_a_session_from_its_beginning_to_its_end(editor):
    early = editor.ask("textDocument/hover")
    assert early["error"]["code"] == -32002
    capabilities = editor.begin()
    assert capabilities["textDocumentSync"]["change"] == 2 and capabilities["positionEncoding"] == "utf-16"
    assert editor.ask("initialize", capabilities={})["error"]["code"] == -32600
    assert editor.ask("workspace/symbol", query="x")["error"]["code"] == -32601
    editor.tell("$/cancelRequest", id=1)
    editor.tell("$/setTrace", value="off")
    editor.tell("textDocument/didNothing", uri=7)
    # an answer to what nobody asked, and one to what s11 asks of editors that watch files
    editor.send({"jsonrpc": "2.0", "id": "watched", "result": None})
    assert editor.ask("textDocument/hover", textDocument={"uri": "file:///nowhere"})["error"]["code"] == -32602
    assert editor.asked("shutdown") is None
    assert editor.ask("shutdown")["error"]["code"] == -32600
    editor.tell("exit")
    assert editor.process.wait() == 0 and editor.process.stderr.read() == b""
    assert len(editor.received) == 7


def test_an_end_that_was_not_announced_is_exit_1(editor):
    editor.begin()
    editor.tell("exit")
    assert editor.process.wait() == 1


def test_an_editor_that_has_gone_is_exit_1(editor):
    editor.begin()
    editor.process.stdin.close()
    assert editor.process.wait() == 1


def test_an_editor_that_watches_files_is_asked_to(editor):
    editor.begin(workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    asked = editor.until(lambda message: message.get("method") == "client/registerCapability")
    (registration,) = asked["params"]["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    assert {"globPattern": "**/s11.yaml"} in registration["registerOptions"]["watchers"]
    assert editor.end() == 0


@pytest.mark.parametrize(
    "junk",
    [
        b"Content-Length: 7\r\n\r\n{broken",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 4\r\n\r\n\xff\xfe\x00\x01",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Type: x\r\n\r\n",
        b"words that are no frame at all\r\n\r\n",
        b"x" * 100_000 + b"\r\n\r\n",
        b"Content-Length: 5\r\n\r\n{}Con\r\n\r\n",
        b"Content-Length: 12\r\n\r\n" + b'{"method":1}',
        b"Content-Length: 200000\r\n\r\n" + b"[" * 200_000,
        b'Content-Length: 51\r\n\r\n{"jsonrpc":"2.0","id":{},"method":"initialize"     }',
    ],
    ids=lambda junk: junk[:30].decode("latin-1").replace("\r\n", " "),
)
def test_what_is_no_message_is_refused_and_the_next_is_answered(editor, junk):
    editor.write(junk)
    assert editor.next()["error"]["code"] in (-32700, -32600)
    assert editor.begin()["hoverProvider"] and editor.end() == 0


def test_a_message_that_is_too_long_is_passed_over(editor):
    editor.begin()
    length = 65 * 1024 * 1024
    editor.write(b"Content-Length: %d\r\n\r\n" % length)
    for _ in range(65):
        editor.write(b" " * 1024 * 1024)
    assert "longer than" in editor.next()["error"]["message"] and editor.end() == 0


@given(st.binary(max_size=60), st.integers(0, 3))
def test_whatever_bytes_come_a_message_on_lines_of_its_own_is_read(junk, count):
    # what follows a number would be taken for its message
    junk = re.sub(rb"(?i)content-length", b"", junk)
    body = b'{"method":"x"}'
    said = [*messages(io.BytesIO(junk + b"\n\n" + (b"Content-Length: %d\r\n\r\n%b" % (len(body), body)) * count))]
    assert [one for one in said if not isinstance(one, WrongMessage)] == [{"method": "x"}] * count


def test_wrong_values_in_a_message_are_said(editor, portfolio):
    editor.begin()
    uri = editor.open(portfolio({"a/one": PLAN}) / "plans/a/one.yaml")
    document = {"uri": uri}
    for position in (
        {},
        {"line": -1, "character": 0},
        {"line": "1", "character": 0},
        {"line": True, "character": 0},
        7,
    ):
        answer = editor.ask("textDocument/hover", textDocument=document, position=position)
        assert answer["error"]["code"] == -32602, position
    assert editor.at("hover", uri, 10**9, 10**9) is None
    # a change that makes no sense changes nothing
    editor.tell("textDocument/didChange", textDocument=document, contentChanges=[{"range": 5, "text": "x"}])
    editor.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": 5}])
    editor.tell("textDocument/didOpen", textDocument={"uri": 5})
    editor.tell("textDocument/didSave")
    assert editor.at("hover", uri, *place_of(PLAN, "lead: AB", 7))["contents"]["value"].startswith("Ann Bell")
    assert editor.end() == 0


# findings ------------------------------------------------------------------------------------------------------------

# plans, and the self-assessments beside them
PLANS = sorted((PROJECT / "plans").rglob("*.yaml"))
SEVERITY = {"error": 1, "warning": 2, "advice": 4}


def as_lint_says(findings: list[dict], text: str) -> set[tuple]:
    lines = text.split("\n")

    def position(line: int, column: int) -> tuple[int, int]:
        return line - 1, len(lines[line - 1][: column - 1].encode("utf-16-le")) // 2

    return {
        (
            one["code"],
            SEVERITY[one["level"]],
            f"{one['message']}\n{one['hint']}" if one["hint"] else one["message"],
            position(one["line"], one["column"]),
            position(one["end_line"], one["end_column"]),
        )
        for one in findings
    }


def as_shown(found: list[dict]) -> set[tuple]:
    def position(side: str, one: dict) -> tuple[int, int]:
        return one["range"][side]["line"], one["range"][side]["character"]

    assert all(one["source"] == "s11" for one in found)
    return {
        (one["code"], one["severity"], one["message"], position("start", one), position("end", one)) for one in found
    }


def test_the_findings_on_every_plan_are_those_of_lint(editor):
    editor.begin({"against": False})
    for path in PLANS:
        name = path.relative_to(PROJECT).as_posix()
        listed = json.loads(run_s11("lint", name, "--json", "--advice", S11_AS_OF="2024-06-01").out)["findings"]
        text = path.read_text(encoding="utf-8")
        found = editor.found(editor.open(path))
        # what is allowed is listed by lint --json, and shown by nobody
        assert as_shown(found) == as_lint_says([one for one in listed if not one.get("allowed")], text)
        assert found or path not in SHIPPED
    assert editor.end() == 0


def test_what_is_typed_is_found_before_it_is_saved(editor, portfolio):
    path = portfolio({"a/one": PLAN}) / "plans/a/one.yaml"
    editor.begin()
    uri = editor.open(path)
    assert "S103" not in codes(editor.found(uri))
    line, character = place_of(PLAN, "rag: green\n        standards", 5)
    editor.change(uri, (line, character, line, character + 5, "grene"))
    (finding,) = [one for one in editor.found(uri) if one["code"] == "S103"]
    assert finding["severity"] == 1 and finding["range"]["start"] == {"line": line, "character": character}
    assert finding["range"]["end"] == {"line": line, "character": character + 5}
    editor.change(uri, (line, character, line, character + 5, "green"))
    assert "S103" not in codes(editor.found(uri)) and path.read_text(encoding="utf-8") == PLAN
    editor.tell("textDocument/didClose", textDocument={"uri": uri})
    gone = editor.until(lambda message: message.get("method") == "textDocument/publishDiagnostics")
    assert gone["params"] == {"uri": uri, "diagnostics": []} and editor.end() == 0


def test_what_is_allowed_is_not_shown_and_a_reason_is_asked_for(editor, portfolio):
    editor.begin()
    late = PLAN.replace("        rag: green", "        # s11: allow S301 agreed at board\n        rag: green", 1)
    uri = editor.open(portfolio({"a/one": late}) / "plans/a/one.yaml")
    assert "S301" not in codes(editor.found(uri))
    editor.change(uri, late.replace(" agreed at board", ""))
    assert {"S301", "S009"} <= set(codes(editor.found(uri)))
    assert editor.end() == 0


def test_a_broken_file_has_its_finding_and_still_answers(editor, portfolio):
    editor.begin()
    uri = editor.open(portfolio({"a/one": PLAN}) / "plans/a/one.yaml")
    editor.change(uri, PLAN.replace("text: Review the policy", "text: Review: the policy"))
    (finding,) = [one for one in editor.found(uri) if one["code"] == "S001"]
    assert finding["range"]["start"]["line"] == line_of(PLAN, "text: Review the policy")
    # what stands before the break is still known
    assert editor.at("hover", uri, *place_of(PLAN, "AB: {", 1))["contents"]["value"] == "Ann Bell, Director"
    editor.change(uri, "[" * 3000)
    assert codes(editor.found(uri)) and editor.at("documentSymbol", uri, 0, 0) == [] and editor.end() == 0


def test_a_file_of_five_megabytes_has_its_finding(editor, portfolio):
    long = PLAN + "# " + "x" * 78 + "\n"
    long += ("# " + "x" * 78 + "\n") * (5 * 1024 * 1024 // 81)
    editor.begin()
    uri = editor.open(portfolio({"a/one": PLAN}) / "plans/a/one.yaml", long)
    assert codes(editor.found(uri)) == ["S007"]
    for number in range(20):
        editor.change(uri, (1, 7, 1, 7, str(number)))
    assert codes(editor.found(uri)) == ["S007"]
    editor.change(uri, PLAN)
    assert "S007" not in codes(editor.found(uri)) and editor.end() == 0


def test_a_hundred_changes_a_second_are_one_look_at_the_last(editor, portfolio):
    editor.begin()
    uri = editor.open(portfolio({"a/one": PLAN}) / "plans/a/one.yaml")
    editor.found(uri)
    line, character = place_of(PLAN, "rag: green\n        standards", 5)
    before = len(editor.received)
    for number in range(100):
        # each is typed behind the one before: only the whole of them is a text that nobody has typed before
        editor.change(uri, (line, character + number, line, character + number, "x"))
        if number % 20 == 0:
            assert editor.at("hover", uri, *place_of(PLAN, "AB: {", 1))["contents"]["value"] == "Ann Bell, Director"
        time.sleep(0.01)
    (finding,) = [one for one in editor.found(uri) if one["code"] == "S103"]
    assert f"'{'x' * 100}green'"[:40] in finding["message"]
    assert editor.asked("shutdown") is None
    shown = [one for one in editor.received[before:] if one.get("method") == "textDocument/publishDiagnostics"]
    # as many as pauses were taken in the typing: on a busy machine a few, and never one for each change
    assert shown[-1]["params"]["version"] == 101 and len(shown) <= 25


def test_what_was_found_of_a_text_that_was_changed_meanwhile_is_not_shown(portfolio):
    from s11.cli.editor_checks import Checker, Work
    from s11.cli.editor_files import Disk
    from s11.lsp.server import Server

    uri = (portfolio({"a/one": PLAN}) / "plans/a/one.yaml").as_uri()
    server, checker = Server(Disk("2024-06-01")), Checker(Disk("2024-06-01"))
    server.receive({"id": 1, "method": "initialize", "params": {}})
    document = {"uri": uri, "version": 1, "text": PLAN}
    server.receive({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def looked() -> list[list[dict]]:
        """What was found, one after another, of the texts as they were when it was asked for."""
        return [checks.checked for checks in checker.check(Work(*server.take_checks(), "", False))]

    old = looked()
    change = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": PLAN.replace("green", "x", 3)}]}
    server.receive({"method": "textDocument/didChange", "params": change})
    assert [server.publish(found) for found in old] == [[], []] and server.unchecked
    new = looked()
    sent = [message for found in new for message in server.publish(found)]
    assert [message["params"]["version"] for message in sent] == [2] and not server.unchecked
    server.receive({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
    assert [server.publish(found) for found in new] == [[], []]


def test_an_answer_comes_while_a_long_plan_is_looked_at(editor, portfolio):
    action = PLAN[PLAN.index('      - id: "1.2"') :].replace("detail: westmere/two", "lead: AB")
    many = PLAN + "".join(action.replace('"1.2"', f'"9.{number}"') for number in range(600))
    path = portfolio({"a/one": many, "a/small": PLAN}) / "plans/a/one.yaml"
    editor.begin()
    small = editor.open(path.parent / "small.yaml")
    editor.found(small)
    uri = editor.open(path)
    assert editor.at("hover", small, *place_of(PLAN, "AB: {", 1))["contents"]["value"] == "Ann Bell, Director"
    assert not any(
        one.get("method") == "textDocument/publishDiagnostics" and one["params"]["uri"] == uri
        for one in editor.received
    )
    assert codes(editor.found(uri)).count("S003") == 200 and editor.end() == 0


# where they stand ----------------------------------------------------------------------------------------------------

ODD = "# é 👩‍👩‍👧 \U0001d518\n"


@pytest.mark.parametrize("encoding", [None, "utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_are_counted_as_the_editor_counts(editor, portfolio, encoding, end):
    text = PLAN.replace("called: Learning Point", "called: Léarning 👩‍👧 Point").replace("\n", end)
    text = text.replace("rag: green", "rag: 🟢 grün", 1)
    wanted = {"general": {"positionEncodings": [encoding, "utf-16"]}} if encoding else {}
    assert editor.begin(**wanted)["positionEncoding"] == (encoding or "utf-16")
    uri = editor.open(portfolio({"a/one": text}) / "plans/a/one.yaml", text)
    (finding,) = [one for one in editor.found(uri) if one["code"] == "S103"]
    length = {"utf-8": 4 + 1 + 5, "utf-16": 2 + 1 + 4, "utf-32": 1 + 1 + 4}[encoding or "utf-16"]
    start, end_ = finding["range"]["start"], finding["range"]["end"]
    assert (start["character"], end_["character"]) == (13, 13 + length)
    # typed behind what is wide: it is put in at the right place
    editor.change(uri, (start["line"], 13, start["line"], end_["character"], "green"))
    assert "S103" not in codes(editor.found(uri)) and editor.end() == 0


def test_a_byte_order_mark_moves_nothing(editor, portfolio):
    text = "\ufeff" + PLAN.replace("rag: green", "rag: grene", 1)
    editor.begin()
    uri = editor.open(portfolio({"a/one": text}) / "plans/a/one.yaml", text)
    (finding,) = [one for one in editor.found(uri) if one["code"] == "S103"]
    assert finding["range"]["start"] == dict(
        zip(("line", "character"), place_of(PLAN, "rag: green\n        st", 5), strict=True)
    )
    assert editor.at("hover", uri, *place_of(PLAN, "lead: AB", 7))["contents"]["value"] == "Ann Bell, Director"
    assert editor.end() == 0


LINES = st.text(st.sampled_from("ab\r\n é👩\U0001d518\t"), max_size=30)


def naive(text: str, line: int, character: int, encoding: str) -> int:
    """The offset of a position, worked out another way: character after character."""
    rows, at = [0], 0
    while at < len(text):
        at += 2 if text.startswith("\r\n", at) else 1
        if text[at - 1] in "\r\n":
            rows.append(at)
    if line >= len(rows):
        return len(text)
    at = rows[line]
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    unit = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    while at < len(text) and text[at] not in "\r\n":
        width = len(text[at].encode(codec)) // unit
        if width > character:
            break
        character, at = character - width, at + 1
    return at


@given(LINES, st.integers(0, 6), st.integers(0, 12), st.sampled_from(sorted(ENCODINGS)))
def test_a_position_is_where_it_is_counted(text, line, character, encoding):
    buffer = Buffer(text, encoding)
    offset = buffer.offset(line, character)
    assert offset == naive(text, line, character, encoding)
    back = buffer.position(offset)
    assert buffer.offset(back["line"], back["character"]) == offset


@given(LINES, st.lists(st.tuples(*[st.integers(0, 5)] * 4, LINES), max_size=4), st.sampled_from(sorted(ENCODINGS)))
def test_changes_of_stretches_make_the_text_that_the_editor_has(text, changes, encoding):
    buffer = Buffer(text, encoding)
    for line, character, end_line, end_character, words in changes:
        start, end = sorted((naive(text, line, character, encoding), naive(text, end_line, end_character, encoding)))
        text = text[:start] + words + text[end:]
        positions = ((line, character), (end_line, end_character))
        sides = ({"line": at, "character": within} for at, within in positions)
        buffer = buffer.changed({"range": dict(zip(("start", "end"), sides, strict=True)), "text": words})
        assert buffer.text == text


@given(LINES, LINES)
def test_the_edits_between_two_texts_make_the_second_of_the_first(text, other):
    buffer = Buffer(text)
    made = text
    for edit in reversed(buffer.edits_to(other)):
        start, end = (buffer.offset_of(edit["range"][side]) for side in ("start", "end"))
        made = made[:start] + edit["newText"] + made[end:]
    assert made == other


# the edit ------------------------------------------------------------------------------------------------------------


def test_a_date_that_is_moved_without_a_reason_is_told_as_it_is_typed(editor, repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("One")
    editor.begin()
    uri = editor.open(repository.folder / "plans/a/one.yaml")
    assert not [code for code in codes(editor.found(uri)) if code.startswith("S7")]
    moved = PLAN.replace("timescale: March 2024", "timescale: March 2025")
    editor.change(uri, moved)
    (finding,) = [one for one in editor.found(uri) if one["code"].startswith("S7")]
    listed = as_lint_says_of_the_edit(repository, moved)
    assert as_shown([finding]) == listed and finding["range"]["start"]["line"] == line_of(PLAN, "timescale: March")
    # none of them can be allowed away
    assert not [one for one in editor.actions(uri, finding["range"]["start"]["line"]) if "S7" in one["title"]]
    reason = "        revised:\n          - {date: 2024-05-01, from: March 2024, why: The county is late, by: AB}\n"
    editor.change(uri, moved.replace("        measure", reason + "        measure", 1))
    assert not [code for code in codes(editor.found(uri)) if code.startswith("S7")]
    # what is committed is no edit any more
    repository.write("plans/a/one.yaml", moved)
    repository.commit("Moved")
    editor.change(uri, moved)
    assert not [code for code in codes(editor.found(uri)) if code.startswith("S7")]
    assert editor.end() == 0


def as_lint_says_of_the_edit(repository, text: str) -> set[tuple]:
    was = (repository.folder / "plans/a/one.yaml").read_text(encoding="utf-8")
    repository.write("plans/a/one.yaml", text)
    ran = run_s11(
        "lint", "--against", "HEAD", "--json", "--select", "S7", cwd=repository.folder, S11_AS_OF="2024-06-01"
    )
    repository.write("plans/a/one.yaml", was)
    return as_lint_says([one for one in json.loads(ran.out)["findings"] if one["code"].startswith("S7")], text)


def test_an_edit_is_compared_with_what_was_asked_for_or_with_nothing(repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("One")
    repository.git("branch", "agreed")
    moved = PLAN.replace("timescale: March 2024", "timescale: March 2025")
    repository.write("plans/a/one.yaml", moved)
    repository.commit("Moved")
    for against, told in (("agreed", True), ("HEAD", False), (False, False), (True, False)):
        with Editor() as editor:
            editor.begin({"against": against})
            uri = editor.open(repository.folder / "plans/a/one.yaml")
            editor.found(uri)
            editor.change(uri, moved + "# typed\n")
            assert any(code.startswith("S7") for code in codes(editor.found(uri))) == told, against
            assert editor.end() == 0


def test_what_cannot_be_compared_is_said_where_it_was_asked_for(editor, repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("One")
    editor.begin({"against": "nowhere"})
    editor.open(repository.folder / "plans/a/one.yaml")
    said = editor.until(lambda message: message.get("method") == "window/showMessage")
    assert "edits are not compared with nowhere" in said["params"]["message"] and editor.end() == 0


def test_a_base_that_could_not_be_read_is_said_in_the_text(editor, repository):
    repository.write("plans/a/one.yaml", PLAN.replace("text: Review the policy", "text: Review: the policy"))
    repository.commit("Broken")
    repository.write("plans/a/one.yaml", PLAN)
    editor.begin()
    uri = editor.open(repository.folder / "plans/a/one.yaml")
    found = editor.found(uri, is_so=lambda found: any("code" not in one for one in found))
    (note,) = [one for one in found if "code" not in one]
    assert note["severity"] == 3 and "what this edit changes is not checked" in note["message"]
    assert editor.end() == 0


def test_where_nothing_is_committed_nothing_is_compared(editor, repository):
    repository.write("plans/a/one.yaml", PLAN)
    editor.begin()
    uri = editor.open(repository.folder / "plans/a/one.yaml")
    editor.found(uri)
    editor.change(uri, PLAN.replace("March", "April"))
    assert not [one for one in editor.found(uri) if one.get("code", "S7").startswith("S7")]
    assert editor.end() == 0


def test_two_open_texts_are_one_edit(editor, repository):
    action = PLAN[PLAN.index('      - id: "1.2"') :]
    one, two = PLAN.replace(action, ""), OTHER + action
    for name, text in (("one", PLAN), ("two", OTHER)):
        repository.write(f"plans/a/{name}.yaml", text)
    repository.commit("Both")
    editor.begin()
    first = editor.open(repository.folder / "plans/a/one.yaml")
    second = editor.open(repository.folder / "plans/a/two.yaml")
    editor.found(second)
    editor.change(first, one)
    assert "S704" in codes(editor.found(first))
    # put in there, it has not gone: what is shown of the first text is put right though it was not touched
    editor.change(second, two)
    assert "S704" not in codes(editor.found(first, is_so=lambda found: "S704" not in codes(found)))
    assert editor.end() == 0


# what lies beside ----------------------------------------------------------------------------------------------------


def test_an_address_is_looked_up_in_what_is_open_before_it_is_saved(editor, portfolio):
    folder = portfolio({"a/one": PLAN.replace("westmere/two", "a/two"), "b/three": OTHER})
    editor.begin()
    uri = editor.open(folder / "plans/a/one.yaml")
    assert "S108" in codes(editor.found(uri))
    other = editor.open(folder / "plans/a/two.yaml", OTHER)
    editor.found(other)
    editor.tell("textDocument/didSave", textDocument={"uri": other})
    assert "S108" not in codes(editor.found(uri, is_so=lambda found: "S108" not in codes(found)))
    editor.tell("textDocument/didClose", textDocument={"uri": other})
    assert "S108" in codes(editor.found(uri, is_so=lambda found: "S108" in codes(found)))
    (folder / "plans/a/two.yaml").write_text(OTHER, encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": other, "type": 1}])
    assert "S108" not in codes(editor.found(uri, is_so=lambda found: "S108" not in codes(found)))
    assert editor.end() == 0


def test_settings_are_read_with_every_plan_and_are_looked_at_themselves(editor, repository):
    repository.write("plans/a/one.yaml", PLAN.replace("March 2024", "Autumn Term 2023"))
    repository.write("s11.yaml", "calendar: {name: Westmere, autumn_term: 2 September to 20 December}\n")
    repository.commit("One")
    editor.begin()
    plan = editor.open(repository.folder / "plans/a/one.yaml")
    assert "S202" not in codes(editor.found(plan))
    settings = editor.open(repository.folder / "s11.yaml")
    assert editor.found(settings) == []
    editor.change(settings, "calendar: {name: Westmere, autum_term: 2 September to 20 December}\n")
    (finding,) = editor.found(settings)
    assert finding["severity"] == 1 and "autum_term" in finding["message"]
    assert finding["range"] == {"start": {"line": 0, "character": 27}, "end": {"line": 0, "character": 37}}
    editor.tell("textDocument/didSave", textDocument={"uri": settings})
    (note,) = editor.found(plan, is_so=lambda found: len(found) == 1)
    assert "nothing here is checked" in note["message"]
    # another calendar moves a date that is due, and says so
    editor.change(settings, "calendar: {name: Westmere, autumn_term: 2 September to 30 December}\n")
    assert codes(editor.found(settings)) == ["S712"] and editor.end() == 0


def test_a_council_s_own_list_of_standards_is_looked_at(editor, portfolio):
    folder = portfolio({"a/one": PLAN})
    (folder / "standards").mkdir()
    text = "format: s11-standards/1\nid: own\ntitle: Own\nstandards: []\ncolour: x\n"
    (folder / "standards/own.yaml").write_text(text, encoding="utf-8")
    editor.begin()
    assert "S006" in codes(editor.found(editor.open(folder / "standards/own.yaml"))) and editor.end() == 0


ASSESSMENT = """\
format: s11-assessment/1
title: Self-assessment 2024
organisation: Westmere
standards: own
as_at: 2024-04-10
scale:
  green: {means: met}
answers:
  - standard: 1
    grades: [{by: self, grade: green}]
    actions: [a/one#1.2]
"""
OWN_LIST = """\
format: s11-standards/1
id: own
title: Own
standards:
  - {id: 1, text: Somebody leads}
  - {id: 2, text: Staff are trained}
"""


def test_a_self_assessment_is_looked_at_as_one_beside_the_plans(editor, portfolio):
    folder = portfolio({"a/one": PLAN, "a/assessment-2024": ASSESSMENT, "b/two": OTHER})
    (folder / "standards").mkdir()
    (folder / "standards/own.yaml").write_text(OWN_LIST, encoding="utf-8")
    path = folder / "plans/a/assessment-2024.yaml"
    editor.begin({"against": False})
    uri = editor.open(path)
    # its one standard is graded met, and nothing shows it
    assert codes(editor.found(uri)) == ["S802"]
    editor.change(uri, ASSESSMENT.replace("a/one#1.2", "a/one#9.9").replace("standard: 1", "standard: 3"))
    assert {"S105", "S108"} <= set(codes(editor.found(uri)))
    # it has findings, and nothing that is for plans only
    line, character = place_of(ASSESSMENT, "organisation", 3)
    assert editor.at("hover", uri, line, character) is None and editor.actions(uri, line) == []
    assert editor.at("completion", uri, line, character) is None
    assert editor.at("definition", uri, line, character) is None
    assert editor.asked("textDocument/documentSymbol", textDocument={"uri": uri}) == []
    # a list that is open is read as it is there, and what its change makes of others is told at their next look
    listed = editor.open(folder / "standards/own.yaml", OWN_LIST + "  - {id: 3, text: Children are heard}\n")
    assert editor.found(listed) == []
    editor.change(uri, ASSESSMENT.replace("standard: 1", "standard: 3"))
    assert "S105" not in codes(editor.found(uri))
    # its id is offered as none of a plan
    plan = editor.open(folder / "plans/a/one.yaml")
    line, character = place_of(PLAN, "westmere/two")
    offered_here = {one["label"] for one in editor.at("completion", plan, line, character)["items"]}
    assert any(one.startswith("b/two") for one in offered_here)
    assert not any("assessment" in one for one in offered_here)
    # what becomes a plan is looked at as one
    editor.change(uri, OTHER)
    assert "S802" not in codes(editor.found(uri)) and editor.at("hover", uri, *place_of(OTHER, "origin", 2))
    assert editor.end() == 0


def test_an_edit_of_a_self_assessment_is_compared_with_what_it_was_and_with_no_plan(editor, repository):
    name = "plans/a/assessment-2024.yaml"
    repository.write(name, ASSESSMENT.replace("standards: own", "standards: working-together-2013"))
    repository.commit("A self-assessment")
    path = repository.folder / name
    editor.begin()
    uri = editor.open(path)
    assert sorted(codes(editor.found(uri))) == ["S108", "S802"]
    text = path.read_text(encoding="utf-8")
    editor.change(uri, text.replace("2024-04-10", "2024-05-10"))
    assert sorted(codes(editor.found(uri))) == ["S108", "S802"]
    editor.change(uri, text.replace("    actions: [a/one#1.2]\n", ""))
    assert sorted(codes(editor.found(uri))) == ["S704", "S802"] and editor.end() == 0


def test_a_list_that_another_follows_is_looked_at_among_all(editor, portfolio):
    folder = portfolio({"a/one": PLAN})
    (folder / "standards").mkdir()
    path = folder / "standards/own.yaml"
    editor.begin()
    wrong = OWN_LIST.replace("text: Somebody leads}", "text: Somebody leads, replaces: working-together-2013.99}")
    # it lies nowhere yet, and is not saved
    uri = editor.open(path, wrong)
    assert codes(editor.found(uri)) == ["S105"]
    editor.change(uri, wrong.replace(".99", ".1"))
    assert editor.found(uri) == []
    bodies = "format: s11-bodies/1\nid: b\ntitle: B\nlaw: L\nbodies:\n  - {id: 1, text: A, from: 2020, until: 2019}\n"
    assert codes(editor.found(editor.open(folder / "standards/bodies.yaml", bodies))) == ["S005"]
    assert editor.end() == 0


def test_a_text_that_is_no_business_of_s11_is_left_alone(editor, tmp_path):
    editor.begin()
    for path in ("docker-compose.yaml", "notes.txt", "deep/other.yml"):
        uri = editor.open(tmp_path / path, "services: {web: {image: x}}\n")
        assert editor.at("hover", uri, 0, 2) is None and editor.at("documentSymbol", uri, 0, 0) == []
    untitled = editor.open("untitled:Untitled-1", PLAN)
    assert editor.at("completion", untitled, 1, 0) is None
    plan = editor.open(tmp_path / "draft.yaml", PLAN)
    editor.found(plan)
    shown = [one for one in editor.received if one.get("method") == "textDocument/publishDiagnostics"]
    assert [one["params"]["uri"] for one in shown] == [plan]
    # a plan that is none any more has no findings left
    editor.change(plan, "services: {}\n")
    assert editor.found(plan) == [] and editor.end() == 0


@pytest.mark.parametrize("name", ["a plan", "50% done", "ünï", "a#b?c", "per%20cent"])
def test_a_file_is_found_by_its_address_whatever_it_is_called(editor, tmp_path, name):
    folder = tmp_path / name / "plans"
    folder.mkdir(parents=True)
    (folder / "two.yaml").write_text(OTHER, encoding="utf-8")
    path = folder / f"{name}.yaml"
    path.write_text(PLAN.replace("westmere/two", "two"), encoding="utf-8")
    editor.begin()
    uri = editor.open(path)
    assert "S108" not in codes(editor.found(uri))
    (there,) = editor.at("definition", uri, *place_of(PLAN, "detail: west", 9))
    assert there["uri"] == (folder / "two.yaml").as_uri() and editor.end() == 0


def test_windows_and_wrong_addresses_are_no_fault(editor):
    editor.begin()
    for uri in ("file://server/share/x.yaml", "file:relative", "http://[::1", "file:///a%00b.yaml", ""):
        editor.open(uri, PLAN)
        assert editor.at("hover", uri, 1, 2) is None
    assert editor.end() == 0


# hover ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(editor, portfolio):
    folder = portfolio({"a/one": PLAN, "westmere/two": OTHER})
    editor.begin(textDocument={"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}})
    uri = editor.open(folder / "plans/a/one.yaml")
    editor.found(uri)
    yield editor, uri
    assert editor.end() == 0


def hovered(opened, words: str, behind: int = 0) -> str:
    editor, uri = opened
    shown = editor.at("hover", uri, *place_of(PLAN, words, behind))
    return shown["contents"]["value"] if shown else ""


def test_a_timescale_says_how_it_is_read_and_how_late_it_is(opened, tmp_path):
    said = hovered(opened, "March 2024")
    show = run_s11("show", "a/one#1.1", cwd=tmp_path, S11_AS_OF="2024-06-01").out
    when = run_s11("when", "March 2024", "--agreed", "2024-01-10", cwd=tmp_path, S11_AS_OF="2024-06-01").out
    rows = dict(re.findall(r"^  (\S[\w ]{12})(\S.*)$", show, re.M))
    assert rows["due          "] == "31 March 2024, 62 days late" and "due: 31 March 2024, 62 days late" in said
    assert rows["why          "].split("late")[0] in said and "On 1 June 2024\nlate" in said
    for words in re.findall(r"^  (?:kind|read as|due) +(.*)$", when, re.M):
        assert words in said, words
    evidence = hovered(opened, "April 2024")
    assert "due: 30 April 2024, 32 days late" in evidence and "'April 2024'" in evidence


def test_what_a_hover_says_of_names_and_words(opened):
    assert hovered(opened, "lead: AB", 7) == "Ann Bell, Director"
    assert hovered(opened, "lead: CD", 7) == "Policy officer"
    assert hovered(opened, "by: CD", 5) == "Policy officer"
    assert hovered(opened, "rag: green\n        standards", 6) == "green = on track, 'On target'"
    assert hovered(opened, "blue: {means", 1) == "blue = completed"
    assert hovered(opened, "theme: policy", 8) == "Policy and procedures"
    assert hovered(opened, "2013.3").startswith("A culture of listening to children")
    assert hovered(opened, "detail: west", 9) == "T (westmere/two)"
    assert hovered(opened, "measure: Reviewed", 2).startswith("measure: how one will know that it worked")
    assert "Tables call it: success criteria" in hovered(opened, "measure: Reviewed", 2)
    assert hovered(opened, "means: on_track", 1).startswith(
        "means: the state it stands for\nOne of not_started, on_track"
    )
    assert (
        hovered(opened, "text: Review the policy", 10) == "" and hovered(opened, "recommendations:\n  - id", 19) == ""
    )


def test_a_code_in_an_allowance_is_explained(opened):
    editor, uri = opened
    text = PLAN.replace("        timescale: March", "        # s11: allow S205, S301 agreed\n        timescale: March")
    editor.change(uri, text)
    said = editor.at("hover", uri, *place_of(text, "S301", 2))["contents"]["value"]
    assert said.startswith("S301 on-track-and-late (warning)\n\nFires when ")
    assert editor.at("hover", uri, *place_of(text, "agreed\n        timescale", 2)) is None


def test_the_day_is_asked_for_anew(portfolio):
    folder = portfolio({"a/one": PLAN})
    with Editor(S11_AS_OF="2024-03-01") as editor:
        editor.begin()
        uri = editor.open(folder / "plans/a/one.yaml")
        assert "S205" not in codes(editor.found(uri))
        assert "On 1 March 2024\n" in editor.at("hover", uri, *place_of(PLAN, "March 2024"))["contents"]["value"]
        assert editor.end() == 0
    ran = run_s11("lsp", cwd=folder, S11_AS_OF="yesterday")
    assert ran.code == 2 and "'yesterday' is not a day" in ran.err and ran.out == ""


# completion ----------------------------------------------------------------------------------------------------------


def offered(opened, before: str, typed: str, then: str = "\n", *, at: str = "") -> dict[str, str]:
    """What is offered behind ``typed``, which is put in behind ``before``: each word with what goes into the text."""
    editor, uri = opened
    where = PLAN.index(before) + len(before)
    text = PLAN[:where] + typed + then + PLAN[where:]
    editor.change(uri, text)
    line, character = text[: where + len(typed)].count("\n"), len((text[: where + len(typed)]).rpartition("\n")[2])
    result = editor.at("completion", uri, line, character)
    assert result["isIncomplete"] is False
    words = {}
    for item in result["items"]:
        start = item["textEdit"]["range"]["start"]
        assert start["line"] == line and item["textEdit"]["range"]["end"] == {"line": line, "character": character}
        words[item["label"]] = item["textEdit"]["newText"]
    return words


ACTION = "        rag: green\n        standards: working-together-2013.3\n"


def test_fields_that_are_not_there_yet_are_offered(opened):
    words = offered(opened, ACTION, "        ")
    assert {"remedy", "milestones", "completed", "note"} <= words.keys()
    assert not {"id", "text", "lead", "timescale", "rag", "evidence", "progress", "means"} & words.keys()
    assert (words["remedy"], words["milestones"]) == ("remedy: ", "milestones:")
    assert offered(opened, ACTION, "        rem") == {"remedy": "remedy: "}
    # an entry of a list, one on a line of its own, and one in braces
    assert "received" in offered(opened, "        evidence:\n", "          - ")
    assert "percent" in offered(opened, "Begun with the leaflet\n", "          - ")
    assert offered(opened, "Begun with the leaflet\n", "          - {date: 2024-03-01, pe") == {"percent": "percent: "}
    assert not {"date", "by"} & offered(opened, "leaflet\n", "          - {date: 2024-03-01, ", "by: AB}\n").keys()
    assert {"closed", "terms"} <= offered(opened, "themes:\n  policy: Policy and procedures\n", "").keys()
    assert "people" not in offered(opened, "themes:\n  policy: Policy and procedures\n", "")
    # under a key that is the plan's own a field, and no other such key
    assert {"left", "group"} <= offered(opened, "post: Policy officer}\n", "  EF: {").keys()
    assert offered(opened, "post: Policy officer}\n", "  E") == {}


def test_words_that_a_field_may_hold_are_offered(opened):
    assert offered(opened, ACTION, "        lead: ") == {"AB": "AB", "CD": "CD"}
    assert offered(opened, ACTION, "        lead: [AB, ") == {"AB": "AB", "CD": "CD"}
    assert offered(opened, ACTION, "        lead:\n          - A") == {"AB": "AB"}
    # found by their names
    assert offered(opened, ACTION, "        lead: Bell") == {"AB": "AB"}
    assert offered(opened, ACTION, "        rag: ") == {"green": "green", "blue": "blue"}
    assert offered(opened, "under review\n", "    theme: ") == {"policy": "policy"}
    assert offered(opened, ACTION, "        ended: {as: tr") == {"transferred": "transferred"}
    assert offered(opened, "origin: other\n", "origin: ins") == {"inspection": "inspection"}
    assert offered(opened, ACTION, "        sensitive: ") == {"true": "true"}
    assert offered(opened, ACTION, "        completed: ") == {"2024-06-01": "2024-06-01"}
    assert offered(opened, "called: Learning Point\n", "standards: ") == {
        path.stem: path.stem for path in (PROJECT / "standards").glob("*.yaml") if path.stem != "section-11-bodies"
    }
    assert "working-together-2013.3" in offered(opened, ACTION, "        standards: [")
    assert "S205" in offered(opened, ACTION, "        # s11: allow ")
    assert offered(opened, ACTION, "        # a remark to peo") == {}


def test_addresses_are_offered_in_quotes_where_they_need_them(opened):
    own = {"#1.1": "'#1.1'", "#1.2": "'#1.2'"}
    assert offered(opened, ACTION, "        ended: {as: superseded, to: ") == {**own, "westmere/two": "westmere/two"}
    assert offered(opened, ACTION, '        ended: {as: superseded, to: "#1') == own
    assert offered(opened, ACTION, "        ended:\n          to: westmere/two#") == {
        "westmere/two#1": "westmere/two#1"
    }
    assert offered(opened, ACTION, "        ended:\n          to:\n            - w") == {"westmere/two": "westmere/two"}
    assert offered(opened, ACTION, "        detail: ") == {"westmere/two": "westmere/two"}


def test_nothing_is_offered_in_prose_or_in_a_remark(opened):
    for typed in ("        note: AB and ", "        note: >-\n          Ann ", "        remedy: x\n          le"):
        assert offered(opened, ACTION, typed) == {}, typed


def test_leads_are_offered_while_the_file_cannot_be_read(opened):
    editor, uri = opened
    assert editor.at("hover", uri, *place_of(PLAN, "lead: AB", 7))
    # the people themselves are gone from what can be read
    text = PLAN.replace("people:\n", 'people: "\n')
    editor.change(uri, text)
    line, character = place_of(text, "lead: AB", 6)
    items = editor.at("completion", uri, line, character)["items"]
    assert [item["label"] for item in items] == ["AB", "CD"]


# every line of these is typed at, in each of its letters: what is offered stands in the model, and nothing falls over
@pytest.mark.parametrize("path", [PROJECT / "plans/oxford/review-2013.yaml"])
def test_the_place_of_every_letter_is_found_as_yaml_has_it(path):
    """The keys above a cursor, found by how lines are set in, are those that the reader of YAML finds."""
    from s11.plan import load_one
    from s11.text import Source

    text = path.read_text(encoding="utf-8")
    document = load_one(Source("p", "p", text.encode())).document
    checked = 0
    for where, span in document.scalars():
        if document.in_flow(where) or not isinstance(where[-1], str) or document.style(where):
            continue
        typed = typed_at(text, span.start)
        assert typed is not None and typed.path == tuple(0 if isinstance(step, int) else step for step in where), where
        checked += 1
    assert checked > 50


@given(st.text(st.sampled_from("ab: -\n#{}[],'\"|>  "), max_size=60), st.integers(0, 60))
def test_whatever_is_typed_its_place_is_asked_for_without_fault(text, offset):
    typed = typed_at(text, min(offset, len(text)))
    assert typed is None or text[: min(offset, len(text))].endswith(typed.word)


# what can be done ----------------------------------------------------------------------------------------------------


def test_what_lint_can_mend_is_mended_with_one_click(opened):
    editor, uri = opened
    line = line_of(PLAN, "date: 2024-01-20")
    (fix,) = [one for one in editor.actions(uri, line) if one["title"].startswith("Mend")]
    assert fix["kind"] == "quickfix" and fix["title"] == "Mend S404: progress out of order"
    (finding,) = fix["diagnostics"]
    assert finding["code"] == "S404"
    made = edited(PLAN, fix["edit"]["changes"][uri])
    assert made.index("Begun with") < made.index("The draft") and sorted(made) == sorted(PLAN)
    editor.change(uri, made)
    assert "S404" not in codes(editor.found(uri))
    assert [one for one in editor.actions(uri, line) if one["title"].startswith("Mend")] == []


def test_all_is_mended_as_lint_mends_it(editor, portfolio):
    folder = portfolio({"a/one": PLAN.replace("\n", "\r\n")})
    path = folder / "plans/a/one.yaml"
    text = path.read_bytes().decode("utf-8")
    editor.begin()
    uri = editor.open(path)
    (every,) = editor.actions(uri, 0, ["source.fixAll"])
    assert every["kind"] == "source.fixAll" and editor.actions(uri, 0, ["refactor"]) == []
    assert run_s11("lint", "--fix", "--fail-on", "never", cwd=folder, S11_AS_OF="2024-06-01").code == 0
    assert edited(text, every["edit"]["changes"][uri]) == path.read_bytes().decode("utf-8") != text
    editor.change(uri, path.read_bytes().decode("utf-8"))
    assert editor.actions(uri, 0, ["source.fixAll"]) == [] and editor.end() == 0


def test_a_finding_is_allowed_with_a_reason_that_is_still_to_be_typed(opened):
    editor, uri = opened
    line = line_of(PLAN, "rag: green\n        standards")
    (allow,) = [one for one in editor.actions(uri, line) if one["title"].startswith("Allow S301")]
    made = edited(PLAN, allow["edit"]["changes"][uri])
    assert made.replace("        # s11: allow S301 \n", "") == PLAN
    editor.change(uri, made)
    assert {"S009", "S301"} <= set(codes(editor.found(uri)))
    editor.change(uri, made.replace("allow S301 ", "allow S301 agreed at board in May"))
    assert not {"S009", "S301"} & set(codes(editor.found(uri)))


def test_what_takes_no_allowance_is_offered_none(editor, portfolio):
    wrong = PLAN.replace("agreed: 2024-01-10", "agreed: 2024-13-10").replace("called:", "coled:")
    editor.begin()
    uri = editor.open(portfolio({"a/one": wrong}) / "plans/a/one.yaml")
    assert {"S005", "S006"} <= set(codes(editor.found(uri)))
    for words in ("agreed:", "coled:"):
        assert not [one for one in editor.actions(uri, line_of(wrong, words)) if one["title"].startswith("Allow")]
    assert editor.end() == 0


def test_what_the_reader_itself_finds_is_not_allowed_away(editor, portfolio):
    folder = portfolio({"a/one": PLAN})
    second = folder / "plans/a/one.yml"
    second.write_text(PLAN, encoding="utf-8")
    editor.begin()
    uri = editor.open(second)
    (finding,) = editor.found(uri)
    # its rule takes allowances, where it speaks of an id that stands twice in one plan
    assert finding["code"] == "S101" and "are one plan to s11" in finding["message"]
    assert editor.actions(uri, 0) == [] and editor.end() == 0


# where things stand --------------------------------------------------------------------------------------------------


def led_to(opened, words: str, behind: int) -> list[tuple[str, int]]:
    editor, uri = opened
    found = editor.at("definition", uri, *place_of(PLAN, words, behind)) or []
    return [("" if one["uri"] == uri else one["uri"], one["range"]["start"]["line"]) for one in found]


def test_from_what_is_named_to_where_it_stands(opened, tmp_path):
    assert led_to(opened, "lead: AB", 7) == [("", line_of(PLAN, "AB: {name"))]
    assert led_to(opened, "by: CD", 5) == [("", line_of(PLAN, "CD: {post"))]
    assert led_to(opened, "theme: policy", 8) == [("", line_of(PLAN, "policy: Policy"))]
    assert led_to(opened, "rag: green\n        standards", 6) == [("", line_of(PLAN, "green: {"))]
    listed = PROJECT / "standards/working-together-2013.yaml"
    (there,) = led_to(opened, "2013.3", 2)
    assert there == (listed.as_uri(), line_of(listed.read_text(encoding="utf-8"), "id: 3"))
    assert led_to(opened, "standards: working-together-2013\n", 12) == [(listed.as_uri(), 2)]
    assert led_to(opened, "detail: west", 9) == [((tmp_path / "plans/westmere/two.yaml").as_uri(), 0)]
    assert led_to(opened, "text: Review the policy", 8) == [] and led_to(opened, "lead: AB", 1) == []


@pytest.mark.parametrize(
    ("address", "words"),
    [("'#1.2'", 'id: "1.2"'), ("a/one#1.1/1", "text: Cabinet report"), ("a/one#rec:1", "id: 1\n    text: Keep")],
)
def test_an_address_leads_to_what_has_it(opened, address, words):
    editor, uri = opened
    text = PLAN + f"        ended: {{as: superseded, date: 2024-05-01, why: Moved on, to: {address}}}\n"
    editor.change(uri, text)
    (there,) = editor.at("definition", uri, *place_of(text, f"to: {address}", 6))
    assert there["uri"] == uri and there["range"]["start"]["line"] == line_of(text, words)


def test_an_address_leads_into_a_text_that_is_open_as_it_is_there(opened, tmp_path):
    editor, uri = opened
    other = editor.open(tmp_path / "plans/westmere/two.yaml", "# one\n# two\n" + OTHER)
    (there,) = editor.at("definition", uri, *place_of(PLAN, "detail: west", 9))
    assert there["uri"] == other and there["range"]["start"]["line"] == 2


def test_the_outline(opened):
    editor, uri = opened
    (one,) = editor.at("documentSymbol", uri, 0, 0)
    assert (one["name"], one["detail"]) == ("Learning Point 1", "Keep procedures under review")
    first, second = one["children"]
    assert (first["name"], second["name"]) == ("Action 1.1", "Action 1.2")
    assert [(piece["name"], piece["detail"]) for piece in first["children"]] == [("Evidence 1", "Cabinet report")]
    assert second["children"] == []

    def within(inner: dict, outer: dict) -> bool:
        def order(place: dict, side: str) -> tuple[int, int]:
            return place[side]["line"], place[side]["character"]

        return order(outer, "start") <= order(inner, "start") and order(inner, "end") <= order(outer, "end")

    for symbol in (one, first, second, *first["children"]):
        assert within(symbol["selectionRange"], symbol["range"])
        assert all(within(child["range"], symbol["range"]) for child in symbol["children"])


def test_the_outline_for_an_editor_without_outlines_within_outlines(editor, portfolio):
    editor.begin()
    uri = editor.open(portfolio({"a/one": PLAN}) / "plans/a/one.yaml")
    found = editor.at("documentSymbol", uri, 0, 0)
    assert [one["name"] for one in found] == [
        "Learning Point 1 Keep procedures under review",
        "Action 1.1 Review the policy",
        "Evidence 1 Cabinet report",
        "Action 1.2 Review the leaflet",
    ]
    assert found[1]["containerName"] == found[0]["name"] and found[0]["location"]["uri"] == uri
    assert editor.end() == 0


# what it takes -------------------------------------------------------------------------------------------------------


def test_it_loads_nothing_that_it_does_not_need(portfolio):
    folder = portfolio({"a/one": PLAN})
    code = (
        "import sys\nfrom s11.cli import run\nrun(['lsp'])\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    uri = (folder / "plans/a/one.yaml").as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": PLAN}
    said = b""
    for message in (
        {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {
            "id": 2,
            "method": "textDocument/hover",
            "params": {"textDocument": {"uri": uri}, "position": {"line": 24, "character": 20}},
        },
        {"id": 3, "method": "shutdown"},
        {"method": "exit"},
    ):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        said += b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=said,
        capture_output=True,
        cwd=folder,
        check=True,
        env={**_environment(), "PYTHONPATH": str(PROJECT)},
    )
    loaded = done.stderr.decode().split()
    assert "yaml" in loaded and not {"rich", "pydantic", "jinja2", "markdown_it", "pygls", "asyncio"} & set(loaded)

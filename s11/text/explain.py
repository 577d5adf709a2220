"""Where the slip behind YAML that cannot be read stands, what it is, and what to type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from s11.pattern import pattern
from s11.text.document import LINE_END, Document, is_remark
from s11.text.events import Mark, parser_of

if TYPE_CHECKING:
    from yaml import YAMLError

_KEY_LINE = pattern(r"^(?P<lead>[ \t]*+(?:-[ \t]++)*+)(?P<key>[^\s#'\"{\[][^:#]*?):(?:[ \t]+(?P<value>.*))?$")
_ITEM_LINE = pattern(r"^(?P<lead>[ \t]*+)-[ \t]+(?P<value>.*)$")
_NO_SPACE_LINE = pattern(r"[ ]*+(?:-[ ]++)*+(?P<key>[A-Za-z_]\w*):(?P<value>[^\s:/].*)$")
_GLUED_DASH = pattern(r"[ ]*+-(?=[A-Za-z_\"'{\[])")
# a line of more words than this is looked at only as far
_LONG = 4000

_COLON = "a colon and a space stand inside the text, which YAML takes for a new key"
_AFTER_QUOTE = "a text that starts with a quote must end with it: there are words after the closing quote"


def explain(document: Document, error: YAMLError) -> tuple[int, str, str]:
    """Where the officer's slip stands, what it is, and what to type; libyaml's own mark may be lines further down."""
    from yaml import MarkedYAMLError

    marked = error if isinstance(error, MarkedYAMLError) else MarkedYAMLError()
    problem = marked.problem or str(error)
    mark, context = marked.problem_mark, marked.context_mark
    complaint = f"{marked.context or ''} {problem}"
    if mark is None:
        return 0, f"this is not readable YAML ({problem})", "compare the line with its neighbours"
    text = document.text
    if context is not None and (
        "could not find expected ':'" in problem
        or "quoted scalar" in complaint
        or (
            ("flow" in complaint or "',' or" in complaint)
            and document.line_column(_at(document, context))[0] < document.line_column(_at(document, mark))[0]
        )
    ):
        mark = context
    at = _at(document, mark)
    if at >= len(text.rstrip()):
        at = max(0, len(text.rstrip()) - 1)
    number = document.line_column(at)[0]
    line, line_at = _line(document, number)
    indent = len(line) - len(line.lstrip(" \t"))
    if "\t" in line[:indent]:
        return line_at + line.index("\t"), "a tab stands where YAML wants spaces", "indent with spaces only"
    match = _KEY_LINE.match(line)
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return (
            line_at,
            "two versions stand here side by side, as a merge left them",
            "choose one of them, and take away the marks '<<<<<<<', '=======' and '>>>>>>>'",
        )
    inside = _slip_in_braces(document, number)
    if inside is not None:
        return inside
    for above in (number, _line_above(document, number)):
        if not above:
            continue
        words, start = _line(document, above)
        if above < number and "mapping values" in problem and (glued := _NO_SPACE_LINE.match(words)):
            return _no_space(start, glued)
        dash = _GLUED_DASH.match(text, start)
        if dash and ("mapping" in complaint or "block" in complaint or "simple key" in complaint):
            words = document.rest_of_line(dash.end())[:40]
            return dash.end() - 1, "a space is missing after the dash", f"write '- {words}'"
    item = _ITEM_LINE.match(line)
    if match and match["value"]:
        value, value_at = match["value"].strip(), line_at + match.start("value")
    elif item:
        value, value_at = item["value"].strip(), line_at + item.start("value")
    else:
        value, value_at = line.strip(), line_at + indent
    block = "put the words on the next line after '>-', indented further"
    if "\t" in value and "token" in problem:
        return value_at + value.index("\t"), "a tab stands where YAML wants spaces", "replace the tab by a space"
    first = value[:1]
    if first in "\u201c\u2018\u201d\u2019" and first and ("mapping values" in problem or "expected" in problem):
        return value_at, "a curly quote does not quote anything in YAML", f"use straight quotes, or {block}"
    if first in ("'", '"'):
        if "escape" in complaint:
            return at, "a backslash inside double quotes changes the next letter", "use single quotes, or " + block
        if "quoted scalar" in complaint:
            return value_at, "a quotation mark is opened here and never closed", "close it, or " + block
        return value_at, _AFTER_QUOTE, block
    if first and first in "[{" and ("flow" in complaint or "expected" in problem):
        return (
            value_at,
            f"a text that starts with '{first}' is taken for a list in brackets"
            if first == "["
            else "the braces opened here do not read as short codes and dates",
            f"close the bracket, or {block}",
        )
    if first and first in "*&!%@`|>" and not (first in "|>" and len(value) < 4):
        return value_at, f"a text may not start with '{first}'", block
    wrong = _indent_slip(document, number, line_at, indent)
    if "mapping values are not allowed" in problem or "block sequence entries" in problem:
        if match and _colon_in(value):
            return value_at + value.index(": ") if ": " in value else at, _COLON, block
        if wrong:
            return wrong
        return (
            (value_at, "a text may not start with a dash", block)
            if "block sequence" in problem
            else (at, _COLON, block)
        )
    if "could not find expected ':'" in problem:
        if glued := _NO_SPACE_LINE.match(line):
            return _no_space(line_at, glued)
        return (
            line_at + indent,
            "this line is neither a key with a colon nor part of the text above it",
            "write 'key: words', or indent the line further if it belongs to the text above",
        )
    return wrong or (
        at,
        f"this is not readable YAML here ({problem.strip()})",
        "compare the line with its neighbours: same kind, same indent",
    )


def _line(document: Document, number: int) -> tuple[str, int]:
    """A line, as far as it is looked at, and where it begins."""
    start = document.line_starts()[number - 1]
    return document.rest_of_line(start)[:_LONG], start


def _no_space(start: int, glued: re.Match[str]) -> tuple[int, str, str]:
    words = f"write '{glued['key']}: {glued['value'][:40]}'"
    return start + glued.end("key"), "a space is missing after the colon", words


def _at(document: Document, mark: Mark) -> int:
    return min(mark.index, len(document.text))


def _colon_in(value: str) -> bool:
    return ": " in value or value.endswith(":")


def _line_above(document: Document, number: int) -> int:
    """The nearest line above that holds something, from 1; 0 where there is none."""
    for above in range(number - 1, max(0, number - 40), -1):
        line = _line(document, above)[0].strip()
        if line and not line.startswith("#"):
            return above
    return 0


def _indents_above(document: Document, number: int) -> list[int]:
    seen = []
    for above in range(number - 1, max(0, number - 40), -1):
        line = _line(document, above)[0]
        if line.strip() and not line.lstrip().startswith("#"):
            at = len(line) - len(line.lstrip(" "))
            seen.append(at)
            while dash := _DASH.match(line, at):
                at = dash.end()
                seen.append(at)
    return seen


_DASH = pattern(r"- +")
_OPENS = pattern(r"[^#]*:[ \t]*(?:#.*)?$")


def _indent_slip(document: Document, number: int, line_at: int, indent: int) -> tuple[int, str, str] | None:
    """What is wrong with the indent of a line, if anything is."""
    above = _indents_above(document, number)
    if not above or indent == above[0]:
        return None
    if indent > above[0] and _OPENS.match(_line(document, _line_above(document, number))[0]):
        # the line above begins a block: its lines stand further in
        return None
    nearest = min(above, key=lambda other: (abs(other - indent), above.index(other)))
    if nearest == indent:
        return (
            line_at + indent,
            f"this line does not fit under the line above it: it is indented by {indent} spaces",
            "give it the indent of the lines it belongs with",
        )
    return (
        line_at + indent,
        f"this line is indented by {indent} space{'s' * (indent != 1)}; the lines above it by {nearest}",
        f"start the line after {nearest} spaces, under the lines it belongs with",
    )


# slips inside braces: the parser looks ahead to the end of the line, and then blames what stands around them

_BRACES_LINE = pattern(
    r"(?P<margin>[ ]*+)(?P<lead>(?:-[ \t]++)*+(?:[^\s#'\"{\[\-][^:#\r\n]*+:[ \t]++)?+)(?P<open>[{\[])"
)
_DOUBLE = pattern(r'"(?:[^"\\]++|\\.)*+"', re.S)
_SINGLE = pattern(r"'(?:[^']++|'')*+'")
_PLAIN_IN_BRACES = pattern(r"(?:[^,\[\]{}:#\s]|:(?![\s,\[\]{}]|\Z)|(?<![\s])#|[ \t]++(?![#\r\n]))+")
_MARK = pattern(r"[&!][\w:/.-]++[ \t]++(?=[^\s,}\]#])|\*[\w-]++(?=[ \t]*[,}\]\r\n])|![\w:/.-]*+(?=[ \t]*[,\r\n])")
_VALUE_END = pattern(
    r",[ \t]*+(?:\r?\n[ \t]*+)?[A-Za-z_\"'][^\s,:{}\[\]]*+:(?=\s)|[}\]][ \t,}\]]*+(?=\r|\n|\Z| #)|\r|\n|\Z"
)
# how many lines above a fault the braces that it stands in may begin
_REACH = 60


def _slip_in_braces(document: Document, number: int) -> tuple[int, str, str] | None:
    """The first slip inside the braces around a fault in this line, if any: where, what, and what to type."""
    text, starts = document.text, document.line_starts()
    for line in range(number, max(0, number - _REACH), -1):
        match = _BRACES_LINE.match(text, starts[line - 1])
        if match is None:
            continue
        # lines of braces that begin a line may stand as far left as they do
        margin = len(match["margin"]) if match["lead"] else len(match["margin"]) - 1
        found = _first_slip(text, match.start("open"), margin)
        if found is not None and _are_braces(text[: match.end("open")]):
            at, message, value_at = found
            if value_at is None:
                sign = "]" if text[at] == "[" else "}"
                return at, message, f"close the bracket with '{sign}'; if these are words, put them in straight quotes"
            return at, message, _in_quotes(_words_from(text, value_at))
    return None


def _are_braces(before: str) -> bool:
    """Whether a text that ends with an opening bracket ends inside it: in a block of words it is a letter as any."""
    from yaml import YAMLError

    parser = parser_of(before)
    try:
        while parser.get_event() is not None:
            pass
    except YAMLError:
        return True
    return False


def _words_from(text: str, value_at: int) -> str:
    """The words that were meant as one value, up to the next key or the brackets around them."""
    match = _VALUE_END.search(text, value_at)
    end = match.start() if match else len(text)
    for opening, closing in ("[]", "{}"):
        # a bracket that the words themselves open is closed by them
        if text[end : end + 1] == closing and text.count(opening, value_at, end) > text.count(closing, value_at, end):
            end += 1
    return text[value_at:end].rstrip()


def _in_quotes(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > 60:
        return "put the whole text in straight quotes, or write this entry without { }, each field on a line of its own"
    inner = words[1:-1] if len(words) > 2 and words[0] == words[-1] and words[0] in "'\"" else words
    inner = inner[1:] if inner[:1] == '"' and inner.count('"') == 1 else inner
    quoted = (
        f"'{inner}'"
        if ('"' in inner or "\\" in inner) and "'" not in inner
        else '"' + inner.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
    return f"put the whole text in straight quotes: {quoted}"


def _first_slip(text: str, start: int, margin: int) -> tuple[int, str, int | None] | None:
    """What is wrong inside the braces opened at ``start``: its place, what it is, where its value begins (None: a
    bracket not closed).

    None where they are closed and in order. ``margin``: a line indented no further than this lies outside them.
    """
    opened: list[tuple[str, int, bool]] = []
    at, value_at, behind_key = start, start, False
    swallowed: tuple[int, str, int | None] | None = None
    # what may come next: a value, more words of the value that stands, or only a comma or a closing bracket
    state = "value"
    while at < len(text):
        sign = text[at]
        if sign in " \t":
            at += 1
        elif sign in "\r\n":
            at += 1
            line = _MARGIN.match(text, at)
            if line and len(line["margin"]) <= margin and line["sign"] not in "]},":
                break
        elif sign == "#" and text[at - 1] in " \t\r\n":
            line_end = LINE_END.search(text, at)
            end = line_end.start() if line_end else len(text)
            words = text[at:end].rstrip()
            lost = (
                f"the closing '{'}' if opened[-1][0] == '{' else ']'}'"
                if re.search(r"[}\]]", words)
                else "the comma"
                if behind_key and words.endswith(",")
                else ""
            )
            if lost and swallowed is None and not is_remark(words):
                swallowed = (
                    at,
                    f"everything after '#' is a comment to YAML, {lost} too",
                    at if state == "value" else value_at,
                )
            at = end
        elif sign in "}]":
            if "{["["}]".index(sign)] != opened[-1][0]:
                return swallowed or (
                    opened[-1][1],
                    f"the bracket '{opened[-1][0]}' is opened here and never closed",
                    None,
                )
            _, value_at, behind_key = opened.pop()
            at += 1
            if not opened:
                return None
            state = "end"
        elif sign == ",":
            at, state, behind_key = at + 1, "value", False
        elif state == "words" and sign not in "{[:":
            at = _plain_end(text, at)
            if text[at : at + 1] == ":":
                return swallowed or (at, _COLON, value_at)
        elif state != "value":
            return swallowed or (at if state == "words" else value_at, _after(text, value_at, state, sign), value_at)
        elif sign in "{[":
            opened.append((sign, at, behind_key))
            at, value_at, behind_key = at + 1, at, False
        elif sign in "'\"":
            quoted = (_DOUBLE if sign == '"' else _SINGLE).match(text, at)
            value_at = at
            if quoted is None:
                return swallowed or (at, "a quotation mark is opened here and never closed", at)
            at, state = quoted.end(), "end"
            key = pattern(r"[ \t]*+:(?=[\s,}\]])").match(text, at)
            if key and not behind_key:
                at, state, behind_key = key.end(), "value", True
        elif mark := _MARK.match(text, at):
            value_at, at, state = at, mark.end(), "end" if sign == "*" or not mark[0][-1:].isspace() else "value"
        elif sign in "%@`|>&*!?:" or (sign == "-" and text[at + 1 : at + 2] in " \t"):
            return swallowed or (at, f"a text may not start with '{sign}'", at)
        else:
            value_at = at
            at = _plain_end(text, at)
            state = "words"
            if text[at : at + 1] == ":":
                if behind_key:
                    return swallowed or (at, _COLON, value_at)
                at, state, behind_key = at + 1, "value", True
    return swallowed or (opened[-1][1], f"the bracket '{opened[-1][0]}' is opened here and never closed", None)


def _plain_end(text: str, at: int) -> int:
    """Where plain words inside braces end: one sign further at least."""
    match = _PLAIN_IN_BRACES.match(text, at)
    return match.end() if match else at + 1


_MARGIN = pattern(r"(?P<margin>[ ]*+)(?P<sign>\S)")


def _after(text: str, value_at: int, state: str, sign: str) -> str:
    if state == "words":
        return f"'{sign}' stands inside the text, which YAML takes for a new list or new codes"
    if text[value_at] in "'\"":
        return _AFTER_QUOTE
    return (
        f"a text that starts with '{text[value_at]}' is taken for a list in brackets"
        if text[value_at] == "["
        else f"a text may not start with '{text[value_at]}'"
    )

"""One value of a file set, or one entry put in, as a splice of its text: nothing else moves.

Every way of writing is read again and compared with what was wanted before it is given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from s11.text.document import LINE_END, Document
from s11.text.edit import CannotEdit, check_editable, encoded, hangs_under, reads_as, with_value
from s11.text.model import Node, Path, Source, Span
from s11.text.reading import read
from s11.text.values import Layout, entry_lines, in_flow, is_plain, is_short, item_lines, quotings, scalar


def put(document: Document, path: Path, value: Node, order: Sequence[str] = ()) -> Document:
    """The file with one value set.

    A key that is not there yet comes behind the last of those that stand before it in ``order``; mappings on the way
    to it are made. Raises CannotEdit.
    """
    check_editable(document)
    if not path:
        raise CannotEdit("the file as a whole is not replaced")
    if document.has(path):
        old = document.node(path)
        if old == value:
            return document
        wanted = with_value(document.root, path, value)
        return _first_that_reads(document, wanted, _replacements(document, path, old, value))
    above, key = document.node(path[:-1]), path[-1]
    if not isinstance(key, str):
        raise CannotEdit("there is no entry with this number")
    if path[:-1] and (above is None or above == ""):
        return put(document, path[:-1], {key: value})
    if not isinstance(above, dict):
        raise CannotEdit(f"'{key}' belongs in a group of fields, and other words stand there")
    wanted = with_value(document.root, path[:-1], _with_key(above, key, value, order))
    return _first_that_reads(document, wanted, _key_insertions(document, path[:-1], above, key, value, order))


def put_entry(
    document: Document, path: Path, value: Node, at: int | None = None, order: Sequence[str] = ()
) -> Document:
    """The file with one entry put into a list, before the entry that has number ``at`` now, else at its end.

    A list that is not there is made (``order``: see ``put``), and one bare entry becomes a list of two. Raises
    CannotEdit.
    """
    check_editable(document)
    old = document.node(path)
    if old is None or old == "":
        return put(document, path, [value], order)
    if not isinstance(old, list):
        both = [old, value] if at is None or at > 0 else [value, old]
        return put(document, path, both)
    if not old:
        return put(document, path, [value])
    number = len(old) if at is None else at
    wanted = with_value(document.root, path, [*old[:number], value, *old[number:]])
    return _first_that_reads(document, wanted, _entry_insertions(document, path, old, value, number))


def take_out(document: Document, path: Path) -> Document:
    """The file without one key of a mapping that holds other keys too. Raises CannotEdit."""
    check_editable(document)
    above, key = document.node(path[:-1]), path[-1]
    if not isinstance(above, dict) or key not in above or len(above) < 2:
        raise CannotEdit("only one of several fields is taken out")
    kept = {other: child for other, child in above.items() if other != key}
    wanted = with_value(document.root, path[:-1], kept) if path[:-1] else kept
    return _first_that_reads(document, wanted, _without_key(document, path))


def _without_key(document: Document, path: Path) -> Iterator[str]:
    text, start, end = document.text, document.key_span(path).start, document.span(path).end
    if path[:-1] and document.entry(path[:-1]).flow:
        after = re.match(r"\s*,\s*", text[end:])
        if after is not None:
            yield text[:start] + text[end + after.end() :]
        before = re.search(r"\s*,\s*\Z", text[:start])
        if before is not None:
            yield text[: before.start()] + text[end:]
        return
    starts = document.line_starts()
    first, last = (document.line_column(at)[0] - 1 for at in (start, max(start, end - 1)))
    # a line that holds anything but the field (the dash of its record, a remark) is not taken out
    yield text[: starts[first]] + (text[starts[last + 1] :] if last + 1 < len(starts) else "")


def _first_that_reads(document: Document, wanted: Node, texts: Iterator[str]) -> Document:
    for text in texts:
        if reads_as(document, text, wanted):
            return read(
                Source(document.source.name, document.source.id, encoded(document, text), document.source.stored)
            )
    raise CannotEdit("this cannot be written here so that it, and nothing else, reads differently")


def _with_key(above: dict[str, Node], key: str, value: Node, order: Sequence[str]) -> Node:
    before = _before(above, key, order)
    made: dict[str, Node] = {}
    for other, child in above.items():
        made[other] = child
        if other == before:
            made[key] = value
    return made if key in made else {**made, key: value}


def _before(above: dict[str, Node], key: str, order: Sequence[str]) -> str:
    """The key behind which a new one stands: the last one written that comes before it in the order; '' for none."""
    if key not in order:
        return next(reversed(above), "")
    earlier = set(order[: order.index(key)])
    known = [other for other in above if other in earlier]
    return known[-1] if known else next(iter(above), "")


# where and how -------------------------------------------------------------------------------------------------------


def _replacements(document: Document, path: Path, old: Node | None, value: Node) -> Iterator[str]:
    """The text with another value at a place that has one, in the ways it can be written there."""
    text, span = document.text, document.span(path)
    before, after = text[: span.start], text[span.end :]
    if isinstance(old, str) and isinstance(value, str):
        gap = "" if span.start < span.end or before[-1:] in " \t[{" else " "
        for written in _as_before(document, path, span, value):
            yield before + gap + written + after
        return
    head_end = _head_end(document, path)
    one_line = isinstance(old, str) or document.entry(path).flow
    if document.in_flow(path):
        yield before + in_flow(value) + after
    elif one_line and is_short_entries(value):
        gap = "" if span.start < span.end or before[-1:] in " \t" else " "
        yield before + gap + in_flow(value) + after
    if document.in_flow(path):
        return
    layout, end = layout_of(document), line_end(document)
    column = _column(document, document.key_span(path).start if isinstance(path[-1], str) else span.start)
    for lines in ([*entry_lines("", value, layout, column)],):
        yield text[:head_end] + end.join(_placed(lines, column)) + after
    yield f"{text[:head_end]} {in_flow(value)}{after}"


def is_short_entries(value: Node) -> bool:
    """Whether a list of short codes and days, or of small groups of them, may stand in brackets."""
    return is_short(value) or (isinstance(value, list) and all(is_short(one) for one in value))


def _placed(lines: list[str], column: int) -> list[str]:
    """Lines behind a key at a column: what stands behind it on its own line, and the lines below it."""
    first, *rest = lines
    return [f" {first.strip()}" if first.strip() else "", *(" " * column + line if line else "" for line in rest)]


def _head_end(document: Document, path: Path) -> int:
    """Where the colon of a key, or the dash of an entry, ends."""
    if isinstance(path[-1], str):
        end = document.key_span(path).end
        return document.text.index(":", end) + 1
    return document.text.rindex("-", 0, document.span(path).start) + 1


def _key_insertions(
    document: Document, path: Path, above: dict[str, Node], key: str, value: Node, order: Sequence[str]
) -> Iterator[str]:
    text = document.text
    before = _before(above, key, order)
    if (path and document.entry(path).flow) or (not path and text.lstrip().startswith("{")):
        entry = f"{scalar(key, flow=True)}: {in_flow(value)}"
        if before:
            end = document.span((*path, before)).end
            yield f"{text[:end]}, {entry}{text[end:]}"
        else:
            end = document.span(path).end - 1
            yield text[:end] + entry + text[end:]
        return
    if not before:
        return
    column = _column(document, document.key_span((*path, next(iter(above)))).start)
    lines = entry_lines(f"{scalar(key)}:", value, layout_of(document), column)
    for line in _lines_after(document, (*path, before), column):
        yield _inserted(document, line, [" " * column + one if one else "" for one in lines])


def _entry_insertions(document: Document, path: Path, old: list[Node], value: Node, number: int) -> Iterator[str]:
    text = document.text
    if document.in_flow((*path, 0)):
        entry = in_flow(value)
        if number:
            end = document.span((*path, number - 1)).end
            yield f"{text[:end]}, {entry}{text[end:]}"
        else:
            start = document.span((*path, 0)).start
            yield f"{text[:start]}{entry}, {text[start:]}"
        return
    # a list written with dashes begins at its first dash
    column = _column(document, document.entry(path).start)
    layout = layout_of(document)
    lines = [" " * column + one if one else "" for one in item_lines(value, layout, column)]
    starts = document.line_starts()
    if number:
        for line in _lines_after(document, (*path, number - 1), column):
            blank = number > 1 and _stands_apart(document, (*path, number - 1))
            yield _inserted(document, line, ["", *lines] if blank else lines)
    else:
        first = document.line_column(document.span((*path, 0)).start)[0] - 1
        while first > 0 and not re.match(rf" {{{column}}}-(?:\s|$)", text[starts[first] :]):
            first -= 1
        alone = {document.line_column(comment.start)[0] - 1 for comment in document.comments if comment.alone}
        while first - 1 in alone:
            first -= 1
        yield _inserted(document, first, lines)


def _lines_after(document: Document, path: Path, column: int) -> Iterator[int]:
    """The lines, from 0, before which what follows an entry may stand, the nearest first.

    Behind its words, the remarks that hang under it and, where these belong to the words, the empty lines after them.
    """
    span, text = document.span(path), document.text
    last = document.line_column(max(span.start, span.end - 1, document.key_span(path).start))[0]
    starts = document.line_starts()
    alone = {document.line_column(comment.start)[0] - 1 for comment in document.comments if comment.alone}

    def words_of(line: int) -> str:
        return text[starts[line] : starts[line + 1] if line + 1 < len(starts) else len(text)].rstrip("\r\n")

    below = last
    while below < len(starts) and starts[below] < len(text):
        if below in alone and hangs_under(words_of(below), column):
            # a remark about the entry, though an empty line may stand before it
            last = below + 1
        elif words_of(below).strip():
            break
        below += 1
    yield last
    after = last
    while after < len(starts) and starts[after] < len(text) and not words_of(after).strip():
        after += 1
    if after != last:
        yield after


def _stands_apart(document: Document, path: Path) -> bool:
    """Whether an empty line stands before an entry of a list."""
    starts = document.line_starts()
    line = document.line_column(document.span(path).start)[0] - 1
    alone = {document.line_column(comment.start)[0] - 1 for comment in document.comments if comment.alone}
    while line - 1 in alone:
        line -= 1
    return line > 0 and not document.text[starts[line - 1] : starts[line]].strip()


def _inserted(document: Document, line: int, lines: Sequence[str]) -> str:
    text, end, starts = document.text, line_end(document), document.line_starts()
    at = starts[line] if line < len(starts) else len(text)
    if at == len(text) and text and not text.endswith(("\n", "\r")):
        return text + "".join(end + one for one in lines)
    return text[:at] + "".join(one + end for one in lines) + text[at:]


def _column(document: Document, offset: int) -> int:
    return document.line_column(offset)[1] - 1


def line_end(document: Document) -> str:
    """How the lines of a file end, by its first."""
    first = LINE_END.search(document.text)
    return first[0] if first else "\n"


def layout_of(document: Document) -> Layout:
    """How a file is laid out, by the first of its mappings and lists; as s11 does it where it has none."""
    step = dash = 0
    waiting: list[tuple[Path, Node]] = [((), document.root or "")]
    while waiting and not (step and dash):
        path, node = waiting.pop(0)
        if isinstance(node, str) or (path and document.entry(path).flow):
            continue
        if (
            path
            and isinstance(path[-1], str)
            and node
            and document.line_column(document.entry(path).start)[0]
            > (document.line_column(document.key_span(path).start)[0])
        ):
            key = _column(document, document.key_span(path).start)
            deeper = _column(document, document.entry(path).start) - key
            if isinstance(node, dict):
                step = step or deeper
            elif not dash:
                # dashes may stand right under their key
                dash = deeper + 1
        waiting += [((*path, at), child) for at, child in (node.items() if isinstance(node, dict) else enumerate(node))]
    return Layout(max(step, 1) if step else Layout().step, dash - 1 if dash else Layout().dash)


# words in the way they were written -----------------------------------------------------------------------------------

_BLOCK_SIGN = re.compile(r"(?P<sign>[|>])-?(?P<remark>[ \t]+#[^\r\n]*)?[ \t]*(?:\r\n|\n)(?P<indent> +)(?=\S)")


def _as_before(document: Document, path: Path, span: Span, value: str) -> Iterator[str]:
    """The ways to write words at a place, the likest to what stands there first."""
    style, flow, old = document.style(path), document.in_flow(path), document.text[span.start : span.end]
    remark = ""
    if style in ("|", ">"):
        yield from _blocks(old, value)
        head = re.match(r"[^\s#]*(?P<remark>[ \t]+#[^\r\n]*)?", old)
        remark = (head and head["remark"]) or ""
    plain = is_plain(value, flow)
    ends = set(LINE_END.findall(old))
    if style == "" and plain and len(ends) == 1:
        lines = LINE_END.split(old)
        indent = lines[1][: len(lines[1]) - len(lines[1].lstrip())]
        yield (ends.pop() + indent).join(_refilled([line.strip() for line in lines], value))
    quoted = quotings(value, style)
    for written in [value, *quoted] if plain and style not in ("'", '"') else quoted:
        yield written + remark


def _blocks(old: str, value: str) -> Iterator[str]:
    """A block under '|' or '>', its lines kept as far as they hold the new words."""
    head = _BLOCK_SIGN.match(old)
    ends = set(LINE_END.findall(old))
    if head is None or len(ends) != 1 or value != value.strip(" ") or value.endswith("\n\n"):
        return
    end, indent, body = ends.pop(), head["indent"], value.removesuffix("\n")
    lines = [line.removeprefix(indent) for line in LINE_END.split(old)[1:]]
    if head["sign"] == ">":
        kept = "\n".join(lines).split("\n\n")
        parts = body.split("\n")
        same = len(kept) == len(parts)
        body = "\n\n".join(
            "\n".join(_refilled(kept[at].split("\n") if same else [], part)) for at, part in enumerate(parts)
        )
    first = head["sign"] + ("" if value.endswith("\n") else "-") + (head["remark"] or "")
    yield end.join([first, *(indent + line if line else "" for line in body.split("\n"))])


def _refilled(lines: list[str], words: str, width: int = 100) -> list[str]:
    """Words broken into lines; of the old lines those before and after the change stay as they are."""
    width = max([width, *map(len, lines)])
    first: list[str] = []
    last: list[str] = []
    while len(first) < len(lines) and words.startswith(lines[len(first)] + " "):
        first.append(lines[len(first)])
        words = words[len(first[-1]) + 1 :]
    while len(last) < len(lines) - len(first) and words.endswith(" " + lines[-1 - len(last)]):
        last.append(lines[-1 - len(last)])
        words = words[: -len(last[-1]) - 1]
    middle = (
        [words]
        if "  " in words or len(words) <= width
        else wrap(words, width, break_long_words=False, break_on_hyphens=False)
    )
    return [*first, *middle, *reversed(last)]

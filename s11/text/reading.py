"""Bytes read into a document: its strings, and every slip on the way."""

from __future__ import annotations

from collections.abc import Callable

from s11.pattern import pattern
from s11.text.document import LOST, STYLE_NUMBER, Document, Places, is_remark, last_path
from s11.text.events import Event, parser_of
from s11.text.model import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, Branch, Node, Source, Span, SyntaxProblem

_GLUED_HASH = pattern(r"[\"'\]}\[{,]#|[\[{,][ \t]++#(?=[^\s#!])")
_ENTRY_BEFORE = pattern(r"[\[{,][ \t]*\Z")
_NO_SPACE = pattern(r"(?P<key>[A-Za-z_]\w*):(?P<value>[^\s:/].*)")
# refused with the control characters: what YAML takes for a line end and an editor or 'git diff' does not (a lone
# carriage return hides what follows it), and what turns the direction of writing, so that a line reads other than it is
_REFUSED = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
    "|\r(?!\n)"
)
# the bytes of letters and signs that need not be looked at again
_NEVER_REFUSED = bytes([9, 10, *range(0x20, 0x7F)])
_NAMES = {
    "\x1b": "an escape character",
    "\x00": "a NUL",
    "\x0c": "a form feed",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\x85": "a next-line character",
    "\ufeff": "a byte order mark",
    "\x7f": "a delete character",
    "\r": "a carriage return without a line feed",
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    **dict.fromkeys(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "a mark that turns the direction of writing",
    ),
    **dict.fromkeys("\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u180e", "a character of no width"),
}
# never seen, so that two keys or ids which differ by one look the same; words in some scripts need them
_UNSEEN = pattern(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-"
    "\ufffb]|[\U000e0000-\U000e007f]"
)


def unseen(text: str) -> str:
    """What to call the first character of a key or code that nobody can see, with its number; '' where none is."""
    found = None if text.isascii() else _UNSEEN.search(text)
    return f"{_NAMES.get(found[0], 'a character that cannot be seen')} (U+{ord(found[0]):04X})" if found else ""


def read(source: Source, located: bool = True) -> Document:
    """Read one file. Never raises for bad input: ``slips`` says what was wrong, ``cut_at`` where reading stopped.

    ``located``: whether it is noted at once where each part stands. Where it will hardly be asked, that saves a fifth
    of the time; of a file with a slip it is noted in any case.
    """
    if source.unread is not None:
        document = Document(source, "", cut_at=0)
        document.slips.append(SyntaxProblem("S001", (), Span(0, 0), source.unread.message, source.unread.hint))
        return document
    if len(source.data) > MAX_BYTES:
        document = Document(source, "", cut_at=0)
        document.slips.append(
            SyntaxProblem(
                "S007",
                (),
                Span(0, 0),
                f"the file is longer than the {MAX_BYTES:,} bytes that s11 reads",
                "split it, or take out what does not belong in it",
            )
        )
        return document
    document = _decode(source)
    if document.cut_at is not None and not document.text:
        return document
    if not located:
        try:
            _build(document, located=False)
        except _Slipped:
            document.root = None
        else:
            return document
    _build(document)
    return document


def places_of(document: Document) -> Places:
    """Where each part of a document stands that was read without noting it."""
    again = Document(document.source, document.text)
    _build(again)
    again.places.take_over(document.root, again.root)
    return again.places


def _decode(source: Source) -> Document:
    data, bom, slips = source.data, False, []
    if data.startswith(b"\xef\xbb\xbf"):
        data, bom = data[3:], True
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
            slip = SyntaxProblem("S002", (), Span(0, 0), "the file is not UTF-8 but UTF-16", "save it again as UTF-8")
            return Document(source, "", slips=[slip], cut_at=0)
        text = before + data[error.start :].decode("utf-8", "replace")
        slips.append(
            SyntaxProblem(
                "S002",
                (),
                Span(len(before), len(before) + 1),
                f"byte 0x{data[error.start]:02X} is not UTF-8",
                "save the file again as UTF-8 (in Word or Notepad: 'Save as', encoding UTF-8)",
            )
        )
        text = text.replace("\ufeff", " ")
    if "\r" in text and "\n" not in text:
        slips.append(
            SyntaxProblem(
                "S002",
                (),
                Span(text.index("\r"), text.index("\r") + 1),
                "the lines end with carriage returns (U+000D) only, and 'git diff' shows them as one",
                "save the file with the line ends of Windows or Unix",
            )
        )
        text = text.replace("\r", "\n")
    clean, more = text, 0
    if data.translate(None, _NEVER_REFUSED) and _REFUSED.search(text):
        for match in _REFUSED.finditer(text):
            if len(slips) >= 20:
                more += 1
                continue
            name = _NAMES.get(match[0], "a control character")
            hint = (
                "end the line here, or take it out: 'git diff' does not show what follows as a line of its own"
                if match[0] == "\r"
                else "take it out"
            )
            slips.append(
                SyntaxProblem(
                    "S002",
                    (),
                    Span(match.start(), match.end()),
                    f"{name} (U+{ord(match[0]):04X}) stands in the text",
                    hint,
                )
            )
        clean = _REFUSED.sub(" ", text)
    return Document(source, clean, bom=bom, slips=slips, more_slips=more)


def _is_marked(event: Event) -> bool:
    return event.anchor is not None or event.tag is not None


class _Slipped(Exception):
    """Something is wrong, and to say where needs what was not noted."""


class _Stop(Exception):
    """Reading cannot go on from here; what was built so far stands."""


_TOO_DEEP = "exceeded maximum nesting depth"


def _build(document: Document, end: int | None = None, located: bool = True) -> None:
    """Read the text, or what stands of it before ``end``, into a new document.

    Raises _Slipped at the first slip where it is not to be noted where each part stands.
    """
    import yaml

    text = document.text[:end]
    get = parser_of(text).get_event
    scalar_event, mapping_start, mapping_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
    sequence_start, sequence_end, alias_event = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.AliasEvent
    stream_end, document_end = yaml.StreamEndEvent, yaml.DocumentEndEvent
    places = Places()
    document.noted = places if located else None
    slips = document.slips
    given = len(slips), document.more_slips
    trail: list[str | int] = []
    braces = 0
    # what most plans have nowhere need not be looked for at each word
    marks = "&" in text or "!" in text
    odd = marks or "<<" in text or not text.isascii()

    def slip(code: str, event: Event, message: str, hint: str, end: int | None = None) -> None:
        if not located:
            raise _Slipped
        start = event.start_mark.index
        if len(slips) >= MAX_FINDINGS and code != "S007":
            document.more_slips += 1
            return
        slips.append(
            SyntaxProblem(code, tuple(trail), Span(start, event.end_mark.index if end is None else end), message, hint)
        )

    def whole(sign: str) -> str:
        return f"if the text itself starts with '{sign}', put it " + (
            "in straight quotes" if braces else "on the next line after '>-'"
        )

    def marked(event: Event) -> None:
        if event.anchor is not None:
            slip(
                "S004",
                event,
                f"an anchor (&{event.anchor}) is not used in plans",
                f"write the words out; {whole('&')}",
                event.start_mark.index + 1,
            )
        if event.tag is not None:
            slip(
                "S004",
                event,
                f"a tag ({event.tag}) is not used in plans",
                f"take it out; {whole('!')}",
                event.start_mark.index + 1,
            )

    def seen_key(event: Event, key: str) -> None:
        hidden = unseen(key)
        if hidden:
            trail.append(key)
            slip("S002", event, f"{hidden} stands in a key", "take it out, or write the key again")
            trail.pop()

    def scalar(event: Event) -> str:
        if marks and _is_marked(event):
            marked(event)
        value = event.value
        if event.style == '"':
            bad = _REFUSED.search(value)
            if bad:
                name = _NAMES.get(bad[0], "a control character")
                slip(
                    "S002",
                    event,
                    f"{name} (U+{ord(bad[0]):04X}) is written into the text",
                    "take it out; inside double quotes a backslash changes the next letter, inside single quotes it "
                    "does not",
                )
        return value

    def alias(event: Event) -> str:
        slip("S004", event, f"an alias (*{event.anchor}) is not used in plans", f"write the words out; {whole('*')}")
        return ""

    def in_flow(event: Event, kind: type[object]) -> int:
        """How ``Places`` keeps that a container is written with braces; an alias is kept as an empty scalar."""
        return 8 if kind is not alias_event and event.flow_style else 0

    def no_value(key: str, event: Event) -> None:
        end = event.end_mark.index
        comment = LOST.match(text, end)
        if comment and not is_remark(comment["words"]):
            # what stands behind the colon is read as a comment: whoever knows the fields says so
            return
        glued = _NO_SPACE.fullmatch(key)
        if glued:
            slip(
                "S008",
                event,
                f"'{key}' has no value inside {{ }}: a space is missing after the colon",
                f"write '{glued['key']}: {glued['value']}'",
            )
        elif text[end : end + 1] == ":":
            slip(
                "S008",
                event,
                f"'{key}' has no value inside {{ }}",
                "write its value behind the colon, or take it out; what holds a comma goes into straight quotes",
            )
        else:
            slip(
                "S008",
                event,
                f"'{key}' has no value inside {{ }}: a comma has split the words",
                "put the words on a line of their own, or in straight quotes",
            )

    def opened(event: Event, depth: int) -> Branch:
        if marks and _is_marked(event):
            marked(event)
        if depth >= MAX_DEPTH:
            slip(
                "S007",
                event,
                f"nested deeper than {MAX_DEPTH} levels",
                "a plan is at most a dozen levels deep; look for brackets that were not meant",
            )
            raise _Stop
        return {} if isinstance(event, mapping_start) else []

    def key_kept(event: Event, node: dict[str, Node], numbers: list[int]) -> bool:
        """Whether a key that is plain words begins an entry of its own."""
        key = event.value
        if not key.isascii():
            seen_key(event, key)
        if _is_marked(event):
            marked(event)
        if key == "<<":
            slip("S004", event, "a merge key (<<) is not used in plans", "write the words out")
        elif key in node:
            first = document.line_column(numbers[4 * list(node).index(key)] - 1)[0] if located else 0
            trail.append(key)
            slip(
                "S003",
                event,
                f"'{key}' stands twice here; the first is in line {first}",
                "keep one of the two; if both hold something, join them",
            )
            trail.pop()
        else:
            return True
        return False

    def no_key(event: Event, depth: int) -> None:
        """What stands in the place of a key and is none."""
        if not isinstance(event, alias_event):
            slip("S005", event, "a key must be plain words", "write the key as words followed by a colon")
        pass_over(event, "", depth)

    def pass_over(event: Event, key: str, depth: int) -> None:
        """What is no part of the tree: the value of a key that is not kept."""
        kind: type[object] = type(event)
        if kind is alias_event:
            alias(event)
        elif kind is not scalar_event:
            if key:
                trail.append(key)
            node = opened(event, depth + 1)
            places.discard(node)
            filling[kind](node, event, depth + 1)
            if key:
                trail.pop()

    def fill_mapping(node: dict[str, Node], opening: Event, depth: int) -> None:
        nonlocal braces
        flow, closing = bool(opening.flow_style), None
        braces += flow
        numbers: list[int] = []
        try:
            while True:
                event = get()
                kind: type[object] = type(event)
                if kind is mapping_end:
                    closing = event.end_mark.index if flow else None
                    return
                if kind is not scalar_event:
                    no_key(event, depth)
                    pass_over(get(), "", depth)
                    continue
                key = event.value
                if (odd or key in node) and not key_kept(event, node, numbers):
                    pass_over(get(), key, depth)
                    continue
                key_event, event = event, get()
                value_kind: type[object] = type(event)
                if located:
                    begins = key_event.start_mark.index
                    how = STYLE_NUMBER[event.style] if value_kind is scalar_event else in_flow(event, value_kind)
                    numbers += (
                        begins + 1,
                        key_event.end_mark.index - begins,
                        event.start_mark.index,
                        event.end_mark.index * 16 + how,
                    )
                if value_kind is scalar_event:
                    value, style = event.value, event.style
                    if style == '"' or (marks and _is_marked(event)):
                        trail.append(key)
                        scalar(event)
                        trail.pop()
                    elif flow and not value and not style:
                        trail.append(key)
                        no_value(key, key_event)
                        trail.pop()
                    node[key] = value
                elif value_kind is alias_event:
                    node[key] = alias(event)
                else:
                    trail.append(key)
                    node[key] = child = opened(event, depth + 1)
                    filling[value_kind](child, event, depth + 1)
                    trail.pop()
        finally:
            if located:
                places.keep(node, numbers, closing)
            braces -= flow

    def fill_sequence(node: list[Node], opening: Event, depth: int) -> None:
        nonlocal braces
        flow, closing = bool(opening.flow_style), None
        braces += flow
        numbers: list[int] = []
        try:
            while True:
                event = get()
                kind: type[object] = type(event)
                if kind is sequence_end:
                    closing = event.end_mark.index if flow else None
                    return
                if located:
                    how = STYLE_NUMBER[event.style] if kind is scalar_event else in_flow(event, kind)
                    numbers += (0, 0, event.start_mark.index, event.end_mark.index * 16 + how)
                trail.append(len(node))
                if kind is scalar_event:
                    node.append(scalar(event))
                elif kind is alias_event:
                    node.append(alias(event))
                else:
                    child = opened(event, depth + 1)
                    node.append(child)
                    filling[kind](child, event, depth + 1)
                trail.pop()
        finally:
            if located:
                places.keep(node, numbers, closing)
            braces -= flow

    # what fills a container fills those in it: were the two to hold one another, nothing of this would be let go
    filling: dict[type[object], Callable[..., None]] = {mapping_start: fill_mapping, sequence_start: fill_sequence}

    try:
        get()
        if not isinstance(get(), stream_end):
            event = get()
            kind: type[object] = type(event)
            if kind is scalar_event:
                document.root = scalar(event)
            elif kind is alias_event:
                document.root = alias(event)
            else:
                document.root = root = opened(event, 0)
                filling[kind](root, event, 0)
            event = get()
            while isinstance(event, document_end):
                event = get()
            if not isinstance(event, stream_end):
                trail.clear()
                slip(
                    "S004",
                    event,
                    "a second document ('---') starts here and is not read",
                    "one file holds one plan: put it in a file of its own",
                )
                document.cut_at = event.start_mark.index
    except _Slipped:
        filling.clear()
        raise
    except _Stop:
        document.cut_at = slips[-1].span.start
        document.cut_path = last_path(document.root)
    except yaml.YAMLError as error:
        if not located:
            filling.clear()
            raise _Slipped from error
        # from PyYAML 6.0.4 on libyaml looks ahead and stops at a thousand levels, before ours are told
        deep = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) and error.problem == _TOO_DEEP else None
        if end is None and deep is not None:
            del slips[given[0] :]
            document.root, document.more_slips = None, given[1]
            filling.clear()
            _build(document, deep.index)
            return
        from s11.text.explain import explain

        at, message, hint = explain(document, error)
        # what the parser drew out of the words of this slip is no slip of its own
        slips[:] = [slip for slip in slips if slip.span.start < at or slip.code == "S002"]
        document.cut_at = at
        _drop_torn(document, at)
        document.cut_path = last_path(document.root)
        slips.append(SyntaxProblem("S001", tuple(trail), Span(at, min(at + 1, len(text))), message, hint))
    if "#" in text and _GLUED_HASH.search(text):
        _glued_comments(document)
    filling.clear()
    if len(slips) > 1:
        slips.sort(key=lambda s: s.span.start)


def _glued_comments(document: Document) -> None:
    """Words that libyaml takes for a comment: no space stands before their '#', or an entry in brackets should."""
    text = document.text
    for comment in document.comments:
        before = text[max(0, comment.start - 80) : comment.start]
        glued = before[-1:] not in ("", " ", "\t", "\r", "\n")
        entry = comment.words[1:2].strip() not in ("", "#", "!") and _ENTRY_BEFORE.search(before)
        if (
            (glued or entry)
            and not is_remark(comment.words)
            and (document.cut_at is None or comment.start < document.cut_at)
        ):
            if len(document.slips) >= MAX_FINDINGS:
                document.more_slips += 1
                continue
            span = Span(comment.start, comment.start + len(comment.words))
            hint = (
                "put all of the words in one pair of quotes; if this is a remark, put a space before"
                + (" and behind" if entry else "")
                + " the '#'"
            )
            document.slips.append(
                SyntaxProblem("S008", (), span, f"'{comment.words[:40]}' is lost: YAML reads it as a comment", hint)
            )


def _drop_torn(document: Document, cut_at: int) -> None:
    """Take back what the parser drew into the last value from the line it then stumbled over."""
    path = last_path(document.root)
    node = document.node(path)
    if not path or not isinstance(node, str) or document.style(path):
        return
    span = document.span(path)
    line_start = document.line_starts()[document.line_column(cut_at)[0] - 1]
    if span.end <= line_start:
        return
    whole = " ".join(document.text[span.start : line_start].split())
    # it is the last entry of what holds it
    parent = document.node(path[:-1])
    if isinstance(parent, dict):
        key, _ = parent.popitem()
        parent.update({key: whole} if whole else {})
    elif isinstance(parent, list):
        parent[-1:] = [whole] if whole else []

"""Frames: how messages follow one another in a stream of bytes, each behind a head that says how long it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO

from s11.lsp.messages import INVALID_REQUEST, PARSE_ERROR, Json, Object, WrongMessage

# the longest message that is kept: an editor that sends a whole file of the longest that s11 reads sends a tenth of it
MOST_BYTES = 64 * 1024 * 1024
MOST_HEAD = 8192
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*", re.IGNORECASE)


def messages(stream: IO[bytes]) -> Iterator[Object | WrongMessage]:
    """Each message of a stream, or why it is none, until the stream ends. What is wrong with one spoils no other."""
    while (length := _head(stream)) is not None:
        if isinstance(length, WrongMessage):
            yield length
            continue
        if length > MOST_BYTES:
            if not _passed_over(stream, length):
                return
            yield WrongMessage(INVALID_REQUEST, f"the message is longer than {MOST_BYTES:,} bytes")
            continue
        body = stream.read(length)
        if len(body) < length:
            return
        yield parsed(body)


def _head(stream: IO[bytes]) -> int | WrongMessage | None:
    """How long the next message is, or that its head does not say; None at the end of the stream."""
    length, met = None, False
    while line := stream.readline(MOST_HEAD):
        header = line.rstrip(b"\r\n")
        if not header and met:
            return WrongMessage(PARSE_ERROR, "a frame without Content-Length") if length is None else length
        if header:
            met = True
            # what a broken frame left may stand before it on its line
            lengths = [*_LENGTH.finditer(header)]
            length = int(lengths[-1][1]) if lengths and lengths[-1].end() == len(header) else length
    return None


def _passed_over(stream: IO[bytes], length: int) -> bool:
    while length and (piece := stream.read(min(length, 1024 * 1024))):
        length -= len(piece)
    return not length


def parsed(body: bytes) -> Object | WrongMessage:
    try:
        message: Json = json.loads(body)
    except (ValueError, RecursionError):
        return WrongMessage(PARSE_ERROR, "the message is not JSON")
    return message if isinstance(message, dict) else WrongMessage(INVALID_REQUEST, "a message must be an object")


def frame(message: Object) -> bytes:
    # half a character, which a name of a file may hold, has no bytes: it stays escaped
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)

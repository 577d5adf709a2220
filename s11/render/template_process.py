"""A council's own templates at work: in a process of their own, with little time and little memory.

What a template may reach and say is counted where it stands (``sandbox``); how much work one sum, one comparison or one
filter is cannot be. So whatever is not s11's own is run apart, and stopped when it takes more than a report needs.
"""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from s11.render import NotInstalled
from s11.render.sandbox import BadTemplate
from s11.render.templates import Templates
from s11.text import one_line

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

try:
    import resource
except ImportError:
    # Windows has no such limits: there the clock alone stops what goes on too long
    resource = None  # type: ignore[assignment]

# where a process may be copied as it is, nothing needs to be handed over
COPIED: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
AFRESH: Literal["spawn"] = "spawn"
_PIECE, _END, _FAULT, _MISSING = b"+", b".", b"!", b"?"


class Limits(NamedTuple):
    """What one piece of work may take: seconds of the processor, and bytes of memory beyond what s11 itself holds."""

    seconds: int
    memory: int

    @property
    def wait(self) -> float:
        """How long it is waited for, in seconds, on a machine that has others to serve."""
        return 10 + 4 * self.seconds


def limits_for(actions: int) -> Limits:
    """What a page of so many actions may take: twenty times what the fullest of s11's own takes."""
    return Limits(2 + actions // 50, (200 + actions // 20) * 2**20)


def room_for_paper(actions: int) -> Limits:
    """What setting the pages of so many actions for print may take: a hundred of them take a second."""
    return Limits(10 + actions // 10, (800 + actions // 2) * 2**20)


def pieces(
    templates: Mapping[str, str],
    name: str,
    room: Limits,
    work: Callable[..., Iterator[bytes]],
    *arguments: object,
    how: Literal["fork", "spawn"] = COPIED,
) -> Iterator[bytes]:
    """What ``work(*arguments)`` yields, done by the template ``name``; apart where any of the templates is a council's
    own. Raises BadTemplate.

    ``work`` is a function of a module, and ``arguments`` can be pickled.
    """
    own = templates.own if isinstance(templates, Templates) else frozenset()
    if not own:
        yield from work(*arguments)
        return
    called = (
        f"template {name}"
        if name in own
        else f"template {name}, with your own {', '.join(sorted(own)[:3])}{' and others' if len(own) > 3 else ''}"
    )
    yield from _apart(called, room, work, arguments, how)


def _apart(
    called: str,
    room: Limits,
    work: Callable[..., Iterator[bytes]],
    arguments: tuple[object, ...],
    how: Literal["fork", "spawn"],
) -> Iterator[bytes]:
    from multiprocessing import get_context

    context = get_context("fork") if how == "fork" else get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_at_work, args=(sending, called, room, work, arguments), daemon=True)
    process.start()
    sending.close()
    try:
        while True:
            if not receiving.poll(room.wait):
                raise BadTemplate(_too_long(called, room))
            try:
                message = receiving.recv_bytes(room.memory)
            except (EOFError, OSError) as error:
                process.join(room.wait)
                raise BadTemplate(_why(called, room, process.exitcode)) from error
            if message[:1] == _FAULT:
                raise BadTemplate(message[1:].decode("utf-8", "replace"))
            if message[:1] == _MISSING:
                raise NotInstalled(*message[1:].decode().split("\0"))
            if message[:1] == _END:
                return
            yield message[1:]
    finally:
        receiving.close()
        process.kill()
        process.join()


def _why(called: str, room: Limits, code: int | None) -> str:
    if resource is not None and code == -signal.SIGXCPU:
        return _too_long(called, room)
    return _too_much(called, room)


def _too_much(called: str, room: Limits) -> str:
    return (
        f"{called}: it takes more than the {room.memory // 2**20} MB of memory that a report may take, or is nested "
        "too deeply, and was stopped"
    )


def _too_long(called: str, room: Limits) -> str:
    return f"{called}: it takes more than the {room.seconds} seconds of work that a report may take, and was stopped"


def _at_work(
    sending: Connection, called: str, room: Limits, work: Callable[..., Iterator[bytes]], arguments: tuple[object, ...]
) -> None:
    # whoever is at the keyboard stops s11, and s11 this; what breaks here is told in s11's words
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    _limit_memory(room)
    try:
        _limit_time(room)
        for piece in work(*arguments):
            sending.send_bytes(_PIECE + piece)
            _limit_time(room)
        sending.send_bytes(_END)
    except BadTemplate as error:
        sending.send_bytes(_FAULT + str(error).encode("utf-8", "backslashreplace"))
    except NotInstalled as error:
        sending.send_bytes(_MISSING + f"{error.format}\0{error.extra}".encode())
    except MemoryError:
        sending.send_bytes(_FAULT + _too_much(called, room).encode("utf-8", "backslashreplace"))
    except Exception as error:
        # a look of one's own may be anything at all: what it breaks is its fault, and is told as such
        message = f"{called}: it cannot be used: {type(error).__name__}: {one_line(str(error))[:200]}"
        sending.send_bytes(_FAULT + message.encode("utf-8", "backslashreplace"))


def _limit_memory(room: Limits) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1024 if sys.platform == "linux" else 1)
    # what is only set aside, as for each thread, counts under the one and not under the other
    _lower(
        resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS, max(held, _set_aside()) + room.memory
    )


def _set_aside() -> int:
    """The bytes that this process holds as the limit counts them, used or not: more than it uses where a library has
    set memory aside. 0 where the system does not tell."""
    try:
        counts = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(counts, 200).split()[5]) * os.sysconf("SC_PAGE_SIZE")
    finally:
        os.close(counts)


def _limit_time(room: Limits) -> None:
    """So many seconds from now on."""
    if resource is None:
        return
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + room.seconds)


def _lower(which: int, most: int) -> None:
    if resource is None:
        return
    hard = resource.getrlimit(which)[1]
    try:
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except (OSError, ValueError):
        # a system that knows the limit and keeps none: the clock is left
        return

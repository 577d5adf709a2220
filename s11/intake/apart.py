"""Reading in a process of its own, bounded in time and memory: a crafted file can end whatever reads it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from s11.intake.grid import CannotRead

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

try:
    import resource
except ImportError:
    # Windows has no such limits: there the clock alone stops what goes on too long
    resource = None  # type: ignore[assignment]

T = TypeVar("T")


def read_apart(
    read: Callable[[bytes], T | str], name: str, data: bytes, what: str, then: str, *, seconds: int, memory: int
) -> T:
    """What ``read`` makes of some bytes in a process of its own; a text is what is wrong with them.

    ``what``: what the file is called to somebody, ``then``: what to do where it cannot be read. ``seconds`` and
    ``memory`` (in bytes, beyond what s11 holds) are all that it may take. Raises CannotRead.
    """
    context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_at_work, args=(sending, read, data, memory), daemon=True)
    process.start()
    sending.close()
    try:
        if not receiving.poll(seconds):
            raise CannotRead(f"{name}: reading it took more than {seconds} seconds: {then}")
        result: T | str = receiving.recv()
    except (EOFError, OSError) as error:
        raise CannotRead(f"{name}: {what} is damaged, or needs too much memory: {then}") from error
    finally:
        receiving.close()
        process.kill()
        process.join()
    if isinstance(result, str):
        raise CannotRead(f"{name}: {what} cannot be read ({result}): {then}")
    return result


def _at_work(sending: Connection, read: Callable[[bytes], object], data: bytes, memory: int) -> None:
    # what breaks here is told in s11's words
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1024 if sys.platform == "linux" else 1)
        which = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        resource.setrlimit(which, (held + memory, resource.getrlimit(which)[1]))
    try:
        result = read(data)
    except MemoryError:
        result = "it needs too much memory"
    sending.send(result)

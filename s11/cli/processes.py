"""Work on many plans done by several processes at once, where a process may be copied; what comes back is in order.

A copy is made only of a process that has one thread and enough to do. What fails in a copy fails here, in the same
words; a copy that is stopped from outside is one clear line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from s11.cli.options import UsageError

if TYPE_CHECKING:
    from typing import BinaryIO

# so many plans are worth a process of their own
SHARE = 25
MOST = 8
T = TypeVar("T")


def in_order(count: int, work: Callable[[range], Iterable[T]]) -> list[T]:
    """What ``work`` gives for each of ``count`` numbers, done in as many processes as pay.

    Raises what ``work`` raises, and UsageError.
    """
    own, *others = _parts(count)
    # what the first of all makes ready for the rest, patterns and words that were read, is made once and not in each
    results = list(work(own[:1])) if others else []
    children = [_Copy(part, work) for part in others]
    try:
        results += work(own[1:] if others else own)
        for child in children:
            results += child.result()
    finally:
        for child in children:
            child.end()
    return results


def _parts(count: int) -> list[range]:
    number = max(1, min(MOST, _processors(), count // SHARE)) if _may_copy() else 1
    bounds = [count * at // number for at in range(number + 1)]
    return [range(first, last) for first, last in pairwise(bounds)]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _may_copy() -> bool:
    import threading

    return sys.platform in ("linux", "darwin") and threading.active_count() == 1 and not os.environ.get("S11_DEBUG")


class _Copy(Generic[T]):
    """A copy of this process at work on one part, and the pipe through which its result comes."""

    def __init__(self, part: range, work: Callable[[range], Iterable[T]]):
        receiving, sending = os.pipe()
        # nothing that waits to be written is written twice
        sys.stdout.flush()
        sys.stderr.flush()
        self._process = os.fork()
        if not self._process:
            os.close(receiving)
            _work_and_leave(os.fdopen(sending, "wb"), part, work)
        os.close(sending)
        self._from = os.fdopen(receiving, "rb")

    def result(self) -> list[T]:
        import pickle

        answer = self._from.read()
        status = self._wait()
        if status or not answer:
            why = f"by signal {-status}" if status < 0 else f"with code {status}"
            message = f"one of the processes that share the work was ended {why}, so nothing is told"
            raise UsageError(f"{message}: run this again, with fewer plans where memory is short")
        # it was written by a copy of this very process, through a pipe that nobody else has
        results: list[T]
        fault: Exception | None
        results, fault = pickle.loads(answer)
        if fault is not None:
            raise fault
        return results

    def _wait(self) -> int:
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        return os.waitstatus_to_exitcode(status)

    def end(self) -> None:
        self._from.close()
        if self._process:
            import signal

            os.kill(self._process, signal.SIGKILL)
            self._wait()


def _work_and_leave(sending: BinaryIO, part: range, work: Callable[[range], Iterable[object]]) -> None:
    """Do one part, hand it over, and end without what else the process would do at its end."""
    import pickle

    code = 1
    try:
        try:
            answer = pickle.dumps((list(work(part)), None))
        except Exception as error:
            answer = _pickled_error(error)
        sending.write(answer)
        sending.close()
        code = 0
    finally:
        os._exit(code)


def _pickled_error(error: Exception) -> bytes:
    import pickle

    try:
        pickle.loads(answer := pickle.dumps(([], error)))
    except Exception:
        # an exception of whatever kind it is that cannot be handed over is told in its words
        return pickle.dumps(([], RuntimeError(f"{type(error).__name__}: {error}")))
    return answer

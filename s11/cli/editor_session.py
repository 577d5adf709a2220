"""One session with an editor, over standard input and output.

One thread reads messages, one looks at texts, and this one answers: however long a text takes to look at, what is asked
is answered, and of a hundred changes only what the last one left is looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeAlias

from s11.cli.editor_checks import Checker, Checks, Work
from s11.cli.editor_files import Disk
from s11.cli.options import UsageError
from s11.lsp.frames import frame, messages
from s11.lsp.messages import Object, WrongMessage
from s11.lsp.server import Server

# what comes in: a message, or why it is none; what was found; None at the end of the stream
Incoming: TypeAlias = "Object | WrongMessage | Checks | None"

# as long as nothing more is typed, in seconds, before a text is looked at
PAUSE = 0.05
# what both threads need is loaded by one of them, before there is work: two that load parts of one package at once may
# each meet the other's half of it
LOADED = (
    "s11.rules",
    "s11.rules.assessments",
    "s11.store.open_texts",
    "s11.lsp.around",
    "s11.lsp.diagnostics",
    "s11.cli.loading",
)


def serve(as_of: str | None) -> int:
    """Answer until there is nobody to answer to; the exit code that the protocol asks for."""
    inbox: SimpleQueue[Incoming] = SimpleQueue()
    work: SimpleQueue[Work | None] = SimpleQueue()
    disk = Disk(as_of)
    Thread(target=_listen, args=(inbox,), daemon=True).start()
    Thread(target=_look, args=(Disk(as_of), work, inbox), daemon=True).start()
    return _answer_all(Server(disk), disk, inbox, work)


def _answer_all(server: Server, disk: Disk, inbox: SimpleQueue[Incoming], work: SimpleQueue[Work | None]) -> int:
    looking, loaded, due_at = False, False, 0.0
    while True:
        waits = server.unchecked and not looking
        try:
            message = inbox.get(timeout=max(0.0, due_at - time.monotonic()) if waits else None)
        except Empty:
            work.put(Work(*server.take_checks(), server.against, disk.take_forgotten()))
            looking = True
            continue
        sent: list[Object] = []
        if message is None:
            work.put(None)
            return 1
        if isinstance(message, Checks):
            looking = message.more
            sent += server.publish(message.checked)
            for note in message.notes:
                sent += server.warn(note, loud=server.against_chosen)
            if message.fault:
                sent += server.failed({}, message.fault)
        else:
            before = server.changes
            sent += _answered(server, message)
            if server.changes != before:
                due_at = time.monotonic() + PAUSE
        if not _send(sent):
            return 1
        if server.begun and not loaded:
            for name in LOADED:
                import_module(name)
            loaded = True
        if server.exit_code is not None:
            work.put(None)
            return server.exit_code


def _answered(server: Server, message: Object | WrongMessage) -> list[Object]:
    try:
        return server.receive(message)
    except UsageError as error:
        return server.failed(message, str(error))
    except Exception as error:
        # a fault in one answer must not take the editor's help away: it is said there, and the next is answered
        return server.failed(message, _fault(error))


def _fault(error: Exception) -> str:
    import traceback

    if os.environ.get("S11_DEBUG"):
        traceback.print_exception(error)
    return f"internal error: {type(error).__name__}: {error} (S11_DEBUG=1 shows where; please report it)"


def _send(sent: Sequence[Object]) -> bool:
    """Whether the editor is still there to be told."""
    try:
        for message in sent:
            sys.stdout.buffer.write(frame(message))
        sys.stdout.buffer.flush()
    except OSError:
        from s11.cli.terminal import close_output

        close_output()
        return False
    return True


def _listen(inbox: SimpleQueue[Incoming]) -> None:
    """Hand on what comes, up to ``exit``: who still waited for more could not be ended."""
    for message in messages(sys.stdin.buffer):
        inbox.put(message)
        if isinstance(message, dict) and message.get("method") == "exit":
            return
    inbox.put(None)


def _look(disk: Disk, work: SimpleQueue[Work | None], inbox: SimpleQueue[Incoming]) -> None:
    """Look at what is to be looked at, one after another."""
    checker = Checker(disk)
    while (what := work.get()) is not None:
        try:
            for checks in checker.check(what):
                inbox.put(checks)
        except Exception as error:
            # as above: what is typed next is looked at all the same
            inbox.put(Checks(fault=_fault(error)))

"""A command within the process of the tests is the command itself: the same words, files and exit code as by itself."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time

import pytest
from commands import exit_code, surroundings
from conftest import PROJECT, Ran
from test_cli import HEAD

NAME, DAY = "westmere/one", "2024-06-01"
PLAN = f"""{HEAD}\
rag: {{green: {{means: on_track}}}}
recommendations:
  - id: 1
    text: R
    actions:
      - {{id: 1, text: Review the leaflet, lead: AB, timescale: March 2024, rag: green}}
"""
# one of every command, with what passes through it: a file written, standard input, colours, a width, a wrong word
COMMANDS = {
    "status": (("status", "--by", "lead", "--why"), {}),
    "on a screen": (("due", "--within", "6w"), {"FORCE_COLOR": "1", "COLUMNS": "70"}),
    "list": (("list", "--csv", "--columns", "all"), {}),
    "show": (("show", f"{NAME}#1"), {"TZ": "Pacific/Kiritimati"}),
    "lint": (
        ("lint", "-", "--output-format", "full", "--advice"),
        {"stdin": PLAN.replace("rag: green}", "rag: grene}") + "# é\n"},
    ),
    "report": (("report", "--output", "out/report.html"), {}),
    "lsp": (
        ("lsp",),
        {
            "stdin": 'Content-Length: 34\r\n\r\n{"id":1,"method":"textDocument/x"}'
            'Content-Length: 17\r\n\r\n{"method":"exit"}'
        },
    ),
    "wrong use": (("status", "--by", "colour"), {}),
    "nothing": ((), {}),
    "help": (("lint", "--help"), {}),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_the_same_within_and_by_itself(name, portfolio, s11, s11_process):
    words, given = COMMANDS[name]
    folder = portfolio({NAME: PLAN})
    (folder / "out").mkdir()

    def made(run) -> tuple[Ran, dict[str, bytes]]:
        ran = run(*words, cwd=folder, S11_AS_OF=DAY, **given)
        return ran, {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    within = made(s11)
    assert within == made(s11_process)
    assert within[0].out or within[0].err


def test_two_commands_do_not_meet(s11):
    before, collecting = surroundings(), gc.isenabled()
    first = s11("status", "reading/ofsted-2013", "--json", S11_AS_OF=DAY, TZ="Pacific/Kiritimati")
    s11("status", "nowhere", FORCE_COLOR="1", COLUMNS="50", TZ="Pacific/Pago_Pago")
    assert s11("status", "reading/ofsted-2013", "--json", S11_AS_OF=DAY) == first
    assert surroundings() == before and gc.isenabled() == collecting and time.tzname == _zone_of_this_machine()


def _zone_of_this_machine() -> tuple[str, str]:
    time.tzset()
    return time.tzname


# what a command may not do to the process it runs in
LEFT = {
    "folder": lambda: os.chdir("/"),
    "settings": lambda: os.environ.update(S11_LEFT="1"),
    "depth": lambda: sys.setrecursionlimit(sys.getrecursionlimit() + 1),
    "handlers": lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN),
    "threads": lambda: threading.Thread(target=time.sleep, args=(0.2,), name="left").start(),
    "path": lambda: sys.path.append("/left"),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_a_command_leaves_changed_is_found(what, monkeypatch):
    monkeypatch.chdir(PROJECT)
    monkeypatch.delenv("S11_LEFT", raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    depth, handler = sys.getrecursionlimit(), signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(AssertionError, match=f"changed: {what}$"):
            exit_code(LEFT[what])
    finally:
        sys.setrecursionlimit(depth)
        signal.signal(signal.SIGTERM, handler)
        os.environ.pop("S11_LEFT", None)
        # the next test would find it gone
        for thread in threading.enumerate():
            if thread.name == "left":
                thread.join()


@pytest.mark.parametrize(
    ("leaving", "code"),
    [(lambda: None, 0), (lambda: sys.exit(2), 2), (lambda: sys.exit(), 0), (lambda: sys.exit("words"), 1)],
)
def test_the_exit_code_is_that_of_the_interpreter(leaving, code):
    assert exit_code(leaving) == code


def test_settings_of_the_interpreter_take_a_process_of_their_own(s11):
    with pytest.raises(AssertionError, match="takes run_s11_process"):
        s11("status", PYTHONIOENCODING="ascii")

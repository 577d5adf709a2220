"""Plans are read one at a time, by one process or several, and nothing that was read is kept."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys

import pytest
from conftest import PROJECT, run_s11
from test_law import made_up, text_of

from s11.cli import processes
from s11.cli.options import UsageError
from s11.plan import Streamed, load
from s11.store import NotFound, find_plans
from s11.text import Document


@pytest.fixture
def folder(portfolio):
    """Sixty plans, some with faults, some that point at others, two of one id, one that is none."""
    texts: dict[str, str | bytes] = {}
    for seed in range(30):
        for name, tree in made_up(seed).items():
            texts[f"org-{seed % 4}/{name}-{seed:02}"] = text_of(tree)
    texts["org-0/one-00"] = texts["org-0/one-00"].replace("rag:", "rag: [", 1)
    texts["org-0/two-00"] += "closed: {date: 2024-02-01, why: Its time is over, to: org-1/one-01}\n"
    texts["org-1/one-01"] = texts["org-1/one-01"].replace("lead: ", "detail: org-9/nowhere\n    lead: ", 1)
    texts["org-2/broken"] = b"\xff\xfe\x00"
    made = portfolio(texts)
    (made / "plans/org-3/one-03.yml").write_bytes((made / "plans/org-3/one-03.yaml").read_bytes())
    return made


def test_a_stream_gives_each_file_as_it_stands_among_all_of_them(folder):
    found = find_plans((), folder)
    whole, streamed = load(found.sources), Streamed(found.sources, found.names)
    assert len(streamed) == len(whole.files) > 60 and streamed.ids == whole.ids
    for once, loaded in zip(streamed.files, whole.files, strict=True):
        assert (once.source, once.plan, once.findings, once.doubts) == (
            loaded.source,
            loaded.plan,
            loaded.findings,
            loaded.doubts,
        )
    assert [streamed.plan(name) for name in whole.ids] == [whole.plan(name) for name in whole.ids]
    assert streamed.plan("org-9/nowhere") is None


def test_nothing_that_was_read_is_kept(folder):
    found = find_plans((), folder)
    gc.collect()
    gc.disable()

    def held() -> int:
        return sum(type(each) is Document for each in gc.get_objects())

    # what other tests of this process keep is none of this one's
    before = held()
    try:
        for _ in Streamed(found.sources, found.names).files:
            assert held() - before <= 2
    finally:
        gc.enable()


def test_a_file_that_changes_while_it_is_read_is_not_told_of_in_two_states(folder):
    found = find_plans((), folder)
    path = folder / "plans" / "org-0" / "two-04.yaml"
    path.write_text(path.read_text() + "note: another\n")
    with pytest.raises(NotFound, match=r"two-04.yaml was changed while it was being read: run this again"):
        list(Streamed(found.sources, found.names).files)
    path.unlink()
    with pytest.raises(NotFound, match=r"two-04.yaml could be read a moment ago, and cannot now"):
        list(found.sources)


# several processes ---------------------------------------------------------------------------------------------------


def test_these_are_asked_in_a_process_that_may_be_copied():
    """Where tests are shared out, each process of theirs has threads, and is not copied: then one without asks them."""
    if processes._may_copy():
        return
    chosen = "comes_back or shared_out or fails_in or handed_over or stopped"
    words = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", "-k", chosen, __file__]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "SKIPPED" not in done.stdout, done.stdout


@pytest.fixture
def four(monkeypatch):
    if not processes._may_copy():
        pytest.skip("asked in a process of its own: this one has threads, and is not copied")
    monkeypatch.setattr(processes, "_processors", lambda: 4)


@pytest.mark.parametrize("count", [0, 1, 24, 25, 49, 50, 75, 100, 101, 1000])
def test_what_comes_back_is_in_order(four, count):
    assert processes.in_order(count, lambda part: [number * number for number in part]) == [
        number * number for number in range(count)
    ]


def test_a_hundred_plans_are_shared_out(four):
    done = processes.in_order(100, lambda part: [os.getpid()] * len(part))
    assert (
        len(set(done)) == 4
        and done[0] == os.getpid()
        and len(set(processes.in_order(49, lambda part: [os.getpid()] * len(part)))) == 1
    )


def test_what_fails_in_a_copy_fails_here_in_the_same_words(four):
    def work(part):
        if 80 in part:
            raise NotFound("plans/x.yaml was changed while it was being read")
        return part

    with pytest.raises(NotFound, match=r"^plans/x.yaml was changed while it was being read$"):
        processes.in_order(100, work)


class Odd(Exception):
    def __init__(self, one, two):
        super().__init__(f"{one} {two}")


def test_what_cannot_be_handed_over_is_told_in_its_words(four):
    def work(part):
        if 80 in part:
            raise Odd("no", "way")
        return part

    with pytest.raises(RuntimeError, match=r"^Odd: no way$"):
        processes.in_order(100, work)


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "by signal 9"),
        (lambda: os._exit(3), "with code 3"),
        (sys.exit, "with code 1"),
    ],
)
def test_a_copy_that_is_stopped_is_one_clear_line_and_leaves_nothing_behind(four, ended, said):
    def work(part):
        if 30 in part:
            ended()
        return part

    with pytest.raises(UsageError, match=said):
        processes.in_order(100, work)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processors are chosen as Linux has it")
@pytest.mark.parametrize(
    "words",
    [
        ["lint", "--advice"],
        ["lint", "--json"],
        ["lint", "--output-format", "sarif", "--advice"],
        ["lint", "--output-format", "gitlab"],
        ["lint", "--statistics"],
        ["lint", "--output-format", "junit"],
    ],
)
def test_one_process_and_several_print_the_same_bytes(folder, words):
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("there is one processor")
    several = run_s11(*words, cwd=folder, S11_AS_OF="2024-06-01")
    script = (
        "import os, sys; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); from s11.cli import run; "
        f"sys.exit(run({words!r}))"
    )
    one = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", "S11_AS_OF": "2024-06-01"},
        check=False,
    )
    assert (one.returncode, one.stdout.decode(), one.stderr.decode()) == (several.code, several.out, several.err)
    assert several.out.count("S") > 50 or "statistics" in words[1]

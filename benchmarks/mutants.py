"""How many small changes of the code the tests notice: mutants, one change each, held against the tests that reach it.

    python benchmarks/mutants.py FILE_OR_FOLDER [...] --tests TEST_FILE [...] [--sample 100] [--seed 1] [--jobs 2]

First the tests run once and note which function each of them enters, and how long they take. Then each mutant gets a
process of its own: the file is compiled with the one change in it, and of the tests that enter the changed function the
shortest run first, until one fails (killed) or ``--budget`` seconds of tests are used (alive). What ends a process, and
what takes too long, is killed too. A change outside every function is held against all tests. Printed is each mutant
that lives, as a line of the file before and after. Nothing on disk is changed; tests that start s11 as a process of
their own, or a browser, do not see a mutant and count as not reaching it. A change that makes no difference to anything
(an equivalent mutant) lives for ever: whoever reads the list says so.

``--only FILE:LINE`` tries the mutants of that line alone, to see a new test kill one.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.machinery
import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_RECKONED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "startswith": "endswith"}
ENTER = "__entered__"


class Mutant(NamedTuple):
    """One change: the file, the function it stands in (empty: outside all), its line, and which change of the file."""

    path: str
    function: str
    line: int
    number: int
    before: str
    after: str


def changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Each change: a node, its field, the place in that field where it is a list, and what comes there instead."""
    for node, skipped in _nodes(tree):
        for field, value in ast.iter_fields(node):
            if field in skipped:
                continue
            for at, one in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(one, ast.AST):
                    for other in _others(node, field, one):
                        yield node, field, at, ast.copy_location(other, one if hasattr(one, "lineno") else node)


def _nodes(tree: ast.AST) -> Iterator[tuple[ast.AST, frozenset[str]]]:
    """Every node that runs, with its fields that do not: types and docstrings are no code."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        skipped = {"annotation", "returns", "type_comment", "decorator_list", "ctx"}
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom | ast.Import) or _is_for_checkers(node):
            continue
        yield node, frozenset(skipped)
        for field, value in ast.iter_fields(node):
            if field not in skipped:
                inner = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)]
                waiting += [one for one in inner if not _is_docstring(one)]


def _is_for_checkers(node: ast.AST) -> bool:
    """Whether only who checks the code reads it: names that may be imported, type variables, the words of a type."""
    if isinstance(node, ast.Assign):
        return any(isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets)
    called = node.func if isinstance(node, ast.Call) else node.value if isinstance(node, ast.Subscript) else None
    return isinstance(called, ast.Name) and called.id in ("TypeVar", "Literal")


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _others(parent: ast.AST, field: str, node: ast.AST) -> Iterator[ast.AST]:
    if field == "ops" and type(node) in _COMPARED:
        yield _COMPARED[type(node)]()
    elif field == "op" and isinstance(parent, ast.BinOp | ast.AugAssign) and type(node) in _RECKONED:
        yield _RECKONED[type(node)]()
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        if len(node.values) > 1:
            yield node.values[0]
            yield node.values[-1]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant) and not isinstance(parent, ast.JoinedStr | ast.FormattedValue):
        yield from _other_constants(node)
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
        yield ast.Pass()
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLED:
        yield ast.Call(ast.Name(_CALLED[node.func.id], ast.Load()), node.args, _keywords(node))
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield ast.Pass()
    if field == "ifs":
        yield ast.Constant(True)
    if field == "test" and isinstance(node, ast.Name | ast.Call | ast.Attribute):
        yield ast.UnaryOp(ast.Not(), node)


def _keywords(node: ast.Call) -> list[ast.keyword]:
    return [] if isinstance(node.func, ast.Name) and node.func.id == "sorted" else node.keywords


def _other_constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(f"{node.value}~" if node.value else "~")


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutated(source: str, number: int) -> ast.Module:
    """The file with its change of this number; -1: as it is."""
    tree = ast.parse(source)
    if number == -1:
        return tree
    for count, (node, field, at, other) in enumerate(changes(tree)):
        if count == number:
            if at is None:
                setattr(node, field, other)
            else:
                getattr(node, field)[at] = other
            return ast.fix_missing_locations(tree)
    raise IndexError(number)


def mutants_of(path: str) -> list[Mutant]:
    """Every mutant of a file that compiles to something else."""
    source = Path(path).read_text(encoding="utf-8")
    tree = ast.parse(source)
    functions = list(_functions(tree))
    found = []
    for number, (node, field, at, other) in enumerate(changes(tree)):
        line = getattr(other, "lineno", 0) or getattr(node, "lineno", 0)
        within = [name for name, one in functions if one.lineno <= line <= (one.end_lineno or one.lineno)]
        shown = node if not isinstance(node, ast.stmt | ast.Module) or isinstance(node, ast.Return) else None
        before = ast.unparse(shown) if shown is not None else ast.unparse(_part(node, field, at))
        if shown is not None:
            twin = copy.copy(node)
            value = list(getattr(node, field)) if at is not None else other
            if at is not None:
                value[at] = other
            setattr(twin, field, value)
            after = ast.unparse(twin)
        else:
            after = ast.unparse(other)
        found.append(Mutant(path, within[-1] if within else "", line, number, before[:150], after[:150]))
    return found


def _part(node: ast.AST, field: str, at: int | None) -> ast.AST:
    return getattr(node, field) if at is None else getattr(node, field)[at]


def _functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{within}.{node.name}".lstrip(".")
            if not isinstance(node, ast.ClassDef):
                yield name, node
            yield from _functions(node, name)
        else:
            yield from _functions(node, within)


def watched(path: str, source: str) -> ast.Module:
    """The file with a call at the head of each function that notes it was entered."""
    tree = ast.parse(source)
    for name, function in _functions(tree):
        note = ast.parse(f"{ENTER}({f'{path}:{name}'!r})").body[0]
        first = 1 if function.body and _is_docstring(function.body[0]) else 0
        function.body.insert(first, ast.copy_location(note, function.body[0]))
        ast.fix_missing_locations(note)
    return ast.fix_missing_locations(tree)


@contextlib.contextmanager
def compiled_as(trees: dict[str, ast.Module]) -> Iterator[None]:
    """Within, these files are imported as these trees."""
    real = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        tree = trees.get(str(Path(loader.path).resolve()))
        return real(loader, name) if tree is None else compile(tree, loader.path, "exec", dont_inherit=True)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    try:
        yield
    finally:
        importlib.machinery.SourceFileLoader.get_code = real  # type: ignore[method-assign]


class Chosen:
    """For pytest: these tests only, in this order, until so many seconds of tests are used."""

    def __init__(self, tests: list[str] | None, budget: float):
        self.order = None if tests is None else {name: at for at, name in enumerate(tests)}
        self.budget, self.entered, self.noted, self.spent = budget, set(), {}, False

    def pytest_collection_modifyitems(self, items):
        if self.order is not None:
            items[:] = sorted(
                (one for one in items if one.nodeid in self.order), key=lambda one: self.order[one.nodeid]
            )
        else:
            items[:] = [one for one in items if "browser" not in getattr(one, "fixturenames", ())]

    def pytest_runtest_setup(self, item):
        if self.order is None:
            # what an earlier test asked for is worked out again: else this one would seem not to reach it
            forget()
        self.entered.clear()

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed:
            self.noted[report.nodeid] = (report.duration, sorted(self.entered))

    def pytest_runtest_teardown(self, item, nextitem):
        if self.order is not None and time.process_time() > self.budget:
            self.spent, item.session.shouldstop = True, "enough"


def forget() -> None:
    """Empty what the modules of s11 keep of their answers."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "s11":
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def run(tests: list[str], chosen: Chosen, trees: dict[str, ast.Module], scratch: str) -> int:
    """Pytest within this process, over these files; its exit code."""
    import pytest

    os.environ |= {"XDG_CACHE_HOME": scratch, "TMPDIR": scratch, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": ""}
    tempfile.tempdir = scratch
    os.environ.pop("S11_REQUIRE_ALL", None)
    words = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--basetemp", f"{scratch}/t", "-o", "addopts="]
    words += ["--assert", "plain"]
    with compiled_as(trees), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if chosen.order is None:
            words.remove("-x")
        return int(pytest.main([*words, *tests], plugins=[chosen]))


def survey(paths: list[str], tests: list[str]) -> dict[str, tuple[float, list[str]]]:
    """Each test that passes: how long it takes, and what functions of these files it enters."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        reading, writing = os.pipe()
        if not (child := os.fork()):
            import builtins

            chosen = Chosen(None, 0)
            setattr(builtins, ENTER, chosen.entered.add)
            trees = {str(Path(one).resolve()): watched(one, Path(one).read_text(encoding="utf-8")) for one in paths}
            try:
                run(tests, chosen, trees, scratch)
                with os.fdopen(writing, "w") as out:
                    json.dump(chosen.noted, out)
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as given:
            noted = json.load(given)
        os.waitpid(child, 0)
        return noted


def started(mutant: Mutant, tests: list[str], files: list[str], budget: float, scratch: str) -> int:
    """The process that holds one mutant against its tests: it ends with 0 where it lives."""
    if child := os.fork():
        return child
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (int(budget * 3 + 60), int(budget * 3 + 60)))
    signal.alarm(int(budget * 8 + 120))
    tree = mutated(Path(mutant.path).read_text(encoding="utf-8"), mutant.number)
    chosen, code = Chosen(tests, budget), 1
    try:
        code = run(files, chosen, {str(Path(mutant.path).resolve()): tree}, scratch)
    finally:
        # pytest calls a run interrupted that stopped because its seconds were used: no test of it had failed
        os._exit(0 if code in (0, 5) or (code == 2 and chosen.spent) else 1)


def hold(tried: list[Mutant], noted: dict[str, tuple[float, list[str]]], budget: float, jobs: int) -> list[Mutant]:
    """Those of the mutants that no test killed."""
    alive, running = [], {}
    waiting = list(tried)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        while waiting or running:
            while waiting and len(running) < jobs:
                mutant = waiting.pop(0)
                name = f"{mutant.path}:{mutant.function}"
                reach = [test for test, (_, entered) in noted.items() if not mutant.function or name in entered]
                reach.sort(key=lambda test: noted[test][0] * (1 + len(noted[test][1]) / 50))
                own = f"{scratch}/{mutant.number}-{time.monotonic_ns()}"
                os.mkdir(own)
                files = sorted({test.split("::")[0] for test in reach})
                if not reach:
                    alive.append(mutant)
                    tell(mutant, "no test enters it")
                else:
                    running[started(mutant, reach, files, budget, own)] = mutant, len(reach)
            if running:
                child, status = os.wait()
                mutant, reach_count = running.pop(child)
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(child, signal.SIGKILL)
                if status == 0:
                    alive.append(mutant)
                    tell(mutant, f"{reach_count} tests enter it")
    return alive


def tell(mutant: Mutant, why: str) -> None:
    if mutant.number == -1:
        return
    print(f"{mutant.path}:{mutant.line} {mutant.function} [{mutant.number}] ({why})", flush=True)
    print(f"    - {mutant.before}\n    + {mutant.after}", flush=True)


def main(asked: argparse.Namespace) -> None:
    sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]
    sys.dont_write_bytecode = True
    os.chdir(PROJECT)
    # once, before anything is forked; nothing of s11 itself
    for name in ("pytest", "hypothesis.strategies", "yaml", "jinja2", "typer", "openpyxl", "docx"):
        importlib.import_module(name)
    files = [
        str(one) for path in map(Path, asked.files) for one in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
    ]
    every = [mutant for path in files for mutant in mutants_of(path)]
    if asked.only:
        tried = [mutant for mutant in every if f"{mutant.path}:{mutant.line}" in asked.only]
    else:
        tried = sorted(random.Random(asked.seed).sample(every, min(asked.sample, len(every))))
    begun = time.monotonic()
    kept = Path(asked.survey) if asked.survey else None
    if kept and kept.exists():
        noted = json.loads(kept.read_text(encoding="utf-8"))
    else:
        noted = survey(files, asked.tests)
        if kept:
            kept.write_text(json.dumps(noted), encoding="utf-8")
    print(
        f"{len(every)} mutants, {len(tried)} tried, {len(noted)} tests ({time.monotonic() - begun:.0f} s)", flush=True
    )
    untouched = Mutant(files[0], "", 0, -1, "", "")
    if not hold([untouched], noted, asked.budget, 1):
        sys.exit("the tests fail without any change")
    killed = len(tried) - len(hold(tried, noted, asked.budget, asked.jobs))
    print(f"{killed} of {len(tried)} killed ({killed * 100 // max(len(tried), 1)}%), {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--budget", type=float, default=40, help="seconds of tests for one mutant")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--survey", help="a file that keeps which test enters what, for the next run")
    main(parser.parse_args())

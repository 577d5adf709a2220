"""The house stands as it was drawn: imports go leftwards only, one clock, one door, one list of rules."""

import ast
import importlib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "s11"
ROOMS = (
    "english",
    "frozen",
    "pattern",
    "text",
    "when",
    "plan",
    "standing",
    "change",
    "rules",
    "edit",
    "view",
    "render",
    "intake",
    "lsp",
    "store",
    "cli",
    "__main__",
)
FILES = sorted(HOUSE.rglob("*.py"))
CLOCK = {"today", "now", "utcnow", "time", "localtime", "gmtime", "perf_counter", "monotonic"}
DOORS = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "unlink", "mkdir"}


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []


def rooms_entered(path: Path):
    for module, names in imported(ast.parse(path.read_text(encoding="utf-8"))):
        parts = module.split(".")
        if parts[0] == "s11":
            yield from (parts[1:2] if len(parts) > 1 else [name for name in names if name in ROOMS])


def faults(source: str, path: Path) -> list[str]:
    """What a file does that its room may not."""
    room, tree, found = room_of(path), ast.parse(source), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            owner = getattr(node.func, "value", None)
            owner_name = getattr(owner, "id", getattr(owner, "attr", ""))
            if room != "cli" and name in CLOCK and owner_name in ("date", "datetime", "time"):
                found.append(f"{path.name}:{node.lineno} reads a clock")
            if room != "store" and (
                name in DOORS - {"open", "read_bytes"} or (name == "open" and not isinstance(node.func, ast.Attribute))
            ):
                found.append(f"{path.name}:{node.lineno} opens a file")
            if isinstance(node.func, ast.Name) and name == "print" and room != "cli":
                found.append(f"{path.name}:{node.lineno} prints")
        if (
            isinstance(node, ast.Name | ast.Attribute)
            and room not in ("cli", "store", "__main__")
            and getattr(node, "attr", "") in ("environ", "getcwd", "stdout", "stderr")
        ):
            found.append(f"{path.name}:{node.lineno} looks at its surroundings")
    for module, _ in imported(tree):
        if module.split(".")[0] in ("subprocess", "socket", "urllib", "http") and room != "store":
            found.append(f"{path.name} imports {module}")
        if module.split(".")[0] == "typer" and room != "cli":
            found.append(f"{path.name} imports typer")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_go_leftwards_only(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert room in ROOMS, f"{room} is no room of the house"
    for entered in rooms_entered(path):
        if entered not in ("__version__",):
            assert ROOMS.index(entered) <= ROOMS.index(room), (
                f"{path.name} in {room} imports {entered}, which lies to its right"
            )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_one_clock_one_door_one_print(path):
    assert faults(path.read_text(encoding="utf-8"), path) == []


def test_the_test_can_fail():
    bad = "import subprocess\nfrom datetime import date\nprint(date.today(), open('x'))\n"
    assert len(faults(bad, HOUSE / "view.py")) == 4
    assert faults("from datetime import date\ndate.today()\nprint(1)\n", HOUSE / "cli.py") == []


def test_every_page_of_a_rule_is_listed():
    from s11.rules import RULES

    pages = {path.stem for path in (HOUSE / "rules").glob("s[0-9]*.py")}
    assert pages == {f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in RULES}
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})


@pytest.mark.parametrize("room", [path.parent.name for path in sorted(HOUSE.glob("*/__init__.py"))])
def test_a_room_has_what_it_is_said_to_give(room):
    package = importlib.import_module(f"s11.{room}")
    said = getattr(package, "__all__", [])
    assert [name for name in said if not hasattr(package, name)] == [] and len(set(said)) == len(said)


@pytest.mark.parametrize("room", ["text", "when", "view", "store"])
def test_a_room_that_loads_on_demand_gives_what_it_is_said_to_give(room):
    package = importlib.import_module(f"s11.{room}")
    tree = ast.parse((HOUSE / room / "__init__.py").read_text(encoding="utf-8"))
    said = {name: module for module, names in imported(tree) if module.startswith(f"s11.{room}.") for name in names}
    assert sorted(said) == sorted(package.__all__)
    for name, module in said.items():
        assert getattr(package, name) is getattr(importlib.import_module(module), name), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        package.nothing  # noqa: B018


def test_no_name_that_says_nothing():
    assert not [path for path in FILES if path.stem in ("utils", "helpers", "common", "manager", "misc")]


def test_no_line_is_longer_than_120_letters():
    """What the formatter leaves as it is, a long word or pattern among them, is measured too."""
    root = HOUSE.parent
    files = [path for folder in ("s11", "tests", "benchmarks", "docs") for path in (root / folder).rglob("*.py")]
    assert len(files) > 200
    long = [
        f"{path.relative_to(root)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > 120
    ]
    assert not long

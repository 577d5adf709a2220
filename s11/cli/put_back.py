"""An export of s11 as plans again: what ``import`` does with a file that ``export`` wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.loading import load_conventions, load_standards
from s11.cli.new import id_of, name_of
from s11.cli.options import UsageError, as_of_day
from s11.cli.terminal import print_err, print_out
from s11.english import number_of

if TYPE_CHECKING:
    from s11.intake.our_export import ReadExport

SCHEMA = "schemas/plan.schema.json"
MOST_BYTES = 50 * 1024 * 1024


def put_back(files: Sequence[str], output: str, given: Mapping[str, object], as_of: str | None) -> int | None:
    """The exit code of putting back the plans of an export; None where the files are none. Raises UsageError.

    ``given``: other options as they were given, none of which an export needs.
    """
    for file in files:
        own = _read(file)
        if own is None:
            continue
        if len(files) > 1:
            raise UsageError(f"{file} is an export of s11: import it alone")
        if needless := [option for option, value in given.items() if value]:
            raise UsageError(f"{file} is an export of s11, which says all by itself: leave out {', '.join(needless)}")
        return _write(own, file, output, as_of)
    return None


def _read(file: str) -> ReadExport | None:
    from s11 import store
    from s11.intake.grid import CannotRead
    from s11.intake.our_export import of_tables, read_export

    try:
        files = store.read_folder(Path(file), MOST_BYTES)
        if files is not None:
            export = of_tables(file, files)
            if export is None:
                raise UsageError(f"{file} is a folder, and no export of s11: name the files in it")
            return export
        return read_export(file, store.read_outside(Path(file), MOST_BYTES))
    except CannotRead as error:
        raise UsageError(str(error)) from error


def _write(own: ReadExport, file: str, output: str, as_of: str | None) -> int:
    """Write the plans of an export, each under its own id, or the only one where --output says."""
    from s11 import store
    from s11.intake.our_export import text_of

    if output and len(own.plans) > 1:
        raise UsageError(
            f"{file} holds {number_of(len(own.plans), 'plan')}, and --output names one: leave it out, and each is "
            "written under its own id"
        )
    here = Path.cwd()
    texts: dict[str, str] = {}
    for plan in own.plans:
        plan_id = id_of(output or plan.id)
        try:
            name = name_of(plan_id)
            texts[name] = text_of(plan, "/".join([*[".."] * (plan_id.count("/") + 1), SCHEMA]))
        except ValueError as error:
            raise UsageError(f"{file}: {error}") from error
    with store.plans_held(store.plans_root(here) or here):
        if taken := [name for name in texts if store.taken(here / name)]:
            raise UsageError(
                f"{', '.join(taken[:5])}{' and more' if len(taken) > 5 else ''}: there is such a plan already; nothing "
                "was written" + ("" if output or len(own.plans) > 1 else ": name another with --output")
            )
        store.write_back([store.Written(here / name, None, text.encode("utf-8")) for name, text in texts.items()])
    for doubt in own.doubts:
        print_err(doubt)
    for name, text in texts.items():
        print_out(findings_line(name, text, as_of))
        print_err(f"written: {name}")
    return 0


def findings_line(name: str, text: str, as_of: str | None) -> str:
    """What the rules find in a new plan, counted, on a line."""
    from collections import Counter

    from s11 import rules, store
    from s11.plan import load
    from s11.text import Source, one_line
    from s11.when import Vantage

    base = store.base_of(Path.cwd())
    source = Source(name, name.removeprefix("plans/").removesuffix(".yaml"), text.encode("utf-8"))
    register = load([source], load_conventions(base))
    findings = rules.check(
        register, Vantage(as_of_day(as_of)), exists=store.exists_beside(base), standards=load_standards(base)
    )
    levels = Counter(finding.level for finding in findings if not finding.allowed)
    counts = ", ".join(
        (number_of(levels[level], level) if level != "advice" else f"{levels[level]} advice")
        for level in ("error", "warning", "advice")
    )
    return f"{one_line(f's11 lint finds {counts}: s11 lint {name}')}\n"

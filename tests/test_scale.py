"""Past one machine: the rows of an export in Parquet, counted by another engine, are the rows of ``due --json``."""

import csv
import io
import json
import os
import subprocess
import sys
from collections import defaultdict
from datetime import date

import pytest
from conftest import PROJECT, run_s11

from s11.plan import load
from s11.store.parquet import ParquetTable, parquet_files

sys.path.insert(0, str(PROJECT / "benchmarks"))
from make_plans import write

DAY = "2025-09-15"
PLANS = int(os.environ.get("S11_SCALE_PLANS", "150"))


@pytest.fixture(scope="module")
def councils(tmp_path_factory):
    folder = tmp_path_factory.mktemp("councils")
    write(folder / "plans", PLANS)
    # a thing with two leads, and one with none
    (folder / "plans/zz.yaml").write_text(
        "format: s11-plan/1\ntitle: T\norganisation: ../a/b = 'c'\norigin: other\nagreed: 2024-01-01\n"
        "people: {AB: {name: Ann Bell}, CD: {name: Cal Dunn}}\nrecommendations:\n- id: 1\n  text: R\n  actions:\n"
        '  - {id: 1, text: "two\\nlines, \\"quoted\\"; =1+1", lead: [AB, CD], timescale: March 2024}\n'
        "  - {id: 2, text: Nobody, timescale: May 2024}\n"
        "  - {id: 3, text: Done, lead: AB, timescale: May 2024, completed: 2024-05}\n"
    )
    return folder


@pytest.fixture(scope="module")
def exported(councils):
    done = run_s11(
        *("export", "--format", "parquet", "--partition", "organisation", "--output", "out", "--as-of", DAY),
        cwd=councils,
    )
    assert done.code == 0, done.err
    return councils / "out"


def counted_here(councils):
    """The same by hand, from what ``due --json`` prints."""
    things = json.loads(run_s11("due", "--json", "--as-of", DAY, cwd=councils).out)["things"]
    organisations = {}
    for loaded in load_all(councils):
        organisations[loaded.source.id] = loaded.plan.organisation
    found = defaultdict(list)
    for thing in things:
        if thing["timing"] == "late":
            plan, _, inside = thing["address"].partition("#")
            for lead in thing["lead"] or [""]:
                at = organisations[plan], lead, thing["due"][:7] + "-01"
                found[at].append((f"{plan}#{inside.partition('/')[0]}", thing["days_late"]))
    return {
        (*at, str(len(rows)), str(len({action for action, _ in rows})), str(max(days for _, days in rows)))
        for at, rows in found.items()
    }


def load_all(councils):
    from s11.text import Source

    paths = sorted((councils / "plans").rglob("*.yaml"))
    names = [path.relative_to(councils / "plans").as_posix()[:-5] for path in paths]
    sources = [Source(f"plans/{name}.yaml", name, path.read_bytes()) for name, path in zip(names, paths, strict=True)]
    return load(sources).files


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_late_by_lead_is_what_due_says(councils, exported, engine):
    program = [sys.executable, str(PROJECT / "benchmarks/late_by_lead.py"), str(exported), "--engine", engine]
    ran = subprocess.run(program, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    rows = list(csv.reader(io.StringIO(ran.stdout)))
    assert rows[0] == ["organisation", "lead", "month", "things", "actions", "days"]
    assert rows[1:] == sorted(rows[1:])
    assert {tuple(row) for row in rows[1:]} == counted_here(councils)
    assert ("../a/b = 'c'", "", "2024-05-01", "1", "1", "472") in {tuple(row) for row in rows[1:]}
    assert len(rows) > 20


def test_columns_have_types_and_every_action_is_there(councils, exported):
    import duckdb

    files = str(exported / "actions/*/*.parquet")
    with duckdb.connect() as connection:
        types = {row[0]: row[1] for row in connection.execute(f"describe from '{files}'").fetchall()}
        assert (types["due"], types["first_due"], types["days_late"], types["certain"], types["leads"]) == (
            "DATE",
            "DATE",
            "INTEGER",
            "BOOLEAN",
            "VARCHAR[]",
        )
        count = connection.execute(f"select count(*) from '{files}'").fetchone()[0]
        assert count == sum(1 for loaded in load_all(councils) for _ in loaded.plan.actions())
        rows = connection.execute(
            f"select text, leads, due, days_late, done_on, done_on_month_only from '{files}' "
            "where plan = 'zz' order by id"
        ).fetchall()
    assert rows == [
        ('two\nlines, "quoted"; =1+1', ["AB", "CD"], date(2024, 3, 31), 533, None, None),
        ("Nobody", [""], date(2024, 5, 31), 472, None, None),
        ("Done", ["AB"], None, 0, date(2024, 5, 31), True),
    ]
    assert all(path.parent.parent.name in ("actions", "due") for path in exported.rglob("*.parquet"))


def test_the_same_plans_are_the_same_files(councils, exported):
    again = ("export", "--format", "parquet", "--partition", "organisation", "--output", "again", "--as-of", DAY)
    assert run_s11(*again, cwd=councils).code == 0
    sides = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.parquet")}
        for folder in (exported, councils / "again")
    ]
    assert sides[0] == sides[1] and len(sides[0]) > 4


def test_one_file_holds_the_actions(councils):
    assert run_s11("export", "zz", "--output", "one.parquet", "--as-of", DAY, cwd=councils).code == 0
    import duckdb

    with duckdb.connect() as connection:
        assert connection.execute(f"select count(*) from '{councils / 'one.parquet'}'").fetchone() == (3,)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--partition", "lead", "--format", "parquet", "--output", "o"), "'lead' is not a column that parts"),
        (("--partition", "plan", "--output", "o.parquet"), "--partition needs a folder"),
        (("--partition", "plan", "--output", "o.json"), "--partition is for Parquet"),
        (("--late", "--output", "o.parquet"), "an export holds whole plans"),
    ],
)
def test_wrong_use_is_one_line(councils, arguments, said):
    done = run_s11("export", "zz", *arguments, cwd=councils)
    assert done.code == 2 and said in done.err and len(done.err.splitlines()) == 1


def test_a_copy_for_the_public_holds_no_name(councils):
    done = run_s11("export", "zz", "--output", "open.parquet", "--audience", "public", "--as-of", DAY, cwd=councils)
    assert done.code == 0, done.err
    import duckdb

    with duckdb.connect() as connection:
        rows = connection.execute(f"select * from '{councils / 'open.parquet'}'").fetchall()
    assert len(rows) == 3 and "Ann Bell" not in str(rows) and "post not recorded" in str(rows)


def test_rows_are_not_held(tmp_path):
    """As many rows as are asked for go through: each is made when it is written."""
    alive = 0

    def rows():
        nonlocal alive
        for number in range(1000):
            alive += 1
            yield "t", [str(number)]

    (made,) = parquet_files([ParquetTable("t", {"n": "INTEGER"})], rows())
    assert alive == 1000 and made[0] == "t/data_0.parquet" and made[1][:4] == b"PAR1"

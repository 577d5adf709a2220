"""Late by organisation and lead, by month: one query over what ``s11 export --format parquet`` wrote, on any engine.

    python benchmarks/late_by_lead.py FOLDER [--engine duckdb|polars]

FOLDER is the folder of the export. The query is written once, with Ibis; an engine is only where it runs: DuckDB in
this process, Polars, and what else Ibis knows (a cluster of Spark, a warehouse) where a national board has one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import ibis
from ibis import _


def late_by_lead(due: ibis.Table) -> ibis.Table:
    """A row for each organisation, lead and month in which something fell due that is late: how many things, how many
    actions they belong to, and the most days. A thing with two leads counts for both; an empty lead is nobody.
    """
    late = due.filter(_.timing == "late")
    each = late.select("organisation", "action", "days_late", month=late.due.truncate("M"), lead=late.leads.unnest())
    return (
        each.group_by(["organisation", "lead", "month"])
        .aggregate(things=_.count(), actions=_.action.nunique(), days=_.days_late.max())
        .order_by(["organisation", "lead", "month"])
    )


def table_of(folder: Path, engine: str) -> ibis.Table:
    """The dated things of an export."""
    files = str(folder / "due" / "**" / "*.parquet")
    if engine == "duckdb":
        return ibis.duckdb.connect().read_parquet(files, hive_partitioning=False)
    return ibis.polars.connect().read_parquet(files, hive_partitioning=False)


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--engine", choices=["duckdb", "polars"], default="duckdb")
    given = asked.parse_args()
    rows = late_by_lead(table_of(given.folder, given.engine)).execute()
    rows.to_csv(sys.stdout, index=False, date_format="%Y-%m-%d")


if __name__ == "__main__":
    main()

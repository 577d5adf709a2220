"""Parquet, written by DuckDB: rows that come one by one, in columns with types, in folders by a column where asked.

The rows go through a file of their own first, so that as many can be written as the disk holds.
"""

from __future__ import annotations

import contextlib
import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# what parts the words of a list in a cell: a character that no plan can hold
UNIT = "\x1f"
_LIST = "VARCHAR[]"
# the longest row: what a plan's file may hold
_MOST_OF_A_ROW = 32 * 2**20
# rows of one folder that DuckDB holds before it writes them: as it comes it is half a million
_HELD = 5000


class ParquetTable(NamedTuple):
    """One table: its name, and the type of each column as DuckDB names it; '' in a cell is nothing."""

    name: str
    columns: Mapping[str, str]


def parquet_files(
    tables: Sequence[ParquetTable], rows: Iterable[tuple[str, Sequence[str]]], partition: str = ""
) -> Iterator[tuple[str, bytes]]:
    """The files of some tables, by name. ``rows``: each with the name of its table. Raises NotInstalled."""
    try:
        import duckdb
    except ImportError as error:
        from s11.render import NotInstalled

        raise NotInstalled("Parquet", "data") from error
    with tempfile.TemporaryDirectory(prefix="s11-parquet-") as folder:
        place = Path(folder)
        _write_rows(place, tables, rows)
        with duckdb.connect(":memory:", config={"threads": 1}) as connection:
            # the rows stay in their order, and the same rows are the same bytes
            connection.execute(f"SET temp_directory = {_quoted(str(place / 'spill'))}")
            connection.execute(f"SET partitioned_write_flush_threshold = {_HELD}")
            for table in tables:
                (place / table.name).mkdir()
                connection.execute(_copy(place, table, partition))
                (place / f"{table.name}.csv").unlink()
        for path in sorted(place.rglob("*.parquet")):
            yield path.relative_to(place).as_posix(), path.read_bytes()


def _write_rows(place: Path, tables: Sequence[ParquetTable], rows: Iterable[tuple[str, Sequence[str]]]) -> None:
    with contextlib.ExitStack() as opened:
        writers = {}
        for table in tables:
            file = opened.enter_context(open(place / f"{table.name}.csv", "w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for name, cells in rows:
            writers[name].writerow(cells)


def _copy(place: Path, table: ParquetTable, partition: str) -> str:
    read_as = ", ".join(
        f"{_quoted(name)}: {_quoted('VARCHAR' if type == _LIST else type)}" for name, type in table.columns.items()
    )
    chosen = ", ".join(
        f"string_split(coalesce({_named(name)}, ''), {_quoted(UNIT)}) AS {_named(name)}"
        if type == _LIST
        else _named(name)
        for name, type in table.columns.items()
    )
    source = (
        f"read_csv({_quoted(str(place / f'{table.name}.csv'))}, columns = {{{read_as}}}, header = false, "
        f"delim = ',', quote = '\"', escape = '\"', nullstr = '', parallel = false, auto_detect = false, "
        f"max_line_size = {_MOST_OF_A_ROW}, buffer_size = {2 * _MOST_OF_A_ROW})"
    )
    where = place / table.name
    target = f"{_quoted(str(where))} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY ({_named(partition)}), {_KEEP})"
    if not partition:
        target = f"{_quoted(str(where / 'data_0.parquet'))} (FORMAT parquet, COMPRESSION zstd)"
    return f"COPY (SELECT {chosen} FROM {source}) TO {target}"


# the column by which rows are parted stands in the files too, so that each can be read alone
_KEEP = "WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

"""SQLite: the tables in one database, with keys, checks, readable views and full-text search, by the standard library.

`<table>_named` is each table with the heading beside each id. `records_fts` is searched as FTS5 tells, `records` holds
what it finds; Datasette shows a search box there. The same data gives the same bytes with the same SQLite library: rows go in
in the order of the tables, nothing tells the time, and the library's version, which SQLite notes, is struck out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from ...model import Briefing
from .tables import RECORDS, Column, Table, tables

_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER"}
_VERSION = slice(96, 100)
"""SQLITE_VERSION_NUMBER in the header of the file format."""


def write(briefing: Briefing) -> bytes:
    """The database as its file's bytes."""
    import sqlite3  # not before it is needed: it makes the command start later

    found: dict[str, Table] = {}
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA encoding = 'UTF-8'")
        database.execute("PRAGMA page_size = 4096")
        for table in tables(briefing):
            database.execute(_table(table))
            holes = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {_name(table.name)} VALUES ({holes})", table.rows)
            found[table.name] = replace(table, rows=())
        for statement in _views(found):
            database.execute(statement)
        for statement in _SEARCH:
            database.execute(statement)
        database.commit()
        database.execute("VACUUM")
        content = bytearray(database.serialize())
    content[_VERSION] = bytes(4)
    return bytes(content)


_SEARCH = (
    f"""CREATE VIRTUAL TABLE {RECORDS}_fts USING fts5(
  heading, text, content="{RECORDS}", tokenize="unicode61 remove_diacritics 2"
)""",
    f"INSERT INTO {RECORDS}_fts ({RECORDS}_fts) VALUES ('rebuild')",
)


def _name(name: str) -> str:
    """A name as SQL's identifier: `from` is a word of the language, and kinds' names may have hyphens."""
    return f'"{name}"'


def _table(table: Table) -> str:
    own = [column.name for column in table.columns[: table.keys]]
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_name, own))})")
    if table.keys > 2 and table.parent:
        there = [*own[: table.keys - 2], "position"]
        lines.append(
            f"FOREIGN KEY ({', '.join(map(_name, own[:-1]))}) REFERENCES {_name(table.parent)} ({', '.join(map(_name, there))})"
        )
    return (
        f"CREATE TABLE {_name(table.name)} (\n  "
        + ",\n  ".join(lines)
        + ("\n)" if table.keys == 1 else "\n) WITHOUT ROWID")
    )


def _column(column: Column) -> str:
    name = _name(column.name)
    parts = [name, _TYPES[column.of], *(["NOT NULL"] if column.is_full else [])]
    if column.target:
        parts.append(f"REFERENCES {_name(column.target)} (id)")
    words = [f"'{word}'" for word in column.words] if column.words else ["0", "1"] if column.of is bool else []
    if words:
        parts.append(f"CHECK ({name} IN ({', '.join(words)}))")
    return " ".join(parts)


def _views(found: Mapping[str, Table]) -> Iterator[str]:
    for table in found.values():
        named = [column for column in table.columns if column.target and column.name != "id"]
        if named:
            yield _view(table, named)


def _view(table: Table, named: list[Column]) -> str:
    """The table with the heading of what each id names beside it."""
    columns: list[str] = []
    joins: list[str] = []
    for column in table.columns:
        columns.append(f"t.{_name(column.name)}")
        if column in named:
            other = f"n{len(joins)}"
            columns.append(f"{other}.heading AS {_name(f'{column.name}_name')}")
            joins.append(f"LEFT JOIN {RECORDS} AS {other} ON {other}.id = t.{_name(column.name)}")
    return (
        f"CREATE VIEW {_name(f'{table.name}_named')} AS\nSELECT {', '.join(columns)}\nFROM {_name(table.name)} AS t\n"
        + "\n".join(joins)
    )

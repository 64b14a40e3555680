"""SQLite: the tables in one database, with keys, views and full-text search.

The view `<table>_named` shows the heading of each id beside it. `records_fts` is an FTS5 table of words over `records`;
Datasette shows a search box for it. `records_trigram` finds any three characters or more, also in scripts without spaces. The same data gives the same bytes with the same SQLite library: the database holds no time, and
the version of the library, which SQLite writes into the header, is replaced by zeros.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from ...model import Briefing
from .tables import RECORDS, Column, Table, build_tables

_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER"}
_VERSION = slice(96, 100)
"""The position of SQLITE_VERSION_NUMBER in the file's header."""


def write(briefing: Briefing) -> bytes:
    """Returns the bytes of the database's file."""
    import sqlite3  # imported here because it slows the start of every command

    written: dict[str, Table] = {}
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA encoding = 'UTF-8'")
        database.execute("PRAGMA page_size = 4096")
        for table in build_tables(briefing):
            database.execute(_create_table(table))
            placeholders = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {_quote(table.name)} VALUES ({placeholders})", table.rows)
            written[table.name] = replace(table, rows=())
        for statement in _view_statements(written):
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
    f'CREATE VIRTUAL TABLE {RECORDS}_trigram USING fts5(heading, text, content="{RECORDS}", tokenize="trigram")',
    f"INSERT INTO {RECORDS}_trigram ({RECORDS}_trigram) VALUES ('rebuild')",
)


def _quote(name: str) -> str:
    """Quotes an identifier of SQL: it may be a keyword (`from`) or have a hyphen."""
    return f'"{name}"'


def _create_table(table: Table) -> str:
    keys = [column.name for column in table.columns[: table.keys]]
    lines = [_define_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quote, keys))})")
    if table.keys > 2 and table.parent:
        parent_keys = [*keys[: table.keys - 2], "position"]
        lines.append(
            f"FOREIGN KEY ({', '.join(map(_quote, keys[:-1]))}) REFERENCES {_quote(table.parent)} ({', '.join(map(_quote, parent_keys))})"
        )
    return (
        f"CREATE TABLE {_quote(table.name)} (\n  "
        + ",\n  ".join(lines)
        + ("\n)" if table.keys == 1 else "\n) WITHOUT ROWID")
    )


def _define_column(column: Column) -> str:
    name = _quote(column.name)
    parts = [name, _TYPES[column.of], *(["NOT NULL"] if column.is_full else [])]
    if column.target:
        parts.append(f"REFERENCES {_quote(column.target)} (id)")
    words = [f"'{word}'" for word in column.words] if column.words else ["0", "1"] if column.of is bool else []
    if words:
        parts.append(f"CHECK ({name} IN ({', '.join(words)}))")
    return " ".join(parts)


def _view_statements(tables: Mapping[str, Table]) -> Iterator[str]:
    for table in tables.values():
        named = [column for column in table.columns if column.target and column.name != "id"]
        if named:
            yield _create_view(table, named)


def _create_view(table: Table, named: list[Column]) -> str:
    """Writes the view of a table with a heading beside each id."""
    columns: list[str] = []
    joins: list[str] = []
    for column in table.columns:
        columns.append(f"t.{_quote(column.name)}")
        if column in named:
            other = f"n{len(joins)}"
            columns.append(f"{other}.heading AS {_quote(f'{column.name}_name')}")
            joins.append(f"LEFT JOIN {RECORDS} AS {other} ON {other}.id = t.{_quote(column.name)}")
    return (
        f"CREATE VIEW {_quote(f'{table.name}_named')} AS\nSELECT {', '.join(columns)}\nFROM {_quote(table.name)} AS t\n"
        + "\n".join(joins)
    )

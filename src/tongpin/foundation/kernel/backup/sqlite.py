"""SQLite: one consistent copy through SQLite's own backup interface, and digests over the rows of every table."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from .manifest import Table

ENTRY = "database.sqlite3"


def snapshot(source: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database as of one moment; writers are not stopped meanwhile."""
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def describe(path: Path) -> dict[str, Table]:
    """Return rows and digest of every table of the database file."""
    with closing(_opened(path)) as database:
        return {name: _table(database, name) for name in _names(database)}


def migrations(path: Path) -> list[tuple[str, str]]:
    """Return the migrations the database has; none when it was never set up."""
    with closing(_opened(path)) as database:
        if "django_migrations" not in _names(database):
            return []
        rows = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        return [(str(app), str(name)) for app, name in rows]


def damages(path: Path) -> list[str]:
    """Return what SQLite itself finds wrong with the file; empty when nothing."""
    try:
        with closing(_opened(path)) as database:
            found = [str(row[0]) for row in database.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            return found + [f"{row[0]} → {row[2]}" for row in database.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def is_empty(path: Path) -> bool:
    """Say whether there is no database yet: no file, or one without tables."""
    if not path.exists():
        return True
    try:
        with closing(_opened(path)) as database:
            return not _names(database)
    except sqlite3.DatabaseError:
        return False


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")  # compared as written, never refused
    return database


def _names(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
    return sorted(str(row[0]) for row in rows)


def _table(database: sqlite3.Connection, name: str) -> Table:
    state, count = hashlib.sha256(), 0
    for line in _lines(database, name):
        state.update(line)
        count += 1
    return Table(count, state.hexdigest())


def _lines(database: sqlite3.Connection, name: str) -> Iterator[bytes]:
    """Yield each row in one unmistakable form, in the order of the table's own keys."""
    quoted = '"' + name.replace('"', '""') + '"'
    for row in database.execute(f"SELECT * FROM {quoted} ORDER BY rowid"):  # noqa: S608 - quoted name
        yield json.dumps([_plain(value) for value in row]).encode() + b"\n"


def _plain(value: object) -> object:
    return {"bytes": value.hex()} if isinstance(value, bytes) else value

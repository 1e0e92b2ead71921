"""PostgreSQL: every table of the current schema through COPY, as of one moment, in the order of its key.

COPY's text form is the same in all versions, so a backup moves between them without pg_dump's rules about versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from .container import Reader, Writer
from .manifest import Manifest, Table

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_COLUMNS = """
SELECT a.attname, t.typcategory = 'S', COALESCE(array_position(i.indkey::int[], a.attnum::int), -1)
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = (quote_ident(current_schema()) || '.' || quote_ident(%s))::regclass
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY a.attnum
"""
_SEQUENCES = """
SELECT sequencename, COALESCE(last_value, start_value), last_value IS NOT NULL
FROM pg_sequences WHERE schemaname = current_schema() ORDER BY sequencename
"""
_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema()
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def entry(table: str) -> str:
    """Return where a table stands in the archive."""
    return f"tables/{table}.copy"


@contextmanager
def _one_moment(database: BaseDatabaseWrapper) -> Iterator[Any]:
    """Give a cursor of an own connection that sees the database as of one moment and writes values alike everywhere."""
    own = database.copy()
    try:
        own.ensure_connection()
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            _one_form(cursor)
            yield cursor
    finally:
        own.close()


def _one_form(cursor: Any) -> None:
    """Make values be written alike, whatever the server's settings are."""
    for setting in ("TIME ZONE 'UTC'", "DateStyle = ISO", "IntervalStyle = iso_8601", "bytea_output = hex",
                    "extra_float_digits = 1"):  # fmt: skip
        cursor.execute(f"SET LOCAL {setting}")


def dump(database: BaseDatabaseWrapper, writer: Writer, manifest: Manifest) -> None:
    """Write every table into the archive and describe it in the manifest."""
    with _one_moment(database) as cursor:
        for table in _tables(cursor):
            columns, statement = _reading(cursor, table)
            rows = 0
            with writer.part(entry(table)) as part, cursor.copy(statement) as copy:
                for line in _lines(copy):
                    part.write(line)
                    rows += 1
            manifest.tables[table] = Table(rows, writer.parts[entry(table)].sha256, columns)
        cursor.execute(_SEQUENCES)
        manifest.sequences = {name: (int(last), bool(used)) for name, last, used in cursor.fetchall()}
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        manifest.migrations = [(str(app), str(name)) for app, name in cursor.fetchall()]


def is_empty(database: BaseDatabaseWrapper) -> bool:
    """Say whether the current schema has no tables."""
    with database.cursor() as cursor:
        return not _tables(cursor)


def load(database: BaseDatabaseWrapper, reader: Reader, *, force: bool) -> None:
    """Bring the schema to the state of the backup, fill it, and compare it row by row; all of it or nothing.

    `force` drops what the current schema holds first. Raises UserError when the program does not know the backup's
    state, or a row does not come out as it went in.
    """
    manifest = reader.manifest
    with transaction.atomic(using=database.alias), database.cursor() as cursor:
        if force:
            _drop_all(cursor)
        # Rows that migrations write must be settled before the next migration alters their table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _migrate(database, manifest)
        tables = _tables(cursor)
        if tables != sorted(manifest.tables):
            different = ", ".join(sorted(set(tables) ^ manifest.tables.keys()))
            raise UserError(_("The backup holds other tables than this program has."), place=different)
        cursor.execute("TRUNCATE " + ", ".join(_quoted(table) for table in tables))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        _one_form(cursor)
        for table, described in manifest.tables.items():
            columns = ", ".join(_quoted(column) for column in described.columns)
            with cursor.copy(f"COPY {_quoted(table)} ({columns}) FROM STDIN") as copy:
                for chunk in reader.chunks(entry(table)):
                    copy.write(chunk)
        for sequence, (last, used) in manifest.sequences.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [_quoted(sequence), last, used])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _compare(cursor, reader)


def _migrate(database: BaseDatabaseWrapper, manifest: Manifest) -> None:
    """Create the tables as they were when the backup was made."""
    executor = MigrationExecutor(database)
    applied = set(manifest.migrations)
    unknown = sorted(applied - set(executor.loader.graph.nodes))
    if unknown:
        raise UserError(
            _("The backup was made by a newer version of the program."),
            place=".".join(unknown[0]),
            remedy=_("Restore it with that version."),
        )
    executor.migrate(_last(executor, applied))


def _last(executor: MigrationExecutor, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the last migrations of each app that the backup knows; the program may have later ones."""
    graph = executor.loader.graph
    return sorted(
        node
        for node in applied
        if not any(child.key in applied and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def _compare(cursor: Any, reader: Reader) -> None:
    """Read every table back and compare it with the backup, row by row."""
    for table in reader.manifest.tables:
        _columns, statement = _reading(cursor, table)
        number = 0
        expected = reader.lines(entry(table))
        with cursor.copy(statement) as copy:
            for number, line in enumerate(_lines(copy), start=1):
                if line != next(expected, None):
                    raise _differs(table, number)
        if next(expected, None) is not None:
            raise _differs(table, number + 1)


def _differs(table: str, row: int) -> UserError:
    return UserError(
        _("After restoring, row %(row)s is not what the backup holds.") % {"row": row},
        place=table,
        remedy=_("Nothing was kept of this attempt."),
    )


def _reading(cursor: Any, table: str) -> tuple[list[str], str]:
    """Return the columns of a table and the statement that writes its rows in the order of its key.

    Texts are ordered byte by byte, so that the order does not depend on the server's language.
    """
    cursor.execute(_COLUMNS, [table])
    found = cursor.fetchall()
    columns = [str(name) for name, _text, _at in found]
    keys = sorted((at, name, text) for name, text, at in found if at >= 0)
    by = ", ".join(_quoted(name) + (' COLLATE "C"' if text else "") for _at, name, text in keys)
    names = ", ".join(map(_quoted, columns))
    order = by or f'{_quoted(table)}::text COLLATE "C"'
    return columns, f"COPY (SELECT {names} FROM {_quoted(table)} ORDER BY {order}) TO STDOUT"  # noqa: S608 - quoted


def _lines(copy: Any) -> Iterator[bytes]:
    """Yield the rows of a COPY, whatever pieces the server sends."""
    rest = b""
    for piece in copy:
        *whole, rest = (rest + bytes(piece)).split(b"\n")
        for line in whole:
            yield line + b"\n"


def _tables(cursor: Any) -> list[str]:
    cursor.execute(_TABLES)
    return [str(row[0]) for row in cursor.fetchall()]


def _drop_all(cursor: Any) -> None:
    """Drop the tables and functions of the current schema; what extensions own stays."""
    for table in _tables(cursor):
        cursor.execute(f"DROP TABLE IF EXISTS {_quoted(table)} CASCADE")
    cursor.execute(_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

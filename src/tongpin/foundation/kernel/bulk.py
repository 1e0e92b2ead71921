"""Many rows at once: COPY on PostgreSQL, executemany on SQLite. No signals, no save()."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Model

_CHUNK = 2_000


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Insert `rows` (values in the order of `columns`, the database's column names) and return how many there were.

    Every column without a database default must be named. Values are prepared by the model's fields, so JSON, dates and
    decimals may be given as Python objects. Runs inside the caller's transaction; constraints raise `IntegrityError`.
    """
    using = router.db_for_write(model)
    connection = connections[using]
    by_column = {field.column: field for field in model._meta.concrete_fields}
    adapters = [_adapter(by_column[column], connection) for column in columns]
    ready = (tuple(adapt(value) for adapt, value in zip(adapters, row, strict=True)) for row in rows)
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        return _copy(connection, f"COPY {table} ({quoted}) FROM STDIN", ready)
    marks = ", ".join(["%s"] * len(columns))
    return _executemany(connection, f"INSERT INTO {table} ({quoted}) VALUES ({marks})", ready)  # noqa: S608 - quoted names


def reserve_ids(model: type[Model], count: int) -> Sequence[int]:
    """Return `count` primary keys that no other writer will use. Call it inside a transaction.

    PostgreSQL takes them from the sequence of the key; SQLite has one writer at a time, so the next free
    numbers are safe until the transaction ends.
    """
    if count <= 0:
        return range(0)
    connection = connections[router.db_for_write(model)]
    table, column = model._meta.db_table, model._meta.pk.column or ""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, %s)"
            cursor.execute(
                f"SELECT nextval({sequence}) FROM generate_series(1, %s)",  # noqa: S608 - constant text
                [connection.ops.quote_name(table), column, count],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError("reserve_ids needs a transaction")
        quoted = connection.ops.quote_name
        cursor.execute(f"SELECT COALESCE(MAX({quoted(column)}), 0) FROM {quoted(table)}")  # noqa: S608 - quoted names
        highest = int(cursor.fetchone()[0])
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        highest = max(highest, int(cursor.fetchone()[0]))
    return range(highest + 1, highest + 1 + count)


_PLAIN = {f"{kind}Field" for kind in ("BigAuto", "Auto", "Boolean", "Char", "Slug", "Text")} | {
    f"{kind}IntegerField" for kind in ("", "Big", "Small", "Positive", "PositiveBig", "PositiveSmall")
}
_PLAIN_ON_POSTGRES = {"DateField", "DateTimeField", "DecimalField", "UUIDField"}


def _adapter(field: Any, connection: Any) -> Any:
    """Return a function that prepares one value; plain types pass untouched, which is most of the time saved."""
    kind = field.get_internal_type()
    if kind in _PLAIN or (kind in _PLAIN_ON_POSTGRES and connection.vendor == "postgresql"):
        return _same
    return lambda value: field.get_db_prep_save(value, connection)


def _same(value: object) -> object:
    return value


def _copy(connection: Any, statement: str, rows: Iterable[tuple[object, ...]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _executemany(connection: Any, statement: str, rows: Iterable[tuple[object, ...]]) -> int:
    count = 0
    iterator = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(iterator, _CHUNK)):
            cursor.executemany(statement, chunk)
            count += len(chunk)
    return count

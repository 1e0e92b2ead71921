"""Many rows at once: COPY on PostgreSQL, executemany on SQLite. No signals, no save()."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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
    adapters = [(at, adapt) for at, column in enumerate(columns) if (adapt := _adapter(by_column[column], connection))]
    ready = _ready(rows, adapters) if adapters else rows
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        return _copy(connection, f"COPY {table} ({quoted}) FROM STDIN", ready)
    marks = ", ".join(["%s"] * len(columns))
    return _executemany(connection, f"INSERT INTO {table} ({quoted}) VALUES ({marks})", ready)  # noqa: S608 - quoted names


def rows_where_in(
    model: type[Model], column: str, values: Sequence[object], columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield `columns` of the rows whose `column` is among `values` (texts or numbers), many thousands at once.

    The values travel as one parameter; Django's own `__in` costs more time for each value than the look-up itself.
    """
    if not values:
        return
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    wanted = ", ".join(map(quote, columns))
    parameter: Any = list(values)
    among = "= ANY(%s)"
    if connection.vendor != "postgresql":
        among, parameter = "IN (SELECT value FROM json_each(%s))", json.dumps(parameter)
    table = quote(model._meta.db_table)
    statement = f"SELECT {wanted} FROM {table} WHERE {quote(column)} {among}"  # noqa: S608 - quoted names
    with connection.cursor() as cursor:
        cursor.execute(statement, [parameter])
        yield from cursor.fetchall()


@contextmanager
def without_collection() -> Iterator[None]:
    """Let no garbage collection run inside the block: it would walk the growing rows over and over and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


_PLAIN = (
    {f"{kind}Field" for kind in ("BigAuto", "Auto", "Boolean", "Char", "Slug", "Text")}
    | {"ForeignKey"}
    | {f"{kind}IntegerField" for kind in ("", "Big", "Small", "Positive", "PositiveBig", "PositiveSmall")}
)
_REPEATING = {"DateField", "DateTimeField", "DecimalField"}
_MOST_KEPT = 20_000
_PLAIN_ON_POSTGRES = {"DateField", "DateTimeField", "DecimalField", "UUIDField"}


def _adapter(field: Any, connection: Any) -> Any:
    """Return a function that prepares one value, None where it may pass untouched, which is most of the time saved."""
    kind = field.get_internal_type()
    if kind in _PLAIN or (kind in _PLAIN_ON_POSTGRES and connection.vendor == "postgresql"):
        return None
    return (
        _Prepared(lambda value: field.get_db_prep_save(value, connection))
        if kind in _REPEATING
        else (lambda value: field.get_db_prep_save(value, connection))
    )


class _Prepared(dict[Any, Any]):
    """Values as the database wants them, prepared once each: days, moments and amounts repeat themselves in a batch."""

    def __init__(self, prepare: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._prepare = prepare

    def __missing__(self, value: Any) -> Any:
        ready = self._prepare(value)
        if len(self) < _MOST_KEPT:
            self[value] = ready
        return ready

    __call__ = dict.__getitem__


def _ready(rows: Iterable[Sequence[object]], adapters: Sequence[tuple[int, Any]]) -> Iterator[Sequence[object]]:
    """Yield the rows with the values prepared that need it."""
    for row in rows:
        values = list(row)
        for at, adapt in adapters:
            values[at] = adapt(values[at])
        yield values


def _copy(connection: Any, statement: str, rows: Iterable[Sequence[object]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _executemany(connection: Any, statement: str, rows: Iterable[Sequence[object]]) -> int:
    count = 0
    iterator = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(iterator, _CHUNK)):
            cursor.executemany(statement, chunk)
            count += len(chunk)
    return count

"""What is special to SQLite and to PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tongpin.foundation.kernel.backup import (
    Manifest,
    back_up,
    container,
    postgres,
    restore,
    restoring,
    sqlite,
    verify,
)
from tongpin.foundation.kernel.backup.manifest import Table
from tongpin.foundation.kernel.errors import UserError

from .conftest import Installation
from .forgery import rewrite

Made = tuple[Path, Manifest]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL (TONGPIN_DATABASE_URL)")


# -- SQLite


@on_sqlite
def test_sqlite_backup_without_its_database_is_found(made: Made) -> None:
    def drop(parts: dict[str, bytes]) -> None:
        raw = json.loads(parts[container.MANIFEST])
        del raw["parts"][sqlite.ENTRY]
        parts[container.MANIFEST] = json.dumps(raw).encode()
        del parts[sqlite.ENTRY]

    rewrite(made[0], drop)
    assert any(sqlite.ENTRY in one for one in verify(made[0]).problems)


def test_sqlite_damages_are_named(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        database.execute("CREATE TABLE b (a INTEGER REFERENCES a(id))")
        database.execute("INSERT INTO b VALUES (7)")
    database.close()
    assert sqlite.damages(path) == ["b → a"]
    assert sqlite.migrations(path) == []
    path.write_bytes(b"no database" * 100)
    assert sqlite.damages(path) != []


def test_sqlite_digest_tells_texts_bytes_and_numbers_apart(tmp_path: Path) -> None:
    digests = set()
    for at, value in enumerate(["1", b"1", 1, 1.5, None, b"\xff", "é"]):
        path = tmp_path / f"{at}.sqlite3"
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE a (v)")
            database.execute("INSERT INTO a VALUES (?)", [value])
        database.close()
        digests.add(sqlite.describe(path)["a"].sha256)
    assert len(digests) == 7


@on_sqlite
def test_sqlite_rows_are_compared_after_extraction(
    new: Installation, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "differing", lambda *_args: ["people_person"])
    with pytest.raises(UserError, match="people_person"):
        restore(made[0], database=new.database, home=new.home)
    assert sqlite.is_empty(Path(new.database.settings_dict["NAME"]))
    assert list(new.home.glob(".*")) == []


# -- PostgreSQL


@on_postgres
def test_postgres_compares_row_by_row_and_undoes_everything(
    new: Installation, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = postgres._compare

    def disturbed(cursor: object, reader: object) -> None:
        cursor.execute("UPDATE people_person SET name = 'x' WHERE name = '李四'")  # type: ignore[attr-defined]
        real(cursor, reader)  # type: ignore[arg-type]

    monkeypatch.setattr(postgres, "_compare", disturbed)
    with pytest.raises(UserError, match="people_person"):
        restore(made[0], database=new.database, home=new.home)
    assert postgres.is_empty(new.database)


@on_postgres
@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO audit_once (actor_id, key, location, at) VALUES (1, 'k', '/', now())",
        "DELETE FROM places_village",
    ],
)
def test_postgres_finds_rows_too_few_and_too_many(
    new: Installation, made: Made, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    real = postgres._compare

    def disturbed(cursor: object, reader: object) -> None:
        cursor.execute(change)  # type: ignore[attr-defined]
        real(cursor, reader)  # type: ignore[arg-type]

    monkeypatch.setattr(postgres, "_compare", disturbed)
    with pytest.raises(UserError, match=change.split(maxsplit=3)[2]):
        restore(made[0], database=new.database, home=new.home)


@on_postgres
def test_postgres_restores_an_earlier_state_of_the_tables(new: Installation, made: Made, tmp_path: Path) -> None:
    """A backup from before an upgrade comes back as it was; the next start of the program brings it up to date."""
    from django.core.management import call_command

    restore(made[0], database=new.database, home=new.home)
    call_command("migrate", "axes", "0001", database="restored", verbosity=0)
    earlier = tmp_path / "earlier.zip"
    back_up(earlier, database=new.database, home=new.home)
    restore(earlier, database=new.database, home=new.home, force=True)
    applied = MigrationRecorder(new.database).applied_migrations()
    assert [name for app, name in applied if app == "axes"] == ["0001_initial"]


@on_postgres
def test_postgres_refuses_a_backup_of_a_newer_program(new: Installation, made: Made) -> None:
    manifest = made[1]
    with container.Reader(made[0]) as reader:
        reader.manifest.migrations.append(("people", "9999_future"))
        with pytest.raises(UserError, match="9999_future"):
            postgres.load(new.database, reader, force=False)
        reader.manifest.migrations.pop()
        reader.manifest.tables["more"] = Table(0, "", [])
        with pytest.raises(UserError, match="more"):
            postgres.load(new.database, reader, force=False)
    assert postgres.is_empty(new.database)
    assert manifest.vendor == "postgresql"


@on_postgres
def test_postgres_orders_a_table_without_a_key(new: Installation) -> None:
    with new.database.cursor() as cursor:
        cursor.execute("CREATE TABLE loose (a text, b int)")
        cursor.execute("INSERT INTO loose VALUES ('b', 2), ('a', 1), (NULL, 3)")
        columns, statement = postgres._reading(cursor, "loose")
        with cursor.copy(statement) as copy:
            lines = list(postgres._lines(copy))
    assert columns == ["a", "b"]
    assert lines == [b"\\N\t3\n", b"a\t1\n", b"b\t2\n"]

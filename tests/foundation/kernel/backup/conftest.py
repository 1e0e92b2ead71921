"""An installation with something in it, and an empty one to restore into. Both databases, whichever the run uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.foundation.files import samples
from tests.foundation.places import lists
from tongpin.foundation.audit.actions import seal
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.kernel import crypto
from tongpin.foundation.kernel.backup import Manifest, back_up
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.actions import import_village_list
from tongpin.foundation.units.models import Unit

AWKWARD = "张\t三\\N\n\"'\r"


@dataclass
class Installation:
    """A home and the database beside it."""

    home: Path
    database: BaseDatabaseWrapper


@pytest.fixture
def old(
    transactional_db: None, tmp_path: Path, settings: object, operator: Account, branch: Unit
) -> Iterator[Installation]:
    """The installation that is backed up: the suite's own database and a home of its own."""
    home = tmp_path / "old"
    settings.TONGPIN_HOME = home  # type: ignore[attr-defined] # pytest-django's settings
    crypto.load_key.cache_clear()
    add_person(by=operator, name=AWKWARD, phone="13800001234", birth_month=dt.date(1980, 2, 1))
    add_person(by=operator, name="李四")
    import_village_list(by=operator, data=lists.OLD.encode(), as_of=dt.date(2020, 1, 1), source="villages_2020.csv")
    store_file(by=operator, data=samples.jpeg(), name="a.jpg")
    store_file(by=operator, data=samples.PDF, name="b.pdf")
    (home / "files" / ".new-half").write_bytes(b"half written")
    (home / "keys" / "secret").write_text("signs sessions only")
    (home / "cache").mkdir()
    (home / "cache" / "x").write_bytes(b"made again")
    seal()
    yield Installation(home, connection)
    crypto.load_key.cache_clear()


@pytest.fixture
def new(old: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An empty installation of the same kind with the key of the old one."""
    home = tmp_path / "new"
    (home / "keys").mkdir(parents=True)
    (home / "keys" / "data").write_bytes((old.home / "keys" / "data").read_bytes())
    # Known to Django by its name, but not in its settings: there pytest-django would forbid its use.
    database = connections["restored"] = connection.copy(alias="restored")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS restored CASCADE")
            cursor.execute("CREATE SCHEMA restored")
        options = database.settings_dict.get("OPTIONS", {})
        database.settings_dict["OPTIONS"] = {**options, "options": "-c search_path=restored"}
    else:
        database.settings_dict["NAME"] = str(home / "tongpin.sqlite3")
    yield Installation(home, database)
    database.close()
    del connections["restored"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA restored CASCADE")


@pytest.fixture
def made(old: Installation, tmp_path: Path) -> tuple[Path, Manifest]:
    """A backup of the old installation."""
    target = tmp_path / "backup.zip"
    return target, back_up(target)

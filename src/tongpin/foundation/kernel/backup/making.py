"""Making a backup."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.crypto import load_key
from tongpin.foundation.kernel.errors import UserError

from . import postgres, sqlite
from .container import Writer
from .keys import DATA_KEY, fingerprints, kept_files, key_files
from .manifest import Manifest, seal_of

Progress = Callable[[str], None]


def silent(_step: str) -> None:
    """Say nothing."""


def back_up(
    target: Path,
    *,
    with_keys: bool = False,
    database: BaseDatabaseWrapper | None = None,
    home: Path | None = None,
    progress: Progress = silent,
) -> Manifest:
    """Write the whole installation into the file `target`, as of one moment; the server may go on working.

    The database is copied first and the files after it: files are only ever added, so every file the database names is
    there. Raises UserError when `target` exists already or the database is neither SQLite nor PostgreSQL.
    """
    database = database or connections[DEFAULT_DB_ALIAS]
    home = home or Path(settings.TONGPIN_HOME)
    manifest = Manifest(
        vendor=database.vendor,
        created_at=clock.now().astimezone(dt.UTC).isoformat(timespec="seconds"),
        migrations=[],
        with_keys=with_keys,
    )
    data_key = load_key(home / "keys" / DATA_KEY)
    with Writer(target) as writer:
        progress(_("Database"))
        _write_database(database, writer, manifest, target.parent)
        progress(_("Files"))
        for name, path in kept_files(home):
            writer.copy(name, path, packed=False)
        if with_keys:
            for name, path in key_files(home).items():
                writer.copy(f"keys/{name}", path, packed=False)
        manifest.keys = fingerprints(home)
        manifest.parts = dict(writer.parts)
        raw = manifest.dumped()
        writer.finish(raw, seal_of(data_key, raw))
    return manifest


def _write_database(database: BaseDatabaseWrapper, writer: Writer, manifest: Manifest, folder: Path) -> None:
    if database.vendor == "postgresql":
        postgres.dump(database, writer, manifest)
        return
    if database.vendor != "sqlite":
        raise UserError(_("Only SQLite and PostgreSQL databases can be backed up."), place=database.vendor)
    database.ensure_connection()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as temporary:
        copy = Path(temporary) / sqlite.ENTRY
        sqlite.snapshot(database.connection, copy)
        manifest.tables = sqlite.describe(copy)
        manifest.migrations = sqlite.migrations(copy)
        writer.copy(sqlite.ENTRY, copy, packed=True)

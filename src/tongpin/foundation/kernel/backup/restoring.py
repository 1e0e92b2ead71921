"""Bringing an installation back from a backup."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.crypto import load_key
from tongpin.foundation.kernel.errors import UserError

from . import postgres, sqlite
from .container import CHUNK, Reader, altered
from .keys import ASIDE, FOLDERS, fingerprints
from .making import Progress, silent
from .manifest import Manifest
from .verifying import differing, key_problems, verify


def restore(
    source: Path,
    *,
    force: bool = False,
    database: BaseDatabaseWrapper | None = None,
    home: Path | None = None,
    progress: Progress = silent,
) -> Manifest:
    """Bring database and files back, then compare them row by row and byte by byte. Stop the server first.

    Refuses, having changed nothing: a backup that is altered in any part, one of another kind of database, keys that
    are missing or others than those the data were encrypted with, and a database that is not empty, unless `force`.
    With `force` an SQLite file or a key that is there is set aside under another name; a PostgreSQL schema is emptied.
    """
    database = database or connections[DEFAULT_DB_ALIAS]
    home = home or Path(settings.TONGPIN_HOME)
    progress(_("Checking the backup"))
    checked = verify(source, home=home)
    manifest = checked.manifest
    if checked.problems:
        raise UserError(" ".join(checked.problems), place=str(source), remedy=_("Restore another backup."))
    if manifest.vendor != database.vendor:
        raise UserError(
            _("The backup is of %(theirs)s, this installation uses %(ours)s.")
            % {"theirs": manifest.vendor, "ours": database.vendor},
            remedy=_("Set TONGPIN_DATABASE_URL as it was when the backup was made."),
        )
    if (wrong := key_problems(manifest, home)) and not (force and manifest.with_keys):
        raise UserError(
            " ".join(wrong), remedy=_("Put the keys of that time into the keys folder, then restore again.")
        )
    if not force and not _is_empty(database):
        raise UserError(
            _("The database here is not empty."), remedy=_("Restore into a new home, or use --force to replace it.")
        )
    with Reader(source) as reader:
        progress(_("Files"))
        _restore_files(reader, home)
        progress(_("Database"))
        _restore_database(reader, database, force=force)
        _restore_keys(reader, home)
    return manifest


def _path(database: BaseDatabaseWrapper) -> Path:
    return Path(str(database.settings_dict["NAME"]))


def _is_empty(database: BaseDatabaseWrapper) -> bool:
    return postgres.is_empty(database) if database.vendor == "postgresql" else sqlite.is_empty(_path(database))


def _restore_files(reader: Reader, home: Path) -> None:
    """Write the files and read each back; one that is there already with other content is set aside."""
    for name, part in reader.manifest.parts.items():
        if name.split("/")[0] not in FOLDERS:
            continue
        path = home / name
        if path.exists() and _sha256(path) != part.sha256:
            _set_aside(path)
        if not path.exists():
            reader.extract(name, path)
        if _sha256(path) != part.sha256:
            raise altered(name)


def _restore_database(reader: Reader, database: BaseDatabaseWrapper, *, force: bool) -> None:
    if database.vendor == "postgresql":
        postgres.load(database, reader, force=force)
        return
    path = _path(database)
    fresh = path.with_name(f".{path.name}.restoring")
    reader.extract(sqlite.ENTRY, fresh)
    if problems := differing(reader.manifest, fresh):
        fresh.unlink()
        raise UserError(" ".join(problems), place=sqlite.ENTRY)
    database.close()
    if path.exists() and path.stat().st_size:
        _set_aside(path)
    for log in ("-wal", "-shm"):
        path.with_name(path.name + log).unlink(missing_ok=True)
    os.replace(fresh, path)


def _restore_keys(reader: Reader, home: Path) -> None:
    """Write the keys that came along; another key that is there is set aside, never overwritten."""
    for name in (name for name in reader.manifest.parts if name.startswith("keys/")):
        path = home / name
        if path.exists() and fingerprints(home).get(path.name) != reader.manifest.keys[path.name]:
            _set_aside(path)
        if not path.exists():
            reader.extract(name, path)
    load_key.cache_clear()


def _set_aside(path: Path) -> None:
    """Rename a file that is in the way, so that nothing is lost; a log beside a database goes with it."""
    stamp = f"{clock.now():%Y%m%d%H%M%S}"
    for suffix in ("", "-wal", "-shm"):
        one = path.with_name(path.name + suffix)
        if one.exists():
            one.rename(path.with_name(f"{path.name}.{stamp}{suffix}{ASIDE}"))


def _sha256(path: Path) -> str:
    state = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            state.update(chunk)
    return state.hexdigest()

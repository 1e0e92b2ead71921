"""Checking a backup without restoring it."""

from __future__ import annotations

import hmac
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from . import postgres, sqlite
from .container import MANIFEST, SEAL, Reader, altered
from .keys import DATA_KEY, fingerprint, fingerprints
from .manifest import Manifest, seal_of


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `seal_checked`: the data key was at hand, so altering on purpose would have been found too."""

    manifest: Manifest
    problems: list[str]
    seal_checked: bool


def verify(source: Path, *, home: Path | None = None) -> Verification:
    """Read the whole backup and compare every part, table and row count with its manifest.

    Raises UserError when the file is no backup at all. With the data key here (or in the backup) the seal is checked.
    """
    home = home or Path(settings.TONGPIN_HOME)
    with Reader(source) as reader:
        problems = [*_entries(reader), *_parts(reader)]
        if not problems:
            problems = list(_database(reader))
        key = _data_key(reader, home)
        if key is not None and not hmac.compare_digest(reader.seal, seal_of(key, reader.raw_manifest)):
            problems.append(_("The seal does not fit: the backup was altered by someone without the key."))
        return Verification(reader.manifest, problems, seal_checked=key is not None)


def key_problems(manifest: Manifest, home: Path) -> list[str]:
    """Return what is wrong with the keys here against those the backup was made with."""
    here = fingerprints(home)
    said = []
    for name, print_ in sorted(manifest.keys.items()):
        if name not in here and not manifest.with_keys:
            said.append(_("The key “%(name)s” is missing here; put it into keys/ first.") % {"name": name})
        elif name in here and here[name] != print_:
            said.append(_("The key “%(name)s” here is another one than the backup's.") % {"name": name})
    return said


def _entries(reader: Reader) -> Iterator[str]:
    """Find parts that are missing, twice there, or not named by the manifest."""
    expected = sorted([*reader.manifest.parts, MANIFEST, SEAL])
    if sorted(reader.names) != expected:
        strange = sorted({name for name in reader.names if name not in expected or reader.names.count(name) > 1})
        missing = sorted(set(expected) - set(reader.names))
        yield _("The parts are not those the manifest names: %(names)s.") % {"names": ", ".join([*strange, *missing])}


def _parts(reader: Reader) -> Iterator[str]:
    for name in reader.manifest.parts:
        try:
            for _chunk in reader.chunks(name):
                pass
        except UserError as error:
            yield str(error)


def _database(reader: Reader) -> Iterator[str]:
    """Compare the tables with what the manifest says of them, and the keys that came along with their fingerprints."""
    manifest = reader.manifest
    if manifest.vendor == "sqlite":
        if sqlite.ENTRY not in manifest.parts:
            yield str(altered(sqlite.ENTRY))
            return
        with tempfile.TemporaryDirectory() as temporary:
            copy = Path(temporary) / sqlite.ENTRY
            reader.extract(sqlite.ENTRY, copy)
            yield from sqlite.damages(copy) or differing(manifest, copy)
    else:
        for table, described in manifest.tables.items():
            part = manifest.parts.get(postgres.entry(table))
            rows = sum(1 for _line in reader.lines(postgres.entry(table))) if part else -1
            if part is None or part.sha256 != described.sha256 or rows != described.rows:
                yield str(altered(postgres.entry(table)))
    for name in (name for name in manifest.parts if name.startswith("keys/")):
        if fingerprint(b"".join(reader.chunks(name))) != manifest.keys.get(name.removeprefix("keys/")):
            yield str(altered(name))


def differing(manifest: Manifest, copy: Path) -> list[str]:
    """Return the tables of an SQLite file that are not what the manifest says, by their rows."""
    found = sqlite.describe(copy)
    return [
        _("The table %(name)s does not hold the rows it held.") % {"name": name}
        for name in sorted({*found, *manifest.tables})
        if found.get(name) != manifest.tables.get(name)
    ]


def _data_key(reader: Reader, home: Path) -> bytes | None:
    """Return the key the seal was made with, from here or from the backup; None when it is in neither."""
    named = reader.manifest.keys.get(DATA_KEY, "")
    path = home / "keys" / DATA_KEY
    if path.exists() and fingerprint(key := path.read_bytes()) == named:
        return key
    if f"keys/{DATA_KEY}" in reader.manifest.parts:
        return b"".join(reader.chunks(f"keys/{DATA_KEY}"))
    return None

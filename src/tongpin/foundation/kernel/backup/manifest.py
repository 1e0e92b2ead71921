"""What a backup says of itself."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

FORMAT = 1
# No part may lie outside its folder: no empty and no dotted steps, no backslashes.
_NAME = re.compile(r"^(?:database\.sqlite3|tables/\w+\.copy|(?:files|keys)(?:/(?!\.)[^/\\\x00-\x1f]+)+)\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the archive: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: how many rows it had and the SHA-256 over them in the order of their keys."""

    rows: int
    sha256: str
    columns: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Manifest:
    """The whole content of a backup. `keys` are fingerprints; `migrations` the state of the tables, app by app."""

    vendor: str  # sqlite or postgresql
    created_at: str  # ISO 8601, UTC
    migrations: list[tuple[str, str]]
    format: int = FORMAT
    with_keys: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sequences: dict[str, tuple[int, bool]] = field(default_factory=dict)  # last value, whether it was used
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Number of rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        """Number of files kept, originals and copies."""
        return sum(name.startswith("files/") for name in self.parts)

    def dumped(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()


def parsed(data: bytes) -> Manifest:
    """Return the manifest. Raises UserError when it is none, of another format, or names a part outside its place."""
    try:
        raw: dict[str, Any] = json.loads(data)
        manifest = Manifest(
            vendor=str(raw["vendor"]),
            created_at=str(raw["created_at"]),
            migrations=[(str(app), str(name)) for app, name in raw["migrations"]],
            format=int(raw["format"]),
            with_keys=bool(raw["with_keys"]),
            parts={str(name): Part(int(one["size"]), str(one["sha256"])) for name, one in raw["parts"].items()},
            tables={
                str(name): Table(int(one["rows"]), str(one["sha256"]), [str(column) for column in one["columns"]])
                for name, one in raw["tables"].items()
            },
            sequences={str(name): (int(last), bool(used)) for name, (last, used) in raw["sequences"].items()},
            keys={str(name): str(one) for name, one in raw["keys"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise not_a_backup() from error
    if manifest.format != FORMAT:
        raise UserError(
            _("This backup is of another format (%(format)s).") % {"format": manifest.format},
            remedy=_("Restore it with the version of the program that made it."),
        )
    if not all(_NAME.match(name) for name in manifest.parts):
        raise not_a_backup()
    return manifest


def not_a_backup() -> UserError:
    """Return the error for a file that was not made by `back_up`."""
    return UserError(_("This file is not a backup of this program."), remedy=_("Choose another file."))


def seal_of(key: bytes, manifest: bytes) -> str:
    """Return the seal of a manifest: only who has the data key can make it, so altering a backup is found."""
    return hmac.new(key, b"tongpin backup" + manifest, hashlib.sha256).hexdigest()

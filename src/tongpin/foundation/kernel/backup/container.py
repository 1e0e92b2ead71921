"""The zip that holds a backup: every part is hashed while it is written and while it is read."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from .manifest import Manifest, Part, not_a_backup, parsed

MANIFEST, SEAL = "manifest.json", "manifest.seal"
CHUNK = 1024 * 1024
_MOST_MANIFEST = 256 * 1024 * 1024


class PartWriter:
    """Takes the bytes of one part."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle, self._state, self.size = handle, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self._handle.write(data)
        self._state.update(data)
        self.size += len(data)

    def part(self) -> Part:
        """Return what was written so far."""
        return Part(self.size, self._state.hexdigest())


class Writer:
    """Writes a backup beside its final place and moves it there when it is whole."""

    def __init__(self, target: Path) -> None:
        if target.exists():
            raise UserError(_("There is already a file of this name."), place=str(target))
        if not target.parent.is_dir():
            raise UserError(_("There is no such folder."), place=str(target.parent))
        self._target = target
        self.parts: dict[str, Part] = {}

    def __enter__(self) -> Writer:
        descriptor, self._temporary = tempfile.mkstemp(dir=self._target.parent, prefix=".backup-")  # mode 0600
        self._file = os.fdopen(descriptor, "wb")
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._file:
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        if kind is None:
            os.replace(self._temporary, self._target)
        else:
            os.unlink(self._temporary)

    @contextmanager
    def part(self, name: str, *, packed: bool = True) -> Iterator[PartWriter]:
        """Open a part for writing; what is encrypted does not pack."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.external_attr = 0o600 << 16
        with self._zip.open(entry, "w", force_zip64=True) as handle:
            writer = PartWriter(handle)  # type: ignore[arg-type] # a writable stream, typed as IO[bytes]
            yield writer
        self.parts[name] = writer.part()

    def copy(self, name: str, path: Path, *, packed: bool) -> None:
        """Write a file as a part."""
        with path.open("rb") as source, self.part(name, packed=packed) as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)

    def finish(self, manifest: bytes, seal: str) -> None:
        """Write the manifest and its seal, the last two parts."""
        for name, data in ((MANIFEST, manifest), (SEAL, seal.encode())):
            with self.part(name) as target:
                target.write(data)


class Reader:
    """Reads a backup; nothing of it is believed before its hash was compared."""

    def __init__(self, source: Path) -> None:
        if not source.is_file():
            raise UserError(_("There is no such file."), place=str(source))
        try:
            self._zip = zipfile.ZipFile(source)
            self.names = self._zip.namelist()
            if self._zip.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
                raise not_a_backup()
            self.raw_manifest = self._zip.read(MANIFEST)
            self.seal = self._zip.read(SEAL).decode("ascii", "replace")
        except (
            zipfile.BadZipFile,
            KeyError,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
        ) as error:
            raise not_a_backup() from error
        self.manifest: Manifest = parsed(self.raw_manifest)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_args: object) -> None:
        self._zip.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part; raises UserError at the end when they are not those the manifest names."""
        expected, state, size = self.manifest.parts[name], hashlib.sha256(), 0
        try:
            with self._zip.open(name) as handle:
                while chunk := handle.read(CHUNK):
                    state.update(chunk)
                    size += len(chunk)
                    if size > expected.size:
                        break
                    yield chunk
        except (zipfile.BadZipFile, KeyError, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise altered(name) from error
        if Part(size, state.hexdigest()) != expected:
            raise altered(name)

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a part, each with its line break."""
        rest = b""
        for chunk in self.chunks(name):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                yield line + b"\n"
        if rest:
            yield rest

    def extract(self, name: str, target: Path) -> None:
        """Write a part to a file, whole or not at all, readable by its owner only."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".restoring-")
        try:
            with os.fdopen(descriptor, "wb") as handle:
                for chunk in self.chunks(name):
                    handle.write(chunk)
                handle.flush()
                os.fsync(handle.fileno())
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise


def altered(name: str) -> UserError:
    """Return the error for a part that is not what it was."""
    return UserError(
        _("This part of the backup was altered or is damaged."),
        place=name,
        remedy=_("Restore another backup."),
    )

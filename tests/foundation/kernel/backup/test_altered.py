"""Backups that were altered, damaged, or are none."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tongpin.foundation.kernel.backup import (
    Manifest,
    back_up,
    container,
    postgres,
    restore,
    sqlite,
    verify,
)
from tongpin.foundation.kernel.backup.manifest import parsed
from tongpin.foundation.kernel.errors import UserError

from .conftest import Installation
from .forgery import remanifest, rewrite

Made = tuple[Path, Manifest]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL (TONGPIN_DATABASE_URL)")


def part_of(manifest: Manifest) -> str:
    return sqlite.ENTRY if manifest.vendor == "sqlite" else postgres.entry("people_person")


ALTERED: dict[str, Callable[[dict[str, bytes], str], None]] = {
    "database": lambda parts, name: parts.__setitem__(name, parts[name][:-1] + bytes([parts[name][-1] ^ 1])),
    "longer": lambda parts, name: parts.__setitem__(name, parts[name] + b"\n"),
    "part missing": lambda parts, name: parts.__delitem__(name),
    "part added": lambda parts, _name: parts.__setitem__("files/ab/more", b""),
    "file": lambda parts, _name: parts.__setitem__(next(one for one in parts if one.startswith("files/")), b"x"),
    "seal": lambda parts, _name: parts.__setitem__(container.SEAL, b"0" * 64),
}


@pytest.mark.parametrize("what", ALTERED)
def test_altered_backup_is_found_and_refused(new: Installation, made: Made, what: str) -> None:
    path, manifest = made
    rewrite(path, lambda parts: ALTERED[what](parts, part_of(manifest)))
    assert verify(path).problems
    with pytest.raises(UserError):
        restore(path, database=new.database, home=new.home)
    assert not (new.home / "files").exists()


def test_part_written_twice_is_found(made: Made) -> None:
    with zipfile.ZipFile(made[0], "a") as handle, pytest.warns(UserWarning, match="Duplicate"):
        handle.writestr(container.SEAL, b"twice")
    assert verify(made[0]).problems


def test_manifest_that_was_fitted_to_an_altered_part_is_found_by_its_seal(made: Made) -> None:
    """Whoever alters rows and all hashes still lacks the key."""
    path, _manifest = made

    def fit(parts: dict[str, bytes]) -> None:
        import hashlib

        name = next(one for one in parts if one.startswith("files/"))
        parts[name] = b"forged"
        raw = json.loads(parts[container.MANIFEST])
        raw["parts"][name] = {"size": 6, "sha256": hashlib.sha256(b"forged").hexdigest()}
        parts[container.MANIFEST] = json.dumps(raw).encode()

    rewrite(path, fit)
    checked = verify(path)
    assert len(checked.problems) == 1
    assert "密钥" in checked.problems[0]


def test_damaged_zip_is_found(made: Made) -> None:
    path, _manifest = made
    data = bytearray(path.read_bytes())
    middle = len(data) // 3
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(bytes(data))
    assert verify(path).problems


def test_tables_that_do_not_fit_the_manifest_are_found(made: Made) -> None:
    remanifest(made[0], lambda manifest: manifest["tables"]["people_person"].update(rows=3))  # type: ignore[index]
    problems = verify(made[0]).problems
    assert len(problems) == 2  # the table, and the seal
    assert "people_person" in problems[0]


def test_key_that_is_not_its_fingerprint_is_found(old: Installation, tmp_path: Path) -> None:
    path = tmp_path / "with.zip"
    back_up(path, with_keys=True)
    remanifest(path, lambda manifest: manifest.update(keys={"data": "0" * 64}))
    assert any("keys/data" in one for one in verify(path).problems)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut"])
def test_other_files_are_no_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    with pytest.raises(UserError, match="不是"):
        verify(path, home=tmp_path)


def test_missing_file_and_other_zip_are_no_backup(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有这个文件"):
        verify(tmp_path / "none.zip", home=tmp_path)
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as handle:
        handle.writestr("a", b"")
    with pytest.raises(UserError, match="不是"):
        verify(tmp_path / "z.zip", home=tmp_path)


def test_endless_manifest_is_no_backup(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "_MOST_MANIFEST", 10)
    with pytest.raises(UserError, match="不是"):
        verify(made[0])


VALID: dict[str, object] = {
    "vendor": "sqlite", "created_at": "", "migrations": [], "format": 1, "with_keys": False, "parts": {}, "tables": {},
    "sequences": {}, "keys": {},
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"parts": {"../x": {"size": 0, "sha256": ""}}},
        {"parts": {"files/../../x": {"size": 0, "sha256": ""}}},
        {"parts": {"files/a\\b": {"size": 0, "sha256": ""}}},
        {"parts": {"files/": {"size": 0, "sha256": ""}}},
        {"parts": {"/etc/x": {"size": 0, "sha256": ""}}},
        {"parts": {"files/a\n": {"size": 0, "sha256": ""}}},
        {"parts": []},
        {"migrations": [1]},
    ],
)
def test_manifest_refuses(change: dict[str, object]) -> None:
    assert parsed(json.dumps(VALID).encode()).vendor == "sqlite"
    with pytest.raises(UserError):
        parsed(json.dumps(VALID | change).encode())


def test_manifest_refuses_what_is_no_json() -> None:
    with pytest.raises(UserError):
        parsed(b"{")

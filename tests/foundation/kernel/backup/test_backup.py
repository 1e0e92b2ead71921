"""Backup, verification and the way back, on the database of the run."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from django.db import connection

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.files.queries import ORIGINAL, SHOWN, path_of
from tongpin.foundation.kernel import backup
from tongpin.foundation.kernel.backup import (
    FOLDERS,
    LEFT_OUT,
    Manifest,
    back_up,
    container,
    making,
    restore,
    restoring,
    verify,
    verifying,
)
from tongpin.foundation.kernel.backup.manifest import seal_of
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.places.models import Village

from .conftest import AWKWARD, Installation
from .forgery import rewrite

Made = tuple[Path, Manifest]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL (TONGPIN_DATABASE_URL)")


# -- there and back


def test_round_trip_brings_every_row_and_file_back(old: Installation, new: Installation, made: Made) -> None:
    path, manifest = made
    steps: list[str] = []
    assert restore(path, database=new.database, home=new.home, progress=steps.append).rows == manifest.rows
    assert len(steps) == 3
    for model in (Person, Account, Village, StoredFile):
        before = list(model._default_manager.order_by("pk").values_list())
        assert before
        assert list(model._default_manager.using("restored").order_by("pk").values_list()) == before
    assert Person.objects.using("restored").filter(name=AWKWARD).get().phone == "13800001234"
    for stored in StoredFile.objects.all():
        for part in [ORIGINAL, SHOWN] if stored.is_picture else [ORIGINAL]:
            there = new.home / path_of(stored.sha256, part).relative_to(old.home)
            assert there.read_bytes() == path_of(stored.sha256, part).read_bytes()


def test_round_trip_gives_the_same_manifest(new: Installation, made: Made, tmp_path: Path) -> None:
    path, manifest = made
    restore(path, database=new.database, home=new.home)
    again = back_up(tmp_path / "again.zip", database=new.database, home=new.home)
    assert (again.tables, again.sequences, again.migrations) == (
        manifest.tables,
        manifest.sequences,
        manifest.migrations,
    )
    assert {name: one for name, one in again.parts.items() if name.startswith("files/")} == {
        name: one for name, one in manifest.parts.items() if name.startswith("files/")
    }


def test_restored_installation_goes_on_counting(new: Installation, made: Made) -> None:
    """Keys handed out before are not handed out again, and the log still refuses changes."""
    restore(made[0], database=new.database, home=new.home)
    highest = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert Person.objects.using("restored").create(name="王五").pk > highest
    with pytest.raises(Exception, match="append-only"), new.database.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")


def test_backup_names_what_it_holds(old: Installation, made: Made) -> None:
    path, manifest = made
    assert manifest.tables["people_person"].rows == 2
    assert manifest.files == 3
    assert manifest.keys.keys() == {"data"}
    assert not any("keys/" in name or "cache" in name or ".new" in name for name in manifest.parts)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert verify(path) == verifying.Verification(manifest, [], seal_checked=True)
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == [path.name]


def test_backup_refuses_to_overwrite_and_unknown_folders(old: Installation, made: Made, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="已有"):
        back_up(made[0])
    with pytest.raises(UserError, match="没有这个文件夹"):
        back_up(tmp_path / "none" / "b.zip")


def test_failed_backup_leaves_nothing(old: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_home: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(making, "kept_files", fail)
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(OSError, match="disk full"):
        back_up(folder / "b.zip")
    assert list(folder.iterdir()) == []


def test_backup_refuses_other_databases(new: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new.database, "vendor", "oracle", raising=False)
    with pytest.raises(UserError, match="SQLite"):
        back_up(tmp_path / "b.zip", database=new.database)


def test_every_folder_of_the_home_is_backed_up_or_left_out_with_a_reason() -> None:
    """A folder somebody adds to TONGPIN_HOME must not be forgotten here."""
    import re

    import tongpin

    source = Path(tongpin.__file__).parent
    found = set()
    for path in source.rglob("*.py"):
        found |= set(re.findall(r"(?:TONGPIN_HOME\)?|\bhome|\.home)\s*/\s*[\"'](\w+)[\"']", path.read_text()))
    assert {"files", "keys", "cache", "static"} <= found
    assert found - {*FOLDERS, *LEFT_OUT} == set()


# -- keys


def test_keys_travel_only_when_asked_for(old: Installation, new: Installation, tmp_path: Path) -> None:
    path = tmp_path / "with.zip"
    back_up(path, with_keys=True)
    shutil.rmtree(new.home / "keys")
    assert verify(path, home=new.home).seal_checked
    restore(path, database=new.database, home=new.home)
    key = new.home / "keys" / "data"
    assert key.read_bytes() == (old.home / "keys" / "data").read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not (new.home / "keys" / "secret").exists()


def test_key_that_is_there_already_stays(new: Installation, tmp_path: Path) -> None:
    path = tmp_path / "with.zip"
    back_up(path, with_keys=True)
    restore(path, database=new.database, home=new.home)
    assert [one.name for one in (new.home / "keys").iterdir()] == ["data"]


def test_restore_without_the_key_is_refused(new: Installation, made: Made) -> None:
    (new.home / "keys" / "data").unlink()
    assert not verify(made[0], home=new.home).seal_checked
    for force in (False, True):
        with pytest.raises(UserError, match="data"):
            restore(made[0], database=new.database, home=new.home, force=force)
    assert not (new.home / "files").exists()


def test_restore_under_another_key_is_refused(new: Installation, made: Made) -> None:
    (new.home / "keys" / "data").write_bytes(b"x" * 32)
    with pytest.raises(UserError, match="data"):
        restore(made[0], database=new.database, home=new.home)
    assert not (new.home / "files").exists()


def test_forced_restore_sets_another_key_aside(old: Installation, new: Installation, tmp_path: Path) -> None:
    path = tmp_path / "with.zip"
    back_up(path, with_keys=True)
    key = new.home / "keys" / "data"
    key.write_bytes(b"x" * 32)
    with pytest.raises(UserError):
        restore(path, database=new.database, home=new.home)
    restore(path, database=new.database, home=new.home, force=True)
    assert key.read_bytes() == (old.home / "keys" / "data").read_bytes()
    assert [one.read_bytes() for one in key.parent.glob("*.aside")] == [b"x" * 32]
    assert back_up(tmp_path / "c.zip", database=new.database, home=new.home).keys.keys() == {"data"}


# -- targets


def test_restore_over_a_database_needs_force(new: Installation, made: Made) -> None:
    restore(made[0], database=new.database, home=new.home)
    Person.objects.using("restored").filter(name="李四").update(name="改了")
    with pytest.raises(UserError, match="不是空的"):
        restore(made[0], database=new.database, home=new.home)
    assert Person.objects.using("restored").filter(name="改了").exists()
    restore(made[0], database=new.database, home=new.home, force=True)
    assert Person.objects.using("restored").filter(name="李四").exists()


@on_sqlite
def test_forced_restore_keeps_the_old_file_aside(new: Installation, made: Made) -> None:
    restore(made[0], database=new.database, home=new.home)
    restore(made[0], database=new.database, home=new.home, force=True)
    assert len(list(new.home.glob("tongpin.sqlite3.*.aside"))) == 1


@on_sqlite
def test_restore_counts_a_file_that_is_no_database_as_not_empty(new: Installation, made: Made) -> None:
    Path(new.database.settings_dict["NAME"]).write_bytes(b"something else, longer than a header" * 50)
    with pytest.raises(UserError, match="不是空的"):
        restore(made[0], database=new.database, home=new.home)


def test_restore_of_the_other_kind_of_database_is_refused(new: Installation, made: Made) -> None:
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"

    def resealed(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[container.MANIFEST])
        manifest |= {"vendor": other, "tables": {}, "parts": {}}
        if other == "sqlite":
            manifest["parts"] = {}
        parts.clear()
        parts[container.MANIFEST] = json.dumps(manifest).encode()
        parts[container.SEAL] = seal_of((new.home / "keys" / "data").read_bytes(), parts[container.MANIFEST]).encode()

    rewrite(made[0], resealed)
    with pytest.raises(UserError):
        restore(made[0], database=new.database, home=new.home)


def test_file_in_the_way_is_set_aside(old: Installation, new: Installation, made: Made) -> None:
    stored = StoredFile.objects.get(mime="application/pdf")
    there = new.home / path_of(stored.sha256, ORIGINAL).relative_to(old.home)
    there.parent.mkdir(parents=True)
    there.write_bytes(b"other")
    restore(made[0], database=new.database, home=new.home)
    assert there.read_bytes() == path_of(stored.sha256, ORIGINAL).read_bytes()
    assert [one.read_bytes() for one in there.parent.glob("*.aside")] == [b"other"]


def test_file_that_is_there_already_stays(old: Installation, new: Installation, made: Made) -> None:
    shutil.copytree(old.home / "files", new.home / "files")
    times = {path: path.stat().st_mtime_ns for path in (new.home / "files").rglob("*") if path.is_file()}
    restore(made[0], database=new.database, home=new.home)
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_part_that_is_not_its_hash_is_never_written(new: Installation, made: Made) -> None:
    target = new.home / "files" / "x"
    with container.Reader(made[0]) as reader:
        name = next(one for one in reader.manifest.parts if one.startswith("files/"))
        reader.manifest.parts[name] = container.Part(reader.manifest.parts[name].size, "0" * 64)
        with pytest.raises(UserError):
            reader.extract(name, target)
    assert list(target.parent.iterdir()) == []


def test_lines_of_a_part_keep_a_last_one_without_its_break(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with container.Writer(path) as writer:
        with writer.part("files/a") as part:
            part.write(b"one\ntwo")
        manifest = Manifest("sqlite", "", [], parts=dict(writer.parts))
        writer.finish(manifest.dumped(), "")
    with container.Reader(path) as reader:
        assert list(reader.lines("files/a")) == [b"one\n", b"two"]


def test_restore_checks_each_file_it_wrote(new: Installation, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "_sha256", lambda _path: "0" * 64)
    with pytest.raises(UserError):
        restore(made[0], database=new.database, home=new.home)


def test_package_offers_the_three_commands() -> None:
    assert {"back_up", "verify", "restore"} <= set(backup.__all__)

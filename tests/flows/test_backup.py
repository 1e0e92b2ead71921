"""`tongpin backup`, `verify-backup` and `restore` as an operator uses them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .installation import Installation, installation


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation whose database was set up."""
    with installation(tmp_path_factory.mktemp("used")) as one:
        assert one.run("verify-audit").code == 0
        yield one


@pytest.fixture(scope="module")
def file(used: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "tongpin.zip"
    answer = used.run("backup", path)
    assert (answer.code, "备份已完成" in answer.out) == (0, True), answer.err
    return path


def test_backup_is_verified(used: Installation, file: Path) -> None:
    answer = used.run("verify-backup", file, "--json")
    assert answer.code == 0
    assert answer.json["problems"] == []
    assert answer.json["rows"] > 0
    assert answer.json["with_keys"] is False


def test_restore_into_a_new_home_needs_the_key(file: Path, used: Installation, tmp_path: Path) -> None:
    with installation(tmp_path / "fresh_home") as fresh:
        answer = fresh.run("restore", file)
        assert (answer.code, "缺少密钥" in answer.err) == (1, True)
        (fresh.home / "keys").mkdir(parents=True, exist_ok=True)
        shutil.copy(used.home / "keys" / "data", fresh.home / "keys" / "data")
        answer = fresh.run("restore", file)
        assert (answer.code, "逐行逐文件核对一致" in answer.out) == (0, True), answer.err
        assert fresh.run("verify-audit", "--json").json == used.run("verify-audit", "--json").json
        assert fresh.run("restore", file).code == 1
        assert fresh.run("restore", file, "--force").code == 0


def test_altered_backup_ends_with_one(used: Installation, file: Path, tmp_path: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / "altered.zip"
    altered.write_bytes(bytes(data))
    answer = used.run("verify-backup", altered)
    assert answer.code == 1
    assert "改动" in answer.out


def test_backup_over_another_and_wrong_use_are_refused(used: Installation, file: Path) -> None:
    assert used.run("backup", file).code == 1
    assert used.run("backup").code == 2

"""What lies beside the code: migrations, locks, glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from .house import ROOT, own_models

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
GLOSSARY = ROOT / "docs" / "glossary.md"


def lock_violations(text: str) -> list[str]:
    """Return what is wrong with a lock: a package without hash, or an address."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^\s*#.*$", "", text, flags=re.M))
    lines = [line.strip() for line in joined.splitlines() if line.strip()]
    return [
        *(f"no hash: {line[:40]}" for line in lines if not line.startswith("-") and "--hash=sha256:" not in line),
        *(f"address: {line[:40]}" for line in lines if re.search(r"https?:|git\+|^--?\w|\s@\s", line)),
    ]


def missing_terms(text: str, names: list[str]) -> list[str]:
    return [name for name in names if f"`{name}`" not in text]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_law_finds_a_missing_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    from tongpin.foundation.units.models import Unit

    monkeypatch.setattr(Unit._meta.get_field("name"), "max_length", 81)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_has_hashes_and_no_addresses(path: Path) -> None:
    assert lock_violations(path.read_text()) == []


def test_there_are_locks() -> None:
    assert [path.name for path in LOCKS] == ["build.lock", "dev.lock", "run.lock"]


@pytest.mark.parametrize(
    "line",
    ["click==8.1.0", "click @ https://host/click.whl --hash=sha256:00", "--index-url https://host/simple", "-i x"],
)
def test_law_finds_a_loose_lock(line: str) -> None:
    assert lock_violations(f"# header\n{line}\n") != []


def test_law_lets_a_locked_package_pass() -> None:
    assert lock_violations("click==8.1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n    # via x\n") == []


def undocumented(code: str, text: str) -> list[str]:
    """Return the settings the code reads and the text does not tell of."""
    return sorted(name for name in set(re.findall(r'"(TONGPIN_\w+)"', code)) if f"`{name}`" not in text)


def test_operators_are_told_every_setting() -> None:
    code = (ROOT / "src" / "tongpin" / "config" / "environment.py").read_text()
    assert undocumented(code, (ROOT / "docs" / "operations.md").read_text()) == []


def test_law_finds_a_setting_nobody_is_told_of() -> None:
    assert undocumented('get("TONGPIN_HOME"), get("TONGPIN_NEW")', "| `TONGPIN_HOME` |") == ["TONGPIN_NEW"]


def test_glossary_names_every_model() -> None:
    assert missing_terms(GLOSSARY.read_text(), [model.__name__ for model in own_models()]) == []


def test_law_finds_a_missing_term() -> None:
    assert missing_terms("| 党支部 | `Unit` |", ["Unit", "Person"]) == ["Person"]

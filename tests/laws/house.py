"""What the laws look at: the program's own apps, models, files and pages, and the order written in pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tongpin"


@cache
def contracts() -> list[dict[str, Any]]:
    """Return the import contracts as written in pyproject.toml: the one place where the order is said."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def own_apps() -> list[AppConfig]:
    return [app for app in apps.get_app_configs() if app.name.startswith("tongpin.")]


def own_models() -> list[type[models.Model]]:
    return [model for app in own_apps() for model in app.get_models()]


def python_files() -> Iterator[Path]:
    """Yield the program's own Python files, migrations left out."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def files(*suffixes: str) -> Iterator[Path]:
    """Yield the program's files with these suffixes."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield path


def name_of(path: Path) -> str:
    """Return the path as laws print it and lists of exceptions name it."""
    return path.relative_to(SOURCE).as_posix()

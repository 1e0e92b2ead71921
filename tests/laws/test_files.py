"""Where code may live: one reader of the environment, a known set of file names inside an app, small files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import AppConfig

from .house import ROOT, contracts, name_of, own_apps, python_files

READER = "config/environment.py"
LIMIT = 300
# Files longer than LIMIT lines, each with its reason. Empty is the aim.
LONG: dict[str, str] = {}
# Besides the layers: what Django itself looks for, and data.
BESIDES = {"__init__", "apps", "migrations", "management", "templatetags", "templates", "static", "locale"}
DATA = {".yaml", ".sql", ".docx", ".csv", ".json", ".txt"}
# Outside the contract on file names, each with its reason.
FREE = {
    "tongpin.foundation.ui": {
        "middleware": "the frame around every page is not an app of the domain",
        "assets": "what the vendored files are made from",
    }
}


WORDS = {"environ", "environb", "getenv", "putenv"}


def environment_readers(text: str) -> Iterator[int]:
    """Yield the lines that read the process environment."""
    for node in ast.walk(ast.parse(text)):
        named = {one.name for one in node.names} if isinstance(node, ast.ImportFrom) and node.module == "os" else set()
        if (isinstance(node, ast.Attribute) and node.attr in WORDS) or named & WORDS:
            yield node.lineno


def allowed_names(app: str) -> set[str]:
    inside = next(one for one in contracts() if one["name"].startswith("Inside an app"))
    layers = set(re.findall(r"\w+", " ".join(inside["layers"])))
    return layers | BESIDES | set(FREE.get(app, {}))


def strange_names(app: str, folder: Path) -> list[str]:
    """Return the entries of an app's folder that have no place there."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.stem not in allowed_names(app) and path.suffix not in DATA and path.name != "__pycache__"
    )


def test_only_one_file_reads_the_environment() -> None:
    found = [f"{name_of(path)}:{line}" for path in python_files() for line in environment_readers(path.read_text())]
    assert [one for one in found if not one.startswith(READER)] == []
    assert [one for one in found if one.startswith(READER)] != [], "the law looks at nothing"


@pytest.mark.parametrize("text", ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import environ"])
def test_law_finds_a_reader(text: str) -> None:
    assert len(list(environment_readers(text))) == 1


@pytest.mark.parametrize("app", own_apps(), ids=lambda app: app.label)
def test_app_holds_known_files_only(app: AppConfig) -> None:
    assert strange_names(app.name, Path(app.path)) == []


def test_law_finds_a_strange_file(tmp_path: Path) -> None:
    for name in ("actions.py", "rules", "kinds.yaml", "helpers.py", "utils"):
        (tmp_path / name).touch()
    assert strange_names("tongpin.standards", tmp_path) == ["helpers.py", "utils"]


def test_contract_on_file_names_covers_every_app() -> None:
    inside = next(one for one in contracts() if one["name"].startswith("Inside an app"))
    assert {app.name for app in own_apps()} - set(FREE) == set(inside["containers"])


def test_files_stay_small() -> None:
    long = {name_of(path) for path in python_files() if len(path.read_text().splitlines()) > LIMIT}
    assert long == set(LONG)


def test_tests_stay_small() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert [str(path.relative_to(ROOT)) for path in files if len(path.read_text().splitlines()) > LIMIT + 100] == []

"""An installation of its own, used through the command line as a stranger would: as a subprocess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

SOURCE = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Installation:
    """A home folder and, on PostgreSQL, a database of its own."""

    home: Path
    database_url: str

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TONGPIN_", "DJANGO_"))}
        return kept | {
            "TONGPIN_HOME": str(self.home),
            "TONGPIN_DATABASE_URL": self.database_url,
            "PYTHONPATH": str(SOURCE),
            "PYTHONUTF8": "1",
        }

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tongpin", *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment(), stdout=pipe, stderr=pipe, text=True)

    def run(self, *arguments: object, timeout: float = 300) -> Answer:
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return Answer(process.returncode, out, err)


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """Open an installation in `folder`; on PostgreSQL its database is dropped at the end."""
    server = os.environ.get("TONGPIN_DATABASE_URL", "")
    if not server:
        yield Installation(folder, "")
        return
    name = f"flow_{os.getpid()}_{folder.name}".replace("-", "_").lower()[:60]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Installation(folder, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

"""`tongpin serve` and `tongpin verify-audit` on a new installation."""

from __future__ import annotations

import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from .installation import Installation, installation


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("serving")) as one:
        yield one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str, seconds: float = 40) -> int:
    """Return the status of `url` once something answers there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return int(response.status)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return 0


def commands_of(home: Path) -> list[str]:
    """Return the command lines of running processes whose environment names this home."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"TONGPIN_HOME={home}\0".encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def test_first_use_creates_the_database_and_its_log_holds(fresh: Installation) -> None:
    answer = fresh.run("verify-audit", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["problems"] == []


def test_head_that_was_never_there_is_an_error(fresh: Installation) -> None:
    answer = fresh.run("verify-audit", "--head", "12" * 32)
    assert (answer.code, "链尾被截断" in answer.out) == (1, True)


@pytest.mark.parametrize("arguments", [["nonsense"], ["verify-audit", "--nonsense"], ["serve", "--port", "0"]])
def test_wrong_use_answers_two(fresh: Installation, arguments: list[str]) -> None:
    assert fresh.run(*arguments).code == 2


def test_serve_answers_works_and_stops_as_one(fresh: Installation) -> None:
    port = free_port()
    process = fresh.start("serve", "--port", port, "--workers", 1)
    try:
        assert answers(f"http://127.0.0.1:{port}/accounts/login/") == 200
        running = commands_of(fresh.home)
        assert [any(word in one for one in running) for word in ("gunicorn", "db_worker")] == [True, True]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert commands_of(fresh.home) == []

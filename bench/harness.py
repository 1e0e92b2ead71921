"""What every benchmark needs: a database of its own, interleaved rounds, medians, and the machine's description."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

ROUNDS = 5


def start_django() -> None:
    """Set Django up with the settings of the tests: same program, throw-away home."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings_test")
    import django

    django.setup()


@contextmanager
def database(name: str = "tongpin_bench") -> Iterator[None]:
    """Run inside a freshly migrated database of its own, dropped afterwards."""
    from django.db import connection

    original = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name if connection.vendor == "postgresql" else None
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.close()
        connection.creation.destroy_test_db(original, verbosity=0)


def rounds(contestants: Mapping[str, Callable[[], float]], count: int = ROUNDS) -> dict[str, list[float]]:
    """Run every contestant once a round, in turn, so that a slow moment of the machine meets all; return seconds."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(count):
        for name, run in contestants.items():
            taken[name].append(run())
            print(f"  round {number + 1}/{count} {name}: {taken[name][-1]:.3f} s", file=sys.stderr)
    return taken


def timed(run: Callable[[], object]) -> float:
    """Return the wall-clock seconds `run` takes."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def median(values: list[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def describe() -> str:
    """Return one line about the machine and the versions a result was made with."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            engine = f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        else:
            cursor.execute("SELECT sqlite_version()")
            engine = f"SQLite {cursor.fetchone()[0]}"
    cpu = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}, Django {version('django')}, {engine}"

"""Jobs of dead workers come back; the supervisor looks after its children."""

from __future__ import annotations

import datetime as dt
import sys
import time

import pytest
from django.db import DatabaseError
from django_tasks_db.models import DBTaskResult

from tongpin.commands import supervisor as serving
from tongpin.commands.supervisor import Child, Supervisor, prepare_database, reap, upkeep
from tongpin.foundation.audit.models import Event, Seal
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import kinds

HERE = "desk-1:abc:"


def job(worker: str, *, tries: int = 1, age: dt.timedelta = dt.timedelta(0)) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=clock.now() - age,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="none.such",
        worker_ids=[worker] * tries,
        backend_name="default",
        run_after=clock.now(),
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("worker", "tries", "age", "status"),
    [
        (HERE + "dead", 1, 0, "READY"),
        (HERE + "dead", 3, 0, "FAILED"),
        (HERE + "alive", 1, 0, "RUNNING"),
        (HERE + "alive", 1, 5, "RUNNING"),
        ("desk-2:def:other", 1, 0, "RUNNING"),
        ("desk-2:def:other", 1, 5, "READY"),
    ],
)
def test_reap_gives_back_jobs_of_the_dead_only(worker: str, tries: int, age: int, status: str) -> None:
    one = job(worker, tries=tries, age=dt.timedelta(hours=age))
    assert reap(alive={HERE + "alive"}, here=HERE) == (status != "RUNNING")
    one.refresh_from_db()
    assert (one.status, one.finished_at is not None) == (status, status == "FAILED")


@pytest.fixture
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the connection whose open transaction the test runs in; upkeep itself runs outside of any."""
    monkeypatch.setattr(serving, "close_old_connections", lambda: None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
def test_upkeep_seals_the_log(bureau: Unit) -> None:
    upkeep(set())
    assert sum(Seal.objects.values_list("count", flat=True)) == Event.objects.count() > 0


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
def test_upkeep_outlives_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(serving, "seal", away)
    upkeep(set())
    assert "upkeep failed" in caplog.text


@pytest.mark.django_db
def test_prepare_database_brings_the_catalogue_once() -> None:
    assert prepare_database() is True
    assert "tour.show" in kinds()
    assert prepare_database() is False


def sleeper(seconds: float) -> list[str]:
    return [sys.executable, "-c", f"import time; time.sleep({seconds})"]


def test_worker_that_ended_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "RESTART_AFTER", 0.05)
    supervisor, child = Supervisor(host="127.0.0.1", port=1), Child("worker", lambda: sleeper(30), essential=False)
    child.start()
    assert child.process is not None
    first = child.process
    first.kill()
    first.wait()
    supervisor.look_after(child)
    assert not child.running()
    time.sleep(0.1)
    supervisor.look_after(child)
    assert child.running()
    assert child.process is not first
    child.stop()
    assert not supervisor.stopping


def test_web_server_that_ended_stops_everything() -> None:
    supervisor, child = Supervisor(host="127.0.0.1", port=1), Child("web", lambda: sleeper(0), essential=True)
    child.start()
    assert child.process is not None
    child.process.wait()
    supervisor.look_after(child)
    assert supervisor.stopping


def test_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(30)"
    )
    child = Child("deaf", lambda: [sys.executable, "-c", deaf], essential=False)
    child.start()
    time.sleep(0.3)
    child.stop()
    assert child.process is not None
    assert child.process.returncode is not None


def test_ipv6_address_is_bound_in_brackets() -> None:
    assert "[::1]:8000" in Supervisor(host="::1", port=8000).web()

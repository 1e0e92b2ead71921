"""`tongpin serve`: the web server, a worker for jobs and the upkeep, as one process tree that stops as one.

The supervisor starts gunicorn and a job worker as children, seals the log each minute, gives jobs back whose worker
died, and hands the delivery of messages to the worker when something is due. It needs no other service, so that a
bureau's single machine runs with one command (docs/operations.md).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from tongpin.foundation.audit.actions import forget_old_keys, seal
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import command_line_account
from tongpin.interfaces.notify.actions import start_delivery
from tongpin.standards.actions import load_shipped

LOG = logging.getLogger("tongpin.serve")
UPKEEP_EVERY = 60.0  # seconds between seals
LEASE = dt.timedelta(hours=1)  # a job of another machine that runs for longer counts as lost
ATTEMPTS = 3  # a job that took this many workers down with it is not tried again
PATIENCE = 30.0  # seconds a child has to end by itself
RESTART_AFTER = 2.0  # seconds before a worker that ended is started again


def prepare_database() -> bool:
    """Create or update the tables and the shipped catalogue; return whether anything had to be done.

    An entry of the catalogue the bureau has edited is left as it is.
    """
    executor = MigrationExecutor(connection)
    outdated = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if outdated:
        call_command("migrate", interactive=False, verbosity=0)
    return bool(load_shipped(by=command_line_account())) or outdated


def collect_static() -> None:
    """Put the static files where the web server finds them."""
    call_command("collectstatic", interactive=False, verbosity=0)


def machine() -> str:
    """Return the name under which this installation's workers sign: host and home folder."""
    home = hashlib.sha256(str(settings.TONGPIN_HOME).encode()).hexdigest()[:8]
    return f"{socket.gethostname()[:24]}:{home}:"


def reap(*, alive: set[str], here: str) -> int:
    """Give jobs back whose worker is gone, and return how many; after ATTEMPTS tries they count as failed.

    The database backend leaves the job of a killed worker RUNNING for ever. `alive` are the ids of this installation's
    workers, `here` the prefix they share; jobs of other machines are taken back when their lease ran out.
    """
    reaped = 0
    for job in DBTaskResult.objects.running():
        worker = job.worker_ids[-1] if job.worker_ids else ""
        mine = worker.startswith(here)
        expired = job.started_at is None or job.started_at < clock.now() - LEASE
        if worker in alive or not (mine or expired):
            continue
        again = len(job.worker_ids) < ATTEMPTS
        # Guarded: the worker may have finished between the question and this answer.
        reaped += DBTaskResult.objects.filter(pk=job.pk, status="RUNNING", started_at=job.started_at).update(
            status="READY" if again else "FAILED", finished_at=None if again else clock.now()
        )
    return reaped


def upkeep(alive: set[str]) -> None:
    """Seal the log, drop old form keys, give lost jobs back, hand out the delivery of messages.

    A database that is away is tried again next time.
    """
    try:
        close_old_connections()
        seal()
        forget_old_keys()
        reap(alive=alive, here=machine())
        if alive:  # while stopping nobody would take the job
            start_delivery(by=command_line_account())
    except DatabaseError:
        LOG.exception("upkeep failed; it is tried again in %s s", UPKEEP_EVERY)


@dataclass(slots=True)
class Child:
    """A process the supervisor looks after; an essential one that ends takes the whole with it."""

    name: str
    command: Callable[[], list[str]]
    essential: bool
    process: subprocess.Popen[bytes] | None = None
    ended_at: float = 0.0

    def start(self) -> None:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor only, which ends its children in order.
        self.process = subprocess.Popen(self.command(), start_new_session=True)  # noqa: S603 - our own arguments

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process is None:
            return
        if self.running():
            self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(slots=True)
class Supervisor:
    """Keeps the children running until it is told to stop."""

    host: str
    port: int
    workers: int = 2
    worker_id: str = ""
    stopping: bool = False
    children: list[Child] = field(default_factory=list)

    def web(self) -> list[str]:
        bind = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        options = ["--workers", str(self.workers), "--worker-class", "gthread", "--threads", "4", "--timeout", "120"]
        quiet = ["--log-level", "warning", "--graceful-timeout", "20"]
        return [sys.executable, "-m", "gunicorn", "tongpin.config.wsgi", "--bind", bind, *options, *quiet]

    def jobs(self) -> list[str]:
        self.worker_id = f"{machine()}{secrets.token_hex(8)}"
        options = ["--queue-name", "*", "--interval", "1", "--no-startup-delay", "--no-reload", "--verbosity", "0"]
        return [sys.executable, "-m", "django", "db_worker", "--worker-id", self.worker_id, *options]

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def look_after(self, child: Child) -> None:
        """Start a child again that ended, a moment later; stop everything when it was essential."""
        if child.running():
            return
        if child.essential:
            LOG.error("%s ended; stopping", child.name)
            self.stopping = True
        elif not child.ended_at:
            child.ended_at = time.monotonic()
        elif time.monotonic() - child.ended_at > RESTART_AFTER:
            child.ended_at = 0.0
            child.start()

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT; return 0 for an ordered stop, 1 when the web server ended by itself."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        web = Child("web server", self.web, essential=True)
        self.children = [web, Child("job worker", self.jobs, essential=False)]
        for child in self.children:
            child.start()
        due = time.monotonic()
        while not self.stopping:
            for child in self.children:
                self.look_after(child)
            if time.monotonic() >= due:
                upkeep({self.worker_id})
                due = time.monotonic() + UPKEEP_EVERY
            time.sleep(0.2)
        failed = not web.running()
        for child in self.children:
            child.stop()
        upkeep(set())
        return 1 if failed else 0

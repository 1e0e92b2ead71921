"""Shared fixtures. Accounts are ordinary roles; there is no superuser in the program."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Callable, Iterator

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_account, command_line_account
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.places.models import Town, Venue, Village
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.rules import Content
from tongpin.standards.actions import load_shipped

LOCAL = {"127.0.0.1", "::1", "localhost"}
APPEND_ONLY = ("audit_event", "audit_seal")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise RuntimeError(f"a test tried to reach {address}")
        real(self, address)  # type: ignore[arg-type]

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _flush_append_only_tables() -> Iterator[None]:
    """Let the test runner empty the append-only tables on SQLite, where emptying is a DELETE."""
    operations = DatabaseWrapper.ops_class
    real = operations.sql_flush

    def sql_flush(self: object, style: object, tables: list[str], **options: bool) -> list[str]:
        from tongpin.foundation.audit.migrations import append_only_sqlite

        drop = [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")]
        return [*drop, *real(self, style, tables, **options), *append_only_sqlite()]

    patch = pytest.MonkeyPatch()
    patch.setattr(operations, "sql_flush", sql_flush)
    yield
    patch.undo()


@pytest.fixture
def operator(db: None) -> Account:
    """The account the command line acts in: sets the stage in tests."""
    return command_line_account()


@pytest.fixture
def bureau(operator: Account) -> Unit:
    return add_unit(by=operator, kind=UnitKind.BUREAU, name="测试市文化和旅游局", parent=None)


@pytest.fixture
def committee(operator: Account, bureau: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.PARTY_COMMITTEE, name="机关党委", parent=bureau)


@pytest.fixture
def branch(operator: Account, committee: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.BRANCH, name="市文化馆党支部", parent=committee, has_committee=True)


@pytest.fixture
def sibling(operator: Account, committee: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.BRANCH, name="市图书馆党支部", parent=committee)


MakeAccount = Callable[..., Account]


@pytest.fixture
def make_account(operator: Account) -> MakeAccount:
    """Return a function that opens an account with a role for a unit."""

    def make(role: Role, unit: Unit, username: str = "", person: Person | None = None) -> Account:
        account = add_account(
            by=operator, username=username or f"{role}-{unit.pk}", password="correct-horse-9", person=person
        )
        grant(by=operator, account=account, role=role, unit=unit)
        return account

    return make


@pytest.fixture
def officer(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.OFFICER, bureau, "officer")


@pytest.fixture
def secretary(make_account: MakeAccount, branch: Unit) -> Account:
    return make_account(Role.SECRETARY, branch, "secretary")


@pytest.fixture
def catalogue(operator: Account) -> None:
    load_shipped(by=operator)


@pytest.fixture
def village(db: None) -> Village:
    town = Town.objects.create(code="990001101", name="试验镇")
    return Village.objects.create(code="990001101201", name="东村村民委员会", town=town, is_administrative=True)


@pytest.fixture
def museum(db: None) -> Venue:
    return Venue.objects.create(name="市博物馆")


@pytest.fixture
def meeting(branch: Unit, catalogue: None) -> Content:
    return Content(
        kind="meeting.committee",
        title="支委会：研究发展对象",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 3, 5),
        expected=3,
        attended=3,
    )

"""The log is append-only, chained, and tells when it was touched."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tongpin.foundation.audit import actions, queries
from tongpin.foundation.audit.models import Event, Seal
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

pytestmark = pytest.mark.django_db


def without_triggers(statement: str) -> None:
    """Do what someone with the database's password could: switch the triggers off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = origin")
        else:
            for table in ("audit_event", "audit_seal"):
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"])
def test_event_refuses_update_and_delete(branch: Unit, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_untouched_log_holds(branch: Unit) -> None:
    seal = actions.seal()
    assert seal is not None
    assert seal.count == Event.objects.count()
    assert queries.verify(seal.hash).problems == []
    assert actions.seal() is None


def test_altered_event_is_found(branch: Unit) -> None:
    actions.seal()
    without_triggers("UPDATE audit_event SET details = '{}' WHERE id = (SELECT min(id) FROM audit_event)")
    assert len(queries.verify().problems) == 1


def test_removed_event_is_found(branch: Unit) -> None:
    actions.seal()
    without_triggers("DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)")
    assert queries.verify().problems


def test_cut_tail_is_found_only_with_the_published_head(operator: Account, branch: Unit) -> None:
    actions.seal()
    actions.record(by=operator, action="test.later", target=branch)
    published = actions.seal()
    assert published is not None
    without_triggers("DELETE FROM audit_event WHERE action = 'test.later'")
    without_triggers(f"DELETE FROM audit_seal WHERE id = {published.pk}")
    assert Seal.objects.count() == 1
    assert queries.verify().problems == []
    assert len(queries.verify(published.hash).problems) == 1


def test_seal_that_does_not_continue_the_chain_is_found(operator: Account, branch: Unit) -> None:
    actions.seal()
    without_triggers(f"UPDATE audit_seal SET previous = '{'1' * 64}'")
    assert len(queries.verify().problems) == 1

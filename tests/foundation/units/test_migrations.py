"""What a database from before the dated history becomes: nothing that was written is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("units", "0002_post_ends_after_it_begins")], [("units", "0005_settle")]
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)


def migrated(target: list[tuple[str, str]]) -> Any:
    """Bring the tables to `target` and return the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_earlier_rows_get_a_history_an_exemption_and_their_posts() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
    old = migrated(BEFORE)
    unit = old.get_model("units", "Unit").objects.create(
        kind="branch", name="党支部", path="/1/", valid_from=SINCE, has_committee=True
    )
    persons = [old.get_model("people", "Person").objects.create(name=name) for name in ("甲", "乙")]
    rolls, posts = old.get_model("units", "Membership"), old.get_model("units", "Post")
    ended = {"standing": "probationary", "valid_from": SINCE, "valid_to": DAY - dt.timedelta(days=1)}
    rolls.objects.create(person=persons[0], unit=unit, exempt_reason="患病", **ended)
    rolls.objects.create(person=persons[0], unit=unit, exempt_reason="长期患病", standing="full", valid_from=DAY)
    for person, title in zip(persons * 2, ("党支部书记", "书记", "组织委员", "馆长"), strict=True):
        posts.objects.create(person=person, unit=unit, title=title)
    new = migrated(AFTER)
    try:
        state = new.get_model("units", "UnitState").objects.get()
        assert (state.unit_id, state.name, state.has_committee, state.valid_from) == (unit.pk, "党支部", True, SINCE)
        exemption = new.get_model("units", "Exemption").objects.get()
        assert (exemption.person_id, exemption.ground, exemption.note) == (persons[0].pk, "noted", "长期患病")
        assert (exemption.valid_from, exemption.valid_to) == (SINCE, None)
        seats = list(new.get_model("units", "Post").objects.order_by("pk").values_list("title", "seat"))
        assert seats == [("党支部书记", "secretary"), ("书记", ""), ("组织委员", "organisation"), ("馆长", "")]
    finally:
        for name in ("Exemption", "UnitState", "Post", "Membership", "Unit"):
            new.get_model("units", name).objects.all().delete()
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

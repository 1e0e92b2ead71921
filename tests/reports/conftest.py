"""A bureau with a few confirmed talks of two years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Venue
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import Incoming, record_many
from tongpin.records.activities.rules import Content, Proof

from .rules.test_templates import template

MINE = (
    '{{ year }}年宣讲{{ n("talks.sessions", "数") }}场次'
    '{% if yoy_said("talks.sessions") %}，{{ yoy("talks.sessions") }}{% endif %}。'
)


def talks(branch: Unit, venue: Venue, year: int, count: int, *, grade: int = 1) -> list[Incoming]:
    """Return confirmed talks of a year."""
    return [
        Incoming(
            Content(
                kind="talk.guide",
                title=f"讲解{number}",
                unit_id=branch.pk,
                starts_on=dt.date(year, 5, 1 + number),
                venue_id=venue.pk,
                sessions=1,
                served=40,
            ),
            Proof(grade=grade),
        )
        for number in range(count)
    ]


@pytest.fixture
def records(officer: Account, branch: Unit, museum: Venue, catalogue: None) -> None:
    """Ten talks last year, twelve this year."""
    record_many(by=officer, incoming=[*talks(branch, museum, 2024, 10), *talks(branch, museum, 2025, 12)])


@pytest.fixture
def own_template() -> bytes:
    return template(MINE)


@pytest.fixture
def leader(make_account: object, bureau: Unit) -> Account:
    return make_account(Role.LEADER, bureau, "leader")  # type: ignore[operator, no-any-return]


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()

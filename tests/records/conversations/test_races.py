"""Two clerks at the same moment: a pair's talk of a day is recorded once, a version corrected once."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.records.activities.test_races import TOGETHER, at_once
from tests.records.conversations.conftest import People
from tests.records.conversations.test_actions import DAY, talk
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.conversations.actions import take_back_conversation
from tongpin.records.conversations.enums import Why
from tongpin.records.conversations.models import Conversation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")


def test_a_talk_recorded_by_many_is_one_talk(secretary: Account, branch: Unit, people: People) -> None:
    made = at_once(lambda _number: talk(secretary, branch, people.chief, people.first, people.second, on=DAY))
    assert sum(len(one) for one in made) == 2
    assert Conversation.objects.count() == Event.objects.filter(action="talk.record").count() == 2


def test_a_talk_is_taken_back_by_one_of_many(secretary: Account, branch: Unit, people: People) -> None:
    (row,) = talk(secretary, branch, people.chief, people.first)

    def work(_number: int) -> Conversation:
        return take_back_conversation(by=secretary, conversation=row, why=Why.NOT_HELD, version=1)

    assert sum(isinstance(one, UserError) for one in at_once(work)) == TOGETHER - 1

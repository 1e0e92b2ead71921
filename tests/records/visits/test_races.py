"""Two at the same need at the same moment, on a database that lets them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from tests.conftest import MakeAccount
from tests.records.activities.test_races import TOGETHER, at_once
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.visits.actions import answer_need, record_need, refuse_need
from tongpin.records.visits.models import Need
from tongpin.records.visits.rules import NeedContent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_one_of_many_answers_and_refusals_wins(
    secretary: Account, make_account: MakeAccount, bureau: Unit, branch: Unit
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")
    officers = [make_account(Role.OFFICER, bureau, f"officer-{number}") for number in range(TOGETHER)]
    content = NeedContent(received_on=dt.date(2025, 3, 5), asked="路灯坏了", unit_id=branch.pk)
    need = record_need(by=secretary, content=content)

    def work(number: int) -> Need:
        copy = Need.objects.get(pk=need.pk)
        if number % 2:
            return refuse_need(by=officers[number], need=copy, version=1, because="不属本局")
        return answer_need(by=officers[number], need=copy, version=1, answer="已修")

    results = at_once(work)
    assert sum(isinstance(one, Need) for one in results) == 1
    assert sum(isinstance(one, UserError) for one in results) == TOGETHER - 1
    need.refresh_from_db()
    assert (need.version, need.versions.count()) == (2, 1)

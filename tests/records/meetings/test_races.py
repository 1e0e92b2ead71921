"""Several at the same plan or the same minutes at the same moment, on a database that lets them."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.conftest import MakeAccount
from tests.records.activities.test_races import TOGETHER, at_once
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity
from tongpin.records.meetings.actions import accept_plan, draft_plan
from tongpin.records.meetings.models import Plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_plan_accepted_by_many_at_once_is_planned_once(
    secretary: Account, make_account: MakeAccount, bureau: Unit, branch: Unit, catalogue: None
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")
    officers = [make_account(Role.OFFICER, bureau, f"officer-{number}") for number in range(TOGETHER)]
    plan = draft_plan(by=secretary, unit=branch, year=clock.today().year + 1)
    rows = plan.rows.count()
    made = at_once(lambda number: accept_plan(by=officers[number], plan=Plan.objects.get(pk=plan.pk)))
    assert sorted(one for one in made if isinstance(one, int)) == [*[0] * (TOGETHER - 1), rows]
    assert Activity.objects.count() == rows

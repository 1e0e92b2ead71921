"""Records for the tests of screens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content


@pytest.fixture
def held(secretary: Account, meeting: Content) -> Activity:
    return record_activity(by=secretary, content=meeting)


@pytest.fixture
def foreign(officer: Account, meeting: Content, sibling: Unit) -> Activity:
    return record_activity(by=officer, content=replace(meeting, unit_id=sibling.pk, title="别处的支委会"))

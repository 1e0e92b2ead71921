"""More records, for lists that grow."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tongpin.foundation.people.models import Account
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content


def another(by: Account, content: Content, day: int) -> Activity:
    return record_activity(by=by, content=replace(content, starts_on=dt.date(2025, 4, day), title=f"支委会{day}"))

"""What a ledger states about its own evidence."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.interfaces.exchange.queries.contents import grade_of
from tongpin.interfaces.exchange.rules.rows import Happening
from tongpin.records.activities.enums import Grade

DAY = dt.date(2025, 5, 4)


@pytest.mark.parametrize(
    ("signed", "accepted", "grade"),
    [
        (True, None, Grade.RECEIPT),
        (True, DAY, Grade.RECEIPT),
        (False, DAY, Grade.SELF_REPORT),
        (False, None, Grade.SELF_REPORT),
        (None, DAY, Grade.RECEIPT),
        (None, None, Grade.SELF_REPORT),
    ],
)
def test_empty_signature_is_not_made_good_by_a_day(signed: bool | None, accepted: dt.date | None, grade: Grade) -> None:
    show = Happening(kind="tour.show", title="小戏", start=DAY, end=None, signed=signed, accepted_on=accepted)
    assert grade_of(show) == grade

"""What is owed when, and how it stands on a day. Plain Python; the numbers are the catalogue's."""

from .judging import Duty, Found, judge
from .layout import Placed, in_columns
from .periods import Period, named_period, periods, whole_month_within
from .years import span, year_counted

__all__ = [
    "Duty",
    "Found",
    "Period",
    "Placed",
    "in_columns",
    "judge",
    "named_period",
    "periods",
    "span",
    "whole_month_within",
    "year_counted",
]

"""How values of records are shown in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def shown(value: Any, place: int, words: Mapping[int, Mapping[Any, str]]) -> str:
    """Return a value of a lineage row: coded ones in words, days as 2025-03-05, nothing as a dash."""
    if value is None or value == "":
        return "—"
    if place in words:
        return words[place].get(value, str(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

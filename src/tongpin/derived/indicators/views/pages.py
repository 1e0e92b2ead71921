"""A page of the records behind a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.utils.html import format_html

from ..queries import Lineage

EMPTY = (None, "")


class Portion:
    """One page of a lineage: rows of (key, [(column, value), …]), values in words.

    Columns with nothing in them on this page are left out; the file of the records has them all.
    """

    def __init__(self, rows: Lineage, wanted: str | None, per_page: int) -> None:
        self.link, words = rows.page, coded(rows)
        self.page: Page[Any] = Paginator(rows.rows.values_list(rows.link, *rows.paths), per_page).get_page(wanted)
        found = [(key, values) for key, *values in self.page.object_list]
        used = [n for n in range(len(rows.columns)) if any(values[n] not in EMPTY for _key, values in found)]
        self.columns = [rows.columns[n] for n in used]
        self.rows = [
            (key, [(rows.columns[n], shown(values[n], words.get(n, {}))) for n in used]) for key, values in found
        ]


def coded(rows: Lineage) -> dict[int, Mapping[Any, str]]:
    """Return, by column, the words for coded values: the choices of a field; other values are shown as they are."""
    words: dict[int, Mapping[Any, str]] = {}
    for place, path in enumerate(rows.paths):
        try:
            choices = getattr(rows.rows.model._meta.get_field(path), "choices", None)
        except FieldDoesNotExist:  # a path over a relation has no choices
            continue
        if choices:
            words[place] = {key: str(label) for key, label in choices}
    return words


def shown(value: Any, words: Mapping[Any, str]) -> str:
    """Return a value as the page shows it: codes in words, days as 2025-03-05, nothing as a dash."""
    if value in EMPTY:
        return "—"
    if isinstance(value, dt.date):
        return format_html('<span class="day">{}</span>', value.isoformat())
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return words.get(value, str(value))

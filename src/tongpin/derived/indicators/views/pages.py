"""A page of the records behind a figure."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator

from ..queries import Lineage


class Portion:
    """One page of a lineage: rows of (key, [(column, value), …]), counted once."""

    def __init__(self, rows: Lineage, wanted: str | None, per_page: int) -> None:
        self.columns, self.link = rows.columns, rows.page
        self.page: Page[Any] = Paginator(rows.rows.values_list("pk", *rows.paths), per_page).get_page(wanted)
        self.rows = [(key, list(zip(self.columns, values, strict=True))) for key, *values in self.page.object_list]

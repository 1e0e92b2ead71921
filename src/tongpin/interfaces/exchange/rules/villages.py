"""A list of villages found in a workbook, written down as the CSV that `places` judges."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from tongpin.interfaces.exchange.rules.ledger import Ledger
from tongpin.interfaces.exchange.rules.rows import Row, VillageLine


def village_csv(rows: Iterable[Row]) -> bytes:
    """Return the village lines as CSV in UTF-8, so that one reader judges every list."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["village_code", "village_name", "town_code", "town_name"])
    for row in rows:
        line = row.record
        if isinstance(line, VillageLine):
            writer.writerow([line.code, line.name, line.town_code or line.code[:9], line.town])
    return text.getvalue().encode()


def is_village_list(ledger: Ledger) -> bool:
    """Tell whether a file is a list of villages and nothing else."""
    return bool(ledger.tables) and all(table.kind == "village_list" for table in ledger.tables)

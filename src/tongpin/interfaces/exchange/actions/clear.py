"""Taking over at once what raises no question, as a folder of ledgers mostly does."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tongpin.foundation.people.models import Account

from ..access import IMPORT
from ..enums import BatchStatus
from ..models import ImportBatch
from ..queries import batches, ledger_of, plan_of
from ..queries.shown import unknown_sheets
from ..rules.ledger import Ledger, turn_of
from .commit import commit_import


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many previews were taken over and how many wait for an answer, a mended row or the background."""

    taken: int
    waiting: int


@transaction.atomic
def commit_clear(*, by: Account, longest: int) -> Cleared:
    """Take over the account's own open previews that raise neither question nor error, the roll before the rest.

    One of more than `longest` rows waits: it is taken over by itself, in the background.
    """
    IMPORT.require_held(by)
    opened = [(batch, ledger_of(batch)) for batch in batches().filter(by=by, status=BatchStatus.PREVIEW)]
    opened.sort(key=lambda one: (turn_of(one[1]), one[0].pk))
    taken = sum(_commit_if_clear(by=by, batch=batch, ledger=ledger, longest=longest) for batch, ledger in opened)
    return Cleared(taken, len(opened) - taken)


def _commit_if_clear(*, by: Account, batch: ImportBatch, ledger: Ledger, longest: int) -> bool:
    if unknown_sheets(ledger) or sum(len(table.rows) for table in ledger.tables) > longest:
        return False
    counts = plan_of(batch, ledger)[1].counts()
    if counts.get("question") or counts.get("error"):
        return False
    commit_import(by=by, batch=batch, ledger=ledger)
    return True

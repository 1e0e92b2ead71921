"""Long imports in the background, with their progress in the cache."""

from __future__ import annotations

from django.core.cache import cache
from django_tasks import task

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from .actions import commit_import
from .models import ImportBatch

KEPT_FOR = 3_600  # seconds


def progress_key(batch: int) -> str:
    """Return the key under which an import's progress stands: done, total, and the error if it failed."""
    return f"exchange:progress:{batch}"


@task()
def commit_in_background(account: int, batch: int) -> None:
    """Take an import over; a second run of the same import finds it over and changes nothing."""

    def progress(done: int, total: int) -> None:
        cache.set(progress_key(batch), (done, total, ""), KEPT_FOR)

    by, row = Account.objects.get(pk=account), ImportBatch.objects.get(pk=batch)
    try:
        commit_import(by=by, batch=row, progress=progress)
    except UserError as error:
        cache.set(progress_key(batch), (0, 0, str(error)), KEPT_FOR)

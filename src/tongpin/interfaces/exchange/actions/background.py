"""Long imports in the background, with their progress in the cache."""

from __future__ import annotations

from django.core.cache import cache
from django_tasks import task

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..models import ImportBatch
from ..queries import progress_key
from .commit import commit_import

KEPT_FOR = 3_600  # seconds


def enqueue_commit(*, by: Account, batch: ImportBatch, total: int) -> None:
    """Let a worker take the import over; `total` rows is what the progress is shown against."""
    cache.set(progress_key(batch.pk), (0, total, ""), KEPT_FOR)
    commit_in_background.enqueue(by=by.pk, batch=batch.pk)


@task()
def commit_in_background(*, by: int, batch: int) -> None:
    """Take an import over in the name of the account `by`; a second run of the same import finds it over and
    changes nothing.
    """

    def progress(done: int, total: int) -> None:
        cache.set(progress_key(batch), (done, total, ""), KEPT_FOR)

    account, row = Account.objects.get(pk=by), ImportBatch.objects.get(pk=batch)
    try:
        commit_import(by=account, batch=row, progress=progress)
    except UserError as error:
        cache.set(progress_key(batch), (0, 0, str(error)), KEPT_FOR)

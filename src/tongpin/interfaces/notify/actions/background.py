"""Delivery in the background, by the worker that does all jobs."""

from __future__ import annotations

import logging

from django_tasks import task

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..queries.today import something_due
from .sending import send_due

LOG = logging.getLogger("tongpin.messages")


def enqueue_delivery(*, by: Account) -> None:
    """Let a worker send what is due, in the name of the account `by`."""
    deliver_in_background.enqueue(by=by.pk)


@task()
def deliver_in_background(*, by: int) -> None:
    """Send what is due. A second run at the same time sends nothing twice; a lost one is given back harmlessly."""
    try:
        send_due(by=Account.objects.get(pk=by))
    except UserError as error:
        LOG.error("%s", error)  # settings outside the frame: said once a minute until they are mended


def start_delivery(*, by: Account) -> bool:
    """Hand delivery to a worker where something is due and say whether it was: the supervisor asks each minute."""
    if not something_due():
        return False
    enqueue_delivery(by=by)
    return True

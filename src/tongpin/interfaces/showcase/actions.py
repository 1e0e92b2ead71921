"""Taking complaints in and answering them."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from .access import ANSWER
from .models import Complaint
from .rules import new_code

WINDOW = 3600  # seconds
FROM_ONE_ADDRESS = 5  # in a window
ALTOGETHER = 200  # in a window


def receive_complaint(*, text: str, contact: str = "", address: str = "") -> Complaint:
    """Keep what somebody wrote and return it with the number it is looked up by.

    `address` is counted against the limit for an hour and not kept. Raises UserError when the limit is reached.
    """
    for name, most in ((f"complaints-{address}", FROM_ONE_ADDRESS), ("complaints-all", ALTOGETHER)):
        cache.add(name, 0, WINDOW)
        try:
            reached = cache.incr(name) > most
        except ValueError:  # it expired between the two calls
            reached = False
        if reached:
            raise UserError(_("Too many complaints in a short time."), remedy=_("Wait an hour, or call the bureau."))
    complaint = Complaint(code=new_code(), text=text, received_at=clock.now())
    complaint.contact = contact
    complaint.save(force_insert=True)
    return complaint


@transaction.atomic
def answer_complaint(*, by: Account, complaint: Complaint, answer: str) -> Complaint:
    """Answer a complaint; an answer can be replaced, and the log shows that it was.

    Raises NotAllowed for those who do not answer, UserError for an empty answer.
    """
    ANSWER.require_held(by)
    if not answer.strip():
        raise UserError(_("Write the answer."), place=_("Answer"))
    complaint.answer, complaint.answered_by, complaint.answered_at = answer.strip(), by, clock.now()
    complaint.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, action="complaint.answer", target=complaint)
    return complaint

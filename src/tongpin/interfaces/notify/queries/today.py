"""Whether something is to be sent now, and what the preview says above its messages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.clock import SHANGHAI
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.workdays import is_announced, is_workday
from tongpin.foundation.outbox.queries import due, lost, settings_in_force

from ..models import Round


def something_due() -> bool:
    """Say whether today's reminders are still to be composed, or messages wait and may leave. Three queries."""
    now = clock.now()
    try:
        open_ = settings_in_force().is_open(now)
    except UserError:
        return True  # whoever delivers says what is wrong
    return open_ and (not Round.objects.filter(day=clock.today()).exists() or due(now).exists() or lost(now).exists())


@dataclass(frozen=True)
class Today:
    """What is so today: whether anything goes out, and what to know about it."""

    open: bool
    said: str
    warnings: tuple[str, ...] = ()


def today_text() -> Today:
    """Return in words when today's reminders leave or left."""
    day, now = clock.today(), clock.now()
    warnings: list[str] = []
    try:
        hours = settings_in_force()
    except UserError as error:
        return Today(False, _("Nothing is sent."), (str(error),))
    if not is_announced(day.year):
        warnings.append(
            _("The holidays of %(year)s are not known to this program: weekends and the days fixed by law count.")
            % {"year": day.year}
        )
    composed = Round.objects.filter(day=day).first()
    if composed is not None:
        said = _("Today's reminders were composed at %(at)s: %(count)s.")
        words = said % {"at": f"{composed.at.astimezone(SHANGHAI):%H:%M}", "count": composed.messages}
        return Today(True, words, tuple(warnings))
    if not is_workday(day):
        return Today(False, _("No workday: nothing is sent today."), tuple(warnings))
    if now >= hours.next_opening(now) or now.astimezone(SHANGHAI).time() < hours.opens:
        words = _("They leave from %(at)s on, once.") % {"at": f"{hours.opens:%H:%M}"}
        return Today(True, words, tuple(warnings))
    return Today(False, _("Offices are closed: nothing more is sent today."), tuple(warnings))

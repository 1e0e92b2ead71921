"""Reminders and digests in words. Fixed words only: they may leave the house."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock


def day_text(day: dt.date) -> str:
    """Return a day as texts say it: 3月5日, with its year where that is not the present one."""
    values = {"year": day.year, "month": day.month, "day": day.day}
    return (
        _("%(month)s/%(day)s") % values if day.year == clock.today().year else _("%(year)s/%(month)s/%(day)s") % values
    )


def state_text(state: str) -> str:
    """Return what a state of a thing due is called."""
    return {"late": _("late"), "due": _("to do"), "coming": _("coming")}[state]


def subject(day: dt.date, unit: str = "") -> str:
    """Return the first line of a reminder. It holds the keyword robots may want: 同频."""
    if unit:
        return _("[Tongpin] %(unit)s, %(day)s") % {"unit": unit, "day": day_text(day)}
    return _("[Tongpin] Reminder of %(day)s") % {"day": day_text(day)}


def more(count: int) -> str:
    """Return the line that stands for those that did not fit."""
    return _("… %(count)s more: log in to see them") % {"count": count}


def tail_for_person(address: str) -> str:
    """Return the end of a reminder: where to look, and how to be left alone."""
    return _("Details: %(address)s No answer is wanted. You can switch this off there.") % {"address": address}


def tail_for_group(address: str) -> str:
    """Return the end of a digest."""
    return _("Details: %(address)s No answer is wanted.") % {"address": address}


def test_text(address: str) -> str:
    """Return the text of a test message."""
    return _("Test: messages from this system arrive here. No answer is wanted. %(address)s") % {"address": address}

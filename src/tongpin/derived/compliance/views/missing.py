"""What a cell still wants, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..enums import Reason, State
from ..queries import Cell
from ..queries.hours import hours
from ..queries.records import Source
from ..queries.sources import source_of
from ..queries.staff import staff
from ..queries.talks import talks
from ..queries.terms import terms

Words = dict[State, str]


def what_is_missing(cell: Cell) -> str:
    """Return in a sentence what a cell still wants and until when."""
    if cell.reason is Reason.LOCAL and cell.local:
        return _("A local rule says that it does not apply: %(reason)s") % {"reason": cell.local.reason}
    if cell.reason:
        return str(cell.reason.label)
    values: dict[str, Any] = {
        "needed": cell.needed, "have": cell.have, "left": max(cell.needed - cell.have, 0),
        "deadline": cell.deadline.isoformat(), "vacant": "、".join(cell.found.vacant),
    }  # fmt: skip
    source = source_of(cell.norm)
    own: Words = OWN[source]() if source in OWN else {}
    once: Words = _once() if cell.needed == 1 else {}
    said: str = (_said() | once | own)[cell.state] % values
    return said + _("It has no committee yet, but so many full members that it must have one.") * cell.found.unformed


def _said() -> Words:
    return {
        State.LATE: _("%(left)s of %(needed)s missing; it was due by %(deadline)s."),
        State.MISSED: _("%(left)s of %(needed)s not on record by %(deadline)s. “Usually” is a reminder, no violation."),
        State.DUE: _("%(left)s of %(needed)s still to hold, by %(deadline)s."),
        State.PLANNED: _("Planned; to be held by %(deadline)s."),
        State.NOT_YET: _("The period has not begun; it ends on %(deadline)s."),
        State.WAITING: _("Held; it counts once a second person has confirmed it."),
        State.DONE: _("%(have)s held, %(needed)s asked for."),
        State.DONE_LATE: _("Held, but after %(deadline)s."),
    }


def _once() -> Words:
    return {
        State.LATE: _("Not held; it was due by %(deadline)s."),
        State.MISSED: _("Not on record by %(deadline)s. “Usually” is a reminder, no violation."),
        State.DUE: _("Still to hold, by %(deadline)s."),
        State.DONE: _("Held."),
    }


def _talks() -> Words:
    said = _("%(left)s of %(needed)s talks are still missing, by %(deadline)s.")
    open_ = dict.fromkeys([State.LATE, State.MISSED, State.DUE, State.NOT_YET], said)
    return {**open_, State.DONE: _("All have talked.")}


def _terms() -> Words:
    return {
        State.LATE: _("The term ended on %(deadline)s and the election is not on record."),
        State.MISSED: _("The term ended on %(deadline)s and the election is not on record."),
        State.DUE: _("The term ends on %(deadline)s; the election is to be held by then."),
        State.NOT_YET: _("The term ends on %(deadline)s; the election is to be held by then."),
        State.PLANNED: _("The election is under way; the term ends on %(deadline)s."),
        State.DONE: _("A new term began in time; the last one was due by %(deadline)s."),
        State.DONE_LATE: _("A new term began, but after %(deadline)s."),
    }


def _hours() -> Words:
    return {
        State.LATE: _("%(left)s of %(needed)s members did not reach their hours by %(deadline)s."),
        State.MISSED: _("%(left)s of %(needed)s members have not reached it. “Usually” is a reminder, no violation."),
        State.DUE: _("%(have)s of %(needed)s members have reached their hours; the year ends on %(deadline)s."),
        State.NOT_YET: _("%(have)s of %(needed)s members have reached their hours; the year ends on %(deadline)s."),
        State.DONE: _("All %(needed)s members have reached their hours."),
    }


def _staff() -> Words:
    said = _("Vacant: %(vacant)s. %(have)s of %(needed)s posts are held.")
    return {
        **dict.fromkeys([State.LATE, State.DUE, State.NOT_YET], said),
        State.MISSED: _("Vacant at the end of the year: %(vacant)s. “Usually” is a reminder, no violation."),
        State.DONE: _("All %(needed)s posts are held."),
    }


OWN: Mapping[Source | None, Callable[[], Words]] = {talks: _talks, terms: _terms, hours: _hours, staff: _staff}
"""The words of what is no meeting."""

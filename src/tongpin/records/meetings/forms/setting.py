"""What the form of a meeting is about, and what it shows at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.record import written_date
from tongpin.records.activities.rules import Content
from tongpin.standards.rules import ActivityKind

from ..rules.minutes import Minutes, members_present
from ..rules.roll import Roll


@dataclass(frozen=True)
class Setting:
    """What the form is about: the kind, the units that may hold it, the roll of the day, and what is there already.

    `names`: whether the reader may see who the members are; else numbers are typed. `partners` are kinds the gathering
    may count as besides. `when` is shown as the date of what is new.
    """

    kind: ActivityKind
    units: Sequence[Unit]
    roll: Roll
    names: bool = True
    partners: Sequence[tuple[str, str]] = ()
    before: Content | None = None
    minutes: Minutes = field(default_factory=Minutes)
    also: str = ""
    explain: bool = False
    when: str = ""


def initial(setting: Setting) -> dict[str, Any]:
    """Return what the form shows at first: what is there, else what is likely."""
    before, minutes = setting.before, setting.minutes
    texts = ("number", "form", "chair", "recorder", "agenda", "summary", "discussion", "resolutions")
    shown: dict[str, Any] = {name: getattr(minutes, name) for name in (*texts, "entitled", "voters")}
    shown["guests"] = "、".join(one.name for one in minutes.guests)
    shown["also"], shown["voteless"] = setting.also, [str(key) for key in minutes.voteless]
    if len(setting.units) == 1:
        shown["unit"] = str(setting.units[0].pk)
    if before is None:
        return {**shown, "when": setting.when}
    present = [str(one.person_id) for one in members_present(before, minutes) if one.person_id]
    names = ("title", "place", "host", "hours", "expected", "attended")
    return {
        **shown,
        **{name: getattr(before, name) for name in names},
        "unit": str(before.unit_id),
        "when": written_date(before),
        "present": present,
    }

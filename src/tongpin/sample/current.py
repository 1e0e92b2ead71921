"""What waits for the sample's people in the running year: things planned, held and waiting for a second person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content

from .organisation import BRANCH, OTHER_BRANCH


def _contents(branch: Unit, other: Unit) -> list[tuple[int, Content]]:
    """Return what to record: days from today (before: held, after: planned) and what it says."""
    day = clock.today()
    own, theirs = Content("party_day", "", branch.pk, day), Content("party_day", "", other.pk, day)
    return [
        (-40, replace(own, kind="meeting.general", title="支部党员大会：季度小结", attended=11, expected=13)),
        (-33, replace(own, title="参观革命纪念馆", attended=12, place="市革命纪念馆")),
        (-26, replace(theirs, title="诵读红色家书", attended=14, place="多功能厅")),
        (-12, replace(own, kind="meeting.committee", title="支委会：研究发展对象", attended=3, expected=3)),
        (-9, replace(theirs, kind="meeting.lecture", title="党课：图书馆里的党史", attended=15, expected=16)),
        (-5, replace(own, title="共建社区清洁", attended=11, place="文昌社区")),
        (-2, replace(own, kind="meeting.committee", title="支委会：部署主题党日", attended=3, expected=3)),
        (6, replace(own, title="送图书进乡村", place="河湾镇文化站")),
        (11, replace(theirs, kind="meeting.general", title="支部党员大会：讨论接收预备党员")),
        (20, replace(own, kind="meeting.lecture", title="党课：把节气讲给孩子听")),
    ]


def build(*, secretary: Account, library: Account, officer: Account) -> int:
    """Record the running weeks once and return how many records were made; the oldest ones are confirmed."""
    if Activity.objects.filter(recorded_by__in=[secretary, library]).exists():
        return 0
    branch, other = Unit.objects.get(name=BRANCH), Unit.objects.get(name=OTHER_BRANCH)
    contents = _contents(branch, other)
    for shift, content in contents:
        by = secretary if content.unit_id == branch.pk else library
        on = content.starts_on + dt.timedelta(days=shift)
        made = record_activity(by=by, content=replace(content, starts_on=on), planned=shift > 0)
        if shift <= -26:
            confirm_activity(by=officer, activity=made)
    return len(contents)

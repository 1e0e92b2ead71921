"""Writing the yearly plan."""

from __future__ import annotations

from dataclasses import fields

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import CHANGE_ROW
from ..enums import Form
from ..models import StudyTopic
from ..queries import group_members, require_study_group
from ..rules import TopicContent

COLUMNS = tuple(one.name for one in fields(TopicContent))


def _check(unit: Unit, content: TopicContent) -> None:
    if not content.title.strip():
        raise UserError(_("Say what is studied."), place=_("Topic"))
    if content.form not in Form.values:
        raise UserError(_("Choose how it is studied."), place=content.title)
    if content.leader_id is not None:
        members = {one.pk for one in group_members(unit, content.planned_on)}
        if content.leader_id not in members:
            raise UserError(_("Whoever leads a topic is a member of the group on that day."), place=content.title)


@transaction.atomic
def add_topic(*, by: Account, unit: Unit, content: TopicContent) -> StudyTopic:
    """Put a topic on the plan. Raises NotAllowed, or UserError for a unit without a study group."""
    require_study_group(by, unit)
    _check(unit, content)
    topic = StudyTopic.objects.create(
        unit=unit, added_by=by, added_at=clock.now(), **{name: getattr(content, name) for name in COLUMNS}
    )
    record(by=by, action="study.plan_topic", target=topic, details={"unit": unit.pk, "form": content.form})
    return topic


@transaction.atomic
def change_topic(*, by: Account, topic: StudyTopic, content: TopicContent) -> bool:
    """Change a line of the plan; return False when nothing was different. The log keeps what it said before."""
    CHANGE_ROW.require(by, topic)
    _check(topic.unit, content)
    before = {name: getattr(topic, name) for name in COLUMNS}
    changed = [name for name in COLUMNS if before[name] != getattr(content, name)]
    if not changed:
        return False
    for name in changed:
        setattr(topic, name, getattr(content, name))
    topic.save(update_fields=[name.removesuffix("_id") for name in changed])
    record(
        by=by,
        action="study.change_topic",
        target=topic,
        details={"fields": sorted(changed), "planned_before": before["planned_on"].isoformat()},
    )
    return True


@transaction.atomic
def drop_topic(*, by: Account, topic: StudyTopic, reason: str) -> StudyTopic:
    """Take a topic off the plan with a reason; it stays readable. Dropped already, it is left as it is.

    Raises UserError when it has been held, or without a reason.
    """
    CHANGE_ROW.require(by, topic)
    if topic.dropped_reason:
        return topic
    if not reason.strip():
        raise UserError(_("Say why the topic is dropped."), place=topic.title)
    if topic.sessions.exists():
        raise UserError(_("This topic has been studied already."), place=topic.title)
    topic.dropped_reason = reason.strip()
    topic.save(update_fields=["dropped_reason"])
    record(by=by, action="study.drop_topic", target=topic, details={"reason": topic.dropped_reason})
    return topic

"""The pages of study in a browser, on the desk and on the phone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit, admit_member, appoint
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import confirm_activity
from tongpin.records.study_plans.actions import add_paper, add_topic, note_online, record_session
from tongpin.records.study_plans.rules import SessionContent, TopicContent

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2025, 3, 18)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_are_accessible_and_fit_the_window(
    open_page: OpenPage, catalogue: None, operator: Account, officer: Account, secretary: Account, bureau: Unit,
    branch: Unit, size: str,
) -> None:  # fmt: skip
    group = add_unit(by=operator, kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau)
    people = []
    for name in ("欧阳红国", "李二", "赵三"):
        person = add_person(by=operator, name=name)
        people.append((person, admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL)))
        appoint(by=operator, person=person, unit=group, title="党组成员")
    for month in range(1, 13):
        content = TopicContent("学习关于加强公共文化服务体系建设的有关文件精神", "study.group", dt.date(2025, month, 9))
        topic = add_topic(by=officer, unit=group, content=content)
    present = tuple(person.pk for person, _row in people[:2])
    said = {
        "unit_id": group.pk,
        "form": "study.group",
        "title": "学习有关精神",
        "hours": Decimal(4),
        "present": present,
    }
    for month in range(1, 9):
        day = dt.date(2025, month, 10)
        content_ = SessionContent(starts_on=day, absent=((people[2][0].pk, "外出参加上级会议"),), **said)  # type: ignore[arg-type]
        session = record_session(by=officer, content=content_)
    confirm_activity(by=operator_of(operator, bureau), activity=session.activity)
    paper = add_paper(by=officer, unit=group, year=2025, kind="plan", title="年度计划，存党办第3卷")
    note = note_online(by=officer, unit=branch, platform="某平台", starts_on=DAY, ends_on=DAY, text="自愿选看课程")
    base, absence = f"/study/plans/{group.pk}", session.absences.get()
    addresses = [f"{base}/2025/{step}" for step in ("", "topic/", "attendance/", "attendance/export/", "archive/")]
    addresses += [f"{base}/2025/archive/paper/", f"{base}/2030/", f"{base}/session/", f"/study/plans/{branch.pk}/2025/"]
    addresses += [f"/study/plans/topic/{topic.pk}/", f"/study/plans/topic/{topic.pk}/drop/"]
    addresses += [f"/study/plans/absence/{absence.pk}/", f"/study/plans/paper/{paper.pk}/withdraw/"]
    addresses += [f"/study/plans/activity/{session.activity_id}/absences/", f"/activities/{session.activity_id}/"]
    addresses += ["/study/plans/lectures/?year=2025", "/study/plans/online/?year=2025", "/study/plans/online/new/"]
    addresses += [f"/study/plans/online/{note.pk}/withdraw/", "/study/?year=2025", "/study/?year=2023", "/study/own/"]
    addresses += [f"/study/unit/{branch.pk}/?year=2025", f"/study/unit/{branch.pk}/export/"]
    addresses += [f"/study/member/{people[0][1].pk}/?year=2025"]
    page = open_page("/study/", size, officer)
    root = page.url.split("/study/")[0]
    found = {}
    for address in addresses:
        response = page.goto(root + address)
        assert response is not None
        problems = [] if response.status == 200 else [f"answers {response.status}"]
        problems += axe_findings(page) + small_targets(page, 44)
        problems += wide_parts(page) if too_wide(page) else []
        if problems:
            found[address] = problems
    assert found == {}


def operator_of(operator: Account, bureau: Unit) -> Account:
    """Return the second person: the operator, given the officer's role."""
    grant(by=operator, account=operator, role=Role.OFFICER, unit=bureau)
    return operator

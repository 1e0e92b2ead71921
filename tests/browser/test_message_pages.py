"""Messages and calendars in a browser, on the desk and on the phone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.enums import ChannelKind, Purpose
from tongpin.foundation.outbox.models import Message
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.actions import add_group, make_feed, set_address
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.rules import Content

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_are_accessible_and_fit_the_window(
    open_page: OpenPage, officer: Account, branch: Unit, meeting: Content, size: str
) -> None:
    day = clock.today()
    record_activity(by=officer, content=replace(meeting, starts_on=day + dt.timedelta(days=2)), planned=True)
    group = add_group(
        by=officer, unit=branch, name="文化馆党员工作群", kind=ChannelKind.STANDIN, address="http://127.0.0.1:9/x"
    )
    set_address(by=officer, kind=ChannelKind.EMAIL, address="officer@example.cn")
    make_feed(by=officer)
    Message.objects.create(
        channel=group.channel, purpose=Purpose.TEST, key="t", day=day, subject="【同频】", text="测试", items=3,
        not_before=clock.now(), made_at=clock.now(), state="failed", reason="keyword", code="310000",
    )  # fmt: skip
    page = open_page("/messages/", size, officer)
    base = page.url.split("/messages/")[0]
    found = {}
    parts = ("", "address/", "calendar/", "today/", "today/persons/", "channels/", "channels/new/", "log/")
    for part in (*parts, f"channels/{group.pk}/"):
        response = page.goto(f"{base}/messages/{part}")
        assert response is not None
        problems = [] if response.status == 200 else [f"answers {response.status}"]
        problems += axe_findings(page) + small_targets(page, 44)
        problems += wide_parts(page) if too_wide(page) else []
        if problems:
            found[part] = problems
    assert found == {}


def test_secretary_subscribes_to_the_calendar_on_the_phone(open_page: OpenPage, secretary: Account) -> None:
    page = open_page("/messages/calendar/", "phone", secretary)
    page.get_by_role("button", name="生成地址").click()
    page.get_by_text("日历地址，只显示这一次").wait_for()
    assert "/calendar/" in page.locator("code").inner_text()
    page.get_by_role("button", name="作废").click()
    page.get_by_text("地址已作废").wait_for()
    assert axe_findings(page) == []

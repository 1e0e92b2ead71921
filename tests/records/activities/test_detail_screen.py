"""One record on the screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Village
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import correct_activity, record_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import Content, RosterEntry

pytestmark = pytest.mark.django_db


def test_detail_offers_the_second_person_to_confirm_and_the_first_not(
    client: Client, secretary: Account, officer: Account, held: Activity
) -> None:
    client.force_login(secretary)
    html = client.get(f"/activities/{held.pk}/").content.decode()
    assert f'action="/activities/{held.pk}/confirm/"' not in html
    assert "由本单位第二人确认" in html
    client.force_login(officer)
    assert f'action="/activities/{held.pk}/confirm/"' in client.get(f"/activities/{held.pk}/").content.decode()


def test_detail_masks_names_outside_the_branch(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, meeting: Content
) -> None:
    made = record_activity(by=secretary, content=replace(meeting, roster=(RosterEntry("单文丽"),)))
    client.force_login(secretary)
    assert "单文丽" in client.get(f"/activities/{made.pk}/").content.decode()
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    html = client.get(f"/activities/{made.pk}/").content.decode()
    assert "单**" in html
    assert "单文丽" not in html


@pytest.mark.parametrize("part", ["", "edit/", "cancel/", "sheet/"])
def test_foreign_record_answers_404(client: Client, secretary: Account, foreign: Activity, part: str) -> None:
    client.force_login(secretary)
    assert client.get(f"/activities/{foreign.pk}/{part}").status_code == 404


def test_detail_warns_of_the_same_event_entered_twice(
    client: Client, secretary: Account, held: Activity, meeting: Content
) -> None:
    second = record_activity(by=secretary, content=meeting)
    client.force_login(secretary)
    assert client.get(f"/activities/{second.pk}/").context["doubles"] == [held]


def test_confirm_by_the_second_person_counts_and_by_the_first_is_refused(
    client: Client, secretary: Account, officer: Account, held: Activity
) -> None:
    client.force_login(secretary)
    assert client.post(f"/activities/{held.pk}/confirm/", {"_key": "a"}).status_code == 403
    client.force_login(officer)
    assert client.post(f"/activities/{held.pk}/confirm/", {"_key": "b"}).status_code == 302
    held.refresh_from_db()
    assert (held.status, held.confirmed_by) == (Status.CONFIRMED, officer)


def test_plan_that_lacks_something_leads_to_its_form(client: Client, secretary: Account, meeting: Content) -> None:
    plan = record_activity(by=secretary, content=replace(meeting, attended=None), planned=True)
    client.force_login(secretary)
    response = client.post(f"/activities/{plan.pk}/hold/", {"_key": "a"}, follow=True)
    assert response.redirect_chain == [(f"/activities/{plan.pk}/edit/", 302)]
    assert "缺少：实到" in response.content.decode()


def test_plan_is_marked_held(client: Client, secretary: Account, meeting: Content) -> None:
    plan = record_activity(by=secretary, content=meeting, planned=True)
    client.force_login(secretary)
    client.post(f"/activities/{plan.pk}/hold/", {"_key": "a"})
    plan.refresh_from_db()
    assert plan.status == Status.HELD


def test_correction_needs_a_reason_and_shows_what_changed(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    address = f"/activities/{held.pk}/edit/"
    shown = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in shown if bound.value() not in (None, [])}
    data |= {"_key": "a", "version": "1", "attended": "2"}
    assert "reason" in client.post(address, data).context["form"].errors
    assert client.post(address, data | {"_key": "b", "reason": "数错一人"}).status_code == 302
    page = client.get(f"/activities/{held.pk}/")
    (correction,) = page.context["corrections"]
    assert [(one.field, one.before, one.after) for one in correction.changes] == [("实到", "3", "2")]
    assert "数错一人" in page.content.decode()


def test_correction_of_an_outdated_page_is_refused(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    address = f"/activities/{held.pk}/edit/"
    shown = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in shown if bound.value() not in (None, [])}
    correct_activity(
        by=secretary, activity=held, content=replace(content_of(held), attended=1), reason="更正", version=1
    )
    response = client.post(address, data | {"_key": "a", "version": "1", "attended": "2", "reason": "更正"})
    assert "其间已有他人更正了这条记录。" in response.content.decode()
    assert Activity.objects.get().attended == 1


def test_cancel_keeps_the_record_with_its_reason(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    address = f"/activities/{held.pk}/cancel/"
    assert client.post(address, {"_key": "a", "reason": ""}).status_code == 200
    assert client.post(address, {"_key": "b", "reason": "没有开成"}).status_code == 302
    assert "没有开成" in client.get(f"/activities/{held.pk}/").content.decode()
    assert client.get(address).status_code == 404


def test_sheet_lists_the_roll_only_where_names_are_seen(
    client: Client,
    operator: Account,
    secretary: Account,
    make_account: MakeAccount,
    branch: Unit,
    bureau: Unit,
    held: Activity,
) -> None:
    person = add_person(by=operator, name="单文丽")
    admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL)
    client.force_login(secretary)
    assert client.get(f"/activities/{held.pk}/sheet/").context["names"][0] == "单文丽"
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert set(client.get(f"/activities/{held.pk}/sheet/").context["names"]) == {""}


def test_detail_takes_no_more_queries_with_more_corrections(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)

    def correct(attended: int) -> None:
        held.refresh_from_db()
        content = replace(content_of(held), attended=attended)
        correct_activity(by=secretary, activity=held, content=content, reason="更正", version=held.version)

    correct(2)
    before = queries_of(client, f"/activities/{held.pk}/")
    for attended in (1, 3):
        correct(attended)
    assert queries_of(client, f"/activities/{held.pk}/") == before <= MOST_QUERIES + 5


def test_host_who_is_a_member_is_masked_outside_the_branch_everywhere(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, meeting: Content
) -> None:
    made = record_activity(by=secretary, content=replace(meeting, host="单文丽、曾志远"))
    correct_activity(by=secretary, activity=made, content=replace(meeting, host="曾志远"), reason="更正", version=1)
    client.force_login(secretary)
    assert "单文丽" in client.get(f"/activities/{made.pk}/").content.decode()
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    html = client.get(f"/activities/{made.pk}/").content.decode()
    assert ("曾**" in html, "曾志远" in html, "单文丽" in html) == (True, False, False)
    assert "曾志远" not in client.get(f"/activities/{made.pk}/sheet/").content.decode()


def test_troupe_is_never_masked(
    client: Client,
    secretary: Account,
    make_account: MakeAccount,
    bureau: Unit,
    branch: Unit,
    village: Village,
    catalogue: None,
) -> None:
    day = dt.date(2025, 3, 5)
    show = Content("tour.show", "送戏下乡", branch.pk, day, village_id=village.pk, host="市豫剧团")
    made = record_activity(by=secretary, content=show)
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert "市豫剧团" in client.get(f"/activities/{made.pk}/").content.decode()


def test_plan_may_be_changed_while_it_still_lacks_something(
    client: Client, secretary: Account, branch: Unit, catalogue: None
) -> None:
    day = dt.date(2025, 3, 5)
    plan = record_activity(by=secretary, content=Content("tour.show", "送戏下乡", branch.pk, day), planned=True)
    client.force_login(secretary)
    address = f"/activities/{plan.pk}/edit/"
    shown = client.get(address).context["form"]
    data = {bound.html_name: bound.value() for bound in shown if bound.value() not in (None, [], False)}
    response = client.post(address, data | {"_key": "a", "version": "1", "host": "市豫剧团"})
    assert response.status_code == 302
    plan.refresh_from_db()
    assert (plan.host, plan.version, plan.village) == ("市豫剧团", 2, None)
    # a correction of a plan may not make it held by the way
    assert client.post(address, data | {"_key": "b", "version": "2", "planned": "0"}).status_code == 302
    plan.refresh_from_db()
    assert plan.status == Status.PLANNED

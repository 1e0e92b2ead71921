"""Two at the same moment, on a database that lets them: SQLite has one writer and hides every race."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import close_old_connections, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from tests.conftest import MakeAccount
from tongpin.foundation.access.access.declared import SEE_UNITS
from tongpin.foundation.access.enums import Role
from tongpin.foundation.access.views import screen
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import confirm_activity, correct_activity, record_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
TOGETHER = 8


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")


def at_once(work: Callable[[int], object], count: int = TOGETHER) -> list[object]:
    """Run `work(0) … work(count-1)` in threads that start together; return their results or UserErrors."""
    results: list[object] = [None] * count
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        close_old_connections()
        try:
            gate.wait()
            results[number] = work(number)
        except UserError as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def confirmers(make_account: MakeAccount, bureau: Unit) -> list[Account]:
    return [make_account(Role.OFFICER, bureau, f"officer-{number}") for number in range(TOGETHER)]


def test_one_of_many_confirmers_wins(secretary: Account, confirmers: list[Account], meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    copies = [Activity.objects.get(pk=activity.pk) for _one in confirmers]
    results = at_once(lambda number: confirm_activity(by=confirmers[number], activity=copies[number]))
    assert sum(not isinstance(one, UserError) for one in results) == 1
    assert Event.objects.filter(action="activity.confirm").count() == 1


def test_without_the_guard_many_confirmers_win(secretary: Account, confirmers: list[Account], meeting: Content) -> None:
    """The control: check first, write later lets several through, so the test above can fail."""
    activity = record_activity(by=secretary, content=meeting)
    seen = threading.Barrier(TOGETHER)

    def naive(number: int) -> bool:
        with transaction.atomic():
            copy = Activity.objects.get(pk=activity.pk)
            free = copy.status == Status.HELD
            seen.wait()
            if free:
                copy.status, copy.confirmed_by, copy.basis = Status.CONFIRMED, confirmers[number], "second_person"
                copy.confirmed_at = copy.recorded_at
                copy.save(update_fields=["status", "confirmed_by", "confirmed_at", "basis"])
            return free

    assert sum(bool(one) for one in at_once(naive)) == TOGETHER


def test_one_of_many_corrections_of_a_version_wins(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)

    def correct(number: int) -> Activity:
        content = replace(meeting, note=f"第{number}稿")
        return correct_activity(by=secretary, activity=activity, content=content, reason="补充", version=1)

    results = at_once(correct)
    assert sum(not isinstance(one, UserError) for one in results) == 1
    activity.refresh_from_db()
    assert activity.version == 2


def test_a_post_sent_many_times_is_carried_out_once(secretary: Account, meeting: Content) -> None:
    @screen(SEE_UNITS)
    def view(request: HttpRequest) -> HttpResponse:
        activity = record_activity(by=secretary, content=meeting)
        return HttpResponseRedirect(f"/activities/{activity.pk}/")

    def post(_number: int) -> str:
        request = RequestFactory().post("/", {"_key": "the-same-key"})
        request.user = Account.objects.get(pk=secretary.pk)
        return view(request).headers["Location"]

    places = at_once(post)
    assert len(set(places)) == 1
    assert Activity.objects.count() == 1

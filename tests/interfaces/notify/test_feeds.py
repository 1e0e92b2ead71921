"""Calendars: read by icalendar and by a real calendar program; secret, revocable, without names."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from tests.conftest import MakeAccount
from tests.foundation.outbox.conftest import DAY, at
from tests.interfaces.notify.conftest import PlanFor
from tests.screens import queries_of
from tongpin.foundation.access.actions import withdraw
from tongpin.foundation.access.enums import Role
from tongpin.foundation.access.models import Grant
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.actions import make_feed, revoke_feed
from tongpin.interfaces.notify.models import Feed
from tongpin.interfaces.notify.queries.feeds import MOST_ASKED, MOST_GUESSED
from tongpin.interfaces.notify.rules.ics import Entry, calendar
from tongpin.records.activities.actions import cancel_activity, confirm_activity, correct_activity, hold_activity
from tongpin.records.activities.queries import content_of
from tongpin.records.visits.actions import record_need
from tongpin.records.visits.rules import NeedContent

pytestmark = pytest.mark.django_db


def address(token: str) -> str:
    return f"/calendar/{token}.ics"


def read(client: Client, token: str, **headers: str) -> HttpResponse:
    return client.get(address(token), headers=headers)


def events(response: HttpResponse) -> dict[str, icalendar.Event]:
    """Return the events by their uid; the text has to be UTF-8, folded, with CRLF."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    parsed = icalendar.Calendar.from_ical(response.content)
    assert not [one for part in parsed.walk() for one in part.errors]
    return {str(one["UID"]): one for one in parsed.walk("VEVENT")}


def test_calendar_of_a_branch_holds_its_activities(
    client: Client, secretary: Account, branch: Unit, plan: PlanFor
) -> None:
    planned = plan(
        1, title="参观革命纪念馆，重温誓词；带好《党章》", time_text="14:30-16:00", place="市革命纪念馆二楼, 东厅"
    )
    whole = plan(3, ends_on=DAY + dt.timedelta(days=5))
    held = plan(-3, held=True, time_text="上午9点半")
    _feed, token = make_feed(by=secretary, unit=branch)
    response = read(client, token)
    found = events(response)
    assert set(found) == {f"activity-{one.pk}@127.0.0.1" for one in (planned, whole, held)}
    first, second, third = (found[f"activity-{one.pk}@127.0.0.1"] for one in (planned, whole, held))
    assert str(first["SUMMARY"]) == "主题党日：参观革命纪念馆，重温誓词；带好《党章》"
    assert str(first["LOCATION"]) == "市革命纪念馆二楼, 东厅"
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (
        at(14, 30, DAY + dt.timedelta(days=1)),
        at(16, 0, DAY + dt.timedelta(days=1)),
    )
    assert first["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert (second["DTSTART"].dt, second["DTEND"].dt) == (DAY + dt.timedelta(days=3), DAY + dt.timedelta(days=6))
    assert third["DTEND"].dt - third["DTSTART"].dt == dt.timedelta(hours=1)
    assert [str(one["STATUS"]) for one in (first, second, third)] == ["TENTATIVE", "TENTATIVE", "CONFIRMED"]
    assert first["DTSTAMP"].dt == clock.now()
    zone = next(iter(icalendar.Calendar.from_ical(response.content).walk("VTIMEZONE")))
    assert (str(zone["TZID"]), zone.walk("STANDARD")[0]["TZOFFSETTO"].td) == ("Asia/Shanghai", dt.timedelta(hours=8))


def test_change_raises_the_sequence_and_keeps_the_uid(
    client: Client, secretary: Account, officer: Account, branch: Unit, plan: PlanFor
) -> None:
    row = plan(0)
    _feed, token = make_feed(by=secretary, unit=branch)

    def seen() -> tuple[int, str, dt.date]:
        ((_uid, event),) = events(read(client, token)).items()
        assert _uid == f"activity-{row.pk}@127.0.0.1"
        return int(event["SEQUENCE"]), str(event["STATUS"]), event["DTSTART"].dt

    steps = [seen()]
    content = replace(content_of(row), title="改期", starts_on=DAY - dt.timedelta(days=1), attended=3)
    with clock.frozen(at(10)):
        correct_activity(by=secretary, activity=row, content=content, reason="改期", version=1)
        steps.append(seen())
        row.refresh_from_db()
        hold_activity(by=secretary, activity=row)
        steps.append(seen())
        confirm_activity(by=officer, activity=row)
        steps.append(seen())
        cancel_activity(by=officer, activity=row, reason="误记")
        steps.append(seen())
    assert [step[0] for step in steps] == sorted({step[0] for step in steps})
    assert [step[1] for step in steps] == ["TENTATIVE", "TENTATIVE", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [step[2] for step in steps] == [DAY] + [DAY - dt.timedelta(days=1)] * 4


def test_calendar_of_ones_own_follows_the_role(
    client: Client, make_account: MakeAccount, officer: Account, branch: Unit, sibling: Unit, plan: PlanFor
) -> None:
    own = plan(1)
    plan(1, by=officer, unit_id=sibling.pk)
    member = make_account(Role.MEMBER, branch)
    _feed, token = make_feed(by=member)
    assert set(events(read(client, token))) == {f"activity-{own.pk}@127.0.0.1"}
    withdraw(
        by=make_account(Role.SECURITY_OPERATOR, branch),
        held=Grant.objects.get(account=member),
        on=DAY - dt.timedelta(days=1),
    )
    assert events(read(client, token)) == {}


def test_due_dates_are_whole_days_for_those_responsible(
    client: Client, secretary: Account, make_account: MakeAccount, branch: Unit, catalogue: None
) -> None:
    record_need(by=secretary, content=NeedContent(received_on=DAY, asked="路灯", unit_id=branch.pk, due_on=DAY))
    ((uid, event),) = events(read(client, make_feed(by=secretary)[1])).items()
    assert uid.startswith("due-needs-need-")
    assert (event["DTSTART"].dt, event["DTEND"].dt, str(event["TRANSP"])) == (
        DAY,
        DAY + dt.timedelta(days=1),
        "TRANSPARENT",
    )
    assert str(event["SUMMARY"]) == "近期：一件诉求应在3月5日前答复"
    member = make_account(Role.MEMBER, branch)
    assert events(read(client, make_feed(by=member)[1])) == {}


def test_calendar_holds_no_names(
    client: Client, operator: Account, secretary: Account, branch: Unit, plan: PlanFor
) -> None:
    add_person(by=operator, name="欧阳测试", phone="13800001234")
    plan(1, title="接收欧阳测试同志", place="欧阳测试家", host="欧阳测试", note="13800001234")
    text = read(client, make_feed(by=secretary, unit=branch)[1]).content.decode().replace("\r\n ", "")
    assert "欧***" in text
    assert "欧阳测试" not in text
    assert "13800001234" not in text


def test_unchanged_calendar_is_not_sent_again(client: Client, secretary: Account, branch: Unit, plan: PlanFor) -> None:
    plan(1)
    _feed, token = make_feed(by=secretary, unit=branch)
    first = read(client, token)
    mark = first["ETag"]
    for wanted in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = read(client, token, **{"If-None-Match": wanted})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert read(client, token, **{"If-None-Match": '"other"'}).status_code == 200
    plan(2)
    assert read(client, token, **{"If-None-Match": mark}).status_code == 200
    assert "no-cache" in first["Cache-Control"]
    assert "private" in first["Cache-Control"]


def test_secret_is_kept_as_a_hash_and_never_logged(secretary: Account) -> None:
    feed, token = make_feed(by=secretary)
    assert token not in (feed.token_hash, *Feed.objects.values_list("token_hash", flat=True))
    assert len(token) == 43
    assert not [event for event in Event.objects.all() if token in event.details or feed.token_hash in event.details]
    assert [event.action for event in Event.objects.filter(target_type="notify.feed")] == ["feed.make"]


def test_revoked_and_wrong_addresses_are_absent(client: Client, secretary: Account) -> None:
    feed, token = make_feed(by=secretary)
    assert read(client, token).status_code == 200
    revoke_feed(by=secretary, feed=feed)
    revoke_feed(by=secretary, feed=feed)
    assert Event.objects.filter(action="feed.revoke").count() == 1
    for wrong in (token, "x", "a" * 43, token + "a"):
        assert read(client, wrong).status_code == 404
    assert client.post(address(token)).status_code == 405


def test_new_address_makes_the_old_one_worthless(client: Client, secretary: Account, branch: Unit) -> None:
    for unit in (None, branch):
        _old, first = make_feed(by=secretary, unit=unit)
        _new, second = make_feed(by=secretary, unit=unit)
        assert [read(client, token).status_code for token in (first, second)] == [404, 200]
    assert Feed.objects.filter(revoked_at=None).count() == 2
    for unit in (None, branch):
        with pytest.raises(IntegrityError), transaction.atomic():
            Feed.objects.create(account=secretary, unit=unit, token_hash=f"x{unit}", made_at=clock.now())


def test_calendar_ends_with_the_account_and_with_the_reach(
    client: Client, secretary: Account, make_account: MakeAccount, branch: Unit, sibling: Unit
) -> None:
    with pytest.raises(NotAllowed):
        make_feed(by=secretary, unit=sibling)
    leaver = make_account(Role.SECRETARY, branch, "leaver")
    _feed, token = make_feed(by=leaver, unit=branch)
    assert read(client, token).status_code == 200
    Grant.objects.filter(account=leaver).update(valid_to=DAY - dt.timedelta(days=1))
    assert read(client, token).status_code == 404
    _feed, token = make_feed(by=secretary)
    Account.objects.filter(pk=secretary.pk).update(is_active=False)
    assert read(client, token).status_code == 404


def test_program_that_asks_too_often_is_told_to_wait(client: Client, secretary: Account) -> None:
    _feed, token = make_feed(by=secretary)
    found = [read(client, token).status_code for _number in range(MOST_ASKED + 1)]
    assert found == [200] * MOST_ASKED + [429]
    assert read(client, token)["Retry-After"] == "3600"
    cache.set("calendar-guess-127.0.0.1", MOST_GUESSED, 3600)
    assert read(client, "a" * 43).status_code == 429


def test_calendar_takes_no_more_queries_with_more_rows(
    client: Client, secretary: Account, branch: Unit, plan: PlanFor
) -> None:
    _feed, token = make_feed(by=secretary, unit=branch)
    plan(1)
    before = queries_of(client, address(token))
    plan(2)
    plan(3)
    assert queries_of(client, address(token)) == before


def test_same_entries_give_the_same_bytes_in_any_order() -> None:
    rows = [Entry(f"u{n}", f"题{n}", DAY, DAY, at(9)) for n in range(3)]
    assert calendar("名", rows) == calendar("名", rows[::-1])


def test_end_before_the_beginning_becomes_an_hour() -> None:
    row = Entry("u", "题", DAY, DAY, at(9), starts_at=dt.time(23, 30), ends_at=dt.time(9))
    (event,) = icalendar.Calendar.from_ical(calendar("名", [row])).walk("VEVENT")
    assert event["DTEND"].dt == at(0, 30, DAY + dt.timedelta(days=1))


def run(*command: object, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("khal"), reason="no khal on this machine: apt-get install khal")
def test_real_calendar_program_shows_what_we_say(
    client: Client, secretary: Account, branch: Unit, plan: PlanFor, tmp_path: Path
) -> None:
    plan(1, title="参观革命纪念馆", time_text="14:30-16:00", place="市革命纪念馆")
    plan(2, title="读书会" + "，很长的题目" * 12)
    record_need(by=secretary, content=NeedContent(received_on=DAY, asked="路灯", unit_id=branch.pk, due_on=DAY))
    feed = tmp_path / "tongpin.ics"
    feed.write_bytes(read(client, make_feed(by=secretary)[1]).content)
    khal, config = shutil.which("khal"), tmp_path / "config"
    (tmp_path / "kept").mkdir()
    config.write_text(
        f"[calendars]\n[[own]]\npath = {tmp_path / 'kept'}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n[locale]\n"
        "local_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    run(khal, "-c", config, "import", "--batch", "-a", "own", feed, **environment)
    shown = run(
        khal,
        "-c",
        config,
        "list",
        "--format",
        "{start-end-time-style} {title} @{location}",
        "2025-03-05",
        "4d",
        **environment,
    )
    assert "14:30-16:00 主题党日：参观革命纪念馆 @市革命纪念馆" in shown
    assert "主题党日：读书会" + "，很长的题目" * 12 in shown
    assert "近期：一件诉求应在3月5日前答复" in shown

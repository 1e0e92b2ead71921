"""Handing out and erasing what is held about a person."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client

from tests.conftest import MakeAccount
from tongpin.derived.indicators.queries import figure
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.audit.queries import verify
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.actions import add_person, erase_person, export_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.queries import find_people, mentions, own_models, pointing
from tongpin.foundation.units.actions import admit_member, end_membership, exempt_person
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Exemption, Membership, Unit
from tongpin.records.activities.actions import correct_activity, record_activity
from tongpin.records.activities.models import Activity, Version
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import Content, RosterEntry, content_digest

pytestmark = pytest.mark.django_db
NAME, OTHER = "欧阳测试", "旁人甲"
LAST_DAY = dt.date(2025, 12, 31)


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(
        by=operator,
        name=NAME,
        gender="男",
        ethnicity="回族",
        birth_month=dt.date(1970, 5, 1),
        joined_party_on=dt.date(1995, 7, 1),
        phone="13800001234",
    )


@pytest.fixture
def membership(operator: Account, person: Person, branch: Unit) -> Membership:
    since = dt.date(2020, 1, 1)
    member = admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=since)
    exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=since, note="长期患病")
    return member


@pytest.fixture
def account(make_account: MakeAccount, person: Person, branch: Unit) -> Account:
    return make_account(Role.MEMBER, branch, "ouyang", person=person)


@pytest.fixture
def activity(secretary: Account, meeting: Content, person: Person) -> Activity:
    """A record with the person on its roster, corrected once, so that the name is in an earlier version too."""
    roster = (RosterEntry(NAME, person.pk), RosterEntry(OTHER))
    content = replace(meeting, roster=roster, host=NAME)
    made = record_activity(by=secretary, content=content)
    changed = replace(content_of(made), note=f"{NAME}发言")
    return correct_activity(by=secretary, activity=made, content=changed, reason="补记", version=made.version)


def everything() -> str:
    """Return all personal texts of the database."""
    found = []
    for model, classes in own_models():
        names = [name for name, kept in classes.items() if kept is not DataClass.NONE]
        found += [repr(row) for row in model._default_manager.values_list(*names)] if names else []
    return "\n".join(found)


def test_export_holds_every_row_that_points_to_the_person(
    operator: Account, person: Person, membership: Membership, account: Account, activity: Activity
) -> None:
    held = export_person(by=operator, person=person, reason="本人申请")
    assert held["person"]["name"] == NAME  # type: ignore[index,call-overload] # JSON
    assert held["person"]["phone"] == "13800001234"  # type: ignore[index,call-overload]
    linked = held["linked"]
    assert isinstance(linked, dict)
    assert {"units.membership", "people.account", "activities.attendance", "access.grant"} <= linked.keys()
    assert linked["units.exemption"][0]["note"] == "长期患病"  # type: ignore[index,call-overload]
    json.dumps(held)


def test_export_never_holds_secrets(operator: Account, person: Person, account: Account) -> None:
    text = json.dumps(export_person(by=operator, person=person, reason="本人申请"), ensure_ascii=False)
    assert account.password not in text
    assert person.phone_index not in text
    assert bytes(person.phone_sealed).hex() not in text


def test_export_names_mentions_that_may_be_a_namesake(operator: Account, person: Person, activity: Activity) -> None:
    held = export_person(by=operator, person=person, reason="本人申请")
    found = held["mentions"]
    assert isinstance(found, list)
    assert {"model": "activities.activity", "id": activity.pk, "field": "host"} in found
    assert {"model": "activities.activity", "id": activity.pk, "field": "note"} in found


def test_export_and_erasure_need_a_reason_and_are_logged_without_the_name(operator: Account, person: Person) -> None:
    for act in (export_person, erase_person):
        with pytest.raises(UserError, match="理由"):
            act(by=operator, person=person, reason=" ")  # type: ignore[operator]
    export_person(by=operator, person=person, reason="本人申请")
    erase_person(by=operator, person=person, reason="本人申请")
    for action in ("person.export", "person.erase"):
        event = Event.objects.get(action=action)
        assert ("本人申请" in event.details, NAME in event.details) == (True, False)


def test_every_model_with_a_key_to_a_person_is_found() -> None:
    """A model somebody adds is exported and erased without a line of code; a control that the walk sees them all."""
    found = {model._meta.label for model, _field in pointing(Person)}
    assert {"people.Account", "units.Membership", "units.Post", "activities.Attendance"} <= found
    for model, _classes in own_models():
        keys = [one for one in model._meta.concrete_fields if one.related_model is Person]
        assert not keys or model._meta.label in found


def test_erase_while_on_a_roll_is_refused(operator: Account, person: Person, membership: Membership) -> None:
    with pytest.raises(UserError, match="名册"):
        erase_person(by=operator, person=person, reason="本人申请")
    assert Person.objects.get(pk=person.pk).name == NAME


def test_erase_leaves_nothing_but_listed_mentions(
    operator: Account, person: Person, membership: Membership, account: Account, activity: Activity
) -> None:
    end_membership(by=operator, membership=membership, on=LAST_DAY, reason="去世", ends_posts=True)
    erased = erase_person(by=operator, person=person, reason="家属申请")
    person.refresh_from_db()
    assert person.name == erased.pseudonym == f"已删除人员{person.pk}"
    assert (person.phone, person.phone_index, person.ethnicity, person.gender, person.initials) == ("", "", "", "", "")
    assert (person.birth_month, person.joined_party_on) == (None, None)
    membership.refresh_from_db()
    exemption = Exemption.objects.get(person=person)
    assert (exemption.ground, exemption.note, exemption.valid_to) == (Ground.NOTED, "", LAST_DAY)
    assert membership.standing == "full"
    assert {(one.model, one.field) for one in erased.mentions} == {
        ("activities.activity", "note"),
        ("activities.version", "content"),  # the note of the version the erasure itself replaced
    }
    assert sum(NAME in line for line in everything().splitlines()) == 2  # the note, and the note of its last version


def test_erase_keeps_counts_right(
    operator: Account, person: Person, membership: Membership, activity: Activity, branch: Unit
) -> None:
    end_membership(by=operator, membership=membership, on=LAST_DAY, reason="转出", ends_posts=True)
    before = [figure(code, year=2025).value for code in ("members", "members.full", "meetings")]
    roster = activity.attendances.count()
    erase_person(by=operator, person=person, reason="本人申请")
    assert [figure(code, year=2025).value for code in ("members", "members.full", "meetings")] == before
    assert before[0] == 1
    assert activity.attendances.count() == roster == 2
    assert set(activity.attendances.values_list("name", flat=True)) == {f"已删除人员{person.pk}", OTHER}


def test_erase_renews_what_proves_a_record(operator: Account, person: Person, activity: Activity) -> None:
    old = activity.digest
    erase_person(by=operator, person=person, reason="本人申请")
    activity = Activity.objects.get(pk=activity.pk)
    assert activity.version == 3
    assert activity.digest == content_digest(content_of(activity), 3) != old
    assert activity.host == f"已删除人员{person.pk}"
    rosters = [version.content["roster"] for version in Version.objects.filter(activity=activity).order_by("number")]
    assert len(rosters) == 2
    assert all(NAME not in str(roster) for roster in rosters)
    assert OTHER in str(rosters[0])
    assert verify().problems == []


def test_erase_leaves_namesakes_alone(operator: Account, person: Person, secretary: Account, meeting: Content) -> None:
    namesake = add_person(by=operator, name=NAME, phone="13900005678")
    other = record_activity(by=secretary, content=replace(meeting, roster=(RosterEntry(NAME, namesake.pk),)))
    erase_person(by=operator, person=person, reason="本人申请")
    namesake.refresh_from_db()
    assert (namesake.name, namesake.phone) == (NAME, "13900005678")
    assert list(other.attendances.values_list("name", flat=True)) == [NAME]
    assert Activity.objects.get(pk=other.pk).version == 1


def test_erase_closes_accounts_for_good(operator: Account, person: Person, account: Account, client: Client) -> None:
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    AccessAttempt.objects.create(username="ouyang", failures_since_start=1)
    client.force_login(account)
    erase_person(by=operator, person=person, reason="本人申请")
    account.refresh_from_db()
    assert (account.is_active, account.has_usable_password(), account.email) == (False, False, "")
    assert account.username == f"erased-{account.pk}"
    assert not Authenticator.objects.filter(user=account).exists()
    assert not AccessAttempt.objects.filter(username="ouyang").exists()
    assert client.get("/me/").status_code == 302


def test_erase_twice_changes_nothing_more(operator: Account, person: Person, activity: Activity) -> None:
    first = erase_person(by=operator, person=person, reason="本人申请")
    version = Activity.objects.get(pk=activity.pk).version
    person.refresh_from_db()
    assert erase_person(by=operator, person=person, reason="再次").pseudonym == first.pseudonym
    assert Activity.objects.get(pk=activity.pk).version == version


def test_people_are_found_by_name_and_by_number(operator: Account, person: Person) -> None:
    assert find_people(NAME) == [person]
    assert find_people(str(person.pk)) == [person]
    assert find_people("无此人") == []


def test_mentions_of_nobody_are_none(operator: Account, activity: Activity) -> None:
    assert list(mentions("没有这个名字")) == []

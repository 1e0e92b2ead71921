"""Building the sample writes through the same actions as everyone's work, and twice changes nothing."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from tongpin.foundation.access.access import grants_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Grade, Status
from tongpin.records.activities.models import Activity
from tongpin.sample import current, evidence, organisation, vocabulary

NAMES = {one.username: f"甲{one.username}" for one in organisation.ACCOUNTS}


@pytest.fixture
def accounts(operator: Account, catalogue: None) -> dict[str, Account]:
    organisation.build_units(by=operator)
    for one in organisation.ACCOUNTS:
        person, unit = add_person(by=operator, name=NAMES[one.username]), Unit.objects.get(name=one.branch)
        admit_member(by=operator, person=person, unit=unit, standing=Standing.FULL)
    return organisation.build_accounts(by=operator, names=NAMES)


def test_units_stand_in_one_tree_below_the_bureau(accounts: dict[str, Account]) -> None:
    bureau = Unit.objects.get(parent=None)
    assert bureau.name == vocabulary.BUREAU
    assert Unit.objects.filter(kind=UnitKind.BRANCH, path__startswith=bureau.path).count() == len(vocabulary.BRANCHES)
    assert Unit.objects.get(name="图书馆党支部").host == Unit.objects.get(name="市图书馆")


def test_building_twice_changes_nothing(operator: Account, accounts: dict[str, Account]) -> None:
    before = Event.objects.count()
    organisation.build_units(by=operator)
    organisation.build_accounts(by=operator, names=NAMES)
    assert Event.objects.count() == before


def test_every_role_but_the_citizen_has_an_account(accounts: dict[str, Account]) -> None:
    held = {one.username: [grant.role for grant in grants_of(one)] for one in accounts.values()}
    assert {role for roles in held.values() for role in roles} == set(Role) - {Role.CITIZEN}
    assert all(len(roles) == 1 for roles in held.values())
    assert {name: str(one) for name, one in accounts.items()} == NAMES
    assert accounts["secretary"].check_password(organisation.password())


def test_password_is_made_for_the_installation(accounts: dict[str, Account]) -> None:
    assert re.fullmatch(r"demo-[0-9a-f]{6}-[0-9a-f]{6}", organisation.password())
    assert organisation.password() == organisation.password()


@pytest.mark.django_db
def test_sample_refuses_a_home_with_a_real_bureau(operator: Account, bureau: Unit) -> None:
    with pytest.raises(UserError, match="测试市文化和旅游局"):
        organisation.build_units(by=operator)


def test_running_weeks_hold_all_states_and_come_once(accounts: dict[str, Account]) -> None:
    people = {name: accounts[name] for name in ("secretary", "library", "officer")}
    assert current.build(**people) == Activity.objects.count() > 0
    states = list(Activity.objects.values_list("status", flat=True))
    assert {state: states.count(state) for state in set(states)} == {
        Status.CONFIRMED: 3,
        Status.HELD: 4,
        Status.PLANNED: 3,
    }
    assert current.build(**people) == 0


def test_papers_are_what_they_say(accounts: dict[str, Account]) -> None:
    assert Image.open(io.BytesIO(evidence.receipt(["Record 1"]))).format == "PNG"
    assert evidence.minutes(["Record 1"]).startswith(b"%PDF-1.4")


def test_evidence_comes_to_a_part_of_the_records_once(
    accounts: dict[str, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    current.build(**{name: accounts[name] for name in ("secretary", "library", "officer")})
    for kind in evidence.SHARE:
        monkeypatch.setitem(evidence.SHARE, kind, 1.0)
    years = tuple(set(Activity.objects.values_list("starts_on__year", flat=True)))
    for kind in evidence.SHARE:
        monkeypatch.setitem(evidence.SHARE, kind, 1.0)
    done = evidence.attach(by=accounts["officer"], years=years)
    proven = Activity.objects.filter(grade=Grade.ROSTER)
    assert proven.count() == done == 3
    assert StoredFile.objects.count() == done
    assert evidence.attach(by=accounts["officer"], years=years) == 0

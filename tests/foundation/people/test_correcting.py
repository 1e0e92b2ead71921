"""Correcting a person: what changed is logged, what it said is not."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person, correct_person
from tongpin.foundation.people.models import Account, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="甲乙", phone="13800001234")


def correct(by: Account, person: Person, *, name: str = "甲乙", phone: str | None = None) -> Person:
    return correct_person(
        by=by,
        person=person,
        name=name,
        gender="女",
        ethnicity="汉族",
        birth_month=dt.date(1980, 3, 17),
        joined_party_on=dt.date(2005, 7, 1),
        phone=phone,
    )


def test_corrected_person_is_found_by_the_new_initials(operator: Account, person: Person) -> None:
    correct(operator, person, name="单文丽")
    kept = Person.objects.get()
    assert (kept.name, kept.initials, kept.birth_month) == ("单文丽", "swl", dt.date(1980, 3, 1))
    assert kept.phone == "13800001234"


def test_log_names_the_fields_and_not_their_content(operator: Account, person: Person) -> None:
    correct(operator, person, phone="13900005678")
    details = Event.objects.get(action="person.correct").details
    assert "phone_sealed" in details
    assert "13900005678" not in details
    assert "汉族" not in details


def test_telephone_is_taken_away_by_an_empty_one(operator: Account, person: Person) -> None:
    correct(operator, person, phone="")
    kept = Person.objects.get()
    assert (kept.phone, kept.phone_index) == ("", "")


def test_same_data_changes_nothing(operator: Account, person: Person) -> None:
    correct(operator, person)
    correct(operator, person)
    assert Event.objects.filter(action="person.correct").count() == 1


def test_name_stays_filled(operator: Account, person: Person) -> None:
    with pytest.raises(UserError, match="姓名"):
        correct(operator, person, name="")

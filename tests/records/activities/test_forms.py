"""The record as a form: which fields come first, what must be filled, what the form says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Town, Village
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.activities.forms import RecordForm
from tongpin.records.activities.forms.fields import MOST_COMMON, common_fields, further_fields
from tongpin.records.activities.forms.record import written_date
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.standards.queries import kinds
from tongpin.standards.rules import kind_of, shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("choose_unit", [True, False])
def test_common_path_has_eight_fields_at_most_for_every_kind(choose_unit: bool) -> None:
    for body in shipped("kinds"):
        kind = kind_of(body)
        common = common_fields(kind, choose_unit=choose_unit)
        assert len(common) <= MOST_COMMON, kind.code
        assert set(kind.needs) - {"unit"} <= set(common), kind.code
        assert ("unit" in common) is choose_unit
        assert not set(common) & set(further_fields(common))


def form(branch: Unit, code: str, data: dict[str, Any], **options: Any) -> RecordForm:
    return RecordForm({"unit": branch.pk, **data}, kind=kinds()[code], units=[branch], **options)


@pytest.fixture
def roll(operator: Account, branch: Unit) -> list[Membership]:
    return [
        admit_member(by=operator, person=add_person(by=operator, name=name), unit=branch, standing=Standing.FULL)
        for name in ("甲一", "乙二", "甲一")
    ]


def test_content_takes_day_time_and_defaults(branch: Unit, catalogue: None) -> None:
    one = form(branch, "party_day", {"starts_on": "2025年3月5日 19:00", "attended": "12"})
    assert one.is_valid(), one.errors
    assert one.content() == Content(
        kind="party_day",
        title="主题党日",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 3, 5),
        time_text="19:00",
        attended=12,
    )


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("20250305", dt.date(2025, 3, 5), None, "day"),
        ("2025年8月10日-13日", dt.date(2025, 8, 10), dt.date(2025, 8, 13), "day"),
        ("2025年3月", dt.date(2025, 3, 1), None, "month"),
    ],
)
def test_date_is_read_as_it_is_written_and_written_as_it_was_read(
    branch: Unit, catalogue: None, written: str, start: dt.date, end: dt.date | None, precision: str
) -> None:
    one = form(branch, "party_day", {"starts_on": written, "attended": "1"})
    assert one.is_valid(), one.errors
    content = one.content()
    assert (content.starts_on, content.ends_on, content.date_precision) == (start, end, precision)
    again = form(branch, "party_day", {"starts_on": written_date(content), "attended": "1"})
    assert again.is_valid(), again.errors
    assert again.content() == content


@pytest.mark.parametrize("bad", ["", "2月30日", "昨天", "2025-13-01", "x" * 80])
def test_date_that_is_none_is_refused_beside_its_field(branch: Unit, catalogue: None, bad: str) -> None:
    assert "starts_on" in form(branch, "party_day", {"starts_on": bad, "attended": "1"}).errors


def test_number_attended_or_a_roll_is_needed(branch: Unit, catalogue: None, roll: list[Membership]) -> None:
    assert list(form(branch, "party_day", {"starts_on": "20250305"}, roll=roll).errors) == ["attended"]
    called = form(branch, "party_day", {"starts_on": "20250305", "present": [roll[1].person_id]}, roll=roll)
    assert called.is_valid(), called.errors
    assert (called.content().attended, called.content().roster) == (1, (RosterEntry("乙二", roll[1].person_id),))


def test_plan_needs_neither_number_nor_village(branch: Unit, catalogue: None) -> None:
    assert form(branch, "party_day", {"starts_on": "20991231", "planned": "1"}).is_valid()
    assert form(branch, "tour.show", {"starts_on": "20991231", "planned": "1"}).is_valid()


def test_typed_name_is_matched_where_only_one_member_bears_it(
    branch: Unit, catalogue: None, roll: list[Membership]
) -> None:
    one = form(branch, "party_day", {"starts_on": "20250305", "others": "乙二、甲一，丙三", "attended": "3"}, roll=roll)
    assert one.is_valid(), one.errors
    assert one.content().roster == (
        RosterEntry("乙二", roll[1].person_id),
        RosterEntry("甲一"),  # two members bear this name: nobody guesses
        RosterEntry("丙三"),
    )


def test_member_called_and_typed_counts_once(branch: Unit, catalogue: None, roll: list[Membership]) -> None:
    data = {"starts_on": "20250305", "present": [roll[1].person_id], "others": "乙二"}
    one = form(branch, "party_day", data, roll=roll)
    assert one.is_valid(), one.errors
    assert one.content().roster == (RosterEntry("乙二", roll[1].person_id),)


def test_roster_stays_as_it_is_for_someone_who_may_not_see_names(
    branch: Unit, catalogue: None, roll: list[Membership]
) -> None:
    kept = (RosterEntry("乙二", roll[1].person_id),)
    before = Content(kind="party_day", title="一", unit_id=branch.pk, starts_on=dt.date(2025, 3, 5), roster=kept)
    one = form(branch, "party_day", {"starts_on": "20250305", "others": "丙三"}, before=before, names=False)
    assert one.is_valid(), one.errors
    assert "others" not in one.fields
    assert "present" not in one.fields
    assert one.content().roster == kept


def test_form_says_again_what_the_record_says(branch: Unit, catalogue: None, roll: list[Membership]) -> None:
    before = Content(
        kind="party_day",
        title="主题党日：送书",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 3, 5),
        expected=3,
        attended=2,
        hours=Decimal("1.5"),
        measures=(("books", Decimal(300)), ("sites", Decimal("2.5"))),
        lines=("culture",),
        purposes=("service",),
        roster=(RosterEntry("乙二", roll[1].person_id), RosterEntry("外单位丁四")),
    )
    shown = RecordForm(kind=kinds()["party_day"], units=[branch], roll=roll, before=before)
    data = {bound.html_name: bound.value() for bound in shown if bound.value() is not None}
    again = RecordForm(data, kind=kinds()["party_day"], units=[branch], roll=roll, before=before)
    assert again.is_valid(), again.errors
    assert again.content() == before


def test_village_is_found_by_town_and_name(branch: Unit, catalogue: None, village: Village) -> None:
    one = form(branch, "tour.show", {"starts_on": "20250305", "village": "试验镇 东村", "host": "剧团"})
    assert one.is_valid(), one.errors
    assert one.content().village_id == village.pk


def test_ambiguous_village_is_asked_never_guessed(branch: Unit, catalogue: None, village: Village) -> None:
    other = Town.objects.create(code="990001102", name="另一镇")
    Village.objects.create(code="990001102201", name="东村村民委员会", town=other, is_administrative=True)
    one = form(branch, "tour.show", {"starts_on": "20250305", "village": "东村", "host": "剧团"})
    assert "另一镇" in one.errors["village"][0]
    assert "试验镇" in one.errors["village"][0]


def test_unknown_village_is_refused(branch: Unit, catalogue: None, village: Village) -> None:
    assert "village" in form(branch, "tour.show", {"starts_on": "20250305", "village": "没有村", "host": "剧团"}).errors


@pytest.mark.parametrize(
    ("name", "value"), [("attended", "-1"), ("attended", "abc"), ("hours", "1e9"), ("unit", "999")]
)
def test_bad_value_is_refused_beside_its_field(branch: Unit, catalogue: None, name: str, value: str) -> None:
    data = {"starts_on": "20250305", "attended": "1", name: value}
    assert name in form(branch, "party_day", data).errors

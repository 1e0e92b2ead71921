"""Recording talks, putting them right, and the law that nothing of what was said has a place."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from tests.conftest import MakeAccount
from tests.records.conversations.conftest import People, exempt, member
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import end_membership
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.conversations import forms as talk_forms
from tongpin.records.conversations.actions import (
    correct_conversation,
    record_conversations,
    take_back_conversation,
)
from tongpin.records.conversations.enums import Way, Why
from tongpin.records.conversations.models import Conversation, ConversationVersion
from tongpin.records.conversations.queries import content_of, missing_pairs, standing
from tongpin.records.conversations.rules import pair_of, talk_digest

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 3, 5)


def talk(by: Account, unit: Unit, person: Person, *partners: Person, on: dt.date = DAY) -> list[Conversation]:
    return record_conversations(by=by, unit=unit, person=person, partners=partners, held_on=on, way=Way.FACE)


def test_no_field_can_hold_what_was_said() -> None:
    """The law: pairs, days, ways and the program's own marks; texts only of fixed choices or of a digest."""
    assert {field.name for field in Conversation._meta.get_fields() if field.concrete} == {
        "id", "unit", "first", "second", "held_on", "way", "status", "why_cancelled", "version", "digest",
        "recorded_by", "recorded_at",
    }  # fmt: skip
    assert {field.name for field in ConversationVersion._meta.get_fields() if field.concrete} == {
        "id", "conversation", "number", "held_on", "way", "digest", "why", "replaced_by", "replaced_at",
    }  # fmt: skip
    for model in (Conversation, ConversationVersion):
        free = [
            field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)
        ]
        assert [field.name for field in free if not field.choices] == ["digest"]


def test_no_form_takes_a_free_text() -> None:
    for form in (talk_forms.TalkForm, talk_forms.CorrectForm, talk_forms.TakeBackForm):
        fields = form.base_fields
        kinds = {name: type(field) for name, field in fields.items() if name not in {"version", "held_on"}}
        assert set(kinds.values()) <= {forms.ChoiceField, forms.MultipleChoiceField}, form
        assert not any(isinstance(field.widget, forms.Textarea) for field in fields.values())


def test_several_talks_of_a_day_are_recorded_once(secretary: Account, branch: Unit, people: People) -> None:
    made = talk(secretary, branch, people.third, people.chief, people.first)
    assert {(row.first_id, row.second_id) for row in made} == {
        pair_of(people.third.pk, people.chief.pk),
        pair_of(people.third.pk, people.first.pk),
    }
    assert all(row.digest == talk_digest(content_of(row), 1) for row in made)
    assert Event.objects.filter(action="talk.record").count() == 2
    # from the other side, on the same day: the same talk
    assert talk(secretary, branch, people.chief, people.third) == []
    assert len(talk(secretary, branch, people.chief, people.third, on=DAY + dt.timedelta(days=1))) == 1
    assert standing(start=DAY, end=DAY).count() == 2


def test_bad_input_is_refused_with_its_reason(secretary: Account, branch: Unit, people: People) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    with pytest.raises(UserError, match="不能与本人谈"):
        talk(secretary, branch, people.chief, people.first, people.chief)
    with pytest.raises(UserError, match=r"吴六.*不在“市文化馆党支部”的名册上.*第十九条"):
        talk(secretary, branch, people.chief, people.stranger)
    with pytest.raises(UserError, match="吴六"):
        talk(secretary, branch, people.stranger, people.chief)
    with pytest.raises(UserError, match="未来"):
        talk(secretary, branch, people.chief, people.first, on=tomorrow)
    with pytest.raises(UserError, match="请选择谈话对象"):
        talk(secretary, branch, people.chief)
    with pytest.raises(UserError, match="2019-12-31 不在"):
        talk(secretary, branch, people.chief, people.first, on=dt.date(2019, 12, 31))
    assert not Conversation.objects.exists()


def test_who_has_left_is_refused_after_that_day_only(
    operator: Account, secretary: Account, branch: Unit, people: People
) -> None:
    end_membership(by=operator, membership=Membership.objects.get(person=people.first), on=DAY, reason="moved_out")
    assert len(talk(secretary, branch, people.first, people.chief)) == 1
    with pytest.raises(UserError, match="孙三"):
        talk(secretary, branch, people.first, people.chief, on=DAY + dt.timedelta(days=1))


def test_talks_belong_to_a_branch(officer: Account, committee: Unit, people: People) -> None:
    with pytest.raises(UserError, match="按党支部登记"):
        talk(officer, committee, people.chief, people.first)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UNIT_OFFICER, Role.LEADER, Role.AUDITOR])
def test_others_record_nothing(make_account: MakeAccount, branch: Unit, people: People, role: Role) -> None:
    with pytest.raises(NotAllowed):
        talk(make_account(role, branch), branch, people.chief, people.first)


def test_secretary_of_another_branch_neither_records_nor_changes(
    make_account: MakeAccount, secretary: Account, branch: Unit, sibling: Unit, people: People
) -> None:
    other = make_account(Role.SECRETARY, sibling)
    (row,) = talk(secretary, branch, people.chief, people.first)
    with pytest.raises(NotAllowed):
        talk(other, branch, people.chief, people.second)
    with pytest.raises(NotAllowed):
        correct_conversation(by=other, conversation=row, held_on=DAY, way=Way.PHONE, why=Why.WRONG_WAY, version=1)
    with pytest.raises(NotAllowed):
        take_back_conversation(by=other, conversation=row, why=Why.DOUBLED, version=1)


def test_database_itself_refuses_one_person_and_the_same_talk_twice(
    secretary: Account, branch: Unit, people: People
) -> None:
    def make(first: Person, second: Person) -> None:
        with transaction.atomic():
            Conversation.objects.create(
                unit=branch, first=first, second=second, held_on=DAY, way=Way.FACE, digest="x",
                recorded_by=secretary, recorded_at=clock.now(),
            )  # fmt: skip

    for two in ((people.chief, people.chief), (people.first, people.chief)):
        with pytest.raises(IntegrityError):
            make(*two)
    make(people.chief, people.first)
    with pytest.raises(IntegrityError):
        make(people.chief, people.first)


def test_correction_keeps_what_it_said(secretary: Account, branch: Unit, people: People) -> None:
    (row,) = talk(secretary, branch, people.chief, people.first)
    after = DAY + dt.timedelta(days=2)
    change = {"by": secretary, "conversation": row, "way": Way.FACE, "why": Why.WRONG_DAY}
    assert not correct_conversation(**change, held_on=DAY, version=1)
    assert correct_conversation(**change, held_on=after, version=1)
    row.refresh_from_db()
    assert (row.held_on, row.version, row.digest) == (after, 2, talk_digest(content_of(row), 2))
    kept = row.versions.get()
    assert (kept.held_on, kept.why, kept.number) == (DAY, Why.WRONG_DAY, 1)
    with pytest.raises(UserError, match="已有他人修改"):
        correct_conversation(**change, held_on=DAY, version=1)
    with pytest.raises(UserError, match="撤回"):
        correct_conversation(**{**change, "why": Why.NOT_HELD}, held_on=DAY, version=2)
    talk(secretary, branch, people.chief, people.first)
    with pytest.raises(UserError, match="当天的谈话已登记过"):
        correct_conversation(**change, held_on=DAY, version=2)


def test_talk_taken_back_counts_no_more_and_can_be_entered_anew(
    secretary: Account, branch: Unit, people: People
) -> None:
    (row,) = talk(secretary, branch, people.chief, people.first)
    with pytest.raises(UserError, match="更正日期或方式"):
        take_back_conversation(by=secretary, conversation=row, why=Why.WRONG_DAY, version=1)
    take_back_conversation(by=secretary, conversation=row, why=Why.NOT_HELD, version=1)
    assert standing().count() == 0
    with pytest.raises(UserError, match="已有他人修改"):
        take_back_conversation(by=secretary, conversation=row, why=Why.NOT_HELD, version=1)
    assert len(talk(secretary, branch, people.chief, people.first)) == 1


def test_missing_pairs_of_many_branches_take_four_queries(
    operator: Account, secretary: Account, branch: Unit, sibling: Unit, people: People
) -> None:
    exempt(people.third)
    member(operator, sibling, "郑七")
    talk(secretary, branch, people.chief, people.first)
    with CaptureQueriesContext(connection) as one:
        missing_pairs([branch], 2025)
    with CaptureQueriesContext(connection) as two:
        found = missing_pairs([branch, sibling], 2025)
    assert len(one) == len(two) == 4
    own = found[branch.pk]
    assert own.pairs == (pair_of(people.chief.pk, people.organiser.pk),)
    assert own.with_committee == (people.second.pk,)
    assert set(own.with_members) == {people.first.pk, people.second.pk}
    assert (own.asked, own.count, found[sibling.pk].count) == (5, 4, 2)
    assert missing_pairs([branch], 2024)[branch.pk].count == 5


def test_missing_is_judged_by_the_roll_of_the_years_last_day(
    operator: Account, secretary: Account, branch: Unit, people: People
) -> None:
    membership = Membership.objects.get(person=people.second)
    end_membership(by=operator, membership=membership, on=dt.date(2025, 6, 30), reason="moved_out")
    assert people.second.pk in missing_pairs([branch], 2024)[branch.pk].with_members
    assert people.second.pk not in missing_pairs([branch], 2025)[branch.pk].with_members

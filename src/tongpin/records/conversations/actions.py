"""Recording that two members talked. Nothing of what they said can be handed in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from .access import RECORD
from .enums import CORRECTS, TAKES_BACK, TalkStatus, Way, Why
from .models import Conversation, ConversationVersion
from .queries import BRANCHES, content_of, not_on_roll
from .rules import TalkContent, pair_of, talk_digest


def _check_day(day: dt.date) -> None:
    if day > clock.today():
        raise UserError(_("The day of the talk lies in the future."), place=day.isoformat())


def _check_people(unit: Unit, person: Person, partners: Sequence[Person], day: dt.date) -> None:
    """Refuse a talk with nobody, with oneself, or with somebody who was not on the roll of the branch on that day."""
    if unit.kind not in BRANCHES:
        raise UserError(_("Talks are recorded for a Party branch."), place=unit.name)
    if not partners:
        raise UserError(_("Choose with whom."), place=person.name)
    if person in partners:
        raise UserError(_("A talk needs two persons; nobody talks with themselves."), place=person.name)
    if strangers := not_on_roll(unit, [person, *partners], day):
        raise UserError(
            _("Not on the roll of “%(unit)s” on %(day)s.") % {"unit": unit.name, "day": day.isoformat()},
            place="、".join(one.name for one in strangers),
            remedy=_("Talks are counted within a branch (Branch Regulations, article 19)."),
        )


@transaction.atomic
def record_conversations(
    *, by: Account, unit: Unit, person: Person, partners: Sequence[Person], held_on: dt.date, way: Way
) -> list[Conversation]:
    """Record that a person talked with each of `partners` on a day; return the new records.

    A pair that is recorded for that day already is left as it is. Raises NotAllowed outside the account's branches,
    UserError for a day to come, nobody, oneself, or a person not on the roll that day.
    """
    RECORD.require_in(by, unit)
    _check_day(held_on)
    _check_people(unit, person, partners, held_on)
    made = []
    for first, second in sorted({pair_of(person.pk, one.pk) for one in partners}):
        content = TalkContent(unit.pk, first, second, held_on, Way(way).value)
        row, is_new = Conversation.objects.get_or_create(
            first_id=first,
            second_id=second,
            held_on=held_on,
            status=TalkStatus.STANDING,
            defaults={
                "unit": unit, "way": content.way, "digest": talk_digest(content, 1), "recorded_by": by,
                "recorded_at": clock.now(),
            },
        )  # fmt: skip
        if is_new:
            record(by=by, action="talk.record", target=row, details={"digest": row.digest})
            made.append(row)
    return made


@transaction.atomic
def correct_conversation(
    *, by: Account, conversation: Conversation, held_on: dt.date, way: Way, why: Why, version: int
) -> bool:
    """Put day or way right; return False when nothing was different. Another person is another talk: take it back.

    `version` is the version the corrector saw. Raises NotAllowed, or UserError for a day to come, a record taken back
    or changed meanwhile, a person not on the roll that day, or a pair recorded for that day already.
    """
    RECORD.require(by, conversation)
    _check_day(held_on)
    if why not in CORRECTS:
        raise UserError(_("Take the record back and enter the talk anew."), place=str(Why(why).label))
    row = _held(conversation, version)
    before = content_of(row)
    after = replace(before, held_on=held_on, way=Way(way).value)
    if after == before:
        return False
    _check_people(row.unit, row.first, [row.second], held_on)
    _check_free(row, held_on)
    ConversationVersion.objects.create(
        conversation=row, number=row.version, held_on=before.held_on, way=before.way, digest=row.digest,
        why=why, replaced_by=by, replaced_at=clock.now(),
    )  # fmt: skip
    row.held_on, row.way, row.version = held_on, after.way, row.version + 1
    row.digest = talk_digest(after, row.version)
    row.save(update_fields=["held_on", "way", "version", "digest"])
    record(by=by, action="talk.correct", target=row, details={"version": row.version, "why": Why(why).value})
    return True


@transaction.atomic
def take_back_conversation(*, by: Account, conversation: Conversation, why: Why, version: int) -> Conversation:
    """Take a record back; it stays readable and counts no more. Raises NotAllowed, or UserError as for a correction."""
    RECORD.require(by, conversation)
    if why not in TAKES_BACK:
        raise UserError(_("Correct the day or the way instead."), place=str(Why(why).label))
    row = _held(conversation, version)
    row.status, row.why_cancelled = TalkStatus.CANCELLED, Why(why).value
    row.save(update_fields=["status", "why_cancelled"])
    record(by=by, action="talk.take_back", target=row, details={"why": row.why_cancelled})
    return row


def _held(conversation: Conversation, version: int) -> Conversation:
    """Return the record as the database has it, held until the end of the transaction."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if row.status != TalkStatus.STANDING or row.version != version:
        raise UserError(_("Somebody else changed this entry meanwhile."), remedy=_("Open it again and look."))
    return row


def _check_free(row: Conversation, day: dt.date) -> None:
    same = Conversation.objects.filter(first=row.first_id, second=row.second_id, held_on=day)
    if same.filter(status=TalkStatus.STANDING).exclude(pk=row.pk).exists():
        raise UserError(_("A talk of these two is recorded for this day already."), place=day.isoformat())

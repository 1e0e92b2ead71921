"""Writing persons and accounts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.canonical import Json
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.personal import DataClass

from .events import person_erased
from .models import Account, Person
from .queries import Mention, holdings, linked_rows, mentions, pointing
from .rules import COMMAND_LINE, initials


@transaction.atomic
def add_person(
    *,
    by: Account,
    name: str,
    gender: str = "",
    ethnicity: str = "",
    birth_month: dt.date | None = None,
    joined_party_on: dt.date | None = None,
    phone: str = "",
) -> Person:
    """Add a person; only the key goes into the log, never the name."""
    person = Person(
        name=name,
        initials=initials(name),
        gender=gender,
        ethnicity=ethnicity,
        birth_month=birth_month.replace(day=1) if birth_month else None,
        joined_party_on=joined_party_on,
    )
    person.phone = phone
    person.save(force_insert=True)
    record(by=by, action="person.add", target=person)
    return person


@transaction.atomic
def correct_person(
    *,
    by: Account,
    person: Person,
    name: str,
    gender: str,
    ethnicity: str,
    birth_month: dt.date | None,
    joined_party_on: dt.date | None,
    phone: str | None,
) -> Person:
    """Bring a person's data up to date; `phone` None leaves the number as it is, an empty text takes it away.

    The log names the fields that changed, never what they said. Raises UserError for an empty name.
    """
    if not name:
        raise UserError(_("Give the name."))
    wanted: dict[str, Any] = {
        "name": name,
        "initials": initials(name),
        "gender": gender,
        "ethnicity": ethnicity,
        "birth_month": birth_month.replace(day=1) if birth_month else None,
        "joined_party_on": joined_party_on,
    }
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, wanted[field])
    if phone is not None and person.phone != phone:
        person.phone = phone
        changed += ["phone_sealed", "phone_index"]
    if changed:
        person.save(update_fields=changed)
        record(by=by, action="person.correct", target=person, details={"fields": sorted(changed)})
    return person


@transaction.atomic
def note_phone_shown(*, by: Account, person: Person) -> None:
    """Keep in the log that somebody looked at a telephone number in clear."""
    record(by=by, action="person.phone", target=person)


@transaction.atomic
def add_account(
    *, by: Account, username: str, password: str | None, person: Person | None = None, email: str = ""
) -> Account:
    """Open an account without any role; grants come from foundation.access."""
    account = Account.objects.create_user(username, password, person=person, email=email)
    record(by=by, action="account.add", target=account)
    return account


def command_line_account() -> Account:
    """Return the account in whose name the command line acts; it has no password and cannot log in."""
    account = Account.objects.filter(username=COMMAND_LINE).first()
    return account or Account.objects.create_user(COMMAND_LINE)


@transaction.atomic
def export_person(*, by: Account, person: Person, reason: str) -> dict[str, Json]:
    """Hand out all the database holds about a person (Personal Information Protection Law, art. 45).

    Raises UserError without a reason. The log keeps who asked and why, never what was handed out.
    """
    reason = _reason(reason)
    handed_out = holdings(person)
    record(by=by, action="person.export", target=person, details={"reason": reason})
    return handed_out


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of a person: the pseudonym, and the texts in which the name still stands and a human must look."""

    pseudonym: str
    mentions: list[Mention]


@transaction.atomic
def erase_person(*, by: Account, person: Person, reason: str) -> Erased:
    """Put a pseudonym in the place of a person (Personal Information Protection Law, art. 47); counts stay right.

    Memberships, attendances and posts stay, without name, telephone or anything sensitive; accounts are closed for
    good. The log of what their accounts did stays as the law on network security wants it. Not touched: files, and
    texts that only hold the name, which are listed. Raises UserError without a reason, and while the person is still on
    a roll or holds a post: that has to end first, or the roll would be wrong.
    """
    reason = _reason(reason)
    person = Person.objects.select_for_update().get(pk=person.pk)
    old_name, pseudonym = person.name, _("Erased person %(id)s") % {"id": person.pk}
    if old_name == pseudonym:
        return Erased(pseudonym, [])
    for _label, row in linked_rows(person):
        if hasattr(row, "valid_to") and row.valid_to is None:
            raise UserError(
                _("This person is still on a roll or holds a post."), remedy=_("End that first, with its last day.")
            )
    for _label, row in linked_rows(person):
        if not isinstance(row, Account):
            _blank(row, old_name, pseudonym)
    for account in Account.objects.filter(person=person):
        _close(account)
    Person.objects.filter(pk=person.pk).update(
        uid=uuid.uuid4(),
        name=pseudonym,
        initials="",
        gender="",
        ethnicity="",
        birth_month=None,
        joined_party_on=None,
        phone_sealed=b"",
        phone_index="",
    )
    record(by=by, action="person.erase", target=person, details={"reason": reason})
    person_erased.send(Person, by=by, person_id=person.pk, old_name=old_name, new_name=pseudonym)
    return Erased(pseudonym, list(mentions(old_name)))


def _reason(text: str) -> str:
    if not text.strip():
        raise UserError(_("Say why."), place=_("Reason"))
    return text.strip()[:200]


def _blank(row: models.Model, old_name: str, pseudonym: str) -> None:
    """Take the name and what is sensitive out of a row that points to the person, by the classes of its fields."""
    classes: Mapping[str, DataClass] = getattr(row, "data_classes", {})
    changed = []
    for field in row._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue
        before: str = field.value_from_object(row)
        after = {
            DataClass.SENSITIVE: "",
            DataClass.PERSONAL: pseudonym if field.name == "name" else before.replace(old_name, pseudonym),
        }.get(classes.get(field.name, DataClass.NONE), before)
        if after != before:
            setattr(row, field.attname, after[: field.max_length] if field.max_length else after)
            changed.append(field.name)
    if changed:
        row.save(update_fields=changed)


def _close(account: Account) -> None:
    """Close an account for good: no name, no password, no second factor, no counted failures."""
    for model, field in pointing(Account):
        if model._meta.app_label in {"mfa", "account"}:
            model._default_manager.filter(**{field: account}).delete()
    apps.get_model("axes", "AccessAttempt")._default_manager.filter(username=account.username).delete()
    account.username, account.email, account.is_active = f"erased-{account.pk}", "", False
    account.set_unusable_password()
    account.save(update_fields=["username", "email", "is_active", "password"])

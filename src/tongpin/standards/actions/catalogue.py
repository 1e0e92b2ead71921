"""Entries: shipped entries on first use and after an upgrade, edited ones from the desk."""

from __future__ import annotations

import datetime as dt
import json

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import canonical
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..access import EDIT_CATALOGUE
from ..enums import EntryType
from ..models import Entry
from ..notices import malformed_text, refuse_forbidden
from ..rules import Body, Malformed, entry_digest, kind_of, norm_of, shipped

FILES = {EntryType.KIND: "kinds", EntryType.NORM: "norms"}


def _check(type_: EntryType, body: Body) -> None:
    """Raise UserError unless the entry has its type's shape and says nothing that is forbidden."""
    code = str(body.get("code", ""))
    refuse_forbidden(dict(body), code)
    try:
        (kind_of if type_ is EntryType.KIND else norm_of)(body)
    except Malformed as error:
        raise UserError(malformed_text(error), place=code, remedy=_("Compare it with the shipped entry.")) from error


def _write(
    *, by: Account, type_: EntryType, body: Body, is_shipped: bool, reason: str, valid_from: dt.date | None
) -> Entry:
    last = Entry.objects.filter(type=type_, code=body["code"]).order_by("-version").first()
    if last is not None and last.valid_to is None:
        last.valid_to = (valid_from or clock.today()) - dt.timedelta(days=1)
        last.save(update_fields=["valid_to"])
    entry = Entry.objects.create(
        type=type_,
        code=body["code"],
        version=last.version + 1 if last else 1,
        valid_from=valid_from,
        body=json.loads(canonical(dict(body))),
        digest=entry_digest(body),
        shipped=is_shipped,
        reason=reason,
        changed_by=by.username,
        changed_at=clock.now(),
    )
    record(
        by=by,
        action="standards.change",
        target=entry,
        details={"code": entry.code, "version": entry.version, "reason": reason},
    )
    return entry


@transaction.atomic
def load_shipped(*, by: Account) -> int:
    """Bring the shipped entries in; return how many were new or changed.

    An entry edited in the desk is left alone: the bureau's own wording outlives an upgrade.
    """
    written = 0
    for type_, name in FILES.items():
        current = {entry.code: entry for entry in Entry.objects.filter(type=type_, valid_to=None)}
        for body in shipped(name):
            known = current.get(body["code"])
            if known is not None and (not known.shipped or known.digest == entry_digest(body)):
                continue
            _check(type_, body)
            start = clock.today() if known else body.get("effective_from")
            _write(by=by, type_=type_, body=body, is_shipped=True, reason=_("Shipped"), valid_from=start)
            written += 1
    return written


@transaction.atomic
def change_entry(
    *,
    by: Account,
    type_: EntryType,
    body: Body,
    reason: str,
    valid_from: dt.date | None = None,
    version: int | None = None,
) -> Entry:
    """Add an entry or a new version of one, in force from `valid_from` (today).

    `version` is the version the editor saw, 0 for a new entry; None where nobody looked before. Raises NotAllowed, or
    UserError when the entry is malformed or forbidden, begins before the version it follows, changed meanwhile, or its
    code is taken.
    """
    EDIT_CATALOGUE.require_held(by)
    if not reason.strip():
        raise UserError(_("Say why the entry changes."), place=_("Reason"))
    _check(type_, body)
    start = valid_from or clock.today()
    last = Entry.objects.select_for_update().filter(type=type_, code=body["code"], valid_to=None).first()
    if version is not None and version != (last.version if last else 0):
        raise _overtaken(version, str(body["code"]))
    if last is not None and last.valid_from is not None and start <= last.valid_from:
        raise UserError(_("It must begin after the version it follows."), place=str(last.valid_from))
    return _write(by=by, type_=type_, body=body, is_shipped=False, reason=reason, valid_from=start)


def _overtaken(version: int, code: str) -> UserError:
    if version == 0:
        return UserError(_("The catalogue has an entry of this code already."), place=code)
    return UserError(_("Somebody else changed this entry meanwhile."), remedy=_("Open it again and look."))

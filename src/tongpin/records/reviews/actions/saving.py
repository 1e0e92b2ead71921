"""What every write to a cycle does first and last: hold the row, renew version and digest, tell the log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import Json, canonical
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..models import Review, ReviewVersion
from ..queries import said, whole
from ..rules import TALLY, review_digest


def hold(*, by: Account, review: Review, version: int | None = None) -> Review:
    """Return the cycle as the database has it, held until the end of the transaction.

    `version` is the version the writer saw; raises UserError when another was quicker.
    """
    held = whole().select_for_update(of=("self",)).get(pk=review.pk)
    if version is not None and held.version != version:
        raise UserError(_("Somebody else changed this entry meanwhile."), remedy=_("Open it again and look."))
    return held


def _grades_of(review: Review) -> dict[int, str]:
    return dict(review.appraised.exclude(grade="").values_list("person", "grade"))


def save(
    *, by: Account, review: Review, action: str, fields: Sequence[str], details: Mapping[str, Json] | None = None
) -> Review:
    """Write the changed fields with a new version and digest, and tell the log."""
    review.version += 1
    review.digest = review_digest(said(review), _grades_of(review), review.version)
    review.save(update_fields=[*fields, "version", "digest"])
    record(by=by, action=action, target=review, details={"version": review.version, **(details or {})})
    return review


def keep_version(*, by: Account, review: Review, reason: str) -> None:
    """Keep what count and decision say now, before they are taken up again."""
    rows = review.appraised.order_by("pk").values("person", "grade", *TALLY)
    content = {**said(review), "appraised": list(rows)}
    ReviewVersion.objects.create(
        review=review,
        number=review.version,
        content=json.loads(canonical(content)),
        digest=review.digest,
        reason=reason,
        replaced_by=by,
        replaced_at=clock.now(),
    )


def require_past(*, by: Account, day: dt.date) -> None:
    """Refuse a day that has not come yet."""
    if day > clock.today():
        raise UserError(_("This day has not come yet."), place=day.isoformat(), remedy=_("Enter it when it has."))

"""Calendar feeds: what is planned, held or cancelled, and what is due, without anybody's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.clock import SHANGHAI
from tongpin.foundation.kernel.times import times
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.access import SEE
from tongpin.records.activities.enums import Precision, Status
from tongpin.records.activities.models import Activity
from tongpin.standards.queries import kinds

from ..access import UNIT_FEED
from ..models import Feed
from ..notices import state_text
from ..rules.ics import Entry, calendar
from ..rules.privacy import masked
from ..rules.tokens import SHAPE, token_hash
from .composing import found, person_names
from .recipients import wishes_of

WINDOW = 3600  # seconds
MOST_ASKED, MOST_GUESSED = 60, 300  # in a window: of one feed, and of wrong addresses from one place
MOST_ENTRIES = 2_000
PAST_DAYS = 400
STEPS = {Status.PLANNED: 0, Status.HELD: 1, Status.CONFIRMED: 2, Status.CANCELLED: 3}
STATUS = {Status.PLANNED: "TENTATIVE", Status.CANCELLED: "CANCELLED"}


def feeds_of(account: Account) -> QuerySet[Feed]:
    """Return the account's feeds that can be read, newest first."""
    return Feed.objects.filter(account=account, revoked_at=None).select_related("unit").order_by("-made_at", "-pk")


def within_limit(name: str, most: int) -> bool:
    """Count one more request of `name` in this hour and say whether it is allowed."""
    cache.add(name, 0, WINDOW)
    try:
        return bool(cache.incr(name) <= most)
    except ValueError:  # it expired between the two calls
        return True


def feed_behind(token: str) -> Feed | None:
    """Return the feed of a secret address; None where there is none, it was revoked, or its owner may not any more."""
    if not SHAPE.fullmatch(token):
        return None
    rows = Feed.objects.filter(token_hash=token_hash(token), revoked_at=None, account__is_active=True)
    feed = rows.select_related("account", "unit").first()
    if feed is not None and feed.unit is not None and not UNIT_FEED.can_in(feed.account, feed.unit):
        return None
    return feed


def feed_text(feed: Feed) -> bytes:
    """Return the calendar behind a feed."""
    name = _("Tongpin: %(unit)s") % {"unit": feed.unit.name} if feed.unit else _("Tongpin: my calendar")
    return calendar(name, [*_activities(feed), *_due(feed)])


def _host() -> str:
    return urlsplit(settings.TONGPIN_PUBLIC_URL).hostname or "tongpin"


def _scope(feed: Feed) -> QuerySet[Activity]:
    rows = SEE.visible(feed.account, Activity.objects.all())
    return rows.filter(unit__path__startswith=feed.unit.path) if feed.unit else rows


def _activities(feed: Feed) -> Iterator[Entry]:
    """Yield the activities of the feed's scope since about a year ago. Months without a day are left out."""
    since = clock.today() - dt.timedelta(days=PAST_DAYS)
    rows = _scope(feed).filter(starts_on__gte=since, date_precision=Precision.DAY)
    rows = rows.annotate(corrected_at=Max("versions__replaced_at")).select_related("unit", "venue", "village")
    names, words = person_names(), {code: kind.name for code, kind in kinds().items()}
    for row in rows.order_by("-starts_on", "-pk")[:MOST_ENTRIES]:
        yield _entry(row, names, words.get(row.kind, row.kind))


def _entry(row: Activity, names: Sequence[str], kind: str) -> Entry:
    span = times(row.time_text) if row.ends_on in (None, row.starts_on) else None
    place = row.place or (row.venue.name if row.venue else row.village.name if row.village else "")
    changes = [row.recorded_at, row.confirmed_at, row.corrected_at]  # type: ignore[attr-defined] # annotated
    title = row.title if row.title.startswith(kind) else f"{kind}：{row.title}"
    return Entry(
        uid=f"activity-{row.pk}@{_host()}",
        title=masked(title, names),
        first=row.starts_on,
        last=row.ends_on or row.starts_on,
        changed_at=max(one for one in changes if one is not None),
        sequence=(row.version - 1) * len(STEPS) + STEPS[Status(row.status)],
        starts_at=span[0] if span else None,
        ends_at=span[1] if span else None,
        place=masked(place, names),
        note=masked(f"{row.unit.name} {row.get_status_display()}{f' {row.time_text}' if row.time_text else ''}", names),
        status=STATUS.get(Status(row.status), "CONFIRMED"),
        busy=row.status != Status.CANCELLED,
    )


def _due(feed: Feed) -> Iterator[Entry]:
    """Yield due dates as whole days. What stands there as an activity of its own day is not told twice."""
    day = clock.today()
    (wish,) = wishes_of([feed.account])
    stamp = dt.datetime.combine(day, dt.time.min, SHANGHAI)
    for provider, item in found(day, feed.unit):
        if item.due_on is None or item.key.startswith("activity-") or not wish.concerns(provider, item):
            continue
        yield Entry(
            uid=f"due-{provider.code}-{item.key or item.path}-{item.due_on:%Y%m%d}@{_host()}",
            title=f"{state_text(item.state)}：{item.text}",
            first=item.due_on,
            last=item.due_on,
            changed_at=stamp,
            note=item.unit.name,
            busy=False,
        )


def may_ask_for(account: Account) -> QuerySet[Unit]:
    """Return the organisations the account may have a calendar of, in the order of the tree."""
    return UNIT_FEED.units(account).order_by("path")

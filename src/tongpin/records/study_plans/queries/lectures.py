"""Who gave lectures: leaders on the day, and names of records that seem to mean one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import holds
from tongpin.foundation.kernel.text import people
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Post
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import COUNTED

from ..access import CHANGE_ROW
from ..enums import Form
from ..models import Lecture
from ..rules import has_title, title_list
from .groups import GROUP_NORM, norms_of_study

MOST_SUGGESTED = 50


def _leads(day: str) -> Exists:
    """Return the condition that the lecturer led the bureau on the day of the lecture: a member of the Party group."""
    norm = norms_of_study(clock.today()).get(GROUP_NORM)
    titles = Q(pk__in=[])
    for word in title_list(norm.params.get("member_titles") if norm else ""):
        titles |= Q(title__endswith=word)
    on = OuterRef(day)
    posts = Post.objects.filter(titles, person=OuterRef("lecturer"), unit__kind=UnitKind.PARTY_GROUP)
    posts = posts.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))
    return Exists(posts)


def lectures_by_leaders(start: dt.date, end: dt.date) -> QuerySet[Lecture]:
    """Return the confirmed Party lectures a leader gave in a period (indicator 26), by day.

    A leader is who held a post of the Party group on the day of the lecture, and is named as a person.
    """
    rows = Lecture.objects.filter(
        _leads("activity__starts_on"),
        activity__kind=Form.LECTURE,
        activity__status=COUNTED,
        activity__starts_on__gte=start,
        activity__starts_on__lte=end,
    )
    return rows.select_related("activity__unit", "lecturer").order_by("activity__starts_on", "pk")


def lecture_of(activity: Activity) -> Lecture | None:
    """Return who is named as the lecturer of a record, None where nobody is."""
    return Lecture.objects.filter(activity=activity).select_related("lecturer", "named_by__person").first()


def lectures_in_units(account: Account, year: int) -> QuerySet[Activity]:
    """Return the lectures of a year the account may name a lecturer for, newest first."""
    rows = Activity.objects.filter(kind=Form.LECTURE, starts_on__year=year).exclude(status=Status.CANCELLED)
    return CHANGE_ROW.visible(account, rows).select_related("unit").order_by("-starts_on", "-pk")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A lecture nobody has been named for, whose written host is exactly the name of a leader of that day."""

    activity: Activity
    person: Person


def suggestions(account: Account, year: int) -> list[Suggestion]:
    """Return what an officer may confirm: a host written exactly like one leader of that day, and like one only.

    A suggestion is never taken over by itself: another may have the same name.
    """
    named = Lecture.objects.filter(activity=OuterRef("pk"))
    rows = lectures_in_units(account, year).filter(~Exists(named)).exclude(host="")
    leaders = _leaders()
    found = []
    for activity in rows:
        fits = {
            post.person_id: post.person
            for name in people(activity.host)
            for post in leaders.get(name, ())
            if holds(post, activity.starts_on)
        }
        if len(fits) == 1:
            found.append(Suggestion(activity, next(iter(fits.values()))))
    return found[:MOST_SUGGESTED]


def _leaders() -> dict[str, list[Post]]:
    norm = norms_of_study(clock.today()).get(GROUP_NORM)
    wanted = title_list(norm.params.get("member_titles") if norm else "")
    found: dict[str, list[Post]] = {}
    for post in Post.objects.filter(unit__kind=UnitKind.PARTY_GROUP).select_related("person").order_by("pk"):
        if has_title(post.title, wanted):
            found.setdefault(post.person.name, []).append(post)
    return found

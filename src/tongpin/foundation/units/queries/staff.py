"""Reading who holds Party-affairs posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from tongpin.foundation.kernel.dated import in_force

from ..models import Post


def staff(day: dt.date) -> QuerySet[Post]:
    """Return the Party-affairs posts in force on `day`, with unit and person, by place in the tree. One query.

    `seat` is the code of the post in titles.yaml, `title` its name as written.
    """
    return (
        Post.objects.filter(in_force(day))
        .exclude(seat="")
        .select_related("unit", "person")
        .order_by("unit__path", "pk")
    )


def predecessors(posts: Sequence[Post]) -> dict[int, Post]:
    """Return for each of these Party-affairs posts the last one that ended before it in its unit. One query."""
    ended: dict[tuple[int, str], list[Post]] = {}
    for row in (
        Post.objects.filter(unit__in={one.unit_id for one in posts}, valid_to__isnull=False)
        .exclude(seat="")
        .select_related("person")
        .order_by("valid_to", "pk")
    ):
        ended.setdefault((row.unit_id, row.seat), []).append(row)
    return {one.pk: last for one in posts if (last := _last_before(one, ended.get((one.unit_id, one.seat), [])))}


def _last_before(post: Post, rows: list[Post]) -> Post | None:
    """Return the last row that ended before the post began, or any that ended where its first day is not known."""
    fitting = [
        row
        for row in rows
        if row.person_id != post.person_id
        and row.valid_to is not None
        and (post.valid_from is None or row.valid_to < post.valid_from)
    ]
    return fitting[-1] if fitting else None

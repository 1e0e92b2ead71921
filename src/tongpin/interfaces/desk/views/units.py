"""The organisation tree, one unit with its members and posts, one member."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.access.declared import (
    MANAGE_MEMBERS,
    MANAGE_UNITS,
    SEE_MEMBERS,
    SEE_NAMES,
    SEE_UNITS,
    TRANSFER_MEMBERS,
)
from tongpin.foundation.access.views import account_of, screen, signed_in_screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import CHILDREN, PARTY_KINDS, BranchForm, Standing, UnitKind
from tongpin.foundation.units.models import Membership, Unit

from ..forms import MemberFilter, OnDayForm
from ..queries import units as read
from ..queries.formation import picture
from ..queries.own import attended
from ..queries.probation import quotes
from ..queries.roll import namesakes
from ..queries.structure import in_rows, structure
from .unit_links import links_of

PER_PAGE = 30


@screen(SEE_UNITS)
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Show the organisation tree as it stood on a day, as far as the reader's roles reach, with members."""
    account, form = account_of(request), OnDayForm(request.GET)
    day = form.day()
    context = {
        "roots": structure(account, day),
        "filters": form,
        "day": day,
        "sees_names": SEE_NAMES.held_by(account),
    }
    return render(request, "desk/tree.html", context)


@screen(SEE_UNITS)
@require_safe
def tree_picture(request: HttpRequest) -> HttpResponse:
    """Show the same as a picture: boxes in boxes with members, committee and reminders, and as a table."""
    form = OnDayForm(request.GET)
    day = form.day()
    roots = structure(account_of(request), day)
    context = {"roots": roots, "rows": list(in_rows(roots)), "filters": form, "day": day}
    return render(request, "desk/structure.html", context)


def _day(request: HttpRequest, unit: Unit, form: OnDayForm) -> dt.date:
    """Return the day a unit's page speaks of: the one asked for, else today or the last day of one that has ended."""
    asked = form.day() if request.GET.get("on") else clock.today()
    return min(asked, unit.valid_to) if unit.valid_to else asked


@screen(SEE_UNITS)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit as of a day: facts, posts, and the roll of it and all below as the reader may see it."""
    account = account_of(request)
    shown = SEE_UNITS.get_or_404(account, Unit.objects.select_related("parent", "host", "merged_into"), pk=pk)
    form = MemberFilter(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    standing = form.cleaned_data.get("standing", "") if form.is_valid() else ""
    day = _day(request, shown, form)
    roll = read.roll(account, shown, day, text=text, standing=standing)
    page = Paginator(roll, PER_PAGE).get_page(request.GET.get("page"))
    posts = read.posts_shown(account, shown, day)
    then = picture(day, shown, [row.post for row in posts])
    context = {
        "unit": shown,
        "links": links_of(account, shown),
        "posts": posts,
        "rows": read.members_shown(account, list(page.object_list)),
        "page": page,
        "filters": form,
        "sees_members": SEE_MEMBERS.held_by(account),
        "today": day,
        "past": day < clock.today(),
        "history": then.history,
        "covered": then.covered.get(pk, ()),
        "reminders": then.reminders(pk) if SEE_MEMBERS.can_in(account, shown) else [],
        "temporary": quotes(day, "FORM.temporary") if shown.form == BranchForm.TEMPORARY else [],
        **_may(account, shown),
    }
    return render(request, "desk/unit.html", context)


def _may(account: Account, unit: Unit) -> dict[str, object]:
    """Return which changes the page offers; the views behind them ask again."""
    current, kind = unit.valid_to is None, UnitKind(unit.kind)
    keeps_roll = current and MANAGE_MEMBERS.can_in(account, unit)
    changes = current and MANAGE_UNITS.can_in(account, unit)
    return {
        "may_change": changes,
        "may_add": changes and bool(CHILDREN[kind]),
        "may_end": changes and unit.parent_id is not None,
        "may_merge": changes and kind in PARTY_KINDS,
        "may_cover": changes and unit.form == BranchForm.JOINT,
        "may_admit": keeps_roll and kind in PARTY_KINDS,
        "may_appoint": keeps_roll,
        "may_take_out": current and SEE_NAMES.can_in(account, unit),
    }


@screen(SEE_MEMBERS)
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one membership with its person: in clear to the branch, masked to everyone else."""
    account = account_of(request)
    shown = SEE_MEMBERS.get_or_404(account, Membership.objects.select_related("person", "unit"), pk=pk)
    return card_page(request, shown)


def card_page(request: HttpRequest, membership: Membership, phone: str = "") -> HttpResponse:
    """Show one membership; the telephone stays masked unless `phone` gives it in clear."""
    account = account_of(request)
    card = read.member_card(account, membership)
    current = membership.valid_to is None
    manages = current and MANAGE_MEMBERS.can_in(account, membership.unit)
    same, more = namesakes(account, membership) if card.clear and current else ([], 0)
    context = {
        "card": card,
        "own": False,
        "phone": phone,
        "may_reveal": bool(card.phone) and not phone and card.clear and membership.person_id != account.person_id,
        "may_manage": manages,
        "may_confirm": manages and membership.standing == Standing.PROBATIONARY,
        "may_extend": manages and card.probation is not None and card.probation.probation.extension is None,
        "may_transfer": current and TRANSFER_MEMBERS.can_in(account, membership.unit),
        "namesakes": same,
        "more_namesakes": more,
    }
    return render(request, "desk/member.html", context)


@signed_in_screen
@require_safe
def own_record(request: HttpRequest) -> HttpResponse:
    """Show the reader's own membership and posts: everyone sees their own record, whatever their role."""
    account = account_of(request)
    card = read.own_card(account)
    took_part = attended(account, request.GET.get("page")) if account.person else None
    return render(request, "desk/member.html", {"card": card, "own": True, "attended": took_part})

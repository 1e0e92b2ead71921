"""The organisation tree, one unit with its members and posts, one member."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.access.declared import SEE_MEMBERS, SEE_UNITS
from tongpin.foundation.access.views import account_of, screen, signed_in_screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Membership, Unit

from ..forms import MemberFilter
from ..queries import units as read

PER_PAGE = 30


@screen(SEE_UNITS)
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Show the organisation tree as far as the reader's roles reach, with the number of members on each roll."""
    return render(request, "desk/tree.html", {"roots": read.tree(account_of(request), clock.today())})


@screen(SEE_UNITS)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit: facts, posts, and the roll of it and all below as the reader may see it."""
    account, today = account_of(request), clock.today()
    shown = SEE_UNITS.get_or_404(account, Unit.objects.select_related("parent", "host"), pk=pk)
    form = MemberFilter(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    standing = form.cleaned_data.get("standing", "") if form.is_valid() else ""
    roll = read.roll(account, shown, today, text=text, standing=standing)
    page = Paginator(roll, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": shown,
        "posts": read.posts_shown(account, shown, today),
        "rows": read.members_shown(account, list(page.object_list)),
        "page": page,
        "filters": form,
        "sees_members": SEE_MEMBERS.held_by(account),
        "today": today,
    }
    return render(request, "desk/unit.html", context)


@screen(SEE_MEMBERS)
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one membership with its person: in clear to the branch, masked to everyone else."""
    account = account_of(request)
    shown = SEE_MEMBERS.get_or_404(account, Membership.objects.select_related("person", "unit"), pk=pk)
    return render(request, "desk/member.html", {"card": read.member_card(account, shown), "own": False})


@signed_in_screen
@require_safe
def own_record(request: HttpRequest) -> HttpResponse:
    """Show the reader's own membership and posts: everyone sees their own record, whatever their role."""
    account = account_of(request)
    memberships = read.own_memberships(account.person) if account.person else []
    card = read.member_card(account, memberships[0]) if memberships else None
    return render(request, "desk/member.html", {"card": card, "own": True})

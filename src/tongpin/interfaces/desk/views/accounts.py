"""Accounts: the system operator opens and closes them, the security operator gives and takes roles."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access import actions
from tongpin.foundation.access.access.declared import GRANT_ROLES, MANAGE_ACCOUNTS, SEE_ACCOUNTS
from tongpin.foundation.access.enums import Role
from tongpin.foundation.access.models import Grant
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account

from ..forms.accounts import AccountFilter, GrantForm, NewAccountForm
from ..queries import accounts as read

PER_PAGE = 30


@screen(SEE_ACCOUNTS)
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """List the accounts with their roles."""
    form = AccountFilter(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    page = Paginator(read.accounts(text), PER_PAGE).get_page(request.GET.get("page"))
    rows = read.with_roles(list(page.object_list))
    context = {"page": page, "rows": rows, "filters": form, "may_open": MANAGE_ACCOUNTS.held_by(request.user)}
    return render(request, "desk/accounts.html", context)


@screen(MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Open an account and show its first password once."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened, password = actions.open_account(
            by=account_of(request), username=form.cleaned_data["username"], person=form.cleaned_data["person"]
        )
        return _shown(request, opened, password)
    return render(request, "desk/account_new.html", {"form": form})


def _shown(request: HttpRequest, account: Account, password: str = "", form: GrantForm | None = None) -> HttpResponse:
    context = {
        "shown": account,
        "password": password,
        "grants": read.grants(account),
        "form": form or GrantForm(),
        "may_open": MANAGE_ACCOUNTS.held_by(request.user),
        "may_grant": GRANT_ROLES.held_by(request.user),
    }
    return render(request, "desk/account.html", context)


@screen(SEE_ACCOUNTS)
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account with its roles, past ones included."""
    return _shown(request, get_object_or_404(Account.objects.select_related("person"), pk=pk))


def _back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:account", args=[pk]))


@screen(MANAGE_ACCOUNTS)
@require_POST
def account_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new first password and show it once."""
    target = get_object_or_404(Account, pk=pk)
    return _shown(request, target, actions.reset_password(by=account_of(request), account=target))


@screen(MANAGE_ACCOUNTS)
@require_POST
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, or open a closed one again."""
    target = get_object_or_404(Account, pk=pk)
    actions.set_active(by=account_of(request), account=target, active=not target.is_active)
    return _back(pk)


@screen(GRANT_ROLES)
@require_POST
def account_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a role for a unit."""
    target = get_object_or_404(Account, pk=pk)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _shown(request, target, form=form)
    role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
    actions.grant(by=account_of(request), account=target, role=role, unit=unit)
    return _back(pk)


@screen(GRANT_ROLES)
@require_POST
def account_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role today; `pk` is the grant's."""
    held = get_object_or_404(Grant, pk=pk, valid_to=None)
    actions.withdraw(by=account_of(request), held=held, on=clock.today())
    return _back(held.account_id)

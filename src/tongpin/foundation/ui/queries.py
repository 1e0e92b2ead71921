"""What every page needs to know about its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tongpin.foundation.ui.rules import TYPE_COOKIE, TYPE_SIZES, nav_items, parse_type_size


@dataclass(frozen=True)
class NavLink:
    """An entry of the navigation as the page shows it."""

    label: Any
    url: str
    current: bool


@dataclass(frozen=True)
class NavGroup:
    """Entries of one theme under one name; a single entry stands for itself and has no name."""

    label: str
    links: list[NavLink]

    @property
    def current(self) -> bool:
        """Whether the reader is on one of its pages."""
        return any(link.current for link in self.links)


def group_labels() -> dict[str, str]:
    """Return the names of the groups of the navigation."""
    return {
        "brand": _("Brand"),
        "life": _("Organisational life"),
        "organisation": _("Organisation"),
        "work": _("Work"),
        "results": _("Results"),
        "rules": _("Management"),
    }


def navigation(account: Any, path: str) -> list[NavGroup]:
    """Return what `account` may follow; of several entries whose prefix fits `path` the longest is the current one."""
    items = nav_items(account)
    fitting = [
        item.prefix for item in items if path == item.prefix or (item.prefix != "/" and path.startswith(item.prefix))
    ]
    current = max(fitting, key=len, default=None)
    alone: list[NavGroup] = []
    groups: dict[str, NavGroup] = {key: NavGroup(label, []) for key, label in group_labels().items()}
    for item in items:
        try:
            link = NavLink(item.label, reverse(item.url_name), item.prefix == current)
        except NoReverseMatch:  # an app may be left out of an installation; its entry goes with it
            continue
        if item.group:
            groups[item.group].links.append(link)
        else:
            alone.append(NavGroup("", [link]))
    filled = [one if len(one.links) > 1 else NavGroup("", one.links) for one in groups.values() if one.links]
    return [*alone[:1], *filled, *alone[1:]]


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation and the type size of the reader's page; the desk's context processor adds to it."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    size = parse_type_size(request.COOKIES.get(TYPE_COOKIE))
    return {
        "ui_nav": navigation(user, request.path) if signed_in else [],
        "ui_type_size": size,
        "ui_type_larger": next((step for step in TYPE_SIZES if step > size), TYPE_SIZES[-1]),
    }


def remembered_filters(request: HttpRequest, name: str) -> HttpResponseRedirect | None:
    """Return where to go when the reader comes to list `name` without filters but had some the last time.

    The query string is kept in the session; `?reset=1` forgets it. None: the request stands as it is.
    """
    key = f"filters:{name}"
    if "reset" in request.GET:
        request.session.pop(key, None)
        return HttpResponseRedirect(request.path)
    query = request.GET.copy()
    query.pop("page", None)
    if query:
        if request.session.get(key) != query.urlencode():
            request.session[key] = query.urlencode()
        return None
    kept = request.session.get(key)
    return HttpResponseRedirect(f"{request.path}?{kept}") if kept else None

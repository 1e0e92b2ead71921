"""Filters of a list that come back when the reader does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect


def remembered(request: HttpRequest, name: str) -> HttpResponseRedirect | None:
    """Keep the query string of list `name` in the session; return where to go when the reader comes without one.

    `?reset=1` forgets it. Returns None when the present request stands as it is.
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

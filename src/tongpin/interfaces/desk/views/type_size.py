"""The reader's type size."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tongpin.foundation.access.views import public_screen
from tongpin.foundation.ui.rules import TYPE_COOKIE, parse_type_size

YEAR_IN_SECONDS = 365 * 24 * 3600


@public_screen
@require_POST
def set_type_size(request: HttpRequest) -> HttpResponse:
    """Remember the type size (18–30 px, 0 for the ordinary one) in a cookie and go back to where the reader was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    size = parse_type_size(request.POST.get("size"))
    response = HttpResponseRedirect(back)
    if size:
        response.set_cookie(TYPE_COOKIE, str(size), max_age=YEAR_IN_SECONDS, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(TYPE_COOKIE)
    return response

"""The calendar behind a secret address, for calendar programs."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import public_screen

from ..queries.feeds import MOST_ASKED, MOST_GUESSED, WINDOW, feed_behind, feed_text, within_limit


@public_screen
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar, or that it has not changed; to a wrong or revoked address as to one that never was."""
    found = feed_behind(token)
    if found is None:
        allowed = within_limit(f"calendar-guess-{request.META.get('REMOTE_ADDR', '')}", MOST_GUESSED)
        return HttpResponse(status=404) if allowed else _too_many()
    if not within_limit(f"calendar-{found.pk}", MOST_ASKED):
        return _too_many()
    text = feed_text(found)
    mark = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    wanted = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    response = HttpResponse(status=304) if mark in wanted or wanted == ["*"] else _calendar(text)
    response["ETag"] = mark
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _calendar(text: bytes) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="tongpin.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _too_many() -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(WINDOW)})

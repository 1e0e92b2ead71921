"""Turns errors meant for the user into a page in the user's words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongpin.foundation.kernel.errors import NotAllowed, UserError


class ProxyMiddleware:
    """Takes the visitor's address from the proxy in front, so that locks and limits do not count everyone as one.

    Only in use with TONGPIN_HTTPS=1. The last address of X-Forwarded-For is the one the proxy itself added; what stands
    before it was sent by the visitor and is not believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):  # a proxy that does not tell: the address stays that of the connection
            request.META["REMOTE_ADDR"] = str(ip_address(address))
        return self.get_response(request)


class UserErrorMiddleware:
    """Answers 403 to a refusal and 400 to any other UserError; nothing was written when either is raised."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UserError):
            return None
        status = 403 if isinstance(error, NotAllowed) else 400
        return render(request, "ui/user_error.html", {"error": error}, status=status)

"""Turns errors meant for the user into a page in the user's words."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongpin.foundation.kernel.errors import NotAllowed, UserError


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

"""What the frame around every page needs."""

from __future__ import annotations

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor of the navigation."""
    return {}

"""What the frame around every page needs."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tongpin.foundation.ui.queries import page_context
from tongpin.foundation.units.queries import root


def _organisation() -> str:
    """Return the bureau's name, empty before the installation has a bureau."""
    bureau = root()
    return bureau.name if bureau else ""


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor of the frame: navigation, type size, and the bureau's name (one query where it is shown)."""
    return {**page_context(request), "ui_organisation": SimpleLazyObject(_organisation)}

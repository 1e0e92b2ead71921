"""Who may have an account at all."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Nobody registers: accounts are opened by the bureau (quality.md, "Login")."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

"""How ledgers are shown in templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def heading(columns: Mapping[str, str], name: str) -> str:
    """Return the heading of a column."""
    return columns.get(name, name)

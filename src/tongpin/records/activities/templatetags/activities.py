"""How records are shown in templates."""

from __future__ import annotations

from django import template

from ..models import Activity
from ..views import shown

register = template.Library()
register.filter("date_text", shown.date_text)
register.filter("where", shown.where)
register.filter("people_text", shown.people_text)


@register.filter
def kind_name(activity: Activity, names: dict[str, str]) -> str:
    """Return the name of a record's kind; the code where the catalogue of today has it no more."""
    return names.get(activity.kind, activity.kind)

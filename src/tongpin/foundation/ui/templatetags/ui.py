"""Components of the screens. Each tag renders one template under `ui/`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.context import Context
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tongpin.foundation.ui.rules import Chart, MonthSheet, Quote, page_numbers

register = template.Library()

STATE_TONES = {
    "planned": "open", "held": "half", "confirmed": "done", "cancelled": "off", "late": "alert",
    "ok": "done", "partly": "half", "no_evidence": "alert", "zero": "off", "no_data": "off", "no_source": "off",
    "new": "open", "changed": "half", "same": "off", "doubled": "half", "warning": "half", "error": "alert",
    "answered": "half", "closed": "done", "refused": "off",
    "question": "alert", "left_out": "off", "preview": "half", "committed": "done", "discarded": "off",
    "overdue": "alert", "due_soon": "half", "postponed": "half", "early": "half", "in_force": "done", "ended": "off",
    "done": "done", "running": "open",
    "reminder": "half", "unverified": "half", "verified": "done",
}  # fmt: skip
"""Tone of a state: each tone has its own sign and border besides its colour."""


@register.simple_tag
def once_key() -> SafeString:
    """Return the hidden key that makes a repeated POST answer with the first one's outcome."""
    return format_html('<input type="hidden" name="_key" value="{}">', uuid.uuid4().hex)


@register.simple_tag
def autosave(key: str) -> SafeString:
    """Return the attributes that make `ui/autosave.js` keep a form's text under `key` until it was accepted."""
    return format_html(
        'data-autosave="{}" data-saved-text="{}" data-kept-text="{}" data-restore-text="{}" data-discard-text="{}"',
        key,
        gettext("Kept in this browser at"),
        gettext("Unsent text was kept at"),
        gettext("Restore it"),
        gettext("Discard it"),
    )


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, quote: Quote | None = None, narrow: bool = False) -> dict[str, Any]:
    """Render a form field with label, help, errors and, where given, the regulation it rests on."""
    widget = bound.field.widget
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    tick = isinstance(widget, CheckboxInput)
    css = (
        "form-check-input" if tick else "" if group else "form-select" if isinstance(widget, Select) else "form-control"
    )
    css = f"{css} {widget.attrs.get('class', '')} {'is-invalid' if bound.errors else ''}".strip()
    control = bound.as_widget(attrs={"class": css} if css and not group else None)  # Django adds the aria attributes
    return {"field": bound, "control": control, "quote": quote, "group": group, "tick": tick, "narrow": narrow}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm, *more: BaseForm) -> dict[str, Any]:
    """List what has to be mended, each linking to its field."""
    forms = [one for one in (form, *more) if one is not None and one.is_bound]
    return {
        "general": [error for one in forms for error in one.non_field_errors()],
        "fields": [(bound, error) for one in forms for bound in one for error in bound.errors],
    }


@register.inclusion_tag("ui/review.html")
def review(rows: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Show the answers before something that cannot be undone."""
    return {"rows": rows}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], param: str = "page") -> dict[str, Any]:
    """Render page links that keep the filters."""
    links = [
        (number, query_with(context, **{param: number}) if number else "")
        for number in page_numbers(page.number, page.paginator.num_pages)
    ]
    return {
        "page": page,
        "links": links,
        "previous": query_with(context, **{param: page.number - 1}),
        "next": query_with(context, **{param: page.number + 1}),
    }


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """Return the present query string with `changes` applied; None drops a key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/sort_head.html", takes_context=True)
def sort_head(context: Context, key: str, label: str, css: str = "") -> dict[str, Any]:
    """Render a column head that sorts by `key`; a second press turns the order. The view reads `?sort=[-]key`."""
    present = context["request"].GET.get("sort", context.get("default_sort", ""))
    down = present == f"-{key}"
    up = present == key
    return {
        "label": label,
        "css": css,
        "aria": "ascending" if up else "descending" if down else "none",
        "sign": "▲" if up else "▼" if down else "",
        "url": query_with(context, sort=f"-{key}" if up else key, page=None),
    }


@register.inclusion_tag("ui/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: BaseForm, found: int | None = None) -> dict[str, Any]:
    """Render a GET form of filters with the count found; folds away on the phone, open when a filter is set."""
    names = [bound.html_name for bound in form]
    active = [name for name in names if context["request"].GET.get(name)]
    return {"form": form, "found": found, "active": len(active), "sort": context["request"].GET.get("sort", "")}


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Say that nothing is here and what to do next."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/progress.html")
def progress(label: str, value: int, total: int, url: str = "") -> dict[str, Any]:
    """Render a progress bar; with `url` the page asks there each second until the answer has no `url` any more."""
    percent = min(100, value * 100 // total) if total else 0
    return {"label": label, "value": value, "total": total, "percent": percent, "url": url}


@register.inclusion_tag("ui/state_badge.html")
def state_badge(code: str, label: str, title: str = "") -> dict[str, Any]:
    """Render a state in words with a sign and a border; the colour only repeats them."""
    return {"tone": STATE_TONES.get(str(code), "open"), "label": label, "title": title}


@register.inclusion_tag("ui/figure_card.html")
def figure_card(
    name: str,
    value: str,
    unit: str,
    *,
    url: str = "",
    state: str = "",
    state_label: str = "",
    evidence: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Render one figure with its unit, its evidence share in words, and the way to its records."""
    return {
        "name": name, "value": value, "unit": unit, "url": url, "state": state, "state_label": state_label,
        "evidence": evidence, "note": note,
    }  # fmt: skip


@register.inclusion_tag("ui/chart.html")
def chart(chart: Chart, open_table: bool = False) -> dict[str, Any]:
    """Render a chart and the table with the same numbers."""
    return {"chart": chart, "data_id": f"chart-{chart.key}", "open_table": open_table}


@register.inclusion_tag("ui/month.html", takes_context=True)
def month(context: Context, sheet: MonthSheet) -> dict[str, Any]:
    """Render a month sheet; on the phone its days that hold something, as a list."""
    return {
        "sheet": sheet,
        "weekdays": [WEEKDAYS[day] for day in range(7)],
        "previous": query_with(context, month=sheet.previous),
        "next": query_with(context, month=sheet.next),
        "this": query_with(context, month=f"{sheet.today:%Y-%m}"),
    }


@register.inclusion_tag("ui/print_head.html", takes_context=True)
def print_head(context: Context, title: str, cutoff: Any = None) -> dict[str, Any]:
    """Render the head of a printed sheet: title, organisation and cut-off; invisible on the screen."""
    return {"title": title, "cutoff": cutoff, "organisation": context.get("ui_organisation", "")}


@register.inclusion_tag("ui/sign_line.html")
def sign_line(*labels: str) -> dict[str, Any]:
    """Render the signature line of a printed sheet."""
    return {"labels": labels}

"""One figure: value, definition in words, past, splits, and the records behind it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.ui.rules import Chart, Series

from .. import queries
from ..access import SEE
from ..actions import note_taken_out
from ..forms import TakeOutForm
from ..notices import evidence_text, missing_text, state_text, value_text
from ..queries import Lineage
from ..rules import Definition, Figure, definition
from ..rules.definitions import labels
from .pages import Portion, coded
from .scope import Asked, asked

PER_PAGE = 25
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _defined(code: str) -> Definition:
    if (found := definition(code)) is None:
        raise Http404
    return found


@screen(SEE)
@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one figure of a year for the part of the bureau the reader may see, down to its records."""
    defined, scope = _defined(code), asked(request)
    past = queries.trend(code, years=scope.compared, within=scope.within)
    shown = past[scope.year]
    dimensions = list(dict.fromkeys([*defined.by, *defined.dimensions]))
    by = request.GET.get("by", "")
    by = by if by in dimensions else (dimensions[0] if dimensions else "")
    rows = queries.lineage(code, year=scope.year, within=scope.within)
    context = {
        "definition": defined,
        "figure": shown,
        "scope": scope,
        "value": value_text(shown.value),
        "state_text": state_text(shown.state),
        "evidence": evidence_text(shown),
        "missing": missing_text(shown.state),
        "ratio": [_defined(one) for one in defined.ratio or ()],
        "trend": _trend(defined, past) if defined.has_source else None,
        "dimensions": [(name, labels("dimension").get(name, name)) for name in dimensions],
        "by": by,
        "split": _split(defined, by, scope) if by and defined.has_source else None,
        "portion": Portion(rows, request.GET.get("page"), PER_PAGE) if rows else None,
        "take_out": TakeOutForm(),
    }
    return render(request, "indicators/figure.html", context)


def _plain(value: Any) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _trend(defined: Definition, past: Mapping[int, Figure]) -> Chart:
    values = [_plain(one.value) for one in past.values()]
    return Chart("trend", _("Year by year"), "bar", defined.unit, _("Year"), [str(year) for year in past], [
        Series(defined.name, values)
    ])  # fmt: skip


def _split(defined: Definition, dimension: str, scope: Asked) -> Chart:
    parts: Mapping[str, Figure] = queries.breakdown(defined.code, dimension, year=scope.year, within=scope.within)
    name = labels("dimension").get(dimension, dimension)
    title = _("%(year)s by %(dimension)s") % {"year": scope.year, "dimension": name}
    values = [_plain(part.value) for part in parts.values()]
    return Chart("split", title, "bar", defined.unit, name, list(parts), [Series(defined.name, values)])


@screen(SEE)
@require_POST
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Give the records behind a figure out as CSV, for a reason that is kept in the log."""
    defined, scope, form = _defined(code), asked(request), TakeOutForm(request.POST)
    rows = queries.lineage(code, year=scope.year, within=scope.within)
    if rows is None:
        raise Http404
    if not form.is_valid():
        raise UserError(_("Say what the records are for."), remedy=_("Go back and write it in the field."))
    note_taken_out(
        by=account_of(request),
        code=code,
        year=scope.year,
        rows=rows.rows.count(),
        reason=form.cleaned_data["reason"],
    )
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    name = f"{defined.name}-{scope.year}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return cast(HttpResponse, response)  # marks on views know no other kind; it is handed on untouched


def _lines(rows: Lineage) -> Iterator[str]:
    """Yield CSV lines; the first begins with the mark by which Excel knows UTF-8."""
    yield "\ufeff" + _line([_("Key"), *rows.columns])
    words = coded(rows)
    for key, *values in rows:
        yield _line([key, *[words.get(place, {}).get(value, value) for place, value in enumerate(values)]])


def _line(values: Sequence[Any]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow([_cell(value) for value in values])
    return file.getvalue()


def _cell(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal | dt.date):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text

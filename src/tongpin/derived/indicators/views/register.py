"""The register of indicators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import screen

from ..access import SEE
from ..enums import FigureState
from ..notices import evidence_text, state_text, value_text
from ..queries import figures
from ..rules import definitions
from .scope import asked


@screen(SEE)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List every indicator with its definition in words; those without a source say so. Values only when asked for.

    All values together cost one query each, so they are left to a press of a button.
    """
    scope, with_values = asked(request), request.GET.get("values") == "1"
    computed = figures(year=scope.year, within=scope.within, roots=False) if with_values else {}
    rows = [
        {
            "definition": one,
            "value": value_text(computed[one.code].value) if one.code in computed else "",
            "evidence": evidence_text(computed[one.code]) if one.code in computed else "",
            "state": computed[one.code].state if one.code in computed else "",
            "state_text": state_text(computed[one.code].state) if one.code in computed else "",
        }
        for one in definitions().values()
        if one.has_source
    ]
    context = {
        "scope": scope,
        "rows": rows,
        "sourceless": [one for one in definitions().values() if not one.has_source],
        "with_values": with_values,
        "no_source": state_text(FigureState.NO_SOURCE),
    }
    return render(request, "indicators/register.html", context)

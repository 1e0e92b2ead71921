"""三会一课 and 主题党日 as ledgers: a page to print on A4 and a workbook, in the columns the bureau keeps them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.views.shown import date_text, where
from tongpin.standards.queries import catalogue

from ..access import EXPORT, SEE
from ..actions import note_ledger
from ..forms.plan import LedgerForm
from ..queries.ledger import Entry, entries
from ..queries.roll import norm_among
from ..rules.ledger import Shape, read_note, shapes
from ..rules.minutes import lines
from . import shown
from .year import YEARS


def _shape(code: str) -> Shape:
    if (found := shapes().get(code)) is None:
        raise Http404
    return found


def _title(unit: Unit, year: int, shape: Shape) -> str:
    """Return the title: the import reads unit and year from it."""
    return _("%(unit)s, %(year)s: %(ledger)s") % {"unit": unit.name, "year": year, "ledger": shape.title}


def _cells(account: Account, unit: Unit, shape: Shape, rows: Sequence[Entry]) -> list[list[Cell]]:
    """Return the rows of a ledger as the reader may see them, in the order of its columns."""
    clear, (named, known) = shown.sees_names(account, unit), catalogue()
    names = {code: kind.name for code, kind in named.items()}
    rules = {code: norm_among(code, named, known) for code in shape.kinds}
    found = []
    for number, entry in enumerate(rows, 1):
        cells = _row(entry, clear=clear, names=names)
        votes = [one.text for one in shown.votes(entry.minutes, rules.get(entry.activity.kind))]
        cells["resolutions"] = "；".join([*lines(entry.minutes.resolutions), *votes])
        found.append([number if name == "seq" else cells[name] for name in shape.columns])
    return found


def _row(entry: Entry, *, clear: bool, names: Mapping[str, str]) -> dict[str, Cell]:
    """Return the cells of a row by the names of columns."""
    activity, minutes, note = entry.activity, entry.minutes, read_note(entry.activity.note)
    return {
        "kind": names.get(activity.kind, activity.kind),
        "number": minutes.number,
        "time": date_text(activity),
        "date": date_text(activity),
        "month": activity.starts_on.month,
        "place": where(activity),
        "chair": shown.names(minutes.chair or activity.host, clear=clear),
        "recorder": shown.names(minutes.recorder or note.recorder, clear=clear),
        "expected": activity.expected,
        "attended": activity.attended,
        "absent": shown.absent(minutes, note, clear=clear),
        "guests": shown.names("、".join(one.name for one in minutes.guests), clear=clear),
        "title": activity.title,
        "summary": "；".join(lines(minutes.summary or note.text)),
        "form": minutes.form,
        "organiser": activity.unit.name,
        "hours": activity.hours.normalize() if activity.hours is not None else None,
        "decisions": "；".join(_followed(one) for one in shown.decisions(entry.tasks)),
        "remark": _remark(entry, names),
    }


def _followed(one: shown.Decision) -> str:
    return _("%(task)s, by %(day)s (%(state)s)") % {
        "task": one.task.title,
        "day": one.task.due_on.isoformat(),
        "state": f"{one.label}，{one.task.note}" if one.task.note else one.label,
    }


def _remark(entry: Entry, names: Mapping[str, str]) -> str:
    """Say what a reader of the paper has to know: a record that still waits, a gathering held for two purposes."""
    activity, said = entry.activity, []
    if activity.status == Status.HELD:
        said.append(activity.get_status_display())
    if activity.twin_of is not None:
        said.append(_("together with: %(kind)s") % {"kind": names.get(activity.twin_of.kind, "")})
    return "；".join(said)


def _asked(request: HttpRequest, unit: int, year: int, find: Callable[[Account], object]) -> Unit:
    """Return the unit within the reader's reach; a year that cannot be is no page."""
    if year not in YEARS:
        raise Http404
    return get_object_or_404(find(account_of(request)), pk=unit)  # type: ignore[arg-type] # a queryset of units


@screen(SEE)
@require_safe
def ledger(request: HttpRequest, unit: int, year: int, code: str) -> HttpResponse:
    """Show a ledger, ready to be printed."""
    account, shape = account_of(request), _shape(code)
    found = _asked(request, unit, year, SEE.units)
    rows = entries(found, year, shape)
    context = {
        "unit": found,
        "year": year,
        "shape": shape,
        "title": _title(found, year, shape),
        "others": [one for one in shapes().values() if one.code != code],
        "rows": [
            (entry.activity.twin_of_id or entry.activity.pk, list(zip(shape.columns, cells, strict=True)))
            for entry, cells in zip(rows, _cells(account, found, shape, rows), strict=True)
        ],
        "form": LedgerForm() if EXPORT.can_in(account, found) else None,
        "today": clock.today(),
    }
    return render(request, "meetings/ledger.html", context)


@screen(EXPORT)
@require_POST
def ledger_book(request: HttpRequest, unit: int, year: int, code: str) -> HttpResponse:
    """Log what for, and give the ledger out as a workbook the program's own import reads back."""
    account, shape = account_of(request), _shape(code)
    found = _asked(request, unit, year, EXPORT.units)
    form = LedgerForm(request.POST)
    if not form.is_valid():
        raise UserError(_("Say what the ledger is for."), place=_title(found, year, shape))
    rows = entries(found, year, shape)
    reason = form.cleaned_data["reason"]
    note_ledger(by=account, unit=found, ledger=code, year=year, rows=len(rows), reason=reason)
    columns = [Column(heading, shape.widths[name]) for name, heading in shape.columns.items()]
    note = _("As of %(day)s, %(n)s rows") % {"day": clock.today().isoformat(), "n": len(rows)}
    title = _title(found, year, shape)
    return download(workbook(title, columns, _cells(account, found, shape, rows), note=note), f"{title}.xlsx")

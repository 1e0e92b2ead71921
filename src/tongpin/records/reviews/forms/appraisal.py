"""Forms of the appraisal: the count of the ballot, and the grades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership

from ..enums import DecidedIn, Grade
from ..models import Appraised
from ..rules import TALLY, Ballots, Tally
from .fields import day_field, number_field, past_day


@dataclass(frozen=True)
class CountRow:
    """A member in the form of the count: the four fields, none for a probationary member."""

    name: str
    cells: Sequence[tuple[str, BoundField]]
    note: str
    errors: Sequence[str]


class BallotForm(forms.Form):
    """The count of the secret ballot, as totals; nothing here could say whose ballot it was."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    issued = number_field(_("Ballots given out"), least=1)
    returned = number_field(_("Appraisal ballots returned"), least=1)
    valid = number_field(_("Valid ballots"), least=1)
    self_on = day_field(_("Members spoke of themselves on"))
    peer_on = day_field(_("Members spoke of one another on"))

    HEAD = ("issued", "returned", "valid", "self_on", "peer_on")

    def __init__(
        self, data: Any = None, *, roll: Sequence[Membership], exempt: Collection[int], **initial: Any
    ) -> None:
        """`roll` is that of the day of the appraisal, in its order, `exempt` who may be left out.

        `initial` may hold totals: t_<person>_<grade>.
        """
        super().__init__(data, initial=initial)
        self.roll, self.exempt = roll, exempt
        for row in roll:
            if row.standing == Standing.FULL:
                for grade in Grade:
                    field = number_field(grade.label, required=False)
                    field.widget.attrs |= {"aria-label": f"{row.person.name} {grade.label}", "size": 3}
                    self.fields[self._name(row, grade)] = field

    @staticmethod
    def _name(row: Membership, grade: Grade) -> str:
        return f"t_{row.person_id}_{grade.value}"

    @property
    def head_bound(self) -> list[BoundField]:
        """Return the fields above the table."""
        return [self[name] for name in self.HEAD]

    @property
    def rows(self) -> list[CountRow]:
        """Return the members in stroke order, each with the four fields."""
        found = []
        for row in self.roll:
            full = row.standing == Standing.FULL
            cells = [(str(grade.label), self[self._name(row, grade)]) for grade in Grade] if full else []
            spared = _("may be left out") if row.person_id in self.exempt else ""
            note = spared if full else _("takes part, is not graded")
            errors = [str(error) for _label, bound in cells for error in bound.errors]
            found.append(CountRow(row.person.name, cells, str(note), errors))
        return found

    def clean(self) -> dict[str, Any]:
        """Each member's totals are as many as there are valid ballots; the action says the rest."""
        values: dict[str, Any] = super().clean() or {}
        valid = values.get("valid")
        for row in self.roll:
            tally = self._tally(row, values)
            if tally is not None and valid is not None and tally.total != valid:
                words = _("adds up to %(total)s; there are %(valid)s valid ballots")
                self.add_error(self._name(row, Grade.EXCELLENT), words % {"total": tally.total, "valid": valid})
        return values

    def _tally(self, row: Membership, values: dict[str, Any]) -> Tally | None:
        """Return a member's totals; None where all four fields are empty, in a row begun an empty one is a zero."""
        numbers = [values.get(self._name(row, grade)) for grade in Grade]
        if all(number is None for number in numbers):
            return None
        return Tally(*(number or 0 for number in numbers))

    def ballots(self) -> Ballots:
        """Return the count for the action."""
        values = self.cleaned_data
        tallies = {row.person_id: tally for row in self.roll if (tally := self._tally(row, values)) is not None}
        return Ballots(values["issued"], values["returned"], values["valid"], tallies)


def totals_as_initial(rows: Sequence[Appraised]) -> dict[str, int]:
    """Return an earlier count as the form's first values."""
    return {
        f"t_{row.person_id}_{name}": getattr(row, name) for row in rows if row.excellent is not None for name in TALLY
    }


@dataclass(frozen=True)
class GradeRow:
    """A member in the form of the decision: the totals that inform it, and the field; neither for those not graded."""

    name: str
    totals: Sequence[tuple[str, int]]
    bound: BoundField | None
    note: str


class GradeForm(forms.Form):
    """Day, meeting and grades of a decision. No grade is proposed: the meeting decides, not the votes."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    decided_on = day_field(_("Decided on"))
    decided_in = forms.ChoiceField(label=_("Decided by"), choices=DecidedIn.choices, widget=forms.RadioSelect)

    HEAD = ("decided_on", "decided_in")

    def __init__(self, data: Any = None, *, rows: Sequence[Appraised], has_committee: bool, **initial: Any) -> None:
        """`rows` in their order. A branch without committee can only decide in the meeting of all members."""
        first = DecidedIn.COMMITTEE if has_committee else DecidedIn.GENERAL
        super().__init__(data, initial={"decided_in": first.value, **initial})
        self.rows_given = rows
        if not has_committee:
            self.fields["decided_in"].choices = [  # type: ignore[attr-defined] # a ChoiceField
                (DecidedIn.GENERAL.value, DecidedIn.GENERAL.label)
            ]
        for row in rows:
            if row.excellent is not None:
                field = forms.ChoiceField(label=row.person.name, choices=[("", "—"), *Grade.choices])
                field.widget.attrs["aria-label"] = row.person.name
                self.fields[f"g_{row.person_id}"] = field

    def clean_decided_on(self) -> dt.date:
        return past_day(self.cleaned_data["decided_on"])

    @property
    def head_bound(self) -> list[BoundField]:
        """Return the fields above the table."""
        return [self[name] for name in self.HEAD]

    @property
    def rows(self) -> list[GradeRow]:
        """Return the members in the order they were given in."""
        return [
            GradeRow(
                row.person.name,
                [(str(grade.label), getattr(row, grade.value)) for grade in Grade] if row.excellent is not None else [],
                self[f"g_{row.person_id}"] if row.excellent is not None else None,
                not_graded(row),
            )
            for row in self.rows_given
        ]

    def grades(self) -> dict[int, Grade]:
        """Return the grades by person, for the action."""
        return {
            row.person_id: Grade(self.cleaned_data[f"g_{row.person_id}"])
            for row in self.rows_given
            if row.excellent is not None
        }


def not_graded(row: Appraised) -> str:
    """Return why a member has no grade, empty for one who has."""
    if row.standing != Standing.FULL:
        return str(_("takes part, is not graded"))
    return str(_("did not take part")) if row.excellent is None else ""


class ReopenForm(forms.Form):
    """Why a decision is taken up again."""

    reason = forms.CharField(label=_("Why is the decision taken up again?"), max_length=200)

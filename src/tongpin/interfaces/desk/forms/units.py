"""Forms that change the organisation tree."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.enums import CHILDREN, PARTY_KINDS, BranchForm, Leaving, UnitKind
from tongpin.foundation.units.models import Unit


def _current() -> QuerySet[Unit]:
    return Unit.objects.filter(valid_to=None).order_by("path")


def hosts() -> QuerySet[Unit]:
    """Return the parts of the bureau a Party organisation may belong to."""
    return _current().exclude(kind__in=PARTY_KINDS)


def parents(kind: UnitKind) -> QuerySet[Unit]:
    """Return the units a unit of this kind may stand below."""
    return _current().filter(kind__in=[above for above, below in CHILDREN.items() if kind in below])


class UnitFacts(forms.Form):
    """What is said of any unit: the part of the bureau, the first day, committee and groups of a branch."""

    host = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("For Party organisations: the part of the bureau whose members it holds."),
    )
    valid_from = Day(label=_("Set up on"), required=False, help_text=_("Empty: since before the records begin."))
    has_committee = forms.BooleanField(
        label=_("It has a branch committee"),
        required=False,
        help_text=_("Only such a branch owes the committee's monthly meeting."),
    )
    has_groups = forms.BooleanField(
        label=_("It has small groups"), required=False, help_text=_("Only such a branch owes the groups' meetings.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["host"]).queryset = hosts()

    def _keep_for(self, kinds: set[UnitKind]) -> None:
        """Drop the questions that none of the kinds answers."""
        if not kinds & PARTY_KINDS:
            del self.fields["host"]
        if UnitKind.BRANCH not in kinds:
            del self.fields["has_committee"], self.fields["has_groups"]
            self.fields.pop("form", None)
        if not kinds & {UnitKind.GENERAL_BRANCH, UnitKind.PARTY_COMMITTEE}:
            self.fields.pop("approval", None)
            self.fields.pop("approved_on", None)

    def facts(self, kind: UnitKind) -> dict[str, Any]:
        """Return the facts as the actions take them; what was not asked is empty."""
        data, branch = self.cleaned_data, kind is UnitKind.BRANCH
        return {
            "host": data.get("host") if kind.is_party else None,
            "valid_from": data.get("valid_from"),
            "has_committee": branch and data.get("has_committee", False),
            "has_groups": branch and data.get("has_groups", False),
        }

    def branch_form(self, kind: UnitKind) -> BranchForm:
        """Return how a branch is set up; ordinary for everything else."""
        given = self.cleaned_data.get("form") if kind is UnitKind.BRANCH else ""
        return BranchForm(given or BranchForm.ORDINARY)


class NewUnitForm(UnitFacts):
    """A unit below another one; only kinds that may stand there are offered."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    form = forms.ChoiceField(label=_("Form of the branch"), choices=BranchForm.choices, required=False)
    field_order = ["kind", "name"]

    def __init__(self, *args: Any, parent: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = CHILDREN[UnitKind(parent.kind)]
        choices = [(kind.value, kind.label) for kind in UnitKind if kind in allowed]
        cast(forms.ChoiceField, self.fields["kind"]).choices = choices
        self._keep_for(allowed)


class UnitForm(UnitFacts):
    """A unit as it stands; the kind stays, for another kind is another organisation."""

    name = forms.CharField(
        label=_("Name of the unit"),
        max_length=80,
        help_text=_("The old name goes on meaning this unit, so that older ledgers find it."),
    )
    parent = forms.ModelChoiceField(
        label=_("Under"),
        queryset=Unit.objects.none(),
        help_text=_("Everything below moves along; earlier records count with the new place from now on."),
    )
    form = forms.ChoiceField(label=_("Form of the branch"), choices=BranchForm.choices, required=False)
    approval = forms.CharField(
        label=_("Set up with fewer members: document of approval"),
        required=False,
        max_length=80,
        help_text=_("The superior's document, where the organisation has fewer members than the norm says."),
    )
    approved_on = Day(label=_("Approved on"), required=False)
    on = Day(
        label=_("Changed from the day"),
        required=False,
        help_text=_(
            "Name, place, committee and groups count as changed from this day; the tree of earlier days stays. "
            "Empty: committee and groups are corrected."
        ),
    )
    field_order = ["name", "parent"]

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        first = {name: getattr(unit, name) for name in ("name", "parent", "host", "valid_from")}
        first |= {name: getattr(unit, name) for name in ("has_committee", "has_groups", "form", "approval")}
        first |= {"approved_on": unit.approved_on, "on": clock.today()}
        super().__init__(*args, **{"initial": first, **kwargs})
        kind = UnitKind(unit.kind)
        self._keep_for({kind})
        if unit.parent_id is None:
            del self.fields["parent"]
        else:
            cast("forms.ModelChoiceField[Unit]", self.fields["parent"]).queryset = parents(kind)


class EndUnitForm(forms.Form):
    """The last day of a unit; a Party organisation with a roll says what becomes of its members."""

    on = Day(label=_("On its last day"))
    leaving = forms.ChoiceField(
        label=_("Its members leave the roll because"),
        required=False,
        choices=[("", _("The roll is empty already")), *Leaving.choices],
        help_text=_("Where the members go to another branch, merge this one into it instead."),
    )

    def __init__(self, *args: Any, kind: UnitKind, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}, **kwargs})
        if not kind.is_party:
            del self.fields["leaving"]

    def why(self) -> Leaving | None:
        """Return why the members leave; None where there are none."""
        return Leaving(self.cleaned_data["leaving"]) if self.cleaned_data.get("leaving") else None


class MergeForm(forms.Form):
    """Into which organisation another one merges, and from when."""

    into = forms.ModelChoiceField(label=_("Into the organisation"), queryset=Unit.objects.none())
    on = Day(
        label=_("From the day"),
        help_text=_("Members and units below stand there from this day; the old organisation ends the day before."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}, **kwargs})
        others = _current().filter(kind=unit.kind).exclude(pk=unit.pk)
        cast("forms.ModelChoiceField[Unit]", self.fields["into"]).queryset = others


class CoverForm(forms.Form):
    """A unit whose members a joint branch holds: one of the bureau's, or one from outside by its name."""

    unit = forms.ModelChoiceField(label=_("Part of the bureau"), queryset=Unit.objects.none(), required=False)
    name = forms.CharField(label=_("Or a unit from outside"), required=False, max_length=80)
    valid_from = Day(label=_("Covered since"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = hosts()


class AliasForm(forms.Form):
    """Another name for a unit."""

    name = forms.CharField(label=_("Another name"), max_length=80)


class LastDayForm(forms.Form):
    """The last day of something."""

    on = Day(label=_("On its last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}, **kwargs})

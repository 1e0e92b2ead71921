"""Whatever is added, moved and ended, every path spells the way from the root."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import command_line_account
from tongpin.foundation.units.actions import add_unit, end_unit, move_unit, rename_unit
from tongpin.foundation.units.enums import CHILDREN, UnitKind
from tongpin.foundation.units.models import Unit, UnitAlias, UnitState
from tongpin.foundation.units.queries import below, find_unit

KINDS = [UnitKind.PARTY_COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH, UnitKind.GROUP]
PLACES = st.integers(0, 99)


class Tree(RuleBasedStateMachine):
    """Adds, moves, renames and ends units; some are refused, and then nothing has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.by = command_line_account()
        self.root = add_unit(by=self.by, kind=UnitKind.BUREAU, name="局", parent=None)
        self.number = 0

    def teardown(self) -> None:
        """Leave nothing to the next example; all of them share one transaction."""
        UnitAlias.objects.all().delete()
        UnitState.objects.all().delete()
        Unit.objects.update(parent=None)
        Unit.objects.all().delete()

    def pick(self, place: int) -> Unit:
        rows = list(Unit.objects.order_by("pk"))
        return rows[place % len(rows)]

    @rule(kind=st.sampled_from(KINDS), place=PLACES)
    def add(self, kind: UnitKind, place: int) -> None:
        self.number += 1
        parent = self.pick(place)
        allowed = kind in CHILDREN[UnitKind(parent.kind)] and parent.valid_to is None
        try:
            add_unit(by=self.by, kind=kind, name=f"单位{self.number}", parent=parent)
            assert allowed
        except UserError:
            assert not allowed

    @precondition(lambda self: self.number)
    @rule(place=PLACES, onto=PLACES)
    def move(self, place: int, onto: int) -> None:
        unit, parent = self.pick(place), self.pick(onto)
        under = set(below(unit).values_list("pk", flat=True))
        try:
            moved = move_unit(by=self.by, unit=unit, parent=parent)
        except UserError:
            return
        assert set(below(moved).values_list("pk", flat=True)) == under

    @rule(place=PLACES)
    def rename(self, place: int) -> None:
        self.number += 1
        unit = self.pick(place)
        try:
            rename_unit(by=self.by, unit=unit, name=f"新单位{self.number}")
        except UserError:
            return
        assert find_unit(unit.name) == unit

    @rule(place=PLACES)
    def end(self, place: int) -> None:
        unit = self.pick(place)
        held = unit.valid_to is None and unit.children.filter(valid_to=None).exists()
        try:
            end_unit(by=self.by, unit=unit, on=clock.today())
            assert not held
        except UserError:
            assert held or unit.valid_to or unit.parent_id is None

    @invariant()
    def every_path_spells_the_way_from_the_root(self) -> None:
        for unit in Unit.objects.select_related("parent"):
            assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
            assert unit.parent is None or unit.kind in CHILDREN[UnitKind(unit.parent.kind)]

    @invariant()
    def history_tells_of_today_what_stands(self) -> None:
        open_ = {row.unit_id: (row.parent_id, row.name) for row in UnitState.objects.filter(valid_to=None)}
        assert open_ == {unit.pk: (unit.parent_id, unit.name) for unit in Unit.objects.filter(valid_to=None)}

    @invariant()
    def history_has_neither_gaps_nor_overlaps(self) -> None:
        for unit in Unit.objects.all():
            rows = list(UnitState.objects.filter(unit=unit).order_by("pk"))
            assert (rows[0].valid_from, rows[-1].valid_to) == (unit.valid_from, unit.valid_to)
            for before, after in pairwise(rows):
                assert before.valid_to + dt.timedelta(days=1) == after.valid_from

    @invariant()
    def nothing_current_stands_below_what_has_ended(self) -> None:
        assert not Unit.objects.filter(valid_to=None, parent__valid_to__isnull=False).exists()


@pytest.mark.django_db
class TestTree(TestCase, Tree.TestCase):  # type: ignore[misc, name-defined] # hypothesis builds the class
    settings = settings(max_examples=25, stateful_step_count=20, deadline=None)

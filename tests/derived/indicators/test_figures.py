"""Figures against counts made by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongpin.derived.indicators.enums import FigureState
from tongpin.derived.indicators.queries import breakdown, figure, figures, lineage, newest_year, trend
from tongpin.derived.indicators.rules import definitions
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Venue, Village
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import Incoming, cancel_activity, confirm_activity, record_activity, record_many
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, Proof

pytestmark = pytest.mark.django_db


def talk(branch: Unit, venue: Venue, **change: object) -> Incoming:
    content = Content(
        kind="talk.guide",
        title="家风家训",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 5, 18),
        venue_id=venue.pk,
        sessions=1,
        served=40,
    )
    return Incoming(replace(content, **change), Proof(grade=1))  # type: ignore[arg-type]


def test_sessions_are_summed_and_split(officer: Account, branch: Unit, museum: Venue, catalogue: None) -> None:
    hall = Venue.objects.create(name="纪念馆")
    record_many(
        by=officer,
        incoming=[
            talk(branch, museum, sessions=3),
            talk(branch, museum, kind="talk.lecture"),
            talk(branch, hall),
            talk(branch, hall, starts_on=dt.date(2024, 5, 18)),
            replace(talk(branch, hall), cancelled="停电"),
        ],
    )
    found = figure("talks.sessions", year=2025)
    assert (found.value, found.records, found.evidenced, found.state) == (5, 3, 3, FigureState.OK)
    assert {name: part.value for name, part in found.by.items()} == {"市博物馆": 4, "纪念馆": 1}
    assert {year: one.value for year, one in trend("talks.sessions", years=[2024, 2025]).items()} == {2024: 1, 2025: 5}
    assert breakdown("talks.sessions", "kind", year=2025)["宣讲"].value == 1


def test_confirmed_counts_at_once_and_cancelled_no_more(secretary: Account, officer: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    assert figure("meetings", year=2025).state is FigureState.NO_DATA
    confirm_activity(by=officer, activity=activity)
    found = figure("meetings", year=2025)
    assert (found.value, found.state) == (1, FigureState.NO_EVIDENCE)
    assert found.by["市文化馆党支部"].by["支委会"].value == 1
    assert found.by["市文化馆党支部"].by["党小组会"].value == 0
    cancel_activity(by=officer, activity=Activity.objects.get(pk=activity.pk), reason="误记")
    assert figure("meetings", year=2025).value is None


def test_zero_differs_from_no_data(officer: Account, branch: Unit, museum: Venue, catalogue: None) -> None:
    assert figure("activities.fused", year=2025).state is FigureState.NO_DATA
    record_many(by=officer, incoming=[talk(branch, museum)])
    found = figure("activities.fused", year=2025)
    assert (found.value, found.state) == (0, FigureState.ZERO)


def test_villages_are_counted_once_by_code(officer: Account, branch: Unit, village: Village, catalogue: None) -> None:
    show = Content(
        kind="tour.show",
        title="小戏",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 5, 1),
        time_text="下午",
        village_id=village.pk,
        host="一队",
        served=100,
    )
    record_many(
        by=officer,
        incoming=[
            Incoming(show, Proof(grade=3)),
            Incoming(replace(show, time_text="晚上", starts_on=dt.date(2025, 6, 1))),
        ],
    )
    found = figures(year=2025, codes=["tour.shows", "tour.villages", "villages.administrative", "tour.coverage"])
    assert [one.value for one in found.values()] == [2, 1, 1, 100]
    assert (found["tour.shows"].evidenced, found["tour.shows"].state) == (1, FigureState.PARTLY)


def test_every_definition_computes(catalogue: None, bureau: Unit) -> None:
    found = figures(year=2025)
    assert list(found) == list(definitions())
    assert {one.state for one in found.values()} == {FigureState.NO_DATA, FigureState.NO_SOURCE}


def test_root_changes_with_a_record_and_not_with_time(
    officer: Account, branch: Unit, museum: Venue, catalogue: None
) -> None:
    record_many(by=officer, incoming=[talk(branch, museum), talk(branch, museum, sessions=2)])
    before = figure("talks.sessions", year=2025)
    assert figure("talks.sessions", year=2025) == before
    Activity.objects.filter(sessions=2).update(digest="0" * 64)
    after = figure("talks.sessions", year=2025)
    assert after.value == before.value
    assert after.records_root != before.records_root


def test_lineage_is_the_figure_unaggregated(officer: Account, branch: Unit, museum: Venue, catalogue: None) -> None:
    keys = record_many(by=officer, incoming=[talk(branch, museum), talk(branch, museum, sessions=2)])
    found = lineage("talks.sessions", year=2025)
    assert found is not None
    assert [row[0] for row in found] == list(keys)
    assert (
        sum(row[1 + list(found.paths).index("sessions")] for row in found) == figure("talks.sessions", year=2025).value
    )


def test_part_of_the_bureau(officer: Account, branch: Unit, sibling: Unit, museum: Venue, catalogue: None) -> None:
    record_many(by=officer, incoming=[talk(branch, museum), talk(sibling, museum, sessions=7)])
    assert figure("talks.sessions", year=2025, within=sibling.path).value == 7


def test_hours_are_hours_times_people(officer: Account, branch: Unit, catalogue: None) -> None:
    work = Content(
        kind="volunteer",
        title="送图书",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 4, 1),
        attended=7,
        hours=Decimal("2.5"),
    )
    record_many(by=officer, incoming=[Incoming(work)])
    assert figure("volunteer.hours", year=2025).value == Decimal("17.5")


def test_unknown_code_is_named() -> None:
    with pytest.raises(UserError, match=r"no\.such"):
        figure("no.such", year=2025)


def test_number_of_queries_does_not_grow_with_records(
    officer: Account, branch: Unit, museum: Venue, catalogue: None
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            figures(year=2025, codes=["talks.sessions", "meetings"])
        return len(caught)

    record_many(by=officer, incoming=[talk(branch, museum)])
    at_one = queries()
    record_many(by=officer, incoming=[talk(branch, museum)] * 3)
    assert queries() == at_one


def test_newest_year_is_the_last_with_a_record(officer: Account, branch: Unit, museum: Venue, catalogue: None) -> None:
    assert newest_year() == clock.today().year
    record_many(by=officer, incoming=[talk(branch, museum), talk(branch, museum, starts_on=dt.date(2024, 1, 1))])
    assert newest_year() == 2025
    assert newest_year(within="/0/") == clock.today().year

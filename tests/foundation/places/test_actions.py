"""Importing village lists of several years; venues."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.places import queries
from tongpin.foundation.places.actions import (
    add_venue,
    add_venue_alias,
    import_village_list,
    preview_village_list,
    set_administrative,
)
from tongpin.foundation.places.enums import VenueKind
from tongpin.foundation.places.models import Town, Venue, Village, VillageList
from tongpin.foundation.places.rules import MatchState, Vintage, year_in_name

from . import lists

pytestmark = pytest.mark.django_db
D2020, D2023 = dt.date(2020, 1, 1), dt.date(2023, 1, 1)


def load(by: Account, text: str, day: dt.date, **options: bool) -> object:
    return import_village_list(by=by, data=text.encode(), as_of=day, source=f"villages_{day.year}.csv", **options)


def dated() -> set[tuple[str, str, dt.date | None, dt.date | None, str]]:
    return set(Village.objects.values_list("code", "name", "valid_from", "valid_to", "town__name"))


def test_import_first_list_is_valid_since_ever(operator: Account) -> None:
    outcome = import_village_list(by=operator, data=lists.OLD.encode(), as_of=D2020, source="a.csv")
    assert (outcome.first, outcome.villages, outcome.administrative, len(outcome.new)) == (True, 6, 5, 6)
    assert queries.villages_in_force(dt.date(1999, 1, 1)).count() == 6
    assert queries.administrative_villages(D2020).count() == 5
    assert queries.towns_in_force(D2020).count() == 2


def test_import_next_list_tells_new_renamed_gone(operator: Account) -> None:
    load(operator, lists.OLD, D2020)
    outcome = import_village_list(by=operator, data=lists.NEW.encode(), as_of=D2023, source="b.csv")
    assert outcome.new == [("990101001203", "北关村民委员会"), ("990101101204", "大庄村民委员会")]
    assert outcome.renamed == [("990101101203", "河崖村民委员会", "河崖庄村民委员会")]
    assert outcome.gone == [("990101101202", "小庄村民委员会")]
    assert ("990101101202", "小庄村民委员会", None, dt.date(2022, 12, 31), "乙镇") in dated()
    assert ("990101101203", "河崖庄村民委员会", D2023, None, "乙镇") in dated()
    assert ("990101001202", "西村民委员会", None, None, "甲街道") in dated()
    assert queries.villages_in_force(dt.date(2022, 12, 31)).count() == 6
    assert queries.villages_in_force(D2023).count() == 7


def test_import_in_either_order_gives_the_same_list(operator: Account) -> None:
    load(operator, lists.OLD, D2020)
    load(operator, lists.NEW, D2023)
    forwards, keys = dated(), set(Village.objects.values_list("code", flat=True))
    Village.objects.all().delete()
    Town.objects.all().delete()
    VillageList.objects.all().delete()
    load(operator, lists.NEW, D2023)
    load(operator, lists.OLD, D2020)
    assert dated() == forwards
    assert {row[0] for row in dated()} == keys


def test_import_of_the_same_file_changes_nothing(operator: Account) -> None:
    load(operator, lists.OLD, D2020)
    before, events = dated(), Event.objects.count()
    outcome = import_village_list(by=operator, data=lists.OLD.encode(), as_of=D2020, source="again.csv")
    assert (outcome.already, dated(), Event.objects.count()) == (True, before, events)


def test_import_keeps_the_rows_that_records_point_to(operator: Account) -> None:
    load(operator, lists.OLD, D2020)
    keys = dict(Village.objects.values_list("pk", "name"))
    load(operator, lists.NEW, D2023)
    assert dict(Village.objects.filter(pk__in=keys).values_list("pk", "name")) == keys


def test_import_refuses_another_list_of_the_same_day(operator: Account) -> None:
    load(operator, lists.OLD, D2020)
    with pytest.raises(UserError, match="2020-01-01"):
        load(operator, lists.NEW, D2020)


def test_import_with_a_faulty_row_changes_nothing(operator: Account) -> None:
    with pytest.raises(UserError, match="3"):
        load(operator, lists.OLD.replace("990101001202", "9.9E+11"), D2020)
    assert not Village.objects.exists()


def test_import_of_a_cut_list_needs_a_word(operator: Account) -> None:
    many = lists.HEAD + "".join(f"9901011012{n:02},第{n}村民委员会,990101101,乙镇\n" for n in range(30))
    load(operator, many, D2020)
    cut = "".join(many.splitlines(keepends=True)[:6])
    with pytest.raises(UserError, match="25"):
        load(operator, cut, D2023)
    assert queries.villages_in_force(D2023).count() == 30
    load(operator, cut, D2023, confirmed_loss=True)
    assert queries.villages_in_force(D2023).count() == 5


def test_preview_writes_nothing(operator: Account) -> None:
    outcome = preview_village_list(by=operator, data=lists.OLD.encode(), as_of=D2020, source="a.csv")
    assert (len(outcome.new), Village.objects.count(), Event.objects.filter(action="villages.import").count()) == (
        6,
        0,
        0,
    )


def test_exception_needs_a_reason_and_outlives_the_next_list(operator: Account) -> None:
    load(operator, lists.OLD, D2020)
    village = Village.objects.get(code="990101101203")
    with pytest.raises(UserError):
        set_administrative(by=operator, village=village, value=False, reason=" ")
    set_administrative(by=operator, village=village, value=False, reason="林场")
    load(operator, lists.NEW, D2023)
    assert set(Village.objects.filter(code="990101101203").values_list("is_administrative", "exception")) == {
        (False, "林场")
    }


def test_list_in_force_is_the_newest_not_after_the_day(operator: Account) -> None:
    assert queries.list_in_force(D2020) is None
    load(operator, lists.OLD, D2020)
    load(operator, lists.NEW, D2023)
    days = [dt.date(2019, 5, 5), dt.date(2022, 5, 5), dt.date(2025, 5, 5)]
    assert [getattr(queries.list_in_force(day), "as_of", None) for day in days] == [D2020, D2020, D2023]


def test_index_knows_former_names_of_towns(operator: Account, django_assert_num_queries: object) -> None:
    load(operator, lists.OLD, D2020)
    load(operator, lists.NEW, D2023)
    with django_assert_num_queries(2):  # type: ignore[operator] # pytest-django's fixture
        index = queries.index()
        assert index.find("甲街道办事处", "西村", on=D2023).state is MatchState.ONE
        assert index.find("乙镇", "河崖村", on=D2023).vintage is Vintage.RENAMED
    assert queries.find_village("乙镇", "东村", on=D2023).certain


def test_search_by_part_of_name_town_and_kind(operator: Account) -> None:
    load(operator, lists.NEW, D2023)
    assert queries.search_villages(D2023, text="北关").count() == 2
    assert queries.search_villages(D2023, text="北关", administrative=True).get().code == "990101001203"
    assert queries.search_villages(D2023, town="990101101").count() == 3
    assert queries.search_villages(D2023, text="9901011012").count() == 3


def test_venue_is_found_by_any_of_its_names(operator: Account) -> None:
    hall = add_venue(by=operator, name="测试市 文化馆", kind=VenueKind.CULTURE_HALL)
    add_venue_alias(by=operator, venue=hall, name="市文化馆")
    add_venue_alias(by=operator, venue=hall, name="市文化馆")
    assert add_venue(by=operator, name="市文化馆") == hall
    assert Venue.objects.count() == 1
    assert queries.venues_by_name() == {"测试市文化馆": hall.pk, "市文化馆": hall.pk}
    other = add_venue(by=operator, name="市图书馆")
    with pytest.raises(UserError):
        add_venue_alias(by=operator, venue=other, name="市文化馆")
    with pytest.raises(UserError):
        add_venue(by=operator, name=" ")


# What careful hands counted in the six real lists: villages and communities, 行政村.
REAL = {2017: (899, 858), 2019: (900, 858), 2020: (901, 858), 2021: (742, 699), 2022: (747, 699), 2023: (714, 666)}


@pytest.mark.parametrize("years", [list(REAL), list(reversed(REAL))], ids=["forwards", "backwards"])
def test_real_lists(operator: Account, years: list[int]) -> None:
    folder = lists.real_folder()
    if folder is None:
        pytest.skip("the real village lists are not on this machine")
    for year in years:
        name = f"villages_{year}.csv"
        day = year_in_name(name)
        assert day is not None
        import_village_list(by=operator, data=(folder / name).read_bytes(), as_of=day, source=name)
    for year, (villages, administrative) in REAL.items():
        day = dt.date(year, 12, 31)
        assert queries.villages_in_force(day).count() == villages
        assert queries.administrative_villages(day).count() == administrative
    index = queries.index()
    for village in queries.villages_in_force(D2023).select_related("town"):
        assert index.find(village.town.name, village.name, on=D2023).village.code == village.code  # type: ignore[union-attr] # None fails too

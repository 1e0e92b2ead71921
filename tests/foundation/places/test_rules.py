"""Names of villages, and which one a clerk means."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.places.rules import (
    FaultKind,
    MatchState,
    Span,
    VillageIndex,
    VillageRow,
    Vintage,
    is_administrative_code,
    plan_list,
    read_listing,
    town_stem,
    village_stems,
    year_in_name,
)

from . import lists

DAY = dt.date(2025, 6, 1)
EAST_A = VillageRow(1, "990101001201", "东村村民委员会", "990101001", "甲街道", None, None, True)
WEST = VillageRow(2, "990101001202", "西村民委员会", "990101001", "甲街道", None, None, True)
NORTH_C = VillageRow(3, "990101001001", "北关社区居委会", "990101001", "甲街道", None, None, False)
NORTH_V = VillageRow(4, "990101001203", "北关村民委员会", "990101001", "甲街道", None, None, True)
EAST_B = VillageRow(5, "990101101201", "东村村民委员会", "990101101", "乙镇", None, None, True)
SMALL = VillageRow(6, "990101101202", "小庄村民委员会", "990101101", "乙镇", None, dt.date(2022, 12, 31), True)
RIVER_OLD = VillageRow(7, "990101101203", "河崖村民委员会", "990101101", "乙镇", None, dt.date(2022, 12, 31), True)
RIVER = VillageRow(8, "990101101203", "河崖庄村民委员会", "990101101", "乙镇", dt.date(2023, 1, 1), None, True)
BIG = VillageRow(9, "990101101204", "大庄村民委员会", "990101101", "乙镇", dt.date(2023, 1, 1), None, True)
MINE = VillageRow(10, "990101101001", "煤矿社区居民委员会", "990101101", "乙镇", None, None, False)
ROWS = [EAST_A, WEST, NORTH_C, NORTH_V, EAST_B, SMALL, RIVER_OLD, RIVER, BIG, MINE]


@pytest.fixture
def index() -> VillageIndex:
    built = VillageIndex(ROWS)
    built.add_town("990101001", "甲街道办事处")
    return built


@pytest.mark.parametrize(
    ("name", "stems"),
    [
        ("东村村民委员会", ("东村", "东")),
        ("东村", ("东村", "东")),
        ("西村民委员会", ("西", "西")),
        ("西村委会", ("西", "西")),
        ("北关社区居民委员会", ("北关", "北关")),
        ("北关 社区　居委会", ("北关", "北关")),
        ("河崖庄", ("河崖庄", "河崖庄")),
        ("村", ("村", "村")),
        ("", ("", "")),
    ],
)
def test_village_stems(name: str, stems: tuple[str, str]) -> None:
    assert village_stems(name) == stems


@pytest.mark.parametrize(
    "name", ["钢城", "钢城镇", "钢城街道", "钢城街道办事处", "钢城 街道办", "钢城乡", "钢城镇政府"]
)
def test_town_stem_drops_every_ending(name: str) -> None:
    assert town_stem(name) == "钢城"


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("990101101199", False), ("990101101200", True), ("990101101399", True), ("990101101400", False), ("399", False)],
)
def test_administrative_code_range(code: str, is_one: bool) -> None:
    assert is_administrative_code(code) is is_one


@pytest.mark.parametrize(
    ("town", "name", "code", "village"),
    [
        ("甲街道", "西村", "", WEST),
        ("甲街道办事处", "西村民委员会", "", WEST),
        ("甲", " 西 村 ", "", WEST),
        ("测试市甲街道", "西村", "", WEST),
        ("甲街道", "甲街道西村", "", WEST),
        ("", "乙镇东村", "", EAST_B),
        ("", "测试市乙镇东村村委会", "", EAST_B),
        ("甲街道", "东村", "", EAST_A),
        ("乙镇", "东村", "", EAST_B),
        ("", "大庄", "", BIG),
        ("乙镇", "大庄村", "９９０１０１１０１２０４", BIG),
        ("", "", "990101101204", BIG),
        ("甲街道", "东村", "'990101001201", EAST_A),
        ("甲街道", "东村", "990101001201.0", EAST_A),
        ("甲街道", "北关社区", "", NORTH_C),
        ("甲街道", "北关村", "", NORTH_V),
    ],
)
def test_find_one(index: VillageIndex, town: str, name: str, code: str, village: VillageRow) -> None:
    match = index.find(town, name, code, on=DAY)
    assert (match.state, match.village) == (MatchState.ONE, village)
    assert match.certain


@pytest.mark.parametrize(
    ("town", "name", "candidates"), [("", "东村", {EAST_A, EAST_B}), ("甲街道", "北关", {NORTH_C, NORTH_V})]
)
def test_find_ambiguous_is_asked(index: VillageIndex, town: str, name: str, candidates: set[VillageRow]) -> None:
    match = index.find(town, name, on=DAY)
    assert (match.state, match.village, set(match.candidates)) == (MatchState.AMBIGUOUS, None, candidates)
    assert not match.certain


@pytest.mark.parametrize(
    ("town", "name", "code"),
    [
        ("甲街道", "西村", "990101001201"),  # the code of 东村
        ("乙镇", "东村", "990101001201"),  # the other town's 东村
        ("乙镇", "东村", "990101101999"),  # a code nobody has
        ("乙镇", "无此村", "990101101201"),
    ],
)
def test_find_contradicting_code_is_a_mismatch(index: VillageIndex, town: str, name: str, code: str) -> None:
    match = index.find(town, name, code, on=DAY)
    assert (match.state, match.village) == (MatchState.MISMATCH, None)
    assert match.candidates


def test_find_nothing_suggests_what_is_near(index: VillageIndex) -> None:
    match = index.find("乙镇", "大王庄", on=DAY)
    assert (match.state, match.village) == (MatchState.NONE, None)
    assert BIG in match.candidates
    assert SMALL not in match.candidates


def test_find_in_the_wrong_town_only_suggests(index: VillageIndex) -> None:
    match = index.find("乙镇", "西村", on=DAY)
    assert (match.state, match.village, match.candidates[0]) == (MatchState.NONE, None, WEST)


def test_find_unknown_town_only_suggests(index: VillageIndex) -> None:
    match = index.find("丙镇", "西村", on=DAY)
    assert (match.state, match.town_unknown, match.candidates) == (MatchState.NONE, True, (WEST,))


def test_find_empty_finds_nothing(index: VillageIndex) -> None:
    assert index.find("", "", "", on=DAY).state is MatchState.NONE
    assert index.find("乙镇", "", "", on=DAY).candidates == ()


def test_find_vanished_village_is_flagged(index: VillageIndex) -> None:
    match = index.find("乙镇", "小庄村", on=DAY)
    assert (match.village, match.vintage, match.certain) == (SMALL, Vintage.GONE, False)
    assert index.find("乙镇", "小庄村", on=dt.date(2022, 5, 1)).vintage is Vintage.IN_FORCE


def test_find_later_village_is_flagged(index: VillageIndex) -> None:
    match = index.find("乙镇", "大庄村", on=dt.date(2020, 1, 1))
    assert (match.village, match.vintage, match.certain) == (BIG, Vintage.LATER, False)


def test_find_by_former_name_gives_the_village_in_force(index: VillageIndex) -> None:
    match = index.find("乙镇", "河崖村", on=DAY)
    assert (match.village, match.vintage, match.certain) == (RIVER, Vintage.RENAMED, True)
    assert index.find("乙镇", "河崖村", on=dt.date(2020, 1, 1)).village == RIVER_OLD
    assert index.find("乙镇", "河崖村", "990101101203", on=DAY).vintage is Vintage.RENAMED


def test_find_unreadable_code_leaves_it_to_the_name(index: VillageIndex) -> None:
    match = index.find("乙镇", "大庄村", "9.90101E+11", on=DAY)
    assert (match.village, match.code_unreadable, match.certain) == (BIG, True, False)


def test_find_other_kind_is_flagged(index: VillageIndex) -> None:
    match = index.find("乙镇", "煤矿村", on=DAY)
    assert (match.village, match.kind_differs, match.certain) == (MINE, True, False)


def test_find_vanished_code_with_a_living_namesake_is_a_mismatch() -> None:
    old = VillageRow(1, "990101101202", "新村民委员会", "990101101", "乙镇", None, dt.date(2022, 12, 31), True)
    new = VillageRow(2, "990101101302", "新村民委员会", "990101101", "乙镇", dt.date(2023, 1, 1), None, True)
    index = VillageIndex([old, new])
    assert index.find("乙镇", "新村", on=DAY).village == new
    assert index.find("乙镇", "新村", old.code, on=DAY).state is MatchState.MISMATCH
    assert index.find("乙镇", "新村", old.code, on=dt.date(2020, 1, 1)).village == old


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=14))
def test_find_never_fails(town: str, name: str, code: str) -> None:
    match = VillageIndex(ROWS).find(town, name, code, on=DAY)
    assert (match.village is not None) == (match.state is MatchState.ONE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_read_listing_encodings(encoding: str) -> None:
    listing = read_listing(lists.OLD.encode(encoding))
    assert listing.faults == []
    assert [one.name for one in listing.villages][:2] == ["北关社区居委会", "东村村民委员会"]


@pytest.mark.parametrize(
    "text",
    [
        "代码,名称,乡镇\n990101101201,东村村委会,乙镇\n",
        "全市村居名录\n\n序号\t区划码\t村名\t乡镇\n1\t990101101201\t东村村委会\t乙镇\n",
        "统计用区划代码;名称\n990101101000;乙镇\n990101101201;东村村委会\n",
        "代码,名称\n990101101,乙镇\n990101101201,东村村委会\n",
    ],
)
def test_read_listing_finds_its_columns(text: str) -> None:
    listing = read_listing(text.encode())
    assert listing.faults == []
    assert [(one.code, one.name, one.town_code, one.town_name) for one in listing.villages] == [
        ("990101101201", "东村村委会", "990101101", "乙镇")
    ]


@pytest.mark.parametrize(
    ("rows", "fault", "line"),
    [
        ("9.90101E+11,东村村委会,990101101,乙镇\n", FaultKind.CODE, 2),
        ("990101101201,,990101101,乙镇\n", FaultKind.NO_NAME, 2),
        ("990101101201,东村村委会,990101102,乙镇\n", FaultKind.TOWN_CODE, 2),
        ("990101101201,东村村委会,990101101,\n", FaultKind.NO_TOWN, 2),
        ("990101101201,东村村委会,,乙镇\n990101101201,西村村委会,,乙镇\n", FaultKind.CODE_TWICE, 3),
        ("", FaultKind.EMPTY, 0),
    ],
)
def test_read_listing_names_the_fault_and_its_line(rows: str, fault: FaultKind, line: int) -> None:
    assert [(one.kind, one.line) for one in read_listing((lists.HEAD + rows).encode()).faults] == [(fault, line)]


def test_read_listing_keeps_a_doubtful_row() -> None:
    listing = read_listing((lists.HEAD + "990101101025,备注项,990101101,乙镇\n").encode())
    assert ([one.kind for one in listing.doubts], len(listing.villages)) == ([FaultKind.NOT_A_VILLAGE], 1)


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"", FaultKind.NO_HEADER), (b"a,b\n1,2\n", FaultKind.NO_HEADER), (b"\xff\xfe\x00", FaultKind.ENCODING)],
)
def test_read_listing_refuses_what_is_no_list(data: bytes, fault: FaultKind) -> None:
    assert [one.kind for one in read_listing(data).faults] == [fault]


@given(st.binary(max_size=300))
def test_read_listing_never_fails(data: bytes) -> None:
    listing = read_listing(data)
    assert listing.faults or listing.villages


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("villages_2023.csv", dt.date(2023, 1, 1)),
        ("2023年村居名录（2023版）.csv", dt.date(2023, 1, 1)),
        ("villages.csv", None),
        ("villages_2022_2023.csv", None),
        ("370883202301.csv", None),
    ],
)
def test_year_in_name_is_never_guessed(name: str, day: dt.date | None) -> None:
    assert year_in_name(name) == day


@given(st.dictionaries(st.integers(2000, 2012), st.sets(st.sampled_from("abcdef")), min_size=1), st.randoms())
def test_plan_list_reads_every_list_back_in_any_order(by_year: dict[int, set[str]], random: object) -> None:
    years = list(by_year)
    random.shuffle(years)  # type: ignore[attr-defined] # hypothesis gives a Random
    rows: dict[int, Span[str]] = {}
    days: list[dt.date] = []
    for year in years:
        day = dt.date(year, 1, 1)
        plan = plan_list(rows.values(), days, day, by_year[year])
        assert plan.kept + len(plan.changed) == len(rows)
        rows |= {span.id: span for span in plan.changed if span.id is not None}
        for span in plan.added:
            rows[len(rows)] = Span(span.key, span.valid_from, span.valid_to, len(rows))
        days.append(day)
    for year, keys in by_year.items():
        assert sorted(row.key for row in rows.values() if row.in_force(dt.date(year, 1, 1))) == sorted(keys)

"""Navigation, charts, month sheets and page numbers as plain values."""

import datetime as dt

from tongpin.foundation.ui import rules

DAY = dt.date(2025, 3, 5)


def test_month_sheet_starts_on_monday_and_knows_its_neighbours() -> None:
    sheet = rules.month_sheet(DAY, {DAY: [rules.DayEntry("讲座", "/a/1/")]}, DAY)
    assert sheet.weeks[0][0].date == dt.date(2025, 2, 24)
    assert (sheet.previous, sheet.next, len(sheet.weeks)) == ("2025-02", "2025-04", 6)
    assert [(day.date, day.is_today) for day in sheet.days] == [(DAY, True)]


def test_month_sheet_crosses_the_year() -> None:
    sheet = rules.month_sheet(dt.date(2025, 1, 31), {}, DAY)
    assert (sheet.previous, sheet.next, sheet.first) == ("2024-12", "2025-02", dt.date(2025, 1, 1))


def test_month_sheet_lists_no_days_of_other_months() -> None:
    assert rules.month_sheet(DAY, {dt.date(2025, 2, 28): [rules.DayEntry("讲座", "/")]}, DAY).days == []


def test_page_numbers_mark_gaps() -> None:
    assert rules.page_numbers(5, 20) == [1, None, 3, 4, 5, 6, 7, None, 20]
    assert rules.page_numbers(1, 1) == [1]
    assert rules.page_numbers(2, 4) == [1, 2, 3, 4]


def test_type_size_takes_only_its_own_sizes() -> None:
    assert [rules.parse_type_size(text) for text in ("18", "30", "99", "", None, "-18", "x")] == [18, 30, 0, 0, 0, 0, 0]


def test_chart_rows_leave_gaps_where_a_series_has_no_value() -> None:
    series = [rules.Series("2024", [3, None]), rules.Series("2025", [1])]
    chart = rules.Chart("k", "t", "bar", "场次", "月份", ["1月", "2月"], series)
    assert chart.rows() == [("1月", [3, 1]), ("2月", [None, None])]
    assert chart.payload()["series"] == [{"name": "2024", "values": [3, None]}, {"name": "2025", "values": [1]}]

"""What can be wrong or doubtful in a ledger: one table of codes, so that every sentence a clerk may read stands here.

The texts are msgids, translated where they are shown (`notices.py`); rules only name the code and its particulars.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What an issue does to its row."""

    NOTE = "note"  # said, nothing to do
    WARNING = "warning"  # the row is taken, the clerk should look
    QUESTION = "question"  # the row waits for an answer
    ERROR = "error"  # the row goes back to the clerk


@dataclass(frozen=True, slots=True)
class Text:
    """Severity, message and remedy of a code; both texts are msgids with named places."""

    severity: Severity
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `field` names the column's meaning ('' for the whole row), `options` the answers to a question."""

    code: str
    field: str = ""
    params: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        return TEXTS[self.code].severity


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """The file as a whole cannot be read; `issue` says why."""

    def __init__(self, code: str, **params: str) -> None:
        self.issue = Issue(code, params=tuple(params.items()))
        super().__init__(code)


def issue(code: str, field: str = "", *, options: tuple[tuple[str, str], ...] = (), **params: str) -> Issue:
    """Make an `Issue` with its particulars given by name."""
    return Issue(code, field, tuple(params.items()), options)


def _(text: str) -> str:
    """Mark a msgid for the catalogue without translating it here."""
    return text


_E, _Q, _W, _N = Severity.ERROR, Severity.QUESTION, Severity.WARNING, Severity.NOTE

TEXTS: dict[str, Text] = {
    # -- the file
    "empty_file": Text(_E, _("The file is empty."), _("Choose the file again.")),
    "too_big": Text(_E, _("The file is larger than %(limit)s MB."), _("Split it and import the parts one by one.")),
    "unpacks_too_big": Text(
        _E,
        _("Unpacked, the file would be larger than %(limit)s MB."),
        _("Copy the table into a new workbook and import that."),
    ),
    "too_many_parts": Text(
        _E, _("The file holds too many parts to be a ledger."), _("Copy the table into a new workbook.")
    ),
    "encrypted": Text(
        _E,
        _("The workbook is protected by a password."),
        _("Open it, remove the password, save it and import it again."),
    ),
    "is_word": Text(
        _E, _("This is a Word document, whatever its name says."), _("Copy its table into Excel and import that.")
    ),
    "is_slides": Text(
        _E, _("This is a presentation, whatever its name says."), _("Copy the table into Excel and import that.")
    ),
    "is_ods": Text(_E, _("This is an OpenDocument sheet."), _("Open it and save it as xlsx.")),
    "is_web_page": Text(
        _E, _("This is a web page with the name of a workbook."), _("Open it in Excel or WPS and save it as xlsx.")
    ),
    "is_other": Text(_E, _("This is a %(form)s file, not a workbook."), _("Save the table as xlsx, xls or csv.")),
    "is_archive": Text(
        _E, _("This is a compressed archive, not a workbook."), _("Unpack it and import the files in it.")
    ),
    "damaged": Text(
        _E,
        _("The workbook is damaged or was not completely copied."),
        _("Open it in Excel or WPS, save it again and import it."),
    ),
    "unknown_text": Text(
        _E,
        _("The file is neither a workbook nor text in a Chinese encoding."),
        _("Save the table as xlsx, or as csv in UTF-8."),
    ),
    "too_many_rows": Text(
        _E, _("A sheet has more than %(limit)s rows."), _("Split it and import the parts one by one.")
    ),
    "too_wide": Text(
        _E,
        _("Sheet “%(sheet)s” reaches to cell %(cell)s."),
        _("Delete what stands far outside the table, then import again."),
    ),
    "bad_csv": Text(
        _E, _("The text cannot be divided into columns."), _("Open it in Excel or WPS and save it as xlsx.")
    ),
    # -- the sheet and its tables
    "no_table": Text(_N, _("No table was found in sheet “%(sheet)s”.")),
    "hidden_sheet": Text(
        _N, _("Sheet “%(sheet)s” is hidden and was left out."), _("Show the sheet if it is a ledger.")
    ),
    "unknown_kind": Text(
        _E,
        _("It could not be told which ledger sheet “%(sheet)s” is."),
        _("Say in the title which ledger it is, or choose it in the preview."),
    ),
    "column_missing": Text(
        _E,
        _("No column of sheet “%(sheet)s” was recognised as “%(what)s”."),
        _("Choose the column in the preview; it is remembered."),
    ),
    "column_unknown": Text(_N, _("Column “%(column)s” is not used.")),
    "year_from_cells": Text(
        _N, _("The year %(year)s of dates without a year was taken from the other dates of the table.")
    ),
    "year_differs": Text(
        _W, _("The title says %(title)s, the import was told %(given)s; the title was followed."), _("Check the year.")
    ),
    "total_row": Text(_N, _("A row of totals was left out: %(text)s")),
    "note_row": Text(_N, _("A note was left out: %(text)s")),
    # -- the row
    "missing": Text(_E, _("“%(what)s” is empty."), _("Fill it in.")),
    "bad_date": Text(_E, _("%(detail)s"), _("%(hint)s")),
    "bad_date_kept_out": Text(_W, _("%(detail)s It was left blank."), _("%(hint)s")),
    "bad_number": Text(_E, _("%(detail)s"), _("%(hint)s")),
    "bad_number_kept_out": Text(_W, _("%(detail)s It was left blank."), _("%(hint)s")),
    "bad_duration": Text(_E, _("“%(text)s” is no duration."), _("Enter hours, for example 2.5 or 2小时30分.")),
    "no_session": Text(_E, _("0 sessions were held in this row."), _("Correct the number, or delete the row.")),
    "no_value": Text(
        _E,
        _("Cell %(cell)s holds a formula without a computed value or an error value."),
        _("Open the workbook in Excel or WPS, let it compute, save it and import it again."),
    ),
    "month_only": Text(_W, _("Only the month is known: %(text)s"), _("Enter the day if you know it.")),
    "month_differs": Text(_W, _("The month column says %(month)s, the date %(date)s."), _("Check the date.")),
    "other_year": Text(
        _W, _("%(date)s is not in the ledger's year %(year)s; it counts for its own year."), _("Check the date.")
    ),
    "future": Text(_E, _("%(date)s has not come yet."), _("Only what has taken place is imported as done.")),
    "merged_count": Text(
        _W,
        _("“%(what)s” is one merged cell over several rows; it was counted once, in the first."),
        _("Enter each row's own number."),
    ),
    "attended_over_expected": Text(
        _W,
        _("%(attended)s attended although only %(expected)s were expected; the expected were left out."),
        _("Check both."),
    ),
    "names_differ": Text(
        _W,
        _("%(names)s names are listed but the number says %(count)s; the number was taken."),
        _("Check which is right."),
    ),
    "count_from_names": Text(
        _W, _("No number is given; the %(count)s names listed were counted."), _("Enter the number.")
    ),
    "minutes_as_hours": Text(
        _W,
        _("“%(text)s” stands in a column of minutes and was taken as %(minutes)s minutes."),
        _("Check the duration."),
    ),
    "duration_odd": Text(
        _Q, _("A duration of %(hours)s hours a person is improbable."), _("Are these minutes or hours?")
    ),
    "span_differs": Text(
        _W,
        _("The times %(span)s make %(computed)s hours but %(stated)s are stated; the stated were taken."),
        _("Check the duration."),
    ),
    "kind_unclear": Text(_Q, _("“%(text)s” is none of the known kinds of meeting."), _("Choose the kind of meeting.")),
    "kind_several": Text(
        _W,
        _("“%(text)s” names several kinds of meeting; it counts as %(taken)s."),
        _("Split the row if both are to count."),
    ),
    "level_unclear": Text(
        _Q,
        _("“%(text)s” may be the prefecture or the county."),
        _("Choose 地市级 or 县级; an honour needs a plain level."),
    ),
    "level_taken": Text(
        _W, _("“%(text)s” was taken as %(level)s, because the ledger also has %(other)s."), _("Check the level.")
    ),
    "result_unclear": Text(
        _Q, _("It cannot be told from “%(text)s” whether the need is closed."), _("Choose how it stands.")
    ),
    "satisfaction_unclear": Text(
        _W,
        _("“%(text)s” is no known answer; it counts as not answered."),
        _("Use the words satisfied, basically satisfied, dissatisfied (满意、基本满意、不满意)."),
    ),
    "category_missing": Text(
        _W, _("Full or probationary is not stated; the person was taken as a full member."), _("Add the category.")
    ),
    "not_a_member": Text(_W, _("“%(text)s” is no Party member; the person was left out.")),
    "member_left": Text(_W, _("“%(text)s”: no longer a member here; the person was left out.")),
    "cancelled": Text(_N, _("Cancelled: %(text)s It is kept but not counted.")),
    "moved": Text(_N, _("Moved from %(old)s to %(new)s; it counts on the new day.")),
    "moved_where": Text(
        _Q, _("“%(text)s”: to which day was it moved?"), _("Enter the new day, or say that it was cancelled.")
    ),
    "moved_held": Text(
        _W, _("“%(text)s” names no new day; the date given was taken as the day it was held."), _("Check the date.")
    ),
    "doubled": Text(_N, _("The same entry stands in %(place)s already; it is linked to that and not counted.")),
    "village_unknown": Text(
        _Q, _("There is no “%(village)s” in %(town)s on the list of villages."), _("Choose the village.")
    ),
    "village_ambiguous": Text(_Q, _("“%(village)s” may be several villages."), _("Choose the village.")),
    "village_code_unknown": Text(
        _W, _("Code %(number)s is not on the list; the village was found by its name."), _("Check the code.")
    ),
    "village_other_time": Text(
        _W,
        _("“%(village)s” is not on the list of villages of that day but of another."),
        _("Check the list of villages."),
    ),
    "village_code_differs": Text(
        _Q, _("Code %(number)s is %(listed)s on the list, but the row says %(village)s."), _("Choose the village.")
    ),
    "village_several": Text(
        _Q, _("“%(village)s” names several villages."), _("Make one row for each show, or choose one village.")
    ),
    "village_list_missing": Text(
        _E, _("No list of villages is loaded, so the village cannot be found."), _("Import the list of villages first.")
    ),
    "kind_not_in_catalogue": Text(
        _E, _("The catalogue has no such kind of activity: %(text)s."), _("Add it to the catalogue.")
    ),
    "troupe_missing": Text(_W, _("The ledger does not say which troupe played."), _("Add a column with the troupe.")),
    "lacking": Text(_E, _("Not stated: %(what)s."), _("Fill it in.")),
    "refused": Text(_E, _("%(detail)s"), _("%(hint)s")),
    "no_unit": Text(
        _E, _("It is not said whose record this is."), _("Add a column with the branch, or name it in the title.")
    ),
    "post_left": Text(
        _W, _("The post “%(post)s” was left as it is: %(why)s"), _("Change it on the page of the unit if it changed.")
    ),
    "unit_new": Text(_N, _("“%(unit)s” is new and will be added to the organisation tree.")),
    "unit_taken": Text(_W, _("“%(text)s” was taken to be “%(unit)s”."), _("Check the branch.")),
    "sessions_odd": Text(_W, _("%(sessions)s sessions in one row."), _("Check the number.")),
}

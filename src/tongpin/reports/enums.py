"""Words for what a verification can find, and for the two kinds of report."""

from __future__ import annotations

import enum


class PlaceKind(enum.StrEnum):
    """What a place in the text holds: a number, or words that stand for a computed statement."""

    NUMBER = "number"
    WORDS = "words"  # year-on-year wording, “全部”, the dash of missing data, 【缺依据】


class SealVerdict(enum.StrEnum):
    """What became of the signed manifest inside the file."""

    VALID = "valid"
    INVALID = "invalid"  # present but forged, damaged or signed with a key that is not trusted here
    FROM_LEDGER = "from_ledger"  # gone or damaged in the file; the copy kept at issue was used instead
    MISSING = "missing"  # gone, and no ledger at hand


class FigureVerdict(enum.StrEnum):
    """What became of one figure."""

    SAME = "same"
    SAME_BY_CONTEXT = "same_by_context"  # its mark is gone; the words around it identify it
    ALTERED = "altered"
    MISSING = "missing"
    DUPLICATED = "duplicated"
    MOVED = "moved"  # the number stands, but in a sentence it was not issued in


class LiteralVerdict(enum.StrEnum):
    """What became of a number of the text that is not a figure."""

    SAME = "same"
    ALTERED = "altered"
    REMOVED = "removed"  # a note, no fault: prose may be shortened
    NEW = "new"  # a number nobody registered


class AnnexVerdict(enum.StrEnum):
    """What became of the printed annex."""

    INTACT = "intact"
    ALTERED = "altered"
    MISSING = "missing"
    UNREADABLE = "unreadable"  # this file type does not keep enough of a table to tell


class RecomputeVerdict(enum.StrEnum):
    """What the database says today of an issued figure."""

    HOLDS = "holds"
    RECORDS_CHANGED = "records_changed"  # same value, other records or evidence behind it
    DATA_CHANGED = "data_changed"
    UNKNOWN = "unknown"  # the database cannot compute it now

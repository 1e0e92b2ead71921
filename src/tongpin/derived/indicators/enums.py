"""States of a figure, as the report's text depends on them."""

from __future__ import annotations

import enum


class FigureState(enum.StrEnum):
    """What may be said of a value (report.md, "Figures")."""

    OK = "ok"  # all records carry the evidence wanted
    PARTLY = "partly"  # some do: the number stands, with a warning and the share
    NO_EVIDENCE = "no_evidence"  # records but none with evidence: blocks a final copy
    ZERO = "zero"  # the source was kept and nothing happened
    NO_DATA = "no_data"  # the source holds no record of the period at all: shown as a dash, never 0
    NO_SOURCE = "no_source"  # no part of the program records this yet

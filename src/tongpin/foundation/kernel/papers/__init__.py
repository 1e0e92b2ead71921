"""Word papers on a page of GB/T 9704—2012."""

from .paper import WORD, Paper, Table, wordings

__all__ = ["WORD", "Paper", "Table", "wordings"]

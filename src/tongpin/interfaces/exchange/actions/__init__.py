"""Every write of an import; screens and the command line call the same ones."""

from .background import enqueue_commit
from .clear import commit_clear
from .commit import commit_import
from .folder import import_paths
from .summary import FileSummary, ImportSummary, RowTold
from .uploads import answer_question, choose_kind, discard_import, map_column, start_import

__all__ = [
    "FileSummary",
    "ImportSummary",
    "RowTold",
    "answer_question",
    "choose_kind",
    "commit_clear",
    "commit_import",
    "discard_import",
    "enqueue_commit",
    "import_paths",
    "map_column",
    "start_import",
]

"""Forms of records: filters of the list, the record itself, and the small ones that ask for a reason."""

from .filters import ActivityFilter
from .record import RecordForm
from .small import CancelForm, EvidenceForm, ExportForm, WithdrawForm

__all__ = ["ActivityFilter", "CancelForm", "EvidenceForm", "ExportForm", "RecordForm", "WithdrawForm"]

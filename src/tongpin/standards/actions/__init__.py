"""Writing the catalogue and the bureau's local rules."""

from .catalogue import change_entry, load_shipped
from .local import add_local_rule, end_local_rule

__all__ = ["add_local_rule", "change_entry", "end_local_rule", "load_shipped"]

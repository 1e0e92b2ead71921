"""Who may do what: import policies and their vocabulary from here."""

from ..enums import Role
from .policy import Policy, grants_of, with_grants
from .scopes import anywhere, in_own_unit, in_unit_and_below, own_record

__all__ = ["Policy", "Role", "anywhere", "grants_of", "in_own_unit", "in_unit_and_below", "own_record", "with_grants"]

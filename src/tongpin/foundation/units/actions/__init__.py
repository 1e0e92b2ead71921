"""Writing the organisation tree, the roll and the posts.

Units stand below access in the order of imports, so these functions know no roles: whoever calls them asks first
(docs/adr/0002).
"""

from .posts import appoint, end_post
from .roll import admit_member, change_standing, end_membership, note_roll_export, transfer_member
from .terms import close_term, correct_term, enter_term, postpone_term, renew_term
from .tree import add_alias, add_unit, change_unit, end_unit, ensure_bureau, move_unit, remove_alias, rename_unit

__all__ = [
    "add_alias",
    "add_unit",
    "admit_member",
    "appoint",
    "change_standing",
    "change_unit",
    "close_term",
    "correct_term",
    "end_membership",
    "end_post",
    "end_unit",
    "ensure_bureau",
    "enter_term",
    "move_unit",
    "note_roll_export",
    "postpone_term",
    "remove_alias",
    "rename_unit",
    "renew_term",
    "transfer_member",
]

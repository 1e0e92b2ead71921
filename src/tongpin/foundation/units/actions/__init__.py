"""Writing the organisation tree, the roll and the posts.

Units stand below access in the order of imports, so these functions know no roles: whoever calls them asks first
(docs/adr/0002).
"""

from .contacts import assign_contact, end_contact
from .posts import appoint, end_post
from .roll import admit_member, change_standing, end_membership, note_roll_export, transfer_member
from .tree import add_alias, add_unit, change_unit, end_unit, ensure_bureau, move_unit, remove_alias, rename_unit

__all__ = [
    "add_alias",
    "add_unit",
    "admit_member",
    "appoint",
    "assign_contact",
    "change_standing",
    "change_unit",
    "end_contact",
    "end_membership",
    "end_post",
    "end_unit",
    "ensure_bureau",
    "move_unit",
    "note_roll_export",
    "remove_alias",
    "rename_unit",
    "transfer_member",
]

"""Writing the organisation tree, the roll and the posts.

Units stand below access in the order of imports, so these functions know no roles: whoever calls them asks first
(docs/adr/0002). They stand below the catalogue too: its numbers come as arguments.
"""

from .contacts import assign_contact, end_contact
from .covers import cover_unit, uncover_unit
from .exemptions import end_exemption, exempt_person
from .hand_overs import add_skill, confirm_hand_over, hand_over, note_hand_over, remove_skill
from .merging import dissolve_unit, merge_unit
from .posts import appoint, end_post
from .probation import cancel_probation, change_standing, extend_probation
from .roll import (
    admit_member,
    end_membership,
    note_roll_export,
    receive_member,
    release_member,
    transfer_member,
)
from .terms import close_term, correct_term, enter_term, postpone_term, renew_term
from .tree import (
    add_alias,
    add_unit,
    change_unit,
    end_unit,
    ensure_bureau,
    move_unit,
    remove_alias,
    rename_unit,
    set_form,
)

__all__ = [
    "add_alias",
    "add_skill",
    "add_unit",
    "admit_member",
    "appoint",
    "assign_contact",
    "cancel_probation",
    "change_standing",
    "change_unit",
    "close_term",
    "confirm_hand_over",
    "correct_term",
    "cover_unit",
    "dissolve_unit",
    "end_contact",
    "end_exemption",
    "end_membership",
    "end_post",
    "end_unit",
    "ensure_bureau",
    "enter_term",
    "exempt_person",
    "extend_probation",
    "hand_over",
    "merge_unit",
    "move_unit",
    "note_hand_over",
    "note_roll_export",
    "postpone_term",
    "receive_member",
    "release_member",
    "remove_alias",
    "remove_skill",
    "rename_unit",
    "renew_term",
    "set_form",
    "transfer_member",
    "uncover_unit",
]

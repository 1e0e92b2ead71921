"""The organisation tree with its history, dated memberships, exemptions, posts and terms."""

from .contact import ContactBranch
from .history import Coverage, UnitState
from .post import HandOver, Post, Skill
from .roll import Exemption, Extension, Membership, Transfer
from .term import Postponement, Term
from .unit import Unit, UnitAlias

__all__ = [
    "ContactBranch",
    "Coverage",
    "Exemption",
    "Extension",
    "HandOver",
    "Membership",
    "Post",
    "Postponement",
    "Skill",
    "Term",
    "Transfer",
    "Unit",
    "UnitAlias",
    "UnitState",
]

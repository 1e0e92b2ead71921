"""The organisation tree with its history, dated memberships, exemptions and posts."""

from .history import Coverage, UnitState
from .post import HandOver, Post, Skill
from .roll import Exemption, Extension, Membership, Transfer
from .unit import Unit, UnitAlias

__all__ = [
    "Coverage",
    "Exemption",
    "Extension",
    "HandOver",
    "Membership",
    "Post",
    "Skill",
    "Transfer",
    "Unit",
    "UnitAlias",
    "UnitState",
]

"""The organisation tree with dated memberships and posts."""

from .post import Post
from .roll import Membership
from .unit import Unit, UnitAlias

__all__ = ["Membership", "Post", "Unit", "UnitAlias"]

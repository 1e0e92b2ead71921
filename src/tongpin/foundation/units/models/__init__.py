"""The organisation tree with dated memberships and posts."""

from .contact import ContactBranch
from .post import Post
from .roll import Membership
from .unit import Unit, UnitAlias

__all__ = ["ContactBranch", "Membership", "Post", "Unit", "UnitAlias"]

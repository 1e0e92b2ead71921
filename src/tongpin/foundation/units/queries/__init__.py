"""Reading the organisation tree; `guards` holds what every write to it asks first."""

from .tree import below, find_unit, members, named_or_root, posts, root

__all__ = ["below", "find_unit", "members", "named_or_root", "posts", "root"]

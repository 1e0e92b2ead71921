"""What the desk's screens read, one module each."""

from .frame import navigation

__all__ = ["navigation"]

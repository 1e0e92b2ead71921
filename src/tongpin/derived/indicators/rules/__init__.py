"""Figures and the definitions they are computed by. Plain Python."""

from .definitions import Definition, definition, definitions
from .figures import Figure, Number

__all__ = ["Definition", "Figure", "Number", "definition", "definitions"]

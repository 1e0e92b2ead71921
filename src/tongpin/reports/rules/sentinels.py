"""Private-use characters that carry a place's index through the template engine into the document."""

from __future__ import annotations

import re

OPEN, MIDDLE, CLOSE = "\ue0f0", "\ue0f1", "\ue0f2"
FIGURE = re.compile(f"{OPEN}([0-9]+){MIDDLE}([^{OPEN}{MIDDLE}{CLOSE}]*){CLOSE}")
ANY = re.compile(f"[{OPEN}{MIDDLE}{CLOSE}]")


def enclose(index: int, text: str) -> str:
    """Return `text` between sentinels that name place `index`."""
    return f"{OPEN}{index}{MIDDLE}{text}{CLOSE}"


def holds_any(text: str) -> bool:
    """Tell whether a sentinel is in `text`: in a template it is an attack, in a finished document a fault."""
    return ANY.search(text) is not None

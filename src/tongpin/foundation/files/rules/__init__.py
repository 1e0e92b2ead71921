"""What a file is by its content, what is refused and why, and the copy of a picture that may be shown."""

from .kinds import Kind, Refusal, Refused, checked_name, extension_of, kind_of
from .pictures import MOST_PIXELS, shown_copy

__all__ = ["MOST_PIXELS", "Kind", "Refusal", "Refused", "checked_name", "extension_of", "kind_of", "shown_copy"]

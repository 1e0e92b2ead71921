"""Classes of personal data. Every field of every model names one; a test fails on a field without."""

from __future__ import annotations

import enum


class DataClass(enum.StrEnum):
    """How closely a field is to be kept (Personal Information Protection Law, art. 6, 28, 51)."""

    NONE = "none"  # may be shown to anyone
    INTERNAL = "internal"  # the bureau's own business, no person in it
    PERSONAL = "personal"  # identifies a person: masked outside the branch, exported with a reason
    SENSITIVE = "sensitive"  # encrypted at rest, shown only where the work needs it

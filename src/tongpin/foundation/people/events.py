"""What other parts of the program may listen to."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction that pseudonymises a person, after the rows that point to them were changed.
# Arguments: by (Account), person_id (int), old_name (str), new_name (str). Whoever keeps copies of names beside the
# person (versions of a record) replaces them, and renews what proves the changed rows.
person_erased = Signal()

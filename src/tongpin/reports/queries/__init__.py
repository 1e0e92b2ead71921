"""Reading: previews, issued reports, and verification with the ledger at hand."""

from .checking import ledger, recompute, verify_file, verify_with_ledger
from .figures import Wanted, data_for, known_codes, template_bytes, wanted_by
from .keys import public_key_pem, signing_key, trusted_keys
from .preview import Preview, preview

__all__ = [
    "Preview",
    "Wanted",
    "data_for",
    "known_codes",
    "ledger",
    "preview",
    "public_key_pem",
    "recompute",
    "signing_key",
    "template_bytes",
    "trusted_keys",
    "verify_file",
    "verify_with_ledger",
    "wanted_by",
]

"""Verification with the database at hand: the ledger of issued reports, and figures computed anew."""

from __future__ import annotations

import datetime as dt

from tongpin.derived.indicators.rules import Figure
from tongpin.foundation.kernel.errors import UserError

from ..models import Report
from ..notices import in_words
from ..rules import verify
from ..rules.faults import Fault
from ..rules.language import resolve
from ..rules.manifest import Manifest
from ..rules.seal import Envelope, unpack
from ..rules.verify import Ledger, Recompute, Verdict
from .figures import Wanted, data_for, known_codes
from .keys import trusted_keys


def verify_file(
    data: bytes,
    filename: str,
    *,
    public_key: bytes | tuple[bytes, ...] | None = None,
    recompute: Recompute | None = None,
    ledger: Ledger | None = None,
) -> Verdict:
    """Judge a file; `public_key` None trusts this installation's own keys. Raises UserError if it cannot be read."""
    try:
        keys = trusted_keys() if public_key is None else public_key
        return verify.verify_file(data, filename, public_key=keys, recompute=recompute, ledger=ledger)
    except Fault as fault:
        raise in_words(fault, filename) from fault


def verify_with_ledger(data: bytes, filename: str) -> Verdict:
    """Judge a file with this installation's keys and ledger and recompute its figures: what the public page does."""
    return verify_file(data, filename, recompute=recompute, ledger=ledger)


def ledger(code: str) -> Envelope | None:
    """Return the envelope kept at issue, None for a code this installation never issued."""
    packed = Report.objects.filter(code=code).values_list("envelope", flat=True).first() if code else None
    return None if packed is None else unpack(packed)


def recompute(manifest: Manifest) -> dict[str, tuple[Figure, str]]:
    """Compute the statements of a report from today's records; those that cannot be computed any more are left out."""
    known = known_codes()
    asked = {code for f in manifest.figures for code in (f.use.code, f.use.other) if code in known}
    compared = {f.use.code for f in manifest.figures if f.use.tag == "yoy" or f.use.last}
    split = {f.use.code for f in manifest.figures if f.use.by}
    wanted = Wanted(*(tuple(sorted(some & known)) for some in (asked, compared, split)))
    try:
        data = data_for(year=manifest.year, wanted=wanted, as_of=dt.date.fromisoformat(manifest.as_of))
    except (ValueError, UserError):
        return {}
    found: dict[str, tuple[Figure, str]] = {}
    for issued in manifest.figures:
        try:
            figure, text, _kind = resolve(data, issued.use)
        except Fault:
            continue
        found[issued.id] = (figure, text)
    return found

"""Make and edit reports in tests, as an officer would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from lxml import etree

from tongpin.derived.indicators.rules import Figure
from tongpin.reports.rules.compose import Composed, Order, compose
from tongpin.reports.rules.language import Year
from tongpin.reports.rules.layout import brand_template
from tongpin.reports.rules.verify import Verdict, verify_file

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
ORDER = Order(
    report="TP-2025-0123ABCD", title="2025年度工作报告", bureau="某市文化和旅游局", draft=False, as_of="2025-12-31",
    issued_at="2026-01-09T08:00:00+08:00", audit_head="ab" * 32, verify_url="https://example.org/verify/TP-2025-0123ABCD/",
)  # fmt: skip


def report(
    figures: dict[str, Figure], previous: dict[str, Figure], template: bytes | None = None, **order: object
) -> Composed:
    """Compose a report of 2025."""
    data = Year(2025, figures, previous)
    return compose(template or brand_template(), data, replace(ORDER, **order), KEY)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def issued() -> Composed:
    """Return the shipped report over the hand-made figures, composed once for all tests."""
    from .figures import last_year, this_year

    return report(this_year(), last_year())


def check(data: bytes, **options: object) -> Verdict:
    """Verify with the tests' own key."""
    return verify_file(data, "report.docx", **{"public_key": PUBLIC, **options})  # type: ignore[arg-type]


def edit_parts(docx: bytes, edits: dict[str, Callable[[bytes], bytes | None]]) -> bytes:
    """Return a copy of a zip container with some parts changed, or left out where the edit returns None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data: bytes | None = source.read(name)
            if name in edits and data is not None:
                data = edits[name](data)
            if data is not None:
                target.writestr(name, data)
    return buffer.getvalue()


def manifest_part(docx: bytes) -> str:
    """Return the name of the customXml part the manifest is in."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        return next(
            n for n in source.namelist() if n.startswith("customXml/item") and b"urn:tongpin:report:1" in source.read(n)
        )


def edit_xml(docx: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Return a copy of a docx whose body an edit has changed."""

    def rewrite(data: bytes) -> bytes:
        root = etree.fromstring(data)
        change(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return edit_parts(docx, {"word/document.xml": rewrite})

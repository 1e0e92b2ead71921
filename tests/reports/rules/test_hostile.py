"""Files from strangers: whatever they hold, the answer is a clear sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongpin.reports.rules import archive, seal
from tongpin.reports.rules.faults import Fault
from tongpin.reports.rules.manifest import from_json
from tongpin.reports.rules.verify import verify_file

from ..helpers import PUBLIC, check, edit_parts, issued


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def _bomb() -> bytes:
    return _zip({"word/document.xml": b"<a>" + b" " * (archive.MAX_XML + 10) + b"</a>"})


def _doctype() -> bytes:
    xml = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    return edit_parts(issued().docx, {"word/document.xml": lambda _: xml})


def _lying_size() -> bytes:
    data = bytearray(_zip({"word/document.xml": b"x" * 1000}))
    return bytes(data[:-40] + b"\xff" * 20 + data[-20:])


FILES: dict[str, Callable[[], bytes]] = {
    "empty": bytes,
    "text": "报告".encode,
    "truncated": lambda: issued().docx[:9000],
    "bomb": _bomb,
    "doctype": _doctype,
    "lying directory": _lying_size,
    "many parts": lambda: _zip({f"x{i}": b"" for i in range(archive.MAX_ENTRIES + 1)}),
    "no document": lambda: _zip({"a.xml": b"<a/>"}),
    "spreadsheet": lambda: _zip({"xl/workbook.xml": b"<a/>", "_rels/.rels": b"<a/>"}),
    "broken xml": lambda: edit_parts(issued().docx, {"word/document.xml": lambda d: d[:2000]}),
    "deep xml": lambda: edit_parts(issued().docx, {"word/document.xml": lambda _: b"<a>" * 5000 + b"</a>" * 5000}),
    "odt without text": lambda: _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
    "pdf of nothing": lambda: b"%PDF-1.7\nnothing",
}


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(Fault) as caught:
        check(FILES[name]())
    assert str(caught.value)


def test_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(Fault, match="larger than"):
        check(b"PK" + b"\0" * archive.MAX_FILE)


def test_too_many_numbers_are_refused() -> None:
    many = b"<w:p><w:r><w:t>" + b"1 " * 9000 + b"</w:t></w:r></w:p><w:sectPr"
    with pytest.raises(Fault, match="more numbers"):
        check(edit_parts(issued().docx, {"word/document.xml": lambda d: d.replace(b"<w:sectPr", many, 1)}))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_any_bytes_get_a_verdict_or_a_sentence(data: bytes) -> None:
    for head in (b"", b"PK\x03\x04"):
        with pytest.raises(Fault):
            verify_file(head + data, "x", public_key=PUBLIC)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=30))
def test_any_damage_to_a_report_gets_a_verdict_or_a_sentence(place: int, noise: bytes) -> None:
    data = bytearray(issued().docx)
    data[place % len(data) : place % len(data) + len(noise)] = noise
    try:
        answer = check(bytes(data)).to_json()
    except Fault as fault:
        answer = str(fault)
    assert answer


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda c: st.lists(c) | st.dictionaries(st.text(max_size=8), c),
    )
)
def test_any_json_as_manifest_is_refused(value: object) -> None:
    import json

    with pytest.raises(Fault):
        from_json(json.dumps(value).encode())


@pytest.mark.parametrize("packed", ["", "%%%", "AAAA", "eJyrVkrLL1KyUgIAEVEDTg=="])
def test_damaged_envelope_is_refused(packed: str) -> None:
    with pytest.raises(Fault):
        seal.unpack(packed)


def test_envelope_that_inflates_without_end_is_refused() -> None:
    import base64
    import zlib

    bomb = base64.b64encode(zlib.compress(b" " * (seal.MAX_MANIFEST + 10))).decode()
    with pytest.raises(Fault):
        seal.unpack(bomb)

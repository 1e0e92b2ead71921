"""Through real LibreOffice: no false alarm on unedited files, every edit still found afterwards."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from tongpin.reports.rules import office, pdf
from tongpin.reports.rules.archive import Container
from tongpin.reports.rules.docx_text import read_docx
from tongpin.reports.rules.story import squeeze

from ..catalogue import Case, cases, summary
from ..helpers import check, issued

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed"),
]
WAYS = ["docx", "odt", "doc", "rtf", "odt docx", "doc docx", "docx docx docx", "docx odt doc docx"]
# What a save through LibreOffice must not hide.
TELLING = (
    "number retyped", "retyped in Chinese numerals, other value", "digit typed just after the mark", "unit changed",
    "number and control deleted", "two figures swapped with their marks", "number moved into another sentence",
    "tracked insertion beside a figure", "tracked deletion of a figure", "table values changed places", "annex edited",
    "registered literal altered", "new number added", "whole sentence moved",
)  # fmt: skip
CASES = [case for case in cases() if case.name in TELLING]


@lru_cache(maxsize=1)
def _pdf() -> bytes:
    return pdf.to_pdf(issued().docx, issued().envelope, issued().manifest)


@lru_cache(maxsize=3)
def _edited(target: str) -> dict[str, bytes]:
    """Save all telling edits through LibreOffice in one start of the program."""
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(CASES):
            Path(folder, f"{number}.docx").write_bytes(case.edit(issued().docx))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        out = Path(folder, "out")
        command = [str(office.program()), profile, "--headless", "--convert-to", target, "--outdir", str(out)]
        subprocess.run([*command, *map(str, Path(folder).glob("*.docx"))], capture_output=True, check=True, timeout=300)
        return {case.name: Path(out, f"{number}.{target}").read_bytes() for number, case in enumerate(CASES)}


def through(data: bytes, way: str) -> bytes:
    """Save a docx through LibreOffice, format after format."""
    source = "docx"
    for target in way.split():
        data = office.convert(data, source, target)
        source = target
    return data


@pytest.mark.parametrize("way", WAYS)
def test_unedited_round_trip_gives_no_false_alarm(way: str) -> None:
    verdict = check(through(issued().docx, way))
    assert summary(verdict) == {}
    assert verdict.ok


@pytest.mark.parametrize("way", ["odt", "doc", "docx"])
@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_edit_is_still_found_after_a_save(case: Case, way: str) -> None:
    assert summary(check(_edited(way)[case.name])) == case.expected


def test_pdf_is_a3b_with_manifest_links_and_all_characters() -> None:
    made = _pdf()
    assert b"pdfaid:part>3<" in made
    links = set(re.findall(rb"/URI\s*\(https://example.org/verify/TP-2025-0123ABCD/#(F\d{3})\)", made))
    assert links == {f.id.encode() for f in issued().manifest.figures}
    verdict = check(made)
    assert (verdict.seal, verdict.annex, verdict.ok, verdict.without_marks) == ("valid", "intact", True, True)


def test_pdf_holds_every_character_of_the_docx() -> None:
    made = _pdf()
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=made, capture_output=True, check=True)
    printed = Counter(squeeze(run.stdout.decode()))
    written = Counter(
        squeeze("".join(p.text for p in read_docx(Container(issued().docx)).passages if p.where == "body"))
    )
    assert written - printed == Counter()

"""Seal, ledger, recomputation: what the verdict rests on."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree

from tongpin.derived.indicators.rules import Figure
from tongpin.reports.enums import AnnexVerdict, FigureVerdict, RecomputeVerdict, SealVerdict
from tongpin.reports.rules import seal
from tongpin.reports.rules.faults import Fault
from tongpin.reports.rules.language import Year, resolve
from tongpin.reports.rules.manifest import Manifest, canonical, from_json

from .. import edits as e
from ..catalogue import _forged, cases
from ..figures import last_year, this_year
from ..helpers import KEY, PUBLIC, check, edit_xml, issued

EDITS = {case.name: case.edit for case in cases()}


def _ledger(code: str) -> seal.Envelope | None:
    return issued().envelope if code == issued().manifest.report else None


def test_manifest_reads_back_as_it_was_written() -> None:
    assert from_json(issued().envelope.manifest) == issued().manifest
    assert canonical(issued().manifest) == issued().envelope.manifest


def test_stripped_manifest_is_taken_from_the_ledger() -> None:
    verdict = check(EDITS["manifest removed altogether"](issued().docx), ledger=_ledger)
    assert (verdict.seal, verdict.ok, len(verdict.figures)) == (SealVerdict.FROM_LEDGER, True, 62)


def test_forged_manifest_is_invalid_and_the_ledger_judges_the_figures() -> None:
    verdict = check(_forged(issued().docx), ledger=_ledger)
    assert (verdict.seal, verdict.ok) == (SealVerdict.INVALID, False)
    assert {f.verdict for f in verdict.figures} == {FigureVerdict.SAME}


def test_ledger_that_does_not_know_the_report_changes_nothing() -> None:
    verdict = check(EDITS["manifest removed altogether"](issued().docx), ledger=lambda code: None)
    assert (verdict.seal, verdict.ok) == (SealVerdict.MISSING, False)


def test_report_pasted_into_a_new_document_is_found_by_the_code_in_its_annex() -> None:
    flat = edit_xml(issued().docx, _flatten)
    new = docx.Document()
    for element in list(docx.Document(io.BytesIO(flat)).element.body)[:-1]:
        new.element.body.insert(len(new.element.body) - 1, element)
    buffer = io.BytesIO()
    new.save(buffer)
    verdict = check(buffer.getvalue(), ledger=_ledger)
    assert (verdict.seal, verdict.ok, verdict.annex) == (SealVerdict.FROM_LEDGER, True, AnnexVerdict.INTACT)
    assert {f.verdict for f in verdict.figures} == {FigureVerdict.SAME_BY_CONTEXT}
    assert verdict.without_marks


def _flatten(root: etree._Element) -> None:
    e.unwrap_all(root)
    for drawing in list(root.iter(e.w("drawing"))):
        e.remove(drawing)


def test_unknown_key_is_not_trusted() -> None:
    assert check(issued().docx, public_key=bytes(32)).seal is SealVerdict.INVALID
    assert check(issued().docx, public_key=None).seal is SealVerdict.INVALID
    assert check(issued().docx, public_key=(bytes(32), PUBLIC)).seal is SealVerdict.VALID


def test_public_key_is_read_as_pem_hex_or_raw() -> None:
    key = KEY.public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert seal.public_key(pem) == seal.public_key(PUBLIC.hex().encode()) == seal.public_key(PUBLIC) == PUBLIC
    other = (
        rsa.generate_private_key(65537, 2048).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    for wrong in (b"", b"x" * 64, b"-----BEGIN PUBLIC KEY-----", other):
        with pytest.raises(Fault):
            seal.public_key(wrong)


def _recompute(**changes: Figure) -> object:
    figures = {**this_year(), **changes}

    def recompute(manifest: Manifest) -> dict[str, tuple[Figure, str]]:
        data = Year(2025, figures, last_year())
        return {f.id: resolve(data, f.use)[:2] for f in manifest.figures if f.use.code != "needs"}

    return recompute


def test_recomputation_tells_what_the_database_says_today() -> None:
    shows, hours = this_year()["tour.shows"], this_year()["volunteer.hours"]
    changed = {"tour.shows": replace(shows, value=480), "volunteer.hours": replace(hours, records_root="0" * 64)}
    verdict = check(issued().docx, recompute=_recompute(**changed))
    ids = {f.use.code: f.id for f in issued().manifest.figures if f.use.tag == "n"}
    assert verdict.recomputed[ids["tour.shows"]] is RecomputeVerdict.DATA_CHANGED
    assert verdict.recomputed[ids["volunteer.hours"]] is RecomputeVerdict.RECORDS_CHANGED
    assert verdict.recomputed[ids["needs"]] is RecomputeVerdict.UNKNOWN
    assert verdict.recomputed[ids["members"]] is RecomputeVerdict.HOLDS
    assert verdict.ok is False
    assert check(issued().docx, recompute=_recompute()).ok


def test_verdict_for_machines_names_every_figure() -> None:
    data = json.loads(check(issued().docx).to_json())
    assert (data["ok"], data["seal"], data["annex"], len(data["figures"])) == (True, "valid", "intact", 62)
    assert data["figures"][0] == {
        "id": "F001",
        "name": "党员",
        "issued": "70名",
        "found": "70名",
        "verdict": "same",
        "around": "…31日，全局共有党员[70]名，其中正式党员66…",
    }

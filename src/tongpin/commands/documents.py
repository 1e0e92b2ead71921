"""`tongpin report` and `tongpin verify`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.reports.actions import render_brand_report
from tongpin.reports.enums import FigureVerdict, LiteralVerdict, RecomputeVerdict
from tongpin.reports.notices import annex_word, figure_word, literal_word, recompute_word, seal_word
from tongpin.reports.queries import public_key_pem, verify_file, verify_with_ledger
from tongpin.reports.rules.verify import Verdict

from .terminal import YEAR, as_json, emit, officer, ready

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(help=_("Write the year's report, or hand out the key it is verified with."))
def report() -> None:
    """Hold the commands about reports."""


@report.command(help=_("Write the report on the Party-building brand of a year as a Word document."))
@click.option("--year", required=True, type=YEAR, help=_("The year."))
@click.option("--out", required=True, type=FILE, help=_("Where to write it (.docx)."))
@click.option("--draft", is_flag=True, help=_("A marked draft: allowed while figures lack evidence."))
@click.option("--pdf", is_flag=True, help=_("Also as PDF beside it (needs LibreOffice)."))
@as_json
def brand(year: int, out: Path, draft: bool, pdf: bool, as_json: bool) -> None:
    if out.suffix.lower() != ".docx":
        raise click.BadParameter(_("The name must end in .docx."), param_hint="--out")
    ready()
    made = render_brand_report(by=officer(), year=year, draft=draft, pdf=pdf)
    written = {out: made.docx} | ({out.with_suffix(".pdf"): made.pdf} if made.pdf is not None else {})
    for path, data in written.items():
        write(path, data)
    if as_json:
        emit({"report": made.code, "draft": draft, "files": [str(path) for path in written]})
    else:
        click.echo(_("Report %(code)s: %(files)s") % {"code": made.code, "files": ", ".join(map(str, written))})


def write(path: Path, data: bytes) -> None:
    """Write a file. Raises UserError where that is not possible."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UserError(error.strerror or str(error), place=str(path)) from error


@report.command("key", help=_("Print the public key with which a stranger verifies reports offline."))
def key() -> None:
    ready()
    click.echo(public_key_pem().decode(), nl=False)


@click.command(help=_("Verify a report figure by figure; with --key offline, without this installation's records."))
@click.argument("file", type=FILE)
@click.option("--key", type=FILE, help=_("The public key of the bureau that issued it (PEM)."))
@as_json
def verify(file: Path, key: Path | None, as_json: bool) -> None:
    data = read(file)
    if key is not None:
        verdict = verify_file(data, file.name, public_key=read(key))
    else:
        ready()
        verdict = verify_with_ledger(data, file.name)
    if as_json:
        click.echo(verdict.to_json())
    else:
        for line in said(verdict):
            click.echo(line)
    sys.exit(0 if verdict.ok else 1)


def read(path: Path) -> bytes:
    """Read a file. Raises UserError where that is not possible."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(_("The file cannot be read."), place=str(path)) from error


def said(verdict: Verdict) -> Iterator[str]:
    """Yield a verdict in words: what stands is counted, what differs is named."""
    yield f"{verdict.title}  {verdict.report}  {seal_word(verdict.seal)}"
    standing = [one for one in verdict.figures if one.verdict in {FigureVerdict.SAME, FigureVerdict.SAME_BY_CONTEXT}]
    yield _("%(standing)s of %(all)s figures stand as issued.") % {
        "standing": len(standing),
        "all": len(verdict.figures),
    }
    for one in verdict.figures:
        if one not in standing:
            yield f"  {one.id} {one.name}: {one.issued} → {one.found or '—'}  {figure_word(one.verdict)}  {one.around}"
    for other in verdict.literals:
        if other.verdict is not LiteralVerdict.SAME:
            yield f"  {other.issued or '—'} → {other.found or '—'}  {literal_word(other.verdict)}  {other.around}"
    yield annex_word(verdict.annex)
    for figure, outcome in verdict.recomputed.items():
        if outcome is not RecomputeVerdict.HOLDS:
            yield f"  {figure}: {recompute_word(outcome)}"
    yield _("Nothing differs.") if verdict.ok else _("The report differs from what was issued.")

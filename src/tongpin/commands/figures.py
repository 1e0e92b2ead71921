"""`tongpin figures`."""

from __future__ import annotations

from typing import Any

import click
from django.utils.translation import gettext as _

from tongpin.derived.indicators import queries
from tongpin.derived.indicators.rules import Figure

from .terminal import YEAR, as_json, emit, ready


def split(figure: Figure) -> dict[str, Any]:
    """Return a figure's parts as plain values, nested where they are split again."""
    return {word: split(part) if part.by else part.value for word, part in figure.by.items()}


def figure_record(figure: Figure) -> dict[str, Any]:
    """Return a figure for machines."""
    record = {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "state": figure.state.value,
        "records": figure.records,
        "evidenced": figure.evidenced,
        "as_of": figure.as_of,
        "definition": {"version": figure.definition_version, "hash": figure.definition_hash},
    }
    return record | ({"by": split(figure)} if figure.by else {})


def lineage_rows(code: str, year: int) -> list[dict[str, Any]]:
    """Return the records behind a figure; empty where nothing records it."""
    found = queries.lineage(code, year=year)
    return [dict(zip(("id", *found.columns), row, strict=True)) for row in found] if found else []


def print_figure(figure: Figure, depth: int = 0) -> None:
    """Print a figure for people: value, unit, how many of its records carry the evidence wanted, and its parts."""
    name = figure.name if depth == 0 else list(figure.params.values())[-1]
    value = "—" if figure.value is None else f"{figure.value:,}"
    proof = _("%(evidenced)s of %(records)s with evidence") % {"evidenced": figure.evidenced, "records": figure.records}
    click.echo(f"{'  ' * depth}{name}  {value} {figure.unit}" + (f"  ({proof})" if figure.records else ""))
    for part in figure.by.values():
        print_figure(part, depth + 1)


@click.command(help=_("Compute figures of a year from the records: all of them, or those of the codes given."))
@click.option("--year", required=True, type=YEAR, help=_("The year."))
@click.option("--lineage", is_flag=True, help=_("Also the records behind each figure."))
@as_json
@click.argument("codes", nargs=-1)
def figures(year: int, codes: tuple[str, ...], lineage: bool, as_json: bool) -> None:
    ready()
    found = queries.figures(year=year, codes=codes or None, roots=False)
    rows = {code: lineage_rows(code, year) for code in found} if lineage else {}
    if as_json:
        extra = {code: {"lineage": rows[code]} if lineage else {} for code in found}
        emit({code: figure_record(figure) | extra[code] for code, figure in found.items()})
        return
    for code, figure in found.items():
        click.secho(code, dim=True)
        print_figure(figure)
        for row in rows.get(code, []):
            click.echo("    " + "  ".join(str(value) for value in row.values() if value not in (None, "")))

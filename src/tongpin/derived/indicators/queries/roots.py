"""Merkle roots over the rows of a figure, hashed where the rows are.

Leaves are grouped into blocks of 256 keys. PostgreSQL hashes a block itself, so that 100,000 records travel as 400
hashes; SQLite lies in this process and hands the rows over. Both give the same root.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Aggregate, Case, CharField, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from tongpin.foundation.kernel.merkle import WIDTH, leaf_hash

Block = tuple[Any, ...]


class BlockHash(Aggregate):
    """The hash of a block of leaves in the order of their keys: arguments are the leaf's text and the key."""

    template = "encode(sha256(convert_to('leaf:' || string_agg(%(expressions)s), 'UTF8')), 'hex')"
    arg_joiner = ", ';' ORDER BY "
    output_field = CharField()


def blocks(rows: QuerySet[Any], digest: str, proof: str, paths: Sequence[str]) -> list[Block]:
    """Return (*values of `paths`, hash over records, hash over evidence) per block, by the first key of the block.

    Rows without evidence have no part in the second hash; of a block without any it is None.
    """
    if connection.vendor == "postgresql":
        return _hashed_by_database(rows, digest, proof, paths)
    return list(_hashed_here(rows, digest, proof, paths))


def _leaf(column: str) -> Concat:
    return Concat(Cast("pk", TextField()), Value(":"), F(column), output_field=TextField())


def _proof(column: str) -> Case:
    """Return the leaf of a row with evidence; NULL, which string_agg passes over, for one without."""
    return Case(When(~Q(**{column: ""}), then=_leaf(column)), output_field=TextField())


def _hashed_by_database(rows: QuerySet[Any], digest: str, proof: str, paths: Sequence[str]) -> list[Block]:
    grouped = (
        rows.order_by()
        .annotate(block=Cast(F("pk") / WIDTH, IntegerField()))
        .values("block", *paths)
        .annotate(
            of_records=BlockHash(_leaf(digest), F("pk")),
            of_evidence=BlockHash(_proof(proof), F("pk")),
        )
        .order_by("block")
    )
    return list(grouped.values_list(*paths, "of_records", "of_evidence"))


def _hashed_here(rows: QuerySet[Any], digest: str, proof: str, paths: Sequence[str]) -> Iterator[Block]:
    found = [
        (values, pk // WIDTH, f"{pk}:{record}", f"{pk}:{evidence}" if evidence else "")
        for pk, record, evidence, *values in rows.order_by("pk").values_list("pk", digest, proof, *paths)
    ]
    found.sort(key=lambda row: (row[1], [str(value) for value in row[0]]))  # stable: keys stay in order inside
    for (values, _block), part in groupby(found, key=itemgetter(0, 1)):
        leaves = list(part)
        proofs = [row[3] for row in leaves if row[3]]
        yield (*values, leaf_hash([row[2] for row in leaves]), leaf_hash(proofs) if proofs else None)

"""Roots tell every change of leaves and order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.merkle import EMPTY, WIDTH, leaf_hash, merkle_root

HASHES = st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1, max_size=600)


def test_nothing_has_its_own_root() -> None:
    assert merkle_root([]) == EMPTY


def test_block_cannot_pass_for_a_node() -> None:
    inner = leaf_hash(["1:a"])
    assert merkle_root([inner]) != inner


@given(HASHES, st.data())
def test_one_altered_block_alters_the_root(blocks: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(blocks) - 1))
    altered = [*blocks[:place], leaf_hash([blocks[place]]), *blocks[place + 1 :]]
    assert merkle_root(altered) != merkle_root(blocks)


def test_more_blocks_than_one_node_holds() -> None:
    blocks = [leaf_hash([str(number)]) for number in range(WIDTH + 1)]
    assert merkle_root(blocks) != merkle_root(blocks[:-1])
    assert merkle_root(blocks) != merkle_root([*blocks[:-2], blocks[-1], blocks[-2]])

"""The canonical form is JSON as the standard library writes it, whatever writes it here."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.canonical import canonical

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_canonical_is_the_standard_librarys_json(value: object) -> None:
    assert canonical(value) == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": -float("inf")}])
def test_canonical_refuses_what_is_no_number(value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(value)


def test_canonical_refuses_a_type_without_a_form() -> None:
    with pytest.raises(TypeError):
        canonical([dt.timedelta(1)])

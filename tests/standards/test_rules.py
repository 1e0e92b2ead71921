"""Reading an entry from text, the shape it must have, and what two versions differ in."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.standards.rules import Body, Malformed, as_yaml, differences, from_yaml, kind_of, norm_of, shipped

KIND = dict(shipped("kinds")[0])
NORM = dict(shipped("norms")[0])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("just words", "yaml"),
        ("a: [1, 2", "yaml"),
        ("- a\n- b\n", "yaml"),
        ("1: one\n", "yaml"),
        ("", "yaml"),
        ("a: &x [1]\nb: *x\n", "anchor"),
        ("a: 2025-13-45\n", "value"),
        ("a: .nan\n", "value"),
        ("a: !!binary aGk=\n", "value"),
        ("a: !!python/object/apply:os.getcwd []\n", "yaml"),
        ("a: " + "[" * 3000 + "]" * 3000, "value"),
    ],
    ids=lambda text: str(text)[:8],
)
def test_text_that_is_no_entry_is_refused(text: str, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        from_yaml(text)
    assert caught.value.code == code


def test_text_of_references_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(Malformed, match="anchor"):
        from_yaml("\n".join(lines))


@pytest.mark.parametrize("name", ["kinds", "norms"])
def test_shipped_entry_survives_being_edited_as_text(name: str) -> None:
    for entry in shipped(name):
        assert from_yaml(as_yaml(entry)) == dict(entry)


def test_item_left_empty_counts_as_left_out() -> None:
    assert from_yaml("code: a\nquote:\n") == {"code": "a"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"needs": "starts_on"}, "list"),
        ({"needs": [["starts_on"]]}, "list"),
        ({"needs": ["shoe_size"]}, "no_such_field"),
        ({"same_when": ["shoe_size"]}, "no_such_field"),
        ({"lines": ["cinema"]}, "choice"),
        ({"people": "heads"}, "choice"),
        ({"party": "yes"}, "flag"),
        ({"code": "a/b"}, "code"),
        ({"code": "a" * 41}, "code"),
        ({"code": 5}, "text"),
        ({"name": "字" * 2001}, "text"),
        ({"name": "\ud800"}, "text"),
        ({"name": "a\x00b"}, "text"),
        ({"name": ""}, "missing"),
        ({"colour": "red"}, "unknown"),
    ],
    ids=str,
)
def test_kind_of_another_shape_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as caught:
        kind_of({**KIND, **change})
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"min": "four"}, "number"),
        ({"min": -1}, "number"),
        ({"min": True}, "number"),
        ({"issued": "5 March"}, "date"),
        ({"issued": ""}, "missing"),
        ({"effective_to": "2025-02-30"}, "date"),
        ({"level": "A"}, "choice"),
        ({"strictness": "perhaps"}, "choice"),
        ({"period": "week"}, "choice"),
        ({"local": 1}, "flag"),
        ({"params": ["years"]}, "params"),
        ({"params": {"years": 1.5}}, "params"),
        ({"params": {"Years": 3}}, "params"),
        ({"params": {"years": -1}}, "params"),
    ],
    ids=str,
)
def test_norm_of_another_shape_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as caught:
        norm_of({**NORM, **change})
    assert caught.value.code == code


@pytest.mark.parametrize("name", ["subject", "article", "doc_no", "issued", "period"])
def test_norm_without_an_item_it_needs_is_refused(name: str) -> None:
    with pytest.raises(Malformed) as caught:
        norm_of({key: value for key, value in NORM.items() if key != name})
    assert (caught.value.code, caught.value.detail) == ("missing", name)


def test_date_may_be_written_as_text() -> None:
    assert norm_of({**NORM, "issued": "2018-10-28"}).issued == "2018-10-28"
    assert norm_of({**NORM, "issued": dt.date(2018, 10, 28)}).issued == dt.date(2018, 10, 28)


def test_differences_name_what_changed_came_and_went() -> None:
    before = {"code": "a", "name": "甲", "evidence": "表"}
    after = {"code": "a", "name": "乙", "norms": ["x"]}
    assert differences(before, after) == [("name", "甲", "乙"), ("evidence", "表", None), ("norms", None, ["x"])]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!#'\"\n ,|>%@`?0x党\\\t\x00\ud800"), max_size=60) | st.text())
def test_any_text_is_an_entry_or_refused(text: str) -> None:
    try:
        body = from_yaml(text)
    except Malformed:
        return
    assert from_yaml(as_yaml(body)) == body


@pytest.mark.parametrize(("build", "good"), [(kind_of, KIND), (norm_of, NORM)], ids=["kind", "norm"])
@given(data=st.data())
def test_any_value_in_an_item_is_read_or_refused(
    build: Callable[[Body], object], good: Body, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(good)))
    with contextlib.suppress(Malformed):
        build({**good, name: data.draw(VALUES)})


@pytest.mark.parametrize("name", ["kinds", "norms"])
def test_shipped_catalogue_says_everything_once(name: str) -> None:
    codes = [entry["code"] for entry in shipped(name)]
    assert [code for code in codes if codes.count(code) > 1] == []

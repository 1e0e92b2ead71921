"""A write is called by name and says who does it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from .house import name_of, python_files

# Public functions of actions modules that need no `by` or take positions, each with its reason.
EXCEPTIONS = {
    "foundation/audit/actions.py:target_of": "pure: names an object for the log",
    "foundation/audit/actions.py:events_of": "builds unsaved events; has `by`, and is keyword-only",
    "foundation/audit/actions.py:seal": "the machine's own upkeep: nobody seals in a person's name",
    "foundation/audit/actions.py:forget_old_keys": "the machine's own upkeep",
    "interfaces/showcase/actions.py:receive_complaint": "whoever complains has no account and stays unknown",
    "foundation/people/actions.py:command_line_account": "returns the account that is `by` elsewhere",
}


def violations(text: str) -> Iterator[tuple[str, str]]:
    """Yield (function, what is wrong) for the public functions of one actions module."""
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            yield node.name, "takes arguments by position"
        elif "by" not in {argument.arg for argument in node.args.kwonlyargs}:
            yield node.name, "does not say who does it (by)"


def found() -> dict[str, str]:
    return {
        f"{name_of(path)}:{function}": what
        for path in python_files()
        if path.name == "actions.py" or path.parent.name == "actions"
        for function, what in violations(path.read_text())
    }


def test_actions_are_keyword_only_and_name_their_doer() -> None:
    assert {name: what for name, what in found().items() if name not in EXCEPTIONS} == {}


def test_exceptions_exist() -> None:
    every = found()
    needless = {name for name in EXCEPTIONS if name not in every} - {"foundation/audit/actions.py:events_of"}
    assert needless == set()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("def confirm(activity, *, by): ...", "takes arguments by position"),
        ("def confirm(*rows, by): ...", "takes arguments by position"),
        ("def confirm(*, activity): ...", "does not say who does it (by)"),
    ],
)
def test_law_finds_a_careless_action(text: str, what: str) -> None:
    assert list(violations(text)) == [("confirm", what)]


def test_law_lets_a_good_action_pass() -> None:
    assert list(violations("def confirm(*, by, activity): ...\ndef _helper(row): ...")) == []

"""English message ids, a complete Chinese catalogue in each app, no Chinese in code that speaks to users."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from .catalogue import CHINESE, Entry, Message, catalogues, entries, of_python, of_template, used
from .house import files, name_of, own_apps, python_files

# Modules in which Chinese words are data the program reads or writes into documents, each with its reason.
CHINESE_IS_DATA = {
    "foundation/kernel/": "parsers of what clerks type: 约, 万, 正月 …",
    "config/settings.py": "the languages' own names in their own writing",
    "interfaces/exchange/rules/": "the words of ledgers: headings, kinds of meetings, levels, results",
    "derived/compliance/rules/years.py": "how titles of meetings name the year they are for",
    "foundation/people/rules.py": "readings of surnames",
    "foundation/places/rules/": "endings of names of towns and villages, headings of village lists",
    "derived/study/queries/rulebook.py": "codes of norms",
    "records/study_plans/queries/groups.py": "codes of norms",
    "sample/": "the fictional bureau",
    "records/conversations/rules.py": "codes of norms as the catalogue writes them",
    "records/reviews/rules.py": "codes of norms as the catalogue writes them",
    "reports/rules/": "the words reports are written in, and how numbers are written in Chinese prose",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
SPOKEN = re.compile(r"[A-Za-z]{2,}")
ATTRIBUTES = re.compile(r"\s(?:title|alt|placeholder|aria-label)=\"([^\"]*)\"")


def is_english(text: str) -> bool:
    """Say whether a message id is English; it may quote a Chinese word as an example of what to type."""
    chinese = len(CHINESE.findall(text))
    return chinese == 0 or chinese < len(re.findall(r"[A-Za-z]", text))


def entry_violations(entry: Entry) -> list[str]:
    """Return what is wrong with one entry of a catalogue."""
    text, said = entry.message.text, entry.translation
    return [
        *(["not translated"] if not said else []),
        *(["fuzzy"] if entry.fuzzy else []),
        *(["message id is not English"] if not is_english(text) else []),
        *(["placeholders differ"] if said and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said)) else []),
    ]


def chinese_strings(text: str) -> Iterator[int]:
    """Yield the lines of string constants with Chinese in them; docstrings and comments may quote the law."""
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    messages = {id(one) for node in called if node.func.id in {"_", "gettext"} for one in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | messages:
            yield from [node.lineno] * bool(CHINESE.search(node.value))


def bare_words(page: str) -> list[str]:
    """Return words a page says without asking the catalogue."""
    page = re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", "", page, flags=re.S)
    page = re.sub(r"{% block \w+_(?:class|kind) %}.*?{% endblock", "", page)  # names of CSS classes
    page = re.sub(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", "", page, flags=re.S)
    page = re.sub(r"<(script|code|pre|kbd)\b.*?</\1>", "", page, flags=re.S)
    page = re.sub(r"{%.*?%}|{{.*?}}", "", page, flags=re.S)
    said = [*ATTRIBUTES.findall(page), re.sub(r"<[^>]*>", " ", page)]
    words = [re.sub(r"&\w+;", " ", one) for one in said]
    return [match for one in words for match in SPOKEN.findall(one) + CHINESE.findall(one)]


def test_every_message_is_in_its_apps_catalogue() -> None:
    missing = []
    for path, messages in used().items():
        there = {entry.message for entry in entries(path)} if path.exists() else set()
        missing += [f"{place}: {message.text}" for message, place in messages.items() if message not in there]
    assert sorted(missing) == []


@pytest.mark.parametrize("path", catalogues(), ids=name_of)
def test_catalogue_is_sound(path: Path) -> None:
    found = {entry.message.text: entry_violations(entry) for entry in entries(path)}
    assert {text: what for text, what in found.items() if what} == {}


@pytest.mark.parametrize("path", catalogues(), ids=name_of)
def test_catalogue_holds_no_dead_message(path: Path) -> None:
    needed = used().get(path, {})
    assert [entry.message.text for entry in entries(path) if entry.message not in needed] == []


def test_one_message_has_one_translation_in_the_whole_program() -> None:
    """Django merges all catalogues into one, so that of two translations one would silently win."""
    said: dict[Message, set[str]] = {}
    for path in catalogues():
        for entry in entries(path):
            said.setdefault(entry.message, set()).add(entry.translation)
    assert {message.text: texts for message, texts in said.items() if len(texts) > 1} == {}


def test_every_catalogue_is_loaded() -> None:
    loaded = {Path(app.path) / "locale" for app in own_apps()} | {Path(path) for path in settings.LOCALE_PATHS}
    assert [name_of(path) for path in catalogues() if path.parents[2] not in loaded] == []


def test_no_chinese_in_code_that_speaks_to_users() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in python_files()
        if not name_of(path).startswith(tuple(CHINESE_IS_DATA))
        for line in chinese_strings(path.read_text())
    ]
    assert found == []


def test_pages_say_everything_through_the_catalogue() -> None:
    found = {name_of(path): bare_words(path.read_text()) for path in files(".html")}
    assert {name: words for name, words in found.items() if words} == {}


def test_law_finds_messages_in_python_and_pages(tmp_path: Path) -> None:
    code = tmp_path / "views.py"
    code.write_text("from x import gettext as _, gettext_lazy\n_('One')\ngettext_lazy('Two')\nngettext('a', 'b', 2)\n")
    assert of_python(code) == {Message("One"), Message("Two"), Message("a")}
    page = (
        "{% load i18n %}{% trans 'Three' %}{% translate \"It's\" %}{{ x|default:_('Four') }}"
        "{% blocktrans with n=1 %}Five {{ n }}{% endblocktrans %}{% translate 'May' context 'month' %}"
    )
    assert of_template(page) == {
        Message("Three"), Message("It's"), Message("Four"), Message("Five %(n)s"), Message("May", "month"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (Entry(Message("Save"), "", False), "not translated"),
        (Entry(Message("Save"), "保存", True), "fuzzy"),
        (Entry(Message("保存"), "保存", False), "message id is not English"),
        (Entry(Message("%(n)s rows"), "行", False), "placeholders differ"),
    ],
)
def test_law_finds_a_poor_entry(entry: Entry, what: str) -> None:
    assert entry_violations(entry) == [what]


def test_law_finds_chinese_in_code_but_not_in_docstrings() -> None:
    assert list(
        chinese_strings('"""村"""\nx = 1  # 村\ndef f():\n    """村"""\n    _("books (册)")\n    return f"{x}个村"\n')
    ) == [6]


@pytest.mark.parametrize("page", ["<p>Hello</p>", '<input placeholder="Name">', "<p>你</p>", "<p>{{ x }} rows</p>"])
def test_law_finds_a_page_that_speaks_for_itself(page: str) -> None:
    assert bare_words(page) != []


def test_law_lets_a_translated_page_pass() -> None:
    assert bare_words("<p title=\"{% trans 'Name' %}\">{% blocktrans %}Hello{% endblocktrans %} 3 · &nbsp;</p>") == []

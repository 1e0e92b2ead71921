"""What pages may hold: nothing inline, nothing from outside, no fonts, no emblem.

The strict CSP would refuse inline code in the browser; here it is refused before anyone sees a broken page.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .house import ROOT, SOURCE, files, name_of

FONTS = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".ttc", ".pfb"}
EMBLEM_NAMES = re.compile(r"emblem|danghui|dang_?hui|党徽|hammer|sickle", re.I)
EMBLEM_SIGNS = {chr(0x262D), chr(0x2692)}  # hammer and sickle, hammer and pick
SKIPPED = {".venv", ".git", "var", "__pycache__", "node_modules"}
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json[\"'])", re.I),
    "inline style": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "hx-on attribute": re.compile(r"\shx-on[:\-]", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}
OUTSIDE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.I)
NAMESPACES = re.compile(r"https?://www\.w3\.org/[\w/.#-]+")  # names, never fetched


def page_violations(text: str) -> list[str]:
    """Return the kinds of inline code and outside addresses in a page."""
    bare = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", text, flags=re.S)
    found = [name for name, pattern in INLINE.items() if pattern.search(bare)]
    return found + outside_violations(bare)


def outside_violations(text: str) -> list[str]:
    return ["outside address"] if OUTSIDE.search(NAMESPACES.sub("", text)) else []


def without_comments(text: str) -> str:
    """Take the comments out of CSS or JavaScript; licence notes of vendored files name their homes there."""
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", text, flags=re.S | re.M)


def own_static() -> list[Path]:
    return [path for path in files(".css", ".js", ".svg") if "vendor" not in path.parts]


def repository_files() -> list[Path]:
    return [
        path
        for folder in ("src", "docs", "tests", "bench")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not SKIPPED & set(path.parts)
    ]


def test_pages_hold_nothing_inline_or_from_outside() -> None:
    found = {name_of(path): page_violations(path.read_text()) for path in files(".html")}
    assert {name: what for name, what in found.items() if what} == {}


def test_static_files_fetch_nothing_from_outside() -> None:
    found = {name_of(path): outside_violations(without_comments(path.read_text())) for path in own_static()}
    assert {name: what for name, what in found.items() if what} == {}


def test_no_fonts_are_shipped() -> None:
    assert [path.name for path in repository_files() if path.suffix.lower() in FONTS] == []


def test_no_emblem_is_shipped() -> None:
    named = [path.name for path in repository_files() if EMBLEM_NAMES.search(path.name)]
    texts = [
        path for path in repository_files() if path.suffix in {".html", ".css", ".js", ".svg", ".py", ".po", ".md"}
    ]
    drawn = [path.name for path in texts if EMBLEM_SIGNS & set(path.read_text(errors="replace"))]
    assert (named, drawn) == ([], [])


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ("<style>p {}</style>", "inline style"),
        ('<p class="a" style="color:red">', "style attribute"),
        ('<a\n  onclick="go()">', "event attribute"),
        ('<a hx-on:click="go()">', "hx-on attribute"),
        ('<a href="javascript:go()">', "javascript address"),
        ('<img src="//cdn.example/x.png">', "outside address"),
        ('<script src="https://cdn.example/x.js"></script>', "outside address"),
    ],
)
def test_law_finds_planted_page(page: str, what: str) -> None:
    assert page_violations(page) == [what]


def test_law_lets_a_clean_page_pass() -> None:
    page = """{# style= #}<script src="{% static 'ui/app.js' %}" defer></script><a href="/x" data-on="1">一</a>
    <script type="application/json" id="d">{}</script><svg xmlns="http://www.w3.org/2000/svg"></svg>"""
    assert page_violations(page) == []


def test_law_finds_an_outside_address_in_css() -> None:
    assert outside_violations(without_comments("/* https://a.example */ p { background: url(//b.example/x) }")) != []
    assert outside_violations(without_comments("/* https://a.example */ p { color: red }")) == []


def test_law_looks_at_the_whole_program() -> None:
    assert SOURCE / "foundation" / "access" / "models.py" in repository_files()

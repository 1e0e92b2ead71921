"""Officers' templates: what the check names, what the sandbox refuses, what is rendered."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from tongpin.derived.indicators.enums import FigureState
from tongpin.reports.rules.archive import Container
from tongpin.reports.rules.checking import check_template
from tongpin.reports.rules.docx_text import read_docx
from tongpin.reports.rules.faults import Fault
from tongpin.reports.rules.layout import brand_template

from ..figures import figure, last_year, this_year
from ..helpers import check, edit_parts, report

CODES = frozenset(this_year())


def template(*paragraphs: str) -> bytes:
    """Return a template with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _text(data: bytes) -> str:
    return "\n".join(p.text for p in read_docx(Container(data)).passages)


def test_the_shipped_template_passes_its_own_check() -> None:
    found = check_template(brand_template(), CODES)
    assert found.problems == ()
    assert set(found.codes) == CODES - {"members.by_branch", "talks.by_venue", "honours.by_level"} | {
        "members.by_branch", "talks.by_venue", "honours.by_level",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "words", "nearest"),
    [
        ('{{ n("tour.show") }}', "There is no indicator “%(code)s”.", "tour.shows"),
        ('{{ yo("tour.shows") }}', "There is no tag “%(tag)s”.", "yoy"),
        ('{{ n("tour.shows", "约") }}', "There is no display rule “%(rule)s”.", ""),
        ('{{ n("tour.shows") }}{{ yaer }}', "There is no word “%(tag)s”.", "year"),
        ("{{ n() }}", "The tag “%(tag)s” is not filled in as it should be.", ""),
        ('{{ n("tour.shows", to=1) }}', "The tag “%(tag)s” is not filled in as it should be.", ""),
        ('{{ n("tour.shows" }}', "A tag of the template cannot be read: %(what)s", ""),
        ("没有标签", "The template holds no figure: not one tag was found.", ""),
        ('{% for x in [1,2] %}{{ n("tour.shows") }}{% endfor %}', "A loop may only run over parts(…).", ""),
    ],
)
def test_check_names_what_is_wrong(tag: str, words: str, nearest: str) -> None:
    problems = check_template(template(tag), CODES).problems
    assert [(p.words, p.nearest) for p in problems] == [(words, nearest)]


INJECTIONS = [
    "{{ n.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ n('tour.shows').__class__ }}",
    "{{ 'a' * 99999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{% for a in parts('talks.by_venue') %}{{ a.format(a) }}{% endfor %}",
    "{{ ('%s' % n) }}",
    "{{ n('tour.shows')|safe }}",
    "{{ self._TemplateReference__context }}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = n %}{{ x('tour.shows') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
]


@pytest.mark.parametrize("tag", INJECTIONS)
def test_check_refuses_injection(tag: str) -> None:
    assert check_template(template(tag, '{{ n("tour.shows") }}'), CODES).problems != ()


@pytest.mark.parametrize(
    "tag", [t for t in INJECTIONS if not any(harmless in t for harmless in ("set x", "safe", "a.format"))]
)
def test_render_refuses_injection_without_the_check_too(tag: str) -> None:
    with pytest.raises(Fault):
        report(this_year(), last_year(), template(tag))


def test_private_characters_in_a_template_are_refused() -> None:
    assert check_template(template('\ue0f00\ue0f19999\ue0f2{{ n("tour.shows") }}'), CODES).problems != ()
    with pytest.raises(Fault):
        report(this_year(), last_year(), template("\ue0f00\ue0f19999\ue0f2"))


def test_full_width_punctuation_in_a_tag_is_understood() -> None:
    made = report(this_year(), last_year(), template("送戏{{ n（“tour.shows”，“余”） }}场"))
    assert made.placed[0].text == "470余"


def test_a_tag_split_over_runs_is_understood() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("送戏{{ n(")
    paragraph.add_run('"tour.sh').bold = True
    paragraph.add_run('ows") }}场')
    buffer = io.BytesIO()
    document.save(buffer)
    assert "送戏472场" in _text(report(this_year(), last_year(), buffer.getvalue()).docx)


def test_names_with_markup_stay_text() -> None:
    figures = {**this_year(), "tour.shows": figure("tour.shows", "<w:b/>&送戏", "场", 5, state=FigureState.NO_EVIDENCE)}
    made = report(figures, {}, template('共{{ n("tour.shows") }}。末句'), draft=True)
    assert "共【缺依据：<w:b/>&送戏】。末句" in _text(made.docx)


def test_a_misspelt_name_does_not_print_blank() -> None:
    with pytest.raises(Fault, match="name that does not exist"):
        report(this_year(), {}, template("{{ burea }}"))


def test_a_digit_beside_a_tag_is_refused() -> None:
    with pytest.raises(Fault, match="directly beside"):
        report(this_year(), {}, template('共1{{ n("tour.shows") }}场'))


def test_a_final_copy_without_evidence_is_refused_and_names_every_figure() -> None:
    bare = {c: replace(this_year()[c], state=FigureState.NO_EVIDENCE) for c in ("tour.shows", "needs")}
    with pytest.raises(Fault) as caught:
        report({**this_year(), **bare}, {}, template('{{ n("tour.shows") }}和{{ n("needs") }}'))
    assert caught.value.params["names"] == "送戏下乡场次、群众诉求"


def test_a_draft_says_so_on_the_page_and_in_the_manifest() -> None:
    bare = replace(this_year()["tour.shows"], state=FigureState.NO_EVIDENCE)
    made = report({**this_year(), "tour.shows": bare}, last_year(), draft=True)
    story = read_docx(Container(made.docx))
    assert story.passages[0].text.startswith("【草稿】")
    assert [p.text for p in story.passages if p.where == "header"].count("草　稿") == 2
    assert made.manifest.draft
    assert check(made.docx).ok


def test_unproven_figures_are_highlighted() -> None:
    bare = replace(this_year()["tour.shows"], state=FigureState.NO_EVIDENCE)
    made = report({**this_year(), "tour.shows": bare}, {}, template('{{ n("tour.shows") }}'), draft=True)
    with zipfile.ZipFile(io.BytesIO(made.docx)) as file:
        assert b'<w:highlight w:val="yellow"/>' in file.read("word/document.xml")


def test_the_run_format_is_kept_around_a_figure() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run('送戏{{ n("tour.shows") }}场')
    run.bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(io.BytesIO(report(this_year(), {}, buffer.getvalue()).docx)) as file:
        xml = file.read("word/document.xml").decode()
    start = xml.index("fig:F001")
    assert xml.rindex("<w:sdt>", 0, start) < start
    assert "<w:b/>" in xml[start : xml.index("</w:sdt>", start)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04" + b"\0" * 40,
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    ],
)
def test_a_file_that_is_no_docx_is_refused(data: bytes) -> None:
    assert check_template(data, CODES).problems != ()


def test_macros_entities_and_outside_references_are_refused() -> None:
    clean = template('{{ n("tour.shows") }}')
    entity = edit_parts(
        clean, {"word/document.xml": lambda d: d.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)}
    )
    outside = edit_parts(clean, {"word/_rels/document.xml.rels": lambda d: d})
    buffer = io.BytesIO(clean)
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr("word/vbaProject.bin", b"x")
        file.writestr(
            "word/_rels/settings.xml.rels", b'<Relationships><Relationship TargetMode="External"/></Relationships>'
        )
    assert check_template(outside, CODES).problems == ()
    assert check_template(entity, CODES).problems != ()
    assert check_template(buffer.getvalue(), CODES).problems != ()


def test_tags_in_headers_are_named_as_not_working() -> None:
    document = docx.Document()
    document.add_paragraph('{{ n("tour.shows") }}')
    document.sections[0].header.paragraphs[0].text = '{{ n("tour.shows") }}'
    buffer = io.BytesIO()
    document.save(buffer)
    assert [p.words for p in check_template(buffer.getvalue(), CODES).problems] == [
        "Tags work in the body only; there is one in %(part)s."
    ]

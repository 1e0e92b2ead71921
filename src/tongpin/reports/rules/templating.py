"""Render an officer's Word template in a sandbox, and say beforehand what in it cannot be rendered.

Three settings hold together: without the sandbox the template runs code, without strict undefined a misspelt name
prints blank, without autoescape a `<` in a name swallows the paragraph. Before the sandbox stands an allow-list over
the syntax tree, so that a template can neither loop for ever nor reach an attribute.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from . import sentinels
from .archive import Container
from .faults import Fault, gettext_noop

FUNCTIONS = ("n", "yoy", "all_of", "has", "recorded", "parts", "yoy_said", "all_said")
WORDS = ("year", "last_year", "bureau", "as_of", "title", "issued_on")
_TAG = re.compile(r"(\{[{%][^}]*[%}]\})")
_WIDE = str.maketrans("（），：＝［］", "(),:=[]")
_EXTERNAL = re.compile(rb'TargetMode\s*=\s*"External"')
_ACTIVE = re.compile(r"vbaProject|activeX|oleObject|embeddings/|attachedToolbars", re.IGNORECASE)


class Environment(SandboxedEnvironment):
    """The sandbox: escaped output, strict names, no filters, no globals, no arithmetic that can grow."""

    intercepted_binops = frozenset(("**", "*", "%", "+", "-", "/", "//"))

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=jinja2.StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse arithmetic: a report's numbers come from indicators, and `*` can fill the memory."""
        raise SecurityError(f"operator {operator}")


class Template(DocxTemplate):  # type: ignore[misc] # docxtpl is untyped
    """docxtpl, forgiving the full-width punctuation a Chinese input method leaves inside a tag."""

    def patch_xml(self, src_xml: str) -> str:
        """Clean the XML as docxtpl does, then narrow （ ） ， ： ＝ inside tags."""
        return _TAG.sub(lambda tag: tag[0].translate(_WIDE), super().patch_xml(src_xml))


def check_container(data: bytes) -> None:
    """Raise Fault unless the file is a harmless Word file: at upload, not at every rendering."""
    container = Container(data)
    if container.read("word/document.xml") is None:
        raise Fault(gettext_noop("The file is not a Word document (.docx)."))
    for name in container.names():
        if _ACTIVE.search(name):
            raise Fault(gettext_noop("The template holds macros or embedded objects (%(part)s)."), part=name)
        if (
            name.endswith(".rels")
            and name != "word/_rels/document.xml.rels"
            and _EXTERNAL.search(container.read(name) or b"")
        ):
            raise Fault(gettext_noop("The template refers to files outside itself (%(part)s)."), part=name)
        if name.endswith((".xml", ".rels")):
            container.xml(name)


def open_template(data: bytes) -> Template:
    """Open a template that was checked; raises Fault if it is no Word file."""
    try:
        template = Template(io.BytesIO(data))
        template.init_docx()
    except Exception as error:  # python-docx raises whatever a malformed package makes it trip over
        raise Fault(gettext_noop("The file is not a Word document (.docx).")) from error
    return template


def body_source(template: Template) -> str:
    """Return the body's XML as the template engine will see it; a private-use character in it is refused."""
    source: str = template.patch_xml(template.get_xml())
    if sentinels.holds_any(source):
        raise Fault(gettext_noop("The template holds characters this program keeps for itself."))
    return source


def render(template: Template, words: Mapping[str, object]) -> None:
    """Fill the template's body in place; raises Fault for anything the sandbox or strict names refuse.

    Only the body is a template: headers, footers and properties are copied as they are.
    """
    source = body_source(template)
    try:
        xml = template.render_xml_part(source, template.docx._part, dict(words), Environment())
        tree = template.fix_tables(xml)
    except SecurityError as error:
        raise Fault(gettext_noop("The template tries something a template may not do: %(what)s"), what=error) from error
    except jinja2.UndefinedError as error:
        raise Fault(gettext_noop("The template uses a name that does not exist: %(what)s"), what=error) from error
    except jinja2.TemplateSyntaxError as error:
        raise Fault(gettext_noop("A tag of the template cannot be read: %(what)s"), what=error.message) from error
    except (TypeError, ValueError, LookupError, ArithmeticError, RecursionError, jinja2.TemplateError) as error:
        raise Fault(gettext_noop("A tag of the template is not used as it should be: %(what)s"), what=error) from error
    template.map_tree(tree)
    template.is_rendered = True

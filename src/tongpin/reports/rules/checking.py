"""The check of an uploaded template: every unknown tag is named, all that is not the tag language is refused."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from .display import RULES
from .faults import Fault, gettext_noop
from .templating import FUNCTIONS, WORDS, Environment, Template, body_source, check_container, open_template

# What the tag language is made of; any other node (attribute, filter, macro, import, arithmetic …) is refused.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Call, nodes.Keyword, nodes.If,
    nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple, nodes.List,
)  # fmt: skip
_RANK = {"n": 2, "yoy": 1, "yoy_said": 1, "has": 1, "recorded": 1, "parts": 1, "all_of": 2, "all_said": 2}
_PAIRS = ("all_of", "all_said")
_KEYWORDS = {tag: set[str]() if tag in _PAIRS else {"by"} for tag in _RANK} | {"n": {"by", "last"}}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a template: an English msgid with its values, and the nearest right word if there is one."""

    words: str
    values: tuple[tuple[str, str], ...] = ()
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a template asks for and what is wrong with it."""

    codes: tuple[str, ...]
    last_codes: tuple[str, ...]  # those of which last year's value is needed too
    split_codes: tuple[str, ...]  # those of which parts are needed
    tags: int
    problems: tuple[Problem, ...]


def check_template(data: bytes, codes: Collection[str]) -> Report:
    """Check a template against the register of indicator `codes`; a file that cannot be opened is a problem too."""
    try:
        check_container(data)
        template = open_template(data)
        tree = Environment().parse(body_source(template))
    except Fault as fault:
        return Report((), (), (), 0, (Problem(fault.words, tuple((k, str(v)) for k, v in fault.params.items())),))
    except jinja2.TemplateSyntaxError as error:
        words = gettext_noop("A tag of the template cannot be read: %(what)s")
        return Report((), (), (), 0, (Problem(words, (("what", error.message or ""),)),))
    problems = [*_outside_body(template), *_refused(tree), *_unknown_names(tree)]
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)]
    for call in calls:
        problems += _call_problems(call, codes)
    used = _codes(calls, codes)
    last = _codes([call for call in calls if _needs_last_year(call)], codes)
    if not calls:
        problems.append(Problem(gettext_noop("The template holds no figure: not one tag was found.")))
    parts = _codes([call for call in calls if _needs_parts(call)], codes)
    return Report(used, last, parts, len(calls), tuple(dict.fromkeys(problems)))


def _codes(calls: list[nodes.Call], known: Collection[str]) -> tuple[str, ...]:
    found = {a.value for call in calls for a in call.args if isinstance(a, nodes.Const)}
    return tuple(sorted(code for code in found if code in known))


def _needs_last_year(call: nodes.Call) -> bool:
    compared = isinstance(call.node, nodes.Name) and call.node.name in ("yoy", "yoy_said")
    return compared or any(keyword.key == "last" for keyword in call.kwargs)


def _needs_parts(call: nodes.Call) -> bool:
    listed = isinstance(call.node, nodes.Name) and call.node.name == "parts"
    return listed or any(keyword.key == "by" for keyword in call.kwargs)


def _outside_body(template: Template) -> Iterator[Problem]:
    for part in template.docx.part.package.iter_parts():
        name = str(part.partname)
        if ("header" in name or "footer" in name or "notes" in name) and (b"{{" in part.blob or b"{%" in part.blob):
            words = gettext_noop("Tags work in the body only; there is one in %(part)s.")
            yield Problem(words, (("part", name),))


def _refused(tree: nodes.Template) -> Iterator[Problem]:
    for node in _walk(tree):
        if not isinstance(node, _ALLOWED):
            words = gettext_noop("A template may not do this: %(what)s")
            yield Problem(words, (("what", type(node).__name__),))
        elif isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS):
            words = gettext_noop("There is no tag “%(tag)s”.")
            name = node.node.name if isinstance(node.node, nodes.Name) else "…"
            yield Problem(words, (("tag", name),), _near(name, FUNCTIONS))
        elif isinstance(node, nodes.For) and not _loops_over_parts(node):
            yield Problem(gettext_noop("A loop may only run over parts(…)."))


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _loops_over_parts(node: nodes.For) -> bool:
    source = node.iter
    called = isinstance(source, nodes.Call) and isinstance(source.node, nodes.Name) and source.node.name == "parts"
    return called and isinstance(node.target, nodes.Name) and not node.recursive


def _unknown_names(tree: nodes.Template) -> Iterator[Problem]:
    loops = {n.target.name for n in tree.find_all(nodes.For) if isinstance(n.target, nodes.Name)}
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    known = {*WORDS, *loops}
    for name in tree.find_all(nodes.Name):
        if id(name) not in called and name.name not in known:
            yield Problem(gettext_noop("There is no word “%(tag)s”."), (("tag", name.name),), _near(name.name, known))


def _call_problems(call: nodes.Call, codes: Collection[str]) -> Iterator[Problem]:
    tag = call.node.name if isinstance(call.node, nodes.Name) else ""
    if tag not in FUNCTIONS:
        return
    keywords = {keyword.key for keyword in call.kwargs}
    needed = 2 if tag in _PAIRS else 1
    if not needed <= len(call.args) <= _RANK[tag] or not keywords <= _KEYWORDS[tag] or call.dyn_args or call.dyn_kwargs:
        yield Problem(gettext_noop("The tag “%(tag)s” is not filled in as it should be."), (("tag", tag),))
        return
    for argument in call.args if tag in _PAIRS else call.args[:1]:
        code = argument.value if isinstance(argument, nodes.Const) else "…"
        if code not in codes:
            yield Problem(
                gettext_noop("There is no indicator “%(code)s”."), (("code", str(code)),), _near(str(code), codes)
            )
    if tag == "n" and len(call.args) == 2:
        rule = call.args[1].value if isinstance(call.args[1], nodes.Const) else "…"
        if rule not in RULES:
            yield Problem(gettext_noop("There is no display rule “%(rule)s”."), (("rule", str(rule)),))


def _near(word: str, known: Collection[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")

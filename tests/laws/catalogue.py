"""Message ids as the code uses them, and catalogues as they are written. Uses Babel, which the program needs anyway."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from .house import SOURCE, files, name_of, python_files

LAZY = {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items() if name.endswith("gettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?")
CHINESE = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Message:
    """One message id; `context` is empty but for pgettext."""

    text: str
    context: str = ""


def of_python(path: Path) -> set[Message]:
    """Return the message ids of a Python file."""
    with path.open("rb") as handle:
        found = extract("python", handle, keywords=KEYWORDS)
        return {
            Message(text[0] if isinstance(text, tuple) else text, context or "")
            for _, text, _, context in found
            if text
        }


def of_template(text: str) -> set[Message]:
    """Return the message ids of a Django template."""
    return {_message(match) for match in CALL.finditer(templatize(text, origin="page"))}


def _message(match: re.Match[str]) -> Message:
    name, *literals = match.groups()
    parts = [ast.literal_eval(one) for one in literals if one]
    return Message(parts[1], parts[0]) if "p" in name and name != "_" else Message(parts[0])


def owner(path: Path) -> Path:
    """Return the catalogue that has to hold the messages of a file: its app's, or the program's own."""
    for folder in path.parents:
        if folder == SOURCE:
            break
        if (folder / "apps.py").exists() or folder.name == "kernel":
            return folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    return SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def used() -> dict[Path, dict[Message, str]]:
    """Return for each catalogue the messages the code needs from it, with one place where each is used."""
    needed: dict[Path, dict[Message, str]] = {}
    for path in [*python_files(), *files(".html", ".txt")]:
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        messages = of_python(path) if path.suffix == ".py" else of_template(path.read_text())
        for message in messages:
            needed.setdefault(owner(path), {})[message] = name_of(path)
    return needed


@dataclass(frozen=True, slots=True)
class Entry:
    """One translated message as it stands in a catalogue."""

    message: Message
    translation: str
    fuzzy: bool


def entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a catalogue, its head left out."""
    with path.open("rb") as handle:
        for one in read_po(handle, locale="zh_Hans"):
            if one.id:
                text = one.id[0] if isinstance(one.id, tuple) else one.id
                forms = one.string if isinstance(one.string, tuple) else (one.string or "",)
                yield Entry(Message(text, one.context or ""), forms[0] if all(forms) else "", one.fuzzy)


def catalogues() -> list[Path]:
    return sorted(SOURCE.rglob("locale/zh_Hans/LC_MESSAGES/django.po"))

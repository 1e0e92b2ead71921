"""Text as clerks type it, brought to one form: full-width letters, stray spaces, lists of people."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD], None)
_SPACES = re.compile(r"\s+")
_STRONG = re.compile(r"[、,;/|\n\r\t]+|(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff]{2,4}(?:$|[、,;]))")
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TAIL = re.compile(r"(?:等?共?(?:计|约)?\d+(?:余)?[人名位]|等(?:人|同志)?|同志)$")
_HAN = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003134f·.]+$")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """Return `text` in NFKC with invisible and control characters dropped, white space collapsed and trimmed.

    Full-width digits, letters and most punctuation become their half-width forms; 、 。 《》 〔〕 stay as they are.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    clean = _FORBIDDEN.sub("", unicodedata.normalize("NFKC", text).translate(_INVISIBLE))
    return _SPACES.sub(" ", clean).strip()


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """Return `normal(text)` without any white space: the form in which words are compared."""
    return _SPACES.sub("", normal(text))


def people(text: str) -> list[str]:
    """Split a list of persons; the order is kept, an empty list means nobody is named.

    Separators are 、 ，; / line breaks, and spaces. A two-character name written with a space inside to align with
    three-character ones (曾 桂) is one person, for no Chinese name has a single character. Notes in brackets, 等5人 and
    同志 are dropped.
    """
    if not text:
        return []
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    plain = _NOTE.sub(" ", plain)
    names: list[str] = []
    for part in _STRONG.split(plain):
        names += _spaced(_TAIL.sub("", normal(part)).strip())
    return [name for name in names if name]


def person_name(text: str) -> str:
    """Return one person's name in the form it is stored: NFKC, no spaces between Chinese characters."""
    name = normal(text)
    return name.replace(" ", "") if _HAN.match(name.replace(" ", "")) else name


def _spaced(part: str) -> list[str]:
    """Split what stands between two strong separators, mending names written with a space inside."""
    tokens = part.split()
    if len(tokens) <= 1:
        return [normal(token) for token in tokens]
    if not all(_HAN.match(token) for token in tokens):
        return [normal(part)] if part.isascii() else [normal(token) for token in tokens]
    names: list[str] = []
    run: list[str] = []
    for token in tokens:
        if len(token) == 1:
            run.append(token)
            continue
        if len(run) % 2 and len(token) == 2 and len(run) != 3:
            names += _joined(run[:-1])
            names.append(run[-1] + token)
        else:
            names += _joined(run)
            names.append(token)
        run = []
    return names + _joined(run)


def _joined(run: list[str]) -> list[str]:
    """Join single characters into names: three are one name, else pairs; a last odd one completes the last name."""
    if len(run) == 3:
        return ["".join(run)]
    names = ["".join(run[i : i + 2]) for i in range(0, len(run) - len(run) % 2, 2)]
    if len(run) % 2 and names:
        names[-1] += run[-1]
    elif len(run) % 2:
        names.append(run[-1])
    return names

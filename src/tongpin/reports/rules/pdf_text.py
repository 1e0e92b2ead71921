"""Read the text of a PDF (through pdftotext, if it is installed) and the manifest attached to our own PDFs.

A PDF keeps neither paragraphs nor cells, so its figures can only be recognised by the words around them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess

from .faults import Fault, gettext_noop
from .seal import Envelope, unpack
from .story import Passage, Story

SECONDS = 30
PROSE_LINE = 20  # characters; a shorter line is a table cell or the end of a paragraph
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_SPACE_BESIDE_HAN = re.compile(f"(?<={_HAN}) +| +(?={_HAN})")
_PAGE_LINE = re.compile(r"^\s*[—–-]\s*\d{1,4}\s*[—–-]\s*$")
_ATTACHMENT = re.compile(rb"/TongpinEnvelope true /Length (\d{1,8}) >>\s*stream\r?\n")
_KEYWORDS = re.compile(rb"TP-\d{4}-[0-9A-HJKMNP-TV-Z]{8}")


def read_pdf(data: bytes) -> Story:
    """Return the PDF's text as one flowing passage, pages' numbers left out; raises Fault without pdftotext."""
    story = Story(passages=[Passage(_join(_text(data)))], flowing=True)
    attached = _ATTACHMENT.search(data)
    if attached:
        story.manifest_part = _packed(data[attached.end() : attached.end() + int(attached[1])])
    code = _KEYWORDS.search(data)
    story.keywords = code.group().decode() if code else ""
    return story


def _text(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        raise Fault(
            gettext_noop("Reading a PDF needs the program pdftotext, which is not installed on the server."),
            gettext_noop("Upload the Word file instead."),
        )
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, no shell, the file goes through standard input
            [program, "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, timeout=SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Fault(gettext_noop("The PDF is damaged or protected by a password.")) from error
    return done.stdout.decode("utf-8", "replace")


def _join(text: str) -> str:
    """Join lines as Chinese prose is read: without a space where a line merely ended."""
    lines = (line.strip() for line in text.replace("\f", "\n").split("\n"))
    kept = (line for line in lines if line and not _PAGE_LINE.match(line))
    flow = "".join(line if len(line) >= PROSE_LINE else line + "\n" for line in kept)
    return _SPACE_BESIDE_HAN.sub("", flow)


def _packed(attachment: bytes) -> str:
    try:
        parts = json.loads(attachment)
        return Envelope(parts["m"].encode(), bytes.fromhex(parts["s"]), bytes.fromhex(parts["k"])).pack()
    except (ValueError, KeyError, TypeError, AttributeError):
        return "damaged"


__all__ = ["read_pdf", "unpack"]

"""LibreOffice, if it is on the machine: .doc files in, PDF/A out. Each call has its own profile and a time limit."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from .faults import Fault, gettext_noop

SECONDS = 120
# PDF/A-3b (may carry attachments), tagged, with the figures' bookmarks as named destinations.
PDF_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "3"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
}
PDF_FILTER = f"pdf:writer_pdf_Export:{json.dumps(PDF_OPTIONS, separators=(',', ':'))}"


def program() -> str | None:
    """Return the path of LibreOffice, None if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, suffix: str, target: str, *, filter_name: str = "") -> bytes:
    """Convert a document; `suffix` and `target` are file endings without a dot.

    Raises Fault if LibreOffice is missing, takes too long or cannot read the file.
    """
    office = program()
    if office is None:
        raise Fault(
            gettext_noop("This needs LibreOffice, which is not installed on the server."),
            gettext_noop("Save the file as .docx and try again."),
        )
    with tempfile.TemporaryDirectory(prefix="tongpin-office-") as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", filter_name or target]
        try:
            subprocess.run(  # noqa: S603 - fixed program, no shell, our own file names
                [*command, "--outdir", str(Path(folder, "out")), str(source)],
                capture_output=True, timeout=SECONDS, check=True,
            )  # fmt: skip
            return Path(folder, "out", f"source.{target}").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Fault(gettext_noop("LibreOffice could not read the file.")) from error

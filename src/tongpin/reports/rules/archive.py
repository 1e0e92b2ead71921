"""Zip containers from strangers (docx, odt): sizes are checked before a byte is unpacked, XML without entities."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from .faults import Fault, gettext_noop

MAX_FILE = 30 * 1024 * 1024
MAX_ENTRIES = 3000
MAX_TOTAL = 200 * 1024 * 1024
MAX_XML = 40 * 1024 * 1024
_NO_ZIP = gettext_noop("The file is not a Word or OpenDocument file, or it is damaged.")
_SAVE_AGAIN = gettext_noop("Open it in Word or WPS, save it as .docx and try again.")


class Container:
    """A checked zip container; `read` gives a part's bytes, `xml` its parsed root."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_FILE:
            raise Fault(gettext_noop("The file is larger than %(limit)s MB."), limit=MAX_FILE // 2**20)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Fault(_NO_ZIP, _SAVE_AGAIN) from error
        self._check()

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise Fault(gettext_noop("The file unpacks to far more than a document holds; it was not opened."))
        if any(entry.flag_bits & 1 for entry in entries):
            raise Fault(
                gettext_noop("The file is protected by a password."), gettext_noop("Remove the password first.")
            )
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            raise Fault(gettext_noop("The file holds two parts of one name; it was not opened."))

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, None if it does not exist; raises Fault if it is damaged or too large."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        if entry.file_size > MAX_XML:
            raise Fault(gettext_noop("The file unpacks to far more than a document holds; it was not opened."))
        try:
            with self._zip.open(entry) as part:
                data = part.read(MAX_XML + 1)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
            raise Fault(_NO_ZIP, _SAVE_AGAIN) from error
        if len(data) > MAX_XML:
            raise Fault(gettext_noop("The file unpacks to far more than a document holds; it was not opened."))
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, None if it does not exist."""
        data = self.read(name)
        return None if data is None else parse(data)


def parse(data: bytes) -> etree._Element:
    """Parse XML from a stranger: a document type declaration is refused, nothing is resolved or fetched."""
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault(_NO_ZIP, _SAVE_AGAIN) from error
    if root is None:
        raise Fault(_NO_ZIP, _SAVE_AGAIN)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # missing in the stubs
        raise Fault(gettext_noop("The file declares XML entities, which no office program writes; it was not opened."))
    return root

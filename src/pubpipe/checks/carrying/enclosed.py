"""An EPUB or a PDF -> the canonical Markdown that it carries, byte for byte."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from pubpipe.checks.carrying.pages import OPF
from pubpipe.model import SOURCE_ID


def markdown(data: bytes, form: str) -> bytes | None:
    """Return the source inside a file that has one, None for one without or one that is damaged."""
    try:
        return _in_pdf(data) if form == "pdf" else _in_epub(data)
    except (ValueError, KeyError, RuntimeError, zipfile.BadZipFile, etree.LxmlError):
        return None


def _in_epub(data: bytes) -> bytes | None:
    with zipfile.ZipFile(BytesIO(data)) as book:
        for name in book.namelist():
            if name.endswith(".opf"):
                for item in etree.fromstring(book.read(name)).iter(f"{OPF}item"):
                    if item.get("id") == SOURCE_ID:
                        return book.read(f"{name.rpartition('/')[0]}/{item.get('href')}".lstrip("/"))
    return None


def _in_pdf(data: bytes) -> bytes | None:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            for specification in pdf.attachments.values():
                if specification.obj.get("/AFRelationship") == "/Source":
                    return bytes(specification.get_file().read_bytes())
    except pikepdf.PdfError:
        return None
    return None

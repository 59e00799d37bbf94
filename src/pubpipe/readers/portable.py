"""A PDF that pubpipe made -> the draft of the canonical Markdown that it carries, byte for byte."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.errors import ArticleError
from pubpipe.model import Draft
from pubpipe.readers import Received, markdown

SUFFIXES = (".pdf",)

_HINT = (
    "pubpipe reads the PDFs that it made, by the Markdown inside them. Take the file that this one was made from"
    " (DOCX, HTML, text); else save its text as .txt, with `pdftotext FILE.pdf` for example."
)
# What tells our source from any other Markdown that somebody enclosed: its front matter names the normalizer.
_CANONICAL = re.compile(rb"---\n(?:.*\n)*?pubpipe:(?:\n(?: .*\n)*?  | \{)normalizer: ", re.A)


def read(received: Received) -> Draft:
    """Return the draft of the source inside a PDF; its pictures are those that lie beside the PDF.

    The words on its pages are never read: where a line, a note or a column ends is not in a PDF. Raises
    ArticleError for a PDF that is damaged, is locked by a password, or carries no source of ours.
    """
    data = _carried(received)
    draft = markdown.read(replace(received, data=data))
    return replace(draft, origin=replace(draft.origin, name=received.name))


def _carried(received: Received) -> bytes:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(received.data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ArticleError(
            f"{received.name} is {'locked by a password' if locked else 'damaged, or no PDF'}",
            "Save it without the password." if locked else _HINT,
        ) from error
    try:
        for number in range(pdf.count_attachments()):
            try:
                data = bytes(pdf.get_attachment(number).get_data())
            except pypdfium2.PdfiumError:
                continue
            if _CANONICAL.match(data):
                return data
    finally:
        pdf.close()
    raise ArticleError(f"{received.name} carries no Markdown of pubpipe's", _HINT)

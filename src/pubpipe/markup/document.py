"""A document (DOCX, ODT, RTF, EPUB) -> pandoc's tree of it, and its pictures."""

from __future__ import annotations

from pathlib import Path

from pubpipe.markup.running import Running


def document_tree(data: bytes, reader: str, media: Path) -> str:
    """Return a document as pandoc's JSON tree; its pictures are written into ``media``.

    In the sandbox pandoc reads nothing but the document. Raises EditionError with pandoc's own words.
    """
    return Running(["--sandbox", f"--from={reader}", "--to=json", f"--extract-media={media}"], data).output()

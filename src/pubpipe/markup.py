"""Canonical Markdown -> XHTML, and documents -> trees; the only module that knows pandoc."""

from __future__ import annotations

import functools
import re
import subprocess
from pathlib import Path

from pubpipe.errors import EditionError

# The extensions of pandoc's `commonmark` reader that the canonical printer can print, and no others
# (`markdown` would read literal news text as markup).
DIALECT = "commonmark+pipe_tables+footnotes-raw_html"

_TIMEOUT = 600  # seconds; a 10 MB article takes pandoc about one minute
_FILTERS = Path(__file__).parent / "filters"


@functools.cache
def pandoc_path() -> str:
    """Return the path of pypandoc's own pandoc binary, else of the one on PATH.

    Raises EditionError when there is none. pypandoc's conversion calls are not used: each starts
    pandoc three times.
    """
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise EditionError("pandoc is not installed", "pip install pypandoc_binary") from error


@functools.cache
def pandoc_version() -> str:
    """Return pandoc's version, such as ``3.9``."""
    first = _run(["--version"], "").splitlines()[0]
    return first.split()[-1]


def to_xhtml(markdown: str) -> str:
    """Return canonical Markdown as an XHTML fragment.

    Footnote calls are ``a.footnote-ref``, the notes one ``section.footnotes`` at the end, as pandoc's
    html5 writer makes them; HTML in the text is literal text. Raises EditionError with pandoc's own words.
    """
    # The reader makes raw HTML in spite of `-raw_html`, and the writer lets it through, scripts and all.
    literal = f"--lua-filter={_FILTERS / 'literal.lua'}"
    plain_code = "--syntax-highlighting=none"
    xhtml = _run([f"--from={DIALECT}", "--to=html5", "--wrap=none", plain_code, literal], markdown)
    # XML 1.0 has no place for these, and WeasyPrint and e-readers would refuse the whole file.
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", xhtml)


def document_tree(data: bytes, reader: str, media: Path) -> str:
    """Return a document (DOCX, ODT, RTF, EPUB) as pandoc's JSON tree; its pictures are written into ``media``.

    In the sandbox pandoc reads nothing but the document. Raises EditionError with pandoc's own words.
    """
    return _run(["--sandbox", f"--from={reader}", "--to=json", f"--extract-media={media}"], data)


def _run(arguments: list[str], text: str | bytes) -> str:
    try:
        done = subprocess.run(
            [pandoc_path(), *arguments],
            input=text.encode() if isinstance(text, str) else text,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EditionError(f"pandoc did not finish within {_TIMEOUT} seconds") from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
        raise EditionError(f"pandoc: {words}")
    return done.stdout.decode()

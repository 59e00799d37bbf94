"""``python -m bench.lines FOLDER`` -> the table of docs/styles.md: what is mended in the lines of six languages.

The folder is that of the Debian Administrator's Handbook (Debian's package ``debian-handbook``,
``/usr/share/doc/debian-handbook/html``), a free book that is there in all of them.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from lxml import html

from pubpipe.editions import pdf
from pubpipe.editions.pdf import house
from pubpipe.editions.pdf.composition.faults import Faults, faults
from pubpipe.model import Edition, Manuscript, Metadata, Options
from pubpipe.styling import load

if TYPE_CHECKING:
    from weasyprint import Document

LANGUAGES = {
    "German": "de-DE",
    "English": "en-US",
    "French": "fr-FR",
    "Italian": "it-IT",
    "Dutch": "nl-NL",
    "Russian": "ru-RU",
}
LETTERS = 75_000  # some 27 pages of the default style
_SHORTEST = 150  # letters of a paragraph that has a line to divide


def prose(folder: Path, letters: int = LETTERS) -> str:
    """Return paragraphs of a book, in the order of its files' names, as Markdown without any mark-up."""
    found: list[str] = []
    length = 0
    for path in sorted(folder.glob("sect.*.html")):
        for paragraph in html.parse(str(path)).getroot().iterfind(".//div[@class='para']"):
            text = " ".join(paragraph.text_content().split())
            if len(text) >= _SHORTEST and length < letters:
                found.append(re.sub(r"([\\`*_{}\[\]<>#~$|])", r"\\\1", text))
                length += len(text)
    return "\n\n".join(found) + "\n"


def counted(text: str, lang: str, style: str) -> tuple[Faults, Faults]:
    """Return the faults of a text as WeasyPrint sets its lines by itself, and as they are mended."""
    manuscript = Manuscript("lines", Metadata(title="Lines", lang=lang), text, text)
    edition = Edition(manuscript, load(style), "pdf", Options())
    with _instead(house, "mended", contextlib.nullcontext), _instead(house, "evened", contextlib.nullcontext):
        before = _faults(edition)
    return before, _faults(edition)


def _faults(edition: Edition) -> Faults:
    documents: list[Document] = []

    def keep(_: Edition, document: Document, *rest: object) -> bytes:
        documents.append(document)
        return b""

    with _instead(pdf, "_written", keep):
        pdf.render(edition)
    return faults(documents[-1])


@contextlib.contextmanager
def _instead(module: ModuleType, name: str, what: object) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, what)
    try:
        yield
    finally:
        setattr(module, name, kept)


def line(name: str, before: Faults, after: Faults) -> str:
    """Return a row of the table: faults a hundred pages, and the share of loose lines, before and after."""
    cells = [
        f"{round(100 * was / before.pages)} → {round(100 * now / after.pages)}"
        for was, now in (
            (before.ladders, after.ladders),
            (before.page_ends, after.page_ends),
            (before.stubs, after.stubs),
        )
    ]
    loose = f"{100 * before.loose / before.lines:.0f} % → {100 * after.loose / after.lines:.0f} %"
    return f"| {name} | {' | '.join(cells)} | {loose} |"


def main(folder: Path) -> None:
    """Print the tables for the two styles whose lines are justified."""
    for style in ("default", "book"):
        print(
            f"\n{style}\n\n| language | ladders | hyphens at a page's end | stubs | loose lines |\n|:--|--:|--:|--:|--:|"
        )
        for name, region in LANGUAGES.items():
            before, after = counted(prose(folder / region), region[:2], style)
            print(f"{line(name, before, after)} {before.pages}, {after.pages} pages", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

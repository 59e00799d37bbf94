"""Prose in a narrow column: a document of WeasyPrint's whose lines have every fault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe.editions.pdf import engine

if TYPE_CHECKING:
    from weasyprint import Document

engine.load()

STYLE = "@page { size: 340px 240px; margin: 20px } html { font: 14px/18px DejaVu Serif; hyphenate-character: '-'; orphans: 2; widows: 2 }"


def document(text: str, css: str = "hyphens: auto; text-align: justify") -> Document:
    from weasyprint import CSS, HTML

    html = f'<html lang="en"><title>-</title><body style="margin: 0"><p style="{css}">{text}'
    return HTML(string=html).render(stylesheets=[CSS(string=STYLE)])


def prose(length: int) -> str:
    """So many words of the founding article, which stands in the sources once more after itself."""
    text = (Path(__file__).parents[2] / "source/us-japan-military-alliance.txt").read_text("utf-8")
    words = " ".join(text.splitlines()[:5]).split()
    return " ".join(words[n % len(words)] for n in range(length))


def said(found: Document) -> str:
    texts = [b.text for p in found.pages for b in p._page_box.descendants() if hasattr(b, "text")]
    return "".join(texts).replace("-", "").replace(" ", "")

"""The lines of a text -> what a site sets over and beside its articles: its own name, a list of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.sources.heads import EDIT

_CONTENTS = frozenset(
    """contents|table of contents|in this article|inhalt|inhaltsverzeichnis|sommaire|table des matières|índice|contenido
    conteúdo|sumário|indice|inhoud|spis treści|obsah|содержание|оглавление|зміст|innehåll|indhold|innhold|sisällys
    tartalom|cuprins|içindekiler|mục lục|daftar isi
    目次|目录|目錄|차례|목차|المحتويات|محتويات|תוכן עניינים|περιεχόμενα|विषय सूची|فهرست
    contents hide|contents [hide]|inhaltsverzeichnis [verbergen]|sommaire [masquer]""".replace(
        "\n    ", "|"
    ).split("|")
)
_ENTRY = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[•*–-])\s+(?=\S)")
_MOST = 60


def contents(texts: list[str]) -> Iterator[int]:
    """Yield the lines of a list of an article's parts: two and more lines under its head that stand below once more."""
    for n, text in enumerate(texts):
        if text.casefold().strip(" :") not in _CONTENTS:
            continue
        below = [_name(line) for line in texts[n + 1 :]]
        run = 0
        for k, name in enumerate(below[:_MOST]):
            if not name or name not in below[k + 1 :]:
                break
            run = k + 1
        if run >= 2:
            yield from range(n, n + 1 + run)
            return


def _name(line: str) -> str:
    """What an entry and the heading that it leads to have in common."""
    bare = EDIT.sub("", line) if line.endswith("]") else line
    return " ".join(_ENTRY.sub("", bare, count=1).casefold().split()) if len(bare) <= 120 else ""

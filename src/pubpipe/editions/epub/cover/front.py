"""An edition -> the cover of its book: the article's own picture, else one drawn from its title block."""

from __future__ import annotations

import functools

from pubpipe.editions.epub.container.package import File
from pubpipe.editions.epub.cover.drawing import Cover, draw
from pubpipe.editions.epub.cover.jacket import jacket
from pubpipe.editions.epub.cover.sheet import png
from pubpipe.editions.parts import TitleBlock, title_block
from pubpipe.model import Edition, Finding, Manuscript, Metadata, Options, Style


def front(edition: Edition) -> tuple[File, tuple[Finding, ...]]:
    """Return the cover as a file of the book, and what is to be said about it.

    Raises ConfigurationError when ``cover.css`` is at fault.
    """
    own = jacket(edition.manuscript)
    if own.file is not None:
        return own.file, own.findings
    cover = drawn(edition)
    file = File("cover.png", "image/png", png(cover.strips, cover.colours))
    return file, (*own.findings, *cover.findings)


def drawn(edition: Edition) -> Cover:
    """Return the cover that is drawn where the article has none; raises ConfigurationError as :func:`front` does.

    Sister editions follow one another in a process: the cover that was drawn last is kept for the next of them.
    """
    style = edition.style
    return _drawn(
        Style(style.name, style.files),
        edition.options.publication,
        title_block(edition.manuscript),
        edition.manuscript.meta.lang,
    )


@functools.lru_cache(maxsize=1)
def _drawn(style: Style, publication: str, block: TitleBlock, lang: str) -> Cover:
    """Draw a cover from all that it shows and nothing else."""
    bare = Manuscript("", Metadata(block.headline, lang), "", "")
    return draw(Edition(bare, style, "epub", Options(publication)), block)

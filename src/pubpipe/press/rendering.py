"""Editions of articles -> their results: in this process, or in a pool of warm ones."""

from __future__ import annotations

from collections.abc import Iterator

from pubpipe.model import Edition
from pubpipe.press.cores import cores
from pubpipe.press.making import Result, Results, render_article

__all__ = ["Result", "Results", "render_all"]


def render_all(articles: list[tuple[Edition, ...]], jobs: int) -> Iterator[tuple[int, Results]]:
    """Yield the number of each article with its editions' results, as they are done.

    ``jobs`` 0 is one process a core that may be used. One article alone, or one job, stays in this process.
    """
    workers = min(jobs or cores(), len(articles))
    if workers <= 1:
        for n, editions in enumerate(articles):
            yield n, render_article(editions)
        return
    from pubpipe.press.pool import pooled

    yield from pooled(dict(enumerate(articles)), workers)

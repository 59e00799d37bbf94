"""Editions of articles -> their results: in this process, or in a pool of warm ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pubpipe.model import Edition
from pubpipe.press.workers.cores import cores
from pubpipe.press.workers.making import Result, Results, render_article

__all__ = ["Result", "Results", "render_all"]


def render_all(
    articles: Iterable[tuple[int, tuple[Edition, ...]]], count: int, jobs: int
) -> Iterator[tuple[int, Results]]:
    """Yield the number of each article with its editions' results, as they are done.

    Articles are taken as they are needed, ``count`` of them at most. ``jobs`` 0 is one process a core that may be
    used. One article alone, or one job, stays in this process.
    """
    waiting = iter(articles)
    begun = list(islice(waiting, 2))
    workers = min(jobs or cores(), count) if len(begun) > 1 else 1
    if workers <= 1:
        for n, editions in chain(begun, waiting):
            yield n, render_article(editions)
        return
    from pubpipe.press.workers.pool import pooled

    yield from pooled(chain(begun, waiting), workers)

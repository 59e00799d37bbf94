"""Editions of articles -> their results: in this process, or in a pool of warm ones."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import chain, islice

from pubpipe.errors import PubpipeError
from pubpipe.model import Edition
from pubpipe.press.limits import USUAL, Limits
from pubpipe.press.workers.cores import cores
from pubpipe.press.workers.making import Result, Results, brought, render_article
from pubpipe.press.workers.waiting import Articles

_LONG = 2_000_000  # characters, the length of a novel or three
_HEAVY = 50_000_000  # bytes of pictures

__all__ = ["Result", "Results", "Stopped", "render_all"]


class Stopped(PubpipeError):
    """What makes the editions can make no more of them; those that were yielded are good."""

    def __init__(self, message: str, hint: str, exit_code: int) -> None:
        super().__init__(message, hint)
        self.exit_code = exit_code


def render_all(
    articles: Articles, count: int, jobs: int, limits: Limits = USUAL
) -> Generator[tuple[int, Results], None, None]:
    """Yield the number of each article with its editions' results, as they are done.

    Articles are taken as they are needed, ``count`` of them at most. ``jobs`` 0 is one process a core that may be
    used. One article alone, or one job, stays in this process, unless this process might not survive it.
    """
    waiting = iter(articles)
    begun = list(islice(waiting, 2))
    workers = min(jobs or cores(), count) if len(begun) > 1 else 1
    if workers <= 1:
        for n, editions in chain(begun, waiting):
            if _vast(editions) or brought(editions[0].style):
                yield from _pooled([(n, editions)], 1, limits)
            else:
                yield n, render_article(editions, limits)
        return
    yield from _pooled(chain(begun, waiting), workers, limits)


def _pooled(articles: Articles, workers: int, limits: Limits) -> Iterator[tuple[int, Results]]:
    from pubpipe.press.workers.pool import pooled

    return pooled(articles, workers, limits)


def _vast(editions: tuple[Edition, ...]) -> bool:
    """Whether an article may take all memory: Pango ends a process that gets no more, and with it the build."""
    manuscript = editions[0].manuscript
    return len(manuscript.body) > _LONG or sum(len(asset.data) for asset in manuscript.assets) > _HEAVY

"""Editions of articles -> their results: in this process, or in a pool of warm ones."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from itertools import chain, islice

from pubpipe.errors import PubpipeError
from pubpipe.model import Edition
from pubpipe.press.limits import USUAL, Limits
from pubpipe.press.workers.cores import cores
from pubpipe.press.workers.making import Result, Results, brought, render_article
from pubpipe.press.workers.waiting import Article, Articles

_LONG = 2_000_000  # characters, the length of a novel or three
_HEAVY = 50_000_000  # bytes of pictures
_STARTING = 0.3  # seconds that the server of workers needs at least, in which articles may be read

__all__ = ["Result", "Results", "Stopped", "render_all"]


class Stopped(PubpipeError):
    """What makes the editions can make no more of them; those that were yielded are good."""

    def __init__(self, message: str, hint: str, exit_code: int) -> None:
        super().__init__(message, hint)
        self.exit_code = exit_code


def render_all(
    articles: Articles,
    count: int,
    jobs: int,
    limits: Limits = USUAL,
    expected: frozenset[str] = frozenset(),
) -> Generator[tuple[int, Results], None, None]:
    """Yield the number of each article with its editions' results, as they are done.

    Articles are taken as they are needed, ``count`` of them at most. ``jobs`` 0 is one process a core that may be
    used. One article alone, or one job, stays in this process, unless this process might not survive it.
    ``expected`` are formats that all articles are sure to be made in: what makes them starts while the first are read.
    """
    waiting = iter(articles)
    workers = min(jobs or cores(), count)
    begun = _begun(waiting, expected if workers > 1 else frozenset())
    workers = workers if len(begun) > 1 else 1
    if workers <= 1:
        for n, editions in chain(begun, waiting):
            if _vast(editions) or brought(editions[0].style):
                yield from _pooled([(n, editions)], 1, limits)
            else:
                yield n, render_article(editions, limits)
        return
    yield from _pooled(chain(begun, waiting), workers, limits)


def _begun(waiting: Iterator[Article], expected: frozenset[str]) -> list[Article]:
    """Return the first two articles, and those that can be read while the server of workers starts."""
    if not expected:
        return list(islice(waiting, 2))
    from pubpipe.press.workers.pool import prepare

    prepare(expected)
    end = time.monotonic() + _STARTING
    begun = list(islice(waiting, 2))
    while time.monotonic() < end and (following := next(waiting, None)) is not None:
        begun.append(following)
    return begun


def _pooled(articles: Articles, workers: int, limits: Limits) -> Iterator[tuple[int, Results]]:
    from pubpipe.press.workers.pool import pooled

    return pooled(articles, workers, limits)


def _vast(editions: tuple[Edition, ...]) -> bool:
    """Whether an article may take all memory: Pango ends a process that gets no more, and with it the build."""
    manuscript = editions[0].manuscript
    return len(manuscript.body) > _LONG or sum(len(asset.data) for asset in manuscript.assets) > _HEAVY

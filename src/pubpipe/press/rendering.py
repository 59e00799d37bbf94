"""Editions -> results: in this process or in a pool; what fails costs its own edition and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pubpipe.errors import EditionError, PubpipeError
from pubpipe.model import Edition, Finding, Rendering
from pubpipe.press import doors


@dataclass(frozen=True, slots=True)
class Result:
    """An edition's rendering, or None with the finding that says why; ``seconds`` of wall time."""

    rendering: Rendering | None
    seconds: float = 0.0
    failure: Finding | None = None
    exit_code: int = 0


Results = tuple[Result, ...]


def render_all(articles: list[tuple[Edition, ...]], jobs: int) -> Iterator[tuple[int, Results]]:
    """Yield the number of each article with its editions' results, as they are done.

    ``jobs`` 0 is one process a core. One article alone, or one job, stays in this process.
    """
    workers = min(jobs or os.cpu_count() or 1, len(articles))
    if workers <= 1:
        for n, editions in enumerate(articles):
            yield n, render_article(editions)
        return
    left = dict(enumerate(articles))
    for n, results in _pooled(left, workers):
        del left[n]
        yield n, results
    # A worker died and took the pool with it: whoever was waiting goes on alone, so that only its own article fails.
    for n, editions in sorted(left.items()):
        done = dict(_pooled({n: editions}, 1))
        yield n, done.get(n) or tuple(_died() for _ in editions)


def render_article(editions: tuple[Edition, ...]) -> Results:
    """Render the editions of one article in order; never raises."""
    return tuple(_render(edition) for edition in editions)


def _pooled(articles: dict[int, tuple[Edition, ...]], workers: int) -> Iterator[tuple[int, Results]]:
    # A fork of a process that has threads (a progress bar) may hang; the fork server has none.
    context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
    context.set_forkserver_preload(["pubpipe.press.rendering"])
    # Ctrl-C reaches the whole process group; the parent alone decides what to do about it.
    pool = ProcessPoolExecutor(workers, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        waiting: dict[Future[Results], int] = {}
        for n, editions in articles.items():
            waiting[pool.submit(render_article, editions)] = n
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _render(edition: Edition) -> Result:
    begin = time.perf_counter()
    try:
        rendering = doors.edition(edition.format)(edition)
    except PubpipeError as error:
        code = error.exit_code if error.exit_code == 4 else EditionError.exit_code
        return Result(None, time.perf_counter() - begin, _failure(error.message, error.hint), code)
    except Exception as error:  # a bug in one edition must not cost its sisters
        message = f"unexpected {type(error).__name__}: {error}"
        hint = "This is a bug of pubpipe: please report it with the article."
        return Result(None, time.perf_counter() - begin, _failure(message, hint), EditionError.exit_code)
    return Result(rendering, time.perf_counter() - begin)


def _died() -> Result:
    failure = _failure("the process that made it died", "Is there enough memory? Try --jobs 1.")
    return Result(None, 0.0, failure, EditionError.exit_code)


def _failure(message: str, hint: str) -> Finding:
    return Finding("error", "edition-failed", message, hint)

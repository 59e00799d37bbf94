"""Articles -> their results from warm worker processes, as they come; what dies or hangs costs its own article."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext

from pubpipe.model import Edition, Style
from pubpipe.press import doors
from pubpipe.press.making import Results, failed
from pubpipe.press.worker import Reply, task, work

Articles = Mapping[int, tuple[Edition, ...]]

# One article that is made, and one at hand for the moment in which this process writes to the disk.
_AHEAD = 2
# A worker takes some 100 MiB, a book of 240,000 words some 500: what it keeps beyond that is not coming back.
_MEMORY = 640 * 2**20

_HUNG = "If it is only very long, divide it; else please report it with the article."
_DIED = "the process that made it died", "Is there enough memory? Try --jobs 1."


def patience(editions: tuple[Edition, ...]) -> float:
    """Return the seconds after which an article hangs: many times what a slow machine takes for its length."""
    return 300 + len(editions[0].manuscript.body) / 1000


def pooled(
    articles: Articles,
    workers: int,
    *,
    memory: int = _MEMORY,
    limit: Callable[[tuple[Edition, ...]], float] = patience,
) -> Generator[tuple[int, Results], None, None]:
    """Yield each article's number and results as they come, the longest begun first.

    A worker above ``memory`` bytes is replaced by a fresh one; one that is longer than ``limit`` seconds at an
    article is killed. Closing the iterator, and an interruption, kill all workers at once.
    """
    waiting = deque(sorted(articles, key=lambda n: len(articles[n][0].manuscript.body), reverse=True))
    context = _context(articles)
    team = [_Worker(context, articles, limit) for _ in range(workers)]
    try:
        for one in team * _AHEAD:
            one.give(waiting)
        while any(one.numbers for one in team):
            _sleep(team)
            for place, one in enumerate(team):
                while (reply := one.reply()) is not None:
                    one.fit = one.fit and reply.memory <= memory
                    if one.fit:
                        one.give(waiting)
                    yield reply.number, reply.results
                fault = one.fault()
                if fault is None and (one.fit or one.numbers):
                    continue
                one.kill()
                if fault is not None and one.numbers:
                    number = one.numbers.popleft()
                    yield number, tuple(failed(*fault) for _ in articles[number])
                waiting.extendleft(reversed(one.numbers))
                team[place] = fresh = _Worker(context, articles, limit)
                for _ in range(_AHEAD):
                    fresh.give(waiting)
    finally:
        for one in team:
            one.kill()


class _Worker:
    """A process, and the numbers of the articles that it has, the one that it is at first."""

    def __init__(
        self, context: BaseContext, articles: Articles, limit: Callable[[tuple[Edition, ...]], float]
    ) -> None:
        self.numbers: deque[int] = deque()
        self.fit = True
        self._articles, self._limit = articles, limit
        self._style: Style | None = None
        self._since = time.monotonic()
        self._lost = False
        self.connection, theirs = context.Pipe()
        # `Process` is missing from typeshed's BaseContext, though every context has it.
        self.process = context.Process(target=work, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()

    def give(self, waiting: deque[int]) -> None:
        """Hand over the next article, with the style when it is not known there."""
        if not waiting or self._lost:
            return
        number = waiting.popleft()
        if not self.numbers:
            self._since = time.monotonic()
        self.numbers.append(number)
        one, self._style = task(number, self._articles[number], self._style)
        try:
            self.connection.send(one)
        except OSError:
            self._lost = True

    def reply(self) -> Reply | None:
        """Return what is there, without waiting."""
        try:
            reply: Reply | None = self.connection.recv() if self.connection.poll() else None
        except (EOFError, OSError):
            self._lost = True
            return None
        if reply is not None:
            self.numbers.remove(reply.number)
            self._since = time.monotonic()
        return reply

    def left(self) -> float | None:
        """Return the seconds that the present article may still take, None where there is none."""
        if not self.numbers:
            return None
        return self._since + self._limit(self._articles[self.numbers[0]]) - time.monotonic()

    def fault(self) -> tuple[str, str] | None:
        """Return why no reply is to be expected any more: the message and the hint; None when all is well."""
        if self._lost or not self.process.is_alive():
            return _DIED
        left = self.left()
        if left is None or left > 0 or self.connection.poll():
            return None
        seconds = self._limit(self._articles[self.numbers[0]])
        return f"it was not done after {seconds:.0f} seconds and was stopped", _HUNG

    def kill(self) -> None:
        """End the process, whatever it is doing; it writes nothing, so that nothing can be torn."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def _sleep(team: list[_Worker]) -> None:
    """Wait until a worker has something to say, has died, or is over its time."""
    left = [seconds for one in team if (seconds := one.left()) is not None]
    wait([item for one in team for item in (one.connection, one.process.sentinel)], max(0, min(left)))


def _context(articles: Articles) -> BaseContext:
    """Return the way to start workers: forked from a server that has imported what the formats need.

    A fork of this process, which may have threads (a progress bar), could hang; the server has none.
    """
    if not hasattr(os, "fork"):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    formats = {edition.format for editions in articles.values() for edition in editions}
    rooms = sorted({doors.module(form) for form in formats} - {""})
    # The server passes over what cannot be imported: only the PDF has something to warm.
    context.set_forkserver_preload([work.__module__, *rooms, *(f"{room}.warm" for room in rooms)])
    return context

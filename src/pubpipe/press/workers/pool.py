"""Articles -> their results from warm worker processes, as they come; what dies or hangs costs its own article."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext

from pubpipe.model import Edition, Style
from pubpipe.press import doors
from pubpipe.press.limits import USUAL, Limits, died, raising, suspecting
from pubpipe.press.workers.making import Results, failed, suspects
from pubpipe.press.workers.waiting import Articles, Waiting
from pubpipe.press.workers.worker import Reply, task, work

# One article that is made, and one at hand for the moment in which this process writes to the disk.
_AHEAD = 2
# A worker takes some 100 MiB, a book of 240,000 words some 500: what it keeps beyond that is not coming back.
_MEMORY = 640 * 2**20

_FIRST = "pubpipe.press.workers.served"

_GRACE = 30  # seconds in which a worker that is at its limit may still say so itself


def patience(editions: tuple[Edition, ...], limits: Limits = USUAL) -> float:
    """Return the seconds after which an article hangs: it is in a library that no signal reaches."""
    return limits.seconds * len(editions) + _GRACE


def pooled(
    articles: Articles,
    workers: int,
    limits: Limits = USUAL,
    *,
    memory: int = _MEMORY,
    limit: Callable[[tuple[Edition, ...]], float] | None = None,
) -> Generator[tuple[int, Results], None, None]:
    """Yield what :meth:`Team.make` yields, of a team that is there for these articles alone.

    Closing the iterator, and an interruption, kill all workers at once.
    """
    team = Team(workers, limits, memory=memory, limit=limit)
    try:
        yield from team.make(articles)
    finally:
        team.kill()


class Team:
    """Warm processes that make articles, and stay for the next ones until they are killed.

    A worker above ``memory`` bytes is replaced by a fresh one; one that is longer than ``limit`` seconds at an
    article (:func:`patience` of the limits) is killed.
    """

    def __init__(
        self,
        workers: int,
        limits: Limits = USUAL,
        *,
        memory: int = _MEMORY,
        limit: Callable[[tuple[Edition, ...]], float] | None = None,
    ) -> None:
        self._size, self._limits, self._memory = workers, limits, memory
        self._ends = limit or partial(patience, limits=limits)
        self._workers: list[_Worker] = []
        self._stopped = False

    def make(self, articles: Articles) -> Generator[tuple[int, Results], None, None]:
        """Yield each article's number and results as they come; articles are taken as there is a worker for them.

        A team whose iterator was closed before its end is to be killed.
        """
        waiting = Waiting(articles)
        context = prepare(waiting.formats())
        team = self._workers = self._mustered(context, waiting)
        for one in team * _AHEAD:
            one.give()
        while any(one.numbers for one in team) and not self._stopped:
            _sleep(team)
            for place, one in enumerate(team):
                yield from one.replies(self._memory)
                fault = one.fault()
                if fault is None and (one.fit or one.numbers):
                    continue
                yield from one.ended(fault)
                if self._stopped:
                    return
                team[place] = fresh = _Worker(context, waiting, self._limits, self._ends)
                for _ in range(_AHEAD):
                    fresh.give()

    def stop(self) -> None:
        """Let :meth:`make`, which another thread is at, come to its end at once; what it is making fails."""
        self._stopped = True
        for one in self._workers:
            one.process.kill()

    def kill(self) -> None:
        """End all workers, whatever they are doing."""
        for one in self._workers:
            one.kill()
        self._workers = []

    def _mustered(self, context: BaseContext, waiting: Waiting) -> list[_Worker]:
        """Return as many workers as there shall be: those of before that are well, and fresh ones."""
        well = [one for one in self._workers if one.fault() is None]
        for one in self._workers:
            if one in well:
                one.waiting = waiting
            else:
                one.kill()
        return well + [
            _Worker(context, waiting, self._limits, self._ends) for _ in range(self._size - len(well))
        ]


class _Worker:
    """A process, and the numbers of the articles that it has, the one that it is at first."""

    def __init__(
        self,
        context: BaseContext,
        waiting: Waiting,
        limits: Limits,
        limit: Callable[[tuple[Edition, ...]], float],
    ) -> None:
        self.numbers: deque[int] = deque()
        self.fit = True
        self.waiting, self._limits, self._limit = waiting, limits, limit
        self._style: Style | None = None
        self._since = time.monotonic()
        self._lost = False
        # What is killed cannot clear away its temporary files: they are in a folder of this process.
        self._scratch = tempfile.TemporaryDirectory(prefix="pubpipe-", ignore_cleanup_errors=True)
        self.connection, theirs = context.Pipe()
        given = (theirs, limits, self._scratch.name)
        # `Process` is missing from typeshed's BaseContext, though every context has it.
        self.process = context.Process(target=work, args=given, daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()

    def give(self) -> None:
        """Hand over the next article, with the style when it is not known there."""
        number = None if self._lost else self.waiting.give()
        if number is None:
            return
        if not self.numbers:
            self._since = time.monotonic()
        self.numbers.append(number)
        one, self._style = task(number, self.waiting[number], self._style)
        try:
            self.connection.send(one)
        except OSError:
            self._lost = True

    def replies(self, memory: int) -> Iterator[tuple[int, Results]]:
        """Yield what is there, without waiting; hand over as much, while no more than ``memory`` is taken."""
        while (reply := self._reply()) is not None:
            self.fit = self.fit and reply.memory <= memory
            if self.fit:
                self.give()
            self.waiting.done(reply.number)
            yield reply.number, reply.results

    def _reply(self) -> Reply | None:
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
        return self._since + self._limit(self.waiting[self.numbers[0]]) - time.monotonic()

    def fault(self) -> tuple[str, str] | None:
        """Return why no reply is to be expected any more: the message and the hint; None when all is well."""
        if self._lost or not self.process.is_alive():
            return died(self._limits, suspects(self.waiting[self.numbers[0]] if self.numbers else ()))
        left = self.left()
        if left is None or left > 0 or self.connection.poll():
            return None
        seconds = self._limit(self.waiting[self.numbers[0]])
        hint = suspecting(suspects(self.waiting[self.numbers[0]]), raising("time", 4 * self._limits.seconds))
        return f"it was not done after {seconds:.0f} seconds and was stopped", hint

    def ended(self, fault: tuple[str, str] | None) -> Iterator[tuple[int, Results]]:
        """End the process; yield the failure of the article that it was at, and let others have the next ones."""
        self.kill()
        if fault is not None and self.numbers:
            number = self.numbers.popleft()
            yield number, tuple(failed(*fault) for _ in self.waiting.done(number))
        self.waiting.take_back(self.numbers)

    def kill(self) -> None:
        """End the process, whatever it is doing; it writes nothing but temporary files, which go with it."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        self._scratch.cleanup()


def _sleep(team: list[_Worker]) -> None:
    """Wait until a worker has something to say, has died, or is over its time."""
    left = [seconds for one in team if (seconds := one.left()) is not None]
    wait([item for one in team for item in (one.connection, one.process.sentinel)], max(0, min(left)))


def prepare(formats: frozenset[str]) -> BaseContext:
    """Return the way to start workers: forked from a server that has imported what the formats need.

    The server imports beside this process, and is ready for as long as this process lives. A fork of this process,
    which may have threads (a progress bar), could hang; the server has none.
    """
    if not hasattr(os, "fork"):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    rooms = sorted({doors.module(form) for form in formats} - {""})
    # The server passes over what cannot be imported: only the PDF has something to warm.
    context.set_forkserver_preload([_FIRST, work.__module__, *rooms, *(f"{room}.warm" for room in rooms)])
    from multiprocessing import forkserver, resource_tracker

    # Ctrl-C reaches the whole process group: while it imports, the server would end of it with a traceback. (Where
    # it starts the tracker, Python lets the signal through again: so that comes first.)
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context

"""Articles from a connection -> their results on it, in a process of its own that is kept warm."""

from __future__ import annotations

import gc
import os
import queue
import resource
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from pubpipe.markup import one_pandoc
from pubpipe.model import Edition, Style
from pubpipe.press.limits import Limits
from pubpipe.press.workers.making import Results, render_article
from pubpipe.press.workers.memory import keep_memory


@dataclass(frozen=True, slots=True)
class Task:
    """The editions of one article without their style, which is ``style`` or, None, that of the task before."""

    number: int
    editions: tuple[Edition, ...]
    style: Style | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The results of one article, and the memory after it, in bytes, of the worker and of its pandoc."""

    number: int
    results: Results
    memory: int


def task(number: int, editions: tuple[Edition, ...], known: Style | None) -> tuple[Task, Style]:
    """Return the task of an article for a worker that has the style ``known``, and the style it has then."""
    style = editions[0].style
    bare = Style(style.name, {})
    one = Task(number, tuple(replace(e, style=bare) for e in editions), None if style is known else style)
    return one, style


def work(connection: Connection, limits: Limits, scratch: str) -> None:
    """Render what comes, in its order, until None comes; ends at once when the other side is gone.

    Temporary files lie in the folder ``scratch``, which is the other side's; without one, it is removed here.
    """
    # Ctrl-C reaches the whole process group; the parent alone decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The server has it blocked, and programs that are started here would have it so.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    gc.set_threshold(20_000, 10, 10)
    keep_memory()
    tempfile.tempdir = scratch
    style = Style("", {})
    take = _taker(connection, scratch)
    with one_pandoc() as pandoc:
        while (one := take()) is not None:
            style = one.style or style
            results = render_article(tuple(replace(edition, style=style) for edition in one.editions), limits)
            connection.send(Reply(one.number, results, memory() + pandoc.memory()))


def memory() -> int:
    """Return the resident memory of this process in bytes; where it cannot be told, the highest it ever was."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def _taker(connection: Connection, scratch: str) -> Callable[[], Task | None]:
    """Receive in a thread, or a parent that sends a long article and a worker that sends one would wait for ever."""
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()

    def receive() -> None:
        while True:
            try:
                one = connection.recv()
            except (EOFError, OSError):
                shutil.rmtree(scratch, ignore_errors=True)
                os._exit(0)
            tasks.put(one)
            if one is None:
                return

    threading.Thread(target=receive, daemon=True).start()
    return tasks.get

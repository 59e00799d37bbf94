"""Articles, a connection and a crew -> results as they come, a bounded number of chunks being under way.

Neither the scheduler nor this process ever holds more than ``_AHEAD`` chunks for each thread of the cluster, however
many articles there are.
"""

from __future__ import annotations

import pickle
import queue
import time
from collections.abc import Iterator
from dataclasses import dataclass

from dask.typing import Key
from distributed import Client, Future

from pubpipe.errors import EditionError
from pubpipe.press.cluster.crew import Chunk, Unlike, made, packed
from pubpipe.press.cluster.mustering import refused
from pubpipe.press.workers.making import Results, failed
from pubpipe.press.workers.rendering import Stopped
from pubpipe.press.workers.waiting import Article, Articles

_AHEAD = 2  # chunks a thread: one that is made, and one at hand there
_LONGEST = 8  # articles of a chunk: a second of work or more, so that the task's own cost does not count
_HEAVY = 120_000  # characters, and bytes of pictures, with which a chunk is full: a book travels alone
_SHARE = 4  # chunks that each thread shall have of what is left, so that none works alone at the end
_TRIES = 3  # times that the machines which have an article may die, beyond what dask itself tries
_LOOK = 2.0  # seconds between two looks at how many threads there are
_ALONE = 120.0  # seconds in which a cluster that has lost its workers may find new ones
_AGAIN = "What was made is kept. Run the same command again, and the rest is made."


@dataclass(frozen=True, slots=True)
class _Sent:
    chunk: Chunk
    tries: int
    future: Future[bytes]


class Flight:
    """The chunks that are under way in a cluster, by their keys."""

    def __init__(self, client: Client, crew: str, address: str) -> None:
        self._client, self._crew, self._address = client, crew, address
        self._aloft: dict[Key, _Sent] = {}
        self._landed = queue.SimpleQueue[Future[bytes]]()
        self._threads, self._looked, self._seen = 0, 0.0, time.monotonic()

    def all(self, articles: Articles, count: int) -> Iterator[tuple[int, Results]]:
        """Yield number and results of each article; of at most ``count`` articles, taken as there is room.

        Raises Stopped when the scheduler is lost, no worker is left, or one came that would make other bytes.
        """
        waiting, left = iter(articles), count
        while True:
            while len(self._aloft) < self._room():
                chunk = _chunk(waiting, left // (_SHARE * max(1, self._threads)))
                if not chunk:
                    break
                left -= len(chunk)
                self._send(chunk)
            if not self._aloft:
                return
            yield from self._next()

    def _room(self) -> int:
        """Return how many chunks may be under way; the threads are counted now and then."""
        if time.monotonic() - self._looked > _LOOK:
            self._look()
        return _AHEAD * max(1, self._threads)

    def _look(self) -> None:
        if self._client.status != "running":
            raise self._lost()
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, RuntimeError) as error:
            raise self._lost() from error
        self._looked = time.monotonic()
        if self._threads:
            self._seen = self._looked
        elif self._looked - self._seen > _ALONE:
            message = f"the scheduler at {self._address} has had no worker for {_ALONE:.0f} seconds"
            raise Stopped(message, _AGAIN, EditionError.exit_code)

    def _send(self, chunk: Chunk, tries: int = 0) -> None:
        # The same article may be sent twice in a run, and a crew is not the crew of another run.
        future = self._client.submit(made, self._crew, packed(chunk), pure=False)
        self._aloft[future.key] = _Sent(chunk, tries, future)
        future.add_done_callback(self._landed.put)

    def _next(self) -> Iterator[tuple[int, Results]]:
        """Yield the results of the chunk that is done next; nothing where it has to be sent again."""
        try:
            future = self._landed.get(timeout=_LOOK)
        except queue.Empty:
            self._look()
            return
        sent = self._aloft.pop(future.key)
        if future.status == "error":
            yield from self._again(sent, future.exception())
            return
        try:
            answer = pickle.loads(future.result())  # noqa: S301  # our own machines'
        except Exception as error:
            # Cancelled, when the scheduler is lost; whatever a connection raises, when it is lost just now.
            raise self._lost() from error
        if isinstance(answer, Unlike):
            other = refused(answer.machine, answer.differences)
            raise Stopped(other.message, f"{other.hint} {_AGAIN}", other.exit_code)
        yield from answer

    def _again(self, sent: _Sent, error: BaseException | None) -> Iterator[tuple[int, Results]]:
        """Send the articles of a chunk again, each by itself: one may be what its machines died of."""
        if sent.tries + 1 < _TRIES:
            for one in sent.chunk:
                self._send((one,), sent.tries + 1)
            return
        message = f"the machines of the cluster that had it were lost {_TRIES} times ({_short(error)})"
        for number, editions in sent.chunk:
            yield number, tuple(failed(message, "Build it without --cluster.") for _ in editions)

    def _lost(self) -> Stopped:
        return Stopped(f"the scheduler at {self._address} is lost", _AGAIN, EditionError.exit_code)


def _chunk(waiting: Iterator[Article], share: int) -> Chunk:
    """Return the next articles, as many as a chunk shall have; none where there are no more."""
    chunk = list[Article]()
    weight = 0
    for one in waiting:
        chunk.append(one)
        manuscript = one[1][0].manuscript
        weight += len(manuscript.body) + sum(len(asset.data) for asset in manuscript.assets)
        if weight >= _HEAVY or len(chunk) >= min(_LONGEST, max(1, share)):
            break
    return tuple(chunk)


def _short(error: BaseException | None) -> str:
    return str(error).partition("\n")[0] or type(error).__name__

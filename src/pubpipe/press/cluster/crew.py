"""A chunk of articles, on a machine of the cluster -> their results, from warm processes that stay there.

What hangs, dies or grows is the pool's own matter here as everywhere: it costs its own article, and dask's worker,
which only carries, is at hand all the time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from distributed import WorkerPlugin, get_worker

from pubpipe.model import Style
from pubpipe.press.cluster.versions import differences, versions
from pubpipe.press.limits import Limits
from pubpipe.press.workers.making import Results
from pubpipe.press.workers.pool import Team
from pubpipe.press.workers.waiting import Article

_IDLE = 60.0  # seconds after which a team that nobody needs goes home

Chunk = tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Unlike:
    """The answer of a machine that has other versions, and would make other bytes; nothing was made."""

    machine: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class House:
    """What is sent once to each machine: the style with its faces, the limits, and the versions that it must have."""

    style: Style
    limits: Limits
    formats: tuple[str, ...]
    versions: Mapping[str, str] = field(default_factory=dict)


class Crew(WorkerPlugin):
    """The house of one run on one machine, and a team for each of the machine's threads."""

    def __init__(self, house: House) -> None:
        self.house = house

    def setup(self, worker: object) -> None:  # distributed's signature
        """Look at the machine; one that comes later is looked at as well."""
        self.unlike = differences(self.house.versions, versions(self.house.formats))
        self._idle: list[tuple[Team, threading.Timer]] = []
        self._at_work: list[Team] = []
        self._over = False
        self._lock = threading.Lock()
        # Nanny's workers are daemons, which may have no children; ours end by themselves when their pipe closes.
        multiprocessing.current_process().daemon = False

    def teardown(self, worker: object) -> None:  # distributed's signature
        """End what is under way, which nobody waits for any more, and send all home."""
        with self._lock:
            self._over = True
            idle, self._idle = self._idle, []
            for team in self._at_work:
                team.stop()
        for team, timer in idle:
            timer.cancel()
            team.kill()

    def make(self, chunk: Chunk) -> tuple[tuple[int, Results], ...]:
        """Return the results of each article, with its number; never raises for what an article does."""
        style = self.house.style
        dressed = ((n, tuple(replace(e, style=style) for e in editions)) for n, editions in chunk)
        with self._team() as team:
            return tuple(team.make(dressed))

    @contextlib.contextmanager
    def _team(self) -> Iterator[Team]:
        with self._lock:
            team, timer = self._idle.pop() if self._idle else (Team(1, self.house.limits), None)
            self._at_work.append(team)
        if timer is not None:
            timer.cancel()
        well = False
        try:
            yield team
            well = True
        finally:
            with self._lock:
                self._at_work.remove(team)
                stays = well and not self._over
                if stays:
                    timer = threading.Timer(_IDLE, self._send_home, (team,))
                    timer.daemon = True
                    timer.start()
                    self._idle.append((team, timer))
            if not stays:
                team.kill()

    def _send_home(self, team: Team) -> None:
        with self._lock:
            here = any(one is team for one, _ in self._idle)
            self._idle = [(one, timer) for one, timer in self._idle if one is not team]
        if here:
            team.kill()


def packed(chunk: Chunk) -> bytes:
    """Return a chunk without its style, as the bytes in which it travels: no scheduler need look into it."""
    bare = Style(chunk[0][1][0].style.name, {})
    return pickle.dumps(tuple((n, tuple(replace(e, style=bare) for e in editions)) for n, editions in chunk))


def made(name: str, chunk: bytes) -> bytes:
    """Return the results of a packed chunk, packed, or :class:`Unlike`; the task that the scheduler knows.

    ``name`` is that of the run's crew.
    """
    worker = get_worker()
    crew = cast("Crew", worker.plugins[name])
    answer = Unlike(worker.address, crew.unlike) if crew.unlike else crew.make(pickle.loads(chunk))  # noqa: S301
    return pickle.dumps(answer)

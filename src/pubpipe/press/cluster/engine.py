"""Articles -> their results from a cluster, as they come; a machine that dies costs time and no article.

What travels, and how much of it at a time, is in ``flight``; what a machine does, in ``crew``.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import chain

from pubpipe.press.cluster.connecting import connected
from pubpipe.press.cluster.crew import House
from pubpipe.press.cluster.flight import Flight
from pubpipe.press.cluster.mustering import mustered
from pubpipe.press.cluster.versions import versions
from pubpipe.press.limits import Limits
from pubpipe.press.workers.making import Results
from pubpipe.press.workers.waiting import Articles


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a cluster is, its scheduler's address or ``local``, and of a local one how many workers it has."""

    address: str
    jobs: int


def clustered(
    articles: Articles,
    count: int,
    cluster: Cluster,
    limits: Limits,
    formats: tuple[str, ...],
) -> Generator[tuple[int, Results], None, None]:
    """Yield the number of each article with its editions' results, as they are done.

    Articles are taken as there is room for them, ``count`` of them at most; where there is none, nobody is asked.
    Raises ConfigurationError before the first where the cluster cannot be had or has other versions, Stopped
    when it is lost.
    """
    waiting = iter(articles)
    first = next(waiting, None)
    if first is None:
        return
    house = House(first[1][0].style, limits, formats, versions(formats))
    with connected(cluster.address, cluster.jobs) as client, mustered(client, house) as name:
        yield from Flight(client, name, cluster.address).all(chain([first], waiting), count)

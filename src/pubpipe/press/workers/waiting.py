"""Articles -> those that no worker has yet, handed out one by one, and those that some worker has."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import islice

from pubpipe.model import Edition

Article = tuple[int, tuple[Edition, ...]]  # its number in the build, and what is to be made of it
Articles = Iterable[Article]


class Waiting:
    """The articles that no worker has yet, and by their numbers those that some worker has."""

    def __init__(self, articles: Articles) -> None:
        self._articles = iter(articles)
        self._at_hand = deque[Article]()
        self._given: dict[int, tuple[Edition, ...]] = {}

    def formats(self) -> frozenset[str]:
        """Return the formats of the first article, which is read for that."""
        self._at_hand.extend(islice(self._articles, 1))
        return frozenset(edition.format for _, editions in self._at_hand for edition in editions)

    def give(self) -> int | None:
        """Return the number of the next article, None where there is no more."""
        if not self._at_hand:
            self._at_hand.extend(islice(self._articles, 1))
        if not self._at_hand:
            return None
        number, self._given[number] = self._at_hand.popleft()
        return number

    def take_back(self, numbers: Iterable[int]) -> None:
        """Put articles that a worker had, but did not begin, before all others."""
        self._at_hand.extendleft([(n, self._given.pop(n)) for n in reversed([*numbers])])

    def done(self, number: int) -> tuple[Edition, ...]:
        """Forget an article and return its editions."""
        return self._given.pop(number)

    def __getitem__(self, number: int) -> tuple[Edition, ...]:
        return self._given[number]

"""A web address -> the page's bytes as received, redirects followed."""

import time
from dataclasses import dataclass

from pubpipe.errors import ArticleError
from pubpipe.press.network.asking import BY_HAND, REDIRECTING, REDIRECTS, Limits, ask, target

LARGEST = 20_000_000  # bytes
LONGEST = 60  # seconds, for everything together


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as received: ``address`` after redirects, ``media_type`` in lower case without parameters."""

    address: str
    media_type: str
    data: bytes


def fetch(address: str, *, allow_private: bool = False) -> Fetched:
    """Return what stands at an address, redirects followed.

    Raises what :func:`ask` raises, and ArticleError for what is too often redirected or what the server refuses.
    """
    end = time.monotonic() + LONGEST
    for _ in range(REDIRECTS + 1):
        left = max(0.0, end - time.monotonic())
        answer = ask(address, Limits(LARGEST, left), allow_private=allow_private)
        if answer.status not in REDIRECTING:
            if answer.status != 200:
                said = f"{address} answers {answer.status} {answer.reason}".rstrip()
                raise ArticleError(said, "Does it open in a browser? Then save the page and add the file.")
            return Fetched(address, answer.media_type, answer.data)
        address = target(address, answer)
    raise ArticleError(f"{address} is behind more than {REDIRECTS} redirects", BY_HAND)

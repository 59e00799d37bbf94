"""The editions of one article -> a result each; what fails costs its own edition and nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pubpipe.errors import EditionError, PubpipeError
from pubpipe.model import Edition, Finding, Rendering, Style
from pubpipe.press import doors
from pubpipe.press.limits import USUAL, Limits, within
from pubpipe.press.plan import sisters
from pubpipe.press.plan.reach import reach
from pubpipe.press.workers.memory import roomy

_TEXTS = (".css", ".html", ".md", ".toml", ".txt", ".xhtml", ".xml")


@dataclass(frozen=True, slots=True)
class Result:
    """An edition's rendering, or None with the finding that says why; ``seconds`` of wall time.

    ``lacking`` is what was made without the facts of its sister, which failed: it is to be made again.
    """

    rendering: Rendering | None
    seconds: float = 0.0
    failure: Finding | None = None
    exit_code: int = 0
    lacking: bool = False


Results = tuple[Result, ...]


@roomy
def render_article(editions: tuple[Edition, ...], limits: Limits = USUAL) -> Results:
    """Render the editions of one article, one that waits for its sister's facts after that; never raises.

    Each has the time and the memory of ``limits`` to itself.
    """
    results: dict[int, Result] = {
        n: _render(e, limits) for n, e in enumerate(editions) if not sisters.waits(e)
    }
    elder = next((results[n] for n in results if editions[n].format == sisters.ELDER), None)
    for n, edition in enumerate(editions):
        if n not in results:
            results[n] = _render_after(edition, elder.rendering if elder else None, limits)
    return tuple(results[n] for n in range(len(editions)))


def brought(style: Style) -> tuple[str, ...]:
    """Return the faces and pictures that a style of the user's brings, sorted: what C reads, and may not survive."""
    return tuple(sorted(name for name in style.own if not name.endswith(_TEXTS)))


def suspects(editions: Iterable[Edition]) -> tuple[str, ...]:
    """Return all that a style of the user's brings to editions of an article, what C reads first."""
    found, first = set[str](), tuple[str, ...]()
    for edition in editions:
        kind, _, variant = edition.format.partition("-")
        if edition.style.own:
            first = brought(edition.style)
            found |= edition.style.own & set(
                reach(edition.style, edition.format if variant == "cover" else kind)
            )
    return (*first, *sorted(found - set(first)))


def failed(message: str, hint: str, seconds: float = 0.0, code: int = EditionError.exit_code) -> Result:
    """Return the result of an edition that was not made, with what is to be said about it."""
    return Result(None, seconds, Finding("error", "edition-failed", message, hint), code)


def _render_after(edition: Edition, elder: Rendering | None, limits: Limits) -> Result:
    """Render an edition with its sister's facts; without them it is made as if alone, to be made again."""
    if elder is None:
        return replace(_render(replace(edition, facts={}), limits), lacking=True)
    return _render(sisters.told(edition, hashlib.sha256(elder.content).hexdigest(), elder.facts), limits)


def _render(edition: Edition, limits: Limits) -> Result:
    begin = time.perf_counter()
    try:
        with within(limits, "making it", EditionError, lambda: suspects((edition,))):
            rendering = doors.edition(edition.format)(edition)
    except PubpipeError as error:
        code = error.exit_code if error.exit_code == 4 else EditionError.exit_code
        return failed(error.message, error.hint, time.perf_counter() - begin, code)
    return Result(rendering, time.perf_counter() - begin)

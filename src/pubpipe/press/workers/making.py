"""The editions of one article -> a result each; what fails costs its own edition and nothing else."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

from pubpipe.errors import EditionError, PubpipeError
from pubpipe.model import Edition, Finding, Rendering
from pubpipe.press import doors
from pubpipe.press.plan import sisters


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


def render_article(editions: tuple[Edition, ...]) -> Results:
    """Render the editions of one article, one that waits for its sister's facts after that; never raises."""
    results: dict[int, Result] = {n: _render(e) for n, e in enumerate(editions) if not sisters.waits(e)}
    elder = next((results[n] for n in results if editions[n].format == sisters.ELDER), None)
    for n, edition in enumerate(editions):
        if n not in results:
            results[n] = _render_after(edition, elder.rendering if elder else None)
    return tuple(results[n] for n in range(len(editions)))


def failed(message: str, hint: str, seconds: float = 0.0, code: int = EditionError.exit_code) -> Result:
    """Return the result of an edition that was not made, with what is to be said about it."""
    return Result(None, seconds, Finding("error", "edition-failed", message, hint), code)


def _render_after(edition: Edition, elder: Rendering | None) -> Result:
    """Render an edition with its sister's facts; without them it is made as if alone, to be made again."""
    if elder is None:
        return replace(_render(replace(edition, facts={})), lacking=True)
    return _render(sisters.told(edition, hashlib.sha256(elder.content).hexdigest(), elder.facts))


def _render(edition: Edition) -> Result:
    begin = time.perf_counter()
    try:
        rendering = doors.edition(edition.format)(edition)
    except PubpipeError as error:
        code = error.exit_code if error.exit_code == 4 else EditionError.exit_code
        return failed(error.message, error.hint, time.perf_counter() - begin, code)
    except Exception as error:  # a bug in one edition must not cost its sisters
        message = f"unexpected {type(error).__name__}: {error}"
        hint = "This is a bug of pubpipe: please report it with the article."
        return failed(message, hint, time.perf_counter() - begin)
    return Result(rendering, time.perf_counter() - begin)

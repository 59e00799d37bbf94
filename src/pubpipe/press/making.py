"""The editions of one article -> a result each; what fails costs its own edition and nothing else."""

from __future__ import annotations

import time
from dataclasses import dataclass

from pubpipe.errors import EditionError, PubpipeError
from pubpipe.model import Edition, Finding, Rendering
from pubpipe.press import doors


@dataclass(frozen=True, slots=True)
class Result:
    """An edition's rendering, or None with the finding that says why; ``seconds`` of wall time."""

    rendering: Rendering | None
    seconds: float = 0.0
    failure: Finding | None = None
    exit_code: int = 0


Results = tuple[Result, ...]


def render_article(editions: tuple[Edition, ...]) -> Results:
    """Render the editions of one article in order; never raises."""
    return tuple(_render(edition) for edition in editions)


def failed(message: str, hint: str, seconds: float = 0.0, code: int = EditionError.exit_code) -> Result:
    """Return the result of an edition that was not made, with what is to be said about it."""
    return Result(None, seconds, Finding("error", "edition-failed", message, hint), code)


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

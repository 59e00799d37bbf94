"""A style's file by its name -> its text; and its name in whatever ends the work on it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from pubpipe.errors import ConfigurationError, PubpipeError
from pubpipe.model import Style

_ENDS = (MemoryError, RecursionError)


def text(style: Style, name: str) -> str:
    """Return one of the style's text files; raises ConfigurationError when it is missing or not UTF-8."""
    try:
        return style.files[name].decode()
    except KeyError:
        raise ConfigurationError(f"style {style.name!r} has no file {name}") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"style {style.name!r}, {name}: not UTF-8 at byte {error.start}") from error


@contextlib.contextmanager
def at(style: Style, name: str) -> Iterator[None]:
    """Name a file of the user's in whatever ends the work on it: what is out of time, memory or stack tells the note.

    Raises ConfigurationError for what is unexpected: the file is written as no library expects.
    """
    place = f"style {style.name!r}, {name}"
    try:
        yield
    except PubpipeError:
        raise
    except BaseException as error:
        if name not in style.own:
            raise
        if not isinstance(error, Exception) or isinstance(error, _ENDS):
            error.add_note(place)
            raise
        raise ConfigurationError(
            f"{place}: it cannot be read: {type(error).__name__}: {error}",
            "Take out rules until it can: what reads it does not say which of them is wrong.",
        ) from error

"""An edition that could not be made -> what of its style is at fault: a face whose tables lie, a page without room."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from html import escape

from pubpipe.editions.pdf import claims
from pubpipe.editions.pdf.house import house_of_one_face, lay_out, sheets_of
from pubpipe.errors import ConfigurationError, PubpipeError
from pubpipe.model import Edition

_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FILE = re.compile(r"url\(\s*[\"']?style:([^\"')]+)")


@contextlib.contextmanager
def answerable(edition: Edition) -> Iterator[None]:
    """Raise ConfigurationError that says what of the style is at fault for what nobody expected, where it is known.

    HarfBuzz, FreeType and fontTools meet a hostile table each at a step of its own, with an error that names no file.
    So each face is tried alone then, with the letters of the article.
    """
    try:
        yield
    except (PubpipeError, RecursionError):
        raise
    except Exception as error:
        if edition.style.own and _left_empty(error):
            sheets = sorted(n for n in edition.style.own if n.startswith(("print", "tokens")))
            raise ConfigurationError(
                f"style {edition.style.name!r}: not one line fits on a page",
                f"Look at size and margin in @page, and at heights of lines, in {', '.join(sheets)}.",
            ) from error
        given = edition.style.files
        letters = "".join(sorted(set(edition.manuscript.body)))
        for name in dict.fromkeys(_brought(edition)):
            if name in given and (fault := _fault(name, given[name], letters)):
                raise ConfigurationError(
                    f"style {edition.style.name!r}: no text can be set in {name}: {fault}",
                    "The file is damaged, or made to do harm. Put a sound one there, or leave its @font-face out.",
                ) from error
        raise


def _left_empty(error: Exception) -> bool:
    """Whether WeasyPrint ended on a page that takes nothing of what is left."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_name == "make_page"


def _brought(edition: Edition) -> Iterator[str]:
    """Yield the files of the style that its ``@font-face`` rules name."""
    for _, sheet in sheets_of(edition):
        for rule in _FACE.findall(sheet):
            yield from _FILE.findall(rule)


def _fault(name: str, data: bytes, letters: str) -> str:
    try:
        page = f"<html lang='en'><title>-</title><p>{escape(letters)}</p></html>"
        lay_out(page, house_of_one_face(name, data), {}).write_pdf(**claims.VARIANT)
    except MemoryError:
        return "it takes more memory than limits.memory allows"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""

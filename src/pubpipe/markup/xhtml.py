"""Canonical Markdown -> XHTML, converted once for all editions of an article."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path

from pubpipe.errors import EditionError
from pubpipe.markup.plain import plain
from pubpipe.markup.running import Running, memory_for
from pubpipe.markup.staying import Staying
from pubpipe.markup.tasks import shown, signed

# The extensions of pandoc's `commonmark` reader that the canonical printer can print, and no others
# (`markdown` would read literal news text as markup).
DIALECT = "commonmark+pipe_tables+footnotes-raw_html"

# What may begin raw HTML (CommonMark 0.31 §4.6, §6.6): addresses in angle brackets do not, a colon or @ follows.
TAG = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|\Z)|/[A-Za-z]|[!?])")

_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]*)")
_PICTURE = re.compile(r"(?i)\.(?:avif|gif|jpe?g|png|svg|webp)\Z")

_FILTERS = Path(__file__).parent / "filters"
_LITERAL = _FILTERS / "literal.lua"

_staying: ContextVar[Staying | None] = ContextVar("staying", default=None)


def to_xhtml(markdown: str) -> str:
    """Return canonical Markdown as an XHTML fragment.

    Footnote calls are ``a.footnote-ref``, the notes one ``section.footnotes`` at the end, as pandoc's
    html5 writer makes them; tasks have boxes (:mod:`pubpipe.markup.tasks`);
    HTML in the text is literal text. Raises EditionError with pandoc's own words.
    The editions of an article follow one another and share its last conversion.
    """
    try:
        text = signed(markdown)
        xhtml = _begun(text)()
    except BaseException:
        _begun.cache_clear()
        raise
    if text != markdown:
        xhtml = shown(xhtml, markdown)
    # XML 1.0 has no place for these, and WeasyPrint and e-readers would refuse the whole file.
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", xhtml)


@contextlib.contextmanager
def xhtml_ahead(markdown: str) -> Iterator[None]:
    """Let pandoc convert a text beside whatever is done within; ``to_xhtml`` has it at hand afterwards.

    Raises EditionError where there is no pandoc; what goes wrong in it, ``to_xhtml`` tells.
    """
    _begun(signed(markdown))
    try:
        yield
    finally:
        with contextlib.suppress(EditionError):
            to_xhtml(markdown)


@contextlib.contextmanager
def one_pandoc() -> Iterator[Staying]:
    """Let one pandoc convert all texts within, one after another: to start it costs four times what an article does.

    Its answers are those of a pandoc that is started for each. What it does not answer, one that is started does.
    """
    one = staying()
    before = _staying.set(one)
    try:
        yield one
    finally:
        _staying.reset(before)
        one.end()


def staying() -> Staying:
    """Return a pandoc that reads the dialect and makes what ``to_xhtml`` makes; whoever has it must end it."""
    return Staying(_FILTERS / "resident.lua", DIALECT, str(_LITERAL))


@functools.lru_cache(maxsize=2)
def _begun(markdown: str) -> Callable[[], str]:
    """Begin to convert a text; return what waits for the result and gives it."""
    one, made = _staying.get(), plain(markdown)
    if made is None and one is not None:
        made = one.answer(markdown)
    if made is not None:
        return lambda: made
    # The reader makes raw HTML in spite of `-raw_html`, and the writer lets it through, scripts and all. Where
    # there is none, the filter would only cost time: a third of pandoc's for a book.
    literal = [f"--lua-filter={_LITERAL}"] if TAG.search(markdown) or _unusual_pictures(markdown) else []
    plain_code = "--syntax-highlighting=none"
    arguments = [f"--from={DIALECT}", "--to=html5", "--wrap=none", plain_code, *literal]
    text = markdown.encode()
    return Running([*arguments, *memory_for(len(text))], text).output


def _unusual_pictures(markdown: str) -> bool:
    """Whether pandoc might make something else of a picture than a picture."""
    return "![" in markdown and any(not _PICTURE.search(m[1]) for m in _ADDRESS.finditer(markdown))

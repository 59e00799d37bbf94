"""Canonical Markdown -> XHTML, and documents -> trees; the only module that knows pandoc."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pubpipe.errors import EditionError

# The extensions of pandoc's `commonmark` reader that the canonical printer can print, and no others
# (`markdown` would read literal news text as markup).
DIALECT = "commonmark+pipe_tables+footnotes-raw_html"

# What may begin raw HTML (CommonMark 0.31 §4.6, §6.6): addresses in angle brackets do not, a colon or @ follows.
_TAG = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|\Z)|/[A-Za-z]|[!?])")

_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]*)")
_PICTURE = re.compile(r"(?i)\.(?:avif|gif|jpe?g|png|svg|webp)\Z")

_TIMEOUT = 600  # seconds; a 10 MB article takes pandoc about one minute
_FILTERS = Path(__file__).parent / "filters"
_LITERAL = _FILTERS / "literal.lua"
_LONGEST = (
    200_000  # characters that a pandoc that stays is given: more is rare, and costs more than the start
)
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\ufeff]")


@functools.cache
def pandoc_path() -> str:
    """Return the path of pypandoc's own pandoc binary, else of the one on PATH.

    Raises EditionError when there is none. pypandoc's conversion calls are not used: each starts
    pandoc three times.
    """
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise EditionError("pandoc is not installed", "pip install pypandoc_binary") from error


@functools.cache
def pandoc_version() -> str:
    """Return pandoc's version, such as ``3.9``."""
    first = _Pandoc(["--version"], b"").output().splitlines()[0]
    return first.split()[-1]


def to_xhtml(markdown: str) -> str:
    """Return canonical Markdown as an XHTML fragment.

    Footnote calls are ``a.footnote-ref``, the notes one ``section.footnotes`` at the end, as pandoc's
    html5 writer makes them; HTML in the text is literal text. Raises EditionError with pandoc's own words.
    The editions of an article follow one another and share its last conversion.
    """
    try:
        xhtml = _xhtml(markdown).output()
    except BaseException:
        _xhtml.cache_clear()
        raise
    # XML 1.0 has no place for these, and WeasyPrint and e-readers would refuse the whole file.
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", xhtml)


@contextlib.contextmanager
def xhtml_ahead(markdown: str) -> Iterator[None]:
    """Let pandoc convert a text beside whatever is done within; ``to_xhtml`` has it at hand afterwards.

    Raises EditionError where there is no pandoc; what goes wrong in it, ``to_xhtml`` tells.
    """
    _xhtml(markdown)
    try:
        yield
    finally:
        with contextlib.suppress(EditionError):
            to_xhtml(markdown)


def citations(clusters: tuple[str, ...], items: str, csl: str, lang: str) -> str:
    """Return what citeproc makes of CSL items, as XHTML: a paragraph a cluster, then ``div#refs``.

    ``clusters`` are pandoc's citations (``[@id, p. 5]``), ``items`` is CSL-JSON, ``csl`` the text of a style,
    empty for pandoc's own (Chicago, author and date); all items are listed, cited or not. Raises EditionError
    with pandoc's own words.
    """
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "items.json"
        bibliography.write_text(items, "utf-8")
        arguments = ["--sandbox", "--from=markdown", "--to=html5", "--wrap=none", "--citeproc"]
        arguments += [f"--bibliography={bibliography}", f"--metadata=lang:{lang}"]
        arguments += ["--metadata=link-citations:true"]
        if csl:
            style = Path(folder) / "style.csl"
            style.write_text(csl, "utf-8")
            arguments.append(f"--csl={style}")
        text = "\n\n".join(("---\nnocite: '@*'\n---", *clusters)) + "\n"
        return _Pandoc(arguments, text.encode()).output()


def document_tree(data: bytes, reader: str, media: Path) -> str:
    """Return a document (DOCX, ODT, RTF, EPUB) as pandoc's JSON tree; its pictures are written into ``media``.

    In the sandbox pandoc reads nothing but the document. Raises EditionError with pandoc's own words.
    """
    return _Pandoc(["--sandbox", f"--from={reader}", "--to=json", f"--extract-media={media}"], data).output()


@contextlib.contextmanager
def one_pandoc() -> Iterator[None]:
    """Let one pandoc convert all texts within, one after another: to start it costs four times what an article does.

    Its answers are those of a pandoc that is started for each. What it does not answer, one that is started does.
    """
    resident = _resident()
    resident.wanted = True
    try:
        yield
    finally:
        resident.wanted = False
        resident.end()


def resident_memory() -> int:
    """Return the bytes that the pandoc of :func:`one_pandoc` has for itself, 0 where none stays or it cannot be told.

    Its program, most of what it takes, is read from its file and shared with every other pandoc.
    """
    return _resident().memory()


@functools.lru_cache(maxsize=2)
def _xhtml(markdown: str) -> _Pandoc | _Made:
    made = _resident().answer(markdown)
    if made is not None:
        return _Made(made)
    # The reader makes raw HTML in spite of `-raw_html`, and the writer lets it through, scripts and all. Where
    # there is none, the filter would only cost time: a third of pandoc's for a book.
    literal = [f"--lua-filter={_LITERAL}"] if _TAG.search(markdown) or _unusual_pictures(markdown) else []
    plain_code = "--syntax-highlighting=none"
    return _Pandoc(
        [f"--from={DIALECT}", "--to=html5", "--wrap=none", plain_code, *literal], markdown.encode()
    )


def _unusual_pictures(markdown: str) -> bool:
    """Whether pandoc might make something else of a picture than a picture."""
    return "![" in markdown and any(not _PICTURE.search(m[1]) for m in _ADDRESS.finditer(markdown))


@functools.cache
def _resident() -> _Resident:
    return _Resident()


@dataclass(frozen=True, slots=True)
class _Made:
    """A result that is there already."""

    result: str

    def output(self) -> str:
        return self.result


class _Resident:
    """A pandoc that stays and answers one text after another, while it is ``wanted``."""

    def __init__(self) -> None:
        self.wanted = False
        self._process: subprocess.Popen[bytes] | None = None

    def answer(self, markdown: str) -> str | None:
        """Return a text as XHTML; None where it is not wanted, for a text that is not for it, and where it fails."""
        # pandoc's command line does more to tabs and controls, and a book's memory would stay with it.
        if not self.wanted or len(markdown) > _LONGEST or _UNUSUAL.search(markdown):
            return None
        try:
            return self._asked(markdown.encode())
        except (OSError, ValueError):
            self.end()
            return None
        except BaseException:
            self.end()  # half of an answer would be taken for the next one
            raise

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def memory(self) -> int:
        """Return the bytes that the process has for itself, 0 where there is none, or where it cannot be told."""
        if self._process is None:
            return 0
        try:
            _, resident, shared, *_ = Path(f"/proc/{self._process.pid}/statm").read_text().split()
            return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            return 0

    def _asked(self, data: bytes) -> str:
        if self._process is None:
            command = [pandoc_path(), "lua", str(_FILTERS / "resident.lua"), DIALECT, str(_LITERAL)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"%d\n%b" % (len(data), data))
        self._process.stdin.flush()
        told = self._process.stdout
        length = int(told.readline())
        made = told.read(length)
        if len(made) < length:
            raise ValueError("pandoc ended within its answer")
        return made.decode()


class _Pandoc:
    """A pandoc at work, then its result; it reads and writes files, so that neither side waits for the other."""

    def __init__(self, arguments: list[str], data: bytes) -> None:
        self._result: str | None = None
        with tempfile.TemporaryFile() as received, contextlib.ExitStack() as files:
            received.write(data)
            received.seek(0)
            self._made = files.enter_context(tempfile.TemporaryFile())
            self._process = subprocess.Popen(
                [pandoc_path(), *arguments], stdin=received, stdout=self._made, stderr=subprocess.PIPE
            )
            self._files = files.pop_all()

    def output(self) -> str:
        """Wait for the result and return it; raises EditionError with pandoc's own words."""
        if self._result is None:
            with self._files:
                self._wait()
                self._made.seek(0)
                self._result = self._made.read().decode()
        return self._result

    def _wait(self) -> None:
        try:
            # Not `wait`, which looks only now and then: the end of the messages is the end of pandoc.
            _, told = self._process.communicate(timeout=_TIMEOUT)
        except BaseException as error:
            self._process.kill()
            self._process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise EditionError(f"pandoc did not finish within {_TIMEOUT} seconds") from error
            raise
        if code := self._process.returncode:
            words = told.decode(errors="replace").strip() or f"exit code {code}"
            if re.search("(?i)out of memory|heap exhausted", words):
                raise MemoryError
            raise EditionError(f"pandoc: {words}")

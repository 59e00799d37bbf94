"""An input -> its bytes as they were received, no more than may be, and none that lie elsewhere."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from stat import S_ISDIR, S_ISFIFO, S_ISREG

from pubpipe.errors import ArticleError, ConfigurationError, right_to_read
from pubpipe.press import doors
from pubpipe.press.limits import Limits, raising
from pubpipe.press.request import Input
from pubpipe.project import Project, articles
from pubpipe.readers import Received
from pubpipe.stores import is_stored

_MARKDOWN = re.compile(r"\A(?:---\s*\n.*?^(?:---|\.\.\.)\s*$|#{1,3} \S)", re.S | re.M)


def receive(one: Input, project: Project, limits: Limits) -> Received:
    """Return the bytes of an input, and the folder in which its pictures are looked for.

    Raises ArticleError for what is not there, no file, too large, or not to be read.
    """
    if one.path is None:
        data = one.data or b""
        _refuse_large(one.name, len(data), limits)
        return Received(one.name, data, largest=limits.largest)
    try:
        if is_stored(one.path):
            return _of_a_store(one.name, one.path, project, limits)
        refuse_leading_out(one.name, one.path, project)
        stat = one.path.stat()
        if S_ISDIR(stat.st_mode):
            raise IsADirectoryError
        # `pubpipe pdf <(fold letter.txt)` names a pipe; a device never ends.
        if not (S_ISREG(stat.st_mode) or S_ISFIFO(stat.st_mode)):
            raise ArticleError(f"{one.name} is no file", "Name the article's file itself.")
        _refuse_large(one.name, stat.st_size, limits)
        with one.path.open("rb") as file:
            data = file.read(limits.largest + 1)
        _refuse_large(one.name, len(data), limits)
        return Received(one.name, data, one.path.parent, limits.largest, top=_top(one.path, project))
    except IsADirectoryError:
        raise ArticleError(
            f"{one.name} is a folder", "Name the files in it, or use --project FOLDER."
        ) from None
    except FileNotFoundError:
        raise ArticleError(f"there is no file {one.name}", _nearest(one.name, one.path, project)) from None
    except OSError as error:
        raise ArticleError(
            f"{one.name} cannot be read: {error.strerror or error}", right_to_read(error)
        ) from error


def _nearest(name: str, path: Path, project: Project) -> str:
    """What helps whoever named a file that is not there."""
    if is_stored(path):
        # What a store lists may begin with this name: asking would cost a request for each that is mistyped.
        return "A folder is named by --source."
    import difflib

    with contextlib.suppress(OSError):
        close = difflib.get_close_matches(path.name, [one.name for one in path.parent.iterdir()], 1)
        if close:
            return f"Did you mean {close[0]!r}?"
    if not project.inside:
        return "Name the article's file."
    with contextlib.suppress(ConfigurationError):
        known = [one.relative_to(project.source).with_suffix("").as_posix() for one in articles(project)]
        if close := difflib.get_close_matches(name, known, 1):
            return f"Did you mean {close[0]!r}?"
    return "Name the article's file, or its name in source/: pubpipe status tells them all."


def _of_a_store(name: str, path: Path, project: Project, limits: Limits) -> Received:
    if (seen := project.files.seen(path)) is None:
        raise FileNotFoundError
    _refuse_large(name, seen.size, limits)
    data = project.files.read(path)
    _refuse_large(name, len(data), limits)
    return Received(name, data, path.parent, limits.largest, project.files, _top(path, project))


def _top(path: Path, project: Project) -> Path | None:
    """The folder of the articles, where this is one of them: they may share a folder of pictures."""
    return project.source if Path(os.path.normpath(path)).is_relative_to(project.source) else None


def refuse_leading_out(name: str, path: Path, project: Project) -> None:
    """Refuse a symbolic link inside a project that leads out of it: an archive from a stranger may hold any link."""
    # A file that is named by way of the folder above the project, as ../letter.txt is, does not lie in it.
    inside = Path(os.path.normpath(path)).is_relative_to(project.root)
    if not inside or not os.path.lexists(path):
        return
    try:
        there = path.resolve(strict=True)
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a link to itself
        raise ArticleError(f"{name} is a link that leads nowhere", "Mend the link, or remove it.") from None
    if not any(there.is_relative_to(base.resolve()) for base in (project.root, project.source)):
        raise ArticleError(
            f"{name} is a link that leads out of the project, so it is not read",
            "Put the file itself there, or name the file by its own path: pubpipe all FILE.",
        )


def _refuse_large(name: str, size: int, limits: Limits) -> None:
    if size > limits.largest:
        raise ArticleError(
            f"{name} has {size // 1_000_000 + 1} MB, more than the limit of {limits.size} MB",
            raising("bytes", size // 1_000_000 + 1),
        )


def sniff(data: bytes) -> str:
    """Return the suffix of a file that has none: ``.html``, ``.md`` or ``.txt``, by how it begins."""
    head = data[:4096].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if re.match(r"<(?:!doctype html|html|head|body)\b", head, re.I) and doors.reader(".html"):
        return ".html"
    return ".md" if _MARKDOWN.match(head) else ".txt"

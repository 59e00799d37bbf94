"""A file or a text -> its editions as bytes: the Python API."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe.errors import ArticleError, UsageProblem
from pubpipe.model import Report
from pubpipe.stores.addresses import is_address, located

if TYPE_CHECKING:
    from pubpipe.press.request import Input
    from pubpipe.settings import Settings


def build(  # noqa: PLR0913  # keywords that mirror the command line
    article: str | os.PathLike[str],
    *,
    formats: Iterable[str] = (),
    out: str | os.PathLike[str] | None = None,
    title: str = "",
    lang: str = "",
    slug: str = "",
    url: str = "",
    style: str = "",
    citation_style: str = "",
) -> Report:
    """Make editions of one article and return the report; nothing is written unless ``out`` names a folder.

    ``article`` is a path, the address of a file in a store (``s3://bucket/letter.md``), or the text itself: a
    ``str`` with a line break in it is text. ``formats`` are names such as ``pdf`` and ``epub``; without them those
    of the project's settings (the project is found upwards from the file, or from the current folder for a text or
    an address). Each edition is an ``Outcome``: its bytes are in ``content`` unless ``out`` was given, its file's
    path is in ``path``.

    ``citation_style`` is mla, apa, chicago or a CSL file's path; without it the project's.

    What is wrong with the article or with one edition stands in the report's findings, and ``exit_code``
    tells how bad it is. Raises ConfigurationError for settings or a style that are wrong, UsageProblem for a
    format that does not exist, an ``url`` that is no whole address of the web or a ``lang`` that is no language
    tag, ArticleError for a path that does not.
    """
    from pubpipe import press
    from pubpipe.press.request import Overrides, Request
    from pubpipe.project import find

    received, start = _received(article)
    project = find(start)
    settings = _settings(project.settings, style, citation_style)
    request = Request(
        replace(project, settings=settings),
        (received,),
        _formats(formats) or settings.formats,
        Overrides(title, lang, slug, url),
        "" if out is None else os.fspath(out),
        in_memory=out is None,
    )
    return press.build(request)


def _received(article: str | os.PathLike[str]) -> tuple[Input, Path]:
    """The article as it is given to the press, and the folder from which its project is looked for."""
    from pubpipe.press.request import Input

    if isinstance(article, str) and "\n" in article:
        return Input("-", None, article.encode("utf-8", "surrogatepass")), Path.cwd()
    if is_address(os.fspath(article)):
        return Input(os.fspath(article), located(os.fspath(article))), Path.cwd()
    path = Path(article)
    if not path.exists():
        raise ArticleError(f"there is no file {str(path)!r}", "A text of one line needs a line break.")
    return Input(str(path), path.absolute()), path.absolute().parent


def _formats(formats: Iterable[str]) -> tuple[str, ...]:
    from pubpipe import press
    from pubpipe.settings.known import suggest

    wanted = (formats,) if isinstance(formats, str) else tuple(dict.fromkeys(formats))
    for name in wanted:
        if name not in press.formats():
            raise UsageProblem(f"there is no format {name!r}", suggest(name, press.formats(), "Formats"))
    return wanted


def _settings(settings: Settings, style: str, citation_style: str) -> Settings:
    """The project's settings, but for what the call says."""
    if not (style or citation_style):
        return settings
    cited = _citation_style(citation_style) if citation_style else settings.citation_style
    return replace(settings, style=style or settings.style, citation_style=cited)


def _citation_style(named: str) -> str:
    from pubpipe.settings.known import problem

    if wrong := problem("citation-style", named):
        raise UsageProblem(f"citation_style {wrong[0]}", wrong[1])
    return str(Path.cwd() / named) if named.endswith(".csl") else named

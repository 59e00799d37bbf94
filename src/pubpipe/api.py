"""A file or a text -> its editions as bytes: the Python API."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pubpipe.errors import ArticleError, UsageProblem
from pubpipe.model import Report


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

    ``article`` is a path, or the text itself: a ``str`` with a line break in it is text, any other ``str`` is
    a path. ``formats`` are names such as ``pdf`` and ``epub``; without them those of the project's settings
    (the project is found upwards from the file, or from the current folder for a text). Each edition is an
    ``Outcome``: its bytes are in ``content`` unless ``out`` was given, its file's path is in ``path``.

    ``citation_style`` is mla, apa, chicago or a CSL file's path; without it the project's.

    What is wrong with the article or with one edition stands in the report's findings, and ``exit_code``
    tells how bad it is. Raises ConfigurationError for settings or a style that are wrong, UsageProblem for a
    format that does not exist, ArticleError for a path that does not.
    """
    from pubpipe import press
    from pubpipe.press.request import Input, Overrides, Request
    from pubpipe.project import find
    from pubpipe.setting import problem, suggest

    if isinstance(article, str) and "\n" in article:
        received = Input("-", None, article.encode("utf-8", "surrogatepass"))
        start = Path.cwd()
    else:
        path = Path(article)
        if not path.exists():
            raise ArticleError(f"there is no file {str(path)!r}", "A text of one line needs a line break.")
        received = Input(str(path), path.absolute())
        start = path.absolute().parent
    project = find(start)
    wanted = (formats,) if isinstance(formats, str) else tuple(dict.fromkeys(formats))
    wanted = wanted or project.settings.formats
    for name in wanted:
        if name not in press.formats():
            raise UsageProblem(f"there is no format {name!r}", suggest(name, press.formats(), "Formats"))
    project = replace(project, settings=replace(project.settings, style=style or project.settings.style))
    if citation_style:
        if wrong := problem("citation-style", citation_style):
            raise UsageProblem(f"citation_style {wrong[0]}", wrong[1])
        where = Path.cwd() / citation_style if citation_style.endswith(".csl") else citation_style
        project = replace(project, settings=replace(project.settings, citation_style=str(where)))
    overrides = Overrides(title, lang, slug, url)
    output = "" if out is None else os.fspath(out)
    return press.build(Request(project, (received,), wanted, overrides, output, in_memory=out is None))

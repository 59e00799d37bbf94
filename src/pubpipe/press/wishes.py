"""A project's settings -> what is asked of each of its editions, the style of reference read and looked at."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.errors import ConfigurationError
from pubpipe.model import Options
from pubpipe.project import Project


def edition_options(project: Project) -> Options:
    """Return the options of every edition; a CSL file is looked for in the project's folder.

    Raises ConfigurationError for one that cannot be read or is no CSL style.
    """
    settings = project.settings
    options = Options(settings.publication, settings.page)
    if not settings.citation_style:
        return options
    from pubpipe.sources.citing import style

    wanted = project.root / settings.citation_style
    name, text = settings.citation_style, ""
    if name.endswith(".csl"):
        name = wanted.name
        try:
            text = wanted.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise ConfigurationError(
                f"citation-style: {settings.citation_style} cannot be read: {error.strerror or error}",
                "It is a path from the project's folder.",
            ) from error
        except UnicodeDecodeError as error:
            raise ConfigurationError(f"{name} is not UTF-8 (byte {error.start})") from error
    return replace(options, citation_style=name, citation_csl=style(name, text))

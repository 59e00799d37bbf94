"""A project's settings -> the style of reference of its editions, read and looked at."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.errors import ConfigurationError
from pubpipe.project import Project


@dataclass(frozen=True, slots=True)
class Reference:
    """A style of reference by its name, empty for the house's own way, and its CSL (empty: pandoc's own)."""

    name: str = ""
    csl: str = ""


HOUSE = Reference()


def of_reference(project: Project) -> Reference:
    """Return the style of reference that a project wants; a CSL file is looked for in the project's folder.

    Raises ConfigurationError for one that cannot be read or is no CSL style.
    """
    wanted = project.settings.citation_style
    if not wanted:
        return HOUSE
    from pubpipe.sources.citing import style

    name, text = wanted, ""
    if wanted.endswith(".csl"):
        path = project.root / wanted
        name = path.name
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise ConfigurationError(
                f"citation-style: {wanted} cannot be read: {error.strerror or error}",
                "It is a path from the project's folder.",
            ) from error
        except UnicodeDecodeError as error:
            raise ConfigurationError(f"{name} is not UTF-8 (byte {error.start})") from error
    return Reference(name, style(name, text))

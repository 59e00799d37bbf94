"""A received file, standard input or a web page -> a file of its own in ``source/``, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from pubpipe.errors import ArticleError, UsageProblem
from pubpipe.normalize.frontmatter import scalar
from pubpipe.press import doors
from pubpipe.press.inputs.reading import read, slug, sniff
from pubpipe.press.inputs.slugs import checked, slugged
from pubpipe.press.network.fetching import fetch
from pubpipe.press.outputs.writing import replace_file
from pubpipe.press.request import Input, Overrides
from pubpipe.project import Project, on_this_machine

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_GENERIC = re.compile(r"(?:article|document|untitled|download|index|page|paste|text|file|input|new)?[\W\d_]*")


@dataclass(frozen=True, slots=True)
class Added:
    """Where an article was filed, with its title, and its sidecar when it has one."""

    path: str
    title: str
    sidecar: str = ""


def add(project: Project, one: Input, overrides: Overrides) -> Added:
    """File a received text in ``source/`` under a good slug, and return where.

    The slug is the option's, else the file's own name where it says something, else the title. Raises
    UsageProblem outside a project, ArticleError when the file cannot be read as an article or the place is taken.
    """
    data = (one.data or b"") if one.path is None else _bytes(one)
    suffix = one.path.suffix.lower() if one.path is not None else ""
    name = one.path.stem if one.path is not None else ""
    return _file(project, Input(one.name, None, data, suffix or sniff(data)), name, overrides)


def add_page(project: Project, address: str, overrides: Overrides, *, allow_private: bool = False) -> Added:
    """Fetch a web page and file it with its address and today's date in its sidecar.

    Raises what :func:`pubpipe.press.network.fetching.fetch` and :func:`add` raise.
    """
    fetched = fetch(address, allow_private=allow_private)
    suffix = _SUFFIXES.get(fetched.media_type) or sniff(fetched.data)
    known = replace(overrides, url=overrides.url or fetched.address)
    name = PurePath(re.sub(r"[?#].*", "", fetched.address).rstrip("/")).stem
    lines = {"url": known.url, "accessed": date.today().isoformat()}
    return _file(project, Input(address, None, fetched.data, suffix), name, known, lines)


def _file(
    project: Project, received: Input, name: str, overrides: Overrides, sidecar: dict[str, str] | None = None
) -> Added:
    suffix = received.suffix
    if not project.inside:
        raise UsageProblem("there is no project here to add an article to", "pubpipe init makes one.")
    if doors.reader(suffix) is None:
        known = ", ".join(doors.suffixes())
        raise ArticleError(
            f"{received.name}: pubpipe does not read {suffix or 'such'} files", f"It reads {known}."
        )
    on_this_machine(project.source, "added")
    title = read(received, project, overrides).manuscript.meta.title
    named = slugged(name) if _says_something(name) else slugged(title)
    target = (
        project.source / f"{slug(received, project, overrides) if overrides.slug else checked(named)}{suffix}"
    )
    taken = [p for p in target.parent.glob(f"{target.stem}.*") if p.is_file()]
    if taken:
        there = taken[0].relative_to(project.root).as_posix()
        raise ArticleError(f"{there} is there already", "Give the article another name with --slug.")
    replace_file(target, received.data or b"")
    if sidecar:
        text = "".join(f"{key}: {scalar(value)}\n" for key, value in sidecar.items())
        replace_file(target.with_suffix(".yaml"), text.encode())
    relative = target.relative_to(project.root)
    return Added(relative.as_posix(), title, relative.with_suffix(".yaml").as_posix() if sidecar else "")


def _bytes(one: Input) -> bytes:
    try:
        return Path(one.path or "").read_bytes()
    except IsADirectoryError:
        raise ArticleError(f"{one.name} is a folder", "Name the files in it.") from None
    except OSError as error:
        raise ArticleError(f"{one.name} cannot be read: {error.strerror or error}") from error


def _says_something(name: str) -> bool:
    return len(name) > 2 and not _GENERIC.fullmatch(name.lower())

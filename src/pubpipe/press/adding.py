"""A received file, standard input or a web page -> a file of its own in ``source/``, byte for byte."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from urllib.parse import unquote

from pubpipe.errors import ArticleError, UsageProblem, right_to_read
from pubpipe.model import Asset
from pubpipe.normalize.frontmatter import scalar
from pubpipe.press import doors
from pubpipe.press.inputs.reading import read, slug
from pubpipe.press.inputs.receiving import sniff
from pubpipe.press.inputs.slugs import checked, slugged
from pubpipe.press.network.fetching import fetch
from pubpipe.press.outputs.writing import replace_file
from pubpipe.press.request import Input, Overrides, named
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
    """Where an article was filed, with its title, its sidecar when it has one, and the pictures that came along.

    ``stated`` are the keys that were written into the sidecar; without them it came along.
    """

    path: str
    title: str
    sidecar: str = ""
    stated: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


def add(project: Project, one: Input, overrides: Overrides) -> Added:
    """File a received text in ``source/`` under a good slug, and return where.

    The slug is the option's, else the file's own name where it says something, else the title. The pictures
    that it shows from beside it are filed as it names them, so that it shows them still. What options state is
    kept in a sidecar. Raises UsageProblem outside a project and for options beside a sidecar that comes along,
    ArticleError when the file cannot be read as an article or a place is taken.
    """
    data = (one.data or b"") if one.path is None else _bytes(one)
    suffix = one.path.suffix.lower() if one.path is not None else ""
    name = one.path.stem if one.path is not None else ""
    return _file(project, replace(one, data=data, suffix=suffix or sniff(data)), name, overrides)


def add_page(project: Project, address: str, overrides: Overrides, *, allow_private: bool = False) -> Added:
    """Fetch a web page and file it with its address and today's date in its sidecar.

    Raises what :func:`pubpipe.press.network.fetching.fetch` and :func:`add` raise.
    """
    fetched = fetch(address, allow_private=allow_private)
    suffix = _SUFFIXES.get(fetched.media_type) or sniff(fetched.data)
    known = replace(overrides, url=overrides.url or fetched.address)
    name = PurePath(re.sub(r"[?#].*", "", fetched.address).rstrip("/")).stem
    read_on = date.today().isoformat()
    return _file(project, Input(address, None, fetched.data, suffix), name, known, accessed=read_on)


def _file(project: Project, received: Input, name: str, overrides: Overrides, *, accessed: str = "") -> Added:
    suffix = received.suffix
    if not project.inside:
        raise UsageProblem("there is no project here to add an article to", "pubpipe init makes one.")
    if doors.reader(suffix) is None:
        known = ", ".join(doors.suffixes())
        raise ArticleError(
            f"{received.name}: pubpipe does not read {suffix or 'such'} files", f"It reads {known}."
        )
    on_this_machine(project.source, "added")
    manuscript = read(received, project, overrides).manuscript
    title = manuscript.meta.title
    named = slugged(name) if _says_something(name) else slugged(title)
    target = (
        project.source / f"{slug(received, project, overrides) if overrides.slug else checked(named)}{suffix}"
    )
    taken = [p for p in target.parent.glob(f"{target.stem}.*") if p.is_file()]
    if taken:
        there = taken[0].relative_to(project.root).as_posix()
        raise ArticleError(f"{there} is there already", "Give the article another name with --slug.")
    pictures = {target.parent / inside: data for inside, data in _shown(received, manuscript.assets)}
    _refuse_taken(pictures, project)
    said = {"title": overrides.title, "lang": overrides.lang, "url": overrides.url, "accessed": accessed}
    stated = {key: value for key, value in said.items() if value}
    beside = _sidecar(received, stated)
    for path, data in pictures.items():
        replace_file(path, data)
    if beside:
        replace_file(target.with_suffix(".yaml"), beside)
    replace_file(target, received.data or b"")
    filed = target.relative_to(project.root)
    names = tuple(path.relative_to(project.root).as_posix() for path in pictures)
    kept = filed.with_suffix(".yaml").as_posix() if beside else ""
    return Added(filed.as_posix(), title, kept, tuple(stated), names)


def _shown(received: Input, assets: tuple[Asset, ...]) -> Iterator[tuple[PurePath, bytes]]:
    """The pictures of an article that lie beside it, by their places there."""
    if received.path is None:
        return
    for asset in assets:
        inside = PurePath(os.path.normpath(unquote(asset.known)))
        if not inside.is_absolute() and ".." not in inside.parts:
            path = received.path.parent / inside
            if path.is_file() and path.read_bytes() == asset.data:
                yield inside, asset.data


def _refuse_taken(pictures: dict[Path, bytes], project: Project) -> None:
    for path, data in pictures.items():
        if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == data):
            there = path.relative_to(project.root).as_posix()
            raise ArticleError(
                f"{there} is there already, and is not the picture that the article shows",
                "Give the article a folder of its own: --slug FOLDER/NAME.",
            )


def _sidecar(received: Input, stated: dict[str, str]) -> bytes:
    """The sidecar to be written: what is stated of an article, else the one that lies beside the received file."""
    beside = received.path.with_suffix(".yaml") if received.path is not None else None
    if beside is None or beside == received.path or not beside.is_file():
        return "".join(f"{key}: {scalar(value)}\n" for key, value in stated.items()).encode()
    for key, value in stated.items():
        raise UsageProblem(
            f"--{key} cannot be kept: {named(received, '.yaml')} comes along as it is",
            f"Write it there: {key}: {scalar(value)}",
        )
    return beside.read_bytes()


def _bytes(one: Input) -> bytes:
    try:
        return Path(one.path or "").read_bytes()
    except IsADirectoryError:
        raise ArticleError(f"{one.name} is a folder", "Name the files in it.") from None
    except FileNotFoundError:
        raise ArticleError(
            f"there is no file {one.name}", "Name a file, - for standard input, or a web address: https://…"
        ) from None
    except OSError as error:
        raise ArticleError(
            f"{one.name} cannot be read: {error.strerror or error}", right_to_read(error)
        ) from error


def _says_something(name: str) -> bool:
    return len(name) > 2 and not _GENERIC.fullmatch(name.lower())

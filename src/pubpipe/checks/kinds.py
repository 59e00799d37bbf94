"""A word on the command line, or a path -> the kind of file that it names: an edition, its company, an article."""

from __future__ import annotations

from pathlib import Path

from pubpipe.press.doors import formats
from pubpipe.project import Project
from pubpipe.stores import Files, is_stored
from pubpipe.stores.addresses import is_address, located, problem

_SUFFIXES = (".epub", ".html", ".md", ".pdf", ".txt")


def is_edition(word: str, project: Project) -> bool:
    """Whether a word on the command line names an edition and not an article."""
    path, files = _named(word), project.files
    if path is None or path.suffix not in _SUFFIXES or not _is_file(path, files):
        return False
    whole, dist = resolved(path), resolved(project.dist)
    if project.inside and whole.is_relative_to(dist):
        return True
    # Editions lie beside their ledger, wherever they were written to.
    if _is_file(_ledger(path), files):
        return True
    if path.suffix == ".md" or (project.inside and whole.is_relative_to(resolved(project.source))):
        return False
    # A text or a page that was built from here is an article, one that was not is another tool's edition.
    return path.suffix in (".epub", ".pdf") or not _is_file(dist / f"{path.stem}.ledger.json", files)


def is_company(word: str, project: Project) -> bool:
    """Whether a word on the command line names what lies with editions and is none: a ledger, a cover, a feed."""
    path = _named(word)
    if path is None or path.suffix in _SUFFIXES or not _is_file(path, project.files):
        return False
    in_dist = project.inside and resolved(path).is_relative_to(resolved(project.dist))
    return in_dist or _is_file(_ledger(path), project.files)


def _named(word: str) -> Path | None:
    """The path that a word stands for, None for an address that is none."""
    if not is_address(word):
        return Path(word)
    return None if problem(word) else located(word)


def _is_file(path: Path, files: Files) -> bool:
    return files.there(path) if is_stored(path) else path.is_file()


def resolved(path: Path) -> Path:
    """Return a path without links and ``..``; an address in a store stays as it is."""
    return path if is_stored(path) else path.resolve()


def _ledger(path: Path) -> Path:
    return path.parent / f"{path.name.partition('.')[0]}.ledger.json"


def format_of(path: Path) -> str:
    """Return the format that a file's name says: ``article.large.pdf`` is ``pdf-large``."""
    variant = path.name.split(".")[1:-1]
    kind = path.suffix[1:]
    named = "-".join([kind, *variant])
    return named if named in formats() else kind

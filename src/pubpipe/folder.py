"""A folder of received files, of this machine or in a store -> the articles among them, sorted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pubpipe.errors import ConfigurationError, right_to_read
from pubpipe.stores import Files, is_stored

_PICTURES = (".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp")
_BESIDE = (".bak", ".lock", ".lock.json", ".orig", ".part", ".tmp", ".yaml", ".yml", "~")
_PAGES = (".html", ".htm")
# What file managers leave in every folder.
_LEFT_BEHIND = ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r")


def articles(source: Path, files: Files) -> tuple[Path, ...]:
    """Return the files below ``source`` that are articles, sub-folders included, sorted.

    Not articles: sidecars (``.yaml``), lock files, pictures, hidden files, editors' copies, what file managers
    leave behind, a README, the folder ``received/`` and the folder ``page_files/`` that a browser saves beside
    ``page.html``. Raises ConfigurationError for a folder that cannot be listed, StoreError for a store that cannot.
    """
    found = _listed(source, files) if is_stored(source) else _walked(source)
    return tuple(sorted(found, key=lambda p: p.relative_to(source).parts))


def _walked(source: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        if isinstance(error, FileNotFoundError):
            return
        raise ConfigurationError(
            f"{error.filename} cannot be listed: {error.strerror}", right_to_read(error)
        ) from error

    for folder, folders, names in os.walk(source, onerror=refuse if source.exists() else None):
        here = Path(folder)
        pages = {Path(n).stem for n in names if n.lower().endswith(_PAGES)}
        folders[:] = [f for f in folders if not _is_passed_over(here, f, source) and not _is_saved(f, pages)]
        # A pipe or socket would keep the build waiting; a dangling link is an article that cannot be read.
        yield from (
            here / n for n in names if _is_named_so(n) and ((here / n).is_file() or (here / n).is_symlink())
        )


def _listed(source: Path, files: Files) -> Iterator[Path]:
    """A store has no folders but in the names of what lies in them, and tells those a page at a time."""
    pages = {path.with_suffix("") for path in files.walk(source) if path.name.lower().endswith(_PAGES)}
    for path in files.walk(source):
        if not _is_named_so(path.name):
            continue
        above = path.relative_to(source).parents
        folders = [source / one for one in above if one.parts]
        if not any(
            _is_passed_over(one.parent, one.name, source)
            or (one.name.endswith("_files") and one.with_name(one.name.removesuffix("_files")) in pages)
            for one in folders
        ):
            yield path


def _is_passed_over(parent: Path, name: str, source: Path) -> bool:
    return name.startswith(".") or (name == "received" and parent == source)


def _is_saved(folder: str, pages: set[str]) -> bool:
    return folder.endswith("_files") and folder.removesuffix("_files") in pages


def _is_named_so(name: str) -> bool:
    lower = name.lower()
    if name.startswith((".", "~$", "#")) or lower in _LEFT_BEHIND or lower.endswith(_PICTURES + _BESIDE):
        return False
    return Path(name).stem.lower() != "readme"

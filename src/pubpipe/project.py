"""A folder and its settings -> Project: where its things lie."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from pubpipe import folder
from pubpipe.errors import ConfigurationError, UsageProblem
from pubpipe.settings import Settings, from_environment, read_settings
from pubpipe.stores import Files, address, is_stored, located

SETTINGS_FILE = "pubpipe.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project's things lie, all absolute; ``inside`` is false for a bare folder with files in it.

    ``source`` and ``dist`` may lie in a store; ``files`` tells what is there.
    """

    root: Path
    source: Path
    dist: Path
    styles: Path
    state: Path
    settings: Settings = field(default_factory=Settings)
    inside: bool = True
    files: Files = field(default_factory=Files, compare=False, repr=False)


def find(start: Path, explicit: Path | None = None) -> Project:
    """Return the project that ``start`` lies in, or the one named ``explicit``, or a bare folder.

    Upwards from ``start``, the nearest ``pubpipe.toml`` wins, then the nearest folder with ``source/`` (never
    the home folder or the file system's root: a ``source/`` there is hardly ours). Raises ConfigurationError
    for wrong settings and for an explicit folder that is no project.
    """
    if explicit is not None:
        root = explicit.resolve()
        if not root.is_dir():
            raise ConfigurationError(f"there is no folder {str(explicit)!r}", "--project names a folder.")
        if not (_there(root / SETTINGS_FILE) or _there(root / "source" / ".")):
            raise ConfigurationError(
                f"{str(explicit)!r} is not a pubpipe project: it has neither {SETTINGS_FILE} nor source/",
                f"pubpipe init {explicit}",
            )
        return _project(root, inside=True)
    here = start.resolve()
    upwards = (here, *here.parents)
    for root in upwards:
        if _there(root / SETTINGS_FILE):
            return _project(root, inside=True)
    home = Path(os.environ.get("HOME") or here.anchor).resolve()
    for root in upwards:
        if root not in (Path(here.anchor), home) and _there(root / "source" / "."):
            return _project(root, inside=True)
    return _project(here, inside=False)


def current(explicit: Path | None = None) -> Project:
    """Return the project around the working folder, or the one named, as the ``PUBPIPE_…`` variables want it.

    Raises ConfigurationError as :func:`find` and :func:`pubpipe.settings.from_environment` do.
    """
    found = find(Path.cwd(), explicit)
    return settled(found, from_environment(found.settings, os.environ))


def articles(project: Project) -> tuple[Path, ...]:
    """Return what ``pubpipe all`` builds: the files under ``source/``, sub-folders included, sorted.

    :func:`pubpipe.folder.articles` says which. Raises ConfigurationError for a folder that cannot be listed.
    """
    return folder.articles(project.source, project.files)


def settled(project: Project, settings: Settings) -> Project:
    """Return a project with other settings, and its folders where they say.

    Raises ConfigurationError for a store without a project, where what was built would be remembered.
    """
    root, stored = project.root, settings.source or settings.dist
    if stored and not project.inside:
        raise ConfigurationError(
            f"{stored} needs a project, where what was built is remembered", "pubpipe init makes one."
        )
    return replace(
        project,
        settings=settings,
        source=located(settings.source) if settings.source else root / "source",
        dist=located(settings.dist) if settings.dist else root / "dist",
    )


def name_of(project: Project, path: Path) -> str:
    """Return a file as the user knows it: its address, its place in the project, else its path."""
    if is_stored(path):
        return address(path)
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)


def on_this_machine(place: Path, doing: str) -> Path:
    """Return a folder of this machine; raises UsageProblem for one in a store, where ``doing`` (to do what) cannot."""
    if is_stored(place):
        raise UsageProblem(
            f"{address(place)} is a store, and nothing there can be {doing}", "Use the store's own tools."
        )
    return place


def _project(root: Path, *, inside: bool) -> Project:
    toml = root / SETTINGS_FILE
    settings = read_settings(toml) if inside and _there(toml) else Settings()
    dist = root / "dist"
    state = (root if inside else dist) / ".pubpipe"
    return settled(Project(root, root / "source", dist, root / "styles", state, Settings(), inside), settings)


def _there(path: Path) -> bool:
    # Path.exists() raises for a folder above that may not be searched.
    return os.access(path, os.F_OK)

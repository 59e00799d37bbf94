"""The state and what lies in ``source/`` -> editions whose article is gone, and their removal."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pubpipe.errors import ConfigurationError, UsageProblem
from pubpipe.model import Finding, Place
from pubpipe.press.outputs import indexing
from pubpipe.press.outputs.locking import locked
from pubpipe.press.plan import planning
from pubpipe.press.plan.standing import sha256
from pubpipe.press.request import Request
from pubpipe.project import Project
from pubpipe.state import Record, State, open_state


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file in ``dist/`` that was made from an article that is gone; ``edited`` ones are left where they are."""

    path: str
    origin: str
    status: Literal["removed", "due", "edited"]


def gone(state: State, project: Project) -> tuple[Record, ...]:
    """Return the records whose article is gone, whether their file is still there or not."""
    return tuple(r for r in state.all() if r.origin and not os.path.lexists(project.root / r.origin))


def orphans(state: State, project: Project, claimed: Container[str] = ()) -> tuple[Record, ...]:
    """Return the records of files that are there but whose article is not, without those ``claimed`` by another."""
    return tuple(
        record
        for record in gone(state, project)
        if record.path not in claimed and os.path.lexists(project.root / record.path)
    )


def told(request: Request, state: State, claimed: Container[str]) -> tuple[Finding, ...]:
    """Return what a build of the whole project has to say: one finding for each article that is gone.

    Nothing for a build of single files. ``claimed`` are the keys of the outputs of articles that are there.
    """
    if not request.whole:
        return ()
    by_origin: dict[str, list[str]] = {}
    for record in orphans(state, request.project, claimed):
        by_origin.setdefault(record.origin, []).append(record.path)
    return tuple(_finding(origin, paths) for origin, paths in sorted(by_origin.items()))


def _finding(origin: str, paths: list[str]) -> Finding:
    message = f"{origin} is gone, but what was made from it is still there: {', '.join(paths)}"
    return Finding("warning", "orphaned-edition", message, "pubpipe clean removes it.", Place(origin))


def clean(project: Project, *, dry_run: bool = False) -> tuple[Orphan, ...]:
    """Remove what was made from articles that are gone, and return it; with ``dry_run`` only return it.

    A file goes only when it has the very bytes that pubpipe wrote. Raises UsageProblem outside a project,
    ConfigurationError when ``source/`` is not there at all, EditionError for a file that cannot be read.
    """
    if not project.inside:
        raise UsageProblem(
            "there is no project here to clean", "pubpipe init makes one; --project names one."
        )
    if not project.source.is_dir():
        raise ConfigurationError(
            "there is no folder source/, so every edition would go",
            "Bring it back, or delete dist/ yourself.",
        )
    if not project.state.is_dir():
        return ()
    with locked(project.state), open_state(project.state) as state:
        cleaned = tuple(_cleaned(project, state, record, dry_run) for record in orphans(state, project))
        return (*cleaned, *_index(project, state, dry_run))


def _index(project: Project, state: State, dry_run: bool) -> tuple[Orphan, ...]:
    """Bring the index in step with what is left, and return its pages that go: all, where too little is left."""
    request = Request(project, (), ())
    style = indexing.kept_style(request, state)
    if not style and not indexing.catalogue_wanted(request, state):
        return ()
    settings = replace(project.settings, style=style or project.settings.style)
    request = replace(request, project=replace(project, settings=settings))
    house = planning.house(request)
    stale = indexing.listing(request, house, state).stale
    if dry_run:
        return tuple(Orphan(record.path, "", "due") for record in stale)
    findings = indexing.deliver(request, house, state).findings
    left = {finding.place.file for finding in findings if finding.place}

    return tuple(Orphan(r.path, "", "edited" if r.path in left else "removed") for r in stale)


def _cleaned(project: Project, state: State, record: Record, dry_run: bool) -> Orphan:
    path = project.root / record.path
    if path.is_symlink() or sha256(path) not in (record.sha256, *record.pending):
        return Orphan(record.path, record.origin, "edited")
    if dry_run:
        return Orphan(record.path, record.origin, "due")
    try:
        path.unlink()
    except OSError as error:
        raise ConfigurationError(
            f"{record.path} cannot be removed: {error.strerror or error}", "Check the folder's rights."
        ) from error
    state.forget(record.path)
    _prune(path.parent, project.dist)
    return Orphan(record.path, record.origin, "removed")


def _prune(folder: Path, top: Path) -> None:
    """Remove folders that became empty, up to and without ``dist/``."""
    while folder != top and folder.is_relative_to(top):
        with contextlib.suppress(OSError):
            folder.rmdir()
            folder = folder.parent
            continue
        return

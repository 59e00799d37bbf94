"""The state and what lies in ``source/`` -> editions whose article is gone, and their removal."""

from __future__ import annotations

import contextlib
from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pubpipe.errors import ConfigurationError, UsageProblem
from pubpipe.model import Finding, Place
from pubpipe.press.outputs import indexing, publishing
from pubpipe.press.outputs.locking import locked
from pubpipe.press.outputs.shelving import is_gone
from pubpipe.press.plan import planning
from pubpipe.press.plan.standing import sha256
from pubpipe.press.request import Request
from pubpipe.project import Project
from pubpipe.state import Record, State, open_state
from pubpipe.stores import address, is_stored


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file in ``dist/`` that was made from an article that is gone; ``edited`` ones are left where they are."""

    path: str
    origin: str
    status: Literal["removed", "due", "edited"]


def gone(state: State, project: Project) -> tuple[Record, ...]:
    """Return the records whose article is gone, whether their file is still there or not."""
    lost = {origin for origin in state.origins() if is_gone(project, origin)}
    return tuple(record for record in state.all() if record.origin in lost) if lost else ()


def orphans(state: State, project: Project, claimed: Container[str] = ()) -> tuple[Record, ...]:
    """Return the records of files that are there but whose article is not, without those ``claimed`` by another."""
    return tuple(
        record
        for record in gone(state, project)
        if record.path not in claimed and _is_there(project, record.path)
    )


def _is_there(project: Project, key: str) -> bool:
    path = project.root / key
    if is_stored(path) and not path.is_relative_to(project.dist):
        return False
    return project.files.there(path)


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
    gone, left = planning.called(origin), ", ".join(map(planning.called, paths))
    message = f"{gone} is gone, but what was made from it is still there: {left}"
    return Finding("warning", "orphaned-edition", message, "pubpipe clean removes it.", Place(gone))


def clean(project: Project, *, dry_run: bool = False) -> tuple[Orphan, ...]:
    """Remove what was made from articles that are gone, and return it; with ``dry_run`` only return it.

    A file goes only when it has the very bytes that pubpipe wrote. Raises UsageProblem outside a project,
    ConfigurationError when ``source/`` is not there at all, EditionError for a file that cannot be read.
    """
    if not project.inside:
        raise UsageProblem(
            "there is no project here to clean", "pubpipe init makes one; --project names one."
        )
    _refuse_without_source(project)
    if not project.state.is_dir():
        return ()
    project.files.survey(project.dist)
    with locked(project.state), open_state(project.state) as state:
        cleaned = tuple(_cleaned(project, state, record, dry_run) for record in orphans(state, project))
        return (*cleaned, *_index(project, state, dry_run))


def _refuse_without_source(project: Project) -> None:
    stored = is_stored(project.source)
    if any(project.files.walk(project.source)) if stored else project.source.is_dir():
        return
    what = f"there is nothing in {address(project.source)}" if stored else "there is no folder source/"
    raise ConfigurationError(
        f"{what}, so every edition would go", f"Bring it back, or delete {_called(project)} yourself."
    )


def _called(project: Project) -> str:
    return address(project.dist) if is_stored(project.dist) else "dist/"


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
        return tuple(Orphan(planning.called(record.path), "", "due") for record in stale)
    findings = publishing.deliver(request, house, state).findings
    left = {finding.place.file for finding in findings if finding.place}
    names = (planning.called(record.path) for record in stale)
    return tuple(Orphan(name, "", "edited" if name in left else "removed") for name in names)


def _cleaned(project: Project, state: State, record: Record, dry_run: bool) -> Orphan:
    path, files = project.root / record.path, project.files
    if path.is_symlink() or sha256(path, files, record) not in (record.sha256, *record.pending):
        return Orphan(planning.called(record.path), planning.called(record.origin), "edited")
    if dry_run:
        return Orphan(planning.called(record.path), planning.called(record.origin), "due")
    try:
        files.remove(path)
    except OSError as error:
        raise ConfigurationError(
            f"{planning.called(record.path)} cannot be removed: {error.strerror or error}",
            "Check the folder's rights.",
        ) from error
    state.forget(record.path)
    if not is_stored(path):
        _prune(path.parent, project.dist)
    return Orphan(planning.called(record.path), planning.called(record.origin), "removed")


def _prune(folder: Path, top: Path) -> None:
    """Remove folders that became empty, up to and without ``dist/``."""
    while folder != top and folder.is_relative_to(top):
        with contextlib.suppress(OSError):
            folder.rmdir()
            folder = folder.parent
            continue
        return

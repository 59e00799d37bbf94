"""The folders of a request -> what changed in them, each time that something is saved, and whom it concerns."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pubpipe.errors import ConfigurationError
from pubpipe.press.inputs.reading import slug_if_any
from pubpipe.press.outputs.indexing import LEAST
from pubpipe.press.request import Input, Request
from pubpipe.project import SETTINGS_FILE

_STEP = 10  # ms; once nothing more has come for so long, what was saved is whole
_AGREED = 200  # ms; a new watch has taken hold before
_AWAY = 0.2  # s between two looks for folders that are gone

State = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to look at: what tells it from another of its name, and whether only the settings in it count."""

    device: int
    inode: int
    settings_only: bool = False


Folders = Mapping[Path, Folder]


def folders(request: Request) -> Folders:
    """Return the folders whose files a build reads, of those that are there.

    These are ``source/`` and ``styles/`` with all below them, the project's own folder, those of named files, and
    that of a style of reference.
    """
    project = request.project
    named = {one.path.parent for one in request.inputs if one.path is not None}
    tops = [project.source, project.styles] if project.inside else [project.styles]
    below = {path for top in tops for path in _tree(top)}
    reference = project.settings.citation_style
    settings = {project.root, *([(project.root / reference).parent] if reference.endswith(".csl") else [])}
    found = {}
    for path in sorted({*settings, *named, *below}):
        try:
            stat = path.stat()
        except OSError:
            continue
        only = path in settings and path not in named and path not in below
        found[path] = Folder(stat.st_dev, stat.st_ino, only)
    return found


def changes(places: Callable[[], Folders]) -> Iterator[frozenset[Path]]:
    """Return an iterator over the files that were written, renamed or removed, as soon as there are any.

    It tells what changed since this call, then since the last time: the difference between two looks at the
    folders. The system's messages only say when to look, so that nothing is lost while a folder is removed and
    made again. Raises ConfigurationError where the system refuses to watch.
    """
    watched = places()
    return _since(_files(watched), watched, places)


def _since(
    before: dict[str, State], watched: Folders, places: Callable[[], Folders]
) -> Iterator[frozenset[Path]]:
    while True:
        for stale in _woken(watched):
            after = _files(watched)
            changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
            before = after
            if changed:
                yield frozenset(map(Path, changed))
            if stale or places() != watched:
                break
        watched = places()


def narrowed(request: Request, changed: frozenset[Path], before: Request) -> Request:
    """Return the request for the articles that changed files belong to; for all where one may concern others.

    An article's own files are the received one, its sidecar and its lock file. Articles that share a name stay
    together, since they are refused together. The second article of a project concerns the first: with it the
    index comes, and every page names it. ``before`` is what was asked for before the change.
    """
    if len(before.inputs) < LEAST <= len(request.inputs):
        return request
    own: dict[Path, Input] = {}
    for one in request.inputs:
        if one.path is not None:
            own |= {one.path.with_suffix(suffix): one for suffix in (".yaml", ".sources.lock")}
            own[one.path] = one
    if not all(path in own for path in changed):
        return request
    project, overrides = request.project, request.overrides
    names = {slug_if_any(own[path], project, overrides) for path in changed}
    meant = tuple(one for one in request.inputs if slug_if_any(one, project, overrides) in names)
    return replace(request, inputs=meant, whole=False)


def _tree(top: Path) -> Iterator[Path]:
    for folder, below, _ in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".")]
        yield Path(folder)


def _files(places: Folders) -> dict[str, State]:
    """Return the state of each file; hidden ones are editors' and our own."""
    found = {}
    for folder, place in places.items():
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or (place.settings_only and not _is_setting(entry.name)):
                continue
            try:
                stat = entry.stat()
            except OSError:
                continue
            if not entry.is_dir():
                found[entry.path] = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
    return found


def _is_setting(name: str) -> bool:
    return name == SETTINGS_FILE or name.endswith(".csl")


def _woken(places: Folders) -> Iterator[bool]:
    """Yield whenever something may have changed: whether it was a folder, so that it is to be watched anew."""
    if not places:
        time.sleep(_AWAY)
        yield True
        return
    from watchfiles import watch

    stream = watch(
        *places,
        watch_filter=None,
        step=_STEP,
        rust_timeout=_AGREED,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    fresh = True
    try:
        for messages in stream:
            # What changed before the watch took hold has no message.
            if messages or fresh:
                fresh = False
                yield any(Path(name) in places for _, name in messages)
    except FileNotFoundError:
        yield True
    except OSError as error:
        raise ConfigurationError(
            f"the folders cannot be watched: {error.strerror or error}",
            "Raise the system's limit of watched files, or set WATCHFILES_FORCE_POLLING=1.",
        ) from error

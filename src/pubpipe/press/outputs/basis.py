"""A build that ended well -> the files on which its answer rests, and their state."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from pubpipe import again
from pubpipe.model import ArticleReport, Basis, Outcome
from pubpipe.press.outputs.footings import MOST, Footings
from pubpipe.press.plan import planning
from pubpipe.press.plan.typesetters import face_folders
from pubpipe.press.request import Request
from pubpipe.project import SETTINGS_FILE, Project
from pubpipe.state import Record
from pubpipe.stores import is_stored

_TICK = 10_000_000  # ns; a file system's clock may lag behind by less
CODE_SETTLED = 2_000_000_000  # ns; our own code was read before the build began


def basis(request: Request, footings: Footings, records: tuple[Record, ...]) -> Basis | None:
    """Return on what the report of a run rests, None where it is not settled or names too many files.

    The run is one that :func:`may_rest`, with no failure in it. ``records`` are those of outputs whose article is
    gone. To be called under the lock, with the state closed.
    An input that changed since the build began is not settled: the build may have read it before.
    """
    if not footings.whole:
        return None
    files, settled = _Files(), request.begun_ns - _TICK
    gone = [request.project.root / path for record in records for path in (record.origin, record.path)]
    try:
        files.add(map(str, _settings(request)), settled, folders=True)
        files.add([*sys.path, *map(str, (*face_folders(), *_libraries(), *gone))], folders=True)
        files.add(map(str, _code()), request.begun_ns - CODE_SETTLED)
        files.add(footings.read(), settled)
        _wait_a_tick(files.add(chain(footings.outputs(), _state(request)), there=True))
        present = files.present()
        return Basis(present, files.absent(), again.state(again.split(present)))
    except (OSError, _NotToldError):
        return None


def may_rest(request: Request) -> bool:
    """Whether the report of such a run can be given again to the same command, all else being well."""
    return (
        request.begun_ns > 0
        and not (request.force or request.verify)
        and planning.state_folder(request) is not None
        and not any(map(is_stored, (request.project.source, planning.folder_of(request))))
        and all(one.path is not None and not is_stored(one.path) for one in request.inputs)
    )


def is_well(article: ArticleReport) -> bool:
    """Whether nothing of an article failed, so that its report can be given again."""
    return bool(article.outcomes) and article.exit_code in (0, 6) and stands(article.outcomes)


def stands(outcomes: Iterable[Outcome]) -> bool:
    """Whether all editions are there."""
    return all(outcome.status in ("built", "unchanged") for outcome in outcomes)


class _NotToldError(Exception):
    """A file whose state cannot be told, or too many of them."""


class _Files:
    """Files that are there, joined by NUL, and where nothing is: no object is held for each of a hundred thousand."""

    def __init__(self) -> None:
        self._present, self._absent = bytearray(), set[str]()
        self._folders = set[str]()
        self._here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118

    def add(
        self, paths: Iterable[str], latest: int = sys.maxsize, *, folders: bool = False, there: bool = False
    ) -> int:
        """Take in files that changed before ``latest``, ns; return when the last did, 0 where none is there.

        Some of them may be ``folders``. Raises _NotToldError for a file that changed later, for a broken link, and
        for one that is not ``there``.
        """
        newest = 0
        for path in paths:
            try:
                newest = max(newest, os.stat(path).st_ctime_ns)  # noqa: PTH116
            except (FileNotFoundError, NotADirectoryError):
                if there or os.path.lexists(path):
                    raise _NotToldError(path) from None
                if self._untold(path):
                    self._absent.add(path)
                continue
            if folders:
                self._folders.add(path)
            self._present += self._short(path) + b"\0"
            if newest >= latest or len(self._present) > MOST:
                raise _NotToldError(path)
        return newest

    def present(self) -> bytes:
        """Return the files that are there."""
        return bytes(self._present[:-1])

    def absent(self) -> bytes:
        """Return where nothing is: what comes up in a folder changes the folder, so not what is looked at anyway."""
        return b"\0".join(self._short(path) for path in sorted(self._absent) if self._untold(path))

    def _untold(self, path: str) -> bool:
        return os.path.dirname(path) not in self._folders  # noqa: PTH120

    def _short(self, path: str) -> bytes:
        return os.fsencode(path.removeprefix(self._here) or ".")


def _settings(request: Request) -> Iterator[Path]:
    """What decides which project this is, its settings and its style."""
    project = request.project
    yield from _searched(project)
    if project.inside:
        yield project.root / SETTINGS_FILE
        yield from _tree(project.source, folders_only=True)
    yield from _tree(project.styles, folders_only=False)
    if (style := project.settings.citation_style).endswith(".csl"):
        yield project.root / style


def _searched(project: Project) -> Iterator[Path]:
    """The places where a nearer project would be found."""
    here = Path.cwd().resolve()
    home = Path(os.environ.get("HOME") or here.anchor).resolve()
    by_settings = project.inside and (project.root / SETTINGS_FILE).exists()
    nearer = True
    for folder in (here, *here.parents):
        if folder == project.root and project.inside:
            nearer = False
        if nearer or not by_settings:
            yield folder / SETTINGS_FILE
        if nearer and not by_settings and folder not in (home, Path(here.anchor)):
            yield folder / "source"


def _state(request: Request) -> Iterator[str]:
    folder = planning.state_folder(request)
    if folder is not None:
        yield str(folder / "state.sqlite")


def _code() -> Iterator[Path]:
    """Our own code: the list of an installed package's files, in an editable installation each file."""
    package = Path(__file__).parents[2]
    installed = [p / "RECORD" for p in package.parent.glob("pubpipe-*.dist-info")]
    if installed:
        yield from installed
        return
    from importlib.resources import files

    yield from _tree(package, folders_only=False)
    yield from _tree(Path(str(files("pubpipe.styles"))), folders_only=False)


def _libraries() -> Iterator[Path]:
    """The libraries that set type, where the system tells what this process has loaded."""
    try:
        mapped = Path("/proc/self/maps").read_text("utf-8", "surrogateescape")
    except OSError:
        return
    yield from (Path(p) for p in sorted(set(re.findall(r"/\S*/lib(?:pango|harfbuzz)[^/\s]*$", mapped, re.M))))


def _tree(top: Path, *, folders_only: bool) -> Iterator[Path]:
    yield top
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(folder, name) for name in folders)
        if not folders_only:
            yield from (Path(folder, name) for name in names)


def _wait_a_tick(newest: int) -> None:
    """Let the clock of the file system go on, so that a later change cannot have the times of our own."""
    left = newest + _TICK - time.time_ns()
    if 0 < left <= _TICK:
        time.sleep(left / 1e9)

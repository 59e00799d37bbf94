"""A build that ended well -> the files on which its answer rests, and their state.

Of each article no more is kept than the paths of its files: a run over 10,000 must not grow with them.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pubpipe import again
from pubpipe.model import Basis, Report
from pubpipe.press.inputs.reading import Read
from pubpipe.press.plan import planning
from pubpipe.press.plan.typesetters import face_folders
from pubpipe.press.request import Input, Output, Request
from pubpipe.project import SETTINGS_FILE, Project
from pubpipe.state import Record
from pubpipe.stores import is_stored

_TICK = 10_000_000  # ns; a file system's clock may lag behind by less
CODE_SETTLED = 2_000_000_000  # ns; our own code was read before the build began
_PICTURE = re.compile(r"!\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)>\s]*)")


@dataclass(frozen=True, slots=True)
class Footing:
    """The files on which the answer about one article rests: those it was read from, and its outputs.

    ``read`` has places where there is nothing as well; None where they cannot all be told.
    """

    read: tuple[str, ...] | None
    outputs: tuple[str, ...]


def footing(one: Input, article: Read, outputs: Iterable[Output]) -> Footing:
    """Return the footing of an article whose editions, and what stands beside them, are ``outputs``."""
    try:
        read = tuple(str(path) for path in _read(one, article))
    except _NotToldError:
        return Footing(None, ())
    return Footing(read, tuple(str(output.path) for output in outputs))


def basis(
    request: Request, footings: Mapping[int, Footing], records: tuple[Record, ...], report: Report
) -> Basis | None:
    """Return on what a report rests, None where it cannot be given again: something failed, or is not settled.

    ``footings`` are those of the inputs by number, ``records`` those of outputs whose article is gone. To be
    called under the lock, with the state closed.
    An input that changed since the build began is not settled: the build may have read it before.
    """
    if not _repeatable(request, report):
        return None
    try:
        absent = set[str]()
        ordered = [footings[n] for n in sorted(footings)]
        inputs = _sorted_out([*map(str, _settings(request)), *_all_read(ordered)], absent)
        code = [str(path) for path in _code()]
        outputs = [*(path for one in ordered for path in one.outputs), *_state(request)]
        gone = [request.project.root / path for record in records for path in (record.origin, record.path)]
        around = _sorted_out([*sys.path, *map(str, (*face_folders(), *_libraries(), *gone))], absent)
        if not (_before(inputs, request.begun_ns - _TICK) and _before(code, request.begun_ns - CODE_SETTLED)):
            return None
        present = tuple(os.fsencode(_short(path)) for path in (*inputs, *code, *outputs, *around))
        _wait_a_tick(outputs)
        state = again.state(present)
    except (OSError, _NotToldError):
        return None
    # What comes up in a folder changes the folder: it need not be looked for where the folder is looked at.
    told = {*inputs, *around}
    untold = sorted(path for path in absent if os.path.dirname(path) not in told)  # noqa: PTH120
    return Basis(present, tuple(os.fsencode(_short(path)) for path in untold), state)


class _NotToldError(Exception):
    """A file whose state cannot be told."""


def _repeatable(request: Request, report: Report) -> bool:
    outcomes = [o for a in report.articles for o in a.outcomes]
    return (
        request.begun_ns > 0
        and not (request.force or request.verify)
        and planning.state_folder(request) is not None
        and not any(map(is_stored, (request.project.source, planning.folder_of(request))))
        and all(one.path is not None and not is_stored(one.path) for one in request.inputs)
        and all(a.outcomes and a.exit_code in (0, 6) for a in report.articles)
        and all(o.status in ("built", "unchanged") for o in (*outcomes, *report.index))
        and all(finding.severity != "error" for finding in report.findings)
    )


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


def _all_read(footings: Iterable[Footing]) -> Iterator[str]:
    for one in footings:
        if one.read is None:
            raise _NotToldError
        yield from one.read


def _read(one: Input, article: Read) -> Iterator[Path]:
    if one.path is None:
        return
    yield one.path
    if not (is_stored(one.path) or os.path.lexists(one.name)):
        yield Path(one.name)
    yield one.path.with_suffix(".yaml")
    yield one.path.with_suffix(".sources.lock")
    yield from _pictures(one, one.path.parent, article)


def _pictures(one: Input, folder: Path, article: Read) -> Iterator[Path]:
    """The pictures of an article, and where those would be that are missing."""
    manuscript = article.manuscript
    found = {asset.name for asset in manuscript.assets}
    named = {n for n in _PICTURE.findall(manuscript.markdown) if n.rpartition("/")[2] not in found}
    if sum(f.code == "read-picture-missing" for f in article.findings) > len(named):
        raise _NotToldError(one.name)
    cover = dict(manuscript.meta.extra).get("cover")
    named |= {cover} if isinstance(cover, str) and cover else set()
    for source in (*(asset.known for asset in manuscript.assets), *sorted(named)):
        inside = PurePosixPath(unquote(source))
        if "://" not in source and not source.startswith(("//", "data:")) and not inside.is_absolute():
            yield folder / inside


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


def _sorted_out(paths: Iterable[str], absent: set[str]) -> list[str]:
    """Return those paths that are there, each once, and put the others with the absent ones."""
    there: dict[str, None] = {}
    for name in paths:
        if os.path.exists(name):  # noqa: PTH110  # Path.exists costs thrice as much, a thousand times over
            there[name] = None
        elif os.path.lexists(name):
            raise _NotToldError(name)
        else:
            absent.add(name)
    return list(there)


def _before(paths: list[str], latest: int) -> bool:
    return all(os.stat(path).st_ctime_ns < latest for path in paths)  # noqa: PTH116


def _wait_a_tick(paths: list[str]) -> None:
    """Let the clock of the file system go on, so that a later change cannot have the times of our own."""
    newest = max((os.stat(path).st_ctime_ns for path in paths), default=0)  # noqa: PTH116
    left = newest + _TICK - time.time_ns()
    if 0 < left <= _TICK:
        time.sleep(left / 1e9)


def _short(path: str) -> str:
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return path.removeprefix(here) or "."

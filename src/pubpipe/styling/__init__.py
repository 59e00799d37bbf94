"""A style's name -> Style: its templates, stylesheets and faces as values, and CSS and pages made from them."""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pubpipe import compiled
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style
from pubpipe.styling.once import once
from pubpipe.styling.reading import at, text
from pubpipe.styling.sheets import css, layered, layers, sheets, token, tokens
from pubpipe.styling.templates import page

__all__ = [
    "DEFAULT",
    "LOOK",
    "at",
    "css",
    "layered",
    "layers",
    "load",
    "names",
    "once",
    "page",
    "sheets",
    "text",
    "token",
    "tokens",
]

DEFAULT = "default"
LOOK = "tokens-look.css"
"""The tokens that a project's ``[look]`` stands for, as a file of its style."""

_LARGEST = 100_000_000  # bytes of a file, as `limits.bytes` has it where nobody sets it


def load(name: str, folder: Path | None = None, tokens: str = "", largest: int = _LARGEST) -> Style:
    """Gather a style file by file: ``folder/<name>``, then the packaged ``<name>``, then the packaged default.

    ``tokens`` are design tokens over those of the style's ``tokens.css``. Raises ConfigurationError for a name that is
    in neither place, and for what in the user's folder leads out of the project, is no file or has more than
    ``largest`` bytes.
    """
    packaged = files("pubpipe.styles")
    layers: list[Traversable] = [packaged / DEFAULT]
    if name != DEFAULT:
        layers.append(packaged / name)
    if name not in names(folder):
        known = names(folder)
        close = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Styles: {', '.join(known)}."
        raise ConfigurationError(f"there is no style {name!r}", hint)
    merged: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    for layer in layers:
        read = _read(layer, "")
        merged |= read
        digests |= dict.fromkeys(read, "") | _digests(layer, read)
    own = {} if folder is None else _own(folder / name, folder.parent.resolve(), name, largest)
    if tokens:
        own[LOOK] = tokens.encode()
    digests = {name: digest for name, digest in digests.items() if digest and name not in own}
    return Style(name, dict(sorted((merged | own).items())), frozenset(own), digests)


def names(folder: Path | None = None) -> list[str]:
    """Return the names of all styles, packaged and the user's own, sorted."""
    places: list[Traversable] = [files("pubpipe.styles")]
    if folder is not None and folder.is_dir():
        places.append(folder)
    return sorted(
        {e.name for p in places for e in p.iterdir() if e.is_dir() and not e.name.startswith(("_", "."))}
    )


def _read(folder: Traversable, prefix: str) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            found.update(_read(entry, f"{prefix}{entry.name}/"))
        else:
            found[prefix + entry.name] = entry.read_bytes()
    return found


def _digests(folder: Traversable, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of packaged files, reckoned once for an installation: faces are two million bytes.

    As Python does with its bytecode, a file that has the size and the time that it had is taken for the same.
    """
    if not isinstance(folder, Path):
        return {}
    stats = [(name, os.stat(f"{folder}{os.sep}{name}")) for name in files]  # noqa: PTH116 - sixty at each start
    state = f"{folder} {[(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]}"
    digests: dict[str, str] = compiled.store().value(
        f"style {hashlib.sha256(state.encode()).hexdigest()}",
        lambda: {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    )
    return digests


def _own(folder: Path, project: Path, name: str, largest: int) -> dict[str, bytes]:
    """Return the files of a user's style, which may be a stranger's: links that lead out of the project are refused."""
    found: dict[str, bytes] = {}
    todo: list[tuple[Path, tuple[Path, ...]]] = [(folder, ())] if os.path.lexists(folder) else []
    while todo:
        path, around = todo.pop()
        real = _real(path, project, name)
        if real in around:
            raise _refused(name, path, "is a link to a folder around it")
        if real.is_dir():
            todo += [(one, (*around, real)) for one in path.iterdir() if not one.name.startswith((".", "_"))]
        elif real.is_file():
            if (size := real.stat().st_size) > largest:
                raise _oversized(name, path, size, largest)
            found[path.relative_to(folder).as_posix()] = real.read_bytes()
        else:
            raise _refused(name, path, "is no file")
    return found


def _real(path: Path, project: Path, name: str) -> Path:
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a link to itself
        raise _refused(name, path, "is a link that leads nowhere") from None
    if not real.is_relative_to(project):
        raise _refused(name, path, "is a link that leads out of the project, so it is not read")
    return real


def _oversized(name: str, path: Path, size: int, largest: int) -> ConfigurationError:
    megabytes = size // 1_000_000 + 1
    return ConfigurationError(
        f"style {name!r}: {path.name} has {megabytes} MB, more than the limit of {largest // 1_000_000} MB",
        f"If you trust it: limits.bytes = {megabytes} in pubpipe.toml allows more (megabytes).",
    )


def _refused(name: str, path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"style {name!r}: {path.name} {why}", "Put the file or the folder itself there."
    )

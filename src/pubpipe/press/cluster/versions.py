"""A machine -> the versions of all that can change an edition's bytes, and in what two machines differ."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pubpipe import installed
from pubpipe.press.plan.identity import makers
from pubpipe.press.plan.typesetters import face_folders

_NAMES = {"faces": "installed faces", "pubpipe": "pubpipe's code"}


def versions(formats: tuple[str, ...]) -> dict[str, str]:
    """Return name -> version of what makes editions of these formats here, with what carries them (dask, Python).

    An identity knows the installed faces by their folders' times, which no two machines share: here they count
    by their names and sizes, fontconfig's settings by their text.
    """
    told = dict(part.split("=", 1) for form in formats for part in makers(form).split())
    if "faces" in told:
        told["faces"] = _faces()
    told["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    told["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    told["distributed"] = installed.version("distributed") or "missing"
    return {_NAMES.get(name, name): version for name, version in told.items()}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    """Say of each version in which another machine differs what it has, and what is had here; sorted by name."""
    return tuple(
        f"{name} {there.get(name, 'missing')} (here {here.get(name, 'missing')})"
        for name in sorted({*here, *there})
        if here.get(name) != there.get(name)
    )


def _faces() -> str:
    return hashlib.sha256("\0".join(sorted(_seen())).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _seen() -> Iterator[str]:
    """Name and size of each face, name and digest of each file of fontconfig's settings."""
    for place in face_folders():
        for file in [place] if place.is_file() else _files(place):
            with contextlib.suppress(OSError):
                settings = file.suffix == ".conf"
                mark = hashlib.sha256(file.read_bytes()).hexdigest() if settings else file.stat().st_size
                yield f"{file.name} {mark}"


def _files(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))

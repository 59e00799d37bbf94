"""What is installed -> its versions and its entry points, looked through once for an installation.

``importlib.metadata`` reads every package's description at each start, with the library for letters: 30 ms. What it
tells hangs on the folders of ``sys.path`` alone, as its own look-up has it: a package that comes, goes or changes its
version changes the time of its folder.
"""

from __future__ import annotations

import functools
import os
import sys
from dataclasses import dataclass
from typing import Any

from pubpipe import compiled


@dataclass(frozen=True, slots=True)
class Point:
    """One entry point: its name, the object it stands for (``module:name``), the package that it comes from."""

    name: str
    value: str
    package: str = ""
    version: str = ""

    @property
    def module(self) -> str:
        """The module that the object is in."""
        return self.value.partition(":")[0].strip()

    def state(self) -> tuple[str, int, int]:
        """Return file, size and time of the module, which is not imported for that; nothing where it has no file."""
        from importlib.util import find_spec

        try:
            spec = find_spec(self.module)
            stat = os.stat(spec.origin or "") if spec else None  # noqa: PTH116 - a Path costs more
        except (ImportError, OSError, ValueError):
            return "", 0, 0
        return (
            ("", 0, 0) if spec is None or stat is None else (str(spec.origin), stat.st_size, stat.st_mtime_ns)
        )

    def load(self) -> Any:  # noqa: ANN401 - whatever stands there
        """Import the object; raises ImportError or AttributeError."""
        from importlib import import_module

        found: Any = import_module(self.module)
        for name in filter(None, self.value.partition(":")[2].partition("[")[0].strip().split(".")):
            found = getattr(found, name)
        return found


def version(package: str) -> str | None:
    """Return the version of an installed package, None of one that is not installed."""
    place = _place()
    return _kept_version(place, package) if place else _version(package)


def points(group: str) -> tuple[Point, ...]:
    """Return the entry points of a group, in the order in which packages are found."""
    place = _place()
    return _kept_points(place, group) if place else tuple(Point(*one) for one in _points(group))


def with_extra(name: str) -> str:
    """Return the command that brings one of pubpipe's extras into this Python, from where pubpipe came (PEP 610)."""
    import json
    import shlex
    from importlib.metadata import distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    told: dict[str, Any] = json.loads(distribution("pubpipe").read_text("direct_url.json") or "{}")
    address = urlsplit(str(told.get("url", "")))
    if address.scheme != "file":
        return f"pip install 'pubpipe[{name}]'"
    way = "-e " if told.get("dir_info", {}).get("editable") else ""
    place = shlex.quote(f"{url2pathname(address.path)}[{name}]")
    return f"{shlex.quote(sys.executable)} -m pip install {way}{place}"


@functools.lru_cache(maxsize=64)
def _kept_version(place: str, package: str) -> str | None:
    found: str | None = compiled.store().value(f"version {package} {place}", lambda: _version(package))
    return found


def _version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


@functools.lru_cache(maxsize=8)
def _kept_points(place: str, group: str) -> tuple[Point, ...]:
    return tuple(
        Point(*one) for one in compiled.store().value(f"points {group} {place}", lambda: _points(group))
    )


def _points(group: str) -> tuple[tuple[str, str, str, str], ...]:
    from importlib.metadata import entry_points

    return tuple(
        (one.name, one.value, one.dist.name if one.dist else "", one.dist.version if one.dist else "")
        for one in entry_points(group=group)
    )


def _place() -> str:
    """What the answers hang on: the folders that are looked through, and their times; empty where others look too."""
    from importlib.machinery import PathFinder

    others = (finder for finder in sys.meta_path if finder is not PathFinder)
    if any(hasattr(finder, "find_distributions") for finder in others):
        return ""
    return repr([(path, _time(path or ".")) for path in sys.path])


def _time(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - a path of sys.path, at each start
    except OSError:
        return 0

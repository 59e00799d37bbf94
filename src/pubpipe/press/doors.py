"""The registered readers and editions: names -> functions, ours and a stranger's through the same door."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import cast

from pubpipe import compiled, installed
from pubpipe.errors import ConfigurationError
from pubpipe.model import Draft, Edition, Rendering
from pubpipe.readers import Received

_HOUSE_ORDER = ("md", "pdf", "epub", "txt", "html")


def formats() -> tuple[str, ...]:
    """Return the names of all editions, ours first, in the order in which they are listed and made."""
    names = _doors("pubpipe.editions")
    ours = tuple(name for name in _HOUSE_ORDER if name in names)
    return ours + tuple(sorted(set(names) - set(ours)))


def edition(name: str) -> Callable[[Edition], Rendering]:
    """Return the ``render`` function of a format; raises ConfigurationError when it cannot be loaded."""
    return cast("Callable[[Edition], Rendering]", _load("pubpipe.editions", name))


@functools.cache
def distribution(form: str) -> str:
    """Return name and version of the package that a format comes from, empty for an unknown one."""
    point = _doors("pubpipe.editions").get(form)
    return f"{point.package}-{point.version}" if point is not None and point.package else ""


def require(name: str) -> None:
    """Raise ConfigurationError for a format that does not exist; nothing is loaded, since nothing may be due."""
    _point("pubpipe.editions", name)


def module(name: str) -> str:
    """Return the name of the module that makes a format, empty where the format does not exist."""
    point = _doors("pubpipe.editions").get(name)
    return point.module if point else ""


def reader(suffix: str) -> Callable[[Received], Draft] | None:
    """Return the ``read`` function for a file name's suffix (with its dot), None when no reader takes it."""
    name = _suffixes().get(suffix.lower())
    return None if name is None else cast("Callable[[Received], Draft]", _load("pubpipe.readers", name))


def suffixes() -> tuple[str, ...]:
    """Return all suffixes that some reader takes, sorted."""
    return tuple(sorted(suffix for suffix in _suffixes() if suffix))


@functools.cache
def _suffixes() -> dict[str, str]:
    """Suffix -> the name of its reader: a reader's module names its suffixes in ``SUFFIXES``.

    All readers are imported for that once for an installation: it takes longer than to read an article.
    """
    points = [_point("pubpipe.readers", name) for name in _doors("pubpipe.readers")]
    key = f"suffixes {[(point.name, point.value, point.version, *point.state()) for point in points]}"
    taken: dict[str, str] = compiled.store().value(key, lambda: _taken(points))
    return taken


def _taken(points: list[installed.Point]) -> dict[str, str]:
    import sys

    taken: dict[str, str] = {}
    for point in points:
        function = _load("pubpipe.readers", point.name)
        for suffix in getattr(sys.modules[function.__module__], "SUFFIXES", ()):
            taken.setdefault(suffix, point.name)
    return taken


@functools.cache
def _doors(group: str) -> dict[str, installed.Point]:
    doors: dict[str, installed.Point] = {}
    for point in installed.points(group):
        other = doors.setdefault(point.name, point)
        if other.value != point.value:
            raise ConfigurationError(
                f"two packages claim the name {point.name!r} in {group}: {other.value} and {point.value}",
                "Uninstall one of them.",
            )
    return doors


def _point(group: str, name: str) -> installed.Point:
    point = _doors(group).get(name)
    if point is None:
        raise ConfigurationError(f"there is no format {name!r}", f"Formats: {', '.join(formats())}.")
    return point


def _load(group: str, name: str) -> object:
    point = _point(group, name)
    try:
        return cast("object", point.load())
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(f"{point.value} cannot be loaded: {error}", f"Reinstall {name}.") from error

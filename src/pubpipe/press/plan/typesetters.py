"""This machine -> what sets type on it: Pango's and HarfBuzz's versions and the state of the installed faces."""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
from pathlib import Path

# Library, its names on Linux and macOS, the function that tells its version.
_LIBRARIES = (
    ("pango", ("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    ("harfbuzz", ("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
    ("harfbuzz-subset", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "hb_version_string"),
)
_EVERYWHERE = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
_AT_HOME = (".fonts", ".local/share/fonts", "Library/Fonts")
_CONFIGURATION = ("/etc/fonts/fonts.conf", "/etc/fonts/local.conf", "/etc/fonts/conf.d")


@functools.cache
def typesetters() -> str:
    """Return the versions of the libraries that set type, and a digest of what faces are installed.

    The libraries are loaded, at a fraction of what importing WeasyPrint costs.
    """
    versions = [f"{name}={_version(names, function)}" for name, names, function in _LIBRARIES]
    return " ".join([*versions, f"faces={_faces()}"])


def face_folders() -> tuple[Path, ...]:
    """Return the folders that hold installed faces, with all below them, and fontconfig's own settings.

    A face that comes or goes changes the time of its folder; fontconfig itself looks at nothing else.
    """
    home = Path(os.environ.get("HOME") or "/")
    data = os.environ.get("XDG_DATA_HOME")
    tops = [Path(name) for name in _EVERYWHERE] + [home / name for name in _AT_HOME]
    tops += [Path(data) / "fonts"] if data else []
    settings = [Path(name) for name in _CONFIGURATION] + [home / ".config" / "fontconfig"]
    settings += [
        Path(os.environ[name]) for name in ("FONTCONFIG_FILE", "FONTCONFIG_PATH") if name in os.environ
    ]
    below = [Path(folder) for top in tops for folder, _, _ in os.walk(top)]
    return tuple(sorted({*tops, *settings, *below}))


def _faces() -> str:
    total = hashlib.sha256()
    for folder in face_folders():
        try:
            time = folder.stat().st_mtime_ns
        except OSError:
            continue
        total.update(f"{folder}\0{time}\0".encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:16]


def _version(names: tuple[str, ...], function: str) -> str:
    for name in names:
        try:
            version = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        version.restype = ctypes.c_char_p
        return str(version().decode())
    return "missing"

"""This machine -> what pubpipe needs of it: programs and libraries with their versions, faces, scripts."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from pubpipe.model import Style

# Names under which the three systems keep a library, as the PDF edition looks for them.
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    "HarfBuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0"),
}

# Script, a language that needs all of it (as fontconfig names it), Debian's package of faces.
SCRIPTS = (
    ("Latin", "en", "fonts-noto-core"),
    ("Greek", "el", "fonts-noto-core"),
    ("Cyrillic", "ru", "fonts-noto-core"),
    ("Arabic", "ar", "fonts-noto-core"),
    ("Hebrew", "he", "fonts-noto-core"),
    ("Devanagari", "hi", "fonts-noto-core"),
    ("Bengali", "bn", "fonts-noto-core"),
    ("Tamil", "ta", "fonts-noto-core"),
    ("Thai", "th", "fonts-noto-core"),
    ("Chinese, simplified", "zh-cn", "fonts-noto-cjk"),
    ("Chinese, traditional", "zh-tw", "fonts-noto-cjk"),
    ("Japanese", "ja", "fonts-noto-cjk"),
    ("Korean", "ko", "fonts-noto-cjk"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that pubpipe uses; ``version`` is empty where it is missing, ``fix`` the remedy."""

    name: str
    version: str
    needed: bool
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of the style: family and cut, such as ``Source Serif 4`` and ``Italic``."""

    family: str
    cut: str
    file: str


@dataclass(frozen=True, slots=True)
class Script:
    """A script and an installed family that has all of it; None where fontconfig cannot be asked."""

    name: str
    family: str | None
    fix: str = ""


def parts() -> tuple[Part, ...]:
    """Return the programs and libraries, those that no edition can do without marked as needed."""
    from pubpipe.checks.outside.checkers import checkers

    debian = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    system = "brew install pango" if sys.platform == "darwin" else debian
    return (
        Part("Python", platform.python_version(), needed=True),
        Part("pubpipe", _distribution("pubpipe"), needed=True),
        Part("pandoc", _pandoc(), needed=True, fix="pip install pypandoc_binary"),
        Part("WeasyPrint", _distribution("weasyprint"), needed=True, fix="pip install weasyprint"),
        Part("Pango", _library("Pango", "pango_version_string"), needed=True, fix=system),
        Part("HarfBuzz-subset", _library("HarfBuzz-subset", "hb_version_string"), needed=True, fix=system),
        Part("EbookLib", _distribution("ebooklib"), needed=True, fix="pip install EbookLib"),
        *(Part(one.name, "yes" if one.command else "", needed=False, fix=one.fix) for one in checkers()),
    )


def faces(style: Style) -> tuple[Face, ...]:
    """Return the faces that a style brings with it, by file name."""
    from PIL import ImageFont

    found: list[Face] = []
    for name, data in sorted(style.files.items()):
        if name.lower().endswith((".ttf", ".otf")):
            try:
                family, cut = ImageFont.truetype(BytesIO(data)).getname()
            except OSError:
                family, cut = None, None
            found.append(Face(family or "", cut or "", name))
    return tuple(found)


def scripts() -> tuple[Script, ...]:
    """Return, for each big script, one installed family that covers it (empty: none)."""
    if shutil.which("fc-list") is None:
        fix = "brew install fontconfig" if sys.platform == "darwin" else "apt install fontconfig"
        return tuple(Script(name, None, fix) for name, _, _ in SCRIPTS)
    found = []
    for name, language, package in SCRIPTS:
        family = _covering(language)
        fix = (
            "brew install --cask font-noto-sans-cjk" if sys.platform == "darwin" else f"apt install {package}"
        )
        found.append(Script(name, family, "" if family else fix))
    return tuple(found)


def _covering(language: str) -> str:
    lines = _output("fc-list", f":lang={language}", "family").splitlines()
    families = sorted({line.split(",")[0].strip() for line in lines} - {""})
    # An example will do, but not a face for formulas or program code.
    text = [family for family in families if not re.search(r"\b(Math|Mono|Code)\b", family)]
    return next(iter(text or families), "")


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _distribution(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _pandoc() -> str:
    from pubpipe.errors import PubpipeError
    from pubpipe.markup import pandoc_version

    try:
        return pandoc_version()
    except (PubpipeError, OSError, ImportError):
        return ""


def _library(name: str, function: str) -> str:
    """Return the version that a C library tells of itself, ``yes`` if it tells none."""
    stem = LIBRARIES[name][0].removeprefix("lib").split(".so")[0]
    loaders: list[Callable[[], ctypes.CDLL]] = [partial(ctypes.CDLL, n) for n in LIBRARIES[name]]
    if located := ctypes.util.find_library(stem):
        loaders.append(partial(ctypes.CDLL, located))
    for load in loaders:
        try:
            library = load()
        except OSError:
            continue
        try:
            version = getattr(library, function)
        except AttributeError:
            return "yes"
        version.restype = ctypes.c_char_p
        return str(version().decode())
    return ""

"""A style and a page's characters -> the stylesheet and the faces that go into the page, and their mark."""

from __future__ import annotations

import functools
import hashlib
import re
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pubpipe import styling
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style

# A comment without an end is one to the end of the sheet (CSS Syntax 3, 4.3.2). No letter is looked at twice.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"(?<![\w-])(--[\w-]++)\s*:\s*([^;}]+)")


def nonce(sheet: str) -> str:
    """Return what the page's own style and data are told by from any others (CSP 3, 2.3.1), the same every time.

    Not the hash of each: checkers of HTML see a nonce only. A page that is a file has no part that others write.
    """
    return b64encode(hashlib.sha256(sheet.encode()).digest()).decode("ascii")


def dressed(style: Style, bare: str, *more: str, slanted: bool) -> tuple[str, tuple[str, ...]]:
    """Return the stylesheet of a page, with the faces that its characters need in it, and the faces' files.

    ``bare`` is the page without a stylesheet, ``more`` are stylesheets beside ``web.css``. Raises
    ConfigurationError for a style that does not fit.
    """
    points = sorted(map(ord, set(bare)))
    found = {
        face.file: _filled(style, face)
        for face in _faces(style)
        if (slanted or not face.slanted) and _covers(face.ranges, points)
    }
    return "\n".join([*found.values(), _sheet(style, *more)]), tuple(found)


@styling.once
def _sheet(style: Style, *more: str) -> str:
    """Return stylesheets with what is laid over them, and before them those design tokens that they use."""
    tokens = _COMMENT.sub("", styling.layered(style, "tokens.css"))
    sheet = "\n".join(styling.layered(style, name) for name in ("web.css", *more))
    declared = dict(re.findall(r"(?<![\w-])(--[\w-]++)\s*:\s*([^;]+);", tokens))
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    while further := {n for u in used for n in re.findall(r"var\((--[\w-]+)", declared.get(u, ""))} - used:
        used |= further
    lines = [f"  {name}: {value};" for name, value in declared.items() if name in used]
    return _squeezed("\n".join([":root {", *lines, "}", sheet]))


@dataclass(frozen=True, slots=True)
class _Face:
    """A rule of ``web-faces.css`` and its file; ``ranges`` says what it is for (``unicode-range``, CSS Fonts 4)."""

    file: str
    rule: str
    ranges: str
    slanted: bool


@styling.once
def _faces(style: Style) -> tuple[_Face, ...]:
    """Return the faces of the families that the style's sheet asks for."""
    asked, faces = _asked(styling.css(style, "web.css", resolve=False)), []
    for rule in re.findall(r"@font-face\s*\{[^}]*\}", styling.text(style, "web-faces.css")):
        ranges = re.search(r"unicode-range:([^;}]*)", rule)
        file = re.search(r'url\("([^"]+)"\)', rule)
        if not file or not ranges:
            raise ConfigurationError(
                f'style {style.name!r}, web-faces.css: a face without url("…") or unicode-range'
            )
        family = re.search(r'font-family:\s*("[^"]+")', rule)
        if family and family[1] not in asked:
            continue
        faces.append(_Face(file[1], rule, ranges[1], "italic" in rule))
    return tuple(faces)


@styling.once
def _filled(style: Style, face: _Face) -> str:
    """Return the rule of a face with its file in it."""
    if face.file not in style.files:
        raise ConfigurationError(f"style {style.name!r} has no file {face.file}")
    data = b64encode(style.files[face.file]).decode("ascii")
    return _squeezed(face.rule.replace(f'url("{face.file}")', f"url(data:font/woff2;base64,{data})"))


def _asked(sheet: str) -> str:
    """Return what the rules of a stylesheet say, and the custom properties that they come to by ``var()``."""
    sheet = _COMMENT.sub("", sheet)
    properties = dict(_PROPERTY.findall(sheet))
    found = _PROPERTY.sub("", sheet)
    told: set[str] = set()
    while names := set(re.findall(r"var\((--[\w-]+)", found)) - told:
        told |= names
        found += "\n".join(properties.get(name, "") for name in names)
    return found


def _covers(ranges: str, points: Sequence[int]) -> bool:
    """Return whether one of the code points, which ascend, is in a range."""
    for first, last in _ranges(ranges):
        at = bisect_left(points, first)
        if at < len(points) and points[at] <= last:
            return True
    return False


@functools.lru_cache(maxsize=64)
def _ranges(written: str) -> tuple[tuple[int, int], ...]:
    found = re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", written)
    return tuple((int(first, 16), int(last or first, 16)) for first, last in found)


def _squeezed(sheet: str) -> str:
    """Return a stylesheet without its comments and empty lines."""
    return re.sub(r"\n\s*\n", "\n", _COMMENT.sub("", sheet)).strip()

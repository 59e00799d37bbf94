"""Words, a style and this machine's faces -> the first face that has a glyph for every character."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

from pubpipe.editions.epub.cover.face import Face
from pubpipe.editions.epub.cover.mixed import Mixture
from pubpipe.editions.parts import direction, ideographs
from pubpipe.model import Style

# Families that may stand in for the style's: free, made for print, and the same on every machine that has them.
_FAMILIES = ("Noto", "Source Han", "DejaVu")
_UNFIT = ("Mono", "UI", "Rashi", "Kufi", "Looped", "Emoji", "Nastaliq", "Display", "Condensed", "Music")
_FIELDS = r"%{file}\t%{index}\t%{family[0]}\t%{weight}\t%{slant}\t%{variable}\n"
_BOLD, _REGULAR = 200, 80  # fontconfig's weights
_SECONDS = 20  # fontconfig may have to build its cache


def choose(words: str, style: Style, preferred: str, lang: str) -> Face | Mixture | None:
    """Return the house's own face, else another of the style's, else an installed one, that can set words.

    The installed one is like the preferred in weight and serifs; its forms of Chinese characters are those of
    the language. Where none has every character, one sets those that the preferred face has not, beside it. None
    where that cannot be either, or none of them can be shaped here.
    """
    names = [n for n in style.files if n.startswith("fonts/") and n.endswith((".ttf", ".otf"))]
    for name in (preferred, *sorted(n for n in names if n != preferred)):
        face = Face(style.files[name], name)
        if face.can_set(words):
            return face
    whole = _first(words, preferred, lang)
    if whole and _FAMILIES[-1] not in whole.name:
        return whole
    house = Face(style.files[preferred], preferred)
    lacking = frozenset(c for c in words if not c.isspace() and not house.can_set(c))
    beside = _first("".join(sorted(lacking)), preferred, lang)
    if beside is None:
        return whole
    known = frozenset(c for c in words if beside.can_set(c))
    return Mixture(lacking, known, beside, house, direction(lang))


def _first(words: str, preferred: str, lang: str) -> Face | None:
    """Return the fittest installed face that can set words."""
    wanted = "".join(sorted({c for c in words if not c.isspace()}))
    like = preferred.rsplit("/", 1)[-1]
    for path, index in _installed(wanted, "Serif" in like, "Bold" in like, ideographs(lang)):
        face = Face(Path(path), path, index)
        if face.can_set(words):
            return face
    return None


@functools.lru_cache(maxsize=64)
def _installed(wanted: str, serif: bool, bold: bool, region: str) -> tuple[tuple[str, int], ...]:
    """Return files and indexes of installed faces with all of these characters, the fittest first."""
    charset = " ".join(f"{ord(c):x}" for c in wanted)
    try:
        done = subprocess.run(
            ["fc-list", f"--format={_FIELDS}", f":charset={charset}"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ()
    found = []
    for line in done.stdout.splitlines():
        path, index, family, weight, slant, variable = line.split("\t")
        made = next((n for n, name in enumerate(_FAMILIES) if family.startswith(name)), None)
        # A variable face lists its range of weights, which only its default would be drawn in.
        if made is None or any(word in family for word in _UNFIT) or slant != "0" or variable == "True":
            continue
        heavy = abs(float(weight) - (_BOLD if bold else _REGULAR))
        regional = "CJK" in family and not family.endswith(f" {region}")
        seriffed = "Serif" in family or "Naskh" in family
        found.append(((made, regional, seriffed != serif, heavy, family, path), (path, int(index) & 0xFFFF)))
    return tuple(place for _, place in sorted(found))

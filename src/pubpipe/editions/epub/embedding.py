"""A style's faces and the words of a book -> faces with those glyphs only, their sheet and their licences."""

from __future__ import annotations

import re

from pubpipe import styling
from pubpipe.editions.epub.container.package import File
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style

SHEET = "ebook-faces.css"

_URL = re.compile(r"url\(\s*[\"']?(?P<name>[^\"')]+)[\"']?\s*\)")
_TYPES = {"ttf": "font/ttf", "otf": "font/otf"}
# Beside what every script needs stay the figures and small capitals that a sheet may ask for.
_FEATURES = ("lnum", "onum", "pnum", "tnum", "smcp", "c2sc")
_NAMES = range(26)  # of the name table: who made the face, and under which licence
# What readers may generate themselves: hyphens, ellipses, list marks and numbers.
_ALWAYS = "0123456789.-‐…•◦▪– "


def embed(style: Style, documents: tuple[File, ...]) -> tuple[str, tuple[File, ...]]:
    """Return the style's ``ebook-faces.css`` with the files that it names, cut down to what the documents hold.

    The licences of the style's faces (``fonts/OFL-….txt`` and the like) go with them, as the SIL Open Font Licence
    asks (§2). Raises ConfigurationError for a sheet that names a face that is not there or is no font.
    """
    sheet = styling.css(style, SHEET)
    names = tuple(dict.fromkeys(match["name"] for match in _URL.finditer(sheet)))
    characters = _ALWAYS + "".join(sorted({c for file in documents for c in file.data.decode()}))
    faces = []
    for name in names:
        suffix = name.rsplit(".", 1)[-1].lower()
        if name not in style.files or suffix not in _TYPES:
            raise ConfigurationError(f"style {style.name!r}, {SHEET}: there is no face {name} (TTF or OTF)")
        faces.append(File(name, _TYPES[suffix], _subset(style, name, characters)))
    licences = tuple(
        File(name, "text/plain", data)
        for name, data in sorted(style.files.items())
        if name.startswith("fonts/") and name.endswith(".txt")
    )
    return sheet, (*faces, *(licences if faces else ()))


def _subset(style: Style, name: str, characters: str) -> bytes:
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
    wanted.name_id_set.update(_NAMES)
    try:
        face = uharfbuzz.Face(style.files[name])
        if face.glyph_count:
            return bytes(uharfbuzz.subset(face, wanted).blob.data)
    except RuntimeError:
        pass
    raise ConfigurationError(f"style {style.name!r}: {name} is not a font")

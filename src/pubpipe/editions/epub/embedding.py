"""A style's faces and the words of a book -> faces with those glyphs only, their sheet and their licences."""

from __future__ import annotations

import re
from io import BytesIO

from pubpipe import styling
from pubpipe.editions.epub.package import File
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style

SHEET = "ebook-faces.css"

_URL = re.compile(r"url\(\s*[\"']?(?P<name>[^\"')]+)[\"']?\s*\)")
_TYPES = {"ttf": "font/ttf", "otf": "font/otf"}
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
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, TTLibError

    # Beside what every script needs stay the figures and small capitals that a sheet may ask for.
    options = Options(hinting=True, notdef_outline=True, name_IDs=["*"])
    options.layout_features = [*options.layout_features, "lnum", "onum", "pnum", "tnum", "smcp", "c2sc"]
    try:
        font = TTFont(BytesIO(style.files[name]), recalcTimestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
    except (TTLibError, KeyError, ValueError) as error:
        raise ConfigurationError(f"style {style.name!r}: {name} is not a font: {error}") from error
    out = BytesIO()
    font.save(out)
    return out.getvalue()

"""A style and a format -> the files of the style that can reach the format's editions, and a digest of them."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from pubpipe.model import Style

# By the beginning of a file's name: the formats that look for it by that name.
_MEDIA = (
    ("about.", ()),
    ("cover.", ("epub", "jpg-cover", "webp-cover")),
    ("ebook", ("epub",)),
    ("explain.", ()),
    ("check.", ()),
    ("fonts/", ("pdf", "epub", "jpg-cover", "webp-cover")),
    ("index.", ("index",)),
    ("print", ("pdf",)),
    ("text.", ("txt",)),
    ("web", ("html", "index")),
)
# The index of a folder is no format, but made from the style all the same.
_FORMATS = frozenset({"pdf", "epub", "html", "index", "jpg-cover", "webp-cover"})
_PLAIN = {"md": (), "txt": ("text.",)}
_SPEAKS = (".css", ".html", ".svg", ".toml", ".xhtml", ".xml")


def reach(style: Style, form: str) -> tuple[str, ...]:
    """Return the names of the style's files that can change a format's editions, sorted.

    Canonical Markdown needs no style, plain text its own layout. For the others a file of another medium is left
    out, unless one that is not left out names it. A stranger's format is taken to use every file.
    """
    if form in _PLAIN:
        return tuple(sorted(name for name in style.files if name.startswith(_PLAIN[form])))
    if form not in _FORMATS:
        return tuple(sorted(style.files))
    left = {name for name in style.files if _of_another_medium(name, form)}
    fresh = set(style.files) - left
    while fresh and left:
        said = b"\n".join(style.files[name] for name in fresh if name.endswith(_SPEAKS))
        fresh = {name for name in left if PurePosixPath(name).name.encode() in said}
        left -= fresh
    return tuple(sorted(style.files.keys() - left))


def digest(style: Style, form: str) -> str:
    """Return the hexadecimal SHA-256 of the files that can reach a format, with their names."""
    total = hashlib.sha256()
    for name in reach(style, form):
        known = style.digests.get(name) or hashlib.sha256(style.files[name]).hexdigest()
        total.update(f"{name}\0{known}\0".encode())
    return total.hexdigest()


def _of_another_medium(name: str, form: str) -> bool:
    return any(name.startswith(begin) and form not in forms for begin, forms in _MEDIA)

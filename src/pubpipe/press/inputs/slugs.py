"""A received file's place -> its slug, the name of everything made from it."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from pubpipe.errors import ArticleError, UsageProblem

RESERVED = frozenset({"index", "feed", "opds"})
_LONGEST = 80  # bytes, so that variants and temporary names stay within 255


def slug_of(relative: PurePath) -> str:
    """Return the slug of a file by its place under ``source/``, sub-folders mirrored (decision 4).

    ``index`` within a folder is the article of the folder, as Hugo and web servers read it. Raises ArticleError
    for the names that catalogues use, and for one that no ledger can hold.
    """
    if any("\ud800" <= char <= "\udfff" for char in str(relative)):
        raise ArticleError(
            "its name holds bytes that are no letters in UTF-8",
            "Rename it; convmv, for example, renames a folder of files from an old encoding.",
        )
    parts = [_slugged(part) for part in relative.parent.parts if part not in ("", ".")]
    name = slugged(relative.stem)
    if name == "index" and parts and parts[-1]:
        return checked("/".join(parts))
    return checked("/".join([*parts, name]))


def stated(slug: str) -> str:
    """Return the slug that somebody asks for, each folder of it as :func:`slugged` writes it.

    Raises UsageProblem where a part has no letter and no digit, ArticleError for a reserved name.
    """
    parts = [_slugged(part) for part in slug.split("/") if part]
    if not parts or not all(parts):
        raise UsageProblem(
            f"--slug cannot be {slug!r}", "Letters or digits: harbour-plans, or 2024/harbour-plans."
        )
    return checked("/".join(parts))


def slugged(name: str) -> str:
    """Return letters and digits of any script in lower case, everything else one ``-``, at most 80 bytes."""
    return _slugged(name) or "article"


def checked(slug: str) -> str:
    """Return the slug, or raise ArticleError when it is reserved."""
    if slug.rsplit("/", 1)[-1] in RESERVED:
        raise ArticleError(f"the name {slug!r} is reserved for catalogues", "Rename the file, or use --slug.")
    return slug


def _slugged(name: str) -> str:
    text = unicodedata.normalize("NFC", name).lower()
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in text)
    slug = "-".join(part for part in kept.split("-") if part)
    while len(slug.encode()) > _LONGEST:
        slug = slug[:-1].rstrip("-")
    return slug

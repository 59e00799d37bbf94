"""The name of an edition -> a name that the file systems of e-readers take."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 255  # UTF-16 code units (exFAT 7.7.3, long names of FAT), and bytes on what Linux mounts them as
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def fat_name(name: str) -> str:
    """Return a name with ``/`` between its parts as FAT and exFAT take it, each part by itself.

    What they forbid (Microsoft, "Naming Files, Paths, and Namespaces"; exFAT 7.7.3) becomes ``_``: signs, blanks and
    full stops at the end, names of devices with whatever suffix. What is too long is cut before its suffixes. The form
    is NFC, for one name in two forms would be two files that look the same.
    """
    return "/".join(_part(part) for part in name.split("/") if part not in ("", ".", ".."))


def _part(name: str) -> str:
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    stem, dot, suffixes = name.partition(".")
    if not stem:
        stem, suffixes, dot = f"_{suffixes}", "", ""
    if _RESERVED.fullmatch(stem.strip()):
        stem = f"{stem.strip()}_"
    while stem and _length(f"{stem}{dot}{suffixes}") > _LONGEST:
        stem = stem[:-1]
    whole = f"{stem}{dot}{suffixes}"
    while _length(whole) > _LONGEST:
        whole = whole[:-1]
    rest = whole.rstrip(". ")
    return rest + "_" * (len(whole) > len(rest)) if rest else "_"


def _length(name: str) -> int:
    return max(
        len(name.encode("utf-16-le", "surrogatepass")) // 2, len(name.encode("utf-8", "surrogateescape"))
    )

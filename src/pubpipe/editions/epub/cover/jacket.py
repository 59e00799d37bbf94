"""The picture that the article names as its cover -> a file that shops and readers take, or why it is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from pubpipe.editions.epub.container.package import File
from pubpipe.editions.epub.pictures.decoding import whole
from pubpipe.editions.epub.pictures.scaling import scaled
from pubpipe.model import Finding, Manuscript

LEAST = (625, 1000)  # pixels: below them Kindle Direct Publishing and others refuse a cover
MOST = (1600, 2560)  # what shops ask for; more only makes the book heavy
_QUALITY = 85  # of a JPEG that had to be scaled
_TYPES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
_HINT = "A cover is a JPEG or PNG beside the article, best 1600 × 2500 pixels (cover: picture.jpg)."

_Measures = tuple[tuple[int, int], int]  # pixels, bytes


@dataclass(frozen=True, slots=True)
class Jacket:
    """The file, None where the cover must be drawn, and what is to be said."""

    file: File | None = None
    findings: tuple[Finding, ...] = ()


def jacket(manuscript: Manuscript) -> Jacket:
    """Return the user's own cover, scaled down to 1600 × 2560 pixels, and four million, where it is larger.

    The file is ``cover-<hash8>.jpg`` or ``.png`` after the original's SHA-256, by which whoever reads the book tells
    it from one that was drawn, and finds the original again.
    """
    named = str(dict(manuscript.meta.extra).get("cover") or "")
    if not named:
        return Jacket()
    asset = next((a for a in manuscript.assets if named in (a.source, a.name)), None)
    if asset is None:
        return _refused(f"the cover {named} is not beside the article, or is no JPEG or PNG")
    from PIL import Image

    try:
        with whole(), Image.open(BytesIO(asset.data), formats=tuple(_TYPES)) as image:
            image.load()
            suffix, media_type = _TYPES[image.format or ""]
            size = image.size
        data = scaled(asset.data, MOST, _QUALITY)
        with Image.open(BytesIO(data)) as image:
            shown = image.size
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return _refused(f"the cover {named} is not a JPEG or PNG that can be read")
    digest = hashlib.sha256(asset.data).hexdigest()[:8]
    told = _judged(named, size)
    if data != asset.data:
        told = (_lighter(named, (size, len(asset.data)), (shown, len(data))), *told)
    return Jacket(File(f"cover-{digest}.{suffix}", media_type, data), told)


def _lighter(named: str, before: _Measures, after: _Measures) -> Finding:
    """Say what became of a picture: its pixels, or where these are the same its weight."""
    ((width, height), weight), ((new_width, new_height), new_weight) = before, after
    if (width, height) == (new_width, new_height):
        how = f"packed anew, from {weight / 1000:,.0f} to {new_weight / 1000:,.0f} kB"
    else:
        how = f"scaled from {width} × {height} to {new_width} × {new_height} pixels"
    message = f"the cover {named} is {how} for the EPUB; its file stays as it is"
    return Finding("info", "epub-cover-scaled", message, _HINT)


def _judged(named: str, size: tuple[int, int]) -> tuple[Finding, ...]:
    width, height = size
    if width < LEAST[0] or height < LEAST[1]:
        told = f"the cover {named} has {width} × {height} pixels; shops refuse less than 625 × 1000"
        return (Finding("warning", "epub-cover-small", told, _HINT),)
    if width >= height:
        told = f"the cover {named} is wider than high ({width} × {height} pixels); libraries show it small"
        return (Finding("info", "epub-cover-wide", told, _HINT),)
    return ()


def _refused(why: str) -> Jacket:
    message = f"{why}; one is drawn from the title instead"
    return Jacket(findings=(Finding("warning", "epub-cover-unusable", message, _HINT),))

"""A picture as it was received -> the same as paper and archives can have it, or what is wrong with it."""

from __future__ import annotations

import dataclasses
import re
import warnings
from io import BytesIO

from pubpipe import drawings
from pubpipe.model import Asset

_SIGN = 48  # pixels: no higher is an icon or a badge, which stands in a line of text as a letter does
_WORTH = 92  # JPEG quality at which a picture that is saved anew shows no loss


def fault(asset: Asset) -> str:
    """Return ``too-large`` or ``unreadable`` for a picture that cannot be printed, else nothing.

    A picture of more than Pillow's 89 million pixels would fill the memory when it is unpacked (a decompression
    bomb); one whose end is missing would be printed half grey.
    """
    from PIL import Image

    try:
        if asset.media_type == "image/svg+xml":
            return "unreadable" if drawings.fault(asset.data) else ""
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(asset.data)) as picture:
                picture.verify()
                whole = picture.format != "JPEG" or _ends(asset.data)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return "too-large"
    except Exception:  # Pillow's decoders raise what they please
        return "unreadable"
    return "" if whole else "unreadable"


def _ends(jpeg: bytes) -> bool:
    """Whether the last scan of a JPEG is ended (ITU-T T.81, B.2.1), which Pillow does not verify."""
    return jpeg.rfind(b"\xff\xd9") > jpeg.rfind(b"\xff\xda")


def is_sign(asset: Asset) -> bool:
    """Whether a picture is one to set among words as high as they are: an icon, a badge, an emoji."""
    from PIL import Image

    if asset.media_type == "image/svg+xml":
        root = re.search(rb"<svg\b[^>]*", asset.data)
        height = re.search(rb"""\sheight=["']([\d.]+)(?:px)?["']""", root[0]) if root else None
        return height is not None and float(height[1]) <= _SIGN
    try:
        with Image.open(BytesIO(asset.data)) as picture:
            return picture.height <= _SIGN
    except OSError:  # nothing that Pillow knows: `fault` tells of it
        return False


def printable(asset: Asset) -> Asset:
    """Return a picture in colours that PDF/A-3 allows beside an RGB page (ISO 19005-3, 6.2.4.3): not in CMYK."""
    from PIL import Image

    if asset.media_type != "image/jpeg":
        return asset
    try:
        with Image.open(BytesIO(asset.data)) as picture:
            if picture.mode != "CMYK" or fault(asset):
                return asset
            made = BytesIO()
            picture.convert("RGB").save(made, "JPEG", quality=_WORTH, subsampling=0)
    except OSError:  # nothing that Pillow knows: `fault` tells of it
        return asset
    return dataclasses.replace(asset, data=made.getvalue())

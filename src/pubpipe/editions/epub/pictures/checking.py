"""A picture as received -> the picture as e-readers can show it, or none."""

from __future__ import annotations

import warnings
from io import BytesIO

from pubpipe import drawings
from pubpipe.editions.epub.pictures.decoding import whole
from pubpipe.editions.epub.pictures.scaling import scaled
from pubpipe.model import Asset, Ebook

# EPUB 3.3 §3.2: the pictures that every reading system shows. A suffix must agree with its type (PKG-022).
_CORE = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}

LIMITS = Ebook()  # what is asked for where nothing is


def checked(asset: Asset, ebook: Ebook) -> tuple[Asset | None, bool]:
    """Return the picture under the type of its bytes and within the limits, and whether it moves.

    None for what is no core type, is torn, or has more pixels than can be decoded safely (some 90 million).
    """
    stem = asset.name.rsplit(".", 1)[0]
    if asset.media_type == "image/svg+xml":
        plain = Asset(asset.source, f"{stem}.svg", asset.media_type, asset.data)
        return (None if drawings.fault(asset.data) else plain), False
    from PIL import Image

    size = (ebook.picture_size, ebook.picture_size)
    try:
        with whole(), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(asset.data), formats=tuple(_CORE)) as image:
                media_type, suffix = _CORE[image.format or ""]
                moves = bool(getattr(image, "is_animated", False))
                # A torn picture shows only when it is decoded; of a JPEG an eighth tells as much.
                image.draft(image.mode, (image.width // 8, image.height // 8))
                image.load()
            data = scaled(asset.data, size, ebook.picture_quality) if ebook.picture_size else asset.data
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return None, False
    except Image.DecompressionBombWarning:
        return None, False
    return Asset(asset.source, f"{stem}.{suffix}", media_type, data), moves

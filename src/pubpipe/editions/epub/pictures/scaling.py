"""A picture that is larger than readers need -> the same picture, smaller, in its own format."""

from __future__ import annotations

from io import BytesIO

_FIT = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})  # what Pillow scales well and its formats can hold
_LIGHT = 0.6  # bytes a pixel: twice what a photograph of good quality takes
_TRANSPARENT = frozenset({"LA", "RGBA"})
PIXELS = 4_000_000  # the most of a picture in a book that Apple takes (itunespartner.apple.com, "Prepare your book")


def scaled(data: bytes, most: tuple[int, int], quality: int) -> bytes:
    """Return a JPEG, PNG or WebP fitted into a box, and into four million pixels; as it is where it fits already.

    A JPEG or WebP that fits is packed anew where it is heavy for its size. Its colour profile stays, and a JPEG's
    turn is made good. ``quality`` is that of JPEG and WebP, 1 to 95. The bytes stay as they are where the smaller
    picture would be heavier, where the picture moves, and where its kind of pixels cannot be scaled.
    """
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as image:
        form, profile = image.format or "", image.info.get("icc_profile")
        box = _within(most, image.size)
        fits = image.width <= box[0] and image.height <= box[1]
        if fits and (form == "PNG" or len(data) <= _LIGHT * image.width * image.height):
            return data
        if form not in ("JPEG", "PNG", "WEBP") or getattr(image, "is_animated", False):
            return data
        if image.mode in ("P", "1"):
            fitted = image.convert(
                "RGBA" if "transparency" in image.info else "L" if image.mode == "1" else "RGB"
            )
        elif image.mode in _FIT:
            image.draft(image.mode, box)  # a JPEG is read at a fraction of its size where that is enough
            fitted = ImageOps.exif_transpose(image)
        else:
            return data
        fitted.thumbnail(_within(most, fitted.size), Image.Resampling.LANCZOS, reducing_gap=3.0)
        if form == "PNG" and fitted.mode in _TRANSPARENT and fitted.getextrema()[-1] == (255, 255):
            fitted = fitted.convert("L" if fitted.mode == "LA" else "RGB")
        out = BytesIO()
        options = {"optimize": True} if form == "PNG" else {"quality": quality}
        fitted.save(out, form, icc_profile=profile, **options)
    return min(data, out.getvalue(), key=len)


def _within(most: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    """Return the box for a picture that may have no more than four million pixels."""
    width, height = size
    shrunk = min(1.0, most[0] / width, most[1] / height)
    if (pixels := width * height * shrunk**2) <= PIXELS:
        return most
    further = shrunk * (PIXELS / pixels) ** 0.5
    return max(1, int(width * further)), max(1, int(height * further))

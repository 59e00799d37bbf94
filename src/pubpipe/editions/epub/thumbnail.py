"""An edition -> its cover as a picture for lists of editions: a small one for pages, one for e-readers' catalogues."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pubpipe.editions.epub.cover.drawing import WIDTH
from pubpipe.editions.epub.cover.front import drawn
from pubpipe.editions.epub.cover.jacket import jacket
from pubpipe.editions.epub.cover.sheet import small
from pubpipe.model import Edition, Rendering

if TYPE_CHECKING:
    from PIL.Image import Image

BOX = (200, 320)  # pixels: a drawn cover at an eighth, shown at half of that on screens of two pixels to one
JACKET_BOX = (400, 640)  # as large as e-readers show a cover in a list, or beside what they tell of a book
_QUALITY = 80
_METHOD = 2  # of 0 to 6: half the time of 4, for 3 % more bytes
_EFFORT = 0  # of 0 to 100: what has few colours is as small with any


def render(edition: Edition) -> Rendering:
    """Return the cover of the e-book as a WebP that fits into 200 × 320 pixels, not enlarged.

    For the format ``jpg-cover`` it is a JPEG that fits into 400 × 640. What there is to be said about the cover is
    said by the EPUB. Facts: ``width`` and ``height`` in pixels. Raises ConfigurationError when ``cover.css`` is at
    fault.
    """
    is_jacket = edition.format.startswith("jpg")
    box = JACKET_BOX if is_jacket else BOX
    own = jacket(edition.manuscript).file
    made = _drawn(edition, box) if own is None else _received(own.data, box)
    out = BytesIO()
    if is_jacket:
        made.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    elif own is None:
        # Of a few dozen colours, it is smaller without a loss than with one.
        made.save(out, "WEBP", lossless=True, quality=_EFFORT, method=_METHOD)
    else:
        made.save(out, "WEBP", quality=_QUALITY, method=_METHOD)
    return Rendering(out.getvalue(), (), {"width": made.width, "height": made.height})


def _drawn(edition: Edition, box: tuple[int, int]) -> Image:
    cover = drawn(edition)
    return small(cover.strips, cover.colours, WIDTH // box[0])


def _received(data: bytes, box: tuple[int, int]) -> Image:
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        return _fitted(_opaque(image), box)


def _opaque(image: Image) -> Image:
    """What shines through is white, as a page is."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    from PIL import Image

    shown = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")


def _fitted(image: Image, box: tuple[int, int]) -> Image:
    """Scale by a whole number first: the mean of each square is as good there, and ten times as fast."""
    least = min(image.width // box[0], image.height // box[1])
    if least > 1:
        image = image.reduce(least)
    image.thumbnail(box)
    return image

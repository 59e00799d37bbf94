"""An EPUB -> what stores say of its cover and its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pubpipe.checks.book.opened import Book, Item, parsed
from pubpipe.checks.stores.files import listed, megabytes

_SVG = "image/svg+xml"
_LENGTH = re.compile(r"\s*([0-9.]+)(?:px)?\s*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a book, as far as its head tells: pixels (0: not known), frames, CMYK, whether one sees through."""

    path: str
    media_type: str
    size: int
    width: int
    height: int
    frames: int = 1
    inks: bool = False
    clear: bool = False


def looked_at(book: Book, item: Item) -> Picture:
    """Look at the head of a picture; one that cannot be read has no pixels."""
    data = book.members.get(item.path, b"")
    if item.media_type == _SVG:
        return Picture(item.path, _SVG, len(data), *_drawn(data))
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            frames = int(getattr(image, "n_frames", 1))
            return Picture(
                item.path, item.media_type, len(data), *image.size, frames, image.mode == "CMYK", clear
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Picture(item.path, item.media_type, len(data), 0, 0)


def _drawn(data: bytes) -> tuple[int, int]:
    from lxml import etree

    try:
        root = parsed(data)
    except etree.LxmlError:
        return 0, 0
    sides = [_LENGTH.fullmatch(str(root.get(name) or "")) for name in ("width", "height")]
    width, height = (round(float(side[1])) if side else 0 for side in sides)
    return width, height


def _pictures(book: Book) -> Iterator[Picture]:
    for item in book.items:
        if item.media_type.startswith("image/") and item.path in book.members:
            yield looked_at(book, item)


def _cover(book: Book) -> Picture | None:
    """The cover by its property (EPUB 3.3, 5.5.1), else by the metadata of EPUB 2."""
    item = next((one for one in book.items if "cover-image" in one.properties), None)
    for named in book.metas("cover"):
        item = item or book.of(named)
    return looked_at(book, item) if item is not None and item.path in book.members else None


def _missing(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    if _cover(book) is None:
        yield "the book has no cover"


def _measure(cover: Picture) -> dict[str, int]:
    return {
        "width": cover.width,
        "height": cover.height,
        "shorter": min(cover.width, cover.height),
        "longer": max(cover.width, cover.height),
        "bytes": cover.size,
    }


def _said(limits: Mapping[str, int]) -> str:
    names = {
        "shorter": "on the shorter side",
        "longer": "on the longer side",
        "width": "wide",
        "height": "high",
    }
    return " and ".join(
        megabytes(limit) if what == "bytes" else f"{limit:,} pixels {names[what]}"
        for what, limit in limits.items()
    )


def _small(book: Book, least: Mapping[str, int]) -> Iterator[str]:
    cover = _cover(book)
    if cover is None or not cover.width or cover.media_type == _SVG:
        return
    if any(_measure(cover)[what] < limit for what, limit in least.items()):
        yield f"the cover has {cover.width:,} × {cover.height:,} pixels; at least {_said(least)} are wanted"


def _large(book: Book, most: Mapping[str, int]) -> Iterator[str]:
    cover = _cover(book)
    if cover is not None and any(_measure(cover)[what] > limit for what, limit in most.items()):
        told = f"{cover.width:,} × {cover.height:,} pixels and {megabytes(cover.size)}"
        yield f"the cover has {told}; at most {_said(most)} are taken"


def _wide(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    cover = _cover(book)
    if cover is not None and cover.width > cover.height:
        yield f"the cover is wider ({cover.width:,} pixels) than high ({cover.height:,})"


def _cover_type(book: Book, taken: list[str]) -> Iterator[str]:
    cover = _cover(book)
    if cover is not None and cover.media_type not in taken:
        yield f"the cover is {_kind(cover.media_type)}; beside the book it is uploaded as {_kinds(taken)}"


def _pixels(book: Book, most: Mapping[str, int]) -> Iterator[str]:
    for picture in _pictures(book):
        pixels, sides = picture.width * picture.height, max(picture.width, picture.height)
        if picture.media_type == _SVG:
            if sides > most.get("svg", sides):
                yield f"{picture.path} is {sides:,} wide or high, and {most['svg']:,} are the most"
        elif pixels > most.get("pixels", pixels):
            told = f"{picture.width:,} × {picture.height:,} = {pixels:,} pixels"
            yield f"{picture.path} has {told}, and {most['pixels']:,} are the most"


def _heavy(book: Book, most: int) -> Iterator[str]:
    heavy = [
        f"{picture.path} ({megabytes(picture.size)})" for picture in _pictures(book) if picture.size > most
    ]
    if heavy:
        yield f"{listed(heavy)}: {megabytes(most)} are the most of a picture"


def _type(book: Book, taken: list[str]) -> Iterator[str]:
    wrong = [
        f"{picture.path} ({_kind(picture.media_type)})"
        for picture in _pictures(book)
        if picture.media_type not in taken
    ]
    if wrong:
        yield f"{listed(wrong)}: of pictures it takes {_kinds(taken)}"


def _each(told: Callable[[Picture], bool], what: str) -> Callable[[Book, Any], Iterator[str]]:
    def check(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
        found = [picture.path for picture in _pictures(book) if told(picture)]
        if found:
            yield f"{listed(found)}: {what}"

    return check


def _kind(media_type: str) -> str:
    return media_type.partition("/")[2].partition("+")[0].upper()


def _kinds(media_types: list[str]) -> str:
    return ", ".join(map(_kind, media_types))


PICTURES: Mapping[str, Callable[[Book, Any], Iterator[str]]] = {
    "store-cover-missing": _missing,
    "store-cover-small": _small,
    "store-cover-large": _large,
    "store-cover-wide": _wide,
    "store-cover-type": _cover_type,
    "store-picture-large": _pixels,
    "store-picture-heavy": _heavy,
    "store-picture-type": _type,
    "store-picture-moving": _each(
        lambda picture: picture.frames > 1, "moving pictures stand still, or are refused"
    ),
    "store-picture-inks": _each(
        lambda picture: picture.inks, "in the colours of ink (CMYK), not of light (RGB)"
    ),
    "store-picture-clear": _each(
        lambda picture: picture.clear, "one can see through it, to whatever the reader's page is"
    ),
}

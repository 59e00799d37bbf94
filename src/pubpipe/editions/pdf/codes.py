"""The addresses of sources -> QR codes as drawings, each with its description and its size on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pubpipe.model import Asset, Finding
from pubpipe.sources.address import ascii_address
from pubpipe.sources.labels import Label

# A module of four dots at 300 dpi and two and a half at 150 dpi: what cheap printers and copiers still keep apart.
_MODULE = 0.42  # mm
_QUIET = 4  # modules of empty space on each side (ISO/IEC 18004:2015, 6.3.8)
_LARGEST = 20  # the version (97 by 97 modules) whose code is as wide as a finger is long


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code on the page: the name of its drawing, its description, its side in millimetres with the quiet zone."""

    address: str
    description: str
    side: float
    drawing: Asset


def codes(labels: Iterable[Label], description: str) -> tuple[dict[int, Code], tuple[Finding, ...]]:
    """Return a code for each source with a web address, by the source's number; and findings, ``pdf-code-too-large``.

    ``description`` takes the ``address``. What is encoded is the address in ASCII (RFC 3987, 3.1), which leads every
    reader to the same place.
    """
    made: dict[int, Code] = {}
    findings = []
    for label in labels:
        address = label.reached
        if not address.lower().startswith(("http://", "https://")):
            continue
        drawn = _drawn(ascii_address(address))
        if drawn is None:
            findings.append(_too_large(address))
            continue
        svg, modules = drawn
        name = f"code:{label.number}"
        made[label.number] = Code(
            name,
            description.format(address=address),
            round(modules * _MODULE, 2),
            Asset(name, f"{name}.svg", "image/svg+xml", svg),
        )
    return made, tuple(findings)


def _drawn(address: str) -> tuple[bytes, int] | None:
    """Return a code as SVG with its quiet zone, and its side in modules; None where it would be too large.

    Error level M (15 %), as is usual in print, and a higher one where the code grows no larger by it: smaller
    modules would cost more than the level saves.
    """
    import segno

    try:
        code = segno.make_qr(address, error="m", boost_error=True)
    except segno.DataOverflowError:
        return None
    if int(code.version) > _LARGEST:
        return None
    side = int(code.symbol_size(border=_QUIET)[0])
    # One filled outline: strokes, or a rectangle a module, leave hairlines between the rows on many screens.
    path = "".join(
        f"M{left} {top}h{right - left}v1H{left}z"
        for top, row in enumerate(code.matrix_iter(border=_QUIET))
        for left, right in _runs(bytes(row))
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'
    return svg.encode(), side


def _runs(row: bytes) -> Iterable[tuple[int, int]]:
    """Yield where dark modules begin and end in a row."""
    start = None
    for place, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None


def _too_large(address: str) -> Finding:
    return Finding(
        "warning",
        "pdf-code-too-large",
        f"an address of {len(address)} characters is too long for a QR code that can be printed: {address[:60]}…",
        "Give the source a shorter address in the sidecar's references, its DOI for example.",
    )

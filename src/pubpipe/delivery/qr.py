"""An address -> a QR code in characters, for a camera that looks at a terminal."""

from __future__ import annotations

_BORDER = 4  # modules: the quiet zone of ISO/IEC 18004, 5.3.8
_HALVES = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}


def code(address: str) -> list[str]:
    """Return a QR code (error correction M) line by line, two modules to a character, one above the other.

    What is drawn is light, what is not is dark: it is to be written in white on black.
    """
    import segno

    made = segno.make_qr(address, error="m")
    rows = [[bool(module) for module in row] for row in made.matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]

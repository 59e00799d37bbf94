"""Faces whose features call one another, whose axes are too many, and whose glyphs are pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tests.hostile.faces.making import MAX16, MAX32, NAMES, VAST, Tables, changed, face


def layout(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Features of OpenType that call one another, grow what they are given, or have no end."""
    letters = f"@letters = [{' '.join(NAMES[2:])}];\n"
    grow = "".join(f"  sub {name} by {' '.join([name] * 16)};\n" for name in NAMES[2:])
    twelve = "".join(f"lookup g{n} {{\n{grow}}} g{n};\n" for n in range(12))
    calls = "".join(f"  lookup g{n};\n" for n in range(12))
    written = {
        "features-growing": f"{letters}{twelve}feature liga {{\n{calls}}} liga;\n",
        "features-growing-each": f"{letters}lookup g {{\n{grow}}} g;\nfeature ccmp {{ sub @letters' lookup g @letters; }} ccmp;\n",
        "features-deleting": f"{letters}feature liga {{ "
        + " ".join(f"sub {n} by NULL;" for n in NAMES[2:])
        + " } liga;\n",
        "features-marks": "feature kern { pos @l 32767; } kern;\n".replace("@l", f"[{' '.join(NAMES[2:])}]"),
        "features-moving": f"{letters}feature kern {{ pos @letters <32767 32767 -32768 32767>; }} kern;\n",
        "features-back": f"{letters}feature kern {{ pos @letters <0 0 -500 0>; }} kern;\n",
    }
    for name, text in written.items():
        yield name, face(features=text)
    for tag in ("GSUB", "GPOS"):
        yield f"lookups-many-{tag}", changed(tables, **{tag: _lookups(60_000)})
        yield f"lookups-count-{tag}", changed(tables, **{tag: _lookups(1, count=MAX16)})
        yield (
            f"lookups-ones-{tag}",
            changed(tables, **{tag: b"\0\1\0\0\0\x0a\0\x0a\0\x0a" + b"\xff" * 60_000}),
        )
        yield f"lookups-zeros-{tag}", changed(tables, **{tag: b"\0\1\0\0\0\x0a\0\x0a\0\x0a" + b"\0" * 60_000})
    yield "lookups-calling", changed(tables, GSUB=_lookups(1, calling=True))
    yield "lookups-calling-many", changed(tables, GSUB=_lookups(2_000, calling=True))
    kern = struct.pack(">HHHHHHHHH", 0, MAX16, 0, MAX16, 1, MAX16, 0, 0, 0)
    yield "kerning-many", changed(tables, kern=kern + struct.pack(">HHh", 2, 3, -32768) * 10_000)
    yield "morx-loop", changed(tables, morx=_morx())


def _lookups(number: int, *, count: int | None = None, calling: bool = False) -> bytes:
    """Return a GSUB or GPOS in which the feature ``liga`` has lookups that are one and the same table.

    ``calling`` makes it a context of any letter (type 5, format 3) that calls all of them again, itself included.
    """
    told = number if count is None else count
    script = (
        struct.pack(">H4sH", 1, b"DFLT", 8) + struct.pack(">HH", 4, 0) + struct.pack(">HHHH", 0, MAX16, 1, 0)
    )
    indexes = struct.pack(f">{number}H", *range(number))
    feature = struct.pack(">H4sH", 1, b"liga", 8) + struct.pack(">HH", 0, told) + indexes
    coverage = struct.pack(">HHHHH", 2, 1, 2, len(NAMES) - 1, 0)
    calls = min(number, 200)
    if calling:
        records = b"".join(struct.pack(">HH", 0, n) for n in range(calls))
        table = struct.pack(">HHHH", 3, 1, calls, 8 + len(records)) + records + coverage
    else:
        table = struct.pack(">HHh", 1, 6, 1) + coverage
    lookup = struct.pack(">HHHH", 5 if calling else 1, 0, 1, 8) + table
    # The offsets of lookups have 16 bits: what is beyond them begins somewhere in the list itself.
    at = min(2 + 2 * number, MAX16)
    listed = struct.pack(">H", told) + struct.pack(">H", at) * number
    head = 10 + len(script)
    return (
        struct.pack(">HHHHH", 1, 0, 10, head, min(head + len(feature), MAX16))
        + script
        + feature
        + listed
        + lookup
    )


def _morx() -> bytes:
    """Return a state machine of Apple's that never advances (morx, rearrangement)."""
    states = struct.pack(">LLLL", 4, 16, 40, 60) + struct.pack(">HHHHHH", 6, 0, 0, 0, 0, 0) + b"\0" * 12
    states += b"\0\0" * 10 + struct.pack(">HH", 0, 0x4000) * 8
    sub = struct.pack(">LLL", 12 + len(states), 0, 1) + states
    chain = struct.pack(">LLLL", 1, 16 + len(sub), 0, 1) + sub
    return struct.pack(">HHL", 2, 0, 1) + chain


def varied(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Axes of variation that are too many, or turned round."""
    axis = struct.pack(">4sLLLHH", b"wght", 900 << 16, 400 << 16, 100 << 16, 0, 256)

    def axes(number: int, told: int, instances: int = 0) -> bytes:
        head = struct.pack(">HHHHHHHH", 1, 0, 16, 2, told, 20, instances, 4 + 4 * told & MAX16)
        return head + axis * number

    yield "axes-turned", changed(tables, fvar=axes(1, 1))
    yield "axes-many", changed(tables, fvar=axes(60_000, 60_000))
    yield "axes-lying", changed(tables, fvar=axes(1, MAX16, MAX16))
    yield "axes-instances", changed(tables, fvar=axes(1, 1, 60_000) + b"\1\0\0\0\0\0\0\1" * 60_000)
    deltas = struct.pack(">HHHHLHHL", 1, 0, MAX16, MAX16, 20, len(NAMES), 1, 20) + b"\xff" * 5_000
    yield "axes-deltas", changed(tables, fvar=axes(1, 1), gvar=deltas, HVAR=b"\0\1\0\0" + b"\xff" * 2_000)
    yield (
        "axes-map",
        changed(tables, fvar=axes(1, 1), avar=struct.pack(">HHHHH", 1, 0, 0, 1, MAX16) + b"\x80\0" * 900),
    )


def coloured(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Glyphs that are pictures, and paint that paints itself."""
    base = struct.pack(">LHL", 1, 2, 10)
    layers = struct.pack(">BBL", 1, 2, 0)
    colr = struct.pack(">HHLLHLLLLL", 1, 0, 0, 0, 0, 34, 34 + len(base) + len(layers), 0, 0, 0)
    again = struct.pack(">LL", 1, 8) + layers
    cpal = struct.pack(">HHHHLH", 0, 1, 1, 1, 14, 0) + b"\0\0\0\xff"
    yield "paint-loop", changed(tables, COLR=colr + base + layers + again, CPAL=cpal)
    yield "paint-layers", changed(
        tables, COLR=struct.pack(">HHLLH", 0, 1, 14, 20, MAX16) + struct.pack(">HHH", 2, 0, MAX16) + b"\0\2\0\0" * 65_535,
        CPAL=cpal,
    )  # fmt: skip
    drawn = zlib.compressobj(1, zlib.DEFLATED, 31)
    packed = drawn.compress(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * VAST) + drawn.flush()
    documents = struct.pack(">HLLHHHLL", 0, 10, 0, 1, 2, len(NAMES) - 1, 14, len(packed)) + packed
    yield "drawings", changed(tables, **{"SVG ": documents})
    yield "bitmaps", changed(tables, sbix=struct.pack(">HHLL", 1, 1, MAX32, 12) + b"\xff" * 4_000)
    yield (
        "bitmaps-many",
        changed(
            tables, CBLC=struct.pack(">HHL", 3, 0, MAX32) + b"\xff" * 4_000, CBDT=b"\0\3\0\0" + b"\xff" * 99
        ),
    )

"""Faces in the outlines of CFF, in WOFF and WOFF2, and what FreeType takes for a face besides."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping

import brotli
from fontTools.ttLib import TTFont

from tests.hostile.faces.making import MAX16, MAX32, NAMES, VAST, Tables, face, patched, sfnt


def ink(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Outlines of CFF whose programs call themselves or never end."""
    call, end = 10, 14

    def drawn(program: bytes, subroutines: list[bytes]) -> bytes:
        from fontTools.cffLib import SubrsIndex
        from fontTools.misc.psCharStrings import T2CharString

        font = TTFont(io.BytesIO(face(ink=True)), recalcBBoxes=False)
        top = font["CFF "].cff.topDictIndex[0]
        local = SubrsIndex()
        for one in subroutines:
            local.append(T2CharString(bytecode=one))
        top.Private.Subrs = local
        for name in NAMES:
            top.CharStrings[name] = T2CharString(
                bytecode=program, private=top.Private, globalSubrs=font["CFF "].cff.GlobalSubrs
            )
        out = io.BytesIO()
        font.save(out, reorderTables=None)
        return out.getvalue()

    def number(value: int) -> bytes:
        return bytes([value + 139])

    zero = number(-107)  # the first of up to 1,239 subroutines
    yield "ink-of-itself", drawn(zero + bytes([call, end]), [zero + bytes([call, 11])])
    doubling = [(number(n - 106) + bytes([call])) * 2 + bytes([11]) for n in range(30)] + [bytes([11])]
    yield "ink-doubling", drawn(zero + bytes([call, end]), doubling)
    wide = [(number(n - 106) + bytes([call])) * 40 + bytes([11]) for n in range(8)] + [b"\x8c\x8c\x05\x0b"]
    yield "ink-drawing", drawn(number(0) * 2 + bytes([21]) + zero + bytes([call, end]), wide)
    yield "ink-long", drawn(number(0) * 2 + bytes([21]) + b"\x8c\x8c\x05" * 20_000 + bytes([end]), [])
    yield "ink-stack", drawn(number(1) * 60_000 + bytes([end]), [])
    yield "ink-endless", drawn(b"", [])
    cff = tables["CFF "]
    for name, at in (("name", 4), ("top", 30), ("strings", 60), ("charstrings", len(cff) // 2)):
        yield (
            f"ink-wrong-{name}",
            sfnt({**tables, "CFF ": patched(cff, at, ">LLL", MAX32, MAX32, MAX32)}),
        )
    yield "ink-cut", sfnt({**tables, "CFF ": cff[:90]})
    yield "ink-two", sfnt({**tables, "CFF2": b"\2\0\5\xff\xff" + b"\xff" * 900})


def packed(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """WOFF and WOFF2 (W3C) that come to more than they say, or than is good."""
    vast = zlib.compress(b"\0" * VAST, 1)
    kept = {tag: (data, len(data)) for tag, data in tables.items()}
    yield "woff-sound.woff", _woff(kept)
    yield "woff-bomb.woff", _woff(kept | {"glyf": (vast, VAST)})
    yield "woff-lying.woff", _woff(kept | {"glyf": (zlib.compress(tables["glyf"]), MAX32)})
    yield "woff-less.woff", _woff(kept | {"glyf": (vast, 3 * len(vast))})
    yield "woff-noise.woff", _woff(kept | {"glyf": (b"\x78\xda" + b"\xff" * 99, len(tables["glyf"]))})
    yield "woff-overlap.woff", _woff(kept, place=44)
    yield "woff-cut.woff", _woff(kept)[:-200]
    yield "woff-count.woff", patched(_woff(kept), 12, ">H", MAX16)
    bomb = brotli.compress(b"\0" * VAST, quality=1)
    yield "woff2-bomb.woff2", _woff2(bomb, VAST)
    yield "woff2-lying.woff2", _woff2(brotli.compress(b"\0" * 4_000), 0xFFFFFFF)
    yield "woff2-less.woff2", _woff2(bomb, 4_000)
    yield "woff2-noise.woff2", _woff2(b"\xff" * 4_000, 4_000)
    yield "woff2-cut.woff2", _woff2(bomb, VAST)[:60]
    yield "woff2-count.woff2", patched(_woff2(bomb, VAST), 12, ">H", MAX16)


def _woff(tables: Mapping[str, tuple[bytes, int]], place: int | None = None) -> bytes:
    entries, bodies, at = b"", b"", 44 + 20 * len(tables)
    total = 12 + 16 * len(tables) + sum(length for _, length in tables.values())
    for tag, (data, length) in sorted(tables.items()):
        where = at + len(bodies) if place is None else place
        entries += struct.pack(">4sLLLL", tag.encode(), where, len(data), length, 0)
        bodies += data + b"\0" * (-len(data) % 4)
    whole = at + len(bodies)
    head = struct.pack(
        ">4s4sLHHLHHLLLLL", b"wOFF", b"\0\1\0\0", whole, len(tables), 0, total & MAX32, 1, 0, 0, 0, 0, 0, 0
    )
    return head + entries + bodies


def _woff2(packed: bytes, length: int) -> bytes:
    """Return a WOFF2 of four tables, each of which claims to be as long as all of what is packed."""

    def base128(value: int) -> bytes:
        digits = [value & 127]
        while value := value >> 7:
            digits.append(value & 127 | 128)
        return bytes(reversed(digits))

    entries = b"".join(bytes([flag]) + base128(length) for flag in (0, 1, 2, 5))
    whole = 48 + len(entries) + len(packed)
    head = struct.pack(
        ">4s4sLHHLLHHLLLLL", b"wOF2", b"\0\1\0\0", whole, 4, 0, MAX32, len(packed), 1, 0, 0, 0, 0, 0, 0
    )
    return head + entries + packed


def others() -> Iterator[tuple[str, bytes]]:
    """What FreeType takes for a face besides, whatever its name says."""
    yield "collection-of-itself.ttf", b"ttcf" + struct.pack(">LLL", 0x10000, 1, 0)
    yield "collection-many.ttf", b"ttcf" + struct.pack(">LL", 0x10000, MAX32) + b"\0" * 4_000
    yield (
        "type1.ttf",
        b"%!PS-AdobeFont-1.0: Hostile\n/FontName /Hostile def {loop} exec\n" * 9
        + b"currentfile eexec\n"
        + b"f" * 90_000,
    )
    yield (
        "bdf.ttf",
        b"STARTFONT 2.1\nFONT -a-b-c-d-e--1-1-1-1-c-1-iso10646-1\nSIZE 9 9 9\nFONTBOUNDINGBOX 65535 65535 0 0\n"
        + (b"STARTPROPERTIES 0\nENDPROPERTIES\nCHARS 4294967295\n"),
    )
    yield (
        "packed-pcf.ttf",
        _gzipped(b"\1fcp" + b"\xff" * 9 + b"\0" * VAST),
    )
    yield "page.ttf", b"<!DOCTYPE html><title>Not found</title>" * 99


def _gzipped(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()

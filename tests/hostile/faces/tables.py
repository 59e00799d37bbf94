"""Faces that are cut, whose directories lie, or whose glyphs, characters and measures have no end."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.hostile.faces.making import MAX16, MAX32, NAMES, Tables, changed, patched, sfnt


def cut(tables: Tables) -> Iterator[tuple[str, bytes]]:
    whole = sfnt(tables)
    yield "cut-empty", b""
    yield "cut-version", whole[:4]
    yield "cut-directory", whole[:40]
    yield "cut-half", whole[: len(whole) // 2]
    yield "cut-end", whole[:-9]
    yield "cut-nothing-but-zeros", b"\0" * 100_000
    for tag in tables:
        yield f"without-{tag.strip().replace('/', '')}", sfnt({k: v for k, v in tables.items() if k != tag})
        yield (
            f"cut-{tag.strip().replace('/', '')}",
            sfnt({**tables, tag: tables[tag][: len(tables[tag]) // 2]}),
        )
        yield f"empty-{tag.strip().replace('/', '')}", sfnt({**tables, tag: b""})


def lying(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Directories that are wrong about their tables."""
    yield "lying-count", sfnt(tables, count=MAX16)
    yield "lying-count-none", sfnt(tables, count=0)
    for tag, data in tables.items():
        name = tag.strip().replace("/", "")
        yield f"lying-length-{name}", sfnt(tables, {tag: (300, MAX32)})
        yield f"lying-place-{name}", sfnt(tables, {tag: (MAX32 - 3, len(data))})
        yield (
            f"lying-noise-{name}",
            sfnt({**tables, tag: bytes((n * 7919 + 13) % 251 for n in range(len(data)))}),
        )
        yield f"lying-ones-{name}", sfnt({**tables, tag: b"\xff" * len(data)})
    yield "lying-overlap", sfnt(tables, dict.fromkeys(tables, (0, 4000)))
    record = struct.pack(">HHHHHH", 3, 1, 0x409, 1, MAX16, 0)
    yield (
        "names-many",
        changed(tables, name=struct.pack(">HHH", 0, 5000, 6 + 12 * 5000) + record * 5000 + b"\0a" * 40_000),
    )
    names = struct.pack(">HHH", 0, 1, 18) + struct.pack(">HHHHHH", 3, 1, 0x409, 1, 14, 0)
    yield "names-controls", changed(tables, name=names + "\x1b[2J\x07</".encode("utf-16-be"))


def glyphs(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Outlines that are made of themselves, of too many, or of nothing."""
    count = len(NAMES)

    def outlined(glyph: bytes, more: tuple[bytes, ...] = ()) -> bytes:
        """All letters are one glyph, the last ones others."""
        own = [glyph] * (count - len(more)) + list(more)
        places, at = [0], 0
        for one in own:
            at += len(one) + len(one) % 2
            places.append(at)
        glyf = b"".join(one + b"\0" * (len(one) % 2) for one in own)
        head = patched(tables["head"], 50, ">h", 1)
        maxp = patched(tables["maxp"], 6, ">" + "H" * 13, *([MAX16] * 4), 2, *([MAX16] * 6), MAX16, MAX16)
        loca = struct.pack(f">{len(places)}L", *places)
        return changed(tables, glyf=glyf, loca=loca, head=head, maxp=maxp)

    box = struct.pack(">hhhhh", -1, 0, 0, 500, 700)
    part, last = ">HHbb", 0x0002
    more = last | 0x0020
    yield "glyph-of-itself", outlined(box + struct.pack(part, last, 40, 0, 0))
    twice = [
        box + struct.pack(part, more, n + 1, 0, 0) + struct.pack(part, last, n + 1, 0, 0)
        for n in range(count - 1)
    ]
    yield "glyph-doubling", outlined(twice[0], (*twice[1:], b""))
    many = b"".join(struct.pack(part, more, 3, 0, 0) for _ in range(2_000)) + struct.pack(part, last, 3, 0, 0)
    yield "glyph-of-many", outlined(box + many)
    yield "glyph-of-none", outlined(box + struct.pack(part, last, MAX16, 0, 0))
    yield "glyph-contours", outlined(struct.pack(">hhhhh", 32_767, 0, 0, 500, 700) + b"\xff" * 200)
    yield (
        "glyph-points",
        outlined(struct.pack(">hhhhhHH", 1, 0, 0, 500, 700, MAX16 - 1, 0) + b"\x09\xff" * 300 + b"\0" * 9),
    )
    loop = bytes([0xB8]) + struct.pack(">h", -3) + b"\x1c"  # PUSHW[1] -3, JMPR
    yield (
        "glyph-program",
        outlined(struct.pack(">hhhhhHH", 1, 0, 0, 500, 700, 0, len(loop)) + loop + b"\x01\0\0"),
    )
    yield "program-loop", changed(tables, prep=loop, fpgm=b"\xb0\0\x2c\xb0\0\x2b\x2d")
    yield "loca-falling", changed(tables, loca=tables["loca"][::-1])
    yield "loca-ones", changed(tables, loca=b"\xff" * len(tables["loca"]))
    yield "many-glyphs", changed(
        tables, maxp=patched(tables["maxp"], 4, ">H", MAX16), loca=b"\0" * 4 * 65_536,
        head=patched(tables["head"], 50, ">h", 1), hmtx=b"\1\xf4\0\0" * MAX16,
        hhea=patched(tables["hhea"], 34, ">H", MAX16),
    )  # fmt: skip
    yield "no-glyphs", changed(tables, maxp=patched(tables["maxp"], 4, ">H", 0))


def maps(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Tables of characters that say more than there is."""

    def mapped(body: bytes) -> bytes:
        return changed(tables, cmap=struct.pack(">HHHHL", 0, 1, 3, 10, 12) + body)

    def groups(*all_: tuple[int, int, int], count: int | None = None) -> bytes:
        told = len(all_) if count is None else count
        body = b"".join(struct.pack(">LLL", *one) for one in all_)
        return struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, told) + body

    yield "map-all", mapped(groups((0, 0x10FFFF, 2)))
    yield "map-over-all", mapped(groups(*[(0, 0x10FFFF, 2)] * 20_000))
    yield "map-beyond", mapped(groups((0, MAX32, 2)))
    yield "map-count", mapped(groups((32, 126, 2), count=MAX32))
    yield "map-falling", mapped(groups((126, 32, 2), (32, 126, 2)))
    yield "map-thirteen", mapped(struct.pack(">HHLLLLLL", 13, 0, 28, 0, 1, 0, 0x10FFFF, 3))
    many = struct.pack(">HHLLL", 12, 0, 16 + 12 * 100_000, 0, 100_000)
    yield (
        "map-groups",
        mapped(many + b"".join(struct.pack(">LLL", n * 11, n * 11 + 10, 2) for n in range(100_000))),
    )
    segments = struct.pack(">HHHHHHH", 4, 32, 0, 0xFFFE, 0xFFFF, 0xFFFF, 0xFFFF) + b"\0\1\xff\xff" * 8_000
    yield "map-segments", changed(tables, cmap=struct.pack(">HHHHL", 0, 1, 3, 1, 12) + segments)
    yield (
        "map-tables",
        changed(tables, cmap=struct.pack(">HH", 0, MAX16) + struct.pack(">HHL", 3, 1, 4) * 60_000),
    )
    uvs = (
        struct.pack(">HLL", 14, 10 + 11 * 1000, 0xFFFFFF)
        + (b"\0\xfe\x0f" + struct.pack(">LL", 10, 10)) * 1000
    )
    yield "map-variations", changed(tables, cmap=struct.pack(">HHHHL", 0, 1, 0, 5, 12) + uvs)


def sizes(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Measures by which nothing can be divided, or that reach beyond any page."""
    for name, units in (("none", 0), ("one", 1), ("most", MAX16)):
        yield f"units-{name}", changed(tables, head=patched(tables["head"], 18, ">H", units))
    for name, up, down in (("vast", 32_767, -32_768), ("turned", -32_768, 32_767), ("flat", 0, 0)):
        os2 = patched(patched(tables["OS/2"], 68, ">hh", up, down), 74, ">HH", up & MAX16, -down & MAX16)
        yield f"height-{name}", changed(tables, hhea=patched(tables["hhea"], 4, ">hh", up, down), OS_2=os2)
    for name, width in (("none", 0), ("vast", MAX16)):
        yield f"width-{name}", changed(tables, hmtx=struct.pack(">Hh", width, 0) * len(NAMES))
    yield "metrics-none", changed(tables, hhea=patched(tables["hhea"], 34, ">H", 0))
    yield "metrics-many", changed(tables, hhea=patched(tables["hhea"], 34, ">H", MAX16))
    yield (
        "post-names",
        changed(
            tables, post=struct.pack(">LLhhLLLLLH", 0x20000, 0, 0, 0, 0, 0, 0, 0, 0, MAX16) + b"\xff" * 9_000
        ),
    )

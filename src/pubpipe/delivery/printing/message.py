"""A request of the Internet Printing Protocol -> its bytes; the bytes of an answer -> what it says (RFC 8010, 3)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

Value: TypeAlias = "int | bool | str | bytes | tuple[int, ...] | Mapping[str, tuple[Value, ...]] | None"
Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]

VERSION = (2, 0)
FORMER_VERSION = (1, 1)  # what printers from before 2011 speak
_DEEPEST = 16  # collections within one another


class Tag(IntEnum):
    """What begins a group of attributes, and the kinds of values (RFC 8010, 3.5)."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_IN_LANGUAGE = 0x35
    NAME_IN_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MEDIA_TYPE = 0x49
    MEMBER = 0x4A


_GROUPS = range(0x10)
_NOTHING = range(0x10, 0x20)  # "unsupported", "unknown", "no-value" and their like
_WHOLE = (Tag.INTEGER, Tag.ENUM)
_IN_LANGUAGE = (Tag.TEXT_IN_LANGUAGE, Tag.NAME_IN_LANGUAGE)


class NotIpp(ValueError):
    """What came is no message of the protocol, or was cut off."""


@dataclass(frozen=True, slots=True)
class Said:
    """One attribute of a request: its name, the kind of its values, and these."""

    name: str
    tag: Tag
    values: tuple[int | bool | str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a printer answers: a status code (RFC 8011, appendix B), and its groups in their order."""

    status: int
    groups: tuple[tuple[int, Attributes], ...]

    def group(self, tag: Tag) -> Attributes:
        """Return the first group of a kind, empty where there is none."""
        return next(iter(self.all(tag)), {})

    def all(self, tag: Tag) -> tuple[Attributes, ...]:
        """Return the groups of a kind: one for each printer or job that was asked for."""
        return tuple(attributes for kind, attributes in self.groups if kind == tag)


def encoded(
    operation: int,
    number: int,
    groups: tuple[tuple[Tag, tuple[Said, ...]], ...],
    version: tuple[int, int] = VERSION,
) -> bytes:
    """Return a request up to where a document begins; ``number`` is sent back with the answer."""
    out = bytearray(struct.pack(">BBHI", *version, operation, number))
    for group, attributes in groups:
        out.append(group)
        for one in attributes:
            for place, value in enumerate(one.values):
                name = b"" if place else one.name.encode("ascii")
                data = _bytes_of(one.tag, value)
                out += struct.pack(">BH", one.tag, len(name)) + name + struct.pack(">H", len(data)) + data
    out.append(Tag.END)
    return bytes(out)


def _bytes_of(tag: Tag, value: int | bool | str) -> bytes:
    if tag == Tag.BOOLEAN:
        return bytes([bool(value)])
    return struct.pack(">i", value) if tag in _WHOLE else str(value).encode()


def decoded(data: bytes) -> Answer:
    """Return what an answer says; raises NotIpp. Values of kinds that are not asked for are left as bytes."""
    try:
        status = struct.unpack_from(">H", data, 2)[0]
        return Answer(status, tuple(_groups(data)))
    except (struct.error, IndexError) as error:
        raise NotIpp("the answer is cut off") from error


def _groups(data: bytes) -> Iterator[tuple[int, Attributes]]:
    at = 8
    kind, attributes = -1, dict[str, list[Value]]()
    name, skips = "", False
    while data[at] != Tag.END:
        if data[at] in _GROUPS:
            if kind >= 0:
                yield kind, _whole(attributes)
            kind, attributes, name = data[at], {}, ""
            at += 1
            continue
        named, value, at = _attribute(data, at, 0)
        if not (name := named or name) or kind < 0:
            raise NotIpp("a value belongs to no attribute")
        # An attribute that is there twice, which it must not be, is what it is at first, as it is to CUPS.
        skips = named in attributes if named else skips
        if not skips:
            attributes.setdefault(name, []).append(value)
    if kind >= 0:
        yield kind, _whole(attributes)


def _whole(attributes: Mapping[str, list[Value]]) -> Attributes:
    return {name: tuple(values) for name, values in attributes.items()}


def _attribute(data: bytes, at: int, depth: int) -> tuple[str, Value, int]:
    """Return the name (empty for a further value), the value, and where the next one begins."""
    tag = data[at]
    name, at = _counted(data, at + 1)
    held, at = _counted(data, at)
    if tag == Tag.COLLECTION:
        value, at = _collection(data, at, depth + 1)
        return name.decode("ascii", "replace"), value, at
    return name.decode("ascii", "replace"), _value(tag, held), at


def _collection(data: bytes, at: int, depth: int) -> tuple[Mapping[str, tuple[Value, ...]], int]:
    """Return the members of a collection (RFC 8010, 3.1.6) and where what follows it begins."""
    if depth > _DEEPEST:
        raise NotIpp("collections are nested without end")
    members, name = dict[str, list[Value]](), ""
    while data[at] != Tag.END_COLLECTION:
        is_name = data[at] == Tag.MEMBER
        _, value, at = _attribute(data, at, depth)
        if is_name:
            name = str(value)
            members[name] = []
        else:
            members.setdefault(name, []).append(value)
    _, at = _counted(data, at + 1)
    _, at = _counted(data, at)
    return _whole(members), at


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    """Return the bytes that are counted at a place, and where what follows them begins."""
    end = at + 2 + struct.unpack_from(">H", data, at)[0]
    if end > len(data):
        raise NotIpp("the answer is cut off")
    return data[at + 2 : end], end


def _value(tag: int, data: bytes) -> Value:
    if tag in _NOTHING:
        return None
    if tag in _WHOLE:
        return int(struct.unpack(">i", data)[0])
    if tag == Tag.BOOLEAN:
        return data != b"\0"
    if tag == Tag.RANGE:
        return tuple(struct.unpack(">ii", data))
    if tag in _IN_LANGUAGE:
        _, at = _counted(data, 0)
        data, _ = _counted(data, at)
    return data.decode("utf-8", "replace") if tag >= Tag.TEXT or tag in _IN_LANGUAGE else data

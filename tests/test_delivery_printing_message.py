"""pubpipe.delivery.printing.message: bytes of the protocol, there and back, and whatever else comes."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.delivery.printing.message import Answer, NotIpp, Said, Tag, decoded, encoded

# RFC 8010, A.1: the Print-Job request of the standard's own example, up to its document.
URI = "ipp://printer.example.com/ipp/print/pinetree"
EXAMPLE = (
    b"\1\1\0\2\0\0\0\1\1"
    b"\x47\0\x12attributes-charset\0\5utf-8"
    b"\x48\0\x1battributes-natural-language\0\5en-us"
    b"\x45\0\x0bprinter-uri\0\x2c" + URI.encode() + b"\x42\0\x08job-name\0\6foobar"
    b"\x22\0\x16ipp-attribute-fidelity\0\1\1"
    b"\2"
    b"\x21\0\6copies\0\4\0\0\0\x14"
    b"\x44\0\5sides\0\x13two-sided-long-edge"
    b"\3"
)


def test_the_example_of_the_standard_is_written_as_it_stands_there() -> None:
    made = encoded(
        0x0002,
        1,
        (
            (
                Tag.OPERATION,
                (
                    Said("attributes-charset", Tag.CHARSET, ("utf-8",)),
                    Said("attributes-natural-language", Tag.LANGUAGE, ("en-us",)),
                    Said("printer-uri", Tag.URI, (URI,)),
                    Said("job-name", Tag.NAME, ("foobar",)),
                    Said("ipp-attribute-fidelity", Tag.BOOLEAN, (True,)),
                ),
            ),
            (
                Tag.JOB,
                (
                    Said("copies", Tag.INTEGER, (20,)),
                    Said("sides", Tag.KEYWORD, ("two-sided-long-edge",)),
                ),
            ),
        ),
        version=(1, 1),
    )
    assert made == EXAMPLE


texts = st.text(max_size=20)
said = st.one_of(
    st.builds(Said, st.just("n"), st.sampled_from([Tag.INTEGER, Tag.ENUM]), st.lists(
        st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=3).map(tuple)),
    st.builds(Said, st.just("b"), st.just(Tag.BOOLEAN), st.lists(st.booleans(), min_size=1, max_size=3).map(tuple)),
    st.builds(Said, st.just("t"), st.sampled_from([Tag.TEXT, Tag.KEYWORD, Tag.URI]), st.lists(
        texts, min_size=1, max_size=3).map(tuple)),
)  # fmt: skip


@given(st.integers(0, 2**16 - 1), st.lists(said, max_size=3, unique_by=lambda one: one.name))
def test_what_is_written_is_read_back(code: int, attributes: list[Said]) -> None:
    data = encoded(code, 7, ((Tag.OPERATION, tuple(attributes)), (Tag.JOB, ())))
    expected = {one.name: one.values for one in attributes}
    assert decoded(data) == Answer(code, ((Tag.OPERATION, expected), (Tag.JOB, {})))


@given(st.binary(max_size=200), st.booleans())
def test_anything_else_is_refused_and_nothing_worse(data: bytes, begins_well: bool) -> None:
    head = b"\2\0\0\0\0\0\0\1\1" if begins_well else b""
    with contextlib.suppress(NotIpp):
        assert isinstance(decoded(head + data), Answer)


def one(tag: int, name: bytes, value: bytes) -> bytes:
    return bytes([tag]) + struct.pack(">H", len(name)) + name + struct.pack(">H", len(value)) + value


def test_collections_within_collections_are_read() -> None:
    data = b"\2\0\0\0\0\0\0\1\4" + one(0x34, b"media-col-ready", b"")
    data += one(0x4A, b"", b"media-size") + one(0x34, b"", b"")
    data += one(0x4A, b"", b"x-dimension") + one(0x21, b"", struct.pack(">i", 21000)) + one(0x37, b"", b"")
    data += one(0x4A, b"", b"media-type") + one(0x44, b"", b"plain") + one(0x44, b"", b"recycled")
    data += one(0x37, b"", b"")
    data += one(0x33, b"copies-supported", struct.pack(">ii", 1, 99)) + one(0x13, b"media-ready", b"")
    data += one(0x35, b"printer-info", b"\0\2de\0\5B\xc3\xbcro") + b"\3"
    assert decoded(data).group(Tag.PRINTER) == {
        "media-col-ready": (
            {"media-size": ({"x-dimension": (21000,)},), "media-type": ("plain", "recycled")},
        ),
        "copies-supported": ((1, 99),),
        "media-ready": (None,),
        "printer-info": ("Büro",),
    }


def test_an_attribute_that_is_there_twice_is_what_it_is_at_first() -> None:
    data = b"\2\0\0\0\0\0\0\1\4" + one(0x44, b"a", b"x") + one(0x44, b"", b"y")
    data += one(0x44, b"a", b"z") + one(0x44, b"", b"z") + one(0x44, b"b", b"w") + b"\3"
    assert decoded(data).group(Tag.PRINTER) == {"a": ("x", "y"), "b": ("w",)}


def test_an_answer_of_very_many_values_is_read_in_time() -> None:
    # Where each value costs those before it, this is a matter of hours.
    many = b"\2\0\0\0\0\0\0\1\4" + one(0x44, b"a", b"x") + one(0x44, b"", b"x") * 300_000 + b"\3"
    assert len(decoded(many).group(Tag.PRINTER)["a"]) == 300_001


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 200 OK",
        b"\2\0\0\0\0\0\0\1",
        b"\2\0\0\0\0\0\0\1\4" + one(0x21, b"", b"\0\0\0\1"),
        b"\2\0\0\0\0\0\0\1\4" + one(0x34, b"deep", b"") * 50,
        b"\2\0\0\0\0\0\0\1\4" + one(0x21, b"copies", b"\1") + b"\3",
    ],
)
def test_what_is_cut_off_or_nested_without_end_is_refused(data: bytes) -> None:
    with pytest.raises(NotIpp):
        decoded(data)

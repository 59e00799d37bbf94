"""Files of strangers: how large they are when they are unpacked is known before they are."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from pubpipe.checks.parsing.bounds import beyond
from pubpipe.press import doors
from tests.hostile.requests import epub
from tests.support.manuscripts import edition, founding

_MB = 1_000_000


def _pdf(data: bytes, filters: tuple[str, ...], *, content: bool = False) -> bytes:
    pdf, made = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    names = pikepdf.Array([pikepdf.Name(name) for name in filters])
    stream = pikepdf.Stream(pdf, data, Filter=names)
    pdf.pages[0].obj["/Contents" if content else "/Piece"] = pdf.make_indirect(stream)
    pdf.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


@pytest.mark.parametrize("form", ["epub", "pdf", "txt", "html"])
def test_ordinary_editions_are_within(form: str) -> None:
    data = doors.edition(form)(edition(founding(), form)).content
    assert beyond(form, data, 100 * _MB) == 0


def test_what_is_packed_in_an_e_book_is_added_up() -> None:
    data = epub({"a.xhtml": " " * 3 * _MB, "b.xhtml": " " * 3 * _MB})
    assert beyond("epub", data, 5 * _MB) > 6 * _MB
    assert beyond("epub", data, 7 * _MB) == 0
    assert beyond("epub", b"PK no archive", 9) == 0


@pytest.mark.parametrize("filters", [("/FlateDecode",), ("/FlateDecode", "/FlateDecode")])
def test_a_pdfs_streams_are_unpacked_as_far_as_they_may_be(filters: tuple[str, ...]) -> None:
    data = bytes(30 * _MB)
    for _ in filters:
        data = zlib.compress(data, 9)
    assert beyond("pdf", _pdf(data, filters), 20 * _MB) > 20 * _MB
    assert beyond("pdf", _pdf(data, filters), 40 * _MB) == 0
    assert beyond("pdf", _pdf(data, filters, content=True), 40 * _MB) > 40 * _MB


def test_what_is_no_stream_is_for_others_to_tell() -> None:
    assert beyond("pdf", _pdf(b"no zlib" * 9_000, ("/FlateDecode",)), 20 * _MB) == 0
    assert beyond("pdf", b"%PDF-1.4 " + bytes(9_000), 20 * _MB) == 0


def test_a_text_is_as_large_as_it_is() -> None:
    assert beyond("txt", bytes(11), 10) == 11

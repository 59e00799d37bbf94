"""SVG files: drawings are taken as they are, anything more is refused by name."""

from __future__ import annotations

import pytest

from pubpipe.drawings import fault, is_drawing
from tests.torture import pictures

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "inside",
    [
        "<rect width='9' height='9'/>",
        "<style>path { fill: url(#g) }</style><use xlink:href='#g'/>",
        "<a href='https://example.org/'><path d='M0 0h9'/></a>",
        "<image xlink:href='data:image/png;base64,AAAA'/>",
    ],
)
def test_drawings_are_taken(inside: str) -> None:
    data = f"<?xml version='1.0'?>\n<!-- made by hand -->\n{OPEN}{inside}</svg>".encode()
    assert is_drawing(data)
    assert fault(data) == ""


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<rect onclick='alert(1)'/>", "a script"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "foreign content"),
        ("<image xlink:href='https://example.org/a.png'/>", "a file from elsewhere"),
        ("<use href='other.svg#a'/>", "a file from elsewhere"),
        ("<rect style='fill: url(https://example.org/a.svg#b)'/>", "a file from elsewhere"),
        ("<style>@import 'https://example.org/a.css';</style>", "a file from elsewhere"),
        ("<rect>", "cannot be read"),
    ],
)
def test_what_is_more_than_a_drawing_is_named(inside: str, why: str) -> None:
    assert why in fault(f"{OPEN}{inside}</svg>".encode())


def test_other_files_are_no_drawings() -> None:
    assert not is_drawing(b"<html><svg></svg></html>")
    assert not is_drawing(pictures()["photo.png"])
    assert is_drawing(pictures()["drawing.svg"])

"""SVG files: drawings are taken as they are, anything more is refused by name."""

from __future__ import annotations

import pytest

from pubpipe.drawings import fault, is_drawing
from tests.torture import pictures

PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "inside",
    [
        "<rect width='9' height='9'/>",
        "<style>path { fill: url(#g) }</style><use xlink:href='#g'/>",
        "<a href='https://example.org/'><path d='M0 0h9'/></a>",
        f"<image xlink:href='{PIXEL}'/>",
        f"<image xlink:href='{PIXEL[:40]}\n  {PIXEL[40:]}'/>",
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
        ("<image href='data:image/png;base64,PHN2Zy8+'/>", "a file from elsewhere"),  # it holds an SVG
        ("<image href='data:image/png;base64,A'/>", "a file from elsewhere"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "a file from elsewhere"),
        ("<use href='other.svg#a'/>", "a file from elsewhere"),
        ("<rect style='fill: url(https://example.org/a.svg#b)'/>", "a file from elsewhere"),
        ("<style>@import 'https://example.org/a.css';</style>", "a file from elsewhere"),
        (
            "<h:img xmlns:h='http://www.w3.org/1999/xhtml' srcset='https://example.org/a.png 1x'/>",
            "foreign content",
        ),
        ("<h:object xmlns:h='http://www.w3.org/1999/xhtml' data='a.svg'/>", "foreign content"),
        ("<h:meta xmlns:h='http://www.w3.org/1999/xhtml' http-equiv='refresh'/>", "foreign content"),
        ("<rect style='fill: src(\"https://example.org/a.svg#b\")'/>", "a file from elsewhere"),
        ("<rect><set attributeName='onclick' to='alert(1)'/></rect>", "a script"),
        ("<y:script xmlns:y='http://www.w3.org/2000/svg'>alert(1)</y:script>", "a script"),
        ("<rect>", "cannot be read"),
    ],
)
def test_what_is_more_than_a_drawing_is_named(inside: str, why: str) -> None:
    assert why in fault(f"{OPEN}{inside}</svg>".encode())


def test_other_files_are_no_drawings() -> None:
    assert not is_drawing(b"<html><svg></svg></html>")
    assert not is_drawing(pictures()["photo.png"])
    assert is_drawing(pictures()["drawing.svg"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            f"{OPEN}<style>a{{}}<b/>@import 'https://example.org/a.css';</style></svg>",
            "a file from elsewhere",
        ),
        (f"{OPEN}<style>@\\69mport 'https://example.org/a.css';</style></svg>", "a file from elsewhere"),
        (f"{OPEN}<style>@IMPORT 'https://example.org/a.css';</style></svg>", "a file from elsewhere"),
        (f"{OPEN}<rect style='mask: image-set(\"a.png\" 1x)'/></svg>", "a file from elsewhere"),
        (
            f"{OPEN}<image><set attributeName='href' to='https://example.org/a.png'/></image></svg>",
            "a file from",
        ),
        (f"{OPEN}<g xml:base='https://example.org/'/></svg>", "a file from elsewhere"),
        (f"<?xml-stylesheet href='https://example.org/a.css'?>{OPEN}</svg>", "a file from elsewhere"),
        (f"{OPEN}<a href='javascript:alert(1)'/></svg>", "a script"),
        (f"{OPEN}<a href=' java\tscript:alert(1)'/></svg>", "a script"),
        (f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{OPEN}<text>&x;</text></svg>", "entities"),
        (f"<!DOCTYPE svg [<!ENTITY x '&y;&y;'><!ENTITY y 'ha'>]>{OPEN}</svg>", "entities"),
        (f"{OPEN}<g id='a'><use href='#a'/></g></svg>", "draws itself within itself"),
        (f"{OPEN}<pattern id='p'><rect fill='url(#p)'/></pattern></svg>", "draws itself within itself"),
        (
            f"{OPEN}<g id='g0'/>"
            + "".join(
                f"<g id='g{n}'><use href='#g{n - 1}'/><use href='#g{n - 1}'/></g>" for n in range(1, 30)
            )
            + "</svg>",
            "repeats itself beyond measure",
        ),
    ],
)
def test_what_hides_or_never_ends_is_named(text: str, why: str) -> None:
    assert why in fault(text.encode())


def test_the_document_types_of_drawing_programs_are_taken() -> None:
    doctype = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" '
        '[<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'
    )
    clipped = "<g clip-path='url(#c)'><clipPath id='c'><path d='M0 0h9'/></clipPath></g>"
    assert fault(f"{doctype}<svg xmlns='&ns_svg;'>{clipped}</svg>".encode()) == ""

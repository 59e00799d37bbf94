"""Pictures in a body tree: which may go into a book, and under which name."""

from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from pubpipe.editions.epub.pictures.placing import Pictures, place
from pubpipe.model import Asset

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<circle cx="5" cy="5" r="4"/></svg>'


def picture(kind: str, **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 20), "#446688").save(out, kind, **options)
    return out.getvalue()


def placed(name: str, media_type: str, data: bytes) -> Pictures:
    root = etree.fromstring(f'<div><p><img src="a/{name}" alt="words"/></p></div>')
    return place(root, (Asset(name, name, media_type, data),))


@pytest.mark.parametrize(
    ("name", "declared", "kind", "becomes"),
    [
        ("1.jpg", "image/jpeg", "JPEG", ("1.jpg", "image/jpeg")),
        ("1.jpeg", "image/jpeg", "JPEG", ("1.jpg", "image/jpeg")),
        ("1.jpg", "image/jpeg", "PNG", ("1.png", "image/png")),
        ("1.webp", "image/webp", "WEBP", ("1.webp", "image/webp")),
        ("1.gif", "image/gif", "GIF", ("1.gif", "image/gif")),
    ],
)
def test_a_picture_goes_by_what_it_is(name: str, declared: str, kind: str, becomes: tuple[str, str]) -> None:
    data = picture(kind)
    found = placed(name, declared, data)
    assert [(a.name, a.media_type, a.data) for a in found.embedded] == [(*becomes, data)]
    assert found.findings == ()
    assert not found.moving


@pytest.mark.parametrize(
    ("name", "media_type", "data"),
    [
        ("1.tiff", "image/tiff", picture("TIFF")),
        ("1.png", "image/png", b"nonsense"),
        ("1.png", "image/png", picture("PNG")[:60]),
        ("1.svg", "image/svg+xml", b"<svg"),
        ("1.svg", "image/svg+xml", b"<html/>"),
        ("1.svg", "image/svg+xml", SVG.format("<script>x</script>").encode()),
        ("1.svg", "image/svg+xml", SVG.format('<image href="https://example.org/x.png"/>').encode()),
        ("1.svg", "image/svg+xml", SVG.format('<rect onclick="x" width="1" height="1"/>').encode()),
    ],
)
def test_what_no_reader_can_show_gives_way_to_its_description(
    name: str, media_type: str, data: bytes
) -> None:
    found = placed(name, media_type, data)
    assert found.embedded == ()
    assert [f.code for f in found.findings] == ["epub-picture-unusable"]


def test_a_plain_drawing_is_embedded() -> None:
    found = placed("1.svg", "image/svg+xml", SVG.format("").encode())
    assert [(a.name, a.media_type) for a in found.embedded] == [("1.svg", "image/svg+xml")]


def test_a_picture_that_moves_is_known_as_such() -> None:
    out = BytesIO()
    first, second = Image.new("RGB", (9, 9), "#446688"), Image.new("RGB", (9, 9), "#886644")
    first.save(out, "GIF", save_all=True, append_images=[second])
    assert placed("1.gif", "image/gif", out.getvalue()).moving


def test_a_picture_used_twice_is_embedded_once() -> None:
    root = etree.fromstring(
        '<div><p><img src="1.png" alt="a"/></p><p>Here <img src="1.png" alt="b"/>.</p></div>'
    )
    found = place(root, (Asset("1.png", "1.png", "image/png", picture("PNG")),))
    assert len(found.embedded) == 1
    assert [e.tag for e in root] == ["figure", "p"]

"""What stores and readers say: nothing that could be helped against what we make, and each rule where it is broken."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pubpipe.checks.codes import codes
from pubpipe.checks.stores import findings, named
from pubpipe.checks.stores.rules import table
from pubpipe.errors import UsageProblem
from tests.support.law import RENDER
from tests.support.manuscripts import edition, founding, rich

ALL = named("all")


@pytest.fixture(scope="module")
def book() -> bytes:
    article = rich()
    article = replace(article, meta=replace(article.meta, authors=("Ana Pérez",)))
    return RENDER["epub"](edition(article, "epub")).content


def changed(book: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a book with some of its members changed."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def told(data: bytes, *stores: str, form: str = "epub", **how: Any) -> dict[str, list[str]]:
    """Return the messages by their codes, without the name of the file."""
    found: dict[str, list[str]] = {}
    for one in findings("a.epub", form, data, stores or ALL, **how):
        assert one.severity == codes()[one.code].severity
        assert "http" in one.hint
        found.setdefault(one.code, []).append(one.message.removeprefix("a.epub: "))
    return found


def opf(members: dict[str, bytes], old: str, new: str) -> None:
    (name,) = [name for name in members if name.endswith(".opf")]
    assert old.encode() in members[name]
    members[name] = members[name].replace(old.encode(), new.encode())


def item(members: dict[str, bytes], path: str, media_type: str, data: bytes, properties: str = "") -> None:
    """Put a file into a book, with its line in the manifest."""
    members[f"EPUB/{path}"] = data
    opf(
        members,
        "<manifest>",
        f'<manifest><item id="x{len(members)}" href="{path}" media-type="{media_type}"{properties}/>',
    )


def picture(form: str, size: tuple[int, int], mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, form, **more)
    return out.getvalue()


def cover(members: dict[str, bytes], data: bytes, suffix: str = "png") -> None:
    """Put another cover in the place of the drawn one."""
    old = next(name for name in members if name.startswith("EPUB/cover.") and not name.endswith(".xhtml"))
    del members[old]
    members[f"EPUB/cover.{suffix}"] = data
    kind = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif"}[suffix]
    opf(members, f'href="{old[5:]}"', f'href="cover.{suffix}"')
    opf(
        members,
        'media-type="image/png" properties="cover-image"',
        f'media-type="{kind}" properties="cover-image"',
    )


def in_text(members: dict[str, bytes], markup: str) -> None:
    name = next(name for name in members if "text" in name and name.endswith(".xhtml"))
    assert b"</body>" in members[name]
    members[name] = members[name].replace(b"</body>", markup.encode() + b"</body>")


def test_what_we_make_is_taken_everywhere(book: bytes) -> None:
    # What is left is said of every book: its cover is uploaded as a JPEG beside it, and has no ISBN.
    assert set(told(book)) == {"store-cover-type", "store-no-isbn"}
    assert told(book, reader=True) == {}
    found = told(RENDER["epub"](edition(founding(), "epub")).content)
    assert set(found) == {"store-cover-type", "store-no-isbn", "store-no-author"}


def test_every_rule_has_a_code_a_store_and_a_page() -> None:
    assert {rule.code for rule in table().rules} == {code for code in codes() if code.startswith("store-")}
    assert {rule.store for rule in table().rules} == set(ALL)
    assert all(rule.address.startswith("http") for rule in table().rules)
    source = (Path(__file__).parents[1] / "src" / "pubpipe" / "checks" / "stores" / "stores.toml").read_text()
    named_there = set(re.findall(r'^([a-z-]+) = \["', source.partition("[[rules]]")[0], re.MULTILINE))
    assert named_there == set(re.findall(r'^source = "([a-z-]+)"', source, re.MULTILINE))


def test_a_file_that_is_too_large(book: bytes) -> None:
    large = book + bytes(50_000_001)  # an archive is read from its end
    large = changed(book, lambda m: item(m, "x.bin", "application/octet-stream", bytes(50_000_001)))
    assert told(large, "kindle")["store-file-large"] == [
        f"Send to Kindle: the file has {len(large) / 1e6:,.1f} MB, and 50.0 MB are the most"
    ]
    assert "store-file-large" not in told(large, "apple", "google", "kdp", "kobo")
    assert told(bytes(50_000_001), "kindle", "kobo", form="pdf") == {
        "store-file-large": ["Send to Kindle: the file has 50.0 MB, and 50.0 MB are the most"]
    }


def test_a_pdf_of_few_pages() -> None:
    data = RENDER["pdf"](edition(founding(), "pdf")).content
    assert told(data, form="pdf") == {
        "store-pages-few": ["Google Play Books: it has 1 page, and 4 are the least of a book"]
    }
    assert told(b"words", form="txt") == {}
    assert told(b"no archive") == {}


@pytest.mark.parametrize(
    ("data", "suffix", "stores", "code", "message"),
    [
        (
            picture("PNG", (1000, 1600)),
            "png",
            ("apple", "tolino"),
            "store-cover-small",
            "the cover has 1,000 × 1,600 pixels; at least 1,400 pixels on the shorter side are wanted",
        ),
        (
            picture("JPEG", (600, 1600)),
            "jpg",
            ("kdp",),
            "store-cover-small",
            "the cover has 600 × 1,600 pixels; at least 1,000 pixels high and 625 pixels wide are wanted",
        ),
        (
            picture("PNG", (400, 600)),
            "png",
            ("google",),
            "store-cover-small",
            "the cover has 400 × 600 pixels; at least 640 pixels on the longer side are wanted",
        ),
        (
            picture("PNG", (1600, 8000), "1"),
            "png",
            ("google",),
            "store-cover-large",
            "the cover has 1,600 × 8,000 pixels and 1.7 kB; at most 7,200 pixels on the longer side are taken",
        ),
        (
            picture("JPEG", (2000, 1800)),
            "jpg",
            ("tolino",),
            "store-cover-wide",
            "the cover is wider (2,000 pixels) than high (1,800)",
        ),
        (
            picture("GIF", (1600, 2000), "P"),
            "gif",
            ("kobo",),
            "store-cover-type",
            "the cover is GIF; beside the book it is uploaded as JPEG, PNG",
        ),
        (
            picture("PNG", (1600, 2501), "1"),
            "png",
            ("apple",),
            "store-picture-large",
            "EPUB/cover.png has 1,600 × 2,501 = 4,001,600 pixels, and 4,000,000 are the most",
        ),
    ],
)
def test_a_cover_that_is_not_as_it_is_wanted(
    data: bytes, suffix: str, stores: tuple[str, ...], code: str, message: str, book: bytes
) -> None:
    found = told(changed(book, lambda m: cover(m, data, suffix)), *stores)
    title = table().stores[stores[0]]
    said = re.sub(r"and [0-9.]+ kB;", "and 1.7 kB;", found[code][0])
    assert said == f"{title}: {message}"
    assert len(found[code]) == len(stores)


def test_a_book_without_a_cover(book: bytes) -> None:
    def without(members: dict[str, bytes]) -> None:
        opf(members, ' properties="cover-image"', "")
        opf(members, '<meta name="cover" content="cover-img"/>', "")

    assert told(changed(book, without))["store-cover-missing"] == [
        "Google Play Books: the book has no cover",
        "Kobo: the book has no cover",
    ]
    # The metadata of EPUB 2 name one, too.
    only_old = changed(book, lambda m: opf(m, ' properties="cover-image"', ""))
    assert "store-cover-missing" not in told(only_old)


MOVING = BytesIO()
Image.new("L", (40, 40)).save(MOVING, "GIF", save_all=True, append_images=[Image.new("L", (40, 40), 255)])
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="200px"/>'


@pytest.mark.parametrize(
    ("path", "media_type", "data", "code", "stores"),
    [
        ("p.webp", "image/webp", picture("WEBP", (40, 40)), "store-picture-type", "google,kdp,kindle,kobo"),
        ("p.gif", "image/gif", MOVING.getvalue(), "store-picture-moving", "google,kdp,kindle"),
        ("p.jpg", "image/jpeg", picture("JPEG", (40, 40), "CMYK"), "store-picture-inks", "kdp,kindle,kobo"),
        ("p.png", "image/png", picture("PNG", (40, 40), "RGBA"), "store-picture-clear", "kdp,kindle,kobo"),
        ("p.jpg", "image/jpeg", picture("JPEG", (2001, 2000)), "store-picture-large", "apple"),
        ("p.svg", "image/svg+xml", SVG % 3201, "store-picture-large", "google"),
        (
            "p.jpg",
            "image/jpeg",
            picture("JPEG", (40, 40)) + bytes(5_000_000),
            "store-picture-heavy",
            "kdp,kindle,kobo",
        ),
    ],
)
def test_a_picture_that_is_not_taken(
    path: str, media_type: str, data: bytes, code: str, stores: str, book: bytes
) -> None:
    found = told(changed(book, lambda m: item(m, path, media_type, data)))
    assert [message.partition(":")[0] for message in found[code]] == [
        table().stores[name] for name in stores.split(",")
    ]
    assert all(f"EPUB/{path}" in message for message in found[code])


def test_pictures_that_are_taken_are_not_told(book: bytes) -> None:
    def good(members: dict[str, bytes]) -> None:
        item(members, "a.jpg", "image/jpeg", picture("JPEG", (2000, 2000)))
        item(members, "b.svg", "image/svg+xml", SVG % 3200)
        item(members, "c.gif", "image/gif", picture("GIF", (40, 40), "P"))
        item(members, "d.png", "image/png", b"torn")
        item(members, "e.svg", "image/svg+xml", b"<svg")

    assert {code for code in told(changed(book, good)) if "picture" in code} == set()


@pytest.mark.parametrize(
    ("markup", "code", "stores"),
    [
        ("<script>1</script>", "store-script", "kdp,kindle,kobo"),
        ("<form><input/></form>", "store-form", "kdp,kindle"),
        ('<iframe src="a.xhtml"></iframe>', "store-form", "kdp,kindle"),
        ('<audio src="a.mp3"></audio>', "store-sound", "kobo"),
        ("<p>" + "x" * 300_000 + "</p>", "store-chapter-large", "tolino,pocketbook"),
        ('<p><a href="https://www.kobo.com/book">there</a></p>', "store-link", "kdp"),
    ],
)
def test_a_document_with_what_is_not_shown(markup: str, code: str, stores: str, book: bytes) -> None:
    found = told(changed(book, lambda m: in_text(m, markup)))
    assert [message.partition(":")[0] for message in found[code]] == [
        table().stores[name] for name in stores.split(",")
    ]


def test_links_elsewhere_are_not_told(book: bytes) -> None:
    links = '<p><a href="https://example.org/kobo.com">a</a> <a href="http://[">b</a> <a href="#x">c</a></p>'
    assert "store-link" not in told(changed(book, lambda m: in_text(m, links)))


def test_faces_by_their_first_bytes(book: bytes) -> None:
    def faces(members: dict[str, bytes]) -> None:
        item(members, "a.ttf", "font/ttf", b"\0\1\0\0...")
        item(members, "b.woff", "font/woff", b"wOFF...")
        item(members, "c.woff2", "application/font-woff2", b"wOF2...")
        item(members, "d.otf", "application/vnd.ms-opentype", b"obfuscated")

    found = told(changed(book, faces))["store-font-type"]
    assert found == [
        "Kindle Direct Publishing: EPUB/c.woff2 (woff2), EPUB/b.woff (woff): of faces it takes TTF, OTF",
        "Send to Kindle: EPUB/c.woff2 (woff2), EPUB/b.woff (woff): of faces it takes TTF, OTF",
        "Kobo: EPUB/c.woff2 (woff2): of faces it takes TTF, OTF, WOFF",
    ]


@pytest.mark.parametrize(
    ("css", "is_told"),
    [
        ("p { margin-left: -1em }", True),
        ("p { margin: 0 -5% 0 0 }", True),
        ("p { text-indent: -2em }", True),
        ("p { text-indent: -2em; padding-left: 2em }", False),
        ("p { text-indent: -2em } body p { margin-left: 2em }", False),
        ("p.nothing { margin-left: -1em }", False),
        ("p::before { margin-left: -1em }", False),
        ("p { text-indent: 2em; margin: 0 }", False),
        ("p:unknown( { margin-left: -1em }", False),
    ],
)
def test_what_hangs_out_is_told_where_it_has_no_room(css: str, is_told: bool, book: bytes) -> None:
    def dressed(members: dict[str, bytes]) -> None:
        members["EPUB/ebook.css"] = css.encode()

    found = told(changed(book, dressed), "kdp")
    assert ("store-negative" in found) == is_told
    if is_told:
        assert "EPUB/ebook.css, line 1" in found["store-negative"][0]


def test_names_identifiers_and_authors(book: bytes) -> None:
    spaced = changed(book, lambda m: item(m, "zwei Wörter.png", "image/png", picture("PNG", (9, 9))))
    assert told(spaced)["store-name"] == [
        "Kobo: EPUB/zwei Wörter.png: names with other signs than letters and digits of ASCII"
    ]
    other = changed(
        book, lambda m: m.update({"EPUB/toc.ncx": m["EPUB/toc.ncx"].replace(b"urn:uuid:", b"urn:other:")})
    )
    assert "store-identifiers" in told(other)
    torn = changed(book, lambda m: m.update({"EPUB/toc.ncx": b"<ncx"}))
    assert "store-identifiers" not in told(torn)
    nobody = changed(book, lambda m: opf(m, "Ana Pérez", " "))
    assert told(nobody)["store-no-author"] == ["Kindle Direct Publishing: the metadata names no author"]
    assert not any(
        one.code == "store-no-isbn" for one in findings("dist/9783161484100.epub", "epub", book, ("kobo",))
    )


def test_stores_are_named_and_unknown_ones_refused() -> None:
    assert named("kobo, Apple,kobo") == ("kobo", "apple")
    assert named("all") == tuple(table().stores)
    with pytest.raises(UsageProblem, match="no store 'aple'") as refusal:
        named("aple")
    assert "apple" in refusal.value.hint
    with pytest.raises(UsageProblem, match="names no store"):
        named(" , ")

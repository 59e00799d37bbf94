"""The generated cover: its size, its colours, what it holds, what it does without glyphs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from PIL.ImageColor import getrgb

from pubpipe.editions.epub.cover import faces
from pubpipe.editions.epub.cover.drawing import BAND, FOOT, HEAD, HEIGHT, WIDTH, draw
from pubpipe.editions.epub.cover.face import Face
from pubpipe.editions.epub.cover.sheet import png
from pubpipe.editions.parts import title_block
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Finding, Manuscript
from pubpipe.styling import text
from tests.support.manuscripts import edition, founding, rich

Picture = Image.Image
HEADLINE = (0, HEAD, WIDTH, 2080)
KICKER = (0, HEAD - 230, WIDTH, HEAD - 50)
FOOTER = (0, 2100, WIDTH, HEIGHT)


@pytest.fixture
def no_installed_faces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without fontconfig."""
    monkeypatch.setenv("PATH", "")
    faces._installed.cache_clear()
    yield
    faces._installed.cache_clear()


def cover(made: Edition) -> tuple[Picture, tuple[Finding, ...]]:
    drawn = draw(made, title_block(made.manuscript))
    return Image.open(BytesIO(png(drawn.strips, drawn.colours))).convert("RGB"), drawn.findings


def titled(title: str, kicker: str = "", date: str = "2024-07-28") -> Manuscript:
    return replace(founding(), meta=replace(founding().meta, title=title, kicker=kicker, date=date))


def colour(made: Edition, token: str) -> tuple[int, ...]:
    found = re.search(rf"--{token}:\s*([^;]+);", text(made.style, "tokens.css"))
    assert found is not None
    return getrgb(found[1])


def inked(picture: Picture, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where in a part of the cover something is drawn."""
    part = picture.crop(box)
    paper = Image.new("RGB", part.size, part.getpixel((2, 2)))
    return ImageChops.difference(part, paper).getbbox()


@pytest.mark.parametrize(
    "title", ["Ceasefire", founding().meta.title, ("Steps to boost ties, " * 15)[:300].strip()]
)
def test_a_headline_of_any_length_stands_within_its_room(title: str) -> None:
    picture, findings = cover(edition(titled(title), "epub"))
    assert picture.size == (WIDTH, HEIGHT)
    assert findings == ()
    box = inked(picture, HEADLINE)
    assert box is not None
    assert box[0] >= 140
    assert box[2] <= WIDTH - 140
    assert HEAD + box[3] <= FOOT + 80
    assert box[2] - box[0] > 600


def test_kicker_publication_byline_and_date_are_drawn() -> None:
    bare = cover(edition(titled("Ceasefire", date=""), "epub"))[0]
    full = cover(edition(rich(), "epub", publication="The Daily Record"))[0]
    for box in (KICKER, FOOTER):
        assert inked(bare, box) is None
        assert inked(full, box) is not None
    # Words begin where the text does; without a publication the band has the house's lozenges, in its middle.
    begin = (100, 0, 400, BAND)
    assert inked(bare, begin) is None
    assert inked(full, begin) is not None
    assert bare.getpixel((WIDTH // 2, BAND // 2)) == bare.getpixel((2, HEIGHT - 2))


def test_the_colours_are_the_styles_tokens() -> None:
    made = edition(rich(), "epub")
    picture, _ = cover(made)
    assert picture.getpixel((2, HEIGHT - 2)) == colour(made, "wash")
    assert picture.getpixel((2, 2)) == colour(made, "accent")
    dark = re.sub(r"--wash:[^;]+;", "--wash: #112233;", text(made.style, "tokens.css")).encode()
    style = replace(made.style, files={**made.style.files, "tokens.css": dark})
    assert cover(replace(made, style=style))[0].getpixel((2, HEIGHT - 2)) == (0x11, 0x22, 0x33)


@pytest.mark.parametrize(
    "title",
    [
        "日米両政府、協力で合意",
        "اتفاق جديد",
        "Peace ☮ talks",
        "x" * 3000,
        pytest.param("w" * 1_000_000, id="a word of a million letters"),
    ],
)
@pytest.mark.usefixtures("no_installed_faces")
def test_a_headline_that_cannot_be_set_gives_way_to_the_ornament(
    title: str,
) -> None:
    made = edition(titled(title), "epub")
    picture, findings = cover(made)
    assert [(f.severity, f.code) for f in findings] == [("warning", "epub-cover-ornament")]
    middle = (HEAD + FOOT) // 2
    for x in (WIDTH // 2 - 289, WIDTH // 2, WIDTH // 2 + 289):
        assert picture.getpixel((x, middle)) == colour(made, "accent")
    assert inked(picture, (0, HEAD, WIDTH, middle - 100)) is None


@pytest.mark.usefixtures("no_installed_faces")
def test_a_label_that_cannot_be_set_is_left_out_and_told() -> None:
    picture, findings = cover(edition(titled("Ceasefire", kicker="解説"), "epub"))
    assert inked(picture, KICKER) is None
    assert [(f.severity, f.code) for f in findings] == [("info", "epub-cover-line")]


def test_invisible_characters_need_no_glyph() -> None:
    assert cover(edition(titled("Cease\u00adfire\u200b now"), "epub"))[1] == ()


def test_a_headline_is_set_in_the_face_that_the_style_names() -> None:
    made = edition(titled("Ceasefire"), "epub")
    sheet = made.style.files["cover.css"]
    sans = sheet.replace(b"SourceSerif4-SemiBold", b"SourceSans3-SemiBold")
    changed = replace(made, style=replace(made.style, files={**made.style.files, "cover.css": sans}))
    assert cover(changed)[0].tobytes() != cover(made)[0].tobytes()


def test_another_face_of_the_style_helps_out_where_it_has_the_glyphs() -> None:
    name, other = "fonts/SourceSerif4-SemiBold.ttf", "fonts/SourceCodePro-Regular.ttf"
    made = edition(titled("From A to \u2500 B"), "epub")
    assert not Face(made.style.files[name], name).can_set("\u2500")
    assert Face(made.style.files[other], other).can_set("\u2500")
    assert cover(made)[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"fonts/SourceSerif4-SemiBold.ttf", b"fonts/none.ttf", "fonts/none.ttf"),
        (b"fonts/SourceSerif4-SemiBold.ttf", b"tokens.css", "tokens.css is not a font"),
        (b"paper: var(--wash)", b"paper: beige-ish", "beige-ish"),
        (b"  soft: var(--soft);\n", b"", "soft"),
    ],
)
def test_a_style_at_fault_is_told_what_is_wrong(old: bytes, new: bytes, words: str) -> None:
    made = edition(founding(), "epub")
    sheet = made.style.files["cover.css"]
    assert old in sheet
    style = replace(made.style, files={**made.style.files, "cover.css": sheet.replace(old, new)})
    with pytest.raises(ConfigurationError, match=words):
        cover(replace(made, style=style))

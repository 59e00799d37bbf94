"""The cover as a small picture: the e-book's own, fitted, light, the same on every run."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from pubpipe.editions.epub import render as book
from pubpipe.editions.epub.thumbnail import render
from pubpipe.model import Edition
from tests.support.manuscripts import edition, founding
from tests.test_editions_epub_cover_jacket import covered, picture

DRAWN = (200, 312)  # an eighth of what is drawn, its last rows of paper left out


def made(one: Edition) -> Image.Image:
    return Image.open(BytesIO(render(one).content)).convert("RGB")


def test_it_is_the_cover_of_the_book() -> None:
    one = edition(founding(), "epub", publication="The Daily")
    with zipfile.ZipFile(BytesIO(book(one).content)) as archive:
        name = next(n for n in archive.namelist() if n.endswith("cover.png"))
        whole = Image.open(BytesIO(archive.read(name))).convert("RGB")
    small = made(one)
    assert small.size == DRAWN
    # What WebP loses is not to be seen: the mean error of a channel is a few of 256 steps.
    histogram = (
        ImageChops.difference(small, whole.crop((0, 0, 1600, 2496)).resize(DRAWN, Image.Resampling.BOX))
        .convert("L")
        .histogram()
    )
    assert sum(n * count for n, count in enumerate(histogram)) / sum(histogram) < 4
    assert small.getpixel((5, 5)) != small.getpixel((5, 300))


def test_it_is_light_and_the_same_every_time() -> None:
    first, second = render(edition(founding(), "epub")), render(edition(founding(), "epub"))
    assert first.content == second.content
    assert len(first.content) < 10_000
    assert first.facts == {"width": 200, "height": 312}


@pytest.mark.parametrize(
    ("size", "fitted"), [((800, 1280), (400, 640)), ((4000, 1000), (400, 100)), ((90, 60), (90, 60))]
)
def test_e_readers_catalogues_have_it_larger_and_as_a_jpeg(
    size: tuple[int, int], fitted: tuple[int, int]
) -> None:
    for one, expected in ((covered(picture(size)), fitted), (founding(), (400, 625))):
        rendering = render(edition(one, "jpg-cover"))
        with Image.open(BytesIO(rendering.content)) as shown:
            assert (shown.format, shown.size) == ("JPEG", expected)
        assert rendering.facts == {"width": expected[0], "height": expected[1]}


def test_the_cover_of_another_article_is_another() -> None:
    assert (
        render(edition(founding(), "epub")).content
        != render(edition(founding(), "epub", publication="X")).content
    )


@pytest.mark.parametrize(
    ("size", "fitted"), [((800, 1280), (200, 320)), ((4000, 1000), (200, 50)), ((90, 60), (90, 60))]
)
def test_the_users_own_cover_keeps_its_shape_and_is_never_enlarged(
    size: tuple[int, int], fitted: tuple[int, int]
) -> None:
    rendering = render(edition(covered(picture(size)), "epub"))
    assert Image.open(BytesIO(rendering.content)).size == fitted
    assert rendering.facts == {"width": fitted[0], "height": fitted[1]}


def test_what_shines_through_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (800, 1280), (0, 0, 0, 0)).save(out, "PNG")
    assert made(edition(covered(out.getvalue()), "epub")).getpixel((9, 9)) == (255, 255, 255)

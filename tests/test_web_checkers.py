"""The web edition before the Nu Html Checker and axe-core, and the checkers themselves before a bad page."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from pubpipe.catalogue import Entry, House, Page
from pubpipe.catalogue import pages as index_pages
from pubpipe.catalogue import render as render_index
from pubpipe.catalogue.entry import Cover, Offer
from pubpipe.editions.epub.thumbnail import render as thumbnail
from pubpipe.editions.html import render
from pubpipe.model import Asset, Json, Manuscript
from pubpipe.styling import load
from tests.support.manuscripts import edition, founding, rich
from tests.support.reader import ColourScheme
from tests.support.web import axe, nu

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364f8ff5f0f000387"
    "0180eb47ba920000000049454e44ae426082"
)
BAD = """<!DOCTYPE html><html><head><title>x</title></head><body><p style="color: #ccc">pale <img src="data:,">
<center>old</center></body></html>"""


def long() -> Manuscript:
    """Everything that the page can have: contents, pictures, notes in every kind of block, a wide table."""
    body = "".join(f"## Part {n}\n\n{'Words of a part. ' * 120}\n\n" for n in range(1, 5))
    pictures = '![A dot](dot.png "Jane Doe")\n\n![A missing one](gone.png)\n\nIn ![a dot](dot.png) text.\n\n'
    table = f"| {' | '.join(['incomprehensibilities'] * 6)} |\n|{'--:|' * 6}\n| a[^3] |{'b |' * 5}\n\n"
    notes = "- item[^4]\n\n> quoted[^5]\n\n[^3]: In a table.\n\n[^4]: In a list.\n\n[^5]: - a\n    - b\n"
    meta = replace(rich().meta, url="https://example.org/rich", updated="2024-08-01")
    text = rich().body.partition("[^1]:")
    whole = f"{text[0]}{body}{pictures}{table}{notes}\n[^1]:{text[2]}"
    return replace(rich(), meta=meta, body=whole, assets=(Asset("dot.png", "0.png", "image/png", DOT),))


PAGES = {"founding": founding, "long": long}
SISTERS: list[Json] = [["pdf", "x.pdf"], ["txt-ascii", "x.ascii.txt"]]
BESIDE: dict[str, Json] = {"sisters": SISTERS, "index": "index.html", "feed": "feed.xml"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, manuscript in PAGES.items():
        made[name] = folder / f"{name}.html"
        whole = edition(manuscript(), "html", publication="The Daily" if name == "long" else "")
        made[name].write_bytes(render(replace(whole, facts=BESIDE)).content)
    return made


def test_the_nu_checker_has_nothing_to_say(pages: dict[str, Path]) -> None:
    assert nu(*pages.values()) == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(pages: dict[str, Path], page: str, width: int, scheme: ColourScheme) -> None:
    assert axe(pages[page], width, scheme) == []


def test_an_index_of_a_folder(tmp_path: Path) -> None:
    listed = []
    for number, (lang, title) in enumerate([("en", "Ships"), ("ar", "السفن"), ("ja", "船"), ("sv", "Skepp")]):
        one = replace(founding(), slug=f"s{number}", meta=replace(founding().meta, lang=lang, title=title))
        (tmp_path / f"s{number}.cover.webp").write_bytes(thumbnail(edition(one, "epub")).content)
        offers = tuple(
            Offer(form, f"s{number}.{form}", 12_345) for form in ("html", "pdf", "epub", "txt", "md")
        )
        listed.append(
            Entry(one.slug, title, lang, "Essay", "A B", ("A B",), "2024-03-05", "", "About.", offers)
        )
        listed[-1] = replace(listed[-1], cover=Cover(f"s{number}.cover.webp", 200, 320) if number else None)
    house = House(load("default"), "The Daily", "https://example.org/", "en", feed=True)
    paths = []
    for page in (Page(2, 3, tuple(listed)), *index_pages(listed)):
        paths.append(tmp_path / page.name)
        paths[-1].write_bytes(render_index(page, house))
    assert nu(*paths) == []
    for width, scheme in itertools.product((1400, 360), get_args(ColourScheme)):
        assert axe(paths[0], width, scheme, beside=True) == []


def test_the_checkers_name_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text(BAD, "utf-8")
    assert any("center" in fault for fault in nu(path))
    rules = {fault.partition(":")[0] for fault in axe(path, 800, "light")}
    assert {"color-contrast", "html-has-lang", "image-alt"} <= rules

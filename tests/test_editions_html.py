"""The web edition in a real browser: self-contained, readable at every width, in light and dark and on paper."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from pubpipe.editions.html import render
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Manuscript, Source, Style
from pubpipe.styling import load, text
from tests.support.manuscripts import edition, founding, rich
from tests.support.reader import ColourScheme, browser_page

PLAIN_WORDS = re.compile(r"\w+")


def page(manuscript: Manuscript, **options: str) -> str:
    return render(edition(manuscript, "html", **options)).content.decode()


def tree(manuscript: Manuscript, **options: str) -> etree._Element:
    return html.document_fromstring(page(manuscript, **options))


def saved(manuscript: Manuscript, folder: Path) -> Path:
    path = folder / "article.html"
    path.write_bytes(render(edition(manuscript, "html")).content)
    return path


def words_of(element: etree._Element | None) -> str:
    assert element is not None
    return " ".join("".join(map(str, element.itertext())).split())


def test_the_head_says_what_the_page_is() -> None:
    meta = replace(
        rich().meta, url="https://example.org/rich", license="https://creativecommons.org/licenses/by/4.0/"
    )
    root = tree(replace(rich(), meta=meta))
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    named = {m.get("name"): m.get("content") for m in root.iter("meta") if m.get("name")}
    assert named["viewport"] == "width=device-width, initial-scale=1"
    assert named["description"] == "One sentence that says what it is about"
    assert [m.get("content") for m in root.iter("meta") if m.get("name") == "author"] == [
        "Ana Pérez",
        "Bob Lee",
    ]
    assert words_of(root.find(".//title")) == "A Rich Article & its “Parts”"
    assert {link.get("rel"): link.get("href") for link in root.iter("link")} == {
        "canonical": "https://example.org/rich",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_one_h1_headings_in_order_and_landmarks() -> None:
    root = tree(rich(), publication="The Daily")
    levels = [int(str(e.tag)[1]) for e in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels == [1, 2, 3, 2]
    assert [e.tag for e in root.findall("body/*")] == ["a", "header", "main"]
    assert words_of(root.find(".//header[@class='masthead']")) == "The Daily"
    assert root.find("body/a").get("href") == "#text"  # type: ignore[union-attr]
    for section in root.iter("section"):
        heading = section.find("h2")
        assert heading is not None
        assert heading.get("id") == section.get("aria-labelledby")


@pytest.mark.parametrize(("publication", "says"), [("The Daily", "The Daily"), ("", "Articles")])
def test_a_page_leads_back_to_the_index_that_it_is_in(publication: str, says: str, tmp_path: Path) -> None:
    listed = replace(edition(rich(), "html", publication=publication), facts={"index": "../index.html"})
    path = tmp_path / "article.html"
    path.write_bytes(render(listed).content)
    with browser_page(path) as visit:
        way = visit.page.get_by_role("link", name=says, exact=True)
        assert way.get_attribute("href") == "../index.html"
        box = way.bounding_box()
        assert box is not None
        assert box["height"] >= 24  # WCAG 2.2, 2.5.8
    # The publication is a name on the page; what is only ours is no text of it.
    assert ("Articles" in words_of(html.document_fromstring(path.read_bytes()).find("body"))) is False
    assert "index.html" not in page(rich(), publication=publication)


def test_the_reading_time_is_shown_but_is_no_text_of_the_page(tmp_path: Path) -> None:
    path = saved(founding(), tmp_path)
    assert "min read" not in words_of(html.document_fromstring(path.read_bytes()).find(".//main"))
    with browser_page(path) as visit:
        shown = "getComputedStyle(document.querySelector('.reading'), '::before').content"
        assert visit.page.evaluate(shown) == '"1 min read"'
        assert "1 min read" in visit.page.locator("main").aria_snapshot()


def test_dates_are_told_to_machines() -> None:
    root = tree(replace(rich(), meta=replace(rich().meta, updated="2024-08-01")))
    assert [(t.get("datetime"), t.text) for t in root.iter("time")] == [
        ("2024-07-28", "July 28, 2024"),
        ("2024-08-01", "August 1, 2024"),
    ]
    unsure = tree(replace(rich(), meta=replace(rich().meta, date="last summer")))
    assert list(unsure.iter("time")) == []
    assert "last summer" in words_of(unsure.find(".//div[@class='byline']"))


def test_the_words_are_the_manuscripts_and_no_others() -> None:
    main = tree(founding()).find(".//main")
    sources = "Sources " + " ".join(
        f"{s.container_title} {s.title} {'July 28, 2024' if s.issued else ''} {s.url}"
        f" {'publisher, title, date' if s.issued else 'publisher, title'} derived from the address"
        for s in founding().sources
    )
    meta = founding().meta
    expected = f"{meta.title} July 28, 2024 {meta.dateline} {founding().body} {sources}"
    assert PLAIN_WORDS.findall(words_of(main)) == PLAIN_WORDS.findall(expected)


def test_sources_name_their_parts_and_show_their_address() -> None:
    source = Source(
        "s",
        title="A Work",
        container_title="Paper",
        issued="2024-07",
        url="https://e.org/a/b?c=d",
        note="See.",
    )
    root = tree(replace(rich(), sources=(source,)))
    entry = root.find(".//section[@class='sources']/ol/li")
    assert words_of(entry) == "A Work. Paper. July 2024. https://e.org/a/b?c=d See."
    assert entry is not None
    assert entry.find(".//cite") is not None
    assert entry.find(".//a").get("href") == "https://e.org/a/b?c=d"  # type: ignore[union-attr]


def test_a_stop_after_a_part_is_the_pages_and_stands_on_its_side() -> None:
    source = Source("s", title="أخبار", container_title="Example Org", url="https://e.org/a")
    made = page(replace(rich(), sources=(source,)))
    assert '<cite class="title" dir="auto">أخبار</cite>. ' in made
    assert '<span class="publisher" dir="auto">Example Org</span>.</p>' in made


def test_a_derived_title_is_not_set_as_a_work() -> None:
    assert "<cite" not in page(founding())


def test_an_unsafe_address_of_a_source_is_printed_but_is_no_link() -> None:
    source = Source("s", title="x", url="javascript:alert(1)")
    root = tree(replace(founding(), sources=(source,)))
    assert "javascript:alert(1)" in words_of(root.find(".//section"))
    assert list(root.iter("a"))[1:] == []


def test_title_of_markup_characters() -> None:
    title = "</title><script>alert(1)</script> & \"x\" '{{ y }}' \\"
    root = tree(replace(founding(), meta=replace(founding().meta, title=title)))
    assert words_of(root.find(".//h1")) == words_of(root.find(".//title")) == title
    assert [s.get("type") for s in root.iter("script")] == ["application/ld+json"]


def test_another_language_and_direction() -> None:
    root = tree(replace(founding(), meta=replace(founding().meta, lang="ar")))
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert words_of(root.find(".//section/h2")) == "المصادر"


def test_generated_words_in_another_language_are_marked() -> None:
    heading = tree(replace(founding(), meta=replace(founding().meta, lang="sv"))).find(".//section/h2")
    assert heading is not None
    assert (heading.get("lang"), words_of(heading)) == ("en", "Sources")
    assert tree(founding()).find(".//section/h2").get("lang") is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "scripts"),
    [
        ("Plain text – “quoted”.", {"latin"}),
        ("Łódź.", {"latin", "latin-ext"}),
        ("Москва.", {"latin", "cyrillic"}),
        ("Αθήνα.", {"latin", "greek"}),
        ("東京", {"latin"}),
    ],
)
def test_only_the_faces_that_the_text_needs_come_along(body: str, scripts: set[str]) -> None:
    faces = render(edition(replace(founding(), body=body), "html")).facts["faces"]
    assert isinstance(faces, list)
    split = [str(face).removeprefix("web/").removesuffix(".woff2").split("-", 2) for face in faces]
    assert {script for _, _, script in split} == scripts
    assert {weight for _, weight, _ in split} == {"Regular", "SemiBold"}


def test_only_the_families_that_the_style_asks_for_come_along() -> None:
    def families(style: str) -> set[str]:
        faces = render(replace(edition(founding(), "html"), style=load(style))).facts["faces"]
        assert isinstance(faces, list)
        return {str(face).removeprefix("web/").split("-")[0] for face in faces}

    assert families("default") == {"SourceSerif4", "SourceSans3"}
    assert families("handout") == {"SourceSans3"}


@pytest.mark.parametrize("style", ["book", "handout"])
def test_what_a_style_and_a_look_have_for_themselves_reaches_the_page(style: str) -> None:
    house = load(style, None, ":root { --accent: #123456; }")
    page = render(replace(edition(founding(), "html"), style=house)).content.decode()
    assert "--accent: #123456;" in page
    own = [line for line in text(house, "web-own.css").splitlines() if line.startswith("h1 ")]
    assert own
    assert all(line in page for line in own)


def test_italics_come_along_when_something_slants() -> None:
    faces = render(edition(replace(founding(), body="With *emphasis*."), "html")).facts["faces"]
    assert isinstance(faces, list)
    assert "web/SourceSerif4-Italic-latin.woff2" in faces


def test_findings_reach_the_report() -> None:
    rendering = render(edition(replace(founding(), body="[x](javascript:y) ![a](b.png)"), "html"))
    assert [f.code for f in rendering.findings] == ["html-unsafe-link", "html-picture-missing"]


@pytest.mark.parametrize("width", [320, 768, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_browser(width: int, scheme: ColourScheme, tmp_path: Path) -> None:
    wide = (
        "\n\n| "
        + " | ".join(["incomprehensibilities"] * 6)
        + " |\n|"
        + "---|" * 6
        + "\n\n```\n"
        + "x" * 300
        + "\n```\n"
    )
    path = saved(
        replace(rich(), body=rich().body + wide + f"\n\nhttps://example.org/{'a' * 200}\n"), tmp_path
    )
    with browser_page(path, width, 900, scheme) as visit:
        visit.page.evaluate("document.fonts.ready.then(() => true)")
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        states = visit.page.evaluate("[...document.fonts].map(face => face.status)")
        assert set(states) == {"loaded"}
        paper = visit.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
        # The skip link is the first thing that the keyboard reaches, and it shows itself there.
        visit.page.keyboard.press("Tab")
        top = visit.page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        assert top >= 0
        assert visit.errors == []
        assert visit.requests == []


def test_on_paper(tmp_path: Path) -> None:
    with browser_page(saved(rich(), tmp_path), colour_scheme="dark") as visit:
        visit.page.emulate_media(media="print", color_scheme="dark")
        colour = visit.page.evaluate("getComputedStyle(document.documentElement).color")
        assert colour == "rgb(26, 26, 26)"
        hidden = visit.page.evaluate("getComputedStyle(document.querySelector('.skip')).display")
        assert hidden == "none"


def tokens(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"(--\w+):\s*(#[0-9a-f]{6})", sheet))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def sheets(style: Style, *names: str) -> str:
    return "\n".join(text(style, name) for name in names if name in style.files)


@pytest.mark.parametrize("name", ["book", "default", "handout"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_text_and_ground_passes_wcag_aa(name: str, scheme: str) -> None:
    style = load(name)
    colours = tokens(sheets(style, "tokens.css", "tokens-own.css"))
    if scheme == "dark":
        web = sheets(style, "web.css", "web-own.css")
        blocks = re.findall(r"prefers-color-scheme: dark\) \{(.*?)\n\}", web, re.DOTALL)
        dark = tokens("\n".join(blocks))
        assert dark.keys() == colours.keys()
        colours = dark
    for ink in ("--ink", "--soft", "--accent"):
        for ground in ("--paper", "--wash"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (name, scheme, ink, ground)


def test_the_contrast_measure_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def styled(**files: bytes | None) -> Edition:
    merged = {**load("default").files, **{name.replace("__", "."): data for name, data in files.items()}}
    return Edition(rich(), Style("mine", {n: d for n, d in merged.items() if d is not None}), "html")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("web__html", b"{{ nothing }}", "'nothing' is undefined"),
        ("web__html", b"{% if %}", "web.html, line 1"),
        ("web__css", None, "no file web.css"),
        ("web__css", b"\xff", "web.css: not UTF-8"),
        ("web-faces__css", b"@font-face { src: url(x) }", "web-faces.css: a face without"),
        ("web-faces__css", b'@font-face { src: url("no.woff2"); unicode-range: U+20 }', "no file no.woff2"),
    ],
)
def test_a_style_that_does_not_fit_is_refused_by_name(name: str, data: bytes | None, words: str) -> None:
    with pytest.raises(ConfigurationError, match="style 'mine'") as caught:
        render(styled(**{name: data}))
    assert words in str(caught.value)


def test_the_same_bytes_whatever_the_process() -> None:
    code = (
        "import sys; from tests.support.manuscripts import edition, rich; from pubpipe.editions.html import render;"
        "sys.stdout.buffer.write(render(edition(rich(), 'html')).content)"
    )
    seen = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("77", "Asia/Tokyo", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        seen.add(hashlib.sha256(done.stdout).hexdigest())
    assert seen == {hashlib.sha256(render(edition(rich(), "html")).content).hexdigest()}

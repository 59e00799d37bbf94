"""The PDF edition by facts: pages, words, tags, faces, links, and what it says when something is missing."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from pubpipe.editions.pdf import render
from pubpipe.errors import ConfigurationError
from pubpipe.model import Asset, Edition, Manuscript, Metadata, Rendering, Source, Style
from tests.support.manuscripts import edition, founding, rich
from tests.support.validators import verapdf

ROOT = Path(__file__).parent.parent
A4, LETTER = (595, 842), (612, 792)


def article() -> Manuscript:
    """The founding article as it comes out of the normalizer: its five paragraphs once."""
    lines = (ROOT / "source/us-japan-military-alliance.txt").read_text(encoding="utf-8").splitlines()
    dateline = "July 28, 2024 – "
    assert lines[0].startswith(dateline)
    body = "\n\n".join([lines[0].removeprefix(dateline), *lines[1:5]]) + "\n"
    return dataclasses.replace(founding(), body=body, markdown=body)


def manuscript(
    body: str, *, lang: str = "en", title: str = "A title", assets: tuple[Asset, ...] = ()
) -> Manuscript:
    return Manuscript("a", Metadata(title=title, lang=lang), body, body, (), assets)


def picture(source: str = "p.png", size: tuple[int, int] = (60, 40)) -> Asset:
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, "PNG")
    return Asset(source, "0123abcd.png", "image/png", buffer.getvalue())


def long() -> Manuscript:
    """Ten pages and more: sections, notes, a table over several pages, addresses, code, pictures of every shape."""
    text = article().body.strip().split("\n\n")
    rows = "\n".join(f"| row {n} | some words in a cell | {n * 1234:,} |" for n in range(90))
    parts = [text[0], "| Name | What | How many |\n|:---|:---|---:|\n" + rows]
    for n in range(9):
        parts += [f"## Section {n}", text[1] + f"[^{n}]", text[2], "> " + text[4], f"### Part {n}", text[3]]
    parts += [
        "![A wide picture](wide.png)\n\n![A tall picture](tall.png)",
        "    code " + "and_more_code(" * 30,
        "x" * 400,
        "| " + " | ".join(["Donaudampfschifffahrtsgesellschaft"] * 9) + " |\n" + "|---" * 9 + "|",
        "<https://example.org/" + "a-rather/long_path.of/many&parts=to?break/" * 6 + ">",
        *(f"[^{n}]: Note number {n} says something." for n in range(9)),
    ]
    assets = (
        picture("wide.png", (3000, 200)),
        dataclasses.replace(picture("tall.png", (200, 3000)), name="tall.png"),
    )
    base = manuscript("\n\n".join(parts) + "\n", lang="en-US", title="A long article " * 20, assets=assets)
    return dataclasses.replace(base, sources=article().sources * 4)


def made(m: Manuscript, **options: str) -> Rendering:
    return render(edition(m, "pdf", **options))


def texts(content: bytes) -> list[str]:
    """The words of each page as they stand on it, by poppler."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


def lines(content: bytes) -> list[str]:
    """The lines of the first page, without the space around them."""
    return [line.strip() for line in texts(content)[0].splitlines() if line.strip()]


def spread(content: bytes) -> str:
    """All words in one line."""
    return " ".join(" ".join(texts(content)).split())


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def uris(content: bytes) -> list[str]:
    with opened(content) as pdf:
        annotations = [a for page in pdf.pages for a in page.get("/Annots", pikepdf.Array())]
        return [str(a.A.URI) for a in annotations if "/A" in a]


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """(role, structure element) in reading order."""
    todo, found = [pdf.Root.StructTreeRoot.K], []
    while todo:
        item = todo.pop()
        if isinstance(item, pikepdf.Array):
            todo += list(item)[::-1]
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            found.append((str(item.S), item))
            todo.append(item.get("/K", pikepdf.Array()))
    return found


def claims(content: bytes) -> bool:
    with opened(content) as pdf:
        return b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def outline(content: bytes) -> list[tuple[int, str]]:
    return [(b.level, b.get_title()) for b in pypdfium2.PdfDocument(content).get_toc()]


def codes(rendering: Rendering) -> list[str]:
    return [finding.code for finding in rendering.findings]


@pytest.fixture(scope="module")
def founding_pdf() -> Rendering:
    return made(article())


@pytest.fixture(scope="module")
def rich_pdf() -> Rendering:
    return made(rich(), publication="The Daily Record")


@pytest.fixture(scope="module")
def long_pdf() -> Rendering:
    return made(long(), publication="The Daily Record")


@pytest.fixture(params=["founding_pdf", "rich_pdf", "long_pdf"])
def any_pdf(request: pytest.FixtureRequest) -> Rendering:
    rendering: Rendering = request.getfixturevalue(request.param)
    return rendering


def test_validators_accept_every_claim(any_pdf: Rendering, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(any_pdf.content)
    assert claims(any_pdf.content)
    assert verapdf(tmp_path / "a.pdf", ("ua1",)) == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_founding_article_fits_one_page(paper: str) -> None:
    rendering = made(article(), page=paper)
    assert rendering.facts["pages"] == 1
    assert len(texts(rendering.content)) == 1
    assert rendering.findings == ()


def test_document_says_what_it_is(rich_pdf: Rendering, founding_pdf: Rendering) -> None:
    pdf = opened(rich_pdf.content)
    assert pdf.docinfo["/Title"] == "A Rich Article & its “Parts”"
    assert pdf.docinfo["/Author"] == "Ana Pérez, Bob Lee"
    assert pdf.docinfo["/CreationDate"] == "D:20240728"
    assert "/ModDate" not in pdf.docinfo
    assert pdf.Root.Lang == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with opened(founding_pdf.content) as other:
        assert "/Author" not in other.docinfo


def test_outline_follows_headline_and_headings(rich_pdf: Rendering) -> None:
    assert outline(rich_pdf.content) == [
        (0, "A Rich Article & its “Parts”"),
        (1, "A heading over a section"),
        (2, "A smaller heading"),
        (1, "Sources"),
    ]


def test_note_numbers_are_not_in_bookmarks() -> None:
    content = made(manuscript("## Heading[^1]\n\nText.\n\n[^1]: The note.\n")).content
    assert outline(content) == [(0, "A title"), (1, "Heading")]


@pytest.mark.parametrize(
    ("lang", "page", "size"),
    [
        ("en", "auto", A4),
        ("en-US", "auto", LETTER),
        ("en-GB", "auto", A4),
        ("fr-CA", "auto", LETTER),
        ("es-MX", "auto", LETTER),
        ("zh-Hans-CN", "auto", A4),
        ("en-US", "a4", A4),
        ("de", "letter", LETTER),
    ],
)
def test_paper_follows_the_region(lang: str, page: str, size: tuple[int, int]) -> None:
    pages = pypdfium2.PdfDocument(made(manuscript("Text.\n", lang=lang), page=page).content)
    assert tuple(round(side) for side in pages[0].get_size()) == size


def test_running_header_and_page_numbers(long_pdf: Rendering) -> None:
    pages = texts(long_pdf.content)
    assert len(pages) == long_pdf.facts["pages"]
    assert len(pages) > 10
    running = "A long article A long article A long article A long article A…"
    for number, page in enumerate(pages, 1):
        assert (running in page) == (number > 1)
        assert ("The Daily Record" in page) == (number > 1)
        assert f"{number} of {len(pages)}" in page


def test_page_furniture_is_an_artifact(long_pdf: Rendering) -> None:
    pdf = opened(long_pdf.content)
    drawn = pikepdf.parse_content_stream(pdf.pages[1])
    marked = [str(i.operands[0]) for i in drawn if str(i.operator) in ("BMC", "BDC")]
    assert "/Artifact" in marked
    second = pdf.pages[1].objgen
    here = [e for _, e in elements(pdf) if "/Pg" in e and e.Pg.objgen == second]
    tagged = {int(k) for e in here for k in kids(e) if isinstance(k, int)}
    numbered = [i.operands[1].MCID for i in drawn if str(i.operator) == "BDC"]
    assert numbered
    assert set(map(int, numbered)) <= tagged


def kids(element: Any) -> list[Any]:
    inside = element.get("/K", pikepdf.Array())
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def test_words_are_those_of_the_article(founding_pdf: Rendering) -> None:
    m = article()
    words = f"{m.meta.title} July 28, 2024 {m.meta.dateline} {m.body}"
    # A hyphen at a line's end is the printer's or the author's: leave all of them out.
    page, expected = (re.sub(r"-\s*", "", text) for text in (texts(founding_pdf.content)[0], words))
    assert " ".join(expected.split()) in " ".join(page.split())


def test_sources_show_their_addresses_whole(founding_pdf: Rendering) -> None:
    addresses = [source.url for source in article().sources]
    assert uris(founding_pdf.content) == addresses
    unbroken = re.sub(r"\s", "", texts(founding_pdf.content)[0])
    assert all(address in unbroken for address in addresses)


def test_long_addresses_break_without_a_trace() -> None:
    address = "https://example.org/" + "some-path/with_parts.and/" * 9 + "?a=1&b=2#c"
    m = dataclasses.replace(manuscript("Text.\n"), sources=(Source(id="s", url=address),))
    content = made(m).content
    assert address in re.sub(r"\s", "", texts(content)[0])
    assert set(uris(content)) == {address}
    broken = [line for line in lines(content) if "some-path" in line]
    assert len(broken) > 1
    assert not any(line.endswith("-") for line in broken)


def test_measure_is_60_to_75_characters(founding_pdf: Rendering) -> None:
    page = lines(founding_pdf.content)
    text = page[page.index("July 28, 2024") + 1 : page.index("Sources")]
    full = [len(line) for line in text if len(line) > 55]
    assert len(full) > 20
    assert 60 <= sum(full) / len(full) <= 75


def test_text_is_hyphenated_in_its_language() -> None:
    words = (
        "international organisations undertake extraordinarily comprehensive administrative responsibilities "
    )
    divided = {
        lang: any(
            line.endswith("-") for line in lines(made(manuscript(words * 12 + "\n", lang=lang)).content)
        )
        for lang in ("en", "ja")
    }
    assert divided == {"en": True, "ja": False}


def test_headline_is_balanced_and_never_divided() -> None:
    title = "Ministers of both countries announced an agreement on joint production"
    page = lines(made(manuscript("Text.\n", title=title)).content)
    head = page[: page.index("Text.")]
    assert " ".join(head) == title
    assert len(head) > 1
    assert min(map(len, head)) > 0.7 * max(map(len, head))


def test_word_wider_than_the_page_is_divided() -> None:
    title = "Lange Wörter in der Donaudampfschifffahrtsgesellschaftskapitänsmütze"
    page = lines(made(manuscript("Text.\n", lang="de", title=title)).content)
    head = page[: page.index("Text.")]
    assert "".join(head).replace("-", "").replace(" ", "") == title.replace(" ", "")
    assert max(map(len, head)) < 35


def test_only_shipped_faces_are_used_and_embedded(any_pdf: Rendering) -> None:
    with opened(any_pdf.content) as pdf:
        fonts = descriptors(pdf)
        assert {re.split(r"[+-]", str(font.FontName))[1] for font in fonts} == {"House"}
        assert all("/FontFile2" in font for font in fonts)


def descriptors(pdf: pikepdf.Pdf) -> list[Any]:
    dictionaries = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
    return [o for o in dictionaries if o.get("/Type") == "/FontDescriptor"]


@pytest.mark.parametrize(
    ("form", "style", "face"),
    [
        ("pdf", "default", "Noto-Sans-CJK-JP"),
        ("pdf-large", "default", "Noto-Sans-CJK-JP-Bold"),
        ("pdf-large", "book", "Noto-Sans-CJK-JP-Bold"),
        ("pdf", "handout", "Noto-Sans-CJK-JP-Bold"),
        ("pdf-draft", "handout", "Noto-Sans-CJK-JP-Bold"),
    ],
)
def test_emphasis_in_japanese_stands_out_from_its_text(form: str, style: str, face: str) -> None:
    body = "理性と*良心*である。\n"
    one = Manuscript("a", Metadata("", "ja"), body, body)
    with opened(render(edition(one, form, style)).content) as pdf:
        faces = {str(font.FontName).partition("+")[2] for font in descriptors(pdf)}
    assert any(name.startswith(face) for name in faces), faces


def test_small_capitals_and_old_style_figures_are_real(founding_pdf: Rendering) -> None:
    whole = TTFont(ROOT / "styles/default/fonts/SourceSerif4-Regular.ttf")
    wanted = substitutes(whole, ["smcp"], "uly") | substitutes(whole, ["pnum", "onum"], ("four", "six"))
    with opened(founding_pdf.content) as pdf:
        (file,) = [f.FontFile2 for f in descriptors(pdf) if str(f.FontName).endswith("House-Serif")]
        subset = TTFont(io.BytesIO(file.read_bytes()))
    drawn = {n for n, name in enumerate(subset.getGlyphOrder()) if subset["glyf"][name].numberOfContours}
    assert len(wanted) == 5
    assert wanted <= drawn


def substitutes(face: TTFont, features: list[str], names: Iterable[str]) -> set[int]:
    """The glyph numbers that features, one after the other, put in the place of glyphs."""
    table = face["GSUB"].table
    glyphs = list(names)
    for feature in features:
        records = [r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == feature]
        lookups = [
            table.LookupList.Lookup[n] for n in sorted({n for r in records for n in r.LookupListIndex})
        ]
        parts = [getattr(part, "ExtSubTable", part) for lookup in lookups for part in lookup.SubTable]
        mapping = {before: after for part in parts for before, after in part.mapping.items()}
        glyphs = [mapping[glyph] for glyph in glyphs]
    return {face.getGlyphID(glyph) for glyph in glyphs}


def test_notes_stand_at_the_foot_and_are_read_at_their_calls(rich_pdf: Rendering) -> None:
    page = pypdfium2.PdfDocument(rich_pdf.content)[0]
    text = page.get_textpage()
    tops = {}
    for words in ("The first note", "The second note", "Last paragraph", "https://example.org/a"):
        index, _ = text.search(words).get_next()
        tops[words] = text.get_charbox(index)[1]
    assert tops["https://example.org/a"] > tops["The first note"] > tops["The second note"]
    pdf = opened(rich_pdf.content)
    found = elements(pdf)
    notes = [n for n, (role, _) in enumerate(found) if role == "/Note"]
    assert [str(found[n][1].ID) for n in notes] == ["note-1", "note-2"]
    for n in notes:
        siblings = kids(found[n][1].P)
        place = next(i for i, kid in enumerate(siblings) if kid.objgen == found[n][1].objgen)
        assert siblings[place - 1].S == "/Reference"


def test_note_is_on_the_page_of_its_call(long_pdf: Rendering) -> None:
    pages = texts(long_pdf.content)
    for n in range(9):
        (foot,) = [page for page in pages if f"Note number {n} says something." in page]
        assert f"strengthen.{n + 1}" in "".join(foot.split())


def test_notes_that_would_fill_a_page_stand_at_the_end(tmp_path: Path) -> None:
    note = " ".join(f"word{n}" for n in range(900))
    body = f"Text[^1] goes[^2] on.\n\n[^1]: {note}\n\n[^2]: A short note.\n"
    rendering = made(dataclasses.replace(manuscript(body), sources=article().sources))
    (tmp_path / "a.pdf").write_bytes(rendering.content)
    assert verapdf(tmp_path / "a.pdf", ("ua1",)) == []
    assert outline(rendering.content) == [(0, "A title"), (1, "Notes"), (1, "Sources")]
    words = spread(rendering.content)
    assert all(f"word{n} " in words for n in range(900))
    assert words.index("A short note.") < words.index("Sources")


def test_a_note_may_hold_blocks() -> None:
    body = "Text[^1] goes on.\n\n[^1]: First.\n\n    Second.\n\n    - item\n\n    > quote\n\n    | a |\n    |---|\n    | b |\n"
    words = spread(made(manuscript(body)).content).split()
    assert words == [
        "A",
        "title",
        "Text",
        "1",
        "goes",
        "on.",
        "1",
        "First.",
        "Second.",
        "–",
        "item",
        "quote",
        "a",
        "b",
        *["1", "of", "1"],
    ]


def test_table_header_is_repeated(long_pdf: Rendering) -> None:
    pages = [page for page in texts(long_pdf.content) if re.search(r"^ *row \d+", page, re.MULTILINE)]
    assert len(pages) > 1
    assert all(re.search(r"Name +What +How many", page) for page in pages)


def test_nothing_runs_off_the_page(long_pdf: Rendering) -> None:
    for page in pypdfium2.PdfDocument(long_pdf.content):
        width, height = page.get_size()
        boxes = [item.get_bounds() for item in page.get_objects()]
        assert boxes
        assert all(x1 > 0 and x2 < width and y1 > 0 and y2 < height for x1, y1, x2, y2 in boxes)


def test_numbered_list_starts_where_it_says(rich_pdf: Rendering) -> None:
    assert "3. third" in spread(rich_pdf.content)


def test_headings_stay_with_their_text() -> None:
    for lines in range(26, 34):
        body = "\n\n".join(["Line."] * lines + ["## The heading", "One more line. " * 30]) + "\n"
        pages = texts(made(manuscript(body)).content)
        assert all("One more line." in page for page in pages if "The heading" in page)


def test_no_item_of_a_list_stands_alone_on_a_page() -> None:
    for lines in range(43, 46):
        body = "\n\n".join(["Line."] * lines + ["- one\n- two", "After."]) + "\n"
        pages = texts(made(manuscript(body)).content)
        assert all("two" in page for page in pages if "one" in page)


def test_house_style_holds_nothing_that_the_engine_ignores() -> None:
    told = logging.getLogger("weasyprint")
    heard: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    told.addHandler(handler)
    base = edition(rich(), "pdf")
    style = Style(
        "again", {**base.style.files, "print.css": base.style.files["print.css"] + b"/* not cached */"}
    )
    render(dataclasses.replace(base, style=style))
    told.removeHandler(handler)
    assert [message for message in heard if not message.startswith("Step")] == []


def test_right_to_left_page_is_mirrored(tmp_path: Path) -> None:
    m = manuscript("نص قصير باللغة العربية.\n\n- بند أول\n", lang="ar", title="عنوان المقال")
    rendering = made(dataclasses.replace(m, sources=article().sources))
    (tmp_path / "a.pdf").write_bytes(rendering.content)
    assert rendering.findings == ()
    assert verapdf(tmp_path / "a.pdf", ("ua1",)) == []
    page = pypdfium2.PdfDocument(rendering.content)[0]
    boxes = [o.get_bounds() for o in page.get_objects() if o.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    headline = max(boxes, key=lambda box: box[3])
    assert headline[2] > page.get_width() - 130
    assert headline[0] > page.get_width() / 2 - 60


def test_picture_has_its_description_and_caption() -> None:
    content = made(manuscript('![A blue field](p.png "Photograph: A. Smith")\n', assets=(picture(),))).content
    with opened(content) as pdf:
        (figure,) = [element for role, element in elements(pdf) if role == "/Figure"]
        assert figure.Alt == "A blue field"
    assert "A blue field Photograph: A. Smith" in spread(content)


def test_picture_without_description_withdraws_the_claim() -> None:
    rendering = made(manuscript("![](p.png)\n", assets=(picture(),)))
    assert codes(rendering) == ["pdf-picture-without-description"]
    assert "p.png" in rendering.findings[0].message
    assert not claims(rendering.content)
    assert rendering.facts["pdfua"] is False


@pytest.mark.parametrize(
    "source", ["gone.png", "https://example.org/x.png", "file:///etc/hostname", "/etc/hostname"]
)
def test_missing_picture_is_told_and_its_description_printed(source: str) -> None:
    rendering = made(manuscript(f"![What it showed]({source})\n"))
    assert codes(rendering) == ["pdf-picture-missing"]
    assert source in rendering.findings[0].message
    assert "[What it showed]" in spread(rendering.content)
    assert claims(rendering.content)


def test_unreadable_picture_is_told_and_its_description_printed_once() -> None:
    broken = Asset("x/p.png", "0123abcd.png", "image/png", picture().data[:60], received="mine.png")
    rendering = made(manuscript("Text.\n\n![What it showed](x/p.png)\n", assets=(broken,)))
    assert codes(rendering) == ["pdf-picture-unreadable"]
    assert rendering.findings[0].message.startswith(
        "picture 'mine.png' (line 3 of its canonical Markdown), “What"
    )
    assert spread(rendering.content).count("What it showed") == 1


def test_missing_glyph_is_named_and_withdraws_the_claim() -> None:
    rendering = made(manuscript("A sign that no face has: \U0010fff0.\n"))
    assert codes(rendering) == ["pdf-missing-glyph"]
    assert "(U+10FFF0)" in rendering.findings[0].message
    assert not claims(rendering.content)
    assert claims(made(manuscript("Text.\n")).content)


def test_skipped_heading_level_withdraws_the_claim() -> None:
    rendering = made(manuscript("## Two\n\n#### Four\n"))
    assert codes(rendering) == ["pdf-heading-skipped"]
    assert not claims(rendering.content)


def test_unsafe_and_dead_links_are_plain_text() -> None:
    body = "[one](javascript:alert(1)) [two](file:///etc/passwd) [three](x.md) [four](#gone) [five](https://example.org/)\n"
    rendering = made(manuscript(body))
    assert uris(rendering.content) == ["https://example.org/"]
    assert "one two three four five" in spread(rendering.content)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_is_fetched(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>'
        f'<image href="{address}/a.png" width="5" height="5"/><image href="file:///etc/hostname" width="5" height="5"/></svg>'
    )
    asset = Asset("p.svg", "0123abcd.svg", "image/svg+xml", drawing.encode())
    m = manuscript(f"![Drawn](p.svg)\n\n![Remote]({address}/b.png)\n", assets=(asset,))
    styled = with_files(
        m, "print.css", f'@import url("{address}/c.css"); body {{ background: url("{address}/d.png") }}'
    )
    rendering = render(styled)
    assert asked == []
    assert "pdf-file-refused" in codes(rendering)
    assert "pdf-picture-missing" in codes(rendering)


def with_files(m: Manuscript, name: str, text: str) -> Edition:
    base = edition(m, "pdf")
    return dataclasses.replace(base, style=Style("mine", {**base.style.files, name: text.encode()}))


def test_style_that_names_a_missing_face_is_told() -> None:
    css = '@font-face { font-family: X; src: url("style:fonts/none.ttf") } body { font-family: X }'
    rendering = render(with_files(manuscript("Text.\n"), "print.css", css))
    assert codes(rendering) == ["pdf-file-refused"]
    assert codes(render(with_files(manuscript("Text.\n"), "print.css", css))) == ["pdf-file-refused"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("print.css", "p { color: var(--nothing) }", "line 1"),
        (
            "print.css",
            "p { color: red }\np { color: red\n\n.x { color: blue }",
            "line 2: a brace that is never",
        ),
        ("print.css", "/* } */\np { color: red }}\nq { color: red }", "line 2: a closing brace that nothing"),
        ("print.html", "<p>\n{{ nothing }}", "print.html, line 2"),
    ],
)
def test_broken_style_is_named(name: str, text: str, place: str) -> None:
    with pytest.raises(ConfigurationError, match=place):
        render(with_files(manuscript("Text.\n"), name, text))


def test_missing_pango_says_what_to_install(tmp_path: Path) -> None:
    broken = tmp_path / "weasyprint"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    script = (
        "from pubpipe.editions.pdf import render\nfrom pubpipe.errors import EditionError\n"
        "from tests.support.manuscripts import edition, founding\n"
        "try:\n    render(edition(founding(), 'pdf'))\nexcept EditionError as error:\n    print(error.hint)\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    assert "brew install pango" in done.stdout


def test_same_input_gives_the_same_bytes(tmp_path: Path, long_pdf: Rendering) -> None:
    script = (
        "import hashlib\nfrom pubpipe.editions.pdf import render\n"
        "from tests.support.manuscripts import edition\nfrom tests.test_editions_pdf import long\n"
        "pdf = render(edition(long(), 'pdf', publication='The Daily Record'))\n"
        "print(hashlib.sha256(pdf.content).hexdigest())\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "77",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "LANG": "C",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(long_pdf.content).hexdigest()
    assert made(long(), publication="The Daily Record").content == long_pdf.content


def test_faces_are_shipped_with_their_licences() -> None:
    folder = ROOT / "styles/default/fonts"
    for face in folder.glob("*.ttf"):
        assert face.stat().st_size < 1_000_000
        licence = (folder / f"OFL-{face.stem.split('-')[0]}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert licence.startswith("Copyright")

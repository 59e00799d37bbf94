"""The EPUB edition: the files in it, what EPUBCheck says, what a reading system shows."""

import hashlib
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from lxml import etree

from pubpipe.editions.epub import render
from pubpipe.errors import ConfigurationError
from pubpipe.model import Asset, Edition, Json, Manuscript, Metadata, Source
from pubpipe.wording import words
from tests.support.manuscripts import edition, founding, rich
from tests.support.reader import read_epub
from tests.support.validators import epubcheck

NS = {
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = ("<&\"'/\\.. said: 'five < six & seven > three' " * 9)[:300]


class Book:
    """An EPUB, its files parsed on demand."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(content))
        self.opf = self.xml("content.opf")

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    def names(self, suffix: str = ".xhtml") -> list[str]:
        found = (n.removeprefix("EPUB/") for n in self.archive.namelist())
        return [n for n in found if n.endswith(suffix)]

    def spine(self) -> list[str]:
        hrefs = {i.get("id"): i.get("href", "") for i in self.opf.iterfind("o:manifest/o:item", NS)}
        return [hrefs[r.get("idref")] for r in self.opf.iterfind("o:spine/o:itemref", NS)]

    def values(self, name: str) -> list[str]:
        """The values of a Dublin Core element, or of a meta property."""
        path = f"o:metadata/{name}" if name.startswith("dc:") else f"o:metadata/o:meta[@property='{name}']"
        return [e.text or "" for e in self.opf.iterfind(path, NS)]


def make(manuscript: Manuscript, **options: str) -> Book:
    return Book(render(edition(manuscript, "epub", **options)).content)


def written(manuscript: Manuscript, folder: Path) -> Path:
    path = folder / "book.epub"
    path.write_bytes(render(edition(manuscript, "epub")).content)
    return path


def codes(manuscript: Manuscript) -> Counter[str]:
    return Counter(f.code for f in render(edition(manuscript, "epub")).findings)


def titled(title: str) -> Manuscript:
    return replace(rich(), meta=replace(rich().meta, title=title))


def arabic() -> Manuscript:
    body = (
        "أعلن المسؤولون خطوات جديدة.[^1]\n\n## الخلفية\n\nاتفقت الدولتان في عام 2023.\n\n[^1]: ملاحظة أولى.\n"
    )
    meta = Metadata(
        title="اتفاق جديد بين اليابان والولايات المتحدة", lang="ar", authors=("سارة أحمد",), date="2024-07-28"
    )
    return Manuscript("arabic", meta, body, body, founding().sources)


def japanese() -> Manuscript:
    body = (
        "日米両政府は協力を強化すると発表した。[^1]\n\n## 背景\n\n両国は協力してきた。\n\n[^1]: 最初の注。\n"
    )
    meta = Metadata(title="日米両政府、軍事協力の強化で合意", lang="ja", dateline="東京 —")
    return Manuscript("japanese", meta, body, body, founding().sources)


def long() -> Manuscript:
    paragraph = "It did not say who would pay for the work, nor how long it would take. " * 40
    sections = "".join(
        f"## Chapter {n}\n\n{paragraph}[^{n}]\n\n### Part {n}.1\n\n{paragraph}\n\n" for n in range(1, 13)
    )
    notes = "".join(f"[^{n}]: Note number {n}.\n\n" for n in range(1, 13))
    body = f"The opening.\n\n{sections}{notes}"
    return replace(rich(), body=body, markdown=body)


def pictured(described: bool = True) -> Manuscript:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 40), "#446688").save(out, "PNG")
    assets = (Asset("lake.png", "0a1b2c3d.png", "image/png", out.getvalue()),)
    alt = "A lake under hills" if described else ""
    body = f'Before.\n\n![{alt}](rich.assets/0a1b2c3d.png "Photo: Ana Pérez")\n\nAfter.\n'
    return replace(rich(), body=body, markdown=body, assets=assets)


def kinds(tree: etree._Element, kind: str) -> list[etree._Element]:
    return [e for e in tree.iter() if kind in (e.get(EPUB_TYPE) or "").split()]


def text_of(element: etree._Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


# -- the container


def test_mimetype_comes_first_stored_and_without_extra_field() -> None:
    content = render(edition(founding(), "epub")).content
    assert content[:4] == b"PK\x03\x04"
    assert struct.unpack("<H", content[8:10])[0] == zipfile.ZIP_STORED
    assert content[26:30] == b"\x08\0\0\0"
    assert content[30:58] == b"mimetypeapplication/epub+zip"


def test_no_entry_tells_when_or_where_it_was_made() -> None:
    for entry in make(pictured()).archive.infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.external_attr, entry.extra) == (3, 0o100644 << 16, b"")


def test_same_bytes_in_other_processes_zones_and_folders(tmp_path: Path) -> None:
    script = (
        "import hashlib; from pubpipe.editions.epub import render\n"
        "from tests.support.manuscripts import edition, rich\n"
        "print(hashlib.sha256(render(edition(rich(), 'epub')).content).hexdigest())"
    )
    root = Path(__file__).parents[1]
    expected = hashlib.sha256(render(edition(rich(), "epub")).content).hexdigest()
    for seed, zone, locale in (("0", "UTC", "C"), ("77", "Asia/Kathmandu", "C.UTF-8")):
        changed = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={**os.environ, **changed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected


# -- the package document


def test_the_package_describes_the_article() -> None:
    meta = replace(rich().meta, url="https://example.org/rich", license="CC BY 4.0", updated="2024-08-01")
    book = make(replace(rich(), meta=meta), publication="The Daily Record")
    assert book.values("dc:title") == [rich().meta.title]
    assert book.values("dc:language") == ["en"]
    assert book.values("dc:creator") == ["Ana Pérez", "Bob Lee"]
    assert book.values("role") == ["aut", "aut"]
    assert book.values("file-as") == ["Pérez, Ana", "Lee, Bob"]
    assert book.values("dc:date") == ["2024-07-28"]
    assert book.values("dc:source") == ["https://example.org/rich"]
    assert book.values("dc:rights") == ["CC BY 4.0"]
    assert book.values("dc:publisher") == ["The Daily Record"]
    assert book.values("dc:description") == ["One sentence that says what it is about"]
    assert book.values("dcterms:modified") == ["2024-08-01T00:00:00Z"]
    assert (book.opf.get(XML_LANG), book.opf.get("dir"), book.opf.get("version")) == ("en", "ltr", "3.0")


def test_subjects_and_the_series_are_described() -> None:
    extra: tuple[tuple[str, Json], ...] = (
        ("keywords", ["Japan", "U.S. policy"]),
        ("series", "The Long Run"),
        ("series-number", "3"),
    )
    book = make(replace(rich(), meta=replace(rich().meta, extra=extra)))
    assert book.values("dc:subject") == ["Japan", "U.S. policy"]
    assert book.values("belongs-to-collection") == ["The Long Run"]
    assert book.values("collection-type") == ["series"]
    assert book.values("group-position") == ["3"]
    old = {m.get("name"): m.get("content") for m in book.opf.iterfind("o:metadata/o:meta[@name]", NS)}
    assert (old["calibre:series"], old["calibre:series_index"]) == ("The Long Run", "3")
    assert make(rich()).values("dc:subject") == make(rich()).values("belongs-to-collection") == []


def test_the_canonical_markdown_is_inside_and_in_nobodys_way() -> None:
    book = make(rich())
    assert book.archive.read("EPUB/source.md").decode() == rich().markdown
    item = book.opf.find("o:manifest/o:item[@id='pubpipe-source']", NS)
    assert item is not None
    assert (item.get("href"), item.get("media-type")) == ("source.md", "text/markdown")
    assert "source.md" not in book.spine()


@pytest.mark.parametrize(
    ("date", "modified"),
    [("2024", "2024-01-01"), ("2024-07", "2024-07-01"), ("2024-02-30", "2000-01-01"), ("", "2000-01-01")],
)
def test_the_time_of_change_is_the_articles_own_never_the_clocks(date: str, modified: str) -> None:
    book = make(replace(founding(), meta=replace(founding().meta, date=date)))
    assert book.values("dcterms:modified") == [f"{modified}T00:00:00Z"]


def test_the_identifier_is_the_texts() -> None:
    one, other = founding(), replace(founding(), markdown=founding().markdown + "More.\n")
    first = make(one).values("dc:identifier")[0]
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first
    )
    assert make(replace(one, slug="other")).values("dc:identifier") != [first]
    assert make(other).values("dc:identifier") != [first]


def test_an_agency_stands_where_no_author_is_named() -> None:
    book = make(replace(founding(), meta=replace(founding().meta, agency="Agence France-Presse")))
    assert book.values("dc:creator") == book.values("file-as") == ["Agence France-Presse"]


def test_right_to_left_books_turn_that_way() -> None:
    book = make(arabic())
    spine = book.opf.find("o:spine", NS)
    assert spine is not None
    assert spine.get("page-progression-direction") == book.opf.get("dir") == "rtl"
    for name in book.names():
        root = book.xml(name)
        assert (root.get("dir"), root.get("lang"), root.get(XML_LANG)) == ("rtl", "ar", "ar")


# -- navigation


def test_the_contents_hold_every_heading_and_the_sources() -> None:
    book = make(rich())
    nav = kinds(book.xml("nav.xhtml"), "toc")[0]
    links = [(text_of(a), a.get("href")) for a in nav.iter(f"{{{NS['h']}}}a")]
    assert links == [
        (rich().meta.title, "text.xhtml#start"),
        ("A heading over a section", "text.xhtml#section-1"),
        ("A smaller heading", "text.xhtml#section-2"),
        ("Notes", "text.xhtml#notes-heading"),
        ("Sources", "text.xhtml#sources-heading"),
    ]
    nested = nav.findall("h:ol/h:li/h:ol/h:li/h:a", NS)
    assert [text_of(a) for a in nested] == ["A smaller heading"]
    ncx = book.xml("toc.ncx")
    points = list(ncx.iter(f"{{{NS['n']}}}navPoint"))
    shown = [(text_of(p.find("n:navLabel", NS)), p.find("n:content", NS).get("src")) for p in points]  # type: ignore[arg-type, union-attr]
    assert shown == links
    assert [p.get("playOrder") for p in points] == ["1", "2", "3", "4", "5"]


def test_landmarks_and_the_guide_lead_to_the_parts() -> None:
    book = make(rich())
    marks = kinds(book.xml("nav.xhtml"), "landmarks")[0]
    found = {a.get(EPUB_TYPE): a.get("href") for a in marks.iter(f"{{{NS['h']}}}a")}
    assert found == {
        "bodymatter": "text.xhtml#start",
        "footnotes": "text.xhtml#notes-heading",
        "bibliography": "text.xhtml#sources-heading",
    }
    guide = {r.get("type"): r.get("href") for r in book.opf.iterfind("o:guide/o:reference", NS)}
    assert guide["cover"] == "cover.xhtml"
    assert guide["text"] == "text.xhtml#start"


@pytest.mark.parametrize("manuscript", [rich(), long(), arabic(), pictured()], ids=lambda m: m.slug)
def test_ids_are_unique_and_every_link_inside_has_its_target(manuscript: Manuscript) -> None:
    book = make(manuscript)
    targets = set(book.names()) | set(book.names(".css")) | set(book.names(".png"))
    trees = {name: book.xml(name) for name in book.names()}
    for name, tree in trees.items():
        ids = [str(e.get("id")) for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        targets |= {f"{name}#{found}" for found in ids}
    for name, tree in trees.items():
        for element in tree.iter():
            address = element.get("href") or element.get("src") or ""
            if address and "://" not in address:
                full = f"{name}{address}" if address[0] == "#" else normpath(join(dirname(name), address))
                assert full in targets


# -- the text


def test_the_title_block_stands_before_the_text_in_its_order() -> None:
    header = make(rich()).xml("text.xhtml").find(".//h:header", NS)
    assert header is not None
    assert [(e.get("class"), text_of(e)) for e in header] == [
        ("kicker", "Analysis"),
        (None, rich().meta.title),
        ("standfirst", "One sentence that says what it is about"),
        ("byline", "Ana Pérez and Bob Lee"),
        ("date", "July 28, 2024"),
    ]


def test_the_words_are_the_articles() -> None:
    book = make(founding())
    article = kinds(book.xml("text.xhtml"), "bodymatter")[0]
    paragraphs = [text_of(p) for p in article.findall("h:p", NS)]
    expected = founding().body.strip().split("\n\n")
    assert paragraphs == [f"July 28, 2024 – {expected[0]}", *expected[1:]]


def test_notes_are_linked_both_ways() -> None:
    tree = make(rich()).xml("text.xhtml")
    calls, notes = kinds(tree, "noteref"), kinds(tree, "footnote")
    assert [(c.get("href"), c.get("role"), text_of(c)) for c in calls] == [
        ("#fn1", "doc-noteref", "1"),
        ("#fn2", "doc-noteref", "2"),
    ]
    assert [(n.get("id"), n.get("role")) for n in notes] == [("fn1", "doc-footnote"), ("fn2", "doc-footnote")]
    assert [text_of(n) for n in notes] == ["1. The first note, with a link.", "2. The second note."]
    for call, note in zip(calls, notes, strict=True):
        back = note[0][0]
        assert (back.get("role"), back.get("href")) == ("doc-backlink", f"#{call.get('id')}")


def test_types_have_the_prefix_that_readers_look_for() -> None:
    archive = make(rich()).archive
    for name in ("text.xhtml", "nav.xhtml"):
        markup = archive.read(f"EPUB/{name}").decode()
        assert markup.count("http://www.idpf.org/2007/ops") == 1
        assert 'epub:type="' in markup


def test_sources_show_their_labels_and_their_whole_addresses() -> None:
    section = make(founding()).xml("text.xhtml").find(".//h:section[@id='sources']", NS)
    assert section is not None
    items = section.findall("h:ol/h:li", NS)
    for item, source in zip(items, founding().sources, strict=True):
        link = item.find(".//h:a", NS)
        assert link is not None
        assert link.get("href") == link.text == source.url
        assert text_of(item).startswith(f"{source.container_title}. {source.title}.")
        assert "derived from the address" in text_of(item)
        assert item.find(".//h:cite", NS) is None


def test_a_works_own_title_is_set_as_one() -> None:
    manuscript = replace(founding(), sources=(Source(id="src-1", title="Who pays?", note="Seen in print."),))
    section = make(manuscript).xml("text.xhtml").find(".//h:section[@id='sources']", NS)
    assert section is not None
    assert section.findtext(".//h:cite", None, NS) == "Who pays?"
    assert text_of(section) == "Sources Who pays? Seen in print."


def test_generated_words_of_another_language_are_marked() -> None:
    swahili = replace(rich(), meta=replace(rich().meta, lang="sw"))
    book = make(swahili)
    heading = book.xml("text.xhtml").find(".//h:h2[@id='sources-heading']", NS)
    assert heading is not None
    assert (heading.text, heading.get(XML_LANG), heading.get("lang")) == ("Sources", "en", "en")
    assert make(arabic()).xml("text.xhtml").find(".//h:h2[@id='notes-heading']", NS).get("lang") is None  # type: ignore[union-attr]


def test_a_long_text_is_a_document_a_section() -> None:
    book = make(long())
    texts = [f"text-{n:03}.xhtml" for n in range(1, 14)]
    assert book.spine() == [
        "cover.xhtml", "title.xhtml", "nav.xhtml", *texts, "notes.xhtml", "sources.xhtml",
    ]  # fmt: skip
    assert kinds(book.xml("title.xhtml"), "titlepage")[0].find(".//h:header/h:h1", NS) is not None
    for number, name in enumerate(texts):
        tree = book.xml(name)
        assert tree.find(".//h:header", NS) is None
        assert [text_of(h) for h in tree.iterfind(".//h:h2", NS)] == ([f"Chapter {number}"] if number else [])
    call = kinds(book.xml("text-004.xhtml"), "noteref")[0]
    note = kinds(book.xml("notes.xhtml"), "footnote")[2]
    assert call.get("href") == f"notes.xhtml#{note.get('id')}"
    assert note[0][0].get("href") == f"text-004.xhtml#{call.get('id')}"
    marks = {
        a.get(EPUB_TYPE): a for a in kinds(book.xml("nav.xhtml"), "landmarks")[0].iter() if a.get("href")
    }
    title, begin = marks["titlepage"], marks["bodymatter"]
    assert (title.get("href"), title.text) == ("title.xhtml", rich().meta.title)
    assert (begin.get("href"), begin.text) == ("text-001.xhtml", rich().meta.title)
    assert "toc" in marks


def test_the_beginning_of_a_long_text_is_called_by_its_heading() -> None:
    book = make(replace(long(), body=long().body.removeprefix("The opening.\n\n")))
    marks = {a.get(EPUB_TYPE): a.text for a in kinds(book.xml("nav.xhtml"), "landmarks")[0].iter()}
    assert marks["bodymatter"] == "Chapter 1"


@pytest.mark.parametrize(("manuscript", "name"), [(rich(), "text.xhtml"), (long(), "colophon.xhtml")])
def test_a_colophon_that_is_asked_for_ends_the_book(manuscript: Manuscript, name: str) -> None:
    plain, asked = (Book(render(edition(manuscript, "epub", colophon=c)).content) for c in (False, True))
    assert "colophon" not in "".join(plain.names()) + plain.archive.read("EPUB/nav.xhtml").decode()
    section = asked.xml(name).find(".//h:section[@id='colophon']", NS)
    assert section is not None
    assert re.fullmatch(r"Colophon Edition rich [0-9a-f]{16}", text_of(section))
    assert asked.spine()[-1] == name
    assert asked.archive.read("EPUB/nav.xhtml").decode().count(f'"{name}#colophon-heading"') == 2


def test_the_sheet_leaves_the_page_to_its_reader() -> None:
    sheet = make(founding()).archive.read("EPUB/ebook.css").decode()
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    assert "var(" not in rules and "--" not in rules
    assert re.search(r"font-size:[^;]*\dem", rules)
    assert not re.search(r"font-size:[^;]*(px|pt)", rules)
    assert not re.search(r"(?<![\w-])(color|background(-color)?):(?! inherit)", rules)


# -- pictures and what may be claimed


def test_a_described_picture_is_embedded_and_counts() -> None:
    book = make(pictured())
    figure = book.xml("text.xhtml").find(".//h:figure", NS)
    assert figure is not None
    image = figure.find("h:img", NS)
    assert image is not None
    assert (image.get("src"), image.get("alt")) == ("images/0a1b2c3d.png", "A lake under hills")
    assert book.archive.read("EPUB/images/0a1b2c3d.png") == pictured().assets[0].data
    assert text_of(figure) == "A lake under hills Photo: Ana Pérez"
    assert book.values("schema:accessMode") == ["textual", "visual"]
    assert book.values("schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert "alternativeText" in book.values("schema:accessibilityFeature")
    assert codes(pictured()) == Counter()


def test_a_picture_without_description_takes_the_claims_away() -> None:
    book = make(pictured(described=False))
    image = book.xml("text.xhtml").find(".//h:figure/h:img", NS)
    assert image is not None
    assert image.get("alt") is None
    assert book.values("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in book.values("schema:accessibilityFeature")
    assert "no description" in book.values("schema:accessibilitySummary")[0]
    assert codes(pictured(described=False)) == Counter({"epub-picture-undescribed": 1})


def test_text_alone_claims_what_text_alone_has() -> None:
    book = make(rich())
    assert book.values("schema:accessMode") == ["textual"]
    assert book.values("schema:accessModeSufficient") == ["textual"]
    assert book.values("schema:accessibilityFeature") == [
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ]
    assert book.values("schema:accessibilityHazard") == ["none"]
    assert not book.values("dcterms:conformsTo")


def test_the_summary_is_in_the_articles_language() -> None:
    summary = make(arabic()).opf.find("o:metadata/o:meta[@property='schema:accessibilitySummary']", NS)
    assert summary is not None
    assert summary.get(XML_LANG) is None
    assert words("ar").access in (summary.text or "")


def test_a_summary_in_another_language_says_so() -> None:
    swahili = replace(rich(), meta=replace(rich().meta, lang="sw"))
    summary = make(swahili).opf.find("o:metadata/o:meta[@property='schema:accessibilitySummary']", NS)
    assert summary is not None
    assert summary.get(XML_LANG) == "en"


def test_a_picture_that_is_not_there_is_told_in_words() -> None:
    body = 'Look: ![the harbour](https://example.org/harbour.jpg "Photo: Ana Pérez")\n'
    manuscript = replace(rich(), body=body)
    tree = make(manuscript).xml("text.xhtml")
    assert tree.find(".//h:img", NS) is None
    assert "the harbour Photo: Ana Pérez" in text_of(tree)
    assert codes(manuscript) == Counter({"epub-picture-missing": 1})


# -- what others say of it


@pytest.mark.parametrize(
    "manuscript",
    [
        founding(),
        rich(),
        arabic(),
        japanese(),
        titled(HOSTILE),
        long(),
        pictured(),
    ],
    ids=["founding", "rich", "arabic", "japanese", "hostile", "long", "pictured"],
)
def test_epubcheck_has_nothing_to_say(manuscript: Manuscript, tmp_path: Path) -> None:
    assert epubcheck(written(manuscript, tmp_path)) == []


@pytest.mark.parametrize(
    ("filling", "expected"),
    [
        (1, ["#section-2", "#section-1", "#section-2"]),
        (10_000, ["text-003.xhtml#section-2", "text-003.xhtml#section-2", "text-002.xhtml#section-1"]),
    ],
    ids=["one document", "many"],
)
def test_links_to_headings_lead_there(filling: int, expected: list[str], tmp_path: Path) -> None:
    body = (
        "See [two](#part-two) and [none](#nowhere).[^1]\n\n## Part one\n\n"
        f"{'Words. ' * filling}\n\n## Part *two*\n\n[Up](#part-one)\n\n[^1]: [Two](#part-two)\n"
    )
    manuscript = replace(rich(), body=body)
    book = make(manuscript)
    # The note stands after the text, or in a document of its own before it by name.
    links = [a for name in sorted(book.names()) for a in book.xml(name).iterfind(".//h:p/h:a", NS)]
    assert [
        a.get("href") for a in links if a.get("role") is None and "http" not in a.get("href", "")
    ] == expected
    assert codes(manuscript) == Counter({"link-without-heading": 1})
    assert epubcheck(written(manuscript, tmp_path)) == []


def test_epubcheck_accepts_whatever_addresses_an_article_has(tmp_path: Path) -> None:
    body = (
        "[a](javascript:alert(1)) [b](foo.html) [c](#nowhere) [d](file:///etc/passwd) [e](data:text/html,x)"
        " [f](<https://example.org/a b|c?x=[1]&y=é#frag ment>) [g](mailto:x@example.org) [h](http://[::1]/x)"
        " [i](https://) [j](http://a_b.example.org/%zz) [k](https://éxample.org/ü) [l](https://example.org:99999/)"
        " [m](http://...) [n](doi:10.1000/182) [o](https://xn--a/)\n"
    )
    manuscript = replace(rich(), body=body)
    assert epubcheck(written(manuscript, tmp_path)) == []
    links = make(manuscript).xml("text.xhtml").findall(".//h:article/h:p/h:a", NS)
    assert [a.text for a in links] == ["f", "g", "h", "j", "k", "n"]
    assert codes(manuscript) == Counter({"epub-link-unusable": 8, "link-without-heading": 1})


@pytest.mark.parametrize("manuscript", [rich(), arabic(), long(), pictured()], ids=lambda m: m.slug)
def test_a_reading_system_shows_all_of_it(manuscript: Manuscript, tmp_path: Path) -> None:
    reading = read_epub(written(manuscript, tmp_path))
    assert reading.errors == ()
    assert reading.title == manuscript.meta.title
    assert reading.language == manuscript.meta.lang
    assert reading.toc[0] == manuscript.meta.title
    for source in manuscript.sources:
        assert source.url in reading.text


def test_a_word_of_three_hundred_letters_pushes_no_column_off_the_page(tmp_path: Path) -> None:
    table = f"| Word | Meaning |\n|---|---|\n| {'uncounter' * 34} | none |\n"
    reading = read_epub(
        written(replace(rich(), body=f"## A table\n\n{table}\nAfter.\n"), tmp_path), width=480
    )
    # The cover and the text: what hangs over the edge would be pages of its own.
    assert (reading.pages, reading.errors) == (2, ())


def test_letters_without_italics_are_not_leant() -> None:
    for manuscript, kind in ((arabic(), "upright"), (japanese(), "upright"), (rich(), None)):
        assert {root.get("class") for root in map(make(manuscript).xml, make(manuscript).names())} == {kind}


# -- a style at fault


@pytest.mark.parametrize("name", ["ebook.xhtml", "ebook-text.xhtml", "ebook-nav.xhtml", "ebook-cover.xhtml"])
def test_a_template_that_is_not_well_formed_is_named(name: str) -> None:
    made = edition(rich(), "epub")
    files = {**made.style.files, name: made.style.files[name].replace(b"</", b"<", 1)}
    with pytest.raises(ConfigurationError, match=r"ebook\S*\.xhtml"):
        render(Edition(made.manuscript, replace(made.style, files=files), "epub"))


def test_a_japanese_headline_ends_its_lines_between_phrases() -> None:
    header = make(japanese()).xml("text.xhtml").find(".//h:header", NS)
    assert header is not None
    heading = header.find("h:h1", NS)
    assert heading is not None
    assert (header.get("class"), text_of(heading)) == ("title-block phrased", japanese().meta.title)
    assert [wbr.tail for wbr in heading] == ["軍事協力の", "強化で", "合意"]

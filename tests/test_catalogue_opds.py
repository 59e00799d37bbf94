"""A catalogue for e-readers: its pages in both forms before the schema, and as two houses' readers understand them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from pubpipe.catalogue import Entry, opds
from pubpipe.catalogue.entry import Cover, Offer
from pubpipe.catalogue.opds import Shelf
from pubpipe.catalogue.paging import Page
from tests.support.reader import HERE, read_catalogue

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
HASHES = ("a" * 64, "b" * 64)
FULL = Entry(
    "a b/é", "Ships & <sails>", "en-GB", "Essay", "Jane Doe and John Roe", ("Jane Doe", "John Roe"), "2024-03-05", "2024-04",
    "What it is about.", (Offer("pdf-large", "a b/é.large.pdf", 1_234, HASHES[0]), Offer("epub", "a b/é.epub", 99, HASHES[1])),
    Cover("a b/é.cover.webp", 200, 320), Cover("a b/é.cover.jpg", 400, 640),
)  # fmt: skip
BARE = Entry("x", "Undated", "he", offers=(Offer("html", "x.html", 5, HASHES[0]),))
SHELF = Shelf("https://example.org/", "The Letter", "en", "The Letter", index="index.html")


def many(count: int) -> list[Entry]:
    return [
        replace(
            FULL,
            slug=f"s{n:05}",
            date=f"{2000 + n // 300}-01-01",
            updated="",
            offers=(Offer("epub", f"s{n:05}.epub", n, HASHES[0]),),
        )
        for n in range(count)
    ]


def written(entries: Iterable[Entry], shelf: Shelf = SHELF) -> dict[str, bytes]:
    render: dict[str, Callable[[Page, Shelf], bytes]] = {opds.ATOM: opds.atom, opds.JSON: opds.publications}
    return {name: render[kind](page, shelf) for name, kind, page in opds.shelves(entries)}


@cache
def schema() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "support" / "opds.rng"))


def parsed(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    assert schema().validate(root), schema().error_log
    return root


def links(element: etree._Element, relation: str) -> list[dict[str, str]]:
    return [
        {str(k): str(v) for k, v in link.attrib.items()}
        for link in element.findall(f"{ATOM}link")
        if link.get("rel") == relation
    ]


def test_both_forms_tell_all_that_is_known_of_an_article() -> None:
    made = written((FULL,))
    (entry,) = parsed(made["opds.xml"]).findall(f"{ATOM}entry")
    acquired = links(entry, "http://opds-spec.org/acquisition/open-access")
    assert [(one["href"], one["type"], one["length"]) for one in acquired] == [
        ("a%20b/%C3%A9.epub", "application/epub+zip", "99"),
        ("a%20b/%C3%A9.large.pdf", "application/pdf", "1234"),
    ]
    assert [h.text for h in entry.iter("{urn:ietf:params:xml:ns:metalink}hash")] == [HASHES[1], HASHES[0]]
    assert entry.findtext("{http://purl.org/dc/terms/}language") == "en-GB"
    assert entry.findtext(f"{ATOM}updated") == "2024-04-01T00:00:00Z"
    (image,) = links(entry, "http://opds-spec.org/image")
    assert (image["href"], image["type"]) == ("a%20b/%C3%A9.cover.jpg", "image/jpeg")
    told = json.loads(made["opds.json"])
    assert told["publications"] == [
        {
            "metadata": {
                "@type": "http://schema.org/Article",
                "title": "Ships & <sails>",
                "identifier": entry.findtext(f"{ATOM}id"),
                "language": "en-GB",
                "author": [{"name": "Jane Doe"}, {"name": "John Roe"}],
                "publisher": "The Letter",
                "published": "2024-03-05",
                "modified": "2024-04-01T00:00:00Z",
                "description": "What it is about.",
                "subject": [{"name": "Essay"}],
            },
            "links": [
                {
                    "rel": one["rel"],
                    "href": one["href"],
                    "type": one["type"],
                    "title": one["title"],
                    "language": "en-GB",
                    "length": int(one["length"]),
                    "hash": digest,
                }
                for one, digest in zip(acquired, (HASHES[1], HASHES[0]), strict=True)
            ],
            "images": [{"href": "a%20b/%C3%A9.cover.jpg", "type": "image/jpeg", "width": 400, "height": 640}],
        }
    ]


def test_what_is_not_known_is_not_said() -> None:
    made = written((BARE,))
    (entry,) = parsed(made["opds.xml"]).findall(f"{ATOM}entry")
    assert {etree.QName(one).localname for one in entry} == {
        "title",
        "id",
        "updated",
        "author",
        "language",
        "publisher",
        "link",
    }
    # Atom demands a moment, and an article without a day has that of its e-book.
    assert entry.findtext(f"{ATOM}updated") == "2000-01-01T00:00:00Z"
    (publication,) = json.loads(made["opds.json"])["publications"]
    assert set(publication["metadata"]) == {"@type", "title", "identifier", "language", "publisher"}
    assert "images" not in publication


def test_characters_that_xml_forbids_cost_no_page() -> None:
    hostile = replace(FULL, title="A\x00B\ud800", summary="\x0b]]>", kicker="\x01", authors=("<a&b>\x02",))
    parsed(written((hostile,))["opds.xml"])
    assert json.loads(written((hostile,))["opds.json"])["publications"][0]["metadata"]["title"].startswith(
        "A"
    )


@pytest.mark.parametrize(
    ("count", "sizes"), [(1, [1]), (99, [99]), (100, [50, 50]), (270, [70, 50, 50, 50, 50])]
)
def test_from_a_hundred_articles_on_there_are_pages(count: int, sizes: list[int]) -> None:
    made = written(many(count))
    assert all(map(opds.is_catalogue, made))
    for kind in (opds.ATOM, opds.JSON):
        pages = {name: data for name, data in made.items() if name.endswith(kind)}
        assert len(pages) == len(sizes)
        seen: list[str] = []
        name: str | None = opds.front(kind)
        for size in sizes:
            assert name is not None
            ways, slugs = _page(pages[name], kind)
            assert len(slugs) == size
            assert (ways["self"], ways["start"]) == (name, opds.front(kind))
            seen += slugs
            name = ways.get("next")
            assert name is None or _page(pages[name], kind)[0]["previous"] == ways["self"]
        assert name is None
        assert seen == [f"s{n:05}" for n in reversed(range(count))]


def _page(data: bytes, kind: str) -> tuple[dict[str, str], list[str]]:
    if kind == opds.ATOM:
        root = parsed(data)
        ways = {str(one.get("rel")): str(one.get("href")) for one in root.findall(f"{ATOM}link")}
        files = [
            links(e, "http://opds-spec.org/acquisition/open-access")[0]["href"]
            for e in root.findall(f"{ATOM}entry")
        ]
    else:
        told = json.loads(data)
        ways = {one["rel"]: one["href"] for one in told["links"]}
        files = [one["links"][0]["href"] for one in told["publications"]]
    return ways, [file.removesuffix(".epub") for file in files]


def test_of_ten_thousand_a_new_article_changes_the_front_page_alone(
    amount: Callable[[int, int], int],
) -> None:
    count = amount(310, 10_010)
    before, after = written(many(count)), written(many(count + 1))
    assert before.keys() == after.keys()
    assert {name for name in after if after[name] != before[name]} == {"opds.xml", "opds.json"}
    # When the front page parts in two, the page below it learns its new name, and no other changes.
    full = written(many(count - count % 50 + 50))
    changed = {name for name in full if full[name] != before.get(name)}
    assert len(changed) == 6


def test_addresses_are_whole_where_the_folder_s_is_known() -> None:
    shelf = replace(SHELF, url="https://example.org/letters")
    made = written((FULL,), shelf)
    found = re.findall(rb'href="([^"]*)"', made["opds.xml"])
    assert found
    assert all(one.startswith(b"https://example.org/letters/") for one in found)
    told = json.loads(made["opds.json"])
    assert all(one["href"].startswith("https://example.org/letters/") for one in told["links"])


def test_a_catalogue_keeps_its_name() -> None:
    entries = many(3)
    assert opds.identity(entries, "", "") == opds.identity([*entries, replace(FULL, slug="z")], "", "") != ""
    assert opds.identity(entries, "", "P") == "P"
    assert opds.identity(entries, "https://example.org/", "P") == "https://example.org/"


def test_what_answers_searches_is_described() -> None:
    shelf = replace(SHELF, search="https://example.org/find?q={searchTerms}&lang=en")
    (link,) = links(parsed(written((FULL,), shelf)["opds.xml"]), "search")
    assert link["href"] == opds.SEARCH
    root = etree.fromstring(opds.description(shelf))
    url = root.find(f"{OPENSEARCH}Url")
    assert url is not None
    assert url.get("template") == shelf.search
    assert len(root.findtext(f"{OPENSEARCH}ShortName") or "") in range(1, 17)
    (search,) = [
        one for one in json.loads(written((FULL,), shelf)["opds.json"])["links"] if one["rel"] == "search"
    ]
    assert (search["href"], search["templated"]) == ("https://example.org/find?q={query}&lang=en", True)
    assert not links(parsed(written((FULL,))["opds.xml"]), "search")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalogue of 120 articles, their files and covers."""
    path = tmp_path_factory.mktemp("dist")
    picture = BytesIO()
    Image.new("RGB", (40, 64), "navy").save(picture, "JPEG")
    entries = [*many(119), FULL]
    (path / "a b").mkdir()
    for entry in entries:
        for offer in entry.offers:
            (path / offer.file).write_bytes(b"x")
    (path / "a b/é.cover.jpg").write_bytes(picture.getvalue())
    for name, data in written(entries).items():
        (path / name).write_bytes(data)
    return path


def test_foliate_reads_the_catalogue_to_its_end_and_loads_what_it_names(folder: Path) -> None:
    pages = read_catalogue(folder, "opds.xml")
    assert [page["errors"] for page in pages] == [[], []]
    assert [page["title"] for page in pages] == ["The Letter"] * 2
    publications = [one for page in pages for one in page["publications"]]
    assert len(publications) == 120
    assert next(one for one in publications if len(one["files"]) == 2) == {
        "title": "Ships & <sails>",
        "authors": ["Jane Doe", "John Roe"],
        "language": "en-GB",
        "published": "2024-03-05",
        "summary": "What it is about.",
        "files": [
            ["a%20b/%C3%A9.epub", "application/epub+zip"],
            ["a%20b/%C3%A9.large.pdf", "application/pdf"],
        ],
        "images": [["a%20b/%C3%A9.cover.jpg", "image/jpeg"]] * 2,
    }


def test_readium_reads_both_forms_alike(folder: Path) -> None:
    files = [str(folder / name) for name in ("opds.xml", "opds.json")]
    done = subprocess.run(["node", str(HERE / "opds.cjs"), *files], capture_output=True, check=True)
    first, second = json.loads(done.stdout)
    for told in (first, second):
        assert told["metadata"]["title"] == "The Letter"
        assert len(told["publications"]) == 70
    kept = ("title", "identifier", "author", "language", "published", "description")
    for one, other in zip(first["publications"], second["publications"], strict=True):
        assert {key: one["metadata"].get(key) for key in kept} == {
            key: other["metadata"].get(key) for key in kept
        }
        acquired = [
            [(link["href"], link["type"]) for link in told["links"] if link["rel"].endswith("/open-access")]
            for told in (one, other)
        ]
        assert acquired[0] == acquired[1] != []
    assert {one["images"][0]["href"] for one in second["publications"]} == {"a%20b/%C3%A9.cover.jpg"}

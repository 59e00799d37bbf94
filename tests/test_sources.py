import re
import tomllib
from pathlib import Path

import pytest

import pubpipe.sources
from pubpipe.model import Name, Source
from pubpipe.sources.address import _WITHOUT_A_PAPER, _table, clean, comparable, from_address, is_of_the_web
from pubpipe.sources.heads import is_head
from pubpipe.sources.labels import label
from pubpipe.sources.lines import read


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Example.ORG/Path?Q=1.", "https://example.org/Path?Q=1"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("https://en.wikipedia.org/wiki/Foo_(bar)", "https://en.wikipedia.org/wiki/Foo_(bar)"),
        ("https://example.org/a).", "https://example.org/a"),
        ("https://example.org/?p=123&id=5#part", "https://example.org/?p=123&id=5#part"),
        (
            "https://web.archive.org/web/2020/https://a.com/X",
            "https://web.archive.org/web/2020/https://a.com/X",
        ),
    ],
)
def test_addresses_are_cleaned_and_otherwise_left(address: str, expected: str) -> None:
    assert clean(address) == expected


@pytest.mark.parametrize(
    "address", ["https://a.org", "HTTP://a.org:8080/b?c=d#e", "https://münchen.de/ä", "http://[::1]/"]
)
def test_a_whole_address_of_the_web(address: str) -> None:
    assert is_of_the_web(address)


@pytest.mark.parametrize(
    "address",
    [
        "hello",
        "a.org/b",
        "/b/",
        "//a.org/b",
        "http://",
        "https:///b",
        "http://:80/",
        "http://[::1/",
        "ftp://a.org",
        "javascript:alert(1)",
        "https://a b.org",
        'https://a.org/"',
        "see https://a.org",
    ],
)
def test_what_is_no_whole_address_of_the_web(address: str) -> None:
    assert not is_of_the_web(address)


def test_what_makes_no_difference_to_an_address() -> None:
    assert comparable("http://www.example.org/a/") == comparable("https://example.org/a")
    assert comparable("https://example.org/a?x=1") != comparable("https://example.org/a?x=2")


@pytest.mark.parametrize(
    ("address", "title", "issued", "publisher"),
    [
        (
            "https://www.nytimes.com/2024/07/28/world/asia/us-japan-military-alliance.html",
            "us japan military alliance",
            "2024-07-28",
            "The New York Times",
        ),
        ("https://news.bbc.co.uk/2/hi/1234567.stm", "", "", "BBC"),
        ("https://example.org/2020/3/a_long_story_title/", "a long story title", "2020-03", "example.org"),
        ("https://example.org/?p=12", "", "", "example.org"),
        ("https://example.org/d41d8cd98f00b204-x-y", "", "", "example.org"),
    ],
)
def test_what_an_address_tells(address: str, title: str, issued: str, publisher: str) -> None:
    record = from_address(address)
    assert (record.title, record.issued, record.container_title) == (title, issued, publisher)
    filled = {"title": title, "issued": issued, "container-title": publisher}
    assert set(record.derived) == {name for name, value in filled.items() if value}


def test_what_prints_no_paper_has_no_newspaper_articles() -> None:
    kinds = {
        address: from_address(f"https://www.{address}/2024/07/28/a-b-c").type
        for address in ("nytimes.com", "reuters.com", "bbc.co.uk", "example.org")
    }
    assert list(kinds.values()) == ["article-newspaper", "webpage", "webpage", "webpage"]
    assert set(_table().values()) >= _WITHOUT_A_PAPER


def test_an_id_depends_on_the_address_alone() -> None:
    one, other = from_address("https://example.org/a"), from_address("https://example.org/a.")
    assert one.id == other.id
    assert re.fullmatch(r"src-[0-9a-f]{8}", one.id)


def test_a_doi_is_recognised() -> None:
    assert from_address("https://doi.org/10.1000/182").doi == "10.1000/182"


@pytest.mark.parametrize(
    "line", ["Sources:", "SOURCES", "Quellen :", "参考文献", "Works Cited", "Références\u00a0:"]
)
def test_heads(line: str) -> None:
    assert is_head(line)


@pytest.mark.parametrize("line", ["Sources of the Nile", "The references", "", ":"])
def test_no_heads(line: str) -> None:
    assert not is_head(line)


@pytest.mark.parametrize(
    ("line", "title", "url"),
    [
        ("https://example.org/x", "", "https://example.org/x"),
        ("[1] https://example.org/x.", "", "https://example.org/x"),
        ("2. The Title - https://example.org/x", "The Title", "https://example.org/x"),
        ("The Title: https://example.org/x", "The Title", "https://example.org/x"),
        ("“The Title” (https://example.org/x)", "The Title", "https://example.org/x"),
        ("• www.example.org/x", "", "https://www.example.org/x"),
    ],
)
def test_source_lines(line: str, title: str, url: str) -> None:
    entry = read(line)
    assert entry is not None
    assert (entry.source.title, entry.source.url) == (title, url)


def test_a_line_without_an_address_is_no_source() -> None:
    assert read("Nothing to see here") is None


def test_a_label_says_what_was_derived_in_the_articles_language() -> None:
    record = from_address("https://www.nytimes.com/2024/07/28/us/some-long-title.html")
    english, german = label(record, "en"), label(record, "de")
    assert english.derived == "publisher, title, date derived from the address"
    assert english.title_derived
    assert german.derived != english.derived
    assert german.date == "28. Juli 2024"
    assert "، " in label(record, "ar").derived
    assert label(record, "ja").derived.count("、") == 2


def test_a_given_source_derives_nothing() -> None:
    source = Source("x", title="T", authors=(Name(family="Doe", given="Jane"), Name("ACME")), doi="10.1/x")
    entry = label(source, "en")
    assert (entry.authors, entry.address, entry.derived) == (
        "Jane Doe and ACME",
        "https://doi.org/10.1/x",
        "",
    )


def test_the_table_of_publishers_is_sorted_and_of_bare_domains() -> None:
    table = tomllib.loads((Path(pubpipe.sources.__file__).parent / "publishers.toml").read_text("utf-8"))
    assert list(table) == sorted(table)
    assert all(
        re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) and not host.startswith("www.") for host in table
    )


def test_every_publisher_has_a_domain_that_can_be_registered_and_a_name() -> None:
    from tld import get_fld  # with the Public Suffix List of trafilatura's own dependencies

    table = tomllib.loads((Path(pubpipe.sources.__file__).parent / "publishers.toml").read_text("utf-8"))
    assert len(table) >= 500
    for host, name in table.items():
        registered = get_fld(f"https://{host}/", fail_silently=True)
        assert registered, host
        assert f".{host}".endswith(f".{registered}")
        assert name == name.strip()
        assert not re.search(r"https?:|/www|\s{2}", name), host

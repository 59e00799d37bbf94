"""What a fetched page says of itself as a source."""

from __future__ import annotations

import pytest

from pubpipe.model import Json
from pubpipe.readers.page.record import told
from tests.support.site import PAGE, PAPER, PROSE


def fields(head: str, body: str = PROSE) -> dict[str, Json]:
    return told(f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()).fields


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_a_newspaper_and_a_journal() -> None:
    assert told(PAGE.encode()).fields == {
        "title": "Harbour plans stall again",
        "author": [{"literal": "Ann Writer"}],
        "container-title": "The Record",
        "issued": "2024-07-28",
    }
    assert told(PAPER.encode()).fields == {
        "type": "article-journal",
        "title": "On Harbours",
        "author": [{"family": "Writer", "given": "Ann"}, {"family": "Núñez", "given": "José"}],
        "container-title": "Journal of Ports",
        "volume": "12",
        "issue": "3",
        "page": "45-67",
        "issued": "2021-03",
        "DOI": "10.1000/182",
    }


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<meta name="citation_author" content="WHO">', "author", [{"literal": "WHO"}]),
        ('<meta name="citation_author" content="A, B, C">', "author", [{"literal": "A, B, C"}]),
        (
            ld('{"@type": "Article", "author": [{"familyName": "García Márquez", "givenName": "Gabriel"}]}'),
            "author",
            [{"family": "García Márquez", "given": "Gabriel"}],
        ),
        (
            '<meta name="citation_author" content="Writer, Ann; Núñez, José; WHO">',
            "author",
            [{"family": "Writer", "given": "Ann"}, {"family": "Núñez", "given": "José"}, {"literal": "WHO"}],
        ),
        # Who is parted, is; who is not stays whole, an organization as a person.
        (
            ld(
                '{"@type": "Article", "author": [{"familyName": "Plato"}, {"name": "Ann Writer"},'
                ' {"@type": "Organization", "name": "Reuters, London"}]}'
            ),
            "author",
            [{"family": "Plato"}, {"literal": "Ann Writer"}, {"literal": "Reuters, London"}],
        ),
        (
            '<meta name="author" content="Haddad, Laila">',
            "author",
            [{"literal": "Haddad, Laila"}],
        ),
        ('<meta name="citation_conference_title" content="Ports 2020">', "type", "paper-conference"),
        ('<meta name="citation_conference_title" content="Ports 2020">', "container-title", "Ports 2020"),
        ('<meta name="citation_firstpage" content="e12">', "page", "e12"),
        ('<meta name="citation_title" content="On Harbours">', "type", None),
        (ld('{"@type": "Article", "publisher": {"name": " The\\n Post "}}'), "container-title", "The Post"),
        (
            ld('{"@graph": [{"author": {}, "publisher": {"name": "The Post"}}]}'),
            "container-title",
            "The Post",
        ),
        (ld('{"author": broken'), "container-title", None),
        ('<meta name="citation_publication_date" content="2020">', "issued", "2020"),
        ('<meta name="citation_date" content="2020-1-5">', "issued", "2020-01-05"),
        ('<meta name="citation_doi" content="not one">', "DOI", None),
    ],
)
def test_what_pages_state(head: str, field: str, value: Json) -> None:
    assert fields(head).get(field) == value


def test_the_digest_is_of_the_main_words() -> None:
    page = f"<html><title>A</title><body><nav>Home</nav><article>{PROSE}</article></body></html>"
    other = page.replace("Home", "News").replace("<p>", "\n<p id='x'>").replace("<title>A", "<title>B")
    assert told(page.encode()).digest == told(other.encode()).digest != ""
    assert told(page.replace("harbour", "market").encode()).digest != told(page.encode()).digest


@pytest.mark.parametrize(
    ("charset", "stated", "encoding"),
    [
        ("", "iso-8859-1", "cp1252"),
        ("windows-1251", "", "cp1251"),
        ("utf-8", "", "cp1252"),
        ("no-such-charset", "utf-8", "cp1252"),
        ("", "", "utf-8-sig"),
        ("", "", "cp1251"),
        ("", "utf-8", "utf-16"),
    ],
)
def test_the_bytes_speak_louder_than_what_is_stated(charset: str, stated: str, encoding: str) -> None:
    title = "Пристань" if encoding == "cp1251" else "Café “à” Nîmes"
    text = "Совет собрался в понедельник, чтобы обсудить план." if encoding == "cp1251" else "x"
    page = (
        f'<html><head><meta charset="{stated}"><title>{title}</title></head><body><p>{text}</p></body></html>'
    )
    assert told(page.encode(encoding), charset).fields["title"] == title


def test_a_text_is_no_title() -> None:
    page = f'<title>{"word " * 200}</title><meta name="author" content="Ann Writer"><p>x</p>'
    assert told(page.encode()).fields == {"author": [{"literal": "Ann Writer"}]}


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff" * 99, b"<", b"<html></html>", b"%PDF-1.7"])
def test_what_is_no_page_tells_nothing(data: bytes) -> None:
    assert set(told(data).fields) <= {"title"}

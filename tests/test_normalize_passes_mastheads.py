"""Titles with the name of the site that the article's own address names."""

import pytest

from pubpipe.model import Draft
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Given, Wishes
from pubpipe.normalize.passes.title_block._mastheads import without_site
from pubpipe.readers import Received
from pubpipe.readers.html import read
from tests.support.drafts import draft

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)
TITLE = "Counting the boats"


@pytest.mark.parametrize(
    ("title", "address"),
    [
        (f"{TITLE} - The New York Times", "https://www.nytimes.com/2020/01/01/x.html"),
        (f"{TITLE} | nytimes.com", "https://nytimes.com/x"),
        (f"{TITLE} – Port Linden Herald", "https://www.portlindenherald.example/a"),
        (f"Le Monde | {TITLE}", "https://www.lemonde.fr/a"),
        (f"{TITLE}_Laocheng", "https://news.laocheng.example/a"),
    ],
)
def test_the_site_goes(title: str, address: str) -> None:
    assert without_site(title, address) == TITLE


@pytest.mark.parametrize(
    ("title", "address"),
    [
        (f"{TITLE} - The New York Times", ""),
        (f"{TITLE} - The New York Times", "https://www.lemonde.fr/a"),
        ("Boats: a history", "https://history.example/a"),
        ("Boats - a history of them", "https://history.example/a"),
        ("The New York Times", "https://www.nytimes.com/a"),
        (TITLE, "not an address"),
    ],
)
def test_what_names_no_site_stays(title: str, address: str) -> None:
    assert without_site(title, address) == title


def _page() -> Draft:
    site = f"{TITLE} - Le Monde"
    page = f"<title>{site}</title><article><h1>{site}</h1><p>{PROSE}</p><p>And {PROSE}</p></article>"
    return read(Received("a.html", page.encode()))


@pytest.mark.parametrize(
    "received",
    [
        draft(f"{TITLE} - Le Monde\n\n{PROSE}\n"),
        draft(f"# {TITLE} - Le Monde\n\n{PROSE}\n", "markdown"),
        _page(),
    ],
    ids=["text", "markdown", "html"],
)
def test_the_address_that_the_user_gives_is_heeded(received: Draft) -> None:
    wishes = Wishes("a", given={"url": Given("https://www.lemonde.fr/a", "option")})
    manuscript, ledger, _ = normalize(received, wishes)
    assert manuscript.meta.title == TITLE
    assert "Monde" not in manuscript.body
    (event,) = (e for e in ledger.events if e.destination == "meta:title")
    assert (event.action, event.after) == ("changed", TITLE)
    kept, _, _ = normalize(received, Wishes("a"))
    assert "Monde" in kept.meta.title

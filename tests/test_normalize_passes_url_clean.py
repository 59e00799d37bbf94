"""Addresses of the body: cleaned over exact ranges, or left alone."""

from pubpipe.model import Kind, Ledger
from pubpipe.normalize.galley import Wishes
from tests.support.drafts import normalized


def read(text: str, kind: Kind = "markdown", wishes: Wishes | None = None) -> tuple[str, Ledger]:
    manuscript, ledger = normalized(text, kind, wishes)
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown
    return manuscript.body, ledger


def test_links_and_bare_addresses_lose_their_tracking() -> None:
    body, ledger = read(
        "A [link](https://a.org/x?utm_source=q&b=1 'T'), <https://b.org/?gclid=1>, https://c.org/?p=1&yclid=2.\n"
    )
    assert body == 'A [link](https://a.org/x?b=1 "T"), <https://b.org/>, <https://c.org/?p=1>.\n'
    assert [e.before for e in ledger.events if e.step == "url_clean"] == [
        "utm_source=q&",
        "?gclid=1",
        "&yclid=2",
    ]


def test_raw_text_too_and_a_marker_is_no_part_of_an_address() -> None:
    body, _ = read("See https://a.org/x?utm_source=q[1]. Then https://a.org/x?utm_source=q.\n", "text")
    assert body == "See <https://a.org/x>\\[1\\]. Then <https://a.org/x>.\n"


def test_a_redirector_is_unwrapped() -> None:
    body, ledger = read("See [it](https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa&usg=1) there.\n")
    assert body == "See [it](https://example.org/a) there.\n"
    assert [e.after for e in ledger.events if e.step == "url_clean"] == ["https://example.org/a"]


def test_what_is_left_alone() -> None:
    for text in (
        "A [link][r] here.\n\n[r]: https://a.org/?utm_source=q\n",
        "`https://a.org/?utm_source=q`\n",
        "![A picture](https://a.org/x.png?utm_source=q)\n",
        "<!-- pubpipe:keep -->\nhttps://a.org/?utm_source=q\n",
    ):
        body, ledger = read(text)
        assert "utm_source=q" in body
        assert not [e for e in ledger.events if e.step == "url_clean"]
    body, _ = read("https://a.org/?utm_source=q\n", wishes=Wishes("a", remove_nothing=True))
    assert "utm_source=q" in body

"""pubpipe.delivery.send.addresses: what is an address, and what is known of who reads there."""

import pytest

from pubpipe.delivery.send.addresses import check_takes, checked, service
from pubpipe.delivery.send.outcomes import Parcel, Undelivered
from pubpipe.errors import UsageProblem


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ana@kindle.com", "ana@kindle.com"),
        (" ana.perez+books@mail.example.org ", "ana.perez+books@mail.example.org"),
        ("läser@bücher.example", "läser@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_has_a_name_and_a_host(typed: str, address: str) -> None:
    assert checked(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@kindle.com",
        "ana@",
        "a b@x.org",
        "ana@x.org\r\nBcc: all@x.org",
        "a@b@c.org",
        "<ana@x.org>",
        "ana@-x.org",
        "ana@x..org",
        "ana,bob@x.org",
        f"ana@{'a' * 64}.org",
        "ana@x.org, b@x.org",
    ],
)
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UsageProblem, match="no e-mail address") as refusal:
        checked(typed)
    assert refusal.value.hint == "An address is NAME@HOST."


def test_what_kindle_does_not_take_is_told_before_it_is_sent() -> None:
    epub = Parcel("a.epub", "epub", "A", "dist/a.epub", bytes(50_000_001))
    with pytest.raises(Undelivered) as caught:
        check_takes("ana@Kindle.com", epub)
    assert caught.value.message == "a.epub has 50.0 MB, and Send to Kindle takes 50.0 MB"
    check_takes("ana@kindle.com", Parcel("a.epub", "epub", "A", "dist/a.epub", bytes(50_000_000)))
    check_takes("ana@example.org", epub)
    with pytest.raises(UsageProblem, match="Send to Kindle takes no md") as refusal:
        check_takes("ana@free.kindle.com", Parcel("a.md", "md", "A", "dist/a.md", b"a"))
    assert refusal.value.hint == "It takes epub, pdf, txt, html."
    known = service("ana@kindle.com")
    assert known is not None
    assert "approved" in known.note
    assert service("ana@notkindle.com") is None

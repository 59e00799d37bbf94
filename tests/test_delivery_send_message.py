"""pubpipe.delivery.send.message: read back by a parser, the same from the same."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.delivery.send.message import message
from pubpipe.delivery.send.outcomes import Parcel

DATE = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
ANA = ("Ana Pérez", "ana@example.org")
EPUB = bytes(range(256)) * 100


def parsed(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def parcel(file: str = "letter.epub", title: str = "A Letter", data: bytes = EPUB) -> Parcel:
    return Parcel(file, file.rpartition(".")[2], title, f"dist/{file}", data)


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("letter.epub", "application/epub+zip"),
        ("letter.large.pdf", "application/pdf"),
        ("letter.txt", "text/plain"),
        ("letter.html", "text/html"),
        ("2024/letter.md", "text/markdown"),
    ],
)
def test_the_edition_is_attached_as_what_it_is(file: str, kind: str) -> None:
    mail = parsed(message(parcel(file), "reader@kindle.com", ANA, DATE))
    (attachment,) = mail.iter_attachments()
    assert attachment.get_content_type() == kind
    assert attachment.get_filename() == file.rpartition("/")[2]
    assert attachment.get_content_disposition() == "attachment"
    assert attachment.get_payload(decode=True) == EPUB
    if kind.startswith("text/"):
        assert attachment.get_param("charset") == "utf-8"
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["A Letter", "", file.rpartition("/")[2]]


def test_headers_are_those_of_a_message() -> None:
    mail = parsed(message(parcel(title="Über  Züge\n"), "reader@kindle.com", ANA, DATE))
    assert mail["From"].addresses[0].display_name == "Ana Pérez"
    assert mail["From"].addresses[0].addr_spec == "ana@example.org"
    assert mail["To"] == "reader@kindle.com"
    assert mail["Subject"] == "Über Züge"
    assert mail["Date"].datetime == DATE
    assert mail["Message-ID"].endswith("@example.org>")
    assert "X-Unsent" not in mail


def test_names_beyond_ascii_are_as_rfc_2231_has_them() -> None:
    data = message(parcel("связь-и-мир.epub"), "reader@kindle.com", ANA, DATE)
    assert b" filename*0*=utf-8''%D1%81%D0%B2" in data
    (attachment,) = parsed(data).iter_attachments()
    assert attachment.get_filename() == "связь-и-мир.epub"


def test_a_draft_has_neither_moment_nor_identifier() -> None:
    mail = parsed(message(parcel(), "reader@kindle.com", ("", "")))
    assert mail["X-Unsent"] == "1"
    assert not {"Date", "Message-ID", "From"} & set(mail.keys())


def test_the_same_gives_the_same_bytes_and_another_moment_another_identifier() -> None:
    first, again = (message(parcel(), "reader@kindle.com", ANA, DATE) for _ in range(2))
    assert first == again
    later = message(parcel(), "reader@kindle.com", ANA, DATE.replace(hour=9))
    assert parsed(later)["Message-ID"] != parsed(first)["Message-ID"]
    other = message(parcel(data=b"x"), "reader@kindle.com", ANA, DATE)
    assert parsed(other)["Message-ID"] != parsed(first)["Message-ID"]


def test_only_an_address_beyond_ascii_makes_headers_of_utf_8() -> None:
    assert message(parcel(), "reader@kindle.com", ANA, DATE).isascii()
    assert "läser@example.org".encode() in message(parcel(), "läser@example.org", ANA, DATE)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=80),
    st.binary(max_size=500),
)
def test_every_title_and_name_arrives(title: str, stem: str, data: bytes) -> None:
    made = message(parcel(f"{stem}.epub", title, data), "reader@example.org", ANA, DATE)
    mail = parsed(made)
    (attachment,) = mail.iter_attachments()
    assert attachment.get_payload(decode=True) == data
    assert attachment.get_filename() == f"{stem}.epub"
    assert str(mail["Subject"]).split() == title.split()
    assert max(map(len, made.splitlines())) <= 998
    assert made.isascii()
    assert made.replace(b"\r\n", b"").count(b"\n") == 0

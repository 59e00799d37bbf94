"""pubpipe.delivery.send.accounts: the environment, the keyring, and what would be unwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordSetError

from pubpipe.delivery.send.accounts import Account, account, sender_of
from pubpipe.errors import ConfigurationError

BASE = {
    "PUBPIPE_SMTP_HOST": "mail.example.org",
    "PUBPIPE_SMTP_USER": "ana@example.org",
    "PUBPIPE_SMTP_PASSWORD": "s3cret",
}
PLAIN = Account("mail.example.org", 465, "tls", "ana@example.org", "", "ana@example.org", "s3cret")


class Kept(KeyringBackend):
    """A keyring with one password in it, or a lock on it."""

    priority = 1.0
    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("s3cret lock")
        return {("smtp://mail.example.org", "ana@example.org"): "kept"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("read-only")


@pytest.fixture
def ring() -> Iterator[Kept]:
    before, ours = keyring.get_keyring(), Kept()  # type: ignore[no-untyped-call]
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, PLAIN),
        ({"PORT": "587"}, replace(PLAIN, port=587, security="starttls")),
        ({"SECURITY": "STARTTLS"}, replace(PLAIN, port=587, security="starttls")),
        ({"SECURITY": "tls", "PORT": "8465"}, replace(PLAIN, port=8465)),
        ({"PORT": "2525"}, replace(PLAIN, port=2525, security="starttls")),
        (
            {"FROM": "Ana Pérez <letters@example.org>"},
            replace(PLAIN, sender="letters@example.org", name="Ana Pérez"),
        ),
        (
            {"USER": "ana", "FROM": "a@bücher.example"},
            replace(PLAIN, user="ana", sender="a@xn--bcher-kva.example"),
        ),
        ({"TIMEOUT": "5"}, replace(PLAIN, patience=5)),
        (
            {"USER": "", "PASSWORD": "", "FROM": "a@example.org", "SECURITY": "none", "PORT": "25"},
            Account("mail.example.org", 25, "none", "a@example.org"),
        ),
        (
            {"HOST": "127.0.0.1", "SECURITY": "none", "PORT": "25"},
            replace(PLAIN, host="127.0.0.1", port=25, security="none"),
        ),
    ],
)
def test_an_account_is_what_the_environment_states(more: dict[str, str], expected: Account) -> None:
    environ = BASE | {f"PUBPIPE_SMTP_{name}": value for name, value in more.items()}
    assert account(environ) == expected


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"HOST": ""}, "PUBPIPE_SMTP_HOST is not set"),
        ({"PORT": "0"}, "PUBPIPE_SMTP_PORT cannot be '0'"),
        ({"PORT": "smtps"}, "PUBPIPE_SMTP_PORT cannot be 'smtps'"),
        ({"PORT": "٤٦٥"}, "PUBPIPE_SMTP_PORT cannot be"),
        ({"TIMEOUT": "99999"}, "PUBPIPE_SMTP_TIMEOUT cannot be '99999'"),
        ({"SECURITY": "ssl"}, "PUBPIPE_SMTP_SECURITY cannot be 'ssl'"),
        ({"SECURITY": "none"}, "would send the password to mail.example.org in clear"),
        ({"USER": "ana"}, "PUBPIPE_SMTP_FROM is not set"),
        ({"FROM": "Ana"}, "PUBPIPE_SMTP_FROM: 'Ana' is no e-mail address"),
    ],
)
def test_what_is_wrong_is_named(more: dict[str, str], message: str) -> None:
    environ = BASE | {f"PUBPIPE_SMTP_{name}": value for name, value in more.items()}
    with pytest.raises(ConfigurationError) as caught:
        account(environ)
    assert message in caught.value.message
    assert caught.value.hint
    assert "s3cret" not in caught.value.message + caught.value.hint


def test_no_account_shows_its_password() -> None:
    assert "s3cret" not in f"{account(BASE)!r}{account(BASE)}"


def test_the_keyring_has_the_password_where_the_environment_has_none(ring: Kept) -> None:
    without = {name: value for name, value in BASE.items() if not name.endswith("PASSWORD")}
    assert account(without).password == "kept"
    assert account(BASE).password == "s3cret"
    assert account(without | {"PUBPIPE_SMTP_USER": "bob@example.org"}).password == ""
    ring.locked = True
    with pytest.raises(ConfigurationError, match="keyring does not give the password") as caught:
        account(without)
    assert "s3cret" not in caught.value.message


def test_without_a_keyring_there_is_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: value for name, value in BASE.items() if not name.endswith("PASSWORD")}
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert account(without).password == ""


def test_a_draft_needs_no_account() -> None:
    assert sender_of({}) == ("", "")
    assert sender_of({"PUBPIPE_SMTP_USER": "ana"}) == ("", "")
    assert sender_of({"PUBPIPE_SMTP_FROM": "Ana <a@example.org>"}) == ("Ana", "a@example.org")

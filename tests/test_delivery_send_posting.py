"""pubpipe.delivery.send.posting: a real server on the loopback address, and whatever it may do."""

from __future__ import annotations

import socket
import traceback
from pathlib import Path

import pytest

from pubpipe.delivery.send.accounts import Account, Security
from pubpipe.delivery.send.outcomes import Undelivered
from pubpipe.delivery.send.posting import connected
from pubpipe.errors import ConfigurationError, PubpipeError
from tests.support.mail import HOST, PASSWORD, USER, Box, Certificates, certificates, scripted, serving

TO = "reader@example.net"
MAIL = b"From: ana@example.org\r\nSubject: A\r\n\r\n.begins with a full stop\r\n..two\r\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trusted(made: Certificates, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    return made


def account(
    port: int, security: Security, *, password: str = PASSWORD, user: str = USER, **more: float
) -> Account:
    return Account(HOST, port, security, USER, "Ana", user, password, **more)


def post(to: Account, message: bytes = MAIL, recipient: str = TO) -> None:
    with connected(to) as box:
        box.send(message, recipient)


def refused(code: str, to: Account, message: bytes = MAIL, recipient: str = TO) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        post(to, message, recipient)
    assert caught.value.code == code, caught.value.message
    assert caught.value.hint
    whole = "".join(traceback.format_exception(caught.value))
    assert "s3cret" not in whole
    return caught.value


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_message_goes_encrypted_and_whole(security: Security, trusted: Certificates) -> None:
    box = Box()
    with serving(box, security, trusted) as port, connected(account(port, security)) as line:
        line.send(MAIL, TO)
        line.send(MAIL.replace(b"Subject: A", b"Subject: B"), TO)
    assert box.messages == [MAIL, MAIL.replace(b"Subject: A", b"Subject: B")]
    assert box.envelopes == [(USER, (TO,))] * 2
    assert box.encrypted == [True, True]
    assert box.logins == [(USER, PASSWORD)]


def test_without_a_user_nobody_logs_in(trusted: Certificates) -> None:
    box = Box()
    with serving(box, "none", None, login=False) as port:
        post(account(port, "none", user="", password=""))
    assert (box.messages, box.encrypted) == ([MAIL], [False])


def test_a_server_without_tls_gets_nothing() -> None:
    box = Box()
    with serving(box, "none", None) as port:
        error = refused("send-no-tls", account(port, "starttls"))
    assert error.message == f"localhost offers no TLS on port {port}, so nothing was sent"
    assert (box.messages, box.logins) == ([], [])


def test_tls_that_is_asked_for_in_the_wrong_way_is_told(trusted: Certificates) -> None:
    box = Box()
    with serving(box, "starttls", trusted) as port:
        error = refused("send-no-tls", account(port, "tls"))
    assert "SECURITY=starttls" in error.hint
    assert box.logins == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for(security: Security, made: Certificates) -> None:
    box = Box()
    with serving(box, security, made) as port:
        error = refused("send-certificate", account(port, security))
    assert "self-signed certificate" in error.message or "unable to get" in error.message
    assert (box.messages, box.logins) == ([], [])


def test_a_certificate_of_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = certificates(tmp_path, "mail.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(others.authority))
    box = Box()
    with serving(box, "tls", others) as port:
        error = refused("send-certificate", account(port, "tls"))
    assert "localhost" in error.message
    assert box.logins == []


def test_a_wrong_password_is_a_matter_of_settings(trusted: Certificates) -> None:
    box, wrong = Box(), PASSWORD[::-1]
    with serving(box, "tls", trusted) as port, pytest.raises(ConfigurationError) as caught:
        post(account(port, "tls", password=wrong))
    assert caught.value.message.startswith("localhost does not let ana@example.org in: 535")
    assert wrong not in "".join(traceback.format_exception(caught.value))
    assert box.messages == []


def test_no_password_is_told_before_anything_is_said(trusted: Certificates) -> None:
    box = Box()
    with serving(box, "tls", trusted) as port, pytest.raises(ConfigurationError) as caught:
        post(account(port, "tls", password=""))
    assert "keyring set smtp://localhost ana@example.org" in caught.value.hint
    assert box.logins == []


def test_other_ways_to_log_in(trusted: Certificates) -> None:
    box = Box()
    with serving(box, "tls", trusted, auth_exclude_mechanism=["PLAIN"]) as port:
        with pytest.raises(ConfigurationError, match="only passwords in ASCII"):
            post(account(port, "tls"))
        with pytest.raises(ConfigurationError, match="does not let"):
            post(account(port, "tls", password="s3cret"))
    assert box.logins == [(USER, "s3cret")]
    with (
        serving(box, "tls", trusted, auth_exclude_mechanism=["PLAIN", "LOGIN"]) as port,
        pytest.raises(ConfigurationError, match=r"lets nobody log in|wants another way"),
    ):
        post(account(port, "tls"))


def test_what_the_server_repeats_of_a_password_is_not_shown() -> None:
    import base64

    secret = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode())
    said = b"535 no: " + secret + b" is " + PASSWORD.encode() + b"\r\n"
    greeting = (b"220 hello\r\n", b"250-there\r\n250 AUTH PLAIN\r\n")
    with scripted(*greeting, said) as port, pytest.raises(ConfigurationError) as caught:
        post(account(port, "none"))
    assert caught.value.message.endswith("in: 535 no: *** is ***")


@pytest.mark.parametrize(
    ("says", "code"),
    [("550 5.7.1 no books here", "send-refused"), ("451 4.7.1 greylisted, come again", "send-later")],
)
def test_a_server_that_refuses_is_told_in_its_words(says: str, code: str, trusted: Certificates) -> None:
    box = Box(says_to_recipient=says)
    with serving(box, "tls", trusted) as port:
        error = refused(code, account(port, "tls"))
        assert error.message == f"localhost does not take the recipient {TO}: {says}"
        box.says_to_recipient, box.says = "", says
        error = refused(code, account(port, "tls"))
        assert error.message == f"localhost does not take the message: {says}"
        with connected(account(port, "tls")) as line:  # one that is refused does not end the connection
            with pytest.raises(Undelivered):
                line.send(MAIL, TO)
            box.says = ""
            line.send(MAIL, TO)
    assert box.messages == [MAIL]


def test_a_message_that_is_too_large_is_not_begun(trusted: Certificates) -> None:
    box = Box()
    large = MAIL + b"x" * 2_000 + b"\r\n"
    with serving(box, "tls", trusted, size=2_000) as port:
        error = refused("send-too-large", account(port, "tls"), large)
        assert error.message == "the message has 2 kB, and localhost takes 2 kB"
        post(account(port, "tls"))
    assert box.messages == [MAIL]


def test_an_address_beyond_ascii_needs_a_server_that_knows_it(trusted: Certificates) -> None:
    box = Box()
    with serving(box, "tls", trusted) as port:
        post(account(port, "tls"), recipient="läser@example.net")
    assert box.envelopes == [(USER, ("läser@example.net",))]
    with scripted(b"220 hello\r\n", b"250 there\r\n") as port:
        refused("send-refused", account(port, "none", user=""), recipient="läser@example.net")


GREETING = (b"220 hello\r\n", b"250-there\r\n250 SIZE 99999999\r\n")
TO_DATA = (*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")


@pytest.mark.parametrize("lines", [(), GREETING[:1], GREETING, TO_DATA[:3], TO_DATA[:4]])
def test_a_server_that_goes_away_before_the_message(lines: tuple[bytes, ...]) -> None:
    with scripted(*(lines or (b"",))) as port:
        error = refused("send-cut", account(port, "none", user=""))
    assert "it was not sent" in error.message


def test_a_connection_that_is_cut_within_the_message() -> None:
    large = MAIL + b"x" * 76 * 400_000
    with scripted(*TO_DATA, closing_after=100_000) as port:
        error = refused("send-cut", account(port, "none", user=""), large)
    assert "before the message was there; it was not sent" in error.message


def test_a_connection_that_is_cut_before_the_last_word() -> None:
    with scripted(*TO_DATA, closing_after=len(MAIL)) as port:
        error = refused("send-uncertain", account(port, "none", user=""))
    assert "look whether it arrives" in error.hint


def test_a_server_that_is_silent_when_it_has_the_message() -> None:
    with scripted(*TO_DATA, closing_after=len(MAIL), hold=True) as port:
        error = refused("send-uncertain", account(port, "none", user="", patience=0.05))
    assert "was not answered when the message was there" in error.message


@pytest.mark.parametrize("lines", [(b"",), GREETING[:1], TO_DATA[:4]])
def test_a_server_that_is_silent(lines: tuple[bytes, ...]) -> None:
    with scripted(*lines, hold=True) as port:
        error = refused("send-timeout", account(port, "none", user="", patience=0.3))
    assert "did not answer within" in error.message


def test_a_server_that_does_not_read() -> None:
    large = MAIL + b"x" * 76 * 400_000
    with scripted(*TO_DATA, hold=True) as port:
        refused("send-timeout", account(port, "none", user="", patience=0.3), large)


def test_a_server_that_is_closing() -> None:
    with scripted(b"421 too many connections\r\n") as port:
        error = refused("send-later", account(port, "none", user=""))
    assert "does not take the connection: 421 too many connections" in error.message


def test_nobody_at_the_port_and_no_such_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = refused("send-no-server", account(port, "none"))
    assert f"localhost, port {port} cannot be reached" in error.message
    for host in ("no-such-host.invalid", "a" * 70 + ".example", ""):
        with pytest.raises(PubpipeError) as caught:
            post(Account(host, 25, "none", USER, patience=5))
        assert "s3cret" not in caught.value.message

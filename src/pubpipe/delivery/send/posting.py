"""A message and an account -> the message taken by the server, or what it said instead."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pubpipe import installed
from pubpipe.delivery.send.accounts import PREFIX, Account
from pubpipe.delivery.send.outcomes import Undelivered, size_text
from pubpipe.delivery.send.refusals import plain, refused, said, told
from pubpipe.errors import ConfigurationError

_CHUNK = 1 << 16  # bytes; each may take as long as a command
_CLOSING = 10  # times as long as a command may the server look at a message that it has (RFC 5321, 4.5.3.2.6)
_ME = "[127.0.0.1]"  # an address literal, as for a machine without a name (RFC 5321, 4.1.3)


class _Client:
    """What both kinds of connection share: a failure is told as the system tells it, and a slow line is no silence."""

    sock: Any

    def send(self, text: Any) -> None:  # noqa: ANN401  # bytes or str, as smtplib has it
        data = text.encode("utf-8") if isinstance(text, str) else bytes(text)
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        for start in range(0, len(data), _CHUNK):
            self.sock.sendall(data[start : start + _CHUNK])


class _Plain(_Client, smtplib.SMTP):
    pass


class _Implicit(_Client, smtplib.SMTP_SSL):
    pass


@dataclass(frozen=True, slots=True)
class Post:
    """An open connection over which messages go."""

    account: Account
    client: smtplib.SMTP

    def send(self, message: bytes, recipient: str) -> None:
        """Send one message. Raises Undelivered with what the server said; nothing of the message has then gone out.

        Only where the connection breaks after the last byte, and before the server's word, nobody knows.
        """
        known = self.client.esmtp_features
        most = known.get("size", "")
        if most.isdigit() and 0 < int(most) < len(message):
            raise Undelivered(
                "send-too-large",
                f"the message has {size_text(len(message))}, and {self.account.host} takes {size_text(int(most))}",
                "An attachment is a third longer in a message than on the disk; a cable has no limit.",
            )
        options = [f"SIZE={len(message)}"] if "size" in known else []
        if not (recipient + self.account.sender).isascii():
            if "smtputf8" not in known:
                raise Undelivered(
                    "send-refused",
                    f"{self.account.host} takes only addresses in ASCII, and one of these is not",
                    "Use another address, or another server.",
                )
            options.append("SMTPUTF8")
        with told(self.account):
            self._transact(message, recipient, options)

    def _transact(self, message: bytes, recipient: str, options: list[str]) -> None:
        client = self.client
        self._expect(client.mail(self.account.sender, options), 250, "the sender")
        self._expect(client.rcpt(recipient), (250, 251), f"the recipient {recipient}")
        self._expect(client.docmd("DATA"), 354, "the message")
        # RFC 5321, 4.5.2: a full stop at the beginning of a line is written twice.
        client.send(re.sub(rb"(?m)^\.", b"..", message))
        client.send(b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n")
        try:
            if client.sock is not None:
                client.sock.settimeout(self.account.patience * _CLOSING)
            reply = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            silent = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
            what = "was not answered" if silent else "broke"
            raise Undelivered(
                "send-uncertain",
                f"the connection to {self.account.host} {what} when the message was there and before it was confirmed",
                "It may have been taken: look whether it arrives before you send it again.",
            ) from None
        if client.sock is not None:
            client.sock.settimeout(self.account.patience)
        self._expect(reply, 250, "the message")

    def _expect(self, reply: tuple[int, bytes], good: int | tuple[int, ...], what: str) -> None:
        if reply[0] in ((good,) if isinstance(good, int) else good):
            return
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.client.rset()
        raise refused(self.account, what, *reply)


@contextlib.contextmanager
def connected(account: Account) -> Iterator[Post]:
    """Hold a connection to an account's server, encrypted as the account wants it, and logged in.

    Certificates are verified against those that the system trusts (``SSL_CERT_FILE`` names others). Raises Undelivered
    where the server is not reached, has no TLS or no certificate that is right, ConfigurationError where it does not
    take user and password. Nothing that is raised has the password in it, nor what the server said of it.
    """
    client = None
    try:
        with told(account):
            client = _opened(account)
            _login(client, account)
        yield Post(account, client)
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.quit()
    finally:
        if client is not None:
            client.close()


def _opened(account: Account) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if account.security == "tls":
        client: smtplib.SMTP = _Implicit(
            account.host, account.port, _ME, timeout=account.patience, context=context
        )
    else:
        client = _Plain(account.host, account.port, _ME, timeout=account.patience)
    try:
        client.ehlo_or_helo_if_needed()
        if account.security == "starttls":
            if not client.has_extn("starttls"):
                raise Undelivered(
                    "send-no-tls",
                    f"{account.host} offers no TLS on port {account.port}, so nothing was sent",
                    f"Try {PREFIX}PORT=465. {PREFIX}SECURITY=none sends in clear; a server on this machine may do.",
                )
            client.starttls(context=context)
            client.ehlo_or_helo_if_needed()
    except BaseException:
        client.close()
        raise
    return client


def _login(client: smtplib.SMTP, account: Account) -> None:
    """Log in where the account has a user; PLAIN first, in UTF-8 (RFC 4616), which smtplib would not write."""
    if not account.user:
        return
    if not account.password:
        raise ConfigurationError(
            f"there is no password for {account.user} at {account.host}",
            f"Set {PREFIX}PASSWORD, or keep it: keyring set smtp://{account.host} {account.user}"
            f" ({installed.with_extra('mail')}).",
        )
    offered = client.esmtp_features.get("auth", "").upper().split()
    if not offered:
        raise ConfigurationError(
            f"{account.host} lets nobody log in here", f"Leave {PREFIX}USER out, or use another port."
        )
    try:
        if "PLAIN" in offered:
            code, words = client.docmd("AUTH", f"PLAIN {plain(account)}")
            if code not in (235, 503):
                raise smtplib.SMTPAuthenticationError(code, words)
        else:
            client.login(account.user, account.password)
    except UnicodeError:
        raise ConfigurationError(
            f"{account.host} takes only passwords in ASCII", "It offers no other way to log in."
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise ConfigurationError(
            f"{account.host} wants another way to log in: {', '.join(offered)}",
            "Of those with a password there are PLAIN, LOGIN and CRAM-MD5. Many providers give passwords for programs.",
        ) from None
    except smtplib.SMTPAuthenticationError as error:
        if 400 <= error.smtp_code < 500:
            raise refused(account, "the login", error.smtp_code, error.smtp_error) from None
        raise ConfigurationError(
            f"{account.host} does not let {account.user} in: {said(account, error.smtp_code, error.smtp_error)}",
            "Check user and password. Many providers want one that is made for programs.",
        ) from None

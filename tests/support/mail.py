"""A mail server on the loopback address, as strict or as broken as a test wants it; certificates made for it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "ana@example.org", "s3cret-Ünder-the-stone"
HOST = "localhost"


@dataclass  # without slots: aiosmtpd asks for every attribute, which breaks on those of Python 3.11.2 (gh-102069)
class Box:
    """What a server got: the messages it took, and who logged in; ``says`` is its answer to a message, empty for 250."""

    messages: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    says: str = ""
    says_to_recipient: str = ""

    def mail(self, number: int = -1) -> EmailMessage:
        """Return a message that was taken, parsed."""
        found = message_from_bytes(self.messages[number], policy=default)
        assert isinstance(found, EmailMessage)
        return found

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.says_to_recipient:
            return self.says_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.says:
            return self.says
        assert isinstance(envelope.original_content, bytes)
        self.messages.append(envelope.original_content)
        self.envelopes.append((str(envelope.mail_from), tuple(envelope.rcpt_tos)))
        assert server.transport is not None
        self.encrypted.append(
            session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None
        )
        return "250 taken"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        """Let one user in, by one password."""
        user, password = data.login.decode(), data.password.decode()
        self.logins.append((user, password))
        return AuthResult(success=(user, password) == (USER, PASSWORD), handled=False)


@dataclass(frozen=True, slots=True)
class Certificates:
    """A certificate's authority as a file, and a server's context with a certificate for ``localhost`` of it."""

    authority: Path
    context: ssl.SSLContext


def certificates(folder: Path, name: str = HOST) -> Certificates:
    """Make an authority and a certificate of it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    path = folder / f"authority-{name}.pem"
    authority.cert_pem.write_to_path(str(path))
    return Certificates(path, context)


@contextlib.contextmanager
def serving(
    box: Box,
    how: str,
    made: Certificates | None,
    *,
    login: bool = True,
    size: int = 10_000_000,
    **more: Any,
) -> Iterator[int]:
    """Run a server (``tls``, ``starttls`` or ``none``) and give its port."""
    settings: dict[str, Any] = {"data_size_limit": size, "enable_SMTPUTF8": True, "hostname": HOST, **more}
    if login:
        # aiosmtpd takes TLS from the first byte for none, and warns of a login that it wants there.
        later = how == "starttls"
        settings |= {"authenticator": box.authenticate, "auth_required": later, "auth_require_tls": later}
    if how == "starttls":
        assert made is not None
        settings |= {"tls_context": made.context, "require_starttls": True}
    context = made.context if how == "tls" and made is not None else None
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(box, loop=loop, **settings), "127.0.0.1", 0, ssl=context)
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


async def _ended(server: asyncio.Server) -> None:
    """Close a server with all that still speaks to it."""
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextlib.contextmanager
def scripted(*lines: bytes, hold: bool = False, closing_after: int = -1) -> Iterator[int]:
    """Run a server that answers each line of the client with the next of ``lines``, whatever is asked; give its port.

    After the last it closes the connection, or with ``hold`` is silent. With ``closing_after`` it reads so many bytes
    more before.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def run() -> None:
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                connection.sendall(lines[0])
                stream = connection.makefile("rb")
                for line in lines[1:]:
                    stream.readline()
                    connection.sendall(line)
                if closing_after >= 0:
                    stream.read(closing_after)
                if hold:
                    done.wait(30)
                stream.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        listener.close()
        thread.join(10)

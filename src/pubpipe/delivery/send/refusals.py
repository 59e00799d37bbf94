"""What a mail server says, or the system of it -> an error in a user's words, without the password."""

from __future__ import annotations

import base64
import contextlib
import smtplib
import ssl
from collections.abc import Iterator

from pubpipe.delivery.send.accounts import PREFIX, Account
from pubpipe.delivery.send.outcomes import Undelivered

_SHOWN = 200  # characters of what a server says


def plain(account: Account) -> str:
    """Return user and password as AUTH PLAIN has them (RFC 4616), in UTF-8."""
    return base64.b64encode(f"\0{account.user}\0{account.password}".encode()).decode()


@contextlib.contextmanager
def told(account: Account) -> Iterator[None]:
    """Turn what goes wrong into words, without the chain of errors: a server may repeat what it was told."""
    where = f"{account.host}, port {account.port}"
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Undelivered(
            "send-certificate",
            f"the certificate of {where} is not to be trusted: {error.verify_message or error.reason}",
            f"Is {PREFIX}HOST the name in it? One of your own house is named in SSL_CERT_FILE.",
        ) from None
    except ssl.SSLError as error:
        raise Undelivered(
            "send-no-tls",
            f"{where} does not speak TLS as it is asked to: {error.reason or 'no answer'}",
            f"{PREFIX}SECURITY=starttls is for ports that begin in clear (587), tls for 465.",
        ) from None
    except smtplib.SMTPConnectError as error:
        raise refused(account, "the connection", error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPResponseException as error:
        raise refused(account, "what it was asked", error.smtp_code, error.smtp_error) from None
    except UnicodeError:
        raise Undelivered(
            "send-no-server", f"{account.host!r} is no name of a server", f"Check {PREFIX}HOST."
        ) from None
    except TimeoutError:
        raise _silent(account, where) from None
    except (smtplib.SMTPException, OSError) as error:
        if isinstance(error.__context__, TimeoutError):
            raise _silent(account, where) from None
        raise _broken(where, error) from None


def _silent(account: Account, where: str) -> Undelivered:
    return Undelivered(
        "send-timeout",
        f"{where} did not answer within {account.patience:.0f} s; nothing was sent",
        f"Is the port right, and open from here? {PREFIX}TIMEOUT waits longer.",
    )


def _broken(where: str, error: Exception) -> Undelivered:
    if isinstance(error, OSError) and not isinstance(
        error, smtplib.SMTPException | ConnectionResetError | BrokenPipeError
    ):
        reason = error.strerror or str(error)
        return Undelivered(
            "send-no-server", f"{where} cannot be reached: {reason}", f"Check {PREFIX}HOST and the network."
        )
    return Undelivered(
        "send-cut",
        f"{where} ended the connection before the message was there; it was not sent",
        "Send it again; if it stays so, ask who runs the server.",
    )


def refused(account: Account, what: str, code: int, words: bytes | str) -> Undelivered:
    """Return what is raised where a server refuses something: for good (5yz), or for now (4yz; RFC 5321, 4.2.1)."""
    message = f"{account.host} does not take {what}: {said(account, code, words)}"
    if 400 <= code < 500:
        return Undelivered(
            "send-later", message, "It says that this will pass: send it again in some minutes."
        )
    return Undelivered("send-refused", message, "It will not take it as it is; its words say why.")


def said(account: Account, code: int, words: bytes | str) -> str:
    """Return what a server said on one line, without the password, in whatever form it says it back."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    if account.password:
        for secret in (
            plain(account),
            base64.b64encode(account.password.encode()).decode(),
            account.password,
        ):
            text = text.replace(secret, "***")
    text = " ".join(text.split())
    return f"{code} {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}".strip()

"""The environment and the keyring -> the account that mail is sent with."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from pubpipe.delivery.send import addresses
from pubpipe.errors import ConfigurationError, UsageProblem

Security: TypeAlias = Literal["tls", "starttls", "none"]

PREFIX = "PUBPIPE_SMTP_"
_SECURITIES = ("tls", "starttls", "none")
# RFC 8314, 3.3: TLS from the first byte has a port of its own, and is to be preferred.
_IMPLICIT, _SUBMISSION = 465, 587
_PATIENCE = 60  # seconds
_LONGEST = 3_600


@dataclass(frozen=True, slots=True)
class Account:
    """A server, how it is spoken to, who speaks; ``sender`` is an address, ``name`` the words before it.

    The password is in no ``repr``, so in no message that shows an account. ``patience`` is in seconds.
    """

    host: str
    port: int
    security: Security
    sender: str
    name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    patience: float = _PATIENCE


def account(environ: Mapping[str, str]) -> Account:
    """Return the account that ``PUBPIPE_SMTP_…`` states: HOST, PORT, USER, PASSWORD, FROM, SECURITY, TIMEOUT.

    Without PASSWORD it is the keyring's for ``smtp://HOST`` and USER. Without PORT it is 465, with ``starttls`` 587;
    without SECURITY TLS begins at once on 465 and by STARTTLS elsewhere. Raises ConfigurationError for what is missing,
    wrong, or would put a password on the wire in clear.
    """
    host = _value(environ, "HOST")
    if not host:
        raise ConfigurationError(
            f"{PREFIX}HOST is not set, so there is no server to send by",
            f"Set {PREFIX}HOST, {PREFIX}USER and {PREFIX}FROM, and the password as {PREFIX}PASSWORD or in the keyring;"
            " --dry-run writes the message to a file that a mail program can open and send.",
        )
    security = _security(environ)
    port = _number(environ, "PORT", _SUBMISSION if security == "starttls" else _IMPLICIT, 65_535)
    security = security or ("tls" if port == _IMPLICIT else "starttls")
    user = _value(environ, "USER")
    if user and security == "none" and not _is_here(host):
        raise ConfigurationError(
            f"{PREFIX}SECURITY=none would send the password to {host} in clear",
            "Use tls or starttls; without TLS only a server on this machine is logged in to.",
        )
    name, sender = sender_of(environ)
    if not sender:
        raise ConfigurationError(
            f"{PREFIX}FROM is not set, so the message has no sender", "Set it to your address."
        )
    password = environ.get(f"{PREFIX}PASSWORD", "") or (_kept(host, user) if user else "")
    patience = _number(environ, "TIMEOUT", _PATIENCE, _LONGEST)
    return Account(host, port, cast(Security, security), sender, name, user, password, patience)


def sender_of(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return name and address of the sender: FROM, else USER where it is an address; empty where neither says.

    Raises ConfigurationError for what is no address.
    """
    from email.utils import parseaddr

    written = _value(environ, "FROM")
    if not written:
        user = _value(environ, "USER")
        return ("", user) if "@" in user else ("", "")
    name, address = parseaddr(written)
    try:
        return name, addresses.checked(address or written)
    except UsageProblem as error:
        raise ConfigurationError(
            f"{PREFIX}FROM: {error.message}", "Such as: Ana Pérez <ana@example.org>"
        ) from error


def _value(environ: Mapping[str, str], name: str) -> str:
    return environ.get(f"{PREFIX}{name}", "").strip()


def _security(environ: Mapping[str, str]) -> str:
    security = _value(environ, "SECURITY").lower()
    if security and security not in _SECURITIES:
        raise ConfigurationError(
            f"{PREFIX}SECURITY cannot be {security!r}", f"It is one of {', '.join(_SECURITIES)}."
        )
    return security


def _number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = _value(environ, name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= most):
        raise ConfigurationError(f"{PREFIX}{name} cannot be {text!r}", f"It is a number from 1 to {most}.")
    return int(text)


def _is_here(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _kept(host: str, user: str) -> str:
    """Return the password that the keyring has, empty where there is no keyring or it has none."""
    try:
        import keyring
        from keyring.errors import KeyringError, NoKeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(f"smtp://{host}", user) or ""
    except NoKeyringError:
        return ""
    except KeyringError as error:
        raise ConfigurationError(
            f"the keyring does not give the password of {user}: {type(error).__name__}",
            f"Unlock it, or set {PREFIX}PASSWORD.",
        ) from error

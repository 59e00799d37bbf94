"""A reader's address -> what is known of the service behind it: what it takes, and how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pubpipe.delivery.send.outcomes import Parcel, Undelivered, size_text
from pubpipe.errors import UsageProblem

_MB = 1_000_000
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+")
_HOST = re.compile(
    r"(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)


@dataclass(frozen=True, slots=True)
class Service:
    """Who reads what is sent to some domains: formats, the most bytes of files in one message, what else to know.

    ``store`` is its name among the stores that the checks know.
    """

    title: str
    store: str
    domains: tuple[str, ...]
    takes: tuple[str, ...]
    most: int
    note: str


# Kindle: "Using Your Send to Kindle Email Address", https://www.amazon.co.uk/gp/help/customer/display.html?nodeId=201974220
# (50 MB together, approved senders), and "Send to Kindle" (EPUB, PDF, TXT, HTML among the formats).
SERVICES = (
    Service(
        "Send to Kindle",
        "kindle",
        ("kindle.com", "free.kindle.com"),
        ("epub", "pdf", "txt", "html"),
        50 * _MB,
        "Amazon drops without a word what comes from a sender that is not in its list of approved addresses (Manage"
        " Your Content and Devices, Preferences, Personal Document Settings).",
    ),
)


def checked(address: str) -> str:
    """Return an address (RFC 5321, 4.1.2, without quoted names) with its domain in ASCII; raises UsageProblem."""
    local, at, domain = address.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode() if domain else ""
    except UnicodeError:
        host = ""
    if not at or not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host):
        raise UsageProblem(f"{address!r} is no e-mail address", "An address is NAME@HOST.")
    return f"{local}@{host}"


def service(address: str) -> Service | None:
    """Return the service behind an address, None where nothing is known of it."""
    domain = address.rpartition("@")[2].lower()
    return next((known for known in SERVICES if domain in known.domains), None)


def check_takes(address: str, parcel: Parcel) -> None:
    """Raise UsageProblem for a format that the service behind an address does not take, Undelivered for too much."""
    known = service(address)
    if known is None:
        return
    check_format(address, parcel.form)
    if len(parcel.data) > known.most:
        raise Undelivered(
            "send-too-large",
            f"{parcel.file} has {size_text(len(parcel.data))}, and {known.title} takes {size_text(known.most)}",
            "epub.picture-size and epub.picture-quality in pubpipe.toml make an EPUB smaller; a cable has no limit.",
        )


def check_format(address: str, form: str) -> None:
    """Raise UsageProblem for a format that the service behind an address does not take."""
    known = service(address)
    if known is not None and form.partition("-")[0] not in known.takes:
        raise UsageProblem(f"{known.title} takes no {form}", f"It takes {', '.join(known.takes)}.")

"""An edition and who sends it to whom -> the bytes of an e-mail."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from pubpipe.catalogue.media import media_type
from pubpipe.delivery.send.outcomes import Parcel

DRAFT = "X-Unsent"


def message(parcel: Parcel, recipient: str, sender: tuple[str, str], date: datetime | None = None) -> bytes:
    """Return a message (RFC 5322, MIME) with a short plain text and the edition as its attachment.

    ``sender`` is name and address, empty where nothing is known. It has the moment and an identifier when it has a
    ``date``; without one it is a draft (``X-Unsent: 1``, which mail programs open to be sent). The same arguments give
    the same bytes: boundary and identifier are made of them. Names of files that are not ASCII are written as RFC 2231
    has it, headers as RFC 2047; only an address that is not ASCII needs a server with SMTPUTF8 (RFC 6531).
    """
    mail = EmailMessage(policy=SMTP if (recipient + sender[1]).isascii() else SMTPUTF8)
    title = " ".join(parcel.title.split())
    if sender[1]:
        mail["From"] = _address(sender[1], sender[0])
    mail["To"] = _address(recipient)
    mail["Subject"] = title
    digest = hashlib.sha256(
        b"\0".join([*(part.encode() for part in (parcel.file, title, recipient, *sender)), parcel.data])
    ).hexdigest()
    if date is None:
        mail[DRAFT] = "1"
    else:
        mail["Date"] = format_datetime(date)
        domain = sender[1].rpartition("@")[2] or "localhost"
        mail["Message-ID"] = f"<{digest[:32]}.{date.timestamp():.0f}@{domain}>"
    text = f"{title}\n\n{parcel.file}\n"
    mail.set_content(text, cte=None if text.isascii() else "base64")
    kind, _, parameters = media_type(parcel.file).partition("; ")
    maintype, _, subtype = kind.partition("/")
    mail.add_attachment(
        parcel.data,
        maintype,
        subtype,
        filename=parcel.file,
        params={"charset": "utf-8"} if parameters else None,
    )
    # What base64 has no sign for cannot stand in what it parts.
    mail.set_boundary(f"=_{digest[:40]}")
    return mail.as_bytes()


def _address(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain)

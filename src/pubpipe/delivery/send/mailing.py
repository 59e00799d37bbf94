"""Parcels and an address -> messages on their way, or drafts in files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pubpipe.delivery.send import addresses
from pubpipe.delivery.send.accounts import Account
from pubpipe.delivery.send.message import DRAFT, message
from pubpipe.delivery.send.outcomes import Handed, Parcel, Undelivered
from pubpipe.press.outputs.writing import replace_file

_BROKEN = frozenset({"send-cut", "send-no-server", "send-timeout", "send-uncertain"})


def sent(parcels: tuple[Parcel, ...], address: str, account: Account) -> Iterator[Handed]:
    """Send each parcel in a message of its own over one connection, and tell what became of it.

    Once the connection is broken, the others are told as not sent. Raises what :func:`posting.connected` does, before
    the first.
    """
    from pubpipe.delivery.send.posting import connected

    if not parcels:
        return
    sender = (account.name, account.sender)
    broken: Undelivered | None = None
    with connected(account) as post:
        for parcel in parcels:
            try:
                if broken:
                    raise Undelivered(broken.code, f"{parcel.file} was not sent either", broken.hint)
                addresses.check_takes(address, parcel)
                post.send(message(parcel, address, sender, datetime.now(UTC)), address)
                yield Handed(parcel, address, "sent")
            except Undelivered as error:
                broken = error if error.code in _BROKEN else broken
                yield Handed(parcel, address, "failed", (error.finding,))


def drafted(parcels: tuple[Parcel, ...], address: str, sender: tuple[str, str]) -> Iterator[Handed]:
    """Write each message to a file in this folder that a mail program opens to send it: ``<folder>-<edition>.eml``.

    A file of that name that is no such draft, or the draft of another of the parcels, is left alone.
    """
    written: set[Path] = set()
    for parcel in parcels:
        path = Path(f"{parcel.name.replace('/', '-')}.eml")
        try:
            addresses.check_takes(address, parcel)
            _check_free(path, written)
            written.add(path)
            replace_file(path, message(parcel, address, sender))
            yield Handed(parcel, str(path), "written")
        except Undelivered as error:
            yield Handed(parcel, str(path), "failed", (error.finding,))
        except OSError as error:
            told = Undelivered("send-unwritable", f"{path} cannot be written: {error.strerror or error}")
            yield Handed(parcel, str(path), "failed", (told.finding,))


def _check_free(path: Path, written: set[Path]) -> None:
    if path in written:
        raise Undelivered(
            "send-foreign", f"{path} is the draft of another of these editions", "Write them one at a time."
        )
    if path.exists() and f"\n{DRAFT}: 1".encode() not in path.read_bytes()[:4096]:
        raise Undelivered(
            "send-foreign",
            f"{path} is another file, not a draft of ours",
            "Move it away, or go to another folder.",
        )

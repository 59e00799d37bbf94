"""What was handed over, or why not -> the values that a command tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pubpipe.delivery.refusal import Refusal
from pubpipe.model import Finding, Json

Status: TypeAlias = Literal["copied", "sent", "unchanged", "planned", "written", "failed"]


class Undelivered(Refusal):
    """An edition did not arrive: the device, the folder or the server would not take it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One edition to hand over: its name there (``/`` parts folders), its format, title and bytes.

    ``path`` is its file as the user knows it.
    """

    name: str
    form: str
    title: str
    path: str
    data: bytes

    @property
    def file(self) -> str:
        """The name without folders."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one parcel; ``target`` is the file or the address that it went to."""

    parcel: Parcel
    target: str
    status: Status
    findings: tuple[Finding, ...] = ()


def size_text(size: int) -> str:
    """Write a number of bytes in decimal units for a message: ``812 bytes``, ``48 kB``, ``1.3 MB``."""
    for least, unit, digits in ((1_000_000_000, "GB", 1), (1_000_000, "MB", 1), (1_000, "kB", 0)):
        if size >= least:
            return f"{size / least:.{digits}f} {unit}"
    return f"{size} bytes"


def handed_object(handed: tuple[Handed, ...], findings: tuple[Finding, ...] = ()) -> dict[str, Json]:
    """Return what was handed over as plain data of the committed schema ``send.schema.json``.

    ``findings`` are those of the build before.
    """
    from pubpipe.press.report import finding_object

    return {
        "sent": [
            {
                "path": one.parcel.path,
                "format": one.parcel.form,
                "title": one.parcel.title,
                "bytes": len(one.parcel.data),
                "target": one.target,
                "status": one.status,
                "findings": [finding_object(finding) for finding in one.findings],
            }
            for one in handed
        ],
        "findings": [finding_object(finding) for finding in findings],
    }

"""The folders of what is mounted -> the e-readers among it, where their books go, and what they read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pubpipe.errors import UsageProblem


@dataclass(frozen=True, slots=True)
class Kind:
    """A make of e-readers: folders that tell it (of each tuple all), where books go, what it reads by USB.

    ``labels`` are names of its volume that tell it without such a folder.
    """

    name: str
    title: str
    signs: tuple[tuple[str, ...], ...]
    books: tuple[str, ...]
    reads: tuple[str, ...]
    labels: tuple[str, ...] = ()


# Kobo: https://github.com/kobolabs/epub-spec, "Sideloading"; kobo.com lists the formats. PocketBook and Tolino: the
# drivers of calibre (src/calibre/devices/eb600/driver.py) say which formats, and that some Tolinos look in Books/
# alone. Kindle: Amazon's help names documents/ and, among what pubpipe makes, PDF and TXT.
KINDS = (
    Kind("tolino", "Tolino", ((".tolino",),), ("Books",), ("epub", "pdf", "txt"), ("tolino",)),
    Kind("kobo", "Kobo", ((".kobo",),), (), ("epub", "pdf", "txt", "html")),
    Kind(
        "pocketbook",
        "PocketBook",
        (
            ("system", "applications"),
            ("system/explorer-3",),
            ("system/config",),
            ("system/profiles",),
        ),
        ("Books", "books"),
        ("epub", "pdf", "txt", "html"),
    ),
    Kind("kindle", "Kindle", (("documents", "system"),), ("documents",), ("pdf", "txt")),
)


@dataclass(frozen=True, slots=True)
class Device:
    """An e-reader that is mounted at ``root``."""

    kind: Kind
    root: Path

    @property
    def label(self) -> str:
        """The name of its volume."""
        return self.root.name or str(self.root)

    @property
    def title(self) -> str:
        """What people call it: its make, and the name of its volume where that says more."""
        same = self.label.lower() == self.kind.name
        return self.kind.title if same else f"{self.kind.title} ({self.label})"

    @property
    def books(self) -> Path:
        """The folder in which it looks for books."""
        return next((p for name in self.kind.books if is_folder(p := self.root / name)), self.root)


def known(roots: Iterable[Path]) -> tuple[Device, ...]:
    """Return the e-readers among the folders of what is mounted, each once."""
    found: dict[tuple[int, int], Device] = {}
    for root in roots:
        kind = next((kind for kind in KINDS if _is(kind, root)), None)
        if kind is not None:
            with contextlib.suppress(OSError):
                stat = root.stat()
                found.setdefault((stat.st_dev, stat.st_ino), Device(kind, root))
    return tuple(found.values())


def chosen(devices: tuple[Device, ...], wanted: str) -> Device:
    """Return the only device, or the one that is meant by its make, its volume's name or its folder.

    Raises UsageProblem where there is none, or which of several is meant is not said.
    """
    key = wanted.lower()
    fit = [
        d
        for d in devices
        if not key or key in (d.kind.name, d.label.lower()) or str(d.root) == _whole(wanted)
    ]
    if len(fit) == 1:
        return fit[0]
    there = ", ".join(device.title for device in devices)
    if not devices:
        raise UsageProblem(
            "no e-reader is mounted here",
            "Plug it in, unlock it, and choose to connect it to a computer. --to FOLDER takes any folder, and"
            " --mail ADDRESS needs no cable; readers that show themselves as a phone does (MTP) are no folder.",
        )
    if not fit:
        raise UsageProblem(f"there is no e-reader {wanted!r}", f"There: {there}.")
    named = " or ".join(f"--device {_word(device, fit)}" for device in fit)
    raise UsageProblem(f"there are {len(fit)} e-readers: {', '.join(d.title for d in fit)}", f"Say {named}.")


def around(folder: Path, devices: tuple[Device, ...]) -> Device | None:
    """Return the device in which a folder lies."""
    whole = Path(_whole(str(folder)))
    return next((d for d in devices if whole.is_relative_to(Path(_whole(str(d.root))))), None)


def check_reads(device: Device, forms: Iterable[str]) -> None:
    """Raise UsageProblem for a format that a device does not read, with those that it does."""
    for form in forms:
        kind = form.partition("-")[0]
        if kind in device.kind.reads:
            continue
        hint = f"It reads {', '.join(device.kind.reads)} (--format)."
        if device.kind.name == "kindle" and kind in ("epub", "html"):
            hint = (
                f"By cable {hint[0].lower()}{hint[1:]} By mail Amazon takes the EPUB: --mail NAME@kindle.com."
            )
        raise UsageProblem(f"a {device.kind.title} opens no {kind.upper()} that is copied onto it", hint)


def _is(kind: Kind, root: Path) -> bool:
    if root.name.lower() in kind.labels and is_folder(root):
        return True
    return any(all(is_folder(root / name) for name in signs) for signs in kind.signs)


def is_folder(path: Path) -> bool:
    """Whether there is a folder that one may look into; another's, or one whose device has gone, is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _word(device: Device, among: list[Device]) -> str:
    """Return the shortest that names one device among several."""
    if sum(d.kind == device.kind for d in among) == 1:
        return device.kind.name
    if sum(d.label.lower() == device.label.lower() for d in among) == 1:
        return device.label
    return str(device.root)


def _whole(path: str) -> str:
    return os.path.realpath(Path(path).expanduser())

"""The system's mounts -> the folders that removable media may be at."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

# Where desktops, udisks and people mount what is plugged in (Filesystem Hierarchy Standard 3.0, 3.11 and 3.12).
_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
# What e-readers show themselves as, wherever it is mounted.
_KINDS = frozenset({"exfat", "fuse.exfat", "fuseblk", "msdos", "vfat"})
# To look into these may wait for a machine that is away.
_FAR = re.compile(r"nfs|cifs|smb|sshfs|afs|ceph|gluster|davfs|9p|autofs|rclone")
_TABLE = Path("/proc/self/mountinfo")
VARIABLE = "PUBPIPE_MOUNTS"


def mounted(table: str | None = None) -> tuple[Path, ...]:
    """Return the folders at which removable media may be mounted, in the order of their names.

    ``table`` has the form of Linux's ``/proc/self/mountinfo`` (proc_pid_mountinfo(5)), which is what findmnt reads; the
    default is that file, on systems without it the folders in ``/Volumes`` and their like. Folders that
    ``PUBPIPE_MOUNTS`` names, parted by colons, come first.
    """
    named = [Path(word) for word in os.environ.get(VARIABLE, "").split(os.pathsep) if word]
    if table is None:
        table = _TABLE.read_text("utf-8", "surrogateescape") if _TABLE.exists() else None
    found = _of_table(table) if table is not None else _of_folders()
    return tuple(dict.fromkeys([*named, *sorted(found)]))


def _of_table(table: str) -> Iterable[Path]:
    for line in table.splitlines():
        head, _, tail = line.partition(" - ")
        fields, kind = head.split(" "), tail.partition(" ")[0]
        if len(fields) < 5 or _FAR.search(kind):
            continue
        # Blanks and backslashes stand as octal numbers.
        where = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4])
        if kind in _KINDS or where.startswith(_PLACES):
            yield Path(where)


def _of_folders() -> Iterable[Path]:
    depth = {"/Volumes/": "*", "/media/": "*/*", "/run/media/": "*/*", "/mnt/": "*"}
    for place, pattern in depth.items():
        if sys.platform == "darwin" or place != "/Volumes/":
            yield from Path(place).glob(pattern)

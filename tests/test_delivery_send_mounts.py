"""pubpipe.delivery.send.mounts: where the system has mounted what was plugged in."""

import subprocess
import sys
from pathlib import Path

import pytest

from pubpipe.delivery.send.mounts import VARIABLE, mounted

# As Linux writes it: an internal disk, a FAT stick with a blank in its name, exFAT elsewhere, a share that may be away.
TABLE = """\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 8:1 / /boot/efi rw shared:2 - vfat /dev/sda1 rw
40 22 8:17 / /media/ana/KOBO\\040eReader rw,nosuid shared:3 - vfat /dev/sdb1 rw
41 22 8:33 / /home/ana/reader rw - fuse.exfat /dev/sdc1 rw
42 22 0:50 / /mnt/archive rw - nfs4 server:/archive rw
43 22 8:49 / /run/media/ana/back\\134slash rw - ext4 /dev/sdd1 rw
44 22 0:51 / /home/ana/cloud rw - fuse.rclone cloud: rw
short line
"""


def test_media_are_found_in_the_system_s_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert [str(path) for path in mounted(TABLE)] == [
        "/boot/efi",
        "/home/ana/reader",
        "/media/ana/KOBO eReader",
        "/run/media/ana/back\\slash",
    ]


def test_places_that_are_named_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/srv/reader::/media/ana/KOBO eReader")
    assert [str(path) for path in mounted(TABLE)] == [
        "/srv/reader",
        "/media/ana/KOBO eReader",
        "/boot/efi",
        "/home/ana/reader",
        "/run/media/ana/back\\slash",
    ]


@pytest.mark.parametrize("table", [None, ""])
def test_this_system_s_own_table_is_read(table: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    found = mounted(table)
    assert all(isinstance(path, Path) and path.is_absolute() for path in found)
    if table is None and sys.platform == "linux":
        named = subprocess.run(["findmnt", "-lno", "TARGET"], capture_output=True, text=True, check=True)
        assert {str(path) for path in found} <= set(named.stdout.splitlines())

"""How many cores a process may use: its affinity, and the quotas of both versions of control groups."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pubpipe.press.workers.cores import cores

MANY = "import os; os.sched_getaffinity = lambda pid: set(range(16)); "


def counted(groups: Path) -> int:
    code = (
        MANY
        + "import pathlib, sys; from pubpipe.press.workers.cores import cores; print(cores(pathlib.Path(sys.argv[1])))"
    )
    return int(subprocess.run([sys.executable, "-c", code, groups], capture_output=True, check=True).stdout)


@pytest.mark.parametrize(
    ("quota", "count"),
    [
        ("max 100000", 16),
        ("150000 100000", 2),
        ("50000 100000", 1),
        ("9900000 100000", 16),
        ("odd", 16),
        ("", 16),
    ],
)
def test_the_quota_of_version_two(tmp_path: Path, quota: str, count: int) -> None:
    (tmp_path / "cpu.max").write_text(f"{quota}\n")
    assert counted(tmp_path) == count


@pytest.mark.parametrize(("quota", "count"), [("-1", 16), ("300000", 3)])
def test_the_quota_of_version_one(tmp_path: Path, quota: str, count: int) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(f"{quota}\n")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert counted(tmp_path) == count


def test_affinity_counts_and_nothing_else_is_needed(tmp_path: Path) -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert cores(tmp_path) == 1
    finally:
        os.sched_setaffinity(0, allowed)

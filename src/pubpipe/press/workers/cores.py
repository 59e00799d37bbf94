"""This process -> how many cores it may use: its affinity, under the quota of its control group."""

from __future__ import annotations

import math
import os
from pathlib import Path

CONTROL_GROUPS = Path("/sys/fs/cgroup")


def cores(groups: Path = CONTROL_GROUPS) -> int:
    """Return the number of cores, at least one; a container's quota of 1.5 cores is two."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _quota(groups)
    return min(count, max(1, math.ceil(quota))) if quota else count


def _quota(groups: Path) -> float:
    """Return the quota in cores, 0 where there is none: version 2 of control groups, then version 1."""
    try:
        granted, period = (groups / "cpu.max").read_text().split()
    except (OSError, ValueError):
        try:
            granted = (groups / "cpu" / "cpu.cfs_quota_us").read_text().strip()
            period = (groups / "cpu" / "cpu.cfs_period_us").read_text().strip()
        except OSError:
            return 0.0
    if granted in ("max", "-1") or not granted.isdigit() or not period.isdigit() or period == "0":
        return 0.0
    return int(granted) / int(period)

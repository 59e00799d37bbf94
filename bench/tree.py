"""A command -> CPU seconds of its whole tree of processes, wall seconds to its end, peak memory of the largest.

Runs in a process of its own, to which the system hands every orphan of the command: the server that forks
pubpipe's workers is nobody's child by then, and would otherwise not be counted.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of CPU and wall, and MiB of the largest process."""

    cpu: float
    wall: float
    peak: float


def measure(command: list[str], folder: Path) -> Run:
    """Run a command in a folder and return what it took; its output is thrown away. Raises when it fails."""
    helper = [sys.executable, "-m", "bench.tree", str(folder), *command]
    # As on a user's machine, where Python may keep what it compiles.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(helper, capture_output=True, text=True, check=False, env=env)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def main(folder: str, *command: str) -> int:
    """Run the command, wait for all that it leaves behind, print a Run as JSON; return its exit code."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    begin = time.monotonic()
    code = subprocess.call(command, cwd=folder, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - begin
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps(asdict(Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024))))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

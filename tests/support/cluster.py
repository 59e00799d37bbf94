"""A scheduler and its workers, real processes on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WAIT = 60  # seconds for a process to do what it was started for


@dataclass
class Processes:
    """A scheduler, its address, and the workers that were started for it; ``folder`` is for their files."""

    folder: Path
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(
        self, *options: str, environ: Mapping[str, str] | None = None, python: tuple[str, ...] = ()
    ) -> subprocess.Popen[bytes]:
        """Start one more worker, which comes when it comes; its options are those of ``dask worker``."""
        where = ("--no-dashboard", "--local-directory", str(self.folder), "--nthreads", "1")
        command = ("distributed.cli.dask_worker", self.address, *where, *options)
        self.workers.append(
            _started(command, self.folder / f"worker{len(self.workers)}.log", environ, python)
        )
        return self.workers[-1]


@contextmanager
def cluster(
    folder: Path,
    workers: int = 2,
    *options: str,
    protocol: str = "tcp",
    environ: Mapping[str, str] | None = None,
    python: tuple[str, ...] = (),
) -> Iterator[Processes]:
    """Start a scheduler and workers, and end them all."""
    told = folder / "scheduler.json"
    command: tuple[str, ...] = (
        "distributed.cli.dask_scheduler",
        "--host",
        f"{protocol}://127.0.0.1",
        "--port",
        "0",
    )
    command += ("--no-dashboard", "--scheduler-file", str(told))
    all_of_them = Processes(folder)
    try:
        all_of_them.scheduler = _started(command, folder / "scheduler.log", environ, python)
        all_of_them.address = _address(told)
        for _ in range(workers):
            all_of_them.worker("--no-nanny", *options, environ=environ, python=python)
        yield all_of_them
    finally:
        for process in (*all_of_them.workers, all_of_them.scheduler):
            if process is not None:
                process.kill()
                process.wait()


def _started(
    module: tuple[str, ...],
    log: Path,
    environ: Mapping[str, str] | None,
    python: tuple[str, ...] = (),
) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, *python, "-m", *module],
            stdout=out,
            stderr=out,
            env={**os.environ, **(environ or {})},
        )


def _address(told: Path) -> str:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        try:
            return str(json.loads(told.read_bytes())["address"])
        except (OSError, ValueError, KeyError):
            time.sleep(0.05)
    raise TimeoutError(f"no scheduler: {(told.parent / 'scheduler.log').read_text()}")

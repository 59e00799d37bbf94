"""The command line as people run it: another process, with standard output and standard error apart."""

import os
import subprocess
import sys
from pathlib import Path


def pubpipe(
    *arguments: str, cwd: Path, stdin: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m pubpipe`` in a folder, away from the PUBPIPE_… variables of whoever runs the tests."""
    clean = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("PUBPIPE_") and k not in ("NO_COLOR", "COLUMNS")
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "pubpipe", *arguments],
        cwd=cwd,
        input=stdin,
        env=clean | environ,
        capture_output=True,
        check=False,
        timeout=300,
    )

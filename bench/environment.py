"""The checkout -> an environment with the wheel of pubpipe and its peers, as a user has them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".bench"

_NAMES = ("pubpipe", "weasyprint", "EbookLib", "pypandoc_binary", "lxml", "typst")


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs that are measured, by their paths, and the versions that they tell of themselves."""

    python: Path
    pubpipe: Path
    weasyprint: Path
    pandoc: Path
    versions: tuple[tuple[str, str], ...]


def make() -> Tools:
    """Make the environment in ``.bench``: an editable install would add 12 ms to every start of Python."""
    env = FOLDER / "env"
    python = env / "bin" / "python"
    if not python.exists():
        _call(sys.executable, "-m", "venv", str(env))
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The pinned pip comes first: an old one stumbles over the extras of a locked package.
    for pins in ("setup", "runtime", "bench"):
        _call(*pip, "--require-hashes", "--requirement", str(ROOT / "requirements" / f"{pins}.txt"))
    for old in FOLDER.glob("*.whl"):
        old.unlink()
    wheel = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    _call(*wheel, "--wheel-dir", str(FOLDER), str(ROOT))
    _call(*pip, "--no-deps", "--no-index", "--force-reinstall", *map(str, FOLDER.glob("*.whl")))
    pandoc = _call(str(python), "-c", "import pypandoc; print(pypandoc.get_pandoc_path())").strip()
    code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {_NAMES!r}}}))"
    versions = {
        "Python": platform.python_version(),
        **json.loads(_call(str(python), "-c", code)),
        "pandoc": _call(pandoc, "--version").split()[1],
    }
    bin_ = env / "bin"
    return Tools(python, bin_ / "pubpipe", bin_ / "weasyprint", Path(pandoc), tuple(versions.items()))


def machine() -> str:
    """Describe the machine in a few words: processor, cores, system, and how busy it is with other work."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    load = os.getloadavg()[0]
    return f"{cpu}, {len(os.sched_getaffinity(0))} cores, {platform.system()}; load before the run {load:.1f}"


def _call(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout

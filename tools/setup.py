"""A checkout -> an environment in which `make all` (runtime) or `make test` (test) can run."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tools import system
from tools.telling import ROOT, run, say, stop

VENV = ROOT / ".venv"
STAMP = VENV / "pubpipe-setup.json"
READER = ROOT / "node_modules" / "foliate-js" / "view.js"
LEVELS = ("runtime", "test")
PINS = (
    "pyproject.toml",
    "package-lock.json",
    ".npmrc",
    "requirements/*.txt",
    "tools/setup.py",
    "tools/system.py",
)


def main(level: str) -> None:
    """Make the environment for a level; say nothing and change nothing when it is whole and up to date."""
    with Path(__file__).open("rb") as lock:
        # One set-up at a time in a checkout: two would write into one another's environment.
        fcntl.flock(lock, fcntl.LOCK_EX)
        new = not is_whole(read_stamp())
        if is_ready(level, new):
            return
        if not os.access(ROOT, os.W_OK):
            stop(f"{ROOT} cannot be written to, and the environment is made in it: use a copy that you own")
        system.install(level, new)
        install_packages(level, new)
        if level == "test":
            install_reader()
            install_browser()
        write_stamp(level=level, pins=digest(*PINS), root=str(ROOT), python=venv_python(), entries=entries())


def is_ready(level: str, new: bool) -> bool:
    """Tell whether the whole environment was finished for at least this level and with these pins."""
    stamp = read_stamp()
    reader = level == "runtime" or (READER.is_file() and system.browser() != "")
    finished = stamp.get("level") in LEVELS[LEVELS.index(level) :] and stamp.get("pins") == digest(*PINS)
    return not new and finished and reader and not system.missing(level, new)


def is_whole(stamp: dict[str, object]) -> bool:
    """Tell whether .venv can be used or mended in place: made here, its Python and pip run, nothing has gone.

    An environment without a stamp is one that somebody made by hand, and is taken over.
    """
    python = venv_python()
    if not python or not stamp:
        return bool(python)
    recorded = stamp.get("entries")
    same = stamp.get("root") == str(ROOT) and stamp.get("python") == python
    return same and isinstance(recorded, list) and set(recorded) <= set(entries())


def install_packages(level: str, new: bool) -> None:
    """Install the pinned pip, the locked packages and the project itself, editable, into .venv."""
    if new:
        say(f"making .venv with Python {sys.version.split()[0]}")
        if not run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            stop("the virtual environment could not be made (see above)")
    # A stamp without entries marks a set-up that was cut off: the next one starts afresh.
    write_stamp(root=str(ROOT))
    say(f"installing the packages of requirements/{level}.txt")
    pip = [
        str(VENV / "bin/python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    locked = [*pip, "--require-hashes", "--requirement"]
    project = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    packages = run([*locked, "requirements/setup.txt"]) and run([*locked, f"requirements/{level}.txt"])
    # setuptools warns at length of what every editable install is.
    if not packages or not run(project, quiet=True):
        stop("pip did not finish (see above). Check the network and the disk, then run make again.")


def install_reader() -> None:
    """Install the e-book reader and the web page checkers of the tests, as locked and without running scripts."""
    mark = ROOT / "node_modules" / ".pubpipe-setup"
    pins = digest("package-lock.json", ".npmrc")
    if READER.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == pins:
        return
    say("installing the e-book reader and the checkers of package-lock.json")
    if not run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]):
        stop("npm did not finish (see above). Check the network, then run make again.")
    mark.write_text(pins, encoding="utf-8")


def install_browser() -> None:
    """Let Playwright fetch its own Chromium into .venv where the system's packages have none."""
    if system.browser():
        return
    say("fetching Chromium with Playwright")
    fetch = [str(VENV / "bin/playwright"), "install", "--with-deps", "--only-shell", "chromium"]
    if not run(["env", "PLAYWRIGHT_BROWSERS_PATH=0", *fetch]) or not system.browser():
        stop("Chromium could not be fetched (see above): install Chromium, or set CHROMIUM to its path")


def venv_python() -> str:
    """Return the version of the environment's Python; empty when it does not run or has no pip."""
    code = (
        "import importlib.util, sys; print(sys.version.split()[0] if importlib.util.find_spec('pip') else '')"
    )
    command = [str(VENV / "bin/python"), "-I", "-c", code]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def entries() -> list[str]:
    """Return the names in the environment's bin and site-packages, sorted."""
    folders = [VENV / "bin", *VENV.glob("lib/python3*/site-packages")]
    return sorted(
        f"{folder.name}/{entry.name}" for folder in folders if folder.is_dir() for entry in folder.iterdir()
    )


def digest(*patterns: str) -> str:
    """Return one SHA-256 over the names and contents of the files that the patterns match."""
    whole = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        data = path.read_bytes()
        whole.update(f"{path.relative_to(ROOT)}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()


def read_stamp() -> dict[str, object]:
    """Return what the last set-up wrote down, empty when there is nothing."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(**facts: object) -> None:
    """Write down what was done, in one step."""
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(facts), encoding="utf-8")
    new.replace(STAMP)


if __name__ == "__main__":
    main(sys.argv[1])

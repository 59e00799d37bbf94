"""A machine -> what it lacks for `make all` (runtime) or `make test` (test), and apt asked for it."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.telling import ROOT, run, say, stop

JAXB = Path("/usr/share/java/jaxb-runtime.jar")
NOTO = Path("/usr/share/fonts")
# Of a print server; an ordinary PATH has no folder of the administrator's.
CUPSD, LPADMIN, PRINTER = (Path("/usr/sbin", name) for name in ("cupsd", "lpadmin", "ippeveprinter"))
FILTER = Path("/usr/lib/cups/filter/pdftopdf")
OS_RELEASE = Path("/etc/os-release")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FETCHED_BROWSER = (
    ".venv/lib/python3*/site-packages/playwright/driver/package/.local-browsers/*/*/*headless[-_]shell"
)


@dataclass(frozen=True)
class Need:
    """Something that only the system can give: how to see it, and which package of apt and of brew has it."""

    present: Callable[[], bool]
    apt: str
    brew: str


def install(level: str, new_venv: bool) -> None:
    """Install what is missing with apt-get, as root or by `sudo -n`; else stop with the line that does it."""
    packages = sorted({need.apt for need in missing(level, new_venv)})
    if not packages:
        return
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not has("apt-get"):
        by_hand(missing(level, new_venv))
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and (
        not has("sudo") or subprocess.run([*root, "true"], capture_output=True, check=False).returncode
    ):
        stop(f"these system packages are missing; install them as root, then run make again:\n\n    {line}\n")
    say(f"installing with apt-get: {' '.join(packages)}")
    # dpkg looks for its helpers in the sbin folders, which an ordinary PATH may lack.
    apt = [*root, "env", f"PATH={SYSTEM_PATH}", "DEBIAN_FRONTEND=noninteractive"]
    apt += ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=500"]
    run([*apt, "update"])
    run([*apt, "install", "-y", "--no-install-recommends", *packages])
    if still := sorted({need.apt for need in missing(level, new_venv)}):
        stop(
            f"apt-get did not bring {', '.join(still)} (see above). Mend its network or its sources,"
            f" or install them as root, then run make again:\n\n    {line}\n"
        )


def missing(level: str, new_venv: bool) -> list[Need]:
    """Return what the level needs and the machine lacks."""
    return [need for need in needs(level, new_venv) if not need.present()]


def needs(level: str, new_venv: bool) -> list[Need]:
    """Return what the level needs of the machine, each tried rather than asked of a package database."""
    found = [
        Need(lambda: loads("libpango-1.0.so.0"), "libpango-1.0-0", "pango"),
        Need(lambda: loads("libpangoft2-1.0.so.0"), "libpangoft2-1.0-0", "pango"),
        Need(lambda: loads("libharfbuzz-subset.so.0"), "libharfbuzz-subset0", "pango"),
    ]
    if new_venv:
        # Debian's own Python is split: each minor version has its package for virtual environments.
        package = f"python3.{sys.version_info.minor}-venv" if sys.base_prefix == "/usr" else "python3-venv"
        found.append(Need(lambda: importlib.util.find_spec("ensurepip") is not None, package, "python"))
    if level == "test":
        found += [
            Need(lambda: jdk() >= 17, "default-jdk-headless", "openjdk"),
            Need(JAXB.is_file, "libjaxb-java", ""),
            Need(lambda: has("pdftoppm"), "poppler-utils", "poppler"),
            Need(lambda: has("openssl"), "openssl", "openssl"),
            Need(lambda: has("node"), "nodejs", "node"),
            Need(lambda: has("npm"), "npm", "node"),
        ]
        if sys.platform == "linux":
            # The Node that Playwright brings along is linked to it.
            found.append(Need(lambda: loads("libatomic.so.1"), "libatomic1", ""))
            # The torture document's scripts: Arabic, Hebrew, Devanagari, Thai.
            found.append(Need(lambda: any(NOTO.glob("**/NotoNaskhArabic-Regular.*")), "fonts-noto-core", ""))
            # What a build of hostile articles opens is looked at from outside.
            found.append(Need(lambda: has("strace"), "strace", ""))
            # A print server and a printer, which the tests start for themselves.
            found += [
                Need(CUPSD.is_file, "cups-daemon", ""),
                Need(LPADMIN.is_file, "cups-client", ""),
                Need(PRINTER.is_file, "cups-ipp-utils", ""),
                Need(FILTER.is_file, "cups-filters-core-drivers", ""),
                Need(lambda: has("dbus-daemon"), "dbus-daemon", ""),
            ]
        if not is_ubuntu():
            found.append(Need(lambda: browser() != "", "chromium", "chromium"))
    return found


def loads(library: str) -> bool:
    """Tell whether the dynamic linker finds a library, as WeasyPrint will ask it to; ``….so.0`` on Linux."""
    names = (library,)
    if sys.platform == "darwin":
        dylib = library.replace(".so.0", ".0.dylib")
        names = (dylib, f"/opt/homebrew/lib/{dylib}", f"/usr/local/lib/{dylib}")
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def jdk() -> int:
    """Return the JDK's feature version, such as 17; 0 without a compiler, which a bare JRE lacks."""
    compiler = shutil.which("javac")
    release = Path(compiler).resolve().parents[1] / "release" if compiler else None
    if release is None or not release.is_file():
        return 0
    match = re.search(r'JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"))
    return int(match[1]) if match else 0


def has(command: str) -> bool:
    """Tell whether a command is on PATH."""
    return shutil.which(command) is not None


def browser() -> str:
    """Return the path of Chromium or Chrome, empty without one.

    It is what CHROMIUM names, or stands on PATH, or was fetched by Playwright.
    """
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if found := shutil.which(name):
            return found
    return next((str(path) for path in sorted(ROOT.glob(FETCHED_BROWSER)) if path.is_file()), "")


def is_ubuntu() -> bool:
    """Tell whether this is Ubuntu, whose apt package of Chromium only asks for a snap."""
    return OS_RELEASE.is_file() and "ID=ubuntu" in OS_RELEASE.read_text(encoding="utf-8").splitlines()


def by_hand(lacking: list[Need]) -> None:
    """Stop with what a system without apt-get has to be given."""
    if sys.platform != "darwin":
        stop(
            "there is no apt-get here; install what these Debian packages hold: "
            + " ".join(need.apt for need in lacking)
        )
    elsewhere = [need.apt for need in lacking if not need.brew]
    note = (
        f"\nHomebrew has no {', '.join(elsewhere)}: run the tests on Debian or Ubuntu." if elsewhere else ""
    )
    formulas = " ".join(sorted({need.brew for need in lacking if need.brew}))
    stop(f"install what is missing, then run make again:\n\n    brew install {formulas}\n{note}")

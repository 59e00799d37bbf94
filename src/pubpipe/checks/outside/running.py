"""An outside checker and a file -> what it finds, as findings of ours."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pubpipe.checks.codes import finding
from pubpipe.checks.outside.checkers import Checker
from pubpipe.model import Finding, Place, Severity

_LONGEST = 300  # seconds; a book of 400 pages takes veraPDF 45
_AT_ONCE = max(2, min(4, os.cpu_count() or 2))  # each is a Java or a browser of its own
_SEVERITIES: dict[str, Severity] = {
    "FATAL": "error",
    "ERROR": "error",
    "WARNING": "warning",
    "error": "error",
}


class NotRun(Exception):
    """A checker did not run to its end, so that nothing is known: never to be read as 'valid'."""


@dataclass
class Running:
    """Outside checkers at work beside our own: files are handed in one by one, the findings fetched at the end."""

    checkers: Sequence[Checker]
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_AT_ONCE))
    jobs: list[tuple[int, str, Future[tuple[Finding, ...]]]] = field(default_factory=list)

    def start(self, number: int, form: str, name: str, path: Path, content: bytes | None = None) -> None:
        """Let those checkers begin that look at a format; ``number`` is the file's in the answer.

        ``content`` is that of a file that lies on no disk: they get a copy.
        """
        for checker in self.checkers:
            if checker.command and checker.kind == form.partition("-")[0]:
                job = self.pool.submit(_run_on, checker, name, path, content)
                self.jobs.append((number, checker.name, job))

    def waiting(self) -> tuple[str, ...]:
        """Return the names of those that are not done, each once."""
        return tuple(dict.fromkeys(name for _, name, job in self.jobs if not job.done()))

    def found(self) -> dict[int, tuple[Finding, ...]]:
        """Wait for all, and return what was found by the files' numbers."""
        told: dict[int, tuple[Finding, ...]] = {}
        for number, _, job in self.jobs:
            told[number] = told.get(number, ()) + job.result()
        self.pool.shutdown()
        return told


def _run_on(checker: Checker, name: str, path: Path, content: bytes | None) -> tuple[Finding, ...]:
    if content is None:
        return run(checker, name, path)
    with TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(content)
        return run(checker, name, copy)


def run(checker: Checker, name: str, path: Path) -> tuple[Finding, ...]:
    """Run one checker over one file; that it did not run is a finding too."""
    look = {"EPUBCheck": _epubcheck, "veraPDF": _verapdf, "Ace": _ace, "Nu Html Checker": _nu}[checker.name]
    try:
        return tuple(look(checker, name, path))
    except (NotRun, OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
        return (finding("outside-unrun", name, f"{checker.name} did not run: {str(error)[:200]}"),)


def _say(code: str, name: str, message: str, severity: Severity, place: Place | None = None) -> Finding:
    told = finding(code, name, message, place)
    return Finding(severity, told.code, told.message, told.hint, told.place)


def _run(command: Sequence[str], **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=_LONGEST, check=False,
        env={**os.environ, **more},
    )  # fmt: skip


def _epubcheck(checker: Checker, name: str, path: Path) -> Iterator[Finding]:
    done = _run((*checker.command, str(path), "--json", "-"))
    if "{" not in done.stdout:
        raise NotRun(done.stderr.strip() or done.stdout.strip())
    for message in json.loads(done.stdout[done.stdout.index("{") :])["messages"]:
        severity = _SEVERITIES.get(message["severity"])
        if severity is None:
            continue
        where: dict[str, Any] = next(iter(message.get("locations") or []), {})
        member, line = str(where.get("path") or ""), where.get("line")
        place = Place(
            f"{name}/{member}" if member else name, line if isinstance(line, int) and line > 0 else None
        )
        yield _say("outside-epubcheck", name, f"{message['ID']}: {message['message']}", severity, place)


def _verapdf(checker: Checker, name: str, path: Path) -> Iterator[Finding]:
    from pubpipe.checks.paper import claimed

    flavours = claimed(path.read_bytes())
    if not flavours:
        return
    done = _run((*checker.command, ",".join(flavours), str(path)))
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    if done.returncode or {row[2] for row in rows if row[0] == "checked"} != set(flavours):
        unread = next((row[2] for row in rows if row[0] == "unread"), done.stderr.strip())
        raise NotRun(unread or "no answer")
    for row in rows:
        if row[0] == "broken":
            told = f"{row[2]} {row[3]}: {row[5]} ({row[4]} times)"
            yield _say("outside-verapdf", name, told, "error")


def _ace(checker: Checker, name: str, path: Path) -> Iterator[Finding]:
    from shutil import which

    browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or which("chromium") or which("google-chrome") or ""
    with TemporaryDirectory(prefix="pubpipe-") as folder:
        more = {"PUPPETEER_EXECUTABLE_PATH": browser} if browser else {}
        done = _run((*checker.command, "--force", "--outdir", folder, str(path)), **more)
        report = Path(folder) / "report.json"
        if not report.is_file():
            raise NotRun(done.stderr.strip() or done.stdout.strip())
        whole = json.loads(report.read_bytes())
    for document in whole["assertions"]:
        member = document.get("earl:testSubject", {}).get("url", "")
        for one in document["assertions"]:
            test = one["earl:test"]
            severity: Severity = "error" if test.get("earl:impact") in ("critical", "serious") else "warning"
            told = f"{test['dct:title']}: {one['earl:result']['dct:description']}"
            yield _say("outside-ace", name, told, severity, Place(f"{name}/{member}"))


def _nu(checker: Checker, name: str, path: Path) -> Iterator[Finding]:
    done = _run((*checker.command, "--format", "json", "--exit-zero-always", "--stdout", str(path)))
    if "{" not in done.stdout:
        raise NotRun(done.stderr.strip() or done.stdout.strip())
    for message in json.loads(done.stdout[done.stdout.index("{") :])["messages"]:
        if message["type"] == "non-document-error":
            raise NotRun(str(message.get("message")))
        # It takes every picture that a page's policy allows for one that it forbids.
        if message["type"] == "info" and "Content Security" in message["message"]:
            continue
        if message["type"] == "error" or message.get("subType") == "warning":
            severity: Severity = "error" if message["type"] == "error" else "warning"
            yield _say("outside-nu", name, message["message"], severity, Place(name, message.get("lastLine")))

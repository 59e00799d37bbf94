"""What was checked -> the exit code, and the committed schema's plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pubpipe.errors import ArticleError, CheckFailed, worst
from pubpipe.model import Finding, Json
from pubpipe.press.report import finding_object


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was looked at: its path as the user knows it, its format, its article's source, what was found.

    ``pages`` is how many a PDF has, 0 for other files; ``file`` is where it lies, None for what is no edition, and
    ``content`` what was read of one that lies in a store.
    """

    path: str
    format: str
    source: str
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    file: Path | None = None
    content: bytes | None = None


def exit_code(checked: Iterable[Checked], *, strict: bool) -> int:
    """Return 6 where a check found an error, with ``strict`` also a warning; 3 where an article cannot be read."""
    codes = set()
    for one in checked:
        for finding in one.findings:
            if finding.code == "article-not-read":
                codes.add(ArticleError.exit_code)
            elif finding.severity == "error" or (strict and finding.severity == "warning"):
                codes.add(CheckFailed.exit_code)
    return worst(codes)


def check_object(checked: tuple[Checked, ...], unrun: str = "") -> dict[str, Json]:
    """Return the checks as plain data of the committed schema ``check.schema.json``; ``unrun`` is what was not run."""
    found = [finding for one in checked for finding in one.findings]
    return {
        "files": [
            {
                "path": one.path,
                "format": one.format,
                "source": one.source,
                **({"pages": one.pages} if one.pages else {}),
                "findings": [finding_object(finding) for finding in one.findings],
            }
            for one in checked
        ],
        "summary": {
            "files": len(checked),
            "errors": sum(finding.severity == "error" for finding in found),
            "warnings": sum(finding.severity == "warning" for finding in found),
            **({"unrun": unrun} if unrun else {}),
        },
    }

"""What was checked -> a page that shows it, and one code's explanation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pubpipe import styling
from pubpipe.checks.checked import Checked
from pubpipe.checks.codes import Code, codes
from pubpipe.errors import UsageProblem
from pubpipe.model import Finding, Place, Style

_RANK = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one code about one file, with what the code means."""

    code: str
    severity: str
    says: str
    why: str
    standard: str
    hint: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file on the page: ``worst`` is the gravest that was found, or ``good``."""

    path: str
    source: str
    said: str
    worst: str
    groups: tuple[Group, ...]


def said(findings: Sequence[Finding]) -> str:
    """Return in a few words what was found: ``2 errors, 1 warning``, or that all is well."""
    errors, warnings = (sum(one.severity == kind for one in findings) for kind in ("error", "warning"))
    told = [
        f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n
    ]
    if told:
        return ", ".join(told)
    if any(one.code == "fidelity-unproved" for one in findings):
        return "well-formed; nothing to hold its words against"
    return "the same words"


def report_page(checked: Iterable[Checked], style: Style, unrun: str = "") -> str:
    """Return one self-contained page that shows the gravest first; it needs neither colour nor a script.

    ``unrun`` says which outside checkers did not run.
    """
    every = tuple(checked)
    found = [finding for one in every for finding in one.findings]
    errors, warnings = (sum(one.severity == kind for one in found) for kind in ("error", "warning"))
    verdict = (
        "Not fit for print" if errors else "Fit for print, with warnings" if warnings else "Fit for print"
    )
    return styling.page(
        style,
        "check.html",
        css=styling.css(style, "check.css"),
        verdict=verdict,
        files=tuple(map(_sheet, every)),
        errors=errors,
        warnings=warnings,
        unrun=unrun,
    )


def _sheet(one: Checked) -> Sheet:
    worst = next((kind for kind in _RANK if any(f.severity == kind for f in one.findings)), "good")
    by_code: dict[str, list[Finding]] = {}
    for finding in sorted(one.findings, key=lambda finding: _RANK.index(finding.severity)):
        by_code.setdefault(finding.code, []).append(_named_once(finding, one.path))
    groups = tuple(_group(code, tuple(every)) for code, every in by_code.items())
    pages = f"; {one.pages:,} page{'s' if one.pages > 1 else ''}" if one.pages else ""
    return Sheet(
        one.path, one.source, f"{said(one.findings)}{pages}", "good" if worst == "info" else worst, groups
    )


def _named_once(finding: Finding, path: str) -> Finding:
    """Take the file's name from the words that stand below it."""
    place, message = finding.place, finding.message
    if place is not None and message.startswith(f"{place.file}:"):
        place = Place("", place.line)
    return replace(finding, message=message.removeprefix(path).lstrip(":/ "), place=place)


def _group(code: str, findings: tuple[Finding, ...]) -> Group:
    known, first = codes().get(code), findings[0]
    meaning = (known.says, known.why, known.standard) if known else ("", "", "")
    return Group(code, first.severity, *meaning, first.hint, findings)


def explained(name: str) -> Code:
    """Return what a code means. Raises UsageProblem for one that there is not, with the nearest."""
    known = codes()
    if name in known:
        return known[name]
    from difflib import get_close_matches

    near = get_close_matches(name, known, 3)
    hint = f"Did you mean {', '.join(near)}?" if near else "docs/checks.md lists them all."
    raise UsageProblem(f"{name!r} is no code of a check", hint)

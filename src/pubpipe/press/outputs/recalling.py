"""An article in a store that is as it was when it was read -> its report, from listings and state, without a read.

What the state keeps of an article beside its ledger (``READ``) holds what its files were told to be in the listing
that came before they were read, and a mark for everything else that decides what is made of them.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pubpipe.model import ArticleReport, Json
from pubpipe.press.outputs.delivering import Beside, Planned, stood
from pubpipe.press.outputs.lists import plain_digest
from pubpipe.press.plan import planning
from pubpipe.press.plan.identity import makers
from pubpipe.press.plan.reference import Reference
from pubpipe.press.plan.standing import is_as_written
from pubpipe.press.request import Input, Request
from pubpipe.state import Record, State, finding, plain
from pubpipe.stores import Files, is_stored

READ = "read"


@dataclass(frozen=True, slots=True)
class Recalled:
    """The report of an article that was not read, and the keys of its editions."""

    report: ArticleReport
    keys: frozenset[str]


def mark(request: Request, digests: Mapping[str, str], reference: Reference, *, listed: bool) -> str:
    """Return a digest of what decides, beside an article's own files, what is made of it; empty: nothing is recalled.

    ``digests`` are those of the style, by format.
    """
    folder = planning.folder_of(request)
    if request.force or request.verify or request.in_memory or not is_stored(folder):
        return ""
    csl = hashlib.sha256(reference.csl.encode()).hexdigest()
    asked: list[object] = [asdict(request.project.settings), asdict(request.overrides), request.formats]
    tools = [(form, makers(form)) for form in digests]
    decides = [asked, dict(digests), str(folder), reference.name, csl, listed, tools, _installed()]
    return plain_digest(decides)  # type: ignore[arg-type]  # JSON takes tuples for lists


def note(  # noqa: PLR0913, PLR0917  # what an article was read from, what was planned, what became of it
    mark: str,
    read: Iterable[str] | None,
    plan: tuple[Planned, ...],
    beside: Beside,
    report: ArticleReport,
    files: Files,
) -> dict[str, Json]:
    """Return what is kept of an article beside its ledger, nothing where it cannot be recalled.

    ``read`` are the files that were read, and those that were looked for.
    """
    paths = [Path(path) for path in read or ()]
    whole = all(outcome.status != "failed" for outcome in report.outcomes)
    if not (mark and paths and whole and all(map(files.listed, paths))):
        return {}
    told: dict[str, Json] = {
        "mark": mark,
        "files": {os.fspath(path): _told(path, files) for path in paths},
        "editions": [[p.edition.format, p.output.key, p.made.identity] for p in plan],
        "sisters": _sisters(plan),
        "beside": [output.key for output, _ in beside],
        "title": [report.title, report.title_status],
        "changes": list(report.changes),
        "findings": [plain(one) for one in report.findings],
        "exit": report.exit_code,
    }
    return {READ: told}


def recall(  # noqa: PLR0913, PLR0917  # as `note` keeps it
    request: Request, mark: str, one: Input, slug: str, sisters: Json, state: State
) -> Recalled | None:
    """Return the report that reading an article would lead to, None where that is not known or something is due.

    ``sisters`` are the editions that its web page would name.
    """
    files = request.project.files
    if not mark or one.path is None or not files.listed(one.path):
        return None
    ledger = state.get(planning.output_of(request, slug, "ledger.json").key or "")
    kept = (ledger.facts or {}).get(READ) if ledger is not None else None
    if not isinstance(kept, dict) or (kept["mark"], kept["sisters"]) != (mark, sisters):
        return None
    looked: dict[str, Json] = kept["files"]  # type: ignore[assignment]  # as `note` has written it
    if str(one.path) not in looked or any(_told(Path(p), files) != told for p, told in looked.items()):
        return None
    records = {}
    editions: list[list[str]] = kept["editions"]  # type: ignore[assignment]
    for form, key, identity in editions:
        record = state.get(key)
        if record is None or record.identity != identity or not _stands(request, record):
            return None
        records[form] = record
    beside: list[str] = kept["beside"]  # type: ignore[assignment]
    others = (state.get(key) for key in beside)
    if not all(record is not None and _stands(request, record) for record in others):
        return None
    return Recalled(_report(request, one, slug, kept, records), frozenset(r.path for r in records.values()))


def _report(
    request: Request, one: Input, slug: str, kept: Mapping[str, Json], records: Mapping[str, Record]
) -> ArticleReport:
    root = request.project.root
    outcomes = tuple(
        stood(request.project, form, root / record.path, record)
        for form, record in records.items()
        if form in request.formats
    )
    title, status = map(str, kept["title"])  # type: ignore[arg-type]
    changes = tuple(map(str, kept["changes"]))  # type: ignore[arg-type]
    findings = tuple(map(finding, kept["findings"]))  # type: ignore[arg-type]
    return ArticleReport(slug, one.name, title, status, changes, outcomes, findings, int(str(kept["exit"])))


def _stands(request: Request, record: Record) -> bool:
    if not record.sha256:
        return False
    seen = request.project.files.seen(request.project.root / record.path)
    return seen is not None and is_as_written(seen, record)


def _told(path: Path, files: Files) -> Json:
    seen = files.seen(path)
    return None if seen is None else [seen.size, seen.mark, seen.changed]


def _sisters(plan: tuple[Planned, ...]) -> Json:
    return next((p.edition.facts.get("sisters") for p in plan if p.edition.format == "html"), None)


@functools.cache
def _installed() -> str:
    """A digest of all that is installed: any of it may read an article, or have part in reading it."""
    names = [sys.version]
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112
            names += sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
    return plain_digest(names)  # type: ignore[arg-type]

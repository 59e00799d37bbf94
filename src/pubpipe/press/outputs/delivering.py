"""Results of rendering -> files on disk, standard output or memory, with an outcome each."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from pubpipe.errors import EditionError
from pubpipe.model import Edition, Finding, Json, Outcome, Place
from pubpipe.normalize.ledger import ledger_json
from pubpipe.press.inputs.reading import Read
from pubpipe.press.outputs import writing
from pubpipe.press.outputs.writing import Made, write
from pubpipe.press.plan import planning, sisters
from pubpipe.press.request import Output, Request
from pubpipe.press.workers.rendering import Result, Results
from pubpipe.project import Project
from pubpipe.state import Record, State
from pubpipe.stores import is_stored

# What stands beside an article's editions, and its bytes.
Beside: TypeAlias = tuple[tuple[Output, bytes], ...]
# All that is to be written of an article: where, its bytes, and their SHA-256.
Contents: TypeAlias = tuple[tuple[Output, bytes, str], ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One edition with where it goes, what it is made from, and why it is to be made (nothing: it stands).

    ``record`` is what the state knows of the output.
    """

    edition: Edition
    output: Output
    made: Made
    record: Record | None
    reasons: tuple[str, ...]


def due(plan: tuple[Planned, ...]) -> tuple[Edition, ...]:
    """Return the editions of a plan that are to be made; one whose sister stands is told what that one said."""
    elder = next((p for p in plan if p.edition.format == sisters.ELDER and not p.reasons), None)
    editions = (p.edition for p in plan if p.reasons)
    if elder is None or elder.record is None:
        return tuple(editions)
    digest, facts = elder.record.sha256, elder.record.facts or {}
    return tuple(sisters.told(e, digest, facts) if sisters.waits(e) else e for e in editions)


def unchanged(request: Request, planned: Planned, state: State) -> Outcome:
    """Return the outcome of an edition that is there already, with what was said when it was made."""
    record = planned.record
    if record is None:
        raise ValueError("an edition without a record does not stand")
    fresh, files = replace(record, origin=planned.made.origin), request.project.files
    if files.listed(planned.output.path) and (seen := files.seen(planned.output.path)) is not None:
        # It was read and found the same; the next time what the listing says is enough.
        fresh = replace(fresh, mtime_ns=seen.mark)
    if fresh != record:
        state.put(fresh)
    return stood(request.project, planned.edition.format, planned.output.path, record)


def stood(project: Project, form: str, path: Path, record: Record) -> Outcome:
    """Return the outcome of an edition at a path that is as its record says."""
    shown, facts = planning.shown(project, path), record.facts or {}
    return Outcome(form, "unchanged", shown, record.size, record.sha256, 0.0, record.findings, facts)


def deliver(request: Request, planned: Planned, result: Result, state: State) -> tuple[Outcome, int]:
    """Hand over or write one rendering; return its outcome and its exit code."""
    form = planned.edition.format
    path = planning.shown(request.project, planned.output.path)
    rendering = result.rendering
    if rendering is None:
        failure = (result.failure,) if result.failure else ()
        return Outcome(form, "failed", path, seconds=result.seconds, findings=failure), result.exit_code
    facts, findings = dict(rendering.facts), rendering.findings
    if not writes(request):
        if request.output == "-":
            sys.stdout.buffer.write(rendering.content)
            sys.stdout.buffer.flush()
        size = len(rendering.content)
        return Outcome(form, "built", "-", size, "", result.seconds, findings, facts, rendering.content), 0
    made = replace(planned.made, findings=findings, facts=facts)
    if result.lacking:
        made = replace(made, identity="", parts={})
    try:
        record = write(
            planned.output, rendering.content, made, state, request.project.files, force=request.force
        )
    except EditionError as error:
        failure = (Finding("error", "edition-not-written", error.message, error.hint, Place(path)),)
        return Outcome(form, "failed", path, seconds=result.seconds, findings=failure), error.exit_code
    return Outcome(form, "built", path, record.size, record.sha256, result.seconds, findings, facts), 0


def companions(request: Request, article: Read) -> Beside:
    """Return what stands beside an article's editions: the ledger, and the pictures that its Markdown needs."""
    if not writes(request):
        return ()
    slug = article.manuscript.slug
    beside = [(planning.output_of(request, slug, "ledger.json"), ledger_json(article.ledger).encode())]
    if "md" in request.formats:
        for asset in article.manuscript.assets:
            path = planning.picture_of(planning.folder_of(request) / slug, asset)
            beside.append((Output(path, planning.key_of(request.project, path)), asset.data))
    return tuple(beside)


def contents(plan: tuple[Planned, ...], results: Results, beside: Beside) -> Contents:
    """Return all that is to be written of an article."""
    outputs = [p.output for p in plan if p.reasons]
    rendered = [(o, r.rendering.content) for o, r in zip(outputs, results, strict=True) if r.rendering]
    return tuple((o, data, hashlib.sha256(data).hexdigest()) for o, data in (*rendered, *beside))


def announce(made: Contents, state: State) -> None:
    """Remember what is about to be written, so that a crash cannot make strangers of our own files.

    Raises EditionError where it cannot be remembered.
    """
    pending = {output.key: digest for output, _, digest in made if output.key}
    unknown = {key: digest for key, digest in pending.items() if not _known(state.get(key), digest)}
    if unknown:
        state.announce(unknown)


def send(request: Request, made: Contents, state: State) -> None:
    """Begin to write an article's files, all at once; :func:`deliver` waits for each.

    Of one article alone that would cost more than it saves, unless its files go into a store.
    """
    if writes(request) and (len(request.inputs) > 1 or is_stored(planning.folder_of(request))):
        for output, content, digest in made:
            writing.send(output, content, digest, state, request.project.files, force=request.force)


def unwritten(result: Result, error: EditionError) -> Result:
    """Return the result of an edition that was made but must not be written."""
    if result.rendering is None:
        return result
    failure = Finding("error", "edition-not-written", error.message, error.hint)
    return Result(None, result.seconds, failure, error.exit_code)


def _known(record: Record | None, digest: str) -> bool:
    return record is not None and digest in (record.sha256, *record.pending)


def deliver_companions(
    request: Request, beside: Beside, origin: str, facts: Mapping[str, Json], state: State
) -> tuple[Finding, ...]:
    """Write what stands beside the editions; return what failed.

    ``facts`` are remembered with the ledger, which comes first.
    """
    findings = []
    for n, (output, data) in enumerate(beside):
        try:
            made = Made("companion", origin, facts=facts if n == 0 else {})
            write(output, data, made, state, request.project.files, force=request.force)
        except EditionError as error:
            where = Place(planning.shown(request.project, output.path))
            findings.append(Finding("error", "edition-not-written", error.message, error.hint, where))
    return tuple(findings)


def writes(request: Request) -> bool:
    """Tell whether a build leaves files behind."""
    return not request.in_memory and request.output != "-"

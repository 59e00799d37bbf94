"""Results of rendering -> files on disk, standard output or memory, with an outcome each."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from pubpipe.errors import EditionError
from pubpipe.model import Edition, Finding, Outcome, Place
from pubpipe.normalize.ledger import ledger_json
from pubpipe.press import planning
from pubpipe.press.reading import Read
from pubpipe.press.rendering import Result
from pubpipe.press.request import Request
from pubpipe.press.writing import Made, Output, write
from pubpipe.state import Record, State


@dataclass(frozen=True, slots=True)
class Planned:
    """One edition with where it goes, the identity of what it is made from, and its record when it is there."""

    edition: Edition
    output: Output
    identity: str
    current: Record | None


def unchanged(request: Request, planned: Planned, record: Record) -> Outcome:
    """Return the outcome of an edition that is there already, with what was said when it was made."""
    path = planning.shown(request.project, planned.output.path)
    facts = record.facts or {}
    return Outcome(
        planned.edition.format, "unchanged", path, record.size, record.sha256, 0.0, record.findings, facts
    )


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
    made = Made(planned.identity, findings, facts)
    try:
        record = write(planned.output, rendering.content, made, state, force=request.force)
    except EditionError as error:
        failure = (Finding("error", "edition-not-written", error.message, error.hint, Place(path)),)
        return Outcome(form, "failed", path, seconds=result.seconds, findings=failure), error.exit_code
    return Outcome(form, "built", path, record.size, record.sha256, result.seconds, findings, facts), 0


def deliver_companions(request: Request, article: Read, state: State) -> tuple[Finding, ...]:
    """Write the ledger, always, and the pictures where the Markdown edition needs them; return what failed."""
    if not writes(request):
        return ()
    slug = article.manuscript.slug
    targets = [(planning.output_of(request, slug, "ledger.json"), ledger_json(article.ledger).encode())]
    if "md" in request.formats:
        for asset in article.manuscript.assets:
            path = planning.folder_of(request) / f"{slug}.assets" / asset.name
            targets.append((Output(path, planning.key_of(request.project, path)), asset.data))
    findings = []
    for output, data in targets:
        try:
            write(output, data, Made("companion"), state, force=request.force)
        except EditionError as error:
            where = Place(planning.shown(request.project, output.path))
            findings.append(Finding("error", "edition-not-written", error.message, error.hint, where))
    return tuple(findings)


def writes(request: Request) -> bool:
    """Tell whether a build leaves files behind."""
    return not request.in_memory and request.output != "-"

"""What was made of an article -> its files in ``dist/``, its report, and what the state remembers of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pubpipe.errors import CheckFailed, EditionError, worst
from pubpipe.model import ArticleReport, Finding, Json, Outcome
from pubpipe.press.changes import changes
from pubpipe.press.inputs.reading import Read
from pubpipe.press.outputs import recalling, shelving
from pubpipe.press.outputs.delivering import Beside, Planned, deliver, deliver_companions, unchanged, writes
from pubpipe.press.outputs.writing import lasting
from pubpipe.press.preparing import origin_of
from pubpipe.press.request import Request
from pubpipe.press.workers.rendering import Results
from pubpipe.state import State


@dataclass(frozen=True, slots=True)
class Sent:
    """An article whose files are under way: its number, its plan, what was made, and what stands beside it.

    ``read`` is what :func:`read_from` says of it.
    """

    n: int
    article: Read
    read: tuple[str, ...] | None
    plan: tuple[Planned, ...]
    results: Results
    beside: Beside


def finished(request: Request, sent: Sent, mark: str, state: State) -> ArticleReport:
    """Deliver what was made of an article, remember it, and return its report.

    ``mark`` is what :func:`recalling.mark` says of the run.
    """
    n = sent.n
    article, plan, results, beside = sent.article, sent.plan, sent.results, sent.beside
    outcomes, codes = _outcomes(request, plan, results, state)
    meta = article.manuscript.meta
    report = ArticleReport(
        article.manuscript.slug,
        request.inputs[n].name,
        meta.title,
        meta.title_status,
        changes(article.ledger),
        _untold(article.findings, outcomes),
        article.findings,
    )
    if request.project.settings.strict and _has_warning(report):
        codes.add(CheckFailed.exit_code)
    report = replace(report, exit_code=worst(codes))
    facts = _facts(request, sent, mark, report, state) if beside else {}
    failed = deliver_companions(request, beside, origin_of(request, request.inputs[n]), facts, state)
    if writes(request) and (results or state.changed):
        lasting({output.path.parent for output in (*(p.output for p in plan), *(o for o, _ in beside))})
    state.commit()
    if not failed:
        return report
    code = worst({*codes, EditionError.exit_code})
    return replace(report, findings=(*report.findings, *failed), exit_code=code)


def _facts(request: Request, sent: Sent, mark: str, report: ArticleReport, state: State) -> dict[str, Json]:
    """What is kept with an article's ledger: its entry of the index, and by what it need not be read again."""
    files = request.project.files
    return {
        **shelving.facts(request, sent.article.manuscript, state),
        **recalling.note(mark, sent.read, sent.plan, sent.beside, report, files),
    }


def _outcomes(
    request: Request, plan: tuple[Planned, ...], results: Results, state: State
) -> tuple[tuple[Outcome, ...], set[int]]:
    """Write what was made; of what was made for the index's sake only a failure is told."""
    left = iter(results)
    outcomes, codes = list[Outcome](), set[int]()
    for planned in plan:
        if planned.reasons:
            outcome, code = deliver(request, planned, next(left), state)
            codes.add(code)
        else:
            outcome = unchanged(request, planned, state)
        if planned.edition.format in request.formats or outcome.status == "failed":
            outcomes.append(outcome)
    return tuple(outcomes), codes


def _untold(told: tuple[Finding, ...], outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Leave out that editions miss a picture where the reader has told of it already, with its line and why."""
    if not any(finding.code == "read-picture-missing" for finding in told):
        return outcomes
    return tuple(
        replace(
            outcome, findings=tuple(f for f in outcome.findings if not f.code.endswith("-picture-missing"))
        )
        for outcome in outcomes
    )


def _has_warning(report: ArticleReport) -> bool:
    findings: tuple[Finding, ...] = (*report.findings, *(f for o in report.outcomes for f in o.findings))
    return any(f.severity != "info" for f in findings)

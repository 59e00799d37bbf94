"""A request -> a report: read and normalize, see what is there already, render the rest, write."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from pubpipe import styling
from pubpipe.errors import ArticleError, CheckFailed, ConfigurationError, EditionError, PubpipeError
from pubpipe.model import ArticleReport, Edition, Event, Finding, Ledger, Options, Outcome, Place, Report
from pubpipe.normalize.ledger import ledger_json
from pubpipe.press import doors, planning
from pubpipe.press.identity import digest, identity
from pubpipe.press.reading import Read, read, slug
from pubpipe.press.rendering import Result, render_all
from pubpipe.press.request import Input, Request
from pubpipe.press.writing import Output, Told, is_current, write
from pubpipe.state import Record, State, open_state

# The worst failure decides (decision 14).
_SEVERITY = (130, 4, 3, 5, 6)

Progress = Callable[[ArticleReport], None]


@dataclass(frozen=True, slots=True)
class _Planned:
    """One edition with where it goes, what it is made from, and its record when it is there already."""

    edition: Edition
    output: Output
    identity: str
    current: Record | None


def build(request: Request, on_article: Progress | None = None) -> Report:
    """Make every edition of every input and return what became of each, in the order of the inputs.

    One article's failure never costs another. ``on_article`` is told of each article as it is done. Raises
    ConfigurationError for an unknown format or style, UsageProblem for an ``-o`` that does not fit.
    """
    begin = time.perf_counter()
    for form in request.formats:
        doors.edition(form)
    planning.check_output(request)
    style = styling.load(request.project.settings.style, request.project.styles)
    press = _Press(request, style, digest(style), on_article or (lambda article: None))
    with open_state(None if request.in_memory else planning.state_folder(request)) as state:
        articles = press.run(state)
    codes = {article.exit_code for article in articles}
    worst = next((code for code in _SEVERITY if code in codes), 0)
    return Report(articles, time.perf_counter() - begin, worst)


class _Press:
    """One run of the press."""

    def __init__(self, request: Request, style: styling.Style, style_digest: str, on_article: Progress) -> None:
        self._request = request
        self._style = style
        self._style_digest = style_digest
        self._on_article = on_article

    def run(self, state: State) -> tuple[ArticleReport, ...]:
        reports: dict[int, ArticleReport] = {}
        planned: dict[int, tuple[Read, tuple[_Planned, ...]]] = {}
        slugs = self._slugs(reports)
        for n, one in enumerate(self._request.inputs):
            if n in reports:
                continue
            try:
                article = read(one, self._request.project, self._request.overrides)
                planned[n] = (article, self._plan(article, state))
            except PubpipeError as error:
                reports[n] = _refused(one, slugs[n], error)
        waiting = [n for n, (_, plan) in planned.items() if any(p.current is None for p in plan)]
        work = [tuple(p.edition for p in planned[n][1] if p.current is None) for n in waiting]
        for n in sorted(reports):
            self._on_article(reports[n])
        for n in (n for n in planned if n not in waiting):
            reports[n] = self._finished(n, *planned[n], (), state)
        for position, results in render_all(work, self._request.project.settings.jobs):
            n = waiting[position]
            reports[n] = self._finished(n, *planned[n], results, state)
        return tuple(reports[n] for n in sorted(reports))

    def _slugs(self, reports: dict[int, ArticleReport]) -> dict[int, str]:
        """The slug of each input; inputs without one, and all that share one, are refused."""
        found: dict[int, str] = {}
        for n, one in enumerate(self._request.inputs):
            try:
                found[n] = slug(one, self._request.project, self._request.overrides)
            except ArticleError as error:
                found[n] = ""
                reports[n] = _refused(one, "", error)
        shared = Counter(found.values())
        for n, one in enumerate(self._request.inputs):
            others = [self._request.inputs[m].name for m, s in found.items() if s == found[n] and m != n]
            if found[n] and shared[found[n]] > 1:
                message = f"{one.name} and {', '.join(others)} share the name {found[n]!r}, so neither is built"
                reports[n] = _refused(one, found[n], ArticleError(message, "Rename one, or build it with --slug."))
        return found

    def _plan(self, article: Read, state: State) -> tuple[_Planned, ...]:
        settings = self._request.project.settings
        options = Options(settings.publication, settings.page)
        planned = []
        for form in self._request.formats:
            edition = Edition(article.manuscript, self._style, form, options)
            mark = identity(edition, self._style_digest)
            output = planning.output_of(self._request, article.manuscript.slug, form)
            reuse = not (self._request.force or self._request.in_memory)
            current = is_current(output, state, mark) if reuse else None
            planned.append(_Planned(edition, output, mark, current))
        return tuple(planned)

    def _finished(
        self, n: int, article: Read, plan: tuple[_Planned, ...], results: tuple[Result, ...], state: State
    ) -> ArticleReport:
        left = iter(results)
        outcomes: list[Outcome] = []
        codes = []
        for planned in plan:
            if planned.current is not None:
                outcomes.append(self._unchanged(planned, planned.current))
                continue
            result = next(left)
            outcome, code = self._delivered(planned, result, state)
            outcomes.append(outcome)
            codes.append(code)
        findings = list(article.findings)
        findings.extend(self._companions(article, state))
        report = self._article(n, article, tuple(outcomes), tuple(findings))
        if any(f.severity == "error" for f in findings):
            codes.append(EditionError.exit_code)
        if self._request.project.settings.strict and _has_warning(report):
            codes.append(CheckFailed.exit_code)
        report = replace(report, exit_code=next((code for code in _SEVERITY if code in codes), 0))
        self._on_article(report)
        return report

    def _article(
        self, n: int, article: Read, outcomes: tuple[Outcome, ...], findings: tuple[Finding, ...]
    ) -> ArticleReport:
        meta = article.manuscript.meta
        return ArticleReport(
            article.manuscript.slug,
            self._request.inputs[n].name,
            meta.title,
            meta.title_status,
            changes(article.ledger),
            outcomes,
            findings,
        )

    def _unchanged(self, planned: _Planned, record: Record) -> Outcome:
        path = planning.shown(self._request.project, planned.output.path)
        return Outcome(
            planned.edition.format,
            "unchanged",
            path,
            record.size,
            record.sha256,
            findings=record.findings,
            facts=record.facts or {},
        )

    def _delivered(self, planned: _Planned, result: Result, state: State) -> tuple[Outcome, int]:
        form = planned.edition.format
        path = planning.shown(self._request.project, planned.output.path)
        if result.rendering is None:
            failure = (result.failure,) if result.failure else ()
            return Outcome(form, "failed", path, seconds=result.seconds, findings=failure), result.exit_code
        rendering = result.rendering
        told = Told(rendering.findings, dict(rendering.facts))
        if self._request.in_memory or self._request.output == "-":
            return self._handed_over(planned, result), 0
        try:
            record = write(
                planned.output, rendering.content, state, planned.identity, force=self._request.force, told=told
            )
        except EditionError as error:
            failure = (Finding("error", "edition-not-written", error.message, error.hint, Place(path)),)
            return Outcome(form, "failed", path, seconds=result.seconds, findings=failure), error.exit_code
        facts = dict(rendering.facts)
        return Outcome(
            form, "built", path, record.size, record.sha256, result.seconds, rendering.findings, facts
        ), 0

    def _handed_over(self, planned: _Planned, result: Result) -> Outcome:
        assert result.rendering is not None
        content = result.rendering.content
        if self._request.output == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        record = Outcome(planned.edition.format, "built", "-", len(content), seconds=result.seconds, content=content)
        return replace(record, findings=result.rendering.findings, facts=dict(result.rendering.facts))

    def _companions(self, article: Read, state: State) -> list[Finding]:
        """Write the ledger, always, and the pictures where the Markdown edition needs them."""
        if self._request.in_memory or self._request.output == "-":
            return []
        slug_ = article.manuscript.slug
        files = {"ledger.json": ledger_json(article.ledger).encode()}
        folder = planning.folder_of(self._request)
        targets = [(planning.output_of(self._request, slug_, name), data) for name, data in files.items()]
        if "md" in self._request.formats:
            for asset in article.manuscript.assets:
                path = folder / f"{slug_}.assets" / asset.name
                targets.append((Output(path, planning.key_of(self._request.project, path)), asset.data))
        findings = []
        for output, data in targets:
            try:
                write(output, data, state, "companion", force=True, told=Told((), {}))
            except EditionError as error:
                findings.append(Finding("error", "edition-not-written", error.message, error.hint))
        return findings


def changes(ledger: Ledger) -> tuple[str, ...]:
    """Return in a few words each what the normalizer did to the text, without repetition."""
    told = [e for e in ledger.events if e.action in ("removed", "moved", "changed") and e.step not in ("given", "links")]
    lines: dict[str, int] = {}
    for event in told:
        lines[_summary(event)] = lines.get(_summary(event), 0) + 1
    return tuple(text if count == 1 else f"{text} ({count} times)" for text, count in lines.items())


def _summary(event: Event) -> str:
    if event.destination in ("references", "sources-heading", "sources-section"):
        return "sources moved to the references" if event.action == "moved" else event.reason
    if event.destination.startswith("meta:"):
        return f"{event.destination.removeprefix('meta:')} moved to the front matter"
    return event.reason


def _has_warning(report: ArticleReport) -> bool:
    findings = (*report.findings, *(f for o in report.outcomes for f in o.findings))
    return any(f.severity != "info" for f in findings)


def _refused(one: Input, slug_: str, error: PubpipeError) -> ArticleReport:
    code = "configuration" if isinstance(error, ConfigurationError) else "article-not-read"
    finding = Finding("error", code, error.message, error.hint, Place(one.name))
    exit_code = error.exit_code if error.exit_code in _SEVERITY else ArticleError.exit_code
    return ArticleReport(slug_, one.name, findings=(finding,), exit_code=exit_code)

"""A request -> a report: read and normalize, see what is there already, render the rest, write."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pubpipe import styling
from pubpipe.errors import ArticleError, CheckFailed, ConfigurationError, EditionError, PubpipeError
from pubpipe.model import ArticleReport, Edition, Finding, Options, Place, Report, Style
from pubpipe.press import doors, planning
from pubpipe.press.changes import changes
from pubpipe.press.delivering import Planned, deliver, deliver_companions, unchanged
from pubpipe.press.identity import digest, identity
from pubpipe.press.reading import Read, read, slug
from pubpipe.press.rendering import Results, render_all
from pubpipe.press.request import Input, Request
from pubpipe.press.writing import is_current
from pubpipe.state import State, open_state

# The worst failure decides (decision 14).
_WORST_FIRST = (130, 4, 3, 5, 6)

Progress = Callable[[ArticleReport], None]


def build(request: Request, on_article: Progress | None = None) -> Report:
    """Make every edition of every input and return what became of each, in the order of the inputs.

    One article's failure never costs another. ``on_article`` is told of each article as it is done. Raises
    ConfigurationError for an unknown format or style, UsageProblem for an ``-o`` that does not fit.
    """
    begin = time.perf_counter()
    for form in request.formats:
        doors.require(form)
    planning.check_output(request)
    style = styling.load(request.project.settings.style, request.project.styles)
    run = _Run(request, style, on_article)
    with open_state(planning.state_folder(request)) as state:
        articles = run.articles(state)
    return Report(articles, time.perf_counter() - begin, _worst({a.exit_code for a in articles}))


class _Run:
    """One run of the press."""

    def __init__(self, request: Request, style: Style, on_article: Progress | None) -> None:
        self._request = request
        self._style = style
        self._style_digest = digest(style)
        self._on_article = on_article

    def articles(self, state: State) -> tuple[ArticleReport, ...]:
        """Build all articles; each is announced as soon as nothing of it is left to do."""
        reports = self._without_slug()
        planned: dict[int, tuple[Read, tuple[Planned, ...]]] = {}
        for n, one in enumerate(self._request.inputs):
            if n in reports:
                continue
            try:
                article = read(one, self._request.project, self._request.overrides)
                planned[n] = (article, self._plan(article, state))
            except PubpipeError as error:
                reports[n] = _refused(one, slug(one, self._request.project, self._request.overrides), error)
        for n in sorted(reports):
            self._announce(reports[n])
        waiting = [n for n, (_, plan) in planned.items() if any(p.current is None for p in plan)]
        for n in planned.keys() - set(waiting):
            reports[n] = self._finished(n, *planned[n], (), state)
        work = [tuple(p.edition for p in planned[n][1] if p.current is None) for n in waiting]
        for position, results in render_all(work, self._request.project.settings.jobs):
            n = waiting[position]
            reports[n] = self._finished(n, *planned[n], results, state)
        return tuple(reports[n] for n in sorted(reports))

    def _without_slug(self) -> dict[int, ArticleReport]:
        """Reports of the inputs that have no name of their own: a reserved one, or one that they share."""
        inputs, reports, slugs = self._request.inputs, {}, {}
        for n, one in enumerate(inputs):
            try:
                slugs[n] = slug(one, self._request.project, self._request.overrides)
            except ArticleError as error:
                reports[n] = _refused(one, "", error)
        shared = Counter(slugs.values())
        for n, name in slugs.items():
            if shared[name] > 1:
                others = ", ".join(inputs[m].name for m, other in slugs.items() if other == name and m != n)
                message = f"{inputs[n].name} and {others} share the name {name!r}, so neither is built"
                reports[n] = _refused(
                    inputs[n], name, ArticleError(message, "Rename one, or build it with --slug.")
                )
        return reports

    def _plan(self, article: Read, state: State) -> tuple[Planned, ...]:
        settings = self._request.project.settings
        reuse = not (self._request.force or self._request.in_memory)
        planned = []
        for form in self._request.formats:
            options = Options(settings.publication, settings.page)
            edition = Edition(article.manuscript, self._style, form, options)
            mark = identity(edition, self._style_digest)
            output = planning.output_of(self._request, article.manuscript.slug, form)
            current = is_current(output, state, mark) if reuse else None
            planned.append(Planned(edition, output, mark, current))
        return tuple(planned)

    def _finished(
        self, n: int, article: Read, plan: tuple[Planned, ...], results: Results, state: State
    ) -> ArticleReport:
        left = iter(results)
        outcomes = []
        codes = set()
        for planned in plan:
            if planned.current is not None:
                outcomes.append(unchanged(self._request, planned, planned.current))
                continue
            outcome, code = deliver(self._request, planned, next(left), state)
            outcomes.append(outcome)
            codes.add(code)
        failed = deliver_companions(self._request, article, state)
        meta = article.manuscript.meta
        report = ArticleReport(
            article.manuscript.slug,
            self._request.inputs[n].name,
            meta.title,
            meta.title_status,
            changes(article.ledger),
            tuple(outcomes),
            (*article.findings, *failed),
        )
        if failed:
            codes.add(EditionError.exit_code)
        if self._request.project.settings.strict and _has_warning(report):
            codes.add(CheckFailed.exit_code)
        report = replace(report, exit_code=_worst(codes))
        self._announce(report)
        return report

    def _announce(self, report: ArticleReport) -> None:
        if self._on_article is not None:
            self._on_article(report)


def _worst(codes: set[int]) -> int:
    return next((code for code in _WORST_FIRST if code in codes), 0)


def _has_warning(report: ArticleReport) -> bool:
    findings = (*report.findings, *(f for o in report.outcomes for f in o.findings))
    return any(f.severity != "info" for f in findings)


def _refused(one: Input, name: str, error: PubpipeError) -> ArticleReport:
    code = "configuration" if isinstance(error, ConfigurationError) else "article-not-read"
    finding = Finding("error", code, error.message, error.hint, Place(one.name))
    exit_code = error.exit_code if error.exit_code in _WORST_FIRST else ArticleError.exit_code
    return ArticleReport(name, one.name, findings=(finding,), exit_code=exit_code)

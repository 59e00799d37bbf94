"""A request -> a report: read and normalize, see what is there already, render the rest, write."""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pubpipe.errors import CheckFailed, EditionError, StoreError, worst
from pubpipe.model import ArticleReport, Edition, Finding, Report, Style
from pubpipe.press import doors
from pubpipe.press.cluster.addresses import checked
from pubpipe.press.finishing import Sent, finished
from pubpipe.press.keeping import Kept
from pubpipe.press.limits import limits_of
from pubpipe.press.outputs import orphans, publishing
from pubpipe.press.outputs.basis import basis, is_well, may_rest, stands
from pubpipe.press.outputs.delivering import (
    announce,
    companions,
    contents,
    due,
    send,
    unwritten,
    writes,
)
from pubpipe.press.outputs.footings import Footings, read_from
from pubpipe.press.outputs.locking import Lock, locked
from pubpipe.press.outputs.writing import sweep
from pubpipe.press.plan import planning
from pubpipe.press.preparing import Prepared, each
from pubpipe.press.request import Request
from pubpipe.press.workers.rendering import Results, Stopped, render_all
from pubpipe.state import State, open_state
from pubpipe.stores import is_stored

Progress = Callable[[ArticleReport], None]

_COLLECTED = 256  # articles after which what they left in cycles is collected, in some milliseconds
_UNDER_WAY = 8  # articles whose files are on their way into a store while the next ones come


def build(
    request: Request,
    on_article: Progress | None = None,
    on_wait: Callable[[str], None] | None = None,
    kept: Kept | None = None,
) -> Report:
    """Make every edition of every input and return what became of each, in the order of the inputs.

    One article's failure never costs another. ``on_article`` is told of each article as it is done, ``on_wait``
    of another build (its process number) that must end first. ``kept``, as large as there are inputs, holds what
    became of them also where the build is interrupted. Raises ConfigurationError for an unknown format or
    style and for a cluster or a store that cannot be had, UsageProblem for an ``-o`` that does not fit,
    EditionError when the other build does not end.
    """
    begin = time.perf_counter()
    for form in request.formats:
        doors.require(form)
    planning.check_output(request)
    if request.cluster:
        request = replace(request, cluster=checked(request.cluster))
    folder, files = planning.state_folder(request), request.project.files
    with locked(folder, on_wait) as lock:
        if request.whole:
            files.survey(planning.folder_of(request))
        with open_state(folder) as state:
            run = _Run(request, on_article, lock, Kept(len(request.inputs)) if kept is None else kept)
            try:
                report, footings = run.report(state), run.footings
            finally:
                files.stop()
            gone = orphans.gone(state, request.project) if request.whole and footings.whole else ()
        report = replace(report, basis=basis(request, footings, gone))
    return replace(report, seconds=time.perf_counter() - begin)


class _Run:
    """One run of the press; of an article that is done, the report is ``kept``, and the paths of its files."""

    def __init__(self, request: Request, on_article: Progress | None, lock: Lock, kept: Kept) -> None:
        self._request = request
        self._on_article = on_article
        self._lock = lock
        self._prepared = Prepared()
        self._kept = kept
        self._codes = set[int]()
        self._gone, self._claimed = frozenset[str](), set[str]()
        self.footings = Footings(wanted=may_rest(request))

    def report(self, state: State) -> Report:
        """Build all articles; each is announced as soon as it is made, those of which nothing is made at the end."""
        request = self._request
        style = planning.house(request)
        if request.whole:
            self._gone = frozenset(record.path for record in orphans.gone(state, request.project))
        stopped: Finding | None = None
        under_way: deque[Sent] = deque()
        try:
            self._deliver(self._work(style, state), under_way, state)
            index = publishing.deliver(request, style, state)
        except (Stopped, StoreError) as error:
            if isinstance(error, StoreError) and not (request.whole or under_way or self._kept):
                # The first word with a store whose listing nobody has taken.
                raise
            stopped = Finding("error", "build-stopped", error.message, error.hint)
        # In the order of the inputs, whatever the order in which they were read.
        for report in self._kept.untold():
            self._announce(report)
        if stopped is not None:
            # As when it is interrupted: the index is left to the build that comes to its end.
            self.footings.drop()
            return Report(self._kept.all(), 0.0, worst({*self._codes, EditionError.exit_code}), (stopped,))
        return self._ended(index, state)

    def _deliver(
        self, work: Iterator[tuple[int, tuple[Edition, ...]]], under_way: deque[Sent], state: State
    ) -> None:
        """Have everything made and written; what is ``under_way`` to a store is waited for a few articles later."""
        ahead = _UNDER_WAY if is_stored(planning.folder_of(self._request)) else 0
        with closing(_rendered(self._request, work, state)) as rendered:
            for n, results in rendered:
                under_way.append(self._sent(n, results, state))
                if len(under_way) > ahead:
                    self._arrived(under_way, state)
        while under_way:
            self._arrived(under_way, state)

    def _ended(self, index: publishing.Delivered, state: State) -> Report:
        """Return the report of a build that came to its end, with its index."""
        request, codes = self._request, self._codes
        self.footings.add((), map(str, index.paths))
        findings = (*orphans.told(request, state, self._claimed), *index.findings)
        if not (stands(index.outcomes) and all(finding.severity != "error" for finding in findings)):
            self.footings.drop()
        if any(outcome.status == "failed" for outcome in index.outcomes):
            codes.add(EditionError.exit_code)
        if findings and request.project.settings.strict:
            codes.add(CheckFailed.exit_code)
        return Report(self._kept.all(), 0.0, worst(codes), findings, index=index.outcomes)

    def _work(self, style: Style, state: State) -> Iterator[tuple[int, tuple[Edition, ...]]]:
        """Yield what is to be made of each article as soon as it is read; keep the report where nothing is."""
        swept, prepared = set[Path](), self._prepared
        for n in each(self._request, style, state, prepared):
            if n in prepared.refused:
                self._keep(n, prepared.refused.pop(n), told=False)
                continue
            if n in prepared.recalled:
                recalled = prepared.recalled.pop(n)
                self._keep(n, recalled.report, told=False)
                self._claimed |= recalled.keys & self._gone
                continue
            plan = prepared.planned[n][1]
            if writes(self._request):
                folders = {planned.output.path.parent for planned in plan} - swept
                sweep(folders, self._request.project.files)
                swept |= folders
            if any(planned.reasons for planned in plan):
                yield n, due(plan)
            else:
                self._keep(n, self._finished(self._sent(n, (), state), state), told=False)

    def _sent(self, n: int, results: Results, state: State) -> Sent:
        """Begin to deliver what was made of an article, and let go of the prepared article."""
        request = self._request
        if self._lock.taken_again():
            state.reopen()
        article, plan = self._prepared.planned.pop(n)
        beside = companions(request, article)
        self._claimed |= {planned.output.key for planned in plan if planned.output.key} & self._gone
        read = read_from(request.inputs[n], article)
        self.footings.add(read, (str(o.path) for o in (*(p.output for p in plan), *(o for o, _ in beside))))
        made = contents(plan, results, beside)
        try:
            announce(made, state)
        except EditionError as error:
            results, beside, made = tuple(unwritten(result, error) for result in results), (), ()
        send(request, made, state)
        return Sent(n, article, read, plan, results, beside)

    def _arrived(self, under_way: deque[Sent], state: State) -> None:
        """Finish the article whose files were sent first."""
        sent = under_way.popleft()
        report = self._finished(sent, state)
        self._keep(sent.n, report, told=True)
        self._announce(report)

    def _keep(self, n: int, report: ArticleReport, *, told: bool) -> None:
        self._kept.put(n, report, told=told)
        if len(self._kept) % _COLLECTED == 0:
            # The command line lets garbage lie, which is right for a few articles: over many, trees of text pile up.
            gc.collect()
        self._codes.add(report.exit_code)
        if not is_well(report):
            self.footings.drop()

    def _finished(self, sent: Sent, state: State) -> ArticleReport:
        return finished(self._request, sent, self._prepared.marks[0], state)

    def _announce(self, report: ArticleReport) -> None:
        if self._on_article is not None:
            self._on_article(report)


def _rendered(
    request: Request, work: Iterator[tuple[int, tuple[Edition, ...]]], state: State
) -> Generator[tuple[int, Results], None, None]:
    """Let the editions be made where the request wants it: on this machine, or by a cluster."""
    settings, count = request.project.settings, len(request.inputs)
    # The covers of an index are made beside the formats that were asked for.
    formats = tuple(dict.fromkeys((*request.formats, planning.THUMBNAIL)))
    if not request.cluster:
        expected = frozenset(formats) if request.force or state.is_empty else frozenset()
        return render_all(work, count, settings.jobs, limits_of(settings), expected)
    from pubpipe.press.cluster.engine import Cluster, clustered

    return clustered(work, count, Cluster(request.cluster, settings.jobs), limits_of(settings), formats)

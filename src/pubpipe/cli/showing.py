"""A command's choices -> the press at work, with a calm block an article on the terminal, and the exit code."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pubpipe.cli.blocks import WORDS, block, complaints, index, summary
from pubpipe.cli.foreseeing import foresee_and_show
from pubpipe.cli.group import INTERRUPTED, error_object, line, show
from pubpipe.cli.options import Choices
from pubpipe.cli.remembering import remember
from pubpipe.cli.repeating import Repeated
from pubpipe.cli.requesting import request
from pubpipe.cli.terminal import Terminal, json_pieces, stderr, stdout
from pubpipe.model import ArticleReport, Report

if TYPE_CHECKING:
    from rich.progress import Progress

    from pubpipe.press.request import Request

BAR_FROM = 5  # articles; a bar that is gone at once is only unrest

STOPPED = "interrupted; every edition is whole, the new or the old one"


def run(choices: Choices, single: str = "") -> int:
    """Build what was asked for, ``single`` format only if given; return the exit code.

    Raises UsageProblem for a command line that does not fit together, ConfigurationError from the project.
    """
    begun = time.time_ns()
    asked = replace(request(choices, single), begun_ns=begun)
    if choices.dry_run:
        return foresee_and_show(asked, choices)
    return build_and_show(asked, choices)


def build_and_show(
    asked: Request, choices: Choices, tells: Callable[[ArticleReport], bool] = lambda _: True
) -> int:
    """Build, show each article when it is done and ``tells`` something, and return the report's exit code.

    An interrupted build still shows, and with ``--json`` gives, the articles that were done.
    """
    from pubpipe import press

    done = press.Kept(len(asked.inputs))
    voice = _Voice(choices, stdout(), stderr(), asked.output, len(asked.inputs))
    with _bar(len(asked.inputs), silent=choices.quiet) as bar:

        def each(article: ArticleReport) -> None:
            if tells(article):
                _aside(bar, lambda: voice.tell(article))

        try:
            report = press.build(asked, each, _waiting, done)
        except KeyboardInterrupt:
            report = Report(done.all(), exit_code=INTERRUPTED)
    voice.close(report)
    if report.basis is not None:
        remember(asked, report, lambda sink, again: voice.heard_by(sink).whole(again))
    return report.exit_code


@dataclass(frozen=True, slots=True)
class _Voice:
    """How a build is told: to whom, and how much of it."""

    choices: Choices
    out: Terminal
    err: Terminal
    output: str
    total: int
    hinted: set[str] = field(default_factory=set)
    repeated: Repeated = field(default_factory=Repeated)

    def heard_by(self, sink: Callable[[bool, bytes], None]) -> _Voice:
        """Return the same voice that speaks elsewhere, and has said nothing there."""
        out, err = (replace(stream, sink=sink) for stream in (self.out, self.err))
        return replace(self, out=out, err=err, hinted=set(), repeated=Repeated())

    def whole(self, report: Report) -> None:
        """Tell all at once."""
        for article in report.articles:
            self.tell(article)
        self.close(report)

    def tell(self, article: ArticleReport) -> None:
        """Tell of one article that is done."""
        if self.choices.json_lines:
            from pubpipe import press

            self.out.write(line(article=press.article_object(article)))
        details = self.choices.verbose > 0
        together = self.total > 1
        lines: list[str] = []
        if not self._silent():
            lines += block(article, self.out, together=together, details=details)
            for each in lines:
                self.out.say(each)
        if not details:
            article = self.repeated.first(article)
        for word, message, hint in complaints(article, details=details and not self.choices.quiet):
            # What to do about it is the same for a hundred articles, and is said once.
            show(self.err, word, message, "" if hint in self.hinted else hint)
            self.hinted.add(hint)
        if together and len(lines) > 1:
            self.out.say()

    def close(self, report: Report) -> None:
        """Tell what there is to say at the end, with ``--json`` the whole."""
        from pubpipe import press

        if report.index and not self._silent():
            for each in index(report.index, self.out):
                self.out.say(each)
            self.out.say()
        for message in self.repeated.rest():
            show(self.err, WORDS["warning"], message, "")
        for finding in (*report.findings, *(f for o in report.index for f in o.findings)):
            show(self.err, WORDS[finding.severity], finding.message, finding.hint)
        if self.choices.json_lines:
            self.out.write(line(summary=press.summary_object(report)))
        if self.choices.as_json:
            rest = press.run_object(report)
            if report.exit_code == INTERRUPTED:
                rest["error"] = error_object(INTERRUPTED, STOPPED, "")
            for piece in json_pieces("articles", map(press.article_object, report.articles), rest):
                self.out.write(piece)
        elif not self._silent() and self.total > 1:
            self.out.say(self.out.wrap(summary(report), rest="  "))
        if report.exit_code == INTERRUPTED:
            if self.choices.json_lines:
                self.out.write(line(error=error_object(INTERRUPTED, STOPPED, "")))
            show(self.err, "Error", STOPPED, "")

    def _silent(self) -> bool:
        choices = self.choices
        return choices.quiet or choices.as_json or choices.json_lines or self.output == "-"


def _waiting(process: str) -> None:
    show(
        stderr(), "Note", f"another build of this project is running (process {process}); this one waits", ""
    )


def _bar(total: int, *, silent: bool) -> AbstractContextManager[Progress | None]:
    err = stderr()
    if silent or total < BAR_FROM or not err.live:
        return nullcontext()
    from rich.console import Console
    from rich.progress import Progress

    from pubpipe.cli.progress import columns

    console = Console(stderr=True, no_color=not err.colour, width=err.width)
    # Results go to standard output itself: rich would carry them over to standard error.
    bar = Progress(
        *columns(), console=console, transient=True, redirect_stdout=False, redirect_stderr=False, expand=True
    )
    bar.add_task("", total=total)
    return bar


def _aside(bar: Progress | None, say: Callable[[], None]) -> None:
    """Say something while the bar is out of the way."""
    if bar is None:
        say()
        return
    bar.stop()
    say()
    bar.advance(bar.task_ids[0])
    bar.start()

"""A request -> the press, with a calm block an article on the terminal as it is made, and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from pubpipe.cli.blocks import block, complaints, summary
from pubpipe.cli.group import INTERRUPTED, error_object, line, show
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import stderr, stdout, write_bytes
from pubpipe.model import ArticleReport, Report

if TYPE_CHECKING:
    from rich.progress import Progress

    from pubpipe.press.request import Request

BAR_FROM = 5  # articles; a bar that is gone at once is only unrest

STOPPED = "interrupted; every edition is whole, the new or the old one"


def build_and_show(request: Request, choices: Choices) -> int:
    """Build, show each article when it is done, and return the report's exit code.

    An interrupted build still shows, and with ``--json`` gives, the articles that were done.
    """
    from pubpipe import press

    done: list[ArticleReport] = []
    silent = choices.quiet or choices.as_json or choices.json_lines or request.output == "-"
    with _bar(len(request.inputs), silent=choices.quiet) as bar:

        def each(article: ArticleReport) -> None:
            done.append(article)
            if choices.json_lines:
                write_bytes(line(article=press.article_object(article)))
            _aside(bar, lambda: _show(article, choices, silent=silent, together=len(request.inputs) > 1))

        try:
            report = press.build(request, each)
        except KeyboardInterrupt:
            report = Report(tuple(done), exit_code=INTERRUPTED)
    if choices.json_lines:
        write_bytes(line(summary=press.report_object(report)["summary"]))
    if choices.as_json:
        whole = press.report_object(report)
        if report.exit_code == INTERRUPTED:
            whole["error"] = error_object(INTERRUPTED, STOPPED, "")
        write_bytes(json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n")
    elif not silent and len(request.inputs) > 1:
        stdout().say(stdout().wrap(summary(report), rest="  "))
    if report.exit_code == INTERRUPTED:
        if choices.json_lines:
            write_bytes(line(error=error_object(INTERRUPTED, STOPPED, "")))
        show(stderr(), "Error", STOPPED, "")
    return report.exit_code


def _show(article: ArticleReport, choices: Choices, *, silent: bool, together: bool) -> None:
    out, err = stdout(), stderr()
    lines: list[str] = []
    if not silent:
        lines += block(article, out, together=together, details=choices.verbose > 0)
        for line in lines:
            out.say(line)
    for word, message, hint in complaints(article, details=choices.verbose > 0 and not choices.quiet):
        show(err, word, message, hint)
    if together and len(lines) > 1:
        out.say()


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

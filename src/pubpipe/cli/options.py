"""click's options, each defined once -> decorators for the commands, and the choices that they gather."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from pubpipe.cli.folders import LocalFolder

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Choices:
    """What a build command was told; empty or None where it was told nothing."""

    inputs: tuple[str, ...] = ()
    project: Path | None = None
    output: str = ""
    source: str = ""
    dist: str = ""
    formats: str = ""
    style: str = ""
    citation_style: str = ""
    qr: bool = False
    two_sided: bool = False
    colophon: bool = False
    title: str = ""
    lang: str = ""
    slug: str = ""
    url: str = ""
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    smart: bool = False
    jobs: int | None = None
    cluster: str = ""
    force: bool = False
    dry_run: bool = False
    verify: bool = False
    strict: bool = False
    remove_nothing: bool = False
    as_json: bool = False
    json_lines: bool = False
    quiet: bool = False
    verbose: int = 0


def complete_formats(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Offer the registered formats for the last name of a comma-separated list."""
    from click.shell_completion import CompletionItem

    from pubpipe.press import formats

    before, comma, last = typed.rpartition(",")
    taken = set(before.split(","))
    return [CompletionItem(f"{before}{comma}{f}") for f in formats() if f.startswith(last) and f not in taken]


def complete_styles(context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the packaged styles and the project's own."""
    from click.shell_completion import CompletionItem

    from pubpipe.project import find
    from pubpipe.styling import names

    folder = find(Path.cwd(), context.params.get("project")).styles
    return [CompletionItem(name) for name in names(folder) if name.startswith(typed)]


def complete_steps(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the normalizer's steps that can be switched."""
    from click.shell_completion import CompletionItem

    from pubpipe.press import steps

    return [CompletionItem(step) for step in steps() if step.startswith(typed)]


def complete_articles(
    context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Offer the articles of the project by their names without suffix."""
    from click.shell_completion import CompletionItem

    from pubpipe.project import articles, find

    project = find(Path.cwd(), context.params.get("project"))
    names = (p.relative_to(project.source).with_suffix("").as_posix() for p in articles(project))
    return [CompletionItem(name) for name in names if name.startswith(typed)]


project_option = click.option(
    "--project",
    metavar="DIR",
    type=LocalFolder("A project's own folder is; its source and dist may be addresses."),
    envvar="PUBPIPE_PROJECT",
    help="The project's folder; else the one found upwards from here.",
)
source_option = click.option(
    "--source", metavar="ADDRESS", default="", help="A store with the articles, such as s3://bucket/letters."
)
dist_option = click.option(
    "--dist", metavar="ADDRESS", default="", help="A store for the editions, such as s3://bucket/editions."
)
inputs_argument = click.argument("inputs", metavar="[INPUT]...", nargs=-1)
formats_option = click.option(
    "--formats",
    metavar="LIST",
    default="",
    shell_complete=complete_formats,
    help="Formats, with commas between them: md,pdf,epub,txt,html.",
)
style_option = click.option(
    "--style", metavar="NAME", default="", shell_complete=complete_styles, help="The house style."
)
citation_option = click.option(
    "--citation-style",
    metavar="NAME",
    default="",
    help="How sources are set: mla, apa, chicago, or a CSL file.",
)
qr_option = click.option("--qr", is_flag=True, help="Print a QR code beside each source of the PDF.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would be done and why; do nothing.")
verify_option = click.option(
    "--verify", is_flag=True, help="Read every edition that is there to the last byte."
)
title_option = click.option("--title", default="", help="The article's title.")
lang_option = click.option(
    "--lang", metavar="TAG", default="", help="The article's language, such as en or de-AT."
)
slug_option = click.option("--slug", default="", help="The editions' file name without suffix.")
url_option = click.option("--url", default="", help="The article's own address.")
on_option = click.option(
    "--on",
    metavar="STEP",
    multiple=True,
    shell_complete=complete_steps,
    help="Run this step of the normalizer, whatever the front matter says.",
)
off_option = click.option(
    "--off",
    metavar="STEP",
    multiple=True,
    shell_complete=complete_steps,
    help="Leave this step of the normalizer out: duplicates, for example.",
)
smart_option = click.option(
    "--smart",
    is_flag=True,
    help="Set the quotation marks, apostrophes and dashes of the article's language (the same as --on typography).",
)
switch_options = (on_option, off_option, smart_option)
keep_option = click.option("--remove-nothing", is_flag=True, help="Only add structure; remove no text.")
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail.")
force_option = click.option(
    "--force", is_flag=True, help="Make everything anew, also over files that are not ours."
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show warnings and errors only.")
verbose_option = click.option("-v", "--verbose", count=True, help="Show more; -vv shows tracebacks.")
json_option = click.option("--json", "as_json", is_flag=True, help="Put one JSON object on standard output.")

two_sided_option = click.option(
    "--two-sided", is_flag=True, help="Mirror facing pages of the PDF, for paper printed on both sides."
)
colophon_option = click.option(
    "--colophon", is_flag=True, help="Say at the end of PDF and EPUB which text they are made of."
)
jobs_option = click.option(
    "--jobs", metavar="N", type=click.IntRange(min=0), help="Articles at a time; 0: one a core."
)
cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    help="Make the editions on the dask cluster at this scheduler's address, or on one for trying: local.",
)
lines_option = click.option(
    "--json-lines",
    is_flag=True,
    help="Put one JSON object a line on standard output, each article's when it is done.",
)


def build_options(*, single: bool, watching: bool = False) -> Callable[[F], F]:
    """Return the decorator that gives a build command its inputs and options; ``single``: one format only.

    A build that is ``watching`` has no end, and so none of the options that ask for another one.
    """
    where = "The editions' folder; for one input also a file name, or - for standard output."
    output = click.option(
        "-o", "--output", metavar="PATH", default="", help=where if single else "The editions' folder."
    )
    options = (
        inputs_argument,
        project_option,
        output,
        *(() if watching else (source_option, dist_option)),
        *(() if single else (formats_option,)),
        style_option,
        citation_option,
        qr_option,
        two_sided_option,
        colophon_option,
        title_option,
        lang_option,
        slug_option,
        url_option,
        *switch_options,
        jobs_option,
        *(() if watching else (cluster_option, force_option, dry_run_option, verify_option, strict_option)),
        keep_option,
        *(() if watching else (json_option,)),
        lines_option,
        quiet_option,
        verbose_option,
    )
    return _together(*options)


def _together(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate

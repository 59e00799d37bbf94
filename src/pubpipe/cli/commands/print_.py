"""``pubpipe print``: an article -> the right PDF of it on a printer, and how that ended as the printer says it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.blocks import complaints
from pubpipe.cli.group import INTERRUPTED, show
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import stderr, stdout
from pubpipe.cli.tickets import amount, listed, sent
from pubpipe.errors import UsageProblem

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pubpipe.delivery.printing.printers import Printer
    from pubpipe.delivery.printing.talking import Line
    from pubpipe.delivery.printing.ticket import Duplex, Ticket
    from pubpipe.model import ArticleReport
    from pubpipe.project import Project

EPILOG = """\b
Examples:
  pubpipe print --list                              the printers, and what paper is in them
  pubpipe print letter                              on the usual printer
  pubpipe print letter --large --copies 2
  pubpipe print letter --booklet                    both sides, over the short edge: fold and staple
  pubpipe print letter --booklet --duplex fronts    then turn the pile, and --duplex backs
  pubpipe print letter --paper letter --printer ipp://192.168.1.20/ipp/print

\b
The printer is that of --printer, PUBPIPE_PRINTER, LPDEST or PRINTER, else the usual one of the print server
(CUPS; CUPS_SERVER names one elsewhere). An address needs no print server.

\b
Ctrl-C cancels the job; --no-wait leaves it to itself. Exit code 7 when nothing was printed, or not all.
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was told."""

    project: Path | None
    printer: str
    booklet: bool
    large: bool
    draft: bool
    copies: int
    pages: str
    duplex: Duplex
    reverse: bool
    paper: str | None
    fit: bool
    load: bool
    certificate: str
    no_wait: bool
    dry_run: bool
    quiet: bool
    verbose: int


@dataclass(frozen=True, slots=True)
class _Sheets:
    """A PDF to print: its name, its bytes, whether it is folded, whether its pages face one another."""

    name: str
    data: bytes
    is_booklet: bool
    facing_pages: bool


def _complete_printers(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from pubpipe.delivery.printing import choosing
    from pubpipe.errors import PubpipeError

    try:
        found = choosing.everyone(os.environ)
    except PubpipeError:
        return []
    return [CompletionItem(one.name, help=one.model) for one in found if one.name.startswith(typed)]


@click.command("print", epilog=EPILOG)
@click.argument("article", metavar="[ARTICLE]", default="", shell_complete=options.complete_articles)
@options.project_option
@click.option(
    "--printer",
    metavar="NAME",
    default="",
    shell_complete=_complete_printers,
    help="A queue's name, or a printer's address: ipp://HOST/ipp/print.",
)
@click.option(
    "--list", "listing", is_flag=True, help="Show the printers and what they can do; print nothing."
)
@click.option("--booklet", is_flag=True, help="As a booklet, to be folded and stapled.")
@click.option("--large", is_flag=True, help="In large print.")
@click.option("--draft", is_flag=True, help="Double-spaced, with numbered lines.")
@click.option(
    "--copies", metavar="N", type=click.IntRange(1, 9999), default=1, help="How many, each in order."
)
@click.option(
    "--pages",
    metavar="RANGE",
    default="",
    help="Some pages only: 1-3,7 or 5-; of a booklet sides of its sheets.",
)
@click.option(
    "--duplex",
    type=click.Choice(("auto", "long-edge", "short-edge", "off", "fronts", "backs")),
    default="auto",
    show_default=True,
    help="Both sides, over which edge; off: one side. fronts and backs: one after the other, turned by hand.",
)
@click.option("--reverse", is_flag=True, help="The last page first.")
@click.option(
    "--paper",
    type=click.Choice(("a4", "a5", "letter", "loaded")),
    help="Set the article for this paper, or for that which is loaded; dist/ is left as it is.",
)
@click.option("--fit", is_flag=True, help="Scale the pages to the paper that is loaded.")
@click.option("--load", is_flag=True, help="Send it though its paper is not loaded: the printer asks for it.")
@click.option(
    "--certificate", metavar="SHA256", default="", help="The certificate that a printer at ipps://… shows."
)
@click.option("--no-wait", is_flag=True, help="Hand the job over and do not wait for it.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent; send and write nothing.")
@options.quiet_option
@options.verbose_option
def command(article: str, listing: bool, **values: object) -> int:
    """Print an article, and tell what the printer says of it.

    ARTICLE is its name, a file, or a PDF, which is printed as it is. Its edition (with --large, --booklet, --draft:
    that variant) is made first when it is not current. The printer is asked before anything is sent: whether it
    takes jobs, has the paper, prints both sides. Pages go out in their own size; a booklet on both sides, turned
    over the short edge.
    """
    from pubpipe.delivery.printing import choosing

    asked = _Asked(**values)  # type: ignore[arg-type]  # click has checked them
    if listing:
        named = (choosing.chosen(asked.printer, asked.certificate, os.environ)[1],) if asked.printer else ()
        return _list(named or choosing.everyone(os.environ))
    if not article:
        raise UsageProblem("no article was named", "pubpipe print ARTICLE, or --list for the printers.")
    if asked.fit and asked.load:
        raise UsageProblem("--fit takes the paper that is loaded, --load another", "Leave one of them out.")
    form = _form(asked)
    line, printer = choosing.chosen(asked.printer, asked.certificate, os.environ)
    sheets = _sheets(article, asked, form, printer)
    return sheets if isinstance(sheets, int) else _print(sheets, asked, line, printer)


def _print(sheets: _Sheets, asked: _Asked, line: Line, printer: Printer) -> int:
    from pubpipe.delivery.printing import jobs
    from pubpipe.delivery.printing.document import document_of
    from pubpipe.delivery.printing.ticket import Wishes, ticket

    wishes = Wishes(
        asked.copies,
        asked.duplex,
        asked.pages,
        asked.fit,
        asked.load,
        asked.reverse,
        sheets.is_booklet,
        sheets.facing_pages,
    )
    made = ticket(document_of(sheets.name, sheets.data), printer, wishes)
    jobs.validate(line, printer, made)
    out = stdout()
    if asked.dry_run:
        for each in sent(made, printer):
            out.say(each)
        return 0
    job = jobs.send(line, printer, made, None if asked.no_wait else _tell)
    if not asked.quiet:
        out.say(out.wrap(f"{made.document.name}: {amount(made)} to {printer.name}, job {job}", rest="  "))
    return 0 if asked.no_wait else _follow(job, made, asked, line, printer)


def _follow(job: int, made: Ticket, asked: _Asked, line: Line, printer: Printer) -> int:
    from pubpipe.delivery.printing import jobs

    try:
        printed = jobs.follow(line, printer, job, _tell)
    except KeyboardInterrupt:
        if jobs.cancel(line, job):
            show(stderr(), "Error", f"interrupted; job {job} was cancelled", "What is on paper stays there.")
        else:
            show(
                stderr(), "Error", f"interrupted; job {job} could not be cancelled", "It may be done already."
            )
        return INTERRUPTED
    if not printed.is_known:
        hint = "Look at what lies in its tray."
        show(stderr(), "Warning", f"{printer.name} no longer knows job {job}, or how it ended", hint)
    elif not asked.quiet:
        also = f" ({'; '.join(printed.words)})" if printed.words else ""
        stdout().say(f"printed{also}")
    return 0


def _tell(words: str) -> None:
    show(stderr(), "Note", words, "")


def _form(asked: _Asked) -> str:
    """Return the format that is printed; raises UsageProblem for two at once."""
    named = [name for name in ("large", "booklet", "draft") if getattr(asked, name)]
    if len(named) > 1:
        both = " and ".join(f"--{name}" for name in named)
        raise UsageProblem(f"{both} are different editions", "Print one after the other.")
    return f"pdf-{named[0]}" if named else "pdf"


def _sheets(article: str, asked: _Asked, form: str, printer: Printer) -> _Sheets | int:
    """Return the PDF that is meant, made first where it must be; the exit code where it could not be made."""
    from pubpipe import press
    from pubpipe.cli.requesting import request
    from pubpipe.press.plan.planning import output_of
    from pubpipe.project import find

    if (ready := _ready(article, find(Path.cwd(), asked.project))) is not None:
        if form != "pdf" or asked.paper:
            raise UsageProblem(
                f"{article} is printed as it is", "Name its article for another edition of it."
            )
        return _Sheets(ready.name, ready.read_bytes(), ready.name.endswith(".booklet.pdf"), False)
    wanted = request(Choices(inputs=(article,), project=asked.project, quiet=True), form)
    # Another paper is for this print alone, and a dry run leaves everything as it is.
    wanted = replace(wanted, in_memory=asked.dry_run or asked.paper is not None)
    if asked.paper:
        settings = replace(wanted.project.settings, page=_page(asked.paper, printer))
        wanted = replace(wanted, project=replace(wanted.project, settings=settings))
    report = press.build(wanted)
    (one,) = report.articles
    made = next((outcome for outcome in one.outcomes if outcome.format == form), None)
    _complain(one, asked, is_new=made is None or (made.status == "built" and not wanted.in_memory))
    if report.exit_code or made is None:
        return report.exit_code
    path = output_of(wanted, one.slug, form).path
    data = path.read_bytes() if made.content is None else made.content
    return _Sheets(path.name, data, form == "pdf-booklet", wanted.project.settings.two_sided)


def _ready(article: str, project: Project) -> Path | None:
    """Return the file where a PDF was named that is no article of the project."""
    path = Path(article).resolve()
    is_pdf = path.suffix.lower() == ".pdf" and path.is_file()
    return path if is_pdf and not path.is_relative_to(project.source) else None


def _page(paper: str, printer: Printer) -> str:
    """Return the setting ``page`` that ``--paper`` means; raises UsageProblem where it cannot be told."""
    from pubpipe.delivery.printing.paper import setting_of

    if paper != "loaded":
        return paper
    for one in printer.ready or ((printer.usual,) if printer.usual else ()):
        if page := setting_of(one):
            return page
    raise UsageProblem(
        f"{printer.name} has no paper loaded that an article can be set for", "That is A4, A5 or US Letter."
    )


def _complain(one: ArticleReport, asked: _Asked, *, is_new: bool) -> None:
    if not (is_new or one.exit_code):
        return
    for word, message, hint in complaints(one, details=asked.verbose > 0):
        show(stderr(), word, message, hint)


def _list(found: tuple[Printer, ...]) -> int:
    out = stdout()
    for one in found:
        for each in listed(one, out):
            out.say(each)
    if not found:
        out.say("the print server has no printer")
    return 0

"""``pubpipe print``: an article -> the right PDF of it on a printer, and how that ended as the printer says it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.blocks import WORDS
from pubpipe.cli.group import INTERRUPTED, show
from pubpipe.cli.printing import Asked, Done, Sheets, form_of, printed_object, printer_object, sheets_of
from pubpipe.cli.terminal import json_bytes, stderr, stdout, write_bytes
from pubpipe.cli.tickets import amount, listed, sent
from pubpipe.errors import UsageProblem

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pubpipe.delivery.printing.printers import Printer
    from pubpipe.delivery.printing.talking import Line
    from pubpipe.delivery.printing.ticket import Ticket

EPILOG = """\b
Examples:
  pubpipe print --list            the printers, and what paper is in them
  pubpipe print letter            on the usual printer
  pubpipe print letter --large --copies 2
  pubpipe print letter --booklet  on both sides: fold and staple it
  pubpipe print letter --booklet --duplex fronts
                                  then turn the pile, and --duplex backs
  pubpipe print letter --paper letter --printer ipp://192.168.1.20/ipp/print

The printer is that of --printer, PUBPIPE_PRINTER, LPDEST or PRINTER, else the usual one of the print server
(CUPS; CUPS_SERVER names one elsewhere). An address needs no print server.

Ctrl-C cancels the job; --no-wait leaves it to itself. Exit code 7 when nothing was printed, or not all.
"""


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
@options.json_option
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
    from pubpipe.delivery.printing.refusals import Unprinted

    asked = Asked(**values)  # type: ignore[arg-type]  # click has checked them
    if not (article or listing):
        raise UsageProblem("no article was named", "pubpipe print ARTICLE, or --list for the printers.")
    if asked.fit and asked.load:
        raise UsageProblem("--fit takes the paper that is loaded, --load another", "Leave one of them out.")
    form = form_of(asked)
    try:
        if listing and not asked.printer:
            return _list(choosing.everyone(os.environ), asked)
        line, printer = choosing.chosen(asked.printer, asked.certificate, os.environ)
    except Unprinted as error:
        return _close(Done("failed", findings=(error.finding,), exit_code=error.exit_code), asked)
    if listing:
        return _list((printer,), asked)
    sheets = sheets_of(article, asked, form, printer)
    return _close(sheets if isinstance(sheets, Done) else _print(sheets, asked, line, printer), asked)


def _print(sheets: Sheets, asked: Asked, line: Line, printer: Printer) -> Done:
    from pubpipe.delivery.printing import jobs
    from pubpipe.delivery.printing.refusals import Unprinted

    done = Done("failed", printer)
    try:
        made = _ticket(sheets, asked, printer)
        done = replace(done, ticket=made)
        jobs.validate(line, printer, made)
        if asked.dry_run:
            _say(asked, *sent(made, printer))
            return replace(done, status="planned")
        job = jobs.send(line, printer, made, None if asked.no_wait else _tell)
        done = replace(done, job=job)
        _say(asked, f"{made.document.name}: {amount(made)} to {printer.name}, job {job}")
        return replace(done, status="handed over") if asked.no_wait else _follow(done, asked, line, printer)
    except Unprinted as error:
        return replace(done, findings=(error.finding,), exit_code=error.exit_code)
    except KeyboardInterrupt:
        return _interrupted(done, line)


def _interrupted(done: Done, line: Line) -> Done:
    """Cancel a job that was handed over; one that was still on its way has been."""
    from pubpipe.delivery.printing import jobs
    from pubpipe.model import Finding

    named = f"job {done.job}" if done.job else "the job"
    if not done.job or jobs.cancel(line, done.job):
        told = (f"interrupted; {named} was cancelled", "What is on paper stays there.")
    else:
        told = (f"interrupted; {named} could not be cancelled", "It may be done already.")
    found = Finding("error", "print-interrupted", *told)
    return replace(done, status="cancelled", findings=(found,), exit_code=INTERRUPTED)


def _ticket(sheets: Sheets, asked: Asked, printer: Printer) -> Ticket:
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
    return ticket(document_of(sheets.name, sheets.data), printer, wishes)


def _follow(done: Done, asked: Asked, line: Line, printer: Printer) -> Done:
    from pubpipe.delivery.printing import following
    from pubpipe.model import Finding

    printed = following.follow(line, printer, done.job, _tell)
    if not printed.is_known:
        message = f"{printer.name} no longer knows job {done.job}, or how it ended"
        found = Finding("warning", "print-unknown", message, "Look at what lies in its tray.")
        return replace(done, status="unknown", findings=(found,))
    _say(asked, f"printed ({'; '.join(printed.words)})" if printed.words else "printed")
    return replace(done, status="printed")


def _close(done: Done, asked: Asked) -> int:
    for finding in done.findings:
        show(stderr(), WORDS[finding.severity], finding.message, finding.hint)
    if asked.as_json:
        write_bytes(json_bytes(printed_object(done)))
    return done.exit_code


def _say(asked: Asked, *lines: str) -> None:
    if not asked.silent:
        for line in lines:
            stdout().say(stdout().wrap(line, rest="  "))


def _tell(words: str) -> None:
    show(stderr(), "Note", words, "")


def _list(found: tuple[Printer, ...], asked: Asked) -> int:
    if asked.as_json:
        write_bytes(json_bytes({"printers": [printer_object(one) for one in found]}))
        return 0
    out = stdout()
    for one in found:
        for each in listed(one, out):
            out.say(each)
    if not found:
        out.say("the print server has no printer")
    return 0

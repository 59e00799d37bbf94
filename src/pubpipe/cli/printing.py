"""What ``pubpipe print`` was told -> the PDF that is meant, made first where it must be; and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from pubpipe.cli.blocks import complaints
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import stderr
from pubpipe.errors import UsageProblem

if TYPE_CHECKING:
    from pubpipe.delivery.printing.printers import Printer
    from pubpipe.delivery.printing.ticket import Duplex, Ticket
    from pubpipe.model import ArticleReport, Finding, Json
    from pubpipe.project import Project

Status: TypeAlias = Literal["planned", "handed over", "printed", "unknown", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Asked:
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
    as_json: bool
    quiet: bool
    verbose: int

    @property
    def silent(self) -> bool:
        """Whether standard output is for something else, or for nothing."""
        return self.quiet or self.as_json


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF to print: its name, its bytes, whether it is folded, whether its pages face one another."""

    name: str
    data: bytes
    is_booklet: bool
    facing_pages: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a print; without a ticket it was refused before there was one.

    ``article`` is there where its edition could not be made.
    """

    status: Status
    printer: Printer | None = None
    ticket: Ticket | None = None
    job: int = 0
    findings: tuple[Finding, ...] = ()
    article: ArticleReport | None = None
    exit_code: int = 0


def form_of(asked: Asked) -> str:
    """Return the format that is printed; raises UsageProblem for two at once."""
    named = [name for name in ("large", "booklet", "draft") if getattr(asked, name)]
    if len(named) > 1:
        both = " and ".join(f"--{name}" for name in named)
        raise UsageProblem(f"{both} are different editions", "Print one after the other.")
    return f"pdf-{named[0]}" if named else "pdf"


def sheets_of(article: str, asked: Asked, form: str, printer: Printer) -> Sheets | Done:
    """Return the PDF that is meant, made first where it must be, or that it could not be made."""
    from pubpipe import press
    from pubpipe.cli.requesting import request
    from pubpipe.press.plan.planning import output_of
    from pubpipe.project import find
    from pubpipe.stores import Files

    if (ready := _ready(article, find(Path.cwd(), asked.project))) is not None:
        if form != "pdf" or asked.paper:
            raise UsageProblem(
                f"{article} is printed as it is", "Name its article for another edition of it."
            )
        return Sheets(ready.name, Files().read(ready), ready.name.endswith(".booklet.pdf"), False)
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
        return Done("failed", printer, article=one, exit_code=report.exit_code)
    path = output_of(wanted, one.slug, form).path
    data = wanted.project.files.read(path) if made.content is None else made.content
    return Sheets(path.name, data, form == "pdf-booklet", wanted.project.settings.two_sided)


def _ready(article: str, project: Project) -> Path | None:
    """Return the file where a PDF was named that is no article of the project."""
    from pubpipe.cli.requesting import path_of
    from pubpipe.stores import Files
    from pubpipe.stores.addresses import is_address

    if PurePath(article).suffix.lower() != ".pdf":
        return None
    if is_address(article):
        path = path_of(article)
        is_there = Files().there(path)
    else:
        path = Path(article).resolve()
        is_there = path.is_file()
    return path if is_there and not path.is_relative_to(project.source) else None


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


def _complain(one: ArticleReport, asked: Asked, *, is_new: bool) -> None:
    if not (is_new or one.exit_code):
        return
    for word, message, hint in complaints(one, details=asked.verbose > 0):
        show(stderr(), word, message, hint)


def printed_object(done: Done) -> dict[str, Json]:
    """Return what became of a print as plain data of the committed schema ``print.schema.json``."""
    from pubpipe.press.report import finding_object

    one = done.article
    findings = done.findings
    if one is not None:
        findings = (*one.findings, *(f for o in one.outcomes for f in o.findings), *findings)
    whole: dict[str, Json] = {
        "status": done.status,
        "printer": {"name": to.name, "uri": to.address.uri} if (to := done.printer) else None,
        "job": done.job or None,
        "findings": [finding_object(finding) for finding in findings],
    }
    if (made := done.ticket) is not None:
        whole["sent"] = {
            "document": made.document.name,
            "bytes": len(made.document.data),
            "pages": made.document.pages,
            "copies": made.copies,
            "paper": made.paper.keyword,
            "sides": made.sides,
            "attributes": [{"name": said.name, "values": list(said.values)} for said in made.attributes],
        }
    return whole


def printer_object(printer: Printer) -> dict[str, Json]:
    """Return a printer as plain data of the same schema."""
    return {
        "name": printer.name,
        "uri": printer.address.uri,
        "model": printer.model,
        "location": printer.location,
        "default": printer.is_default,
        "state": {3: "ready", 4: "printing", 5: "stopped"}.get(printer.state, "other"),
        "reasons": list(printer.reasons),
        "accepting": printer.accepts,
        "waiting": printer.waiting,
        "loaded": [paper.keyword for paper in printer.ready],
        "usual": printer.usual.keyword if printer.usual else None,
        "papers": [paper.keyword for paper in printer.papers],
        "sides": list(printer.sides),
    }

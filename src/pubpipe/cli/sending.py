"""What ``pubpipe send`` was told -> the parcels, built where they are not current; and what became of them, told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe.cli.blocks import WORDS, block, complaints
from pubpipe.cli.group import show
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import json_bytes, size_text, stderr, stdout, write_bytes
from pubpipe.errors import DeliveryError, UsageProblem, worst

if TYPE_CHECKING:
    from pubpipe.delivery.send.outcomes import Handed, Parcel
    from pubpipe.model import ArticleReport, Finding
    from pubpipe.project import Project

_DONE = {
    "unchanged": ", there already",
    "planned": ", would be copied",
    "sent": ", sent",
    "written": ", to be sent",
}


@dataclass(frozen=True, slots=True)
class Sending:
    """What the command was told, beside the articles."""

    device: str = ""
    folder: str = ""
    mail: str = ""
    format_: str = ""
    force: bool = False
    dry_run: bool = False
    as_json: bool = False
    quiet: bool = False
    verbose: int = 0

    @property
    def silent(self) -> bool:
        """Whether only warnings and errors are told."""
        return self.quiet or self.as_json


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent: articles, in one format, and files as they are."""

    project: Path | None
    articles: tuple[str, ...]
    form: str
    files: tuple[Parcel, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The formats among it."""
        return tuple(dict.fromkeys([*([self.form] if self.articles else []), *(f.form for f in self.files)]))


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be sent, with the exit code of the build and what it had to say."""

    exit_code: int
    parcels: tuple[Parcel, ...]
    findings: tuple[Finding, ...]


def wanted(inputs: tuple[str, ...], project: Path | None, told: Sending) -> Wanted:
    """Part what was named into articles and files. Raises UsageProblem for a format that does not fit."""
    from pubpipe.press import formats
    from pubpipe.project import find
    from pubpipe.settings.known import suggest

    if told.format_ and told.format_ not in formats():
        raise UsageProblem(
            f"there is no format {told.format_!r}", suggest(told.format_, formats(), "Formats")
        )
    files = [word for word in inputs if _is_edition(word, find(Path.cwd(), project))]
    articles = tuple(word for word in inputs if word not in files)
    return Wanted(
        project, articles, told.format_ or "epub", tuple(_file(word, told.format_) for word in files)
    )


def parcels(asked: Wanted, told: Sending) -> Made:
    """Build what is not current, and return all that is to be sent."""
    from pubpipe.cli.requesting import request
    from pubpipe.delivery.send.parcels import built, check_apart

    code = 0
    made: tuple[Parcel, ...] = ()
    said: tuple[Finding, ...] = ()
    if asked.articles:
        build = request(Choices(asked.articles, asked.project))
        report, made = built(build, asked.form, lambda article: _tell_build(article, told), _waiting)
        code, said = report.exit_code, report.findings
        for article in report.articles:
            said += article.findings + tuple(f for o in article.outcomes for f in o.findings)
        for finding in report.findings:
            show(stderr(), WORDS[finding.severity], finding.message, finding.hint)
    found = made + asked.files
    check_apart(found)
    return Made(code, found, said)


def tell(one: Handed, told: Sending) -> None:
    """Tell what became of one parcel."""
    if one.status != "failed" and not told.silent:
        stdout().say(f"{one.target}  {size_text(len(one.parcel.data))}{_DONE.get(one.status, '')}")
    for finding in one.findings:
        show(stderr(), WORDS[finding.severity], finding.message, finding.hint)


def remarks(parcel: Parcel, store: str) -> tuple[Finding, ...]:
    """Return what a reader of some house, or the service behind an address, would do without, as warnings."""
    if not store:
        return ()
    from pubpipe.checks import stores

    found = stores.findings(parcel.path, parcel.form, parcel.data, (store,), reader=True)
    return tuple(replace(one, severity="warning", place=None) for one in found if one.severity != "info")


def close(handed: list[Handed], made: Made, told: Sending) -> int:
    """Give the whole with ``--json``, and return the exit code: a build's before a delivery's."""
    from pubpipe.delivery.send.outcomes import handed_object

    if told.as_json:
        write_bytes(json_bytes(handed_object(tuple(handed), made.findings)))
    failed = any(one.status == "failed" for one in handed)
    return worst({made.exit_code}) or (DeliveryError.exit_code if failed else made.exit_code)


def _is_edition(word: str, project: Project) -> bool:
    from pubpipe.stores.addresses import is_address

    if not (is_address(word) or Path(word).is_file()):
        return False
    from pubpipe.checks import kinds

    return kinds.is_edition(word, project)


def _file(word: str, form: str) -> Parcel:
    from pubpipe.checks.kinds import format_of
    from pubpipe.cli.requesting import path_of
    from pubpipe.delivery.send.parcels import of_file

    path = path_of(word)
    own = format_of(path)
    if form not in ("", own):
        raise UsageProblem(f"{word} is no {form} edition", "Name the article, or leave --format out.")
    return of_file(path, own)


def _tell_build(article: ArticleReport, told: Sending) -> None:
    """Tell of an article that was built now, or could not be; of one that stood already a build has told."""
    if article.outcomes and all(outcome.status == "unchanged" for outcome in article.outcomes):
        return
    if not told.silent:
        for line in block(article, stdout(), together=True, details=told.verbose > 0):
            stdout().say(line)
    for word, message, hint in complaints(article, details=told.verbose > 0 and not told.quiet):
        show(stderr(), word, message, hint)


def _waiting(process: str) -> None:
    show(stderr(), "Note", f"a build of this project is running (process {process}); this one waits", "")

"""A manuscript and one of its editions -> findings: what the edition lacks, adds or says otherwise."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote, urljoin

from pubpipe.checks.additions import without_additions, without_sources
from pubpipe.checks.carried import Carried, Token
from pubpipe.checks.comparing import Comparison, Difference, compare, moved
from pubpipe.checks.source import carried
from pubpipe.model import Finding, Manuscript, Place, Severity

KINDS = ("epub", "html", "md", "pdf", "txt")
_SHOWN = 12  # words of a passage that a finding quotes
_MOST = 50  # findings of one kind that are told one by one
_HINT = "Make the edition anew; if it stays so, it is a bug of pubpipe: please report it with the article."
_CITED = (
    "carries the same words; the sources, which a style of reference says in its own way, are not compared"
)
_NAMES = {"title": "the title block", "text": "the text"}


@dataclass(frozen=True, slots=True)
class Subject:
    """One edition to be looked at: its name as the user knows it, its format, its bytes, and what it is made from.

    ``cited``: its sources are set by a style of reference, so that their words are not the record's.
    """

    name: str
    form: str
    data: bytes
    manuscript: Manuscript
    cited: bool = False


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what an edition does not carry as its source says it, with the line of the canonical Markdown.

    Codes: ``fidelity-missing``, ``-invented``, ``-changed``, ``-moved`` (words, and calls of notes), ``-link``,
    ``-heading`` and ``-cell`` (words that are there as something else), ``-table``, ``-picture``, ``-code``,
    ``-source`` (the canonical Markdown inside), ``-untagged`` and ``-unreadable``.
    """
    found = tuple(_findings(subject))
    if len(found) <= _MOST:
        return found
    more = f"{subject.name}: and {len(found) - _MOST} findings more"
    return (*found[:_MOST], Finding(found[0].severity, found[0].code, more, _HINT))


def _findings(subject: Subject) -> Iterator[Finding]:
    teller = _Teller(subject)
    if subject.form == "md":
        if subject.data != subject.manuscript.markdown.encode():
            yield teller.say("source", "the file is not the canonical Markdown", 0)
        return
    try:
        wanted, found = _both(subject)
    except _unreadable() as error:
        yield teller.say("unreadable", f"the file cannot be read: {error or type(error).__name__}", 0)
        return
    spell = _spell(subject)
    found = without_additions(found, subject.manuscript, spell)
    if subject.cited and subject.manuscript.sources:
        wanted, found = (without_sources(side, subject.manuscript, spell) for side in (wanted, found))
        yield Finding("info", "fidelity-cited", f"{subject.name} {_CITED}")
    comparison = compare(wanted.tokens, found.tokens)
    yield from _words(teller, comparison)
    yield from _structure(teller, comparison)
    yield from _links(teller, comparison)
    yield from _lists(teller, wanted, found)


def _both(subject: Subject) -> tuple[Carried, Carried]:
    manuscript, data, lang = subject.manuscript, subject.data, subject.manuscript.meta.lang
    match subject.form.partition("-")[0]:
        case "txt":
            from pubpipe.checks import drawn, plain

            page = data.decode()
            return plain.wanted(manuscript, subject.form, page), drawn.shown(page)
        case "pdf":
            from pubpipe.checks import tagged

            return carried(manuscript, tagged=True), tagged.pdf(data, manuscript)
        case "epub":
            from pubpipe.checks import pages

            return carried(manuscript), pages.epub(data, lang)
        case _:
            from pubpipe.checks import pages

            return carried(manuscript), pages.page(data, lang)


def _spell(subject: Subject) -> Callable[[str], str]:
    if not subject.form.startswith("txt"):
        return str
    from pubpipe.checks.plain import signs

    return signs(subject.form, subject.manuscript.meta.lang).spell


def _unreadable() -> tuple[type[Exception], ...]:
    from lxml.etree import LxmlError

    kinds: tuple[type[Exception], ...] = (ValueError, KeyError, zipfile.BadZipFile, LxmlError)
    import sys

    if "pikepdf" in sys.modules:
        from pikepdf import PdfError

        kinds = (*kinds, PdfError)
    return kinds


@dataclass(frozen=True, slots=True)
class _Teller:
    subject: Subject

    def say(self, code: str, message: str, line: int, severity: Severity = "error") -> Finding:
        slug = self.subject.manuscript.slug
        place = Place(f"{slug}.md", line) if line else None
        return Finding(severity, f"fidelity-{code}", f"{self.subject.name}: {message}", _HINT, place)


def _words(teller: _Teller, comparison: Comparison) -> Iterator[Finding]:
    differences = comparison.differences
    pairs = moved(differences)
    arrived = set(pairs.values())
    for n, difference in enumerate(differences):
        if n in arrived or (teller.subject.form.startswith(("pdf", "txt")) and _is_ornament(difference)):
            continue
        place = difference.wanted[0] if difference.wanted else None
        line = place.line if place else next((t.line for t in reversed(difference.before)), 0)
        if n in pairs:
            other = differences[pairs[n]]
            message = f"{quoted(difference.wanted)} of {_part(difference)} stands elsewhere, {_after(other)}"
            yield teller.say("moved", message, line)
        elif not difference.found:
            yield teller.say(
                "missing",
                f"{quoted(difference.wanted)} is missing in {_part(difference)}, {_after(difference)}",
                line,
            )
        elif not difference.wanted:
            yield teller.say(
                "invented", f"{quoted(difference.found)} is in no source, {_after(difference)}", line
            )
        else:
            here = f"{_part(difference)} reads {quoted(difference.found)}"
            message = f"{quoted(difference.wanted)} in {here}, {_after(difference)}"
            yield teller.say("changed", message, line)


def _is_ornament(difference: Difference) -> bool:
    """Whether a difference is the sign that a style draws for a break in the text."""
    marks = {token.text for token in difference.found}
    if not difference.found and all(token.any_mark for token in difference.wanted):
        return True  # the bullet of an item without words
    return not difference.wanted and len(marks) == 1 and not marks.pop().isalnum()


def _part(difference: Difference) -> str:
    part = difference.wanted[0].part
    return _NAMES.get(part, part)


def _after(difference: Difference) -> str:
    return f"after {quoted(difference.before)}" if difference.before else "at the beginning"


def quoted(tokens: Sequence[Token]) -> str:
    """Return words in quotation marks, a long passage by its beginning and its end."""
    texts = [token.text for token in tokens]
    if len(texts) > _SHOWN:
        texts = [*texts[: _SHOWN - 4], "…", *texts[-4:]]
    said = ""
    for text in texts:
        said += text if not said or (len(text) == 1 and text in ".,;:!?)’”") else f" {text}"
    return f"“{said}”"


def _structure(teller: _Teller, comparison: Comparison) -> Iterator[Finding]:
    """Words that are there, but not as a heading or a cell, or as one that they were not."""
    if teller.subject.form.startswith("txt"):
        return
    # WeasyPrint allows nothing but spans in a note at the foot of a page.
    spans = teller.subject.form.startswith("pdf")
    pairs = [pair for pair in comparison.pairs if not (spans and pair[0].part.startswith("note"))]
    for (ours_kind, theirs_kind, _), run in groupby(pairs, lambda p: (_kind(p[0]), _kind(p[1]), p[0].part)):
        if ours_kind == theirs_kind:
            continue
        (ours, theirs), *others = run
        code = "heading" if "heading" in ours.kind + theirs.kind else "cell"
        words = quoted([ours, *(one for one, _ in others)])
        yield teller.say(code, f"{words} is {_told(ours)} in the source and {_told(theirs)} here", ours.line)


def _kind(token: Token) -> str:
    return "text" if token.kind == "code" else token.kind


def _told(token: Token) -> str:
    names = {"text": "plain text", "code": "code", "cell": "a cell of a table"}
    return names.get(token.kind) or f"a heading of level {token.kind[-1]}"


def _links(teller: _Teller, comparison: Comparison) -> Iterator[Finding]:
    """Links that are lost, lead elsewhere, or are in no source."""
    if teller.subject.form.startswith("txt"):
        return
    base = teller.subject.manuscript.meta.url
    last: tuple[str, str] | None = None
    for ours, theirs in comparison.pairs:
        want, have = _address(ours.link, base), _address(theirs.link, base)
        # An address that no edition can follow is an edition's own finding; its words are kept.
        wrong = want != have and (have or _followed(ours.link, base, teller.subject.form))
        if wrong and (want, have) != last:
            what = f"leads to {theirs.link}" if have else "is no link"
            told = f"should lead to {ours.link}" if want else "is no link in the source"
            yield teller.say(
                "link", f"“{ours.text}” in {_NAMES.get(ours.part, ours.part)} {what}, {told}", ours.line
            )
        last = (want, have) if wrong else None


def _address(link: str, base: str) -> str:
    try:
        full = urljoin(base, link) if base and link and not link.startswith("#") else link
    except ValueError:
        full = link
    return unquote(full).strip()


def _followed(link: str, base: str, form: str) -> bool:
    """Whether an edition can have a link to this address."""
    from pubpipe.editions.parts import is_link

    if not link or link.startswith("#"):
        return False
    if form.startswith("epub"):
        from pubpipe.editions.epub.addresses import address

        return address(link, base) is not None
    return is_link(link)


def _lists(teller: _Teller, wanted: Carried, found: Carried) -> Iterator[Finding]:
    """Tables, pictures and code, one by one in their order."""
    if (
        wanted.tables is not None
        and found.tables is not None
        and not teller.subject.form.startswith("pdf")
        and wanted.tables != found.tables
    ):
        for n, ours in enumerate(wanted.tables):
            theirs = found.tables[n] if n < len(found.tables) else ()
            if ours != theirs:
                counts = f"{len(theirs)} rows and {sum(theirs)} cells, not {len(ours)} and {sum(ours)}"
                message = f"table {n + 1} has {counts}"
                yield teller.say("table", message, 0)
        if len(found.tables) > len(wanted.tables):
            yield teller.say("table", f"there are {len(found.tables)} tables, not {len(wanted.tables)}", 0)
    if wanted.pictures is not None and found.pictures is not None:
        for n, ours_said in enumerate(wanted.pictures):
            have = found.pictures[n] if n < len(found.pictures) else None
            if have is None or not _flat(have).startswith(_flat(ours_said)):
                told = "is not there" if have is None else f"is described as “{have}”"
                yield teller.say("picture", f"picture {n + 1}, “{ours_said}”, {told}", 0)
    if wanted.code and found.code is not None and teller.subject.form.partition("-")[0] != "pdf":
        for n, code in enumerate(wanted.code):
            if n >= len(found.code) or not _same_code(found.code[n], code):
                yield teller.say("code", f"listing {n + 1} is not letter by letter what the source has", 0)


def _same_code(found: str, wanted: str) -> bool:
    """Whether a listing is the same; pandoc writes a tab as the blanks up to the next stop of four columns."""
    pairs = list(zip(found.split("\n"), wanted.split("\n"), strict=False))
    alike = all(a == b or ("\t" in b and a.split() == b.split()) for a, b in pairs)
    return alike and found.count("\n") == wanted.count("\n")


def _flat(text: str) -> str:
    return " ".join(text.split())

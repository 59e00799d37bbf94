"""The words of a source beside those of an edition -> findings: words, structure, links, tables, pictures, code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote, urljoin

from pubpipe.checks.carrying.carried import Carried, Token
from pubpipe.checks.carrying.continuing import ALIKE
from pubpipe.checks.fidelity.comparing import Comparison, Difference, moved
from pubpipe.checks.fidelity.telling import Teller, quoted
from pubpipe.model import Finding

_NAMES = {"title": "the title block", "text": "the text"}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def words(teller: Teller, comparison: Comparison) -> Iterator[Finding]:
    """Words that are missing, invented, changed or moved, and calls of notes likewise."""
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
    if not difference.found and any(token.any_mark for token in difference.wanted):
        # The bullet of an item without words, or one whose marks, all alike, look like such a sign behind it.
        own = [token.text for token in difference.wanted if not token.any_mark]
        return not own or (len(own) > 1 and len(set(own)) == 1 and not own[0].isalnum())
    return not difference.wanted and len(marks) == 1 and not marks.pop().isalnum()


def _part(difference: Difference) -> str:
    part = difference.wanted[0].part
    return _NAMES.get(part, part)


def _after(difference: Difference) -> str:
    return f"after {quoted(difference.before)}" if difference.before else "at the beginning"


def structure(teller: Teller, comparison: Comparison) -> Iterator[Finding]:
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
        said = quoted([ours, *(one for one, _ in others)])
        yield teller.say(code, f"{said} is {_told(ours)} in the source and {_told(theirs)} here", ours.line)


def _kind(token: Token) -> str:
    return "text" if token.kind == "code" else token.kind


def _told(token: Token) -> str:
    names = {"text": "plain text", "code": "code", "cell": "a cell of a table"}
    return names.get(token.kind) or f"a heading of level {token.kind[-1]}"


def links(teller: Teller, comparison: Comparison) -> Iterator[Finding]:
    """Links that are lost, lead elsewhere, or are in no source."""
    if teller.subject.form.startswith("txt"):
        return
    base = teller.subject.manuscript.meta.url
    last: tuple[str, str] | None = None
    for ours, theirs in comparison.pairs:
        want, have = _address(ours.link, base), _address(theirs.link, base)
        # An address that no edition can follow is an edition's own finding; its words are kept.
        called = not want and _calls_its_source(ours.text, theirs.link)
        wrong = want != have and not called and (have or _followed(ours.link, base, teller.subject.form))
        if wrong and (want, have) != last:
            what = f"leads to {theirs.link}" if have else "is no link"
            told = f"should lead to {ours.link}" if want else "is no link in the source"
            yield teller.say(
                "link", f"“{ours.text}” in {_NAMES.get(ours.part, ours.part)} {what}, {told}", ours.line
            )
        last = (want, have) if wrong else None


def _calls_its_source(said: str, link: str) -> bool:
    """Whether a link that an edition made leads from the number of a source, or a bracket beside it, to that source."""
    place = re.search(r"#source-(\d+)$", link)
    return place is not None and (said in "[]" or unicodedata.normalize("NFKC", said) == place[1])


def _address(link: str, base: str) -> str:
    if link.startswith("#") or re.match(r"[\w.-]+\.xhtml#", link):
        return "#"  # within the text; each edition has names of its own for the places there
    try:
        full = urljoin(base, link) if base and link else link
    except ValueError:
        full = link
    return unquote(full).strip()


def _followed(link: str, base: str, form: str) -> bool:
    """Whether an edition can have a link to this address."""
    from pubpipe.editions.parts import is_link

    if not link or link.startswith("#"):
        return False
    if form.startswith("epub"):
        from pubpipe.editions.epub.body.addresses import address

        return address(link, base) is not None
    return is_link(link)


def lists(teller: Teller, wanted: Carried, found: Carried) -> Iterator[Finding]:
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
    form = teller.subject.form
    if wanted.pictures is not None and found.pictures is not None:
        for n, ours_said in enumerate(wanted.pictures):
            have = found.pictures[n] if n < len(found.pictures) else None
            if have is None or not _flat(have, form).startswith(_flat(ours_said, form)):
                told = "is not there" if have is None else f"is described as “{have}”"
                yield teller.say("picture", f"picture {n + 1}, “{ours_said}”, {told}", 0)
    if wanted.code and found.code is not None and form.partition("-")[0] != "pdf":
        for n, code in enumerate(wanted.code):
            if n >= len(found.code) or not _same_code(found.code[n], code):
                yield teller.say("code", f"listing {n + 1} is not letter by letter what the source has", 0)


def _same_code(found: str, wanted: str) -> bool:
    """Whether a listing is the same; pandoc writes a tab as the blanks up to the next stop of four columns.

    No edition can hold control characters (XML 1.0, 2.2).
    """
    found, wanted = _CONTROLS.sub("", found), _CONTROLS.sub("", wanted)
    pairs = list(zip(found.split("\n"), wanted.split("\n"), strict=False))
    alike = all(a == b or ("\t" in b and a.split() == b.split()) for a, b in pairs)
    return alike and found.count("\n") == wanted.count("\n")


def _flat(description: str, form: str) -> str:
    """Return a description as it is compared: one that a page shows from right to left has its brackets mirrored."""
    said = " ".join(description.split())
    return said.translate(ALIKE) if form.startswith("pdf") else said

"""A manuscript and one of its editions -> findings: what the edition lacks, adds or says otherwise."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator

from pubpipe.checks.carrying.carried import Carried
from pubpipe.checks.carrying.cited import printed
from pubpipe.checks.carrying.rows import are_fewer, told_in
from pubpipe.checks.carrying.source import carried
from pubpipe.checks.fidelity import differing
from pubpipe.checks.fidelity.additions import without_additions
from pubpipe.checks.fidelity.comparing import compare
from pubpipe.checks.fidelity.standing import without_turns
from pubpipe.checks.fidelity.telling import HINT, Subject, Teller
from pubpipe.model import Finding

KINDS = ("epub", "html", "md", "pdf", "txt")
_MOST = 50  # findings of one kind that are told one by one


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what an edition does not carry as its source says it, with the line of the canonical Markdown.

    Codes: ``fidelity-missing``, ``-invented``, ``-changed``, ``-moved`` (words, and calls of notes), ``-link``,
    ``-heading`` and ``-cell`` (words that are there as something else), ``-table``, ``-picture``, ``-code``,
    ``-source`` (the canonical Markdown inside), ``-untagged`` and ``-unreadable``. Sources in a style of reference
    are held against the entries that citeproc makes of the canonical records again.
    """
    found = tuple(_findings(subject))
    if len(found) <= _MOST:
        return found
    more = f"{subject.name}: and {len(found) - _MOST} findings more"
    return (*found[:_MOST], Finding(found[0].severity, found[0].code, more, HINT))


def _findings(subject: Subject) -> Iterator[Finding]:
    teller = Teller(subject)
    if subject.form == "md":
        if subject.data != subject.manuscript.markdown.encode():
            yield teller.say("source", "the file is not the canonical Markdown", 0)
        return
    try:
        wanted, found = _both(subject)
    except _untagged() as error:
        yield teller.say("untagged", f"the PDF has no structure tree{error}", 0)
        return
    except _unreadable() as error:
        yield teller.say("unreadable", f"the file cannot be read: {error or type(error).__name__}", 0)
        return
    spell = _spell(subject)
    found = without_additions(found, subject.manuscript, spell)
    in_passages = not subject.form.startswith("txt")
    comparison = compare(wanted.tokens, found.tokens, in_passages=in_passages)
    if subject.form.startswith("pdf"):
        comparison = without_turns(comparison, wanted.tokens, found.tokens)
    yield from differing.words(teller, comparison)
    yield from differing.structure(teller, comparison)
    yield from differing.links(teller, comparison)
    yield from differing.lists(teller, wanted, found)


def _both(subject: Subject) -> tuple[Carried, Carried]:
    manuscript, data, lang = subject.manuscript, subject.data, subject.manuscript.meta.lang
    entries = printed(manuscript, subject.cited)
    match subject.form.partition("-")[0]:
        case "txt":
            from pubpipe.checks.carrying import drawn, plain

            page = data.decode()
            return plain.wanted(manuscript, subject.form, page, entries), drawn.shown(page)
        case "pdf":
            from pubpipe.checks.carrying import tagged

            wanted = carried(manuscript, entries, tagged=True)
            found = tagged.pdf(data, manuscript, wanted)
            if are_fewer(wanted, found):
                wanted = carried(manuscript, entries, tagged=True, told=told_in(found))
                found = tagged.pdf(data, manuscript, wanted)
            return wanted, found
        case "epub":
            from pubpipe.checks.carrying import pages

            return carried(manuscript, entries), pages.epub(data, lang)
        case _:
            from pubpipe.checks.carrying import pages

            return carried(manuscript, entries), pages.page(data, lang)


def _spell(subject: Subject) -> Callable[[str], str]:
    if not subject.form.startswith("txt"):
        return str
    from pubpipe.checks.carrying.plain import signs

    return signs(subject.form, subject.manuscript.meta.lang).spell


def _untagged() -> type[Exception]:
    from pubpipe.checks.carrying.tagged import Untagged

    return Untagged


def _unreadable() -> tuple[type[Exception], ...]:
    from lxml.etree import LxmlError

    kinds: tuple[type[Exception], ...] = (ValueError, KeyError, zipfile.BadZipFile, LxmlError)
    import sys

    if "pikepdf" in sys.modules:
        from pikepdf import PdfError

        # An object of another kind stands where the standard wants one; paper.findings tells it likewise.
        kinds = (*kinds, PdfError, AttributeError, TypeError, IndexError, RecursionError)
    return kinds

"""An edition -> what the big stores and their readers would refuse in it, or do without."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.errors import UsageProblem
from pubpipe.model import Finding, Place

if TYPE_CHECKING:
    from pubpipe.checks.book.opened import Book
    from pubpipe.checks.stores.files import File
    from pubpipe.checks.stores.rules import Rule

Check: TypeAlias = Callable[[Any, Any], Iterator[str]]

ALL = "all"
_TAKE_PDF = ("google", "kindle")


def named(words: str) -> tuple[str, ...]:
    """Return the stores that a list names, with commas, or ``all``; raises UsageProblem for an unknown one."""
    from pubpipe.checks.stores.rules import table
    from pubpipe.settings.known import suggest

    known = tuple(table().stores)
    asked = [word for word in words.lower().replace(",", " ").split() if word]
    for word in asked:
        if word != ALL and word not in known:
            raise UsageProblem(f"there is no store {word!r}", suggest(word, (ALL, *known), "Stores"))
    if not asked:
        raise UsageProblem("--stores names no store", f"Stores: {', '.join((ALL, *known))}.")
    return known if ALL in asked else tuple(dict.fromkeys(asked))


def findings(
    name: str, form: str, data: bytes, stores: Sequence[str], *, reader: bool = False
) -> tuple[Finding, ...]:
    """Return what stores say against an EPUB (and Google against a PDF), each with the page that says it.

    With ``reader`` only what matters to a book that is copied onto a reader or mailed to it. What every store asks
    for, that EPUBCheck has nothing to say, is not asked here again. A book that cannot be opened gives nothing: the
    standards have said why.
    """
    from pubpipe.checks.book.opened import Unreadable, opened
    from pubpipe.checks.stores.files import File
    from pubpipe.checks.stores.rules import table

    kind = form.partition("-")[0]
    if kind not in ("epub", "pdf"):
        return ()
    try:
        book = opened(name, data) if kind == "epub" else None
    except Unreadable:
        return ()
    asked = (
        rule
        for rule in table().rules
        if rule.store in stores
        and (kind == "epub" or rule.store in _TAKE_PDF)
        and (rule.reader or not reader)
    )
    return tuple(itertools.chain.from_iterable(_said(rule, name, File(kind, data), book) for rule in asked))


def _said(rule: Rule, name: str, file: File, whole: Book | None) -> Iterator[Finding]:
    """Say what one rule has against a file, and against what is in it where that is a book."""
    from pubpipe.checks.codes import codes
    from pubpipe.checks.stores import book, files, pictures
    from pubpipe.checks.stores.rules import table

    of_file: Mapping[str, Check] = files.FILES
    of_book: Mapping[str, Check] = {**book.BOOK, **pictures.PICTURES}
    if rule.code in of_file:
        told = of_file[rule.code](file, rule.value)
    elif whole is not None:
        told = of_book[rule.code](whole, rule.value)
    else:
        return
    code, title = codes()[rule.code], table().stores[rule.store]
    hint = f"{code.mend} {rule.page}: {rule.address}"
    for message in told:
        yield Finding(code.severity, rule.code, f"{name}: {title}: {message}", hint, Place(name))

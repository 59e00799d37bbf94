"""An edition -> what the big stores and their readers would refuse in it, or do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from pubpipe.errors import UsageProblem
from pubpipe.model import Finding, Place

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
    from pubpipe.checks.codes import codes
    from pubpipe.checks.stores import book, files, pictures
    from pubpipe.checks.stores.rules import table

    kind = form.partition("-")[0]
    if kind not in ("epub", "pdf"):
        return ()
    checks: dict[str, Check] = dict(files.FILES)
    subject: Any = files.File(kind, data)
    try:
        whole = opened(name, data) if kind == "epub" else None
    except Unreadable:
        return ()
    found = []
    for rule in table().rules:
        takes = kind == "epub" or rule.store in _TAKE_PDF
        if rule.store not in stores or not takes or (reader and not rule.reader):
            continue
        if rule.code in checks:
            told = checks[rule.code](subject, rule.value)
        elif whole is not None:
            told = {**book.BOOK, **pictures.PICTURES}[rule.code](whole, rule.value)
        else:
            continue
        code, title = codes()[rule.code], table().stores[rule.store]
        hint = f"{code.mend} {rule.page}: {rule.address}"
        found += [
            Finding(code.severity, rule.code, f"{name}: {title}: {message}", hint, Place(name))
            for message in told
        ]
    return tuple(found)

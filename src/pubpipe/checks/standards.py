"""An edition by itself, whoever made it -> what its format's standards find wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from pubpipe.model import Finding

_MOST = 20  # findings of one code that are told one by one


def findings(name: str, form: str, data: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a file's structure; ``form`` is its format, such as ``pdf-large``.

    It asks neither Java nor the network. The codes and their standards are those of ``codes.toml``.
    """
    match form.partition("-")[0]:
        case "pdf":
            from pubpipe.checks import paper

            return _first(paper.findings(name, data))
        case "epub":
            from pubpipe.checks import book

            return _first(book.findings(name, data))
        case "html":
            from pubpipe.checks import web

            return _first(web.findings(name, data))
        case "txt":
            from pubpipe.checks import text

            return _first(text.findings(name, data))
        case _:
            return ()


def _first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first findings of each code, the last of them with the number of those left out."""
    by_code: dict[str, list[Finding]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one)
    told: list[Finding] = []
    for every in by_code.values():
        told += every[:_MOST]
        if len(every) > _MOST:
            more = f"{every[0].message.partition(': ')[0]}: and {len(every) - _MOST} more of {every[0].code}"
            told.append(Finding(every[0].severity, every[0].code, more, every[0].hint))
    return tuple(told)

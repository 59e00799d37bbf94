"""A project's own files of a style -> findings for all in them that would change nothing, and what WeasyPrint says.

WeasyPrint says what it does not know; a name that it never gets to see, or that nothing asks for, it passes over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pubpipe import styling
from pubpipe.model import Finding, Style

if TYPE_CHECKING:
    import logging

    from weasyprint.text.fonts import FontConfiguration


def doubts(style: Style, variant: str, sheets: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each thing in the project's own files that does nothing on paper.

    ``sheets`` are the style's stylesheets for paper by name, with tokens written out. Raises ConfigurationError for
    what would break the page, with file and line.
    """
    if not style.own:
        return
    from pubpipe.editions.pdf.overrides import names, rules, tokens

    yield from names.unread(style)
    yield from tokens.doubts(style, variant)
    for name, text in sheets.items():
        if name in style.own:
            with styling.at(style, name):
                found = tuple(rules.doubts(style, name, text))
            yield from found


def complaints(style: Style, name: str, text: str, log: Sequence[logging.LogRecord]) -> Iterator[Finding]:
    """Yield what WeasyPrint, reading a stylesheet, did not take of it; raise ConfigurationError where it is broken."""
    if not log:
        return
    from pubpipe.editions.pdf.overrides import complaining, faces

    complaining.need_braces(style.name, name, text)
    yield from faces.unloaded(style, name, text, log)
    yield from complaining.told(style.name, name, log)


def missing(
    style: Style, variant: str, sheets: Mapping[str, str], fonts: FontConfiguration
) -> Iterator[Finding]:
    """Yield a finding for each family that the project's own files ask for and that ``fonts`` does not have."""
    if not style.own:
        return
    from pubpipe.editions.pdf.overrides import faces

    yield from faces.missing(style, variant, sheets, faces.families(fonts))


def asking(
    style: Style, variant: str, sheets: Mapping[str, str], name: str, value: str
) -> tuple[str, int] | None:
    """Return the project's own file, and its line, that sets a property of faces to a value; None where none does."""
    if not style.own:
        return None
    from pubpipe.editions.pdf.overrides import faces

    return faces.asking(style, variant, sheets, name, value)

"""The names of a project's own files of a style -> findings for those that no edition reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pubpipe import styling
from pubpipe.editions.pdf.overrides.reading import doubt, nearest
from pubpipe.model import Finding, Style

_VARIANTS = ("large", "draft", "booklet", "press")
_LAID_OVER = ("print.css", "print-faces.css", "tokens.css")
_SPEAKS = (".css", ".html", ".xhtml", ".toml", ".svg")


def unread(style: Style) -> Iterator[Finding]:
    """Yield a finding for each stylesheet, template or table of words of the project's that nothing asks for."""
    known = _read()
    for name in sorted(style.own - known - {styling.LOOK}):
        # Pictures and faces are asked for by address; what was left beside them harms nobody.
        if "/" not in name and name.endswith(_SPEAKS) and not _named(style, name):
            message = "no edition reads a file of this name, so nothing in it has any effect"
            told = nearest(name, known, "Names are those of the packaged style, or end in -own.css.")
            yield doubt(style, (name, None), "pdf-style-file-unread", message, told)


def _read() -> set[str]:
    packaged = {name for name in styling.load(styling.DEFAULT).files if "/" not in name}
    variants = {f"{name.removesuffix('.css')}-{variant}.css" for name in _LAID_OVER for variant in _VARIANTS}
    sheets = {name for name in packaged if name.endswith(".css")} - variants
    return packaged | variants | {f"{name.removesuffix('.css')}-own.css" for name in sheets}


def _named(style: Style, name: str) -> bool:
    """Whether another file names one: a template that includes it, a stylesheet that asks for its address."""
    sought = PurePosixPath(name).name.encode()
    return any(
        sought in data for other, data in style.files.items() if other != name and other.endswith(_SPEAKS)
    )

"""The families that a project's own files ask for -> findings for those that no face has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pubpipe import styling
from pubpipe.editions.pdf.overrides.reading import (
    Declared,
    addresses,
    at_rules,
    declarations,
    doubt,
    nearest,
    rules,
    unread,
    words,
)
from pubpipe.model import Finding, Style

if TYPE_CHECKING:
    import logging

    from weasyprint.text.fonts import FontConfiguration

# CSS Fonts 4, 2.1.2: names that stand for whatever there is, and the keywords that are no name.
_GENERIC = re.compile(
    "(ui-)?(serif|sans-serif|monospace|rounded)|cursive|fantasy|system-ui|math|emoji|fangsong|inherit|initial|unset"
    "|revert(-layer)?|caption|icon|menu|message-box|small-caption|status-bar",
    re.IGNORECASE,
)
# Tokens that stand for families, alone or at the end of what CSS calls a font.
_TOKENS = re.compile("--(print|head)-")


def families(fonts: FontConfiguration) -> frozenset[str]:
    """Return the names of all families that are installed or that a stylesheet brings, in small letters."""
    from weasyprint.text.ffi import ffi, fontconfig

    found, name = set[str](), ffi.new("FcChar8 **")
    for which in (fontconfig.FcSetSystem, fontconfig.FcSetApplication):
        there = fontconfig.FcConfigGetFonts(fonts._config, which)
        for n in range(there.nfont if there != ffi.NULL else 0):
            k = 0
            while (
                fontconfig.FcPatternGetString(there.fonts[n], b"family", k, name) == fontconfig.FcResultMatch
            ):
                found.add(ffi.string(ffi.cast("char *", name[0])).decode(errors="replace"))
                k += 1
    return frozenset(found)


def missing(style: Style, variant: str, sheets: Mapping[str, str], there: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each list of families in the project's own files of which there is none.

    A list of which a later family is there does what lists are for. The face of ``pubpipe.toml`` is one name.
    """
    known = {family.lower(): family for family in there}
    brought = {family.lower() for text in sheets.values() for family in _brought(text)}
    for name, one in _asked(style, variant, sheets):
        wanted = [family for family in named(one.value) if not _GENERIC.fullmatch(family)]
        if name == styling.LOOK:
            wanted = wanted[:1]
        # What a stylesheet brings and could not be loaded is told as that.
        if wanted and not any(family.lower() in known.keys() | brought for family in wanted):
            yield _told(style, name, one, wanted, known.values())


def asking(
    style: Style, variant: str, sheets: Mapping[str, str], name: str, value: str
) -> tuple[str, int] | None:
    """Return where the project's own files first set a property of faces to a value: the file and the line.

    ``font`` and a token that stands for one set it too.
    """
    own = [file for file in styling.layers(style, "tokens.css", variant) if file in style.own]
    texts = {file: text for file, text in sheets.items() if file in style.own}
    for file, text in ({file: styling.text(style, file) for file in own} | texts).items():
        for one in declarations(rules(text)):
            sets = one.name in (name, "font") or one.name.startswith("--")
            if sets and one.rule != "@font-face" and value in map(_written, words(one.value)):
                return file, one.line
    return None


def _written(token: Any) -> str:  # noqa: ANN401 - tinycss2's
    return str(getattr(token, "representation", getattr(token, "lower_value", "")))


def _brought(text: str) -> Iterator[str]:
    for rule in at_rules(text):
        if rule.lower_at_keyword == "font-face":
            yield from (
                family
                for one in declarations([rule])
                if one.name == "font-family"
                for family in named(one.value)
            )


def _asked(style: Style, variant: str, sheets: Mapping[str, str]) -> Iterator[tuple[str, Declared]]:
    for name in styling.layers(style, "tokens.css", variant):
        if name in style.own:
            found = declarations(rules(styling.text(style, name)))
            yield from ((name, one) for one in found if _TOKENS.match(one.name))
    for name, text in sheets.items():
        if name in style.own:
            found = declarations(rules(text))
            yield from (
                (name, one)
                for one in found
                if one.name in ("font", "font-family") and one.rule != "@font-face"
            )


def unloaded(style: Style, name: str, text: str, log: Iterable[logging.LogRecord]) -> Iterator[Finding]:
    """Yield a finding for each ``@font-face`` of a stylesheet that WeasyPrint could not load, with the reason."""
    failed = (record.args for record in log if str(record.msg).startswith("Font-face"))
    families = {str(args[0]) for args in failed if isinstance(args, tuple)}
    if not families:
        return
    for rule in at_rules(text):
        found = {one.name: one for one in declarations([rule])}
        face, source = found.get("font-family"), found.get("src")
        if face and source and rule.lower_at_keyword == "font-face" and named(face.value)[0] in families:
            why, hint = _why(style, source)
            message = f"the face {named(face.value)[0]!r} cannot be loaded: {why}"
            yield doubt(style, (name, source.line), "pdf-file-refused", message, hint)


def _why(style: Style, source: Declared) -> tuple[str, str]:
    wanted = [*addresses(source.value)]
    if not wanted:
        return "no installed face has the name in local(…)", "Bring its file: src: url(style:fonts/Name.ttf)."
    wrong = [told for address in wanted if (told := unread(style, address))]
    inside = (
        f"{wanted[0].removeprefix('style:')} is no font that can be read",
        "Faces are TrueType, OpenType, WOFF or WOFF2.",
    )
    return wrong[0] if wrong else inside


def named(value: list[Any]) -> list[str]:
    """Return the names of the families in a value of ``font-family`` or ``font``, in their order."""
    parts: list[list[Any]] = [[]]
    for token in words(value):
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type in ("string", "ident"):
            parts[-1].append(token)
        else:  # A size, a distance of lines or a stroke between them: what stands before is no name.
            parts[-1].clear()
    joined = (" ".join(token.value for token in part) for part in parts)
    return [family for family in joined if family]


def _told(style: Style, name: str, one: Declared, wanted: list[str], there: Iterable[str]) -> Finding:
    hint = nearest(wanted[0], there, "Install it, or bring its files with @font-face.")
    shown = " or ".join(map(repr, wanted))
    message = f"no installed face and none of the style is named {shown}; another stands in its place"
    if name == styling.LOOK:
        return Finding("warning", "pdf-face-missing", f"look.face: {message}", hint)
    return doubt(style, (name, one.line), "pdf-face-missing", message, hint)

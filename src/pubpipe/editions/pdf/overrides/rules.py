"""A project's own stylesheet for paper -> findings for rules that never hold and addresses that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pubpipe.editions.pdf.overrides.reading import (
    Declared,
    addresses,
    declarations,
    doubt,
    nearest,
    rules,
    unread,
    words,
)
from pubpipe.editions.pdf.overrides.sizes import need_measure
from pubpipe.editions.pdf.overrides.tokens import asked
from pubpipe.errors import ConfigurationError
from pubpipe.model import Finding, Style

_PAPER = frozenset({"all", "print"})
_IGNORED = "pdf-css-ignored"
_COMMENT_OR_STRING = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
_SUMS = frozenset({"calc", "min", "max", "clamp"})


def doubts(style: Style, name: str, text: str) -> Iterator[Finding]:
    """Yield a finding for each rule without effect; raise ConfigurationError for what breaks the page."""
    import tinycss2

    _closed(style, name, text)
    found = rules(text)
    for rule in found:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "import"):
            yield from _conditional(style, name, rule)
    counters = {
        tinycss2.serialize(r.prelude).strip()
        for r in found
        if getattr(r, "at_keyword", "") == "counter-style"
    }
    for one in declarations(found):
        yield from _counted(style, name, one, counters)
        if one.name.startswith("--"):
            yield _property(style, name, one.name, one.line)
        _reckoned(style, name, one.line, one.value)
        need_measure(style, (name, one.line), one.name, one.value)


def _conditional(style: Style, name: str, rule: Any) -> Iterator[Finding]:  # noqa: ANN401 - tinycss2's
    """Look at what ``@media`` and ``@import`` ask for; what is no list of media, WeasyPrint tells."""
    parts = words(rule.prelude)
    if rule.lower_at_keyword == "import":
        if not parts:
            return
        lead = [parts[0].value] if parts[0].type == "string" else [*addresses(parts[:1])]
        for address in lead:
            if wrong := unread(style, address):
                yield doubt(style, (name, rule.source_line), "pdf-file-refused", *wrong)
        parts = [part for part in parts[1:] if part.type == "ident" and part.lower_value != "layer"]
    media = {part.lower_value for part in parts if part.type == "ident"} - {"only"}
    plain = all(part.type == "ident" or part == "," for part in parts)
    if media and plain and not media & _PAPER:
        message = f"@{rule.lower_at_keyword} for {', '.join(sorted(media))} never holds on paper"
        hint = nearest(
            sorted(media)[0], _PAPER, "Leave the condition out: print.css is read for paper alone."
        )
        yield doubt(style, (name, rule.source_line), _IGNORED, message, hint)


def _counted(style: Style, name: str, one: Declared, counters: set[str]) -> Iterator[Finding]:
    """Look at the name of a way to number lists: of one that nobody knows, CSS makes ordinary numbers."""
    parts = words(one.value)
    if one.name == "list-style-type" and len(parts) == 1 and parts[0].type == "ident":
        known = counters | _counters()
        if parts[0].value not in known | _ANY:
            message = f"there is no way to count that is named {parts[0].value}; lists are numbered 1, 2, 3"
            yield doubt(
                style,
                (name, one.line),
                _IGNORED,
                message,
                nearest(parts[0].value, known, "Define it with @counter-style."),
            )


def _counters() -> set[str]:
    from weasyprint.html import UA_COUNTER_STYLE

    return set(UA_COUNTER_STYLE)


_ANY = frozenset({"none", "inherit", "initial", "unset", "revert"})


def _property(style: Style, name: str, token: str, line: int) -> Finding:
    known = asked(style)
    if token in known:
        message, hint = f"{token} is a token and has no effect here", "Set it in tokens-own.css."
    else:
        message = f"nothing asks for {token}: tokens are written out before a stylesheet is read"
        hint = nearest(token, known, "Set it in tokens-own.css.")
    return doubt(style, (name, line), "pdf-token-unknown", message, hint)


def _reckoned(style: Style, name: str, line: int, value: Iterable[Any]) -> None:
    """Refuse a sum that lacks a part: WeasyPrint ends on it."""
    for token in value:
        if token.type != "function":
            continue
        parts = words(token.arguments)
        if token.lower_name in _SUMS and (not parts or _is_sign(parts[0]) or _is_sign(parts[-1])):
            raise ConfigurationError(
                f"style {style.name!r}, {name}, line {line}: {token.serialize()} lacks a part",
                "A sum is a value, a sign between spaces, and a value.",
            )
        _reckoned(style, name, line, token.arguments)


def _is_sign(token: Any) -> bool:  # noqa: ANN401 - tinycss2's
    return bool(token.type == "literal" and token.value in ("+", "-", "*", "/"))


def _closed(style: Style, name: str, text: str) -> None:
    """Refuse a comment without an end: all that follows is part of it."""
    for match in _COMMENT_OR_STRING.finditer(text):
        if match[0].startswith("/*") and (len(match[0]) < 4 or not match[0].endswith("*/")):
            line = text.count("\n", 0, match.start()) + 1
            raise ConfigurationError(
                f"style {style.name!r}, {name}, line {line}: a comment that is never closed",
                "It ends with */.",
            )

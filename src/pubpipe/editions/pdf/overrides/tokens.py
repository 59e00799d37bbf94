"""A project's own design tokens -> those that nothing asks for, and a refusal of those that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pubpipe import styling
from pubpipe.editions.pdf.overrides.reading import doubt, nearest, rules, words
from pubpipe.editions.pdf.overrides.sizes import need_measure
from pubpipe.editions.pdf.sheet import ASKED, SHEETS
from pubpipe.errors import ConfigurationError
from pubpipe.model import Finding, Style

_ASKED = re.compile(rb"var\(\s*(--[\w-]+)")
_ROOTS = (":root", "html")
# Units of length: CSS Values 4, 6.
_LENGTH = re.compile("pt|mm|cm|in|px|pc|q|r?em|r?ex|r?ch|r?cap|r?ic|r?lh|v[whib]|vmin|vmax")
_IN_KIND = {"length": "a length, such as {0}", "number": "a number, such as {0}", "colour": "a colour: {0}"}


def doubts(style: Style, variant: str) -> Iterator[Finding]:
    """Yield a finding for each line of the project's own token files that nothing looks at.

    Raises ConfigurationError for a value of another kind than the token that it stands for, and for lines that
    are no declaration.
    """
    usual = styling.tokens(_packaged(style), variant)
    known = asked(style) | usual.keys()
    for name in styling.layers(style, "tokens.css", variant):
        if name in style.own and name != styling.LOOK:
            with styling.at(style, name):
                found = tuple(_file(style, name, usual, known))
            yield from found


def asked(style: Style) -> set[str]:
    """Return the tokens that a style's files ask for, or pubpipe itself."""
    files = (data for name, data in style.files.items() if name.endswith((".css", ".html", ".xhtml", ".svg")))
    return {name.decode() for data in files for name in _ASKED.findall(data)} | ASKED


def _packaged(style: Style) -> Style:
    left = {name: data for name, data in style.files.items() if name not in style.own}
    return Style(style.name, {"tokens.css": b""} | left)


def _file(style: Style, name: str, usual: Mapping[str, str], known: set[str]) -> Iterator[Finding]:
    import tinycss2

    for rule in rules(styling.text(style, name)):
        prelude = tinycss2.serialize(getattr(rule, "prelude", [])).strip()
        named = f"@{rule.at_keyword} {prelude}".strip() if rule.type == "at-rule" else prelude
        if rule.type == "error" or rule.content is None:
            raise _broken(style, name, rule.source_line, "no rule can be read here")
        if named not in _ROOTS:
            message = f"{named!r} is not looked at: the tokens in it hold everywhere, and the rest nowhere"
            yield doubt(style, (name, rule.source_line), "pdf-css-ignored", message, _WHERE)
        inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        for item in inner if named in _ROOTS else ():
            if item.type != "declaration":
                raise _broken(style, name, item.source_line, "a token is a name, a colon and a value")
            need_measure(style, (name, item.source_line), item.name, item.value)
            if item.name not in known:
                yield _unknown(style, name, item, known)
            elif item.name in usual:
                _hold(style, name, item, usual[item.name])


_WHERE = "Tokens stand in :root { … }; rules for paper in print-own.css, for the web in web-own.css."


def _unknown(style: Style, name: str, item: Any, known: set[str]) -> Finding:  # noqa: ANN401 - tinycss2's
    if not item.name.startswith("--"):
        message, otherwise = f"{item.name} is no token, whose name begins with two hyphens", _WHERE
        hint = f"Did you mean --{item.name}?" if f"--{item.name}" in known else otherwise
    else:
        message = f"nothing asks for the token {item.name}"
        hint = nearest(item.name, known, f"Tokens are {', '.join(_FIRST)} and others of tokens.css.")
    return doubt(style, (name, item.source_line), "pdf-token-unknown", message, hint)


_FIRST = ("--size", "--line", "--measure", "--print-text", "--accent")


def _hold(style: Style, name: str, item: Any, usual: str) -> None:  # noqa: ANN401 - tinycss2's
    """Refuse a value of another kind than the packaged one."""
    import tinycss2

    value, kind = words(item.value), _kind(usual)
    written = tinycss2.serialize(item.value).strip()
    if item.name == "--sheet" and written not in SHEETS:
        wish = f"one of {', '.join(SHEETS)}"
    elif item.name == "--running" and not written.isdecimal():
        wish = "a whole number of letters"
    elif kind and not (len(value) == 1 and _is(kind, value[0])):
        wish = _IN_KIND[kind].format(usual)
    else:
        return
    raise ConfigurationError(
        f"style {style.name!r}, {name}, line {item.source_line}: {item.name} cannot be {written!r}",
        f"It is {wish}." if len(value) < 2 else f"It is {wish}; a semicolon ends it.",
    )


def _kind(usual: str) -> str:
    import tinycss2

    value = words(tinycss2.parse_component_value_list(usual))
    kinds = {"dimension": "length", "number": "number", "hash": "colour"}
    return kinds.get(value[0].type, "") if len(value) == 1 else ""


def _is(kind: str, token: Any) -> bool:  # noqa: ANN401 - tinycss2's
    # A sum would stand within the sums of the stylesheets, where WeasyPrint does not take it.
    if token.type == "function" and token.lower_name == "var":
        return True
    if kind == "colour":
        import tinycss2.color4

        return tinycss2.color4.parse_color(token) is not None
    if token.type == "number":
        return kind == "number" or not token.value
    return bool(kind == "length" and token.type == "dimension" and _LENGTH.fullmatch(token.lower_unit))


def _broken(style: Style, name: str, line: int, what: str) -> ConfigurationError:
    return ConfigurationError(
        f"style {style.name!r}, {name}, line {line}: {what}", "Write :root { --size: 11pt; }, for example."
    )

"""A stylesheet -> its declarations and rules with their lines, and what stands in a value."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pubpipe.model import Finding, Place, Style


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration, the rule that it stands in (its selector, or ``@`` and its name), and its line, from 1."""

    name: str
    value: list[Any]
    rule: str
    line: int


def rules(text: str) -> list[Any]:
    """Return the rules of a stylesheet as tinycss2 reads them."""
    import tinycss2

    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def at_rules(text: str) -> Iterator[Any]:
    """Yield the at-rules of a stylesheet that stand outside others."""
    return (rule for rule in rules(text) if rule.type == "at-rule")


def declarations(found: Iterable[Any]) -> Iterator[Declared]:
    """Yield each declaration in rules and in the rules within them."""
    import tinycss2

    for rule in found:
        if getattr(rule, "content", None) is None:
            continue
        is_at = rule.type == "at-rule"
        named = f"@{rule.at_keyword}" if is_at else tinycss2.serialize(rule.prelude).strip()
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if item.type == "declaration":
                yield Declared(item.name, item.value, named, item.source_line)
            else:
                yield from declarations([item])


def words(value: Iterable[Any]) -> list[Any]:
    """Return the parts of a value without spaces and comments."""
    return [token for token in value if token.type not in ("whitespace", "comment")]


def addresses(value: Iterable[Any]) -> Iterator[str]:
    """Yield the addresses that stand in a value as ``url(…)``."""
    for token in value:
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (inner.value for inner in token.arguments if inner.type == "string")
        elif token.type == "function":
            yield from addresses(token.arguments)


def unread(style: Style, address: str) -> tuple[str, str] | None:
    """Return why an address leads to no file of the style, and what to do; None where it leads to one."""
    scheme, _, path = address.partition(":")
    if scheme == "style":
        inside = f"Put the file into styles/{style.name}/."
        return (
            None
            if path in style.files
            else (f"the style has no file {path}", nearest(path, style.files, inside))
        )
    if address in style.files:
        return f"{address!r} is not looked for beside the stylesheet", f"Write url(style:{address})."
    return (
        f"{address!r} is no file of the style, and nothing else is read",
        "Put the file into the style and write url(style:…), its path there.",
    )


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the hint for a word that nothing knows: those that it may stand for, else another sentence."""
    there = sorted(set(known))
    parts = {part for part in word.strip("-").split("-") if len(part) > 2}
    alike = difflib.get_close_matches(word, there, 1, 0.7)
    alike += [name for name in there if name.strip("-") in parts and name not in alike]
    return f"Did you mean {' or '.join(alike[:3])}?" if alike else otherwise


def doubt(style: Style, where: tuple[str, int | None], code: str, message: str, hint: str) -> Finding:
    """Return a finding about a style's file and its line."""
    name, line = where
    place = f"style {style.name!r}, {name}" + (f", line {line}" if line else "")
    return Finding("warning", code, f"{place}: {message}", hint, Place(name, line))

"""Link definitions (``[label]: address "title"``; CommonMark 0.31.2, 4.7) and what of them links print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pubpipe.normalize import document as doc
from pubpipe.normalize.contents import inlines
from pubpipe.normalize.tokens import words

# A label may go on over lines, in at most 999 characters, and has no bracket that is not escaped.
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:", re.M)
# Address and title may each begin on the next line.
_REST = re.compile(
    r"[ \t]*(?:\r?\n)?[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)"
    r"(?:(?:[ \t]+|[ \t]*\r?\n[ \t]*)(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t\r]*$",
    re.M,
)


def definitions(body: str) -> tuple[tuple[str, str], ...]:
    """Return the label of each definition, and what stands behind it: an address, and a title where it has one."""
    return tuple((found[1], behind_label(body, found.end())) for found in DEFINITION.finditer(body))


def behind_label(text: str, at: int) -> str:
    """Return what belongs to the definition whose label ends at a place: the line where it is none."""
    found = _REST.match(text, at)
    return found[0] if found else text[at:].split("\n", 1)[0]


def titles(blocks: Iterable[doc.Block]) -> dict[tuple[str, ...], set[str]]:
    """Return for the words of each address that links and pictures point to those of the titles they have there."""
    found: dict[tuple[str, ...], set[str]] = {}
    for block in blocks:
        for node in inlines(block):
            if isinstance(node, doc.Link | doc.Picture):
                target = node.target if isinstance(node, doc.Link) else node.source
                found.setdefault(tuple(words(target)), set()).update(words(node.title))
    return found


def is_printed(definition: str, titles: Mapping[tuple[str, ...], set[str]]) -> bool:
    """Tell whether links have the address of a definition, and the title where it has one; it is behind its label."""
    address = tuple(words(address_of(definition)))
    return address in titles and titles[address].union(address).issuperset(words(definition))


def address_of(definition: str) -> str:
    """Return the target of a link definition behind its label, which goes on with a title."""
    match = re.match(r"\s*(?:<([^<>\n]*)>|(\S+))", definition)
    return (match[1] or match[2] or "") if match else ""

"""Link definitions (``[label]: address "title"``; CommonMark 0.31.2, 4.7) and what the links of a block point to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.normalize import document as doc
from pubpipe.normalize.contents import inlines

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


def targets_of(block: doc.Block) -> Iterator[str]:
    """Return what the links and pictures of a block point to."""
    for node in inlines(block):
        if isinstance(node, doc.Link):
            yield node.target
        elif isinstance(node, doc.Picture):
            yield node.source


def address_of(definition: str) -> str:
    """Return the target of a link definition behind its label, which goes on with a title."""
    match = re.match(r"\s*(?:<([^<>\n]*)>|(\S+))", definition)
    return (match[1] or match[2] or "") if match else ""

"""What stands within a block -> the same in its one canonical form: joined, trimmed, nested as it can be written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pubpipe.normalize import document as doc


def emphasis(children: tuple[doc.Inline, ...]) -> doc.Inline:
    """Return emphasis in its one canonical form."""
    # Emphasis within emphasis prints as strong; it has no canonical form of its own.
    if len(children) == 1 and isinstance(children[0], doc.Emphasis):
        return children[0]
    return doc.Emphasis(children)


def strong(children: tuple[doc.Inline, ...]) -> doc.Inline:
    """Return strong words in their one canonical form."""
    # `***x***` reads as strong within emphasis, so that is the one canonical nesting.
    if len(children) == 1 and isinstance(children[0], doc.Emphasis):
        return doc.Emphasis((doc.Strong(children[0].children),))
    return doc.Strong(children)


def one_line(nodes: Iterable[doc.Inline]) -> tuple[doc.Inline, ...]:
    """Return inlines with each hard break as a space, as a heading and a table cell need them."""
    flat: list[doc.Inline] = []
    for node in nodes:
        if isinstance(node, doc.Break):
            flat.append(doc.Text(" "))
        elif isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            flat.append(replace(node, children=one_line(node.children)))
        else:
            flat.append(node)
    return trim(merge(flat))


def merge(nodes: Iterable[doc.Inline]) -> tuple[doc.Inline, ...]:
    """Return inlines with adjacent words and code spans joined and empty words left out."""
    merged: list[doc.Inline] = []
    for node in nodes:
        last = merged[-1] if merged else None
        if isinstance(node, doc.Text) and isinstance(last, doc.Text):
            merged[-1] = doc.Text(last.text + node.text)
        elif isinstance(node, doc.Code) and isinstance(last, doc.Code):
            # Two code spans in a row cannot be written.
            merged[-1] = doc.Code(last.text + node.text)
        elif not (isinstance(node, doc.Text) and not node.text):
            merged.append(node)
    return tuple(merged)


def single_spaces(text: str) -> str:
    """Return a text with each run of blanks and ends of lines as one space."""
    return re.sub(r"[ \t\n]+", " ", text)


def trim(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    """Return inlines without white space at the ends, around hard breaks and in runs of spaces."""
    result: list[doc.Inline] = []
    for i, node in enumerate(nodes):
        if isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            result.append(replace(node, children=doc.map_texts(node.children, single_spaces)))
            continue
        if isinstance(node, doc.Picture):
            result.append(replace(node, alt=" ".join(node.alt.split())))
            continue
        if not isinstance(node, doc.Text):
            result.append(node)
            continue
        text = single_spaces(node.text)
        if i == 0 or isinstance(nodes[i - 1], doc.Break):
            text = text.lstrip()
        if i == len(nodes) - 1 or isinstance(nodes[i + 1], doc.Break):
            text = text.rstrip()
        if text:
            result.append(doc.Text(text))
    while result and isinstance(result[-1], doc.Break):
        result.pop()
    while result and isinstance(result[0], doc.Break):
        result.pop(0)
    return tuple(result)

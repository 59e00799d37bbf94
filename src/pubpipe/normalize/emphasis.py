"""Emphasis and code that Markdown cannot express (of nothing, touching, without edges) -> less, and no word less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from pubpipe.normalize import document as doc
from pubpipe.normalize.contents import sequences
from pubpipe.normalize.inlines import merge, trim
from pubpipe.normalize.tokens import joins


def touching(block: doc.Block) -> bool:
    """Tell whether two spans of emphasis touch: parsers part a run of four and more marks differently."""
    return any(
        isinstance(one, doc.Emphasis | doc.Strong) and isinstance(other, doc.Emphasis | doc.Strong)
        for nodes in sequences(block)
        for one, other in pairwise(nodes)
    )


def without_empty(block: doc.Block) -> doc.Block:
    """Return a block without emphasis of nothing."""
    return _with(block, _without_empty)


def without_emphasis(block: doc.Block) -> doc.Block:
    """Return a block without any emphasis."""
    return _with(block, _without_emphasis)


def bare(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    """Return inlines with the white space at the edges of emphasis and links beside them: Markdown has none within."""
    told: list[doc.Inline] = []
    for node in nodes:
        if not isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            told.append(node)
            continue
        inner = bare(node.children)
        words = doc.plain(inner)
        told.append(doc.Text(words[: len(words) - len(words.lstrip())]))
        told.append(replace(node, children=_stripped(inner)))
        told.append(doc.Text(words[len(words.rstrip()) :] if words.strip() else ""))
    return merge(told)


def apart(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    """Return inlines with code spans that nothing parts as one; within a word their marks stay as signs."""
    told: list[doc.Inline] = []
    for node in nodes:
        match told[-1:], node:
            case _, doc.Text(""):
                pass
            case [doc.Code(before)], doc.Code(after):
                told[-1] = doc.Code(f"{before}{'``' if joins(before, after) else ''}{after}")
            case _, doc.Emphasis(inner) | doc.Strong(inner) | doc.Link(inner):
                told.append(replace(node, children=apart(inner)))
            case _:
                told.append(node)
    return tuple(told)


def _stripped(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    match nodes:
        case (doc.Text(text), *rest) if text[:1].isspace():
            return _stripped((*((doc.Text(text.lstrip()),) if text.strip() else ()), *rest))
        case (*rest, doc.Text(text)) if text[-1:].isspace():
            return _stripped((*rest, *((doc.Text(text.rstrip()),) if text.strip() else ())))
        case _:
            return nodes


def _with(block: doc.Block, change: Callable[[tuple[doc.Inline, ...]], tuple[doc.Inline, ...]]) -> doc.Block:
    return doc.map_inlines(block, lambda nodes: trim(merge(change(nodes))))


def _without_empty(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    """Leave out emphasis of nothing; within a word its mark stays as a sign, so that the word's parts stay apart."""
    kept: list[doc.Inline] = []
    for n, node in enumerate(nodes):
        if isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            inner = merge(_without_empty(node.children))
            if inner or isinstance(node, doc.Link):
                kept.append(replace(node, children=inner))
            elif _one_word(tuple(kept[-1:]), nodes[n + 1 : n + 2]):
                kept.append(_mark(node))
        else:
            kept.append(node)
    return tuple(kept)


def _without_emphasis(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    """Leave out all emphasis; a mark inside a word stays as a sign, so that the word's parts stay apart."""
    flat: list[doc.Inline] = []
    for n, node in enumerate(nodes):
        match node:
            case doc.Emphasis(inner) | doc.Strong(inner):
                mark = _mark(node)
                bare = _without_emphasis(inner)
                flat += [mark, *bare] if _one_word(tuple(flat[-1:]), bare) else bare
                flat += [mark] if _one_word(bare, nodes[n + 1 : n + 2]) else []
            case doc.Link(inner):
                flat.append(replace(node, children=_without_emphasis(inner)))
            case _:
                flat.append(node)
    return tuple(flat)


def _mark(node: doc.Inline) -> doc.Text:
    return doc.Text("*" if isinstance(node, doc.Emphasis) else "**")


def _one_word(before: tuple[doc.Inline, ...], after: tuple[doc.Inline, ...]) -> bool:
    return joins(doc.plain(before), doc.plain(after))

"""Random trees of the canonical dialect, and pandoc's reading of a text as such a tree."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from pubpipe.markup import DIALECT, pandoc_path
from pubpipe.markup.tasks import signed
from pubpipe.normalize import document as doc
from pubpipe.normalize.inlines import merge, one_line, trim

# Characters that mean something to Markdown stand much more often here than in real texts.
_HOSTILE = "*_`[]()<>!#&;:|\\~^$@=+-.\"'/{}1 2aéßж中ا\u00a0"
_words = st.text(_HOSTILE, min_size=1, max_size=12) | st.text("abc de.,", min_size=1, max_size=12)
_SIGNS = "\ufdd0\ufdd1"
_address = st.text("abz019/:.?&=_-~%#()é", min_size=1, max_size=20).map(lambda s: f"https://x.org/{s}")


def _inlines(depth: int) -> st.SearchStrategy[tuple[doc.Inline, ...]]:
    leaf = st.one_of(
        _words.map(doc.Text),
        st.text("ab*`_ <&", min_size=1, max_size=6).filter(lambda s: s.strip() == s).map(doc.Code),
        st.just(doc.Break()),
        st.builds(
            doc.Picture,
            _words.map(lambda s: " ".join(s.split())),
            _address,
            st.sampled_from(["", "by A. B."]),
        ),
    )
    if depth == 0:
        return st.lists(leaf, min_size=1, max_size=4).map(tuple)
    inner = _inlines(depth - 1)
    node = st.one_of(
        leaf,
        inner.map(doc.Emphasis),
        inner.map(doc.Strong),
        st.builds(
            doc.Link, _words.map(lambda s: (doc.Text(s),)), _address, st.sampled_from(["", 'a "title"'])
        ),
    )
    return st.lists(node, min_size=1, max_size=4).map(tuple)


def _settled(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    """Inlines in the one form that reading can give: adjacent words joined, no white space at the edges."""
    settled: list[doc.Inline] = []
    for node in nodes:
        if isinstance(node, doc.Emphasis | doc.Strong):
            inner = _settled(node.children)
            if inner:
                settled.append(type(node)(inner))
        else:
            settled.append(node)
    return trim(merge(settled))


inlines = _inlines(2).map(_settled).filter(bool)
paragraphs = inlines.map(doc.Paragraph)
_leaves: st.SearchStrategy[doc.Block] = st.one_of(
    paragraphs,
    st.builds(doc.Heading, st.integers(2, 6), inlines.map(one_line).filter(bool)),
    st.builds(doc.CodeBlock, st.text("ab `~\n<&*", max_size=20).map(lambda s: s.strip("\n")), st.just("")),
    st.just(doc.Rule()),
)


def _list(items: tuple[tuple[doc.Block, ...], ...], start: int | None, tight: bool) -> doc.ItemList:
    """A list as it can be read: a blank line needs two blocks to stand between."""
    single = all(len(item) == 1 for item in items)
    return doc.ItemList(items, start, single and (tight or len(items) == 1))


def _task(done: bool, nodes: tuple[doc.Inline, ...]) -> doc.Paragraph:
    return doc.Paragraph((doc.Task(done), *merge((doc.Text(" "), *nodes))))


_item_blocks = st.one_of(
    st.lists(paragraphs, min_size=1, max_size=2),
    st.tuples(st.builds(_task, st.booleans(), inlines)),
    st.tuples(st.builds(_task, st.booleans(), inlines), paragraphs),
).map(tuple)
_items = st.lists(_item_blocks, min_size=1, max_size=3).map(tuple)
blocks: st.SearchStrategy[doc.Block] = st.one_of(
    _leaves,
    st.lists(_leaves, min_size=1, max_size=2).map(lambda b: doc.Quote(tuple(b))),
    st.builds(_list, _items, st.one_of(st.none(), st.integers(0, 12)), st.booleans()),
)


def pandoc_blocks(markdown: str) -> tuple[doc.Block, ...]:
    """Return pandoc's reading of canonical Markdown, signed as it is for its writer, as our tree without notes."""
    done = subprocess.run(
        [pandoc_path(), f"--from={DIALECT}", "--to=json"],
        input=signed(markdown).encode(),
        capture_output=True,
        check=True,
    )
    return tuple(block for item in json.loads(done.stdout)["blocks"] for block in _block(item))


def _block(item: dict[str, Any]) -> Iterator[doc.Block]:
    content: Any = item.get("c")
    match item["t"]:
        case "Para" | "Plain":
            yield doc.Paragraph(trim(_merged(content)))
        case "Header":
            yield doc.Heading(content[0], trim(_merged(content[2])))
        case "CodeBlock":
            yield doc.CodeBlock(content[1], " ".join(content[0][1]))
        case "HorizontalRule":
            yield doc.Rule()
        case "BlockQuote":
            yield doc.Quote(tuple(b for c in content for b in _block(c)))
        case "BulletList":
            yield doc.ItemList(tuple(_item(i) for i in content), None, _tight(content))
        case "OrderedList":
            yield doc.ItemList(tuple(_item(i) for i in content[1]), content[0][0], _tight(content[1]))
        case other:
            raise AssertionError(f"no such block in the dialect: {other}")


def _item(blocks_: list[dict[str, Any]]) -> tuple[doc.Block, ...]:
    match tuple(b for c in blocks_ for b in _block(c)):
        case (doc.Paragraph((doc.Text(text), *rest)), *others) if text[:1] in _SIGNS:
            return (doc.Paragraph((doc.Task(text[0] == _SIGNS[1]), doc.Text(text[1:]), *rest)), *others)
        case read:
            return read


def _tight(items: list[list[dict[str, Any]]]) -> bool:
    return all(b["t"] != "Para" for item in items for b in item)


def _merged(items: list[dict[str, Any]]) -> tuple[doc.Inline, ...]:
    return merge(_inline(item) for item in items)


def _inline(item: dict[str, Any]) -> doc.Inline:
    content: Any = item.get("c")
    match item["t"]:
        case "Str":
            return doc.Text(content)
        case "Space" | "SoftBreak":
            return doc.Text(" ")
        case "LineBreak":
            return doc.Break()
        case "Code":
            return doc.Code(content[1])
        case "Emph":
            return doc.Emphasis(_merged(content))
        case "Strong":
            return doc.Strong(_merged(content))
        case "Link":
            return doc.Link(_merged(content[1]), content[2][0], content[2][1])
        case "Image":
            return doc.Picture(doc.plain(_merged(content[1])), content[2][0], content[2][1])
        case other:
            raise AssertionError(f"no such inline in the dialect: {other}")

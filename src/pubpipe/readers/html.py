"""A page as saved from a browser -> Draft: visible text, marks, what is not the article left out by name."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pubpipe.errors import ArticleError
from pubpipe.model import Asset, Declared, Draft, Finding, Json, Mark, Place
from pubpipe.raised import level
from pubpipe.readers import Received, origin
from pubpipe.readers.decode import decode
from pubpipe.readers.marking import Line, Marker

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pubpipe.readers.page.notes import Notes
    from pubpipe.readers.page.pictures import Album

SUFFIXES = (".html", ".htm", ".xhtml")

_REASON = "not the main text of the page"
_PULLED = "a pull quote: a sentence of the text once more"
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{2,40})", re.I)


def read(received: Received) -> Draft:
    """Return the draft of a page (NORMALIZER 2.1, 3.1): its text is all that a browser shows.

    Every line that is not the article's main text is marked as left out, so that the ledger has its words.
    Raises ArticleError for a page that is empty, shows no words or is nested beyond measure.
    """
    from pubpipe.readers.page.main import choose
    from pubpipe.readers.page.notes import notes
    from pubpipe.readers.page.parsing import bodied, unlabelled, untrapped
    from pubpipe.readers.page.pictures import Album
    from pubpipe.readers.page.pulled import pulled
    from pubpipe.readers.page.statements import statements
    from pubpipe.readers.page.walk import walk
    from pubpipe.readers.page.within import headings, led

    page, encoding = _decoded(received)
    page = bodied(page)
    root = _tree(received, page)
    page = untrapped(page, root)
    # lxml makes an element anew each time it is come by, unless somebody holds it.
    held = tuple(root.iter())
    stated = statements(root, page)
    album = Album(received, stated.base)
    footnotes = notes(root)
    targets = headings(root)
    title = str(dict(stated.values).get("title", ""))
    marker = walk(root, stated.base, album.address, footnotes, targets, title)
    text, marks = _worded(received, marker)
    choice = choose(unlabelled(page), text, marker.lines)
    quotes = pulled(text, marker.lines, choice.kept)
    chosen = _with_notes(choice.kept - quotes, marker.lines, marks, footnotes)
    declared = tuple(_declared(stated.values, text, marker, choice.kept))
    kept = _undeclared(_with_pictures(chosen, marker.lines), marker.lines, declared)
    marks = tuple(led(marks, (line for n, line in enumerate(marker.lines) if n in kept), text, targets))
    del held
    out = tuple(_cut(_left_out(marker.lines, kept, declared, quotes), marker.gaps))
    within = tuple(_within(marks, (*out, *declared), marker.gaps))
    marks = tuple(sorted((*_captioned(within, marker.lines, kept), *out), key=lambda m: (m.start, -m.end)))
    assets, lost = _pictures(album, marker.lines, kept)
    findings = (*lost, *(() if choice.agreed else (_unsure(received),)))
    return Draft(origin(received, encoding), text, "html", declared, 0, assets, findings, marks)


def _worded(received: Received, marker: Marker) -> tuple[str, tuple[Mark, ...]]:
    text, marks = marker.finish()
    if not re.search(r"\w", text):
        raise _wordless(received)
    return text, marks


def _pictures(
    album: Album, lines: Sequence[Line], kept: set[int]
) -> tuple[tuple[Asset, ...], tuple[Finding, ...]]:
    """The pictures of the lines that are kept, and what there is to tell of them."""
    shown = {lines[n].value for n in kept if lines[n].kind == "picture"}
    return tuple(asset for source, asset in album.assets.items() if source in shown), album.findings(shown)


def _tree(received: Received, page: str) -> HtmlElement:
    from pubpipe.readers.page.parsing import parse

    try:
        root = parse(page)
    except RecursionError as error:
        message = f"{received.name}: the page has more than 2,000 elements within one another"
        raise ArticleError(message, "Save it anew from a browser, which closes what is open.") from error
    if root is None:
        raise _wordless(received)
    return root


def _decoded(received: Received) -> tuple[str, str]:
    """A page's text: by its byte order mark or as UTF-8, else in the encoding that it declares."""
    data = received.data
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        match = _CHARSET.search(data[:4096])
    if match and b"\x00" not in data:
        name = match[1].decode("ascii", "replace").lower()
        # What pages call Latin-1 is Windows' extension of it, in every browser.
        name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
        try:
            return data.decode(name, "replace"), name
        except LookupError:
            pass
    return decode(data, received.name)


def _declared(
    values: tuple[tuple[str, Json], ...], text: str, marker: Marker, kept: frozenset[int]
) -> Iterator[Declared]:
    """The statements; title and standfirst where the page shows them, the others at no place of the visible text."""
    from pubpipe.readers.page.opening import standfirst

    title = None
    for key, value in values:
        line = _heading(str(value), text, marker.lines) if key == "title" else None
        start, end = (line.start, line.end) if line else (0, 0)
        title = line or title
        # No statement has the figures that the page sets above and below the line.
        shown = text[start:end]
        yield Declared(key, shown if shown and level(shown) == value else value, start, end)
    under = standfirst(kept, marker.lines, text)
    if under and under is not title:
        yield Declared("subtitle", text[under.start : under.end], under.start, under.end)


def _heading(title: str, text: str, lines: list[Line]) -> Line | None:
    from pubpipe.readers.page.sayings import compact

    wanted = compact(title)
    same = [n for n in lines if compact(text[n.start : n.end]) == wanted]
    first = [n for n in same if n.kind == "heading"] or same[:1]
    return first[0] if first and wanted else None


def _with_pictures(kept: frozenset[int], lines: list[Line]) -> frozenset[int]:
    """The article's lines with every picture whose caption is one of them."""
    return kept | {n - 1 for n in kept if lines[n].kind == "caption" and n and lines[n - 1].kind == "picture"}


def _undeclared(kept: frozenset[int], lines: list[Line], declared: tuple[Declared, ...]) -> set[int]:
    """The article's lines without its title and standfirst."""
    return {n for n in kept if not any(d.start <= lines[n].start < d.end for d in declared)}


def _with_notes(
    kept: frozenset[int], lines: list[Line], marks: tuple[Mark, ...], footnotes: Notes
) -> frozenset[int]:
    """The article's lines with the notes that they call, and without those that only other lines call."""
    if not footnotes.bodies:
        return kept
    starts = [line.start for line in lines]
    calls = {m.value: bisect.bisect_right(starts, m.start) - 1 for m in marks if m.kind == "call"}
    labels = {n: footnotes.label_around(cast("HtmlElement", line.owner)) for n, line in enumerate(lines)}
    called = {n for n, label in labels.items() if label and calls.get(label) in kept}
    return frozenset(n for n in kept if not labels[n]) | called


def _left_out(
    lines: list[Line], kept: set[int], declared: tuple[Declared, ...], quotes: frozenset[int]
) -> Iterator[Mark]:
    """Stretches of lines that are neither the article nor its title; descriptions and pull quotes by themselves."""
    places = {d.start for d in declared if d.end > d.start}
    gone: list[Line] = []
    for n, line in enumerate(lines):
        if n in quotes and n not in kept:
            yield Mark("left-out", line.start, line.end, _PULLED)
        elif n not in kept and line.start not in places:
            gone.append(line)
    # A line ends one code point before the next one begins.
    stretch: list[Line] = []
    for after in (*gone, None):
        if stretch and not (after and _goes_on(stretch[-1], after)):
            pictured = stretch[0].kind == "picture"
            reason = "description of a picture beside the main text" if pictured else _REASON
            yield Mark("left-out", stretch[0].start, stretch[-1].end, reason)
            stretch = []
        if after:
            stretch.append(after)


def _goes_on(line: Line, after: Line) -> bool:
    return after.start == line.end + 1 and (line.kind == "picture") == (after.kind == "picture")


def _cut(marks: Iterator[Mark], gaps: list[int]) -> Iterator[Mark]:
    """The marks in pieces that stand in the page as they are, without unseen words between."""
    for mark in marks:
        inside = gaps[bisect.bisect_right(gaps, mark.start) : bisect.bisect_left(gaps, mark.end)]
        for start, end in itertools.pairwise((mark.start, *dict.fromkeys(inside), mark.end)):
            yield replace(mark, start=start, end=end)


def _within(marks: tuple[Mark, ...], whole: tuple[Mark | Declared, ...], gaps: list[int]) -> Iterator[Mark]:
    """The marks, those of words left out within lines only where their line is not left out or moved itself."""
    taken = sorted((w.start, w.end) for w in whole if w.end > w.start)
    for mark in marks:
        at = bisect.bisect_right(taken, (mark.start, 1 << 62)) - 1
        if mark.kind != "left-out":
            yield mark
        elif at < 0 or taken[at][1] <= mark.start:
            yield from _cut(iter((mark,)), gaps)


def _captioned(marks: tuple[Mark, ...], lines: list[Line], kept: set[int]) -> Iterator[Mark]:
    """The marks, captions as the words of the picture before them, or as paragraphs where there is none.

    A picture has one text: its caption, where the page shows one, stands for its description.
    """
    pictures: dict[int, Line] = {}
    for n, line in enumerate(lines[:-1]):
        after = lines[n + 1]
        if line.kind == "picture" and line.value and after.kind == "caption" and {n, n + 1} <= kept:
            pictures[after.start] = line
    described = {line.start for line in pictures.values()}
    for mark in marks:
        if mark.kind == "picture" and mark.start in described:
            yield replace(mark, kind="paragraph")
            yield replace(mark, kind="left-out", value="description of a picture that has a caption")
        elif mark.kind == "caption" and mark.start in pictures:
            yield replace(mark, kind="picture", value=pictures[mark.start].value)
        elif mark.kind == "caption":
            yield replace(mark, kind="paragraph")
        else:
            yield mark


def _wordless(received: Received) -> ArticleError:
    return ArticleError(
        f"{received.name}: the page shows no words",
        "Its text may be loaded by scripts: save it from a browser as a complete page.",
    )


def _unsure(received: Received) -> Finding:
    message = "what is the article and what is the page around it is not clear"
    hint = "Compare the text with the page; the ledger lists every passage that was left out."
    return Finding("warning", "read-main-text-unclear", message, hint, Place(received.name))

"""WeasyPrint's greedy lines -> the same without ladders of hyphens, hyphens at a page's end and stubs.

WeasyPrint ignores ``hyphenate-limit-lines`` and ``hyphenate-limit-last`` (CSS Text 4). A line at fault is set
once more without hyphens where it stands, as soon as it is seen: what follows is not laid out yet, so that no
page is ever laid out again.
"""

from __future__ import annotations

import contextlib
import importlib
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from weasyprint import Document

    Line: TypeAlias = "tuple[Any, Any]"

_LADDER = 2  # hyphens one below the other that a reader does not notice
_STUB = 5  # letters: what a divided word may not leave alone on the last line
# What may be added to the spaces of a line to mend it, in parts of the type's size: beyond that it would look
# worse than its fault. A second hyphen is avoided, lest there be a third, where that costs next to nothing.
# The same where a look at the lines below foresees a ladder that would have to stay.
_LOOSEST = {"ladders": 0.75, "page_ends": 0.6, "stubs": 0.75, "foreseen": 0.75, "seconds": 0.3}
_MEND: ContextVar[Counter[str] | None] = ContextVar("mend", default=None)


@dataclass(frozen=True, slots=True)
class Faults:
    """What a proof-reader marks: lines that are a third hyphen or more, pages that end in one, stubs."""

    pages: int
    ladders: int
    page_ends: int
    stubs: int


@contextlib.contextmanager
def mended() -> Iterator[Counter[str]]:
    """Let WeasyPrint set lines as a printer would, in this thread; counts what was mended.

    Where WeasyPrint is not of a version that this was proved on, its lines stay as they are.
    """
    if importlib.import_module("weasyprint").__version__.startswith("70."):
        _install()
    count: Counter[str] = Counter()
    token = _MEND.set(count)
    try:
        yield count
    finally:
        _MEND.reset(token)


def faults(document: Document) -> Faults:
    """Count what is at fault in a document's lines."""
    ladders = page_ends = stubs = 0
    for page in document.pages:
        last = None
        # What follows the text in WeasyPrint's page are notes and margins.
        for box in page._page_box.children[0].descendants():
            lines = [child for child in getattr(box, "children", ()) if is_line(child)]
            run = 0
            for line in lines:
                run = run + 1 if _divided(line) else 0
                ladders += run > _LADDER
            if len(lines) > 1 and _resume(lines[-1]) is None and _divided(lines[-2]):
                stubs += _letters(_words(lines[-1])) <= _STUB
            last = lines[-1] if lines else last
        page_ends += last is not None and _divided(last) and _resume(last) is not None
    return Faults(len(document.pages), ladders, page_ends, stubs)


def _install() -> None:
    """Put our own steps around WeasyPrint's; they do nothing outside :func:`mended`."""
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    block: Any = importlib.import_module("weasyprint.layout.block")
    if getattr(inline.get_next_linebox, "mends", False):
        return
    inline.get_next_linebox = _setting(inline.get_next_linebox)
    block._linebox_layout = _breaking(block._linebox_layout, inline.get_next_linebox)


def _setting(set_line: Callable[..., Line]) -> Callable[..., Line]:
    """Return WeasyPrint's function that sets the next line, with a second try for a line at fault."""

    def mend(context: Any, linebox: Any, y: float, bottom: float, start: Any, *rest: Any) -> Line:  # noqa: ANN401
        line, resume = set_line(context, linebox, y, bottom, start, *rest)
        count = _MEND.get()
        if count is None or line is None:
            return line, resume
        run = linebox.hyphens_above if start is not None and hasattr(linebox, "hyphens_above") else 0
        divided = resume is not None and _divided(line)
        if divided and (fault := _fault(run, linebox, resume)):
            whole, after = _undivided(set_line, context, linebox, y, bottom, start, *rest)
            if whole is not None and _looseness(whole) > _LOOSEST[fault] and run < _LADDER:
                ahead = _ahead(set_line, context, linebox, y, bottom, rest[0])
                fault = "foreseen" if _leads_to_ladder(run + 1, resume, ahead) else fault
            if whole is not None and _looseness(whole) <= _LOOSEST[fault]:
                count[fault] += 1
                line, resume, divided = whole, after, False
        linebox.hyphens_above = run + 1 if divided else 0
        return line, resume

    mend.mends = True  # type: ignore[attr-defined]
    return mend


def _breaking(lay_out: Callable[..., Any], set_line: Callable[..., Line]) -> Callable[..., Any]:
    """Return WeasyPrint's function that breaks a paragraph over pages, with a whole word at the page's end."""

    def mend(context: Any, box: Any, index: int, child: Any, done: list[Any], *rest: Any) -> Any:  # noqa: ANN401
        begun = len(done)
        abort, stop, resume, *others = lay_out(context, box, index, child, done, *rest)
        count = _MEND.get()
        # The first line of a block may be indented, and is never alone at a page's end.
        if count is not None and stop and not abort and len(done) > begun + 1 and _divided(done[-1]):
            absolute, fixed, _, bottom = rest[1:5]
            old, start = done[-1], done[-2].resume_at
            place = (context, child, old.position_y, bottom, start, box, absolute, fixed, None, None)
            whole, after = _undivided(set_line, *place)
            if whole is not None and _looseness(whole) <= _LOOSEST["page_ends"]:
                whole.resume_at = after
                done[-1], resume = whole, {index: after}
                count["page_ends"] += 1
        return (abort, stop, resume, *others)

    return mend


def _fault(hyphens_above: int, linebox: Any, resume: Any) -> str:  # noqa: ANN401
    """Return what is at fault in a line that ends in a hyphen, or nothing."""
    if hyphens_above >= _LADDER:
        return "ladders"
    if _leaves_stub(linebox, resume):
        return "stubs"
    return "seconds" if hyphens_above else ""


def _ahead(set_line: Callable[..., Line], context: Any, linebox: Any, *place: Any) -> Callable[..., Line]:  # noqa: ANN401
    """Return what sets a line further down for a look at it, divided as it comes or undivided."""
    y, bottom, within = place

    def look(start: Any, *, whole: bool) -> Line:  # noqa: ANN401
        where: Any = (context, linebox, y, bottom, start, within, [], [], None, None)
        return _undivided(set_line, *where) if whole else set_line(*where)

    return look


def _leads_to_ladder(hyphens: int, start: Any, ahead: Callable[..., Line]) -> bool:  # noqa: ANN401
    """Whether so many hyphens one below the other grow to a ladder that cannot be mended where it begins."""
    line, resume = ahead(start, whole=False)
    if line is None or resume is None or not _divided(line):
        return False
    whole, _ = ahead(start, whole=True)
    if whole is not None and _looseness(whole) <= _LOOSEST["ladders"]:
        return False
    return hyphens >= _LADDER or _leads_to_ladder(hyphens + 1, resume, ahead)


def _undivided(set_line: Callable[..., Line], context: Any, *place: Any) -> Line:  # noqa: ANN401
    """Set a line without dividing a word; nothing where that does not help."""
    dictionaries, context.dictionaries = context.dictionaries, _Undivided()
    try:
        line, resume = set_line(context, *place)
    finally:
        context.dictionaries = dictionaries
    if line is None or resume is None or _divided(line) or _looseness(line) == math.inf:
        return None, None
    return line, resume


class _Undivided(Mapping[Any, Any]):
    """WeasyPrint's hyphenation dictionaries by language, in which no word can be divided."""

    def __getitem__(self, key: object) -> _Undivided:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def iterate(self, word: str) -> tuple[()]:
        """Return where a word can be divided, as pyphen does: nowhere."""
        return ()


def _leaves_stub(linebox: Any, resume: Any) -> bool:  # noqa: ANN401
    """Whether nothing but the end of a word is left of a paragraph, and that is short."""
    left = ""
    for text in _left(linebox, resume):
        left += text
        if len(left) > 3 * _STUB:
            return False
    return _letters(left) <= _STUB and " " not in left.strip()


def _left(box: Any, skip: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the texts of a box from a place on, which WeasyPrint gives as nested indexes, the last in bytes."""
    if hasattr(box, "text"):
        yield box.text.encode()[next(iter(skip), 0) if skip else 0 :].decode()
        return
    first, inner = next(iter(skip.items())) if skip else (0, None)
    for number, child in enumerate(getattr(box, "children", ())[first:]):
        yield from _left(child, None if number else inner)


def is_line(box: Any) -> bool:  # noqa: ANN401
    """Whether a box of WeasyPrint's is a line."""
    return type(box).__name__ == "LineBox"


def _resume(line: Any) -> Any:  # noqa: ANN401
    """Where the next line begins, None after the last one of a paragraph."""
    return getattr(line, "resume_at", None)


def _texts(line: Any) -> list[Any]:  # noqa: ANN401
    return [box for box in line.descendants() if hasattr(box, "text")]


def _words(line: Any) -> str:  # noqa: ANN401
    return "".join(box.text for box in _texts(line)).strip()


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _divided(line: Any) -> bool:  # noqa: ANN401
    """Whether a line ends in a hyphen, one of the author's own included."""
    texts = _texts(line)
    return bool(texts) and texts[-1].text.rstrip()[-1:] in ("-", "\u2010")


def _looseness(line: Any) -> float:  # noqa: ANN401
    """Return how much wider a line's spaces are than the face's own, in parts of the type's size."""
    texts = _texts(line)
    if not any(" " in box.text.strip() for box in texts):
        return math.inf
    return float(max(box.justification_spacing / (box.style["font_size"] or 1) for box in texts))

"""The structure tree of a PDF -> what the PDF carries, in the order in which it is read out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from pubpipe.checks.carrying.carried import Carried, Gatherer, headings
from pubpipe.checks.carrying.continuing import Continuing, continuing
from pubpipe.checks.carrying.elements import destination, from_right, kids, target
from pubpipe.checks.carrying.lines import as_read
from pubpipe.checks.parsing.glyphs import Marked, marked_content
from pubpipe.checks.parsing.objects import is_dictionary
from pubpipe.editions.parts import direction
from pubpipe.model import Manuscript
from pubpipe.wording import words

_HEADING = re.compile(r"/H([1-6])")
_BLOCKS = frozenset(
    {
        "/P",
        "/LI",
        "/LBody",
        "/Div",
        "/Sect",
        "/Art",
        "/BlockQuote",
        "/Table",
        "/TR",
        "/TD",
        "/TH",
        "/Caption",
        "/Note",
    }
)


class Untagged(Exception):
    """A PDF has no structure tree, so that nobody can be told in which order it is read."""


def pdf(data: bytes, manuscript: Manuscript, wanted: Carried) -> Carried:
    """Return what a tagged PDF carries; furniture and what stands outside the structure tree is left out.

    ``wanted`` is what it should: lines that may be read in several ways are read as words stand there.

    Raises Untagged, and pikepdf's PdfError for a file that is no PDF or is damaged.
    """
    import pikepdf

    from pubpipe.checks.parsing.unfolding import unfold

    with pikepdf.open(BytesIO(data)) as opened:
        root = opened.Root.get("/StructTreeRoot")
        if root is None:
            raise Untagged
        unfold(opened)
        content = {page.obj.objgen: marked_content(page) for page in opened.pages}
        headed = words(manuscript.meta.lang).sources
        own = headings(wanted.tokens, headed)
        gatherer = Gatherer(part="title", drawn=True)
        reader = _Reader(gatherer, content, headed, own, manuscript, continuing(wanted.tokens))
        reader.walk(root, None, _Around(rtl=direction(manuscript.meta.lang) == "rtl"))
        return reader.gatherer.carried()


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the elements around one: the kind of passage, the link, whether a caption says it too, and
    whether lines run from right to left."""

    kind: str = "text"
    link: str = ""
    captioned: bool = False
    rtl: bool = False


@dataclass(slots=True)
class _Reader:
    gatherer: Gatherer
    content: dict[tuple[int, int], dict[int, Marked]]
    sources: str
    own: int  # headings of the article itself that say what the sources' says, and stand before it
    manuscript: Manuscript
    letters: Continuing | None = None
    number: int = 0
    source: int = 0
    begun: str | None = None
    in_sources: bool = False
    last: float | None = None
    page: tuple[int, int] | None = None
    rows: list[list[int]] = field(default_factory=list)

    def walk(self, element: Any, page: Any, around: _Around) -> None:  # noqa: ANN401
        """Gather a structure element and what is in it (ISO 32000-1 14.7.2)."""
        role = str(element.get("/S", ""))
        page = element.get("/Pg", page)
        around = replace(around, rtl=from_right(element, around.rtl))
        if role == "/Lbl" or self._said(element, role, page, around):
            return
        part, inner = self.gatherer.part, self._enter(element, role, around)
        if role in _BLOCKS or _HEADING.fullmatch(role):
            self._block(part, inner.kind, role)
        for kid in kids(element):
            if isinstance(kid, int):
                self._content(page, kid, inner)
            elif kid.get("/Type") == "/MCR":
                self._content(kid.get("/Pg", page), int(kid.MCID), inner)
            elif kid.get("/Type") != "/OBJR":
                self.walk(kid, page, inner)
        if role in _BLOCKS or _HEADING.fullmatch(role):
            self.gatherer.end()
            self.last = None
            self.gatherer.kind = around.kind
            if role == "/Note" or (role == "/LI" and self.in_sources):
                self.gatherer.part = part
        if role == "/TR" and self.rows:
            self.rows[-1].append(
                sum(str(k.get("/S")) in ("/TH", "/TD") for k in kids(element) if not isinstance(k, int))
            )
        elif role == "/Table":
            self.gatherer.table(self.rows.pop())

    def _enter(self, element: Any, role: str, around: _Around) -> _Around:  # noqa: ANN401
        heading = _HEADING.fullmatch(role)
        kind = f"heading {heading[1]}" if heading else "cell" if role in ("/TH", "/TD") else around.kind
        link = target(element) if role == "/Link" else around.link
        captioned = self._captioned(element, around)
        if role == "/Table":
            self.rows.append([])
        kind = "text" if role == "/Note" else kind
        return _Around(kind, link, captioned or around.captioned, around.rtl)

    def _captioned(self, element: Any, around: _Around) -> bool:  # noqa: ANN401
        """Whether a picture's description is printed below it; in a note no caption can be told from other words."""
        inner = [kid for kid in kids(element) if not isinstance(kid, int)]
        if any(kid.get("/S") == "/Caption" for kid in inner):
            return True
        if not self.gatherer.part.startswith("note") or len(inner) != 2 or inner[0].get("/S") != "/Figure":
            return False
        said = self._shown(inner[1], inner[1].get("/Pg", inner[0].get("/Pg")), around)
        return said.startswith(str(inner[0].get("/Alt", " ")))

    def _block(self, part: str, kind: str, role: str) -> None:
        gatherer = self.gatherer
        if role == "/Note":
            # The passage of the call goes on after the note.
            gatherer.end()
            gatherer.part = f"note {self.number}"
        else:
            gatherer.end()
        self.last = None
        gatherer.kind = kind
        if role == "/LI" and self.in_sources and part.partition(" ")[0] != "source":
            self.source += 1
            gatherer.part = f"source {self.source}"
        elif role == "/Div" and part == "title":
            gatherer.part = "text"

    def _said(self, element: Any, role: str, page: Any, around: _Around) -> bool:  # noqa: ANN401
        """Gather what has no words of its own or is no part of the text: calls, ways back, pictures."""
        if role == "/Figure":
            alt = str(element.get("/Alt", ""))
            self.gatherer.picture(alt)
            if not around.captioned:
                self.gatherer.say(f" {alt} ", around.link)
            return True
        missing = self._in_its_place(element, page, around) if role in ("/Span", "/Caption") else None
        if missing is not None:
            if self.begun is None:
                self.gatherer.picture(missing)
                self.gatherer.say(f" {missing} ", around.link)
            return True
        if _HEADING.fullmatch(role) and self._shown(element, page, around).strip() == self.sources:
            self.own -= 1
            self.in_sources = self.own < 0
            return self.in_sources
        if role == "/Link":
            leads = destination(element)
            shown = self._shown(element, page, around).strip()
            if re.match(r"(fn|end)ref\d", leads) or shown == "↑":
                return True
            if called := re.fullmatch(r"(?:fn|end)(\d+)", leads):
                self.number = int(called[1])
                self.gatherer.call(shown if shown == called[1] else f"{shown}→{leads}")
                return True
        return False

    def _in_its_place(self, element: Any, page: Any, around: _Around) -> str | None:  # noqa: ANN401
        """Return the description that stands for a picture that is not there, None for any other element.

        It stands between brackets of the style's own, which are no part of the text; it may have no words. Over several
        lines it is as many elements, of which the last says all.
        """
        parts = [*kids(element)]
        page = element.get("/Pg", page)
        opens = self.begun is None and len(parts) > 1 and self._is_bracket(parts[0], page, around)
        if self.begun is None and not opens:
            return None
        closes = self._is_bracket(parts[-1], page, around)
        said = self._parts(parts[opens : len(parts) - closes], page, around)
        told = f"{self.begun or ''} {said}".strip()
        self.begun = None if closes else told
        return told if closes else ""

    def _is_bracket(self, part: Any, page: Any, around: _Around) -> bool:  # noqa: ANN401
        # From right to left, either is the other's mirror image.
        is_own = is_dictionary(part) and part.get("/S") == "/NonStruct"
        return is_own and self._shown(part, page, around).strip() in {"[", "]"}

    def _shown(self, element: Any, page: Any, around: _Around) -> str:  # noqa: ANN401
        return self._parts(kids(element), element.get("/Pg", page), around)

    def _parts(self, parts: Iterable[Any], page: Any, around: _Around) -> str:  # noqa: ANN401
        found = ""
        for kid in parts:
            if not isinstance(kid, int) and kid.get("/Type") not in ("/MCR", "/OBJR"):
                found += self._shown(kid, page, around)
            elif isinstance(kid, int) or kid.get("/Type") == "/MCR":
                at, number = (page, kid) if isinstance(kid, int) else (kid.get("/Pg", page), int(kid.MCID))
                marked = self.content.get(at.objgen, {}).get(number, Marked())
                found += self._read(marked, around)
        return found

    def _read(self, marked: Marked, around: _Around, before: str = "") -> str:
        """Return the words of marked content in the order in which they are read, a newline where a line begins."""
        if self.letters is None:
            return "\n".join(map("".join, marked.lines))
        text = ""
        for n, line in enumerate(marked.lines):
            said = as_read(line, self.letters, rtl=around.rtl, before=before + text)
            text += f"\n{said}" if n else said
        return text

    def _content(self, page: Any, number: int, around: _Around) -> None:  # noqa: ANN401
        marked = self.content.get(page.objgen, {}).get(number)
        if marked is None:
            return
        turned = self.page is not None and self.page != page.objgen
        if self.last is not None and marked.top is not None and (turned or abs(self.last - marked.top) > 0.5):
            self.gatherer.say("\n")
        self.page = page.objgen
        self.last = marked.foot
        self.gatherer.say(self._read(marked, around, self.gatherer.said()), around.link)

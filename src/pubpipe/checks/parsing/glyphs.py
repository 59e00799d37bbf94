"""A page of a PDF -> the words of its marked content, by the fonts' own tables and not by layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[[^\]]*\])")
_OPERATORS = "BT Tf Tj TJ Tm Td TD T* ' \" BDC BMC EMC Do cm q Q"


@dataclass(slots=True)
class Marked:
    """The lines of one piece of marked content, each by its glyphs as they stand from left to right; ``top`` and
    ``foot`` are the heights of the first and the last of them."""

    lines: list[list[str]] = field(default_factory=list)
    top: float | None = None
    foot: float | None = None


def marked_content(page: pikepdf.Page) -> dict[int, Marked]:
    """Return what a page shows by marked-content identifier (ISO 32000-1 14.7.4, 9.10.3)."""
    reader = _Reader(_Fonts(page.obj.get("/Resources", {})))
    reader.read(page)
    return reader.found


@dataclass(slots=True)
class _Fonts:
    resources: Any
    known: dict[str, Mapping[bytes, str]] = field(default_factory=dict)

    def table(self, name: str) -> Mapping[bytes, str]:
        if name not in self.known:
            font = self.resources.get("/Font", {}).get(name)
            stream = font.get("/ToUnicode") if font is not None else None
            self.known[name] = to_unicode(stream.read_bytes()) if stream is not None else {}
        return self.known[name]


def to_unicode(cmap: bytes) -> dict[bytes, str]:
    """Return a ToUnicode CMap as what each code, in bytes, says (Adobe Technical Note 5411)."""
    table: dict[bytes, str] = {}
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, said in _PAIR.findall(section):
            table[bytes.fromhex(code.decode())] = _words(said)
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, said in _RANGE.findall(section):
            size, start, stop = len(first) // 2, int(first, 16), int(last, 16)
            listed = re.findall(rb"<([0-9A-Fa-f]+)>", said)
            for n in range(min(stop - start + 1, 65_536)):
                word = _words(listed[0]) if said[:1] == b"<" else _words(listed[n])
                if said[:1] == b"<":
                    word = word[:-1] + chr(ord(word[-1]) + n)
                table[(start + n).to_bytes(size, "big")] = word
    return table


def _words(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


@dataclass(slots=True)
class _Reader:
    fonts: _Fonts
    found: dict[int, Marked] = field(default_factory=dict)
    font: Mapping[bytes, str] = field(default_factory=dict)
    inside: list[tuple[int | None, bool]] = field(default_factory=list)
    height: float = 0.0

    def read(self, content: Any) -> None:  # noqa: ANN401
        """Read a page's stream, or a form's."""
        import pikepdf

        for one in pikepdf.parse_content_stream(content, _OPERATORS):
            self._do(str(one.operator), one.operands)

    def _do(self, operator: str, operands: Any) -> None:  # noqa: ANN401
        match operator:
            case "Tf":
                self.font = self.fonts.table(str(operands[0]))
            case "Tm":
                self.height = float(operands[5])
            case "Td" | "TD":
                self.height += float(operands[1])
            case "BDC" | "BMC":
                self._begin(operands)
            case "EMC":
                if self.inside:
                    self.inside.pop()
            case "Tj" | "'" | '"':
                self._show([operands[-1]])
            case "TJ":
                self._show(operands[0])
            case "Do":
                form = self.fonts.resources.get("/XObject", {}).get(str(operands[0]))
                if form is not None and form.get("/Subtype") == "/Form":
                    outer, self.fonts = self.fonts, _Fonts(form.get("/Resources", self.fonts.resources))
                    self.read(form)
                    self.fonts = outer

    def _begin(self, operands: Any) -> None:  # noqa: ANN401
        own = operands[1] if len(operands) > 1 and hasattr(operands[1], "get") else {}
        outer, said = self.inside[-1] if self.inside else (None, False)
        artifact = str(operands[0]) == "/Artifact"
        number = own.get("/MCID")
        place = None if artifact else int(number) if number is not None else outer
        actual = own.get("/ActualText")
        self.inside.append((place, said or actual is not None))
        if actual is not None and not said:
            self._add(place, [str(actual)])

    def _show(self, strings: Any) -> None:  # noqa: ANN401
        place, said = self.inside[-1] if self.inside else (None, False)
        if place is None or said:
            return
        pieces = []
        for string in strings:
            if isinstance(string, int | float) or not hasattr(string, "__bytes__"):
                continue
            code = bytes(string)
            size = len(next(iter(self.font), b"  "))
            pieces += [self.font.get(code[n : n + size], "") for n in range(0, len(code), size)]
        self._add(place, pieces)

    def _add(self, place: int | None, glyphs: list[str]) -> None:
        if place is None or not any(glyphs):
            return
        marked = self.found.setdefault(place, Marked())
        if marked.foot is None or abs(marked.foot - self.height) > 0.5:
            marked.lines.append([])
        marked.lines[-1] += glyphs  # a line that changes its face is written in several pieces
        marked.top = self.height if marked.top is None else marked.top
        marked.foot = self.height

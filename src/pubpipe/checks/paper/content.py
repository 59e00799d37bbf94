"""A PDF's pages -> what is drawn: words and pictures with place, size, colour, mark (ISO 32000-1 8, 9)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from pubpipe.checks.paper.drawn import Drawn, Ground, Mark, Placed, Run
from pubpipe.checks.paper.faces import Face, face
from pubpipe.checks.parsing.objects import is_dictionary

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OPERATORS = (
    "BT Tf Tj TJ Tm Td TD T* TL Tr ' \" BDC BMC EMC Do cm q Q g rg k sc scn cs BI ID EI re f f* B B* n S"
)
_DEEPEST = 12  # forms within forms; a drawing that nests deeper is a trap
_INVISIBLE = 3
_ADVANCE = 0.5  # of a size: how far an average glyph goes


def times(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix that does first ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def drawn(page: Any, number: int, faces: dict[tuple[int, int], Face]) -> Drawn:  # noqa: ANN401
    """Read what a page draws; ``faces`` keeps the fonts that were read already, by their object numbers."""
    found = Drawn(number)
    _Reader(found, faces, page.obj.get("/Resources", {})).read(page)
    return found


@dataclass(slots=True)
class _State:
    matrix: Matrix = _ONE
    face: Face | None = None
    size: float = 0.0
    colour: tuple[float, ...] | None = (0.0, 0.0, 0.0)
    leading: float = 0.0
    mode: int = 0

    def copy(self) -> _State:
        return _State(self.matrix, self.face, self.size, self.colour, self.leading, self.mode)


@dataclass(slots=True)
class _Reader:
    found: Drawn
    faces: dict[tuple[int, int], Face]
    resources: Any
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    line: Matrix = _ONE
    text: Matrix = _ONE
    depth: int = 0
    path: list[Ground] = field(default_factory=list)

    def read(self, content: Any) -> None:  # noqa: ANN401
        import pikepdf

        for one in pikepdf.parse_content_stream(content, _OPERATORS):
            self._do(str(one.operator), one.operands, one)

    def _do(self, operator: str, operands: Any, whole: Any) -> None:  # noqa: ANN401
        match operator:
            case "TJ":
                self._show(operands[0])
            case "Tj":
                self._show([operands[0]])
            case "'" | '"':
                self._move(0.0, -self.state.leading)
                self._show([operands[-1]])
            case "BDC" | "BMC":
                self._begin(operands)
            case "EMC":
                if self.marks:
                    self.marks.pop()
            case "re":
                self.path.append(_rectangle(self.state.matrix, operands))
            case "f" | "f*" | "B" | "B*" | "n" | "S":
                # One rectangle in another, filled by turns, is a frame and no ground.
                if operator[0] in "fB" and not (operator[-1] == "*" and len(self.path) > 1):
                    colour = self.state.colour
                    self.found.grounds += [replace(one, colour=colour) for one in self.path]
                self.path = []
            case "q":
                self.kept.append(self.state.copy())
            case "Q":
                if self.kept:
                    self.state = self.kept.pop()
            case "Do":
                self._draw(str(operands[0]))
            case "INLINE IMAGE":
                picture = whole.iimage
                self._place((int(picture.width), int(picture.height)))
            case _:
                self._set(operator, operands)

    def _set(self, operator: str, operands: Any) -> None:  # noqa: ANN401
        """Change where and how the next words are shown."""
        state = self.state
        match operator:
            case "Tm":
                self.line = self.text = _matrix(operands)
            case "Tf":
                state.face, state.size = self._face(str(operands[0])), float(operands[1])
            case "BT":
                self.line = self.text = _ONE
            case "Td" | "TD":
                if operator == "TD":
                    state.leading = -float(operands[1])
                self._move(float(operands[0]), float(operands[1]))
            case "T*":
                self._move(0.0, -state.leading)
            case "TL":
                state.leading = float(operands[0])
            case "Tr":
                state.mode = int(operands[0])
            case "cm":
                state.matrix = times(_matrix(operands), state.matrix)
            case "g" | "rg" | "k":
                state.colour = _colour(operands)
            case "sc" | "scn" | "cs":
                # A colour of a space that is not looked into counts as none.
                state.colour = None

    def _move(self, x: float, y: float) -> None:
        self.line = self.text = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def _begin(self, operands: Any) -> None:  # noqa: ANN401
        outer = self.marks[-1] if self.marks else Mark()
        own: Any = operands[1] if len(operands) > 1 else None
        if not is_dictionary(own):
            own = self.resources.get("/Properties", {}).get(str(own), {}) if own is not None else {}
        number = own.get("/MCID")
        artifact = outer.artifact or str(operands[0]) == "/Artifact"
        if number is not None and not artifact:
            self.found.numbers.add(int(number))
        inner = None if artifact else int(number) if number is not None else outer.number
        self.marks.append(Mark(inner, artifact, outer.said or "/ActualText" in own))

    def _face(self, name: str) -> Face | None:
        font = self.resources.get("/Font", {}).get(name)
        if font is None:
            return None
        key = font.objgen if font.is_indirect else (0, hash(name))
        if key not in self.faces:
            self.faces[key] = face(font)
        self.found.faces[key] = self.faces[key]
        return self.faces[key]

    def _show(self, strings: Any) -> None:  # noqa: ANN401
        state = self.state
        codes: list[bytes] = []
        mark = self.marks[-1] if self.marks else Mark()
        for string in strings:
            if isinstance(string, bytes | str) or hasattr(string, "__bytes__"):
                raw = bytes(string) if not isinstance(string, int | float) else b""
                codes += state.face.codes(raw) if state.face else [raw[n : n + 1] for n in range(len(raw))]
        if not codes:
            return
        whole = times(self.text, state.matrix)
        upright = (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        size = abs(state.size) * upright
        advance = len(codes) * size * (_ADVANCE if state.face is None or not state.face.wide else 0.48)
        empty, unsaid = _lacking(state.face, codes, mark)
        run = Run(
            mark, whole[4], whole[5], whole[4] + advance, size, state.colour, state.face,
            self.found.ground(whole[4] + advance / 2, whole[5] + size * 0.3),
            empty, unsaid, len(codes), state.mode == _INVISIBLE,
        )  # fmt: skip
        self.found.runs.append(run)

    def _draw(self, name: str) -> None:
        form = self.resources.get("/XObject", {}).get(name)
        if form is None:
            return
        if form.get("/Subtype") == "/Image":
            self._place((int(form.get("/Width", 0)), int(form.get("/Height", 0))))
        elif form.get("/Subtype") == "/Form" and self.depth < _DEEPEST:
            inner = _Reader(self.found, self.faces, form.get("/Resources", self.resources), self.state.copy())
            inner.depth, inner.marks = self.depth + 1, list(self.marks)
            if "/Matrix" in form:
                inner.state.matrix = times(_matrix(form.Matrix), inner.state.matrix)
            inner.read(form)

    def _place(self, pixels: tuple[int, int]) -> None:
        m = self.state.matrix
        size = ((m[0] ** 2 + m[1] ** 2) ** 0.5, (m[2] ** 2 + m[3] ** 2) ** 0.5)
        self.found.grounds.append(_rectangle(m, (0, 0, 1, 1)))
        self.found.pictures.append(Placed(self.marks[-1] if self.marks else Mark(), pixels, size))


def _lacking(known: Face | None, codes: list[bytes], mark: Mark) -> tuple[int, int]:
    """Count the glyphs that are an empty box, and those of which nothing says what they mean."""
    if known is None:
        return 0, 0
    empty = sum(code in known.empty for code in codes) if known.empty else 0
    if mark.said or mark.artifact:
        return empty, 0
    if known.table is None:
        return empty, len(codes) if known.identity else 0
    return empty, sum(code not in known.told for code in codes)


def _rectangle(matrix: Matrix, operands: Any) -> Ground:  # noqa: ANN401
    """Return the box of a rectangle on the page."""
    x, y, wide, high = (float(one) for one in operands)
    corners = [(x, y), (x + wide, y), (x, y + high), (x + wide, y + high)]
    placed = [times((1.0, 0.0, 0.0, 1.0, a, b), matrix)[4:] for a, b in corners]
    across, up = [p[0] for p in placed], [p[1] for p in placed]
    return Ground(min(across), min(up), max(across), max(up), None)


def _matrix(operands: Any) -> Matrix:  # noqa: ANN401
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _colour(operands: Any) -> tuple[float, ...] | None:  # noqa: ANN401
    values = [float(one) for one in operands]
    if len(values) == 1:
        return (values[0],) * 3
    if len(values) == 4:
        return tuple((1 - v) * (1 - values[3]) for v in values[:3])
    return tuple(values)

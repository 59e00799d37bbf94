"""A stylesheet's text -> the same as WeasyPrint reads it, read once for an installation.

WeasyPrint reads its own stylesheets at each import and the style's at each start: 100 ms for what is always the same.
Kept is what it made of a text: selectors, declarations, page rules, the descriptors of faces. Faces are loaded anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import marshal
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any

from pubpipe import compiled
from pubpipe.editions.pdf.engine.faces import all_at_once

# WeasyPrint's own stylesheets have no address, the style's this one. Those of a page are its article's.
BASES = (None, "style:")

# What they ask for is read anew each time, so that what they hold is not in the text.
_ELSEWHERE = ("import", "color-profile")


class Text(list[Any]):
    """A stylesheet that is not read yet, in place of its rules."""

    def __init__(self, css: str) -> None:
        super().__init__()
        self.css = css


@dataclass(frozen=True, slots=True)
class Into:
    """What a stylesheet is read into, in the order of WeasyPrint's ``preprocess_stylesheet``."""

    matcher: Any
    page_rules: list[Any]
    layers: list[str]
    fonts: Any
    counters: dict[str, Any]
    profiles: dict[str, Any]

    def told(self, fonts: object) -> tuple[Any, ...]:
        """Return the same with another configuration of faces, as WeasyPrint takes it."""
        return self.matcher, self.page_rules, self.layers, fonts, self.counters, self.profiles


class Reader:
    """Stands in for WeasyPrint's ``preprocess_stylesheet``; ``made_by`` has the versions of what reads."""

    def __init__(self, slow: Callable[..., None], parse: Callable[[str], list[Any]], made_by: str) -> None:
        self._slow, self._parse, self._made_by = slow, parse, made_by

    def __call__(
        self,
        media: str,
        base: str | None,
        rules: list[Any],
        fetcher: object,
        *into: Any,  # noqa: ANN401 - as Into has it
        **more: Any,  # noqa: ANN401 - WeasyPrint's own
    ) -> None:
        """Read a stylesheet into what is given, as WeasyPrint does; from the store where it has been read before."""
        if not isinstance(rules, Text):
            self._slow(media, base, rules, fetcher, *into, **more)
            return
        sheet = Into(*into)
        fresh = not (sheet.matcher.order or sheet.page_rules or sheet.layers or more.get("layer"))
        if base not in BASES or not fresh:
            self._slow(media, base, self._parse(rules.css), fetcher, *into, **more)
            return
        known = (self._made_by, media, base, sorted(sheet.counters), rules.css)
        key = f"sheet {hashlib.sha256(repr(known).encode()).hexdigest()}"
        read: list[object] = []

        def make() -> tuple[list[CodeType], bytes] | None:
            read.append(key)
            return self._read((media, base), rules.css, fetcher, sheet)

        made = compiled.store().value(key, make)
        if made is None and not read:
            make()
        if not read:
            _fill(sheet, fetcher, *made)

    def _read(
        self, where: tuple[str, str | None], css: str, fetcher: object, sheet: Into
    ) -> tuple[list[CodeType], bytes] | None:
        """Let WeasyPrint read a text; return what is to be kept, None where it hangs on more than the text."""
        rules, heard, before = self._parse(css), _Heard(sheet.fonts), dict(sheet.counters)
        with _listening() as log:
            self._slow(*where, rules, fetcher, *sheet.told(heard if sheet.fonts else None))
        if (
            log
            or sheet.profiles
            or any(getattr(rule, "lower_at_keyword", "") in _ELSEWHERE for rule in rules)
        ):
            return None
        if any(sheet.counters[name] != value for name, value in before.items()):
            return None
        new = {name: value for name, value in sheet.counters.items() if name not in before}
        # Nobody asks for the rule of a page that its declarations come from.
        pages = [(None, *rest) for _, *rest in sheet.page_rules]
        return _dumped((vars(sheet.matcher), pages, sheet.layers, heard.faces, new))


def _fill(sheet: Into, fetcher: object, codes: list[CodeType], data: bytes) -> None:
    state, pages, layers, faces, counters = _loaded(codes, data)
    vars(sheet.matcher).update(state)
    sheet.page_rules.extend(pages)
    sheet.layers.extend(layers)
    sheet.counters.update(counters)
    with all_at_once():
        for face in faces:
            sheet.fonts.add_font_face(face, fetcher)


@dataclass(slots=True)
class _Heard:
    """A configuration of faces, with an ear on the faces that it is given."""

    fonts: Any
    faces: list[dict[str, Any]] = field(default_factory=list)

    def add_font_face(self, descriptors: dict[str, Any], fetcher: Any) -> None:  # noqa: ANN401
        self.faces.append(dict(descriptors))
        self.fonts.add_font_face(descriptors, fetcher)


@contextlib.contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """What is said of a stylesheet must be said each time."""
    log: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = log.append  # type: ignore[assignment,method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield log
    finally:
        logger.removeHandler(handler)


def _dumped(value: object) -> tuple[list[CodeType], bytes] | None:
    """The codes of all selectors, and a value that names them by number; None for what cannot be kept."""
    codes: list[CodeType] = []

    class Pickler(pickle.Pickler):
        def persistent_id(self, one: object) -> int | None:
            if type(one) is not FunctionType:
                return None
            if one.__globals__.keys() - _room().keys() - {"__builtins__"} or one.__closure__:
                raise pickle.PicklingError("a function that is no selector")
            codes.append(one.__code__)
            return len(codes) - 1

    out = io.BytesIO()
    try:
        Pickler(out, 5).dump(value)
        marshal.dumps(codes)
    except (pickle.PicklingError, TypeError, AttributeError, ValueError):
        return None
    return codes, out.getvalue()


def _loaded(codes: list[CodeType], data: bytes) -> Any:  # noqa: ANN401
    room = _room()

    class Unpickler(pickle.Unpickler):
        def persistent_load(self, number: int) -> FunctionType:
            return FunctionType(codes[number], room)

    # It lies beside the bytecode, and is trusted as that is.
    return Unpickler(io.BytesIO(data)).load()


def _room() -> dict[str, object]:
    """What cssselect2's selectors know beside their element."""
    from cssselect2 import compiler

    return {name: getattr(compiler, name) for name in ("split_whitespace", "ascii_lower", "urlparse")}

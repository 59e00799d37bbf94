"""Fontconfig and Pango as WeasyPrint calls them -> the same, told of the machine's faces once instead of each time.

What fontconfig reads to know them (its settings, and a list of all faces) is read at WeasyPrint's import for a look
whether there are any, again for the first configuration, and a third time by Pango for itself. Pango lists them all
after each face of a style.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engine.library import Library

_HOLDS = 21200  # the first fontconfig that counts itself among who holds its current configuration

_waiting: ContextVar[list[Callable[[], None]] | None] = ContextVar("waiting", default=None)


class ReadOnce(Library):
    """Fontconfig, whose first configuration is kept for whoever asks for the next."""

    def __init__(self, library: Any, share: Callable[[Any], None]) -> None:  # noqa: ANN401
        super().__init__(library)
        self._share = share
        self._looked_at, self._left = False, None

    def FcInitLoadConfigAndFonts(self) -> Any:  # noqa: ANN401, N802 - fontconfig's own name
        """Return what the look at the import has left, which nobody else has; another one each further time."""
        if self._left is not None:
            config, self._left = self._left, None
            return config
        return self._library.FcInitLoadConfigAndFonts()

    def FcConfigDestroy(self, config: Any) -> None:  # noqa: ANN401, N802
        """Let go of a configuration; the first is left to the next who asks."""
        if self._looked_at:
            self._library.FcConfigDestroy(config)
            return
        self._looked_at, self._left = True, config
        self._share(config)


class ToldOnce(Library):
    """Pango's map of faces, told once that there are new ones where it is told of many."""

    def pango_fc_font_map_config_changed(self, font_map: Any) -> None:  # noqa: ANN401
        """Let Pango list all faces anew, at the end of :func:`all_at_once` where that is under way."""
        waiting = _waiting.get()
        if waiting is None:
            self._library.pango_fc_font_map_config_changed(font_map)
        else:
            waiting[:] = [lambda: self._library.pango_fc_font_map_config_changed(font_map)]


@contextlib.contextmanager
def all_at_once() -> Iterator[None]:
    """Let one configuration be given faces within; no text is set before the end."""
    waiting: list[Callable[[], None]] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        for tell in waiting:
            tell()


@contextlib.contextmanager
def once() -> Iterator[None]:
    """Let what WeasyPrint opens while it is imported read the machine's faces once."""
    from pubpipe.editions.pdf.engine.pango import Declared

    dlopen = Declared.dlopen

    def opened(ffi: Any, name: str, *flags: int) -> object:  # noqa: ANN401
        library = dlopen(ffi, name, *flags)
        if "fontconfig" not in name:
            return library
        return ReadOnce(library, lambda config: _share(name, int(ffi.cast("uintptr_t", config))))

    Declared.dlopen = opened
    try:
        yield
    finally:
        del Declared.dlopen
    from weasyprint.text import fonts

    fonts.pangoft2 = ToldOnce(fonts.pangoft2)


def _share(name: str, config: int) -> None:
    """Make a configuration, by its address, the current one: Pango asks for that, and would have it read."""
    import ctypes

    library = ctypes.CDLL(name)
    if library.FcGetVersion() >= _HOLDS:
        library.FcConfigSetCurrent(ctypes.c_void_p(config))

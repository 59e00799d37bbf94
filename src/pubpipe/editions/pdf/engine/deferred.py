"""What WeasyPrint imports and a page seldom needs -> stand-ins that import it when it is asked for.

Each saving stands alone, as those of ``engine`` do. A stand-in is there during the import only: whoever imports the
same module later gets it, and what has a stand-in is handed on to it.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """A module of functions and classes that are there to be called, imported at the first call."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: object, **options: object) -> object:
            return getattr(importlib.import_module(self.__name__), name)(*args, **options)

        return call


class _HandedOn(ModuleType):
    """A module that is asked by its name each time, imported when something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def _instead(*modules: ModuleType) -> Iterator[None]:
    """Let stand-ins be found where the modules that they stand for are not there yet."""
    there = {module.__name__: module for module in modules if module.__name__ not in sys.modules}
    sys.modules.update(there)
    try:
        yield
    finally:
        for name in there:
            sys.modules.pop(name, None)


class _NotRaised(Exception):
    """Stands for an error that nothing can raise before its module is there."""


class _FontTools(_Later):
    """fontTools' reader of faces: the first face that is read puts it where WeasyPrint looks for it."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a class, a function or a module
        if name == "TTLibError":
            return _NotRaised
        if name in ("ttFont", "woff2"):
            return (_HandedOn if name == "ttFont" else _Later)(f"{self.__name__}.{name}")
        if name != "TTFont":
            return super().__getattr__(name)

        def read(*args: object, **options: object) -> object:
            real: Any = importlib.import_module(self.__name__)
            importlib.import_module(f"{self.__name__}.ttFont")
            fonts: Any = sys.modules["weasyprint.pdf.fonts"]
            fonts.TTFont, fonts.TTLibError, fonts.ttFont = real.TTFont, real.TTLibError, real.ttFont
            return real.TTFont(*args, **options)

        return read


@contextlib.contextmanager
def _without_font_tools() -> Iterator[None]:
    """HarfBuzz subsets the faces; fontTools is called for variable faces, WOFF2 and where HarfBuzz is old."""
    called = ("fontTools.subset", "fontTools.varLib.instancer", "fontTools.ttLib.woff2")
    with _instead(*map(_Later, called), _FontTools("fontTools.ttLib")):
        yield


@contextlib.contextmanager
def _without_pictures() -> Iterator[None]:
    """What cameras write into pictures, and colour profiles: the names of the one cost as much as Pillow itself."""
    with _instead(_HandedOn("PIL.ExifTags"), _Later("PIL.ImageCms")):
        yield


@contextlib.contextmanager
def _without_layouts() -> Iterator[None]:
    """Flexible boxes, grids, columns and drawings: each one function or class, called where there is such a thing."""
    layouts = (f"weasyprint.layout.{name}" for name in ("column", "flex", "grid"))
    with _instead(*map(_Later, layouts), _Later("weasyprint.svg")):
        yield


class _Request(_HandedOn):
    """``urllib.request``; what it has for the network does nothing as long as WeasyPrint is being imported."""

    importing = True

    def __getattr__(self, name: str) -> object:
        return (lambda *_, **__: None) if self.importing else super().__getattr__(name)


class _Opener:
    """Stands for ``urllib``'s opener of addresses; the first that is made puts it where it belongs.

    Those that WeasyPrint makes at its import, for stylesheets that are at hand, are never asked.
    """

    def __init__(self) -> None:
        urls: Any = sys.modules["weasyprint.urls"]
        if not urls.request.importing:
            opener: Any = importlib.import_module("urllib.request").OpenerDirector
            urls.URLFetcher.__bases__ = (opener,)
            opener.__init__(self)

    def add_handler(self, handler: object) -> None:
        """Take nothing."""


class _Headers(type):
    """Stands for the class of a letter's headers, which is asked for in two ways only."""

    def __call__(cls, *args: object, **options: object) -> object:
        return importlib.import_module("email.message").EmailMessage(*args, **options)

    def __instancecheck__(cls, one: object) -> bool:
        there = sys.modules.get("email.message")
        return there is not None and isinstance(one, there.EmailMessage)


@contextlib.contextmanager
def _without_network() -> Iterator[None]:
    """An article's pictures and its style are at hand: no address is asked, no answer has headers."""
    request, message = _Request("urllib.request"), _HandedOn("email.message")
    vars(request)["OpenerDirector"] = _Opener
    vars(message)["EmailMessage"] = _Headers("EmailMessage", (), {})
    with _instead(request, message):
        yield
    request.importing = False


class _Types:
    """The kinds of files that the system knows, read when a file that is attached has no kind of its own."""

    def __init__(self, real: Callable[[], object]) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real(), name)


@contextlib.contextmanager
def _without_kinds_of_files() -> Iterator[None]:
    """WeasyPrint reads the system's lists of them at each import."""
    import mimetypes

    real = mimetypes.MimeTypes
    vars(mimetypes)["MimeTypes"] = lambda: _Types(real)
    try:
        yield
    finally:
        vars(mimetypes)["MimeTypes"] = real


# What is done around the import, and the beginning of each version that it was proved on.
SAVINGS: Mapping[str, tuple[Callable[[], contextlib.AbstractContextManager[None]], Mapping[str, str]]] = {
    "font-tools": (_without_font_tools, {"weasyprint": "70.", "fonttools": "4."}),
    "kinds": (_without_kinds_of_files, {"weasyprint": "70."}),
    "layouts": (_without_layouts, {"weasyprint": "70."}),
    "network": (_without_network, {"weasyprint": "70."}),
    "pictures": (_without_pictures, {"weasyprint": "70.", "pillow": "13."}),
}

"""WeasyPrint as it is installed -> the same WeasyPrint, imported at less than half the cost.

Each saving is a context manager around the import and stands alone: without it everything works the same, a
little slower. One is used only with the versions that it was proved on, so that a new WeasyPrint is never
patched blindly. docs/upstream/ has what upstream was asked to mend; a saving goes when that is released.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from pubpipe import compiled, installed
from pubpipe.editions.pdf.engine import deferred, faces, repeating


@dataclass(frozen=True, slots=True)
class Saving:
    """One way to import for less; ``proved`` has the beginning of each version that it was proved on."""

    around: Callable[[], contextlib.AbstractContextManager[None]]
    proved: Mapping[str, str]


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """Nothing of what an import makes is garbage, and looking through it again and again costs a quarter."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextlib.contextmanager
def _without_probing() -> Iterator[None]:
    """Each name under which a library is not found starts ldconfig, gcc and ld: some 54 processes.

    The names that Linux knows (``libpango-1.0.so.0``) stand in WeasyPrint's own lists and need no search.
    """
    import ctypes.util

    find = ctypes.util.find_library
    if sys.platform != "linux":
        yield
        return
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


@contextlib.contextmanager
def _with_quick_hyphens() -> Iterator[None]:
    """Read hyphenation patterns one by one when words ask for them, instead of some 5,000 at the first."""
    yield
    import pyphen

    from pubpipe.editions.pdf.engine.hyphens import quick

    pyphen.HyphDict = quick(pyphen.HyphDict)


@contextlib.contextmanager
def _with_types_at_hand() -> Iterator[None]:
    """cffi parses WeasyPrint's 460 lines of C at each import, and each new type while it works; pango.py has them.

    ``Declared`` refuses any other declarations with an OSError.
    """
    import cffi

    from pubpipe.editions.pdf.engine import pango

    parsing = cffi.FFI
    cffi.FFI = lambda: pango.ffi
    try:
        yield
    finally:
        cffi.FFI = parsing


@contextlib.contextmanager
def _with_kept_selectors() -> Iterator[None]:
    """Each selector of a stylesheet is made into a small program; those that were there before are kept."""
    module = importlib.import_module("cssselect2.compiler")

    def evaluated(source: str, *rooms: Any) -> object:  # noqa: ANN401 - eval's own
        return eval(compiled.store().program(source, "eval"), *rooms)  # noqa: S307 - as cssselect2 does

    module.__dict__["eval"] = evaluated
    yield


@contextlib.contextmanager
def _with_kept_sheets() -> Iterator[None]:
    """Take WeasyPrint's own stylesheets and the style's as they were read at an earlier start."""
    import cssselect2
    import tinycss2

    from pubpipe.editions.pdf.engine.sheets import Reader, Text

    parse = tinycss2.parse_stylesheet
    tinycss2.parse_stylesheet = Text
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse
    weasyprint: Any = sys.modules["weasyprint"]
    html: Any = sys.modules["weasyprint.html"]
    made_by = f"{weasyprint.__version__} {tinycss2.__version__} {cssselect2.__version__}"
    read = Reader(weasyprint.preprocess_stylesheet, parse, made_by)
    counters = html.UA_COUNTER_STYLE
    own = ((html.UA, html.UA_STYLESHEET, counters), (html.UA_FORM, html.UA_FORM_STYLESHEET, counters))
    for text, sheet, known in (*own, (html.PH, html.PH_STYLESHEET, {})):
        read("print", None, Text(text), None, sheet.matcher, sheet.page_rules, sheet.layers, None, known, {})
    weasyprint.preprocess_stylesheet = read
    weasyprint.tinycss2 = _Quick(tinycss2)


class _Quick(ModuleType):
    """tinycss2, but for stylesheets, which are not read before it is known whether they must be."""

    def __init__(self, slow: Any) -> None:  # noqa: ANN401
        from pubpipe.editions.pdf.engine.sheets import Text

        super().__init__(slow.__name__)
        vars(self).update({**vars(slow), "parse_stylesheet": Text})


@contextlib.contextmanager
def _with_attributes_given_back() -> Iterator[None]:
    """A worker that has set 2,000 articles would be twice as large as one that has set 20."""
    yield
    from weasyprint.text import ffi, line_break

    from pubpipe.editions.pdf.engine.attributes import GivenBack

    line_break.pango = GivenBack(ffi.pango, ffi.ffi)


def _afterwards(change: Callable[[], None]) -> Callable[[], contextlib.AbstractContextManager[None]]:
    @contextlib.contextmanager
    def around() -> Iterator[None]:
        yield
        change()

    return around


SAVINGS: Mapping[str, Saving] = {
    "attributes": Saving(_with_attributes_given_back, {"weasyprint": "70."}),
    "collections": Saving(_without_collections, {}),
    "probing": Saving(_without_probing, {"weasyprint": "70.", "cffi": "2."}),
    "faces": Saving(faces.once, {"weasyprint": "70.", "cffi": "2."}),
    "hyphens": Saving(_with_quick_hyphens, {"pyphen": "0.18."}),
    "selectors": Saving(_with_kept_selectors, {"cssselect2": "0."}),
    "sheets": Saving(_with_kept_sheets, {"weasyprint": "70.", "tinycss2": "1.5.", "cssselect2": "0.10."}),
    "types": Saving(_with_types_at_hand, {"weasyprint": "70.", "cffi": "2."}),
    **{name: Saving(around, proved) for name, (around, proved) in deferred.SAVINGS.items()},
    **{name: Saving(_afterwards(change), proved) for name, (change, proved) in repeating.SAVINGS.items()},
}

# Without these, a library is looked for in every way that there is.
_BOLD = frozenset({"probing", "types"})


def load(savings: Iterable[str] = tuple(SAVINGS)) -> None:
    """Import WeasyPrint, and with it Pango, once a process. Raises OSError where Pango cannot be found."""
    if "weasyprint" in sys.modules:
        return
    proved = in_force()
    wanted = [name for name in savings if name in proved]
    # WeasyPrint explains a missing library on standard output, which may be where an edition goes.
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            _import(wanted)
        except OSError:
            if _BOLD.isdisjoint(wanted):
                raise
            _import([name for name in wanted if name not in _BOLD])


def in_force() -> tuple[str, ...]:
    """Return the names of the savings that were proved on what is installed."""
    needed = {item for saving in SAVINGS.values() for item in saving.proved.items()}
    there = {item for item in needed if _is(*item)}
    return tuple(name for name, saving in SAVINGS.items() if there.issuperset(saving.proved.items()))


def _import(savings: list[str]) -> None:
    with contextlib.ExitStack() as stack:
        for name in savings:
            stack.enter_context(SAVINGS[name].around())
        importlib.import_module("weasyprint")


def _is(distribution: str, beginning: str) -> bool:
    return (installed.version(distribution) or "").startswith(beginning)

"""Our steps around WeasyPrint's, and a value that they look for -> both in force within a context.

Steps are put around WeasyPrint's functions once for a process and do nothing outside such a context. The value is that
of one thread: another may set an article meanwhile.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

PROVED = "70."
"""The beginning of WeasyPrint's versions that the steps were proved on; with others nothing is put around anything."""

_T = TypeVar("_T")


@contextlib.contextmanager
def engaged(held: ContextVar[Any], value: _T, install: Callable[[], None]) -> Iterator[_T]:
    """Let ``held`` have a value within a context; ``install``, which may be called often, puts the steps in place."""
    if importlib.import_module("weasyprint").__version__.startswith(PROVED):
        install()
    token = held.set(value)
    try:
        yield value
    finally:
        held.reset(token)

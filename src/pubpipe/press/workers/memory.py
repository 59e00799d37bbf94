"""A process that makes articles -> the same, keeping at hand the memory that each of them takes anew.

What is given back to the system between two articles, or between two calls, is fetched again page by page: a
tenth of a worker's time.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

# Python keeps the frames of calls in pieces of 16 KiB, or of twice as much as a larger frame asks for until it fits.
# Where a loop calls over the end of a piece, each call fetches a piece and gives it back. A frame of so many values
# is given a piece of 1 MiB, of which 450 KiB are left for those above it: some thousand.
_VALUES = 70_000

# malloc.h: parameters of mallopt, and what glibc lets them be at most.
_TRIM, _MAP = -1, -3
_KEPT = 64 * 2**20  # free bytes at the heap's end that are not given back
_MAPPED = 32 * 2**20  # bytes from which a block is mapped by itself


def roomy(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return a function within which no call finds the end of a piece of Python's stack."""

    def called(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        return function(*args, **kwargs)

    called.__code__ = called.__code__.replace(co_stacksize=_VALUES)
    return functools.wraps(function)(called)


def keep_memory() -> bool:
    """Let the C library keep what is freed, for a process of our own; returns whether it does (glibc alone)."""
    if sys.platform != "linux":
        return False
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_TRIM, _KEPT)) and bool(mallopt(_MAP, _MAPPED))

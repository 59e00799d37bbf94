"""What follows from a style alone -> the same, made once a process and kept for its next edition."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from pubpipe.model import Style

_MOST = 32  # values of one function: the editions of an article ask for a dozen
_P = ParamSpec("_P")
_R = TypeVar("_R")


def once(function: Callable[Concatenate[Style, _P], _R]) -> Callable[Concatenate[Style, _P], _R]:
    """Return a function of a style, and of hashable values, that makes each value once.

    The value is the same object each time, so nobody may change it. What is raised is raised anew each time.
    """
    return functools.lru_cache(maxsize=_MOST)(function)  # type: ignore[return-value]  # its own type forgets parameters

"""The name of a list -> the phrases that stand in ``lists/``, each list read once and only when it is asked for."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def phrases(name: str) -> frozenset[str]:
    """Return the folded phrases of a list; bars and line ends part them."""
    return frozenset(phrase.strip().casefold() for line in lines(name) for phrase in line.split("|"))


@functools.cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list without its comments."""
    text = resources.files("pubpipe.normalize").joinpath("lists", f"{name}.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))

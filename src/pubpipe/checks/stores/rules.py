"""``stores.toml`` -> the stores, and their rules with where they are said."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """What one store says of one thing: the code that tells it, a number or names, and the page that says it.

    ``reader`` holds for a book that is merely copied onto a reader of that house, or mailed to it, as well.
    """

    code: str
    store: str
    value: Any
    reader: bool
    page: str
    address: str


@dataclass(frozen=True, slots=True)
class Table:
    """All stores by their names, with what people call them, and all rules in their order."""

    stores: Mapping[str, str]
    rules: tuple[Rule, ...]


@functools.cache
def table() -> Table:
    """Return the table; it is read when it is first asked for."""
    read = tomllib.loads((files("pubpipe.checks.stores") / "stores.toml").read_text("utf-8"))
    rules = tuple(
        Rule(
            row["code"],
            row["store"],
            row.get("value"),
            row.get("reader", False),
            *read["sources"][row["source"]],
        )
        for row in read["rules"]
    )
    return Table(read["stores"], rules)

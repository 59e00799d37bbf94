"""What tomllib says of wrong TOML 1.0 -> the line, and what is wrong there."""

from __future__ import annotations

import re
import tomllib

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """Return the line of a text, counted from 1, at which it is no TOML, and why, without a capital."""
    told = str(error)
    at = _PLACE.search(told)
    why = told[: at.start()] if at else told
    line = int(at[1]) if at and at[1] else text.rstrip("\n").count("\n") + 1
    return line, f"{why[:1].lower()}{why[1:]}"

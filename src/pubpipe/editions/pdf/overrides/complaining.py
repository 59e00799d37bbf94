"""What WeasyPrint logs of a stylesheet -> findings, or a refusal of what it cannot read."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator

from pubpipe.editions.pdf.overrides.reading import nearest
from pubpipe.errors import ConfigurationError
from pubpipe.model import Finding, Place

# Comments and strings may hold braces of their own.
_BRACE = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{}]""", re.DOTALL)
# A face or a sheet that is not there is told by `faces` and `rules`; what is no list of media is told twice.
_TOLD_ELSEWHERE = ("Font-face", "Failed to load stylesheet", "Expected a media type", "Relative URI")

_RULE = re.compile(r"<AtRule (@[\w-]+) … \{ … \}>")  # as tinycss2 writes a rule that it does not know


def need_braces(style: str, name: str, text: str) -> None:
    """Refuse a stylesheet with a brace too many or too few: what follows would be taken for part of another rule."""
    lines: list[int] = []
    stray = None
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            lines.append(text.count("\n", 0, match.start()) + 1)
        elif match[0] == "}" and not lines:
            stray = stray or text.count("\n", 0, match.start()) + 1
        elif match[0] == "}":
            lines.pop()
    if lines or stray:
        wrong = "a brace that is never closed" if lines else "a closing brace that nothing opened"
        raise ConfigurationError(
            f"style {style!r}, {name}, line {lines[-1] if lines else stray}: {wrong}",
            "Each rule is a selector and { declarations }.",
        )


def told(style: str, name: str, log: Iterable[logging.LogRecord]) -> Iterator[Finding]:
    """Yield what WeasyPrint does not take of a stylesheet; raise ConfigurationError where it is broken."""
    for record in log:
        message = record.getMessage()
        at = re.search(r"\s*\bat (\d+):\d+", message)
        line = int(at[1]) if at else None
        where = f"style {style!r}, {name}" + (f", line {line}" if line else "")
        bare = _RULE.sub(r"\1", message.replace(at[0], "", 1) if at else message)
        if message.startswith(("Parse error", "Error:")):
            raise ConfigurationError(
                f"{where}: {bare.partition(':')[2].strip(' .')}",
                "Look for a missing brace, colon or semicolon there or in the line before.",
            )
        if not message.startswith(_TOLD_ELSEWHERE):
            yield Finding(
                "warning",
                "pdf-css-ignored",
                f"{where}: {bare[:1].lower()}{bare[1:].rstrip('.')}",
                _alike(bare) or "WeasyPrint leaves it out; the rest of the style holds.",
                Place(name, line),
            )


def _alike(ignored: str) -> str:
    """Return which property may have been meant where WeasyPrint says that it does not know one; nothing else."""
    written = re.fullmatch(r"ignored `([\w-]+):.*, unknown property\.?", ignored, re.DOTALL | re.IGNORECASE)
    if not written:
        return ""
    from weasyprint.css.properties import KNOWN_PROPERTIES
    from weasyprint.css.validation.expanders import EXPANDERS

    known = {name.replace("_", "-") for name in (*KNOWN_PROPERTIES, *EXPANDERS)}
    return nearest(written[1], known, "")

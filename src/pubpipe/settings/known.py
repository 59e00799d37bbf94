"""A setting as it is written -> what is wrong with it, and how a look becomes design tokens."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from pubpipe.stores import addresses

PAGES = ("auto", "a4", "a5", "letter")
CITATION_STYLES = ("mla", "apa", "chicago")
KEYS = (
    "formats",
    "style",
    "lang",
    "publication",
    "page",
    "jobs",
    "strict",
    "remove-nothing",
    "two-sided",
    "colophon",
    "look",
    "text.width",
    "epub.fonts",
    "epub.picture-size",
    "epub.picture-quality",
    "accessibility.certified-by",
    "citation-style",
    "sources-qr",
    "sources-timegate",
    "url",
    "index",
    "catalogue",
    "catalogue-search",
    "booklet.sheets",
    "booklet.thickness",
    "limits.time",
    "limits.memory",
    "limits.bytes",
    "source",
    "dist",
)
SWITCHES = frozenset(
    {"index", "catalogue", "two-sided", "colophon", "strict", "remove-nothing", "epub.fonts", "sources-qr"}
)
# Whole numbers within bounds, and what they stand for.
BOUNDED = {
    "text.width": (range(40, 201), "0 is the style's own."),
    "epub.picture-size": (range(200, 10001), "Pixels; 0 leaves pictures as they are."),
    "epub.picture-quality": (range(1, 96), ""),
    "booklet.sheets": (range(1, 41), "Sheets that are folded into one another, four pages each."),
    "booklet.thickness": (range(1001), "Micrometres; paper of 80 g/m² has some 100, 0 moves nothing."),
    "limits.time": (range(1, 1_000_001), "Seconds for reading an article, and for each of its editions."),
    "limits.memory": (range(100, 1_000_001), "Megabytes that the work on one article may take."),
    "limits.bytes": (
        range(1, 1_000_001),
        "Megabytes of a received file, of what is packed in it, of a picture.",
    ),
}
_ZERO = frozenset({"text.width", "epub.picture-size"})
LOOK = ("face", "size", "line", "measure", "colour")

_FACES = {"serif": "serif", "sans": "sans"}
_LENGTH = re.compile(r"\d+(\.\d+)?(pt|mm|cm|in)")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
# What can still be read, in points: smaller or larger is a slip of the pen.
_BOUNDS = {"size": (7.0, 36.0), "line": (8.0, 72.0), "measure": (150.0, 560.0)}
_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text on white

Wrong = tuple[str, str]


# Texts of one shape, and what helps whoever wrote another.
_SHAPES = {
    "lang": (
        r"([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?",
        "A language is a BCP 47 tag, such as en, de-AT or zh-Hant.",
    ),
    "url": (
        r"(https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?)?",
        "The address of the folder on the web: https://example.org/letters/.",
    ),
    "catalogue-search": (
        r"(https?://\S*\{searchTerms\}\S*)?",
        'What answers searches (OpenSearch 1.1): "https://example.org/search?q={searchTerms}".',
    ),
    "sources-timegate": (
        r"(https?://\S+)?",
        'The address of a TimeGate (RFC 7089): "https://web.archive.org/web/".',
    ),
    "style": (r"\w[\w.-]*", "A style is the name of a folder in styles/."),
}


def problem(key: str, value: object) -> Wrong | None:
    """Return what is wrong with a setting's value, as ``('cannot be …', hint)``, or None.

    Names of formats and styles are only looked at for their shape: who knows them refuses unknown ones.
    """
    wrong: Wrong | None = None
    if key in ("look", "source", "dist"):
        return _look_problem(value) if key == "look" else _address_problem(value)
    if key == "formats":
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
            wrong = "must be a list of format names", '["pdf", "epub"], for example.'
    elif key == "jobs":
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            wrong = "must be a whole number, 0 for one a core", "2, for example."
    elif key in BOUNDED:
        bounds, meaning = BOUNDED[key]
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not (value in bounds or (key in _ZERO and value == 0)):
            wrong = f"must be a whole number from {bounds[0]} to {bounds[-1]}", meaning
    elif key in SWITCHES:
        if not isinstance(value, bool):
            wrong = "must be true or false", ""
    elif not isinstance(value, str):
        wrong = "must be text in quotes", ""
    elif key == "page" and value not in PAGES:
        wrong = f"cannot be {value!r}", suggest(value, PAGES, "Pages")
    elif key == "citation-style" and value not in ("", *CITATION_STYLES) and not value.endswith(".csl"):
        wrong = f"cannot be {value!r}", suggest(value, (*CITATION_STYLES, "FILE.csl"), "Styles of reference")
    elif key in _SHAPES and not re.fullmatch(_SHAPES[key][0], value):
        wrong = f"cannot be {value!r}", _SHAPES[key][1]
    return wrong


def suggest(word: str, known: tuple[str, ...], kind: str) -> str:
    """Return the hint for an unknown word: the nearest known one, else all (``kind`` is their plural)."""
    close = difflib.get_close_matches(word.lower().replace("_", "-"), known, 1)
    return f"Did you mean {close[0]!r}?" if close else f"{kind}: {', '.join(known)}."


def look_tokens(look: Mapping[str, str]) -> str:
    """Return a stylesheet of design tokens for a look that :func:`problem` has let pass; empty for none."""
    tokens: dict[str, str] = {}
    if face := look.get("face"):
        own = face not in _FACES
        tokens["--print-text"] = f'"{face}", var(--print-serif)' if own else f"var(--print-{face})"
        tokens["--print-display"] = tokens["--print-text"]
        tokens["--text-face"] = f'"{face}", var(--serif)' if own else f"var(--{face})"
    if size := look.get("size"):
        tokens["--size"] = size
        # Lines keep their distance in proportion where none is asked for.
        tokens["--line"] = f"{round(_points(size) * 1.36 / 0.2) * 0.2:g}pt"
    if line := look.get("line"):
        tokens["--line"] = line
    if measure := look.get("measure"):
        tokens["--measure"] = measure
    if colour := look.get("colour"):
        tokens["--accent"] = colour
    return f":root {{ {' '.join(f'{name}: {value};' for name, value in tokens.items())} }}" if tokens else ""


def _look_problem(value: object) -> Wrong | None:
    if not isinstance(value, dict):
        return "must be a table", '[look] and below it, for example, size = "11pt".'
    for key, part in value.items():
        if key not in LOOK:
            return f"has no {key!r}", suggest(key, LOOK, "A look has")
        if not isinstance(part, str):
            return f"{key} must be text in quotes", ""
        if wrong := _part_problem(key, part):
            return wrong
    return None


def _address_problem(value: object) -> Wrong | None:
    if not isinstance(value, str):
        return "must be text in quotes", f'"{addresses.SHOWN}", for example.'
    told = addresses.problem(value) if value else None
    return (f"cannot be so: {told[0]}", told[1]) if told else None


def _part_problem(key: str, value: str) -> Wrong | None:
    if key == "face":
        if not re.fullmatch(r"[\w][\w .-]*", value):
            return f"face cannot be {value!r}", 'serif, sans, or the name of an installed face: "Noto Serif".'
        return None
    if key == "colour":
        if not _COLOUR.fullmatch(value):
            return f"colour cannot be {value!r}", 'A colour is written "#8c2a1c".'
        if _contrast(value) < _CONTRAST:
            return f"colour {value!r} is too pale on white paper", "WCAG 2.2 asks for a contrast of 4.5 : 1."
        return None
    if not _LENGTH.fullmatch(value):
        return f"{key} cannot be {value!r}", 'A length is a number with pt, mm, cm or in: "11pt".'
    low, high = _BOUNDS[key]
    if not low <= _points(value) <= high:
        return f"{key} cannot be {value!r}", f"Between {low:g}pt and {high:g}pt."
    return None


def _points(length: str) -> float:
    return float(length[:-2]) * _POINTS[length[-2:]]


def _contrast(colour: str) -> float:
    """Return the contrast with white (WCAG 2.2, definitions of contrast ratio and relative luminance)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)

"""Words, code, addresses -> how they are written in Markdown so that they are read as themselves."""

import re

# A citation of one of our own records, as pandoc writes it, stays; any other in a received text is words.
_CITATION = r"\[@src-[0-9a-f]{8}(?:; @src-[0-9a-f]{8}){0,99}\]"
_ALWAYS = re.compile(rf"({_CITATION})|[\\`*_\[\]<]|&(?=#?\w+;)|(?<![^\s]):::|~~~+")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_BARE_TARGET = re.compile(r"[^\s<>()\\]+")


def lightly(text: str, line_start: bool) -> str:
    """Return words with a backslash before what is markup, at a line's start also before what opens a block."""
    escaped = _ALWAYS.sub(lambda m: m[0] if m[1] else "\\" + m[0], text)
    if line_start:
        escaped = re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", escaped)
        escaped = re.sub(r"^([#>+=|~-])", r"\\\1", escaped)
    return escaped


def everything(text: str, line_start: bool) -> str:
    """Return words with a backslash before each ASCII punctuation mark (CommonMark 2.4): always valid."""
    return _PUNCTUATION.sub(lambda m: "\\" + m[0], text)


def code_span(text: str) -> str:
    """Return a code span (CommonMark 6.1) with more backticks than its text has in a row."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = (
        " "
        if text.startswith("`")
        or text.endswith("`")
        or (text.startswith(" ") and text.endswith(" ") and text.strip())
        else ""
    )
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fenced(text: str, info: str) -> str:
    """Return a fenced block of code (CommonMark 4.5) whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = ("~" if "`" in info else "`") * (longest + 1)
    return f"{fence}{info}\n{text}\n{fence}" if text else f"{fence}{info}\n{fence}"


def target(address: str) -> str:
    """Return a link's destination (CommonMark 6.3), in angle brackets where it needs them."""
    escaped = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", address)
    escaped = re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
    if _BARE_TARGET.fullmatch(address):
        return escaped
    return "<" + re.sub(r"[<>]", lambda m: "\\" + m[0], escaped.replace("\n", "%0A")) + ">"


def title(words: str) -> str:
    """Return a link's title (CommonMark 6.3) behind a space, or nothing for none."""
    if not words:
        return ""
    return ' "' + re.sub(r'["\\]|&(?=#?\w+;)', lambda m: "\\" + m[0], words) + '"'

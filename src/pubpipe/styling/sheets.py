"""A style's stylesheets -> CSS with its design tokens written out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from pubpipe.errors import ConfigurationError
from pubpipe.model import Style
from pubpipe.styling.once import once
from pubpipe.styling.reading import at, text

_DEEP = 64  # tokens that stand for one another in a row; a circle is left as it is
_MOST = (
    5_000_000  # characters that tokens write into a sheet: those that stand for two others may have no end
)
_TOKEN = re.compile(r"(?<![\w-])(--[\w-]++)\s*:\s*([^;}]+)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# A token, and what CSS wants in its place where there is none.
_ASKED = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")


def css(style: Style, name: str, *, resolve: bool = True) -> str:
    """Return a stylesheet, with the design tokens of ``tokens.css`` written out in place of each ``var(--…)``.

    ``<name>-own.css`` follows it where the style has one, as the tokens of ``tokens-own.css`` follow the
    others. E-readers and mail gateways stumble over custom properties; with ``resolve=False`` the tokens are
    put before the stylesheet instead. Raises ConfigurationError for a token that is not defined.
    """
    if not resolve:
        return "\n".join([layered(style, "tokens.css"), layered(style, name)])
    return "\n".join(sheet for _, sheet in sheets(style, name))


def layered(style: Style, name: str) -> str:
    """Return a stylesheet and those that are laid over it, as they are written."""
    return "\n".join(text(style, sheet) for sheet in layers(style, name))


def sheets(
    style: Style, name: str, *, variant: str = "", given: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield a stylesheet and those laid over it, each with its name and its tokens written out.

    Those are ``<name>-own.css`` and ``<name>-<variant>.css``; the tokens are laid over one another likewise,
    those ``given`` last. Lines stay where they are. Raises ConfigurationError as :func:`css` does.
    """
    for sheet in layers(style, name, variant):
        with at(style, sheet):
            resolved = _resolved(style, sheet, variant, tuple((given or {}).items()))
        yield sheet, resolved


def token(style: Style, name: str, variant: str = "") -> str:
    """Return the value of one of the style's design tokens as it is written, empty where it has none."""
    return tokens(style, variant).get(name, "")


@once
def tokens(style: Style, variant: str = "") -> Mapping[str, str]:
    """Return the style's design tokens, as they are written where they are written last."""
    files = layers(style, "tokens.css", variant)
    found = _TOKEN.findall("\n".join(_COMMENT.sub("", text(style, name)) for name in files))
    return {name: " ".join(value.split()) for name, value in found}


def layers(style: Style, name: str, variant: str = "") -> list[str]:
    """Return a stylesheet and, of those that are laid over it, the style's own, the look's and the variant's."""
    stem = name.removesuffix(".css")
    over = [f"{stem}-{layer}.css" for layer in ("own", "look", variant) if layer]
    return [name, *(sheet for sheet in over if sheet in style.files)]


@once
def _resolved(style: Style, name: str, variant: str, given: tuple[tuple[str, str], ...]) -> str:
    sheet, written = text(style, name), 0
    known = {**tokens(style, variant), **dict(given)}

    def value(match: re.Match[str]) -> str:
        nonlocal written
        token, instead = match[1], match[2]
        if token not in known and instead is not None:
            return str(instead).strip()
        if token not in known:
            close = difflib.get_close_matches(token, known, 1)
            hint = f"Did you mean {close[0]}?" if close else "Define it in tokens.css."
            raise wrong(match, f"no token {token} in tokens.css", hint)
        written += len(known[token])
        if written > _MOST:
            message = f"{token} comes to more than {_MOST // 1_000_000} MB, written out"
            raise wrong(match, message, "Look for tokens that stand for one another many times over.")
        return known[token]

    def wrong(match: re.Match[str], message: str, hint: str) -> ConfigurationError:
        line = sheet[: match.start()].count("\n") + 1
        return ConfigurationError(f"style {style.name!r}, {name}, line {line}: {message}", hint)

    for _ in range(_DEEP):
        if "var(" not in sheet:
            break
        sheet = _ASKED.sub(value, sheet)
    return sheet

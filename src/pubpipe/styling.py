"""A style's name -> Style: its templates, stylesheets and faces as values, and CSS and pages made from them."""

from __future__ import annotations

import difflib
import functools
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe import compiled, installed
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.sandbox import SandboxedEnvironment

DEFAULT = "default"
LOOK = "tokens-look.css"
"""The tokens that a project's ``[look]`` stands for, as a file of its style."""

_DIALECT = {"trim_blocks": True, "lstrip_blocks": True}


def load(name: str, folder: Path | None = None, tokens: str = "") -> Style:
    """Gather a style file by file: ``folder/<name>``, then the packaged ``<name>``, then the packaged default.

    ``tokens`` are design tokens over those of the style's ``tokens.css``. Raises ConfigurationError for a name that is
    in neither place, and for what in the user's folder leads out of the project or is no file.
    """
    packaged = files("pubpipe.styles")
    layers: list[Traversable] = [packaged / DEFAULT]
    if name != DEFAULT:
        layers.append(packaged / name)
    if name not in names(folder):
        known = names(folder)
        close = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Styles: {', '.join(known)}."
        raise ConfigurationError(f"there is no style {name!r}", hint)
    merged: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    for layer in layers:
        read = _read(layer, "")
        merged |= read
        digests |= dict.fromkeys(read, "") | _digests(layer, read)
    own = {} if folder is None else _own(folder / name, folder.parent.resolve(), name)
    if tokens:
        own[LOOK] = tokens.encode()
    digests = {name: digest for name, digest in digests.items() if digest and name not in own}
    return Style(name, dict(sorted((merged | own).items())), frozenset(own), digests)


def names(folder: Path | None = None) -> list[str]:
    """Return the names of all styles, packaged and the user's own, sorted."""
    places: list[Traversable] = [files("pubpipe.styles")]
    if folder is not None and folder.is_dir():
        places.append(folder)
    return sorted(
        {e.name for p in places for e in p.iterdir() if e.is_dir() and not e.name.startswith(("_", "."))}
    )


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
    known = tokens(style, variant) | dict(given or {})
    for sheet in layers(style, name, variant):
        yield sheet, _resolved(style, sheet, known)


_TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A token, and what CSS wants in its place where there is none.
_ASKED = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")


def token(style: Style, name: str, variant: str = "") -> str:
    """Return the value of one of the style's design tokens as it is written, empty where it has none."""
    return tokens(style, variant).get(name, "")


def tokens(style: Style, variant: str = "") -> dict[str, str]:
    """Return the style's design tokens, as they are written where they are written last."""
    files = layers(style, "tokens.css", variant)
    found = _TOKEN.findall(_COMMENT.sub("", "\n".join(text(style, name) for name in files)))
    return {name: " ".join(value.split()) for name, value in found}


def layers(style: Style, name: str, variant: str = "") -> list[str]:
    """Return a stylesheet and, of those that are laid over it, the style's own, the look's and the variant's."""
    stem = name.removesuffix(".css")
    over = [f"{stem}-{layer}.css" for layer in ("own", "look", variant) if layer]
    return [name, *(sheet for sheet in over if sheet in style.files)]


def _resolved(style: Style, name: str, tokens: Mapping[str, str]) -> str:
    sheet = text(style, name)

    def value(match: re.Match[str]) -> str:
        token, instead = match[1], match[2]
        if token not in tokens and instead is not None:
            return str(instead).strip()
        if token not in tokens:
            line = sheet[: match.start()].count("\n") + 1
            close = difflib.get_close_matches(token, tokens, 1)
            raise ConfigurationError(
                f"style {style.name!r}, {name}, line {line}: no token {token} in tokens.css",
                f"Did you mean {close[0]}?" if close else "Define it in tokens.css.",
            )
        return tokens[token]

    # A token may stand for other tokens; the bound breaks a circle.
    for _ in range(8):
        if "var(" not in sheet:
            break
        sheet = _ASKED.sub(value, sheet)
    return sheet


def page(style: Style, template: str, **values: object) -> str:
    """Fill one of the style's templates (Jinja2 in its sandbox, everything escaped unless marked safe).

    Raises ConfigurationError that names the template and its line.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        return _environment(style.name, tuple(style.files.items())).get_template(template).render(**values)
    except TemplateSyntaxError as error:
        where = f"{error.name or template}, line {error.lineno}"
        raise ConfigurationError(f"style {style.name!r}, {where}: {error.message}") from error
    except (TemplateError, ArithmeticError, TypeError, ValueError) as error:
        import traceback

        # Jinja2 puts the template's own lines into the traceback.
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == "<template>"]
        where = template + (f", line {lines[-1]}" if lines else "")
        raise ConfigurationError(f"style {style.name!r}, {where}: {error}") from error


@functools.lru_cache(maxsize=4)
def _environment(name: str, files: tuple[tuple[str, bytes], ...]) -> SandboxedEnvironment:
    """Return the environment that keeps a style's templates compiled: reading them anew costs 25 ms an article."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    style = Style(name, dict(files))
    return SandboxedEnvironment(
        loader=FunctionLoader(lambda template: text(style, template)),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_kept_templates(),
        **_DIALECT,
    )


@functools.cache
def _kept_templates() -> BytecodeCache:
    """Return Jinja2's door to the store of what was compiled before, by the template's text."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    # What else decides what a template compiles to.
    made_by = f"{installed.version('jinja2')} {sorted(_DIALECT.items())}"

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = compiled.store().programs.get(f"{made_by} {bucket.key} {bucket.checksum}")

        def dump_bytecode(self, bucket: Bucket) -> None:
            if bucket.code is not None:
                compiled.store().put(f"{made_by} {bucket.key} {bucket.checksum}", bucket.code)

    return Kept()


def text(style: Style, name: str) -> str:
    """Return one of the style's text files; raises ConfigurationError when it is missing or not UTF-8."""
    try:
        return style.files[name].decode()
    except KeyError:
        raise ConfigurationError(f"style {style.name!r} has no file {name}") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"style {style.name!r}, {name}: not UTF-8 at byte {error.start}") from error


def _read(folder: Traversable, prefix: str) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            found.update(_read(entry, f"{prefix}{entry.name}/"))
        else:
            found[prefix + entry.name] = entry.read_bytes()
    return found


def _digests(folder: Traversable, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of packaged files, reckoned once for an installation: faces are two million bytes.

    As Python does with its bytecode, a file that has the size and the time that it had is taken for the same.
    """
    if not isinstance(folder, Path):
        return {}
    stats = [(name, os.stat(f"{folder}{os.sep}{name}")) for name in files]  # noqa: PTH116 - sixty at each start
    state = f"{folder} {[(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]}"
    digests: dict[str, str] = compiled.store().value(
        f"style {hashlib.sha256(state.encode()).hexdigest()}",
        lambda: {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    )
    return digests


def _own(folder: Path, project: Path, name: str) -> dict[str, bytes]:
    """Return the files of a user's style, which may be a stranger's: links that lead out of the project are refused."""
    found: dict[str, bytes] = {}
    todo: list[tuple[Path, tuple[Path, ...]]] = [(folder, ())] if os.path.lexists(folder) else []
    while todo:
        path, around = todo.pop()
        real = _real(path, project, name)
        if real in around:
            raise _refused(name, path, "is a link to a folder around it")
        if real.is_dir():
            todo += [(one, (*around, real)) for one in path.iterdir() if not one.name.startswith((".", "_"))]
        elif real.is_file():
            found[path.relative_to(folder).as_posix()] = real.read_bytes()
        else:
            raise _refused(name, path, "is no file")
    return found


def _real(path: Path, project: Path, name: str) -> Path:
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise RuntimeError for a link to itself
        raise _refused(name, path, "is a link that leads nowhere") from None
    if not real.is_relative_to(project):
        raise _refused(name, path, "is a link that leads out of the project, so it is not read")
    return real


def _refused(name: str, path: Path, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"style {name!r}: {path.name} {why}", "Put the file or the folder itself there."
    )

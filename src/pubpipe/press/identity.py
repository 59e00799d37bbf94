"""An edition -> its identity: a hash of everything that can change its bytes."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pubpipe.model import Edition, Style

# Whatever writes bytes, or decides how words are written in a language.
_MAKERS = (
    "babel",
    "ebooklib",
    "jinja2",
    "lxml",
    "pillow",
    "pydyf",
    "pypandoc_binary",
    "pyphen",
    "weasyprint",
)


def identity(edition: Edition, style_digest: str) -> str:
    """Return the hexadecimal SHA-256 that two editions share only when their bytes must be the same."""
    manuscript = edition.manuscript
    parts = {
        "format": edition.format,
        "slug": manuscript.slug,
        "text": manuscript.markdown,
        "assets": [[asset.name, asset.media_type] for asset in manuscript.assets],
        "style": style_digest,
        "options": asdict(edition.options),
        "facts": dict(edition.facts),
        "makers": makers(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digest(style: Style) -> str:
    """Return the hexadecimal SHA-256 of all files of a style with their names."""
    total = hashlib.sha256()
    for name, data in sorted(style.files.items()):
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


@functools.cache
def makers() -> str:
    """Return the versions of everything that makes editions; pubpipe's own is a digest of its code."""
    return " ".join([f"pubpipe={_code()}", *_versions()])


def _versions() -> Iterator[str]:
    for name in _MAKERS:
        try:
            yield f"{name}={version(name)}"
        except PackageNotFoundError:
            yield f"{name}=missing"


def _code() -> str:
    total = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml", ".lua")):
        total.update(f"{path.relative_to(package).as_posix()}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]

"""An edition -> its identity: a hash of everything that can change its bytes."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from pubpipe import compiled, installed
from pubpipe.model import Edition, Options
from pubpipe.press import doors
from pubpipe.press.plan.typesetters import typesetters

INDEX, FEED, COVER = "index", "feed", "cover"  # the facts by which a web page knows the list that it is in

# Whatever writes bytes, or decides how words are written in a language.
_MAKERS = ("anyascii", "babel", "jinja2", "lxml", "markdown-it-py", "pykakasi", "pypandoc_binary", "wcwidth")
# Whatever sets type or draws; only editions with pages or a cover hang on it.
_TYPESETTERS = ("ebooklib", "pillow", "pydyf", "pyphen", "uharfbuzz", "weasyprint")
_WITHOUT_PAGES = frozenset({"md", "txt", "html"})
# What is found in making them never names the style.
_NAMELESS = _WITHOUT_PAGES | {"epub", "jpg", "webp"}


def parts(edition: Edition, style_digest: str) -> dict[str, str]:
    """Return a digest of each kind of thing that can change an edition's bytes.

    ``style_digest`` is that of :func:`pubpipe.press.plan.reach.digest`. The kinds: ``text``, ``pictures``, ``style``,
    ``settings``, ``index`` (the way to the index, where there is one), ``sister`` (facts of other editions),
    ``tools``.
    """
    manuscript = edition.manuscript
    pictures = [[a.source, a.name, a.media_type, _sha256(a.data)] for a in manuscript.assets]
    facts = dict(edition.facts)
    listed = {name: facts.pop(name) for name in (INDEX, FEED, COVER) if name in facts}
    return {
        "text": _sha256(manuscript.markdown.encode()),
        "pictures": _plain_digest(pictures),
        "style": _style(edition, style_digest),
        "settings": _settings(edition.options),
        **({"index": _plain_digest(listed)} if listed else {}),
        "sister": _plain_digest(facts),
        "tools": _sha256(makers(edition.format).encode()),
    }


@functools.lru_cache(maxsize=64)
def _settings(options: Options) -> str:
    return _plain_digest(asdict(options))


def _style(edition: Edition, digest: str) -> str:
    is_named = edition.format.partition("-")[0] not in _NAMELESS
    return _plain_digest([edition.style.name, digest]) if is_named else digest


def identity(edition: Edition, parts: Mapping[str, str]) -> str:
    """Return the hexadecimal SHA-256 that two editions share only when their bytes must be the same."""
    return _plain_digest([edition.format, edition.manuscript.slug, dict(parts)])


def makers(form: str) -> str:
    """Return the versions of everything that makes editions of a format; pubpipe's own is a digest of its code.

    A stranger's format is taken to use everything, and its package's version counts.
    """
    common = [f"pubpipe={_code()}", *_versions(_MAKERS), _door(form)]
    if form.partition("-")[0] in _WITHOUT_PAGES:
        return " ".join(common)
    return " ".join([*common, *_versions(_TYPESETTERS), typesetters()])


def _door(form: str) -> str:
    distribution = doors.distribution(form)
    return f"{form}={distribution}"


@functools.cache
def _versions(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}={installed.version(name) or 'missing'}" for name in names)


@functools.cache
def _code() -> str:
    """A digest of pubpipe's own code, read when a file of it has another size or time: Python reads it then, too."""
    package = Path(__file__).parents[2]
    files = sorted(_files(str(package), ""))

    def read() -> str:
        total = hashlib.sha256()
        for name, _, _ in files:
            total.update(f"{name}\0".encode())
            total.update((package / name).read_bytes())
        return total.hexdigest()[:16]

    digest: str = compiled.store().value(f"code {_plain_digest(files)}", read)
    return digest


def _files(folder: str, prefix: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of each file that has code or data of ours."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, f"{prefix}{entry.name}/")
            elif entry.name.endswith((".py", ".toml", ".lua")):
                stat = entry.stat()
                yield prefix + entry.name, stat.st_size, stat.st_mtime_ns


def _plain_digest(value: object) -> str:
    return _sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

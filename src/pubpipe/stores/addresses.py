"""The address of a place in a store <-> its path; what is wrong with an address."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

from pubpipe.errors import ConfigurationError

# Each with the package that fsspec needs for it. All of them have what is written whole or not at all.
PACKAGES = {"s3": "s3fs", "gs": "gcsfs", "az": "adlfs", "sftp": "paramiko", "memory": "fsspec"}
SHOWN = "s3://bucket/letters"

_STARTS = tuple(f"/{scheme}:/" for scheme in PACKAGES)
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.S)
_ALMOST = re.compile(rf"({'|'.join(PACKAGES)}):/?([^/].*)", re.I | re.S)
_HOST = re.compile(r"(?:[\w.-]+@)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_BUCKET = re.compile(r"[\w][\w.-]*")
_ELSEWHERE = "As for every tool: from the environment, ~/.aws, ~/.ssh, or the machine's own role."


def is_stored(path: str | os.PathLike[str]) -> bool:
    """Whether a path is that of a place in a store."""
    return os.fspath(path).startswith(_STARTS)


def is_address(word: str) -> bool:
    """Whether a word is meant as an address and not as a path."""
    return bool(_ADDRESS.match(word))


def mistyped(word: str) -> str:
    """Return the address that a word lacks a slash of, ``s3:/bucket``; empty for what may be meant as a path."""
    found = _ALMOST.match(word)
    if found is None or is_address(word) or os.path.lexists(f"{found[1]}:"):
        return ""
    return f"{found[1].lower()}://{found[2]}"


def located(text: str) -> Path:
    """Return the path that stands for an address; raises ConfigurationError for one that is none."""
    if wrong := problem(text):
        raise ConfigurationError(wrong[0], wrong[1])
    scheme, _, rest = text.partition("://")
    return Path(f"/{scheme}:/{rest.rstrip('/')}")


def address(path: str | os.PathLike[str]) -> str:
    """Return the address of a path in a store, as people write it."""
    scheme, _, rest = os.fspath(path)[1:].partition(":/")
    return f"{scheme}://{rest}"


def problem(text: str) -> tuple[str, str] | None:
    """Return what is wrong with an address, as ``(message, hint)``, or None. A password in it is never repeated."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return (
            f"{text!r} is no address of a store",
            f"An address is like {SHOWN}. A folder on this machine is source/ or dist/ itself.",
        )
    scheme, rest = found[1], found[2]
    if scheme not in PACKAGES:
        close = difflib.get_close_matches(scheme.lower(), PACKAGES, 1, 0.5)
        known = ", ".join(f"{name}://" for name in PACKAGES)
        return (
            f"pubpipe has no store of the kind {scheme}://",
            f"Did you mean {close[0]}://?" if close else f"It has {known}.",
        )
    host, _, inside = rest.rstrip("/").partition("/")
    before, at, _ = host.rpartition("@")
    if at and (scheme != "sftp" or ":" in before):
        return f"an address of {scheme}:// has credentials in it, where they do not belong", _ELSEWHERE
    shown = f"{scheme}://{rest}"
    if not (_HOST if scheme == "sftp" else _BUCKET).fullmatch(host):
        what = "host" if scheme == "sftp" else "bucket"
        return f"{shown!r} names no {what}", f"An address is like {_example(scheme)}."
    parts = inside.split("/") if inside else []
    if any(part in ("", ".", "..") for part in parts) or re.search(r"[\x00-\x1f?#\\]", inside):
        return f"{shown!r} has a part that no folder can have", f"An address is like {_example(scheme)}."
    return None


def _example(scheme: str) -> str:
    return "sftp://user@host/srv/letters" if scheme == "sftp" else f"{scheme}://bucket/letters"

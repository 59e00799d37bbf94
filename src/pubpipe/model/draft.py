"""A file as received -> decoded text with what it declares and how it is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pubpipe.model.finding import Finding, Json

Kind: TypeAlias = Literal["text", "markdown", "html", "office"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file as received: its name as the user knows it, its digest, its size in bytes, its encoding."""

    name: str
    sha256: str
    size: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture of an article: ``source`` as the article names it, ``name`` as ``<hash8>.<ext>``.

    ``received`` is what the article as received called it, where the canonical text has another address.
    """

    source: str
    name: str
    media_type: str
    data: bytes
    received: str = field(default="", compare=False)

    @property
    def known(self) -> str:
        """The name by which the author knows it."""
        return self.received or self.source

    @property
    def canonical(self) -> bool:
        """Is it named as canonical Markdown names pictures, ``<slug>.assets/<hash8>.<ext>``?"""
        folder, _, name = self.source.rpartition("/")
        return name == self.name and re.fullmatch(r"[^\s/\\%.()<>]+\.assets", folder) is not None


@dataclass(frozen=True, slots=True)
class Declared:
    """A value that the file itself states about the article, with its code-point range in ``Draft.text``."""

    key: str
    value: Json
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What the code points ``start:end`` of ``Draft.text`` are in a page or an office document.

    Blocks: ``paragraph``, ``heading`` (value: level), ``code``, ``picture`` (address; the words are its caption),
    ``rule``, ``list`` (first number or empty) of ``item``, ``quote``, ``note`` (label), ``table`` of ``row`` of
    ``cell``. In lines: ``emphasis``, ``strong``, ``literal``, ``struck``, ``link`` (address), ``break``, ``call`` (a
    note's label). ``left-out`` (reason) is no part of the article. Ranges are nested, never empty, and stand in
    order of their start, the outer one first.
    """

    kind: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Decoded text before any other change; every offset in a ledger counts code points of ``text``."""

    origin: Origin
    text: str
    kind: Kind
    declared: tuple[Declared, ...] = ()
    declared_end: int = 0
    assets: tuple[Asset, ...] = ()
    findings: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()

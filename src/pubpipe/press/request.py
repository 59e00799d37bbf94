"""What a build is asked for, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePath

from pubpipe.errors import UsageProblem
from pubpipe.project import Project
from pubpipe.settings.known import problem


@dataclass(frozen=True, slots=True)
class Input:
    """One received file; ``path`` is None for standard input or text in memory, whose bytes are ``data``.

    ``suffix`` (with its dot) says what such bytes are; without it they are looked at.
    """

    name: str
    path: Path | None
    data: bytes | None = None
    suffix: str = ""


def named(one: Input, suffix: str) -> str:
    """Return the name of what lies beside a received file, as the user knows it: the file's with another suffix."""
    return one.name.removesuffix(PurePath(one.name).suffix) + suffix


@dataclass(frozen=True, slots=True)
class Output:
    """Where a file goes, and the key under which the state remembers it (None: it is not remembered)."""

    path: Path
    key: str | None


@dataclass(frozen=True, slots=True)
class Overrides:
    """What options state about one article; empty means unsaid. Raises UsageProblem for what cannot be stated."""

    title: str = ""
    lang: str = ""
    slug: str = ""
    url: str = ""
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if wrong := problem("lang", self.lang.strip()):
            raise UsageProblem(f"--lang {wrong[0]}", wrong[1])
        if self.url:
            from pubpipe.sources.address import ADDRESS, is_of_the_web

            if not is_of_the_web(self.url.strip()):
                raise UsageProblem(f"--url cannot be {self.url!r}", ADDRESS)


@dataclass(frozen=True, slots=True)
class Request:
    """A build: inputs, formats, and where it goes.

    ``output`` is ``-o`` as typed: a folder, for one input and one format a file's name, or ``-`` for standard
    output. With ``in_memory`` nothing is written and every Outcome carries its content. ``verify`` hashes the
    editions that are there; ``whole`` says that the inputs are all articles of the project. ``begun_ns`` is a time
    (of the epoch) before any input was looked at; with it the report has a basis. ``cluster`` is the address of
    the cluster that makes the editions, ``local`` for one of this machine, empty for this machine's pool.
    """

    project: Project
    inputs: tuple[Input, ...]
    formats: tuple[str, ...]
    overrides: Overrides = field(default_factory=Overrides)
    output: str = ""
    force: bool = False
    in_memory: bool = False
    verify: bool = False
    whole: bool = False
    begun_ns: int = 0
    cluster: str = ""

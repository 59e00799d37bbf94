"""What of an article's HTML and dialect has been read, in its order: how it is written, what stands in its place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trace:
    """A part of the received text, as written there, and the words that the canonical form has in its place.

    ``after`` is None for what stays as it is, such as a code span: where it stands is where what looks like it, and
    comes later, is not. ``kind`` is break, comment, script or tag, or of another dialect of Markdown a mark, or a sign
    at both ends. ``struck`` are words that it strikes out, ``reason`` is why a mark goes, ``place`` the line and the
    code point of it, from 0, where that is known.
    """

    source: str
    after: str | None = ""
    kind: str = "tag"
    struck: str = ""
    reason: str = ""
    place: tuple[int, int] | None = None

    @property
    def is_markup(self) -> bool:
        """Whether it says how words are set, and is read no more as words itself."""
        return self.after is not None and self.kind in ("tag", "script")


@dataclass(slots=True)
class Traces:
    """The traces so far. ``lossy`` is set by what Markdown has nothing for, so that it must stay words."""

    found: list[Trace] = field(default_factory=list)
    lossy: bool = False

    def add(self, source: str, after: str | None = "", kind: str = "tag") -> None:
        """Note the next part."""
        self.found.append(Trace(source, after, kind))

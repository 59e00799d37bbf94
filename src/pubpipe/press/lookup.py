"""An article's sources -> what is known of each, fetched, checked or found in an archive, and the lock file with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pubpipe.errors import ConfigurationError, PubpipeError, UsageProblem
from pubpipe.model import Json, Source
from pubpipe.press.inputs import lockfile
from pubpipe.press.inputs.lockfile import Entry
from pubpipe.press.inputs.reading import Read, read
from pubpipe.press.network.mementos import memento
from pubpipe.press.network.visiting import Visit, Visitor
from pubpipe.press.outputs.writing import replace_file
from pubpipe.press.request import Input, Overrides
from pubpipe.project import Project, on_this_machine
from pubpipe.sources.address import comparable

# In the order of how much they ask of the reader.
BAD = frozenset({"gone", "unreachable"})
NOTED = frozenset({"changed", "moved", "refused", "none"})


@dataclass(frozen=True, slots=True)
class Found:
    """A source, what the lock file has of it, and what a look at it told.

    ``state`` is empty where nobody looked; else ``there``, ``changed``, ``moved``, ``gone``, ``unreachable`` or
    ``refused``, ``archived`` or ``none`` (no archived copy). ``why`` says more of it in words.
    """

    source: Source
    entry: Entry | None
    state: str = ""
    why: str = ""


class Lookup:
    """The sources of one article, with its lock file."""

    def __init__(self, one: Input, project: Project, overrides: Overrides) -> None:
        """Read the article; raises ArticleError, and ConfigurationError for a wrong sidecar or lock file."""
        self.article: Read = read(one, project, overrides)
        self._one, self._project, self._overrides = one, project, overrides
        self._entries = {entry.id: entry for entry in lockfile.load(one, project.files)}

    def known(self) -> tuple[Found, ...]:
        """Return the sources in their order with what is known."""
        return tuple(
            Found(source, self._entries.get(source.id)) for source in self.article.manuscript.sources
        )

    def fetched(self, visitor: Visitor, *, anew: bool) -> tuple[Found, ...]:
        """Fetch the pages of the sources that were not fetched before, or of all; keep what they say.

        What cannot be fetched keeps what was known of it.
        """
        place = self._place()
        wanted = [s for s in self._reachable() if anew or not self._fetched(s)]
        states: dict[str, tuple[str, str]] = {}
        try:
            for source, visit in self._visits(wanted, visitor):
                states[source.id] = _state(source, visit)
                if visit.state == "there":
                    self._entries[source.id] = _filled(source, visit, self._entries.get(source.id))
        finally:
            self._write(place)
        return self._again(states)

    def checked(self, visitor: Visitor) -> tuple[Found, ...]:
        """Ask every source whether it is still there, and what it was; nothing is written."""
        states: dict[str, tuple[str, str]] = {}
        for source, visit in self._visits(list(self._reachable()), visitor):
            state, why = _state(source, visit)
            entry = self._entries.get(source.id)
            if visit.state == "there" and entry and entry.sha256 and _read(visit)[1] != entry.sha256:
                state, why = "changed", f"its text is another than on {entry.fetched}"
            states[source.id] = state, why
        return self._again(states)

    def archived(self, visitor: Visitor, timegate: str) -> tuple[Found, ...]:
        """Look for a public copy of each source, near to the day on which it was read; keep its address."""
        if not timegate:
            raise ConfigurationError(
                "no archive is named to look in",
                'sources-timegate = "https://web.archive.org/web/", for example.',
            )
        place, states = self._place(), dict[str, tuple[str, str]]()
        for source in self._reachable():
            try:
                copy = memento(visitor, timegate, source.url, self._day(source))
            except PubpipeError as error:
                states[source.id] = "unreachable", error.message
                continue
            states[source.id] = ("archived", copy.day) if copy else ("none", "the archive has no copy")
            if copy:
                entry = self._entries.get(source.id) or Entry(source.id, source.url)
                self._entries[source.id] = replace(entry, archived=copy.address, archived_on=copy.day)
        self._write(place)
        return self._again(states)

    def _reachable(self) -> Iterator[Source]:
        for source in self.article.manuscript.sources:
            if re.match(r"https?://", source.url, re.I):
                yield source

    def _fetched(self, source: Source) -> bool:
        entry = self._entries.get(source.id)
        return entry is not None and bool(entry.fetched) and comparable(entry.url) == comparable(source.url)

    def _day(self, source: Source) -> str:
        """The day on which a source was read, as well as it is known."""
        days = (source.accessed, self.article.manuscript.meta.date, source.issued)
        return next((day for day in days if re.fullmatch(r"\d{4}(-\d\d){0,2}", day)), "")

    def _visits(self, wanted: list[Source], visitor: Visitor) -> Iterator[tuple[Source, Visit]]:
        by_address: dict[str, list[Source]] = {}
        for source in wanted:
            by_address.setdefault(source.url, []).append(source)
        for visit in visitor.all(by_address):
            for source in by_address[visit.address]:
                yield source, visit

    def _again(self, states: dict[str, tuple[str, str]]) -> tuple[Found, ...]:
        self.article = read(self._one, self._project, self._overrides)
        told = ((found, *states.get(found.source.id, ("", ""))) for found in self.known())
        return tuple(replace(found, state=state, why=why) for found, state, why in told)

    def _place(self) -> Path:
        """Return the lock file; raises UsageProblem where there can be none, before anybody is asked."""
        if self._one.path is None:
            raise UsageProblem("standard input has no lock file", "Name a file, or an article in source/.")
        on_this_machine(self._one.path.parent, "written beside an article")
        return lockfile.beside(self._one.path)

    def _write(self, path: Path) -> None:
        order = [source.id for source in self.article.manuscript.sources]
        entries = sorted(
            self._entries.values(), key=lambda e: order.index(e.id) if e.id in order else len(order)
        )
        content = lockfile.dump(entries)
        if not entries or (path.exists() and path.read_bytes() == content):
            return
        try:
            replace_file(path, content)
        except OSError as error:
            raise PubpipeError(f"{path} cannot be written: {error.strerror or error}") from error


def _state(source: Source, visit: Visit) -> tuple[str, str]:
    if visit.state == "there" and visit.moved and comparable(visit.moved) != comparable(source.url):
        return "moved", f"to {visit.moved}"
    return visit.state, visit.why


def _filled(source: Source, visit: Visit, before: Entry | None) -> Entry:
    fields, digest = _read(visit)
    moved = visit.moved if _state(source, visit)[0] == "moved" else ""
    entry = before or Entry(source.id, source.url)
    today = date.today().isoformat()
    return replace(entry, url=source.url, fetched=today, sha256=digest, moved=moved, fields=fields)


def _read(visit: Visit) -> tuple[dict[str, Json], str]:
    """What a page says of itself, and the digest of its main text; of another file its bytes'."""
    answer = visit.answer
    if answer.media_type not in ("text/html", "application/xhtml+xml", ""):
        return {}, hashlib.sha256(answer.data).hexdigest()
    from pubpipe.readers.page.record import told

    charset = re.search(r"charset=\"?([\w.:-]+)", answer.headers.get("content-type", ""), re.I)
    found = told(answer.data, charset[1] if charset else "")
    return dict(found.fields), found.digest

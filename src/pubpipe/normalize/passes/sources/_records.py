"""An entry and the records so far -> the records with it, each address once and no word lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pubpipe.model import Event, Source
from pubpipe.normalize.galley import Galley, Numbering
from pubpipe.normalize.passes._ranges import Span, locate
from pubpipe.normalize.passes.sources._sections import Item
from pubpipe.normalize.tokens import NEAR, joins, words
from pubpipe.sources.address import comparable
from pubpipe.sources.citations import Rewrite
from pubpipe.sources.lines import Entry, addresses, number_of, read, unread, verbatim
from pubpipe.sources.people import repeated_author

_FIELDS = ("title", "container_title", "publisher", "issued", "accessed", "url", "doi", "note")


@dataclass(slots=True)
class Shelf:
    """The records in their order, each under what makes it the same as another.

    ``called`` holds the record's id of each entry that was added, under its number in the received list.
    """

    records: dict[str, Source]
    called: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, sources: tuple[Source, ...]) -> Shelf:
        """A shelf with records on it; of two that state one address, a further line adds to the first."""
        records: dict[str, Source] = {}
        for source in sources:
            records[source.id if _key(source) in records else _key(source)] = source
        return cls(records)

    def add(
        self, item: Item, galley: Galley, whole: Span, taken: tuple[Event, ...]
    ) -> tuple[tuple[Event, ...], bool]:
        """Add an entry; return the events of what it rewrites, and whether all of it was known.

        A second line of the same address adds what the first does not say. An entry whose rewritten words
        cannot be found as they are in the draft is taken as it stands.
        """
        entry = item.entry
        if galley.wishes.remove_nothing and any(not r.after for r in entry.rewrites):
            entry = read(item.line, cut=False) or entry
        entry = self._by_the_same(entry, item.line)
        known = self.records.get(_key(entry.source))
        if known:
            entry = _respelt(entry, item.line, known)
        events = _events(entry, galley, whole, taken)
        if events is None:
            entry = verbatim(item.line)
            events = _events(entry, galley, whole, taken)
        if events is None:
            entry, events = Entry(unread(item.line)), ()
        key = _key(entry.source)
        known = self.records.get(key)
        record = _holding(_merged(known, entry.source) if known else entry.source, item.line, entry)
        self.records[key] = record
        self.called.append((item.number, record.id))
        return events, record == known

    def _by_the_same(self, entry: Entry, line: str) -> Entry:
        """The entry with the author of the entry before, where dashes say that it is by the same."""
        dashes = repeated_author(line[number_of(line) :])
        last = self.called[-1][1] if self.called else ""
        authors = next((r.authors for r in reversed(self.records.values()) if r.id == last), ())
        if not dashes or not authors or entry.source.authors:
            return entry
        said = "; ".join(name.text for name in authors)
        rewrite = Rewrite(dashes, said, "the author of the entry before")
        return Entry(replace(entry.source, authors=authors), (*entry.rewrites, rewrite))

    def numbering(self) -> Numbering:
        """The numbers by which the text calls what was added (NORMALIZER 1.6 `markers`)."""
        stated = [(number, name) for number, name in self.called if number]
        found: dict[int, str] = {}
        torn: set[int] = set()
        for number, name in stated or enumerate((name for _, name in self.called), 1):
            if found.setdefault(number, name) != name:
                torn.add(number)
        return Numbering({n: name for n, name in found.items() if n not in torn}, stated=bool(stated))


def told_event(record: Source) -> Event:
    """The event that declares what was read off a record's address."""
    reason = f"{', '.join(record.derived)} read off the address {record.url}"
    after = "\n".join(v for v in (record.title, record.issued, record.container_title) if v)
    event = Event("sources", "inferred", reason, 0.7, 0, 0, 1, after=after)
    return replace(event, destination=f"references:{record.id}")


def _key(source: Source) -> str:
    return comparable(source.url) if source.url else source.id


def _events(entry: Entry, galley: Galley, whole: Span, taken: tuple[Event, ...]) -> tuple[Event, ...] | None:
    """The events of what an entry rewrites; None when some of it is not there to be found."""
    found: list[Event] = []
    text = galley.draft.text
    for rewrite in entry.rewrites:
        at = _place(text, rewrite.before, whole, (*taken, *found))
        if at is None and rewrite.of_address and not galley.shows_addresses:
            continue
        if at is None or any(_cuts(at, event) for event in galley.events):
            return None
        event = Event("sources", "removed", rewrite.reason, 1.0, *at, 0)
        if rewrite.after:
            event = replace(event, action="changed", after=rewrite.after, destination="references")
        found.append(event)
    return tuple(found)


def _place(text: str, said: str, whole: Span, taken: tuple[Event, ...]) -> Span | None:
    """Where words stand in a range that no event has taken: as words of their own, else as the beginning of one."""
    beginning: Span | None = None
    within: Span | None = None
    at = locate(text, said, *whole)
    while at:
        if not any(at[0] < event.end and event.start < at[1] for event in taken):
            if joins(text[max(0, at[0] - NEAR) : at[0]], said):
                within = within or at
            elif joins(said, text[at[1] : at[1] + NEAR]):
                beginning = beginning or at
            else:
                return at
        at = locate(text, said, at[1], whole[1])
    return beginning or within


def _cuts(at: Span, event: Event) -> bool:
    """Whether a range holds a part of what an earlier step changed, and not all of it."""
    apart = event.end <= at[0] or at[1] <= event.start
    return not apart and event.action == "changed" and not at[0] <= event.start <= event.end <= at[1]


def _respelt(entry: Entry, line: str, known: Source) -> Entry:
    """The entry with its address rewritten to the one that the record of the same page has."""
    if any(rewrite.of_address and rewrite.after for rewrite in entry.rewrites):
        return entry
    found = addresses(line)
    received = line[found[0][0] : found[0][1]] if found else ""
    if set(words(received)) <= set(words(known.url)) or not known.url:
        return entry
    cut = tuple(r for r in entry.rewrites if not r.of_address)
    return replace(
        entry,
        rewrites=(*cut, Rewrite(received, known.url, "another spelling of the address", of_address=True)),
    )


def _merged(known: Source, fresh: Source) -> Source:
    """A known record with what a second line says that the first does not, or only its address told."""
    fields = {"title": "title", "issued": "issued", "container_title": "container-title"}
    values: dict[str, str] = {}
    derived = known.derived
    for attribute, name in fields.items():
        said = getattr(fresh, attribute) if name not in fresh.derived else ""
        if said and (not getattr(known, attribute) or name in known.derived):
            values[attribute] = said
            derived = tuple(d for d in derived if d != name)
    for attribute in ("accessed", "publisher", "doi"):
        if not getattr(known, attribute) and getattr(fresh, attribute):
            values[attribute] = getattr(fresh, attribute)
    authors = known.authors or fresh.authors
    return replace(known, **values, authors=authors, derived=derived)  # type: ignore[arg-type]  # texts


def _holding(record: Source, line: str, entry: Entry) -> Source:
    """The record with a note of what its fields do not hold of the line's words."""
    text = line[number_of(line) :]
    held = _words_of(record) | {w for rewrite in entry.rewrites for w in words(rewrite.before)}
    said = set(words(text)) | {w for rewrite in entry.rewrites for w in words(rewrite.after)}
    if said <= held:
        return record
    said -= held
    source = entry.source
    note = ". ".join(part for part in (source.title, source.note) if said & set(words(part)))
    if not said <= set(words(note)):
        # What an event takes away or rewrites is said by the event, not once more by the note.
        for rewrite in entry.rewrites:
            text = text.replace(rewrite.before, " ")
        note = " ".join(text.split())
    return replace(record, note=f"{record.note} {note}".strip())


def _words_of(record: Source) -> set[str]:
    fields = [getattr(record, name) for name in _FIELDS]
    fields += [name.text for name in record.authors]
    known = {"doi"} if record.doi else set()
    return known | {word for field in fields for word in words(field)}

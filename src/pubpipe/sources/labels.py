"""A source record -> the words that stand for it in every edition."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.model import Run, Source
from pubpipe.wording import date_text, list_text, words

_STOPS = (".", "!", "?", "。", "！", "？", "…")
_COMMAS = {"ar": "، ", "ja": "、", "zh": "、"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A public archive's copy of a source: its address, its ISO 8601 day, and that day in words."""

    address: str
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """The parts of a source's entry in reading order, each empty when unknown.

    ``derived`` says in the article's language which parts were read off the address; a title among them
    is a hint and must not be set as the work's own title (in quotation marks or italics). ``cited`` is the
    entry of a style of reference; it stands for all parts but a hint, and for the address where it has one.
    ``calls`` are the ids of the places in the text that call source ``number``, ``copy`` is an archived one.
    """

    authors: str
    publisher: str
    title: str
    title_derived: bool
    date: str
    address: str
    derived: str
    note: str
    cited: tuple[Run, ...] = ()
    number: int = 0
    calls: tuple[str, ...] = ()
    copy: Copy | None = None

    @property
    def reached(self) -> str:
        """The address of the source, where it stands in the words of its entry too."""
        return self.address or next((run.href for run in self.cited if run.href), "")

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Its words as pairs of a kind and a sentence, in reading order, empty ones left out.

        Kinds are ``authors``, ``title``, ``hint`` (a derived title), ``publisher`` and ``date``. A title that
        somebody gave comes before its publisher, as in any bibliography; a hint comes after it.
        """
        title = ("hint" if self.title_derived else "title", self.title)
        if self.cited:
            return (("hint", _closed(self.title)),) if self.title_derived else ()
        publisher = ("publisher", self.publisher)
        middle = (publisher, title) if self.title_derived else (title, publisher)
        named = (("authors", self.authors), *middle, ("date", self.date))
        return tuple((kind, _closed(text)) for kind, text in named if text)


def _closed(text: str) -> str:
    return text if text.endswith(_STOPS) else f"{text}."


def label(source: Source, lang: str) -> Label:
    """Return the label of a source in the house style (:attr:`Label.parts`)."""
    vocabulary = words(lang)
    fields = {
        "container-title": vocabulary.publisher,
        "title": vocabulary.title,
        "issued": vocabulary.date,
    }
    named = tuple(word for field, word in fields.items() if field in source.derived)
    comma = _COMMAS.get(vocabulary.lang, ", ")
    derived = vocabulary.derived.format(fields=comma.join(named)) if named else ""
    return Label(
        authors=list_text(tuple(name.text for name in source.authors), lang),
        publisher=source.container_title or source.publisher,
        title=source.title,
        title_derived="title" in source.derived,
        date=date_text(source.issued, lang),
        address=source.url or (f"https://doi.org/{source.doi}" if source.doi else ""),
        derived=derived,
        note=source.note,
        copy=archived(source, lang),
    )


def archived(source: Source, lang: str) -> Copy | None:
    """Return the archived copy that a record names (``x-archived``: ``URL`` and ``date``)."""
    named = dict(source.extra).get("x-archived")
    if not isinstance(named, dict):
        return None
    address, day = str(named.get("URL") or ""), str(named.get("date") or "")
    if not address.lower().startswith(("http://", "https://")):
        return None
    return Copy(address, day, words(lang).archived.format(date=date_text(day, lang)).strip())

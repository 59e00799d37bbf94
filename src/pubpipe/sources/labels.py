"""A source record -> the words that stand for it in every edition."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.model import Source
from pubpipe.wording import date_text, list_text, words


@dataclass(frozen=True, slots=True)
class Label:
    """The parts of a source's entry in reading order, each empty when unknown.

    ``derived`` says in the article's language which parts were read off the address; a title among them
    is a hint and must not be set as the work's own title (in quotation marks or italics).
    """

    authors: str
    publisher: str
    title: str
    title_derived: bool
    date: str
    address: str
    derived: str
    note: str


def label(source: Source, lang: str) -> Label:
    """Return the label of a source in the house style: authors, publisher, title, date, full address."""
    vocabulary = words(lang)
    fields = {
        "container-title": vocabulary.publisher,
        "title": vocabulary.title,
        "issued": vocabulary.date,
    }
    named = tuple(word for field, word in fields.items() if field in source.derived)
    derived = vocabulary.derived.format(fields=", ".join(named)) if named else ""
    return Label(
        authors=list_text(tuple(name.text for name in source.authors), lang),
        publisher=source.container_title or source.publisher,
        title=source.title,
        title_derived="title" in source.derived,
        date=date_text(source.issued, lang),
        address=source.url or (f"https://doi.org/{source.doi}" if source.doi else ""),
        derived=derived,
        note=source.note,
    )

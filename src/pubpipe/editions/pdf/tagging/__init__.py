"""WeasyPrint's tags -> the same as a reader wants them: whole over pages, notes at their calls, links named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubpipe.editions.pdf.tagging.furniture import furniture_as_artifacts, spaces_between_words
from pubpipe.editions.pdf.tagging.links import links_in_links, name_links
from pubpipe.editions.pdf.tagging.lists import list_bodies, lists_in_items
from pubpipe.editions.pdf.tagging.notes import notes_at_calls
from pubpipe.editions.pdf.tagging.origins import Origins, gathered
from pubpipe.editions.pdf.tagging.pages import join_over_pages
from pubpipe.editions.pdf.tagging.parts import parts_of_one

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

__all__ = ["Origins", "finish_tags", "gathered"]


def finish_tags(document: Document, pdf: pydyf.PDF, origins: Origins) -> None:
    """Do to the tags of a document all that this room does, in the only order in which it works."""
    name_links(document)
    links_in_links(pdf)
    join_over_pages(pdf, origins)
    lists_in_items(pdf)
    list_bodies(pdf)
    notes_at_calls(pdf)
    parts_of_one(pdf, origins)
    furniture_as_artifacts(pdf)
    spaces_between_words(pdf)

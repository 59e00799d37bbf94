"""What is known of a folder's articles -> its catalogue for e-readers: OPDS 1.2 (Atom) and 2.0 (JSON), page by page."""

from __future__ import annotations

from pubpipe.catalogue.opds.atom import atom
from pubpipe.catalogue.opds.publications import publications
from pubpipe.catalogue.opds.search import SEARCH, description
from pubpipe.catalogue.opds.shelf import ATOM, JSON, Shelf, front, identity, is_catalogue, shelves

__all__ = [
    "ATOM",
    "JSON",
    "SEARCH",
    "Shelf",
    "atom",
    "description",
    "front",
    "identity",
    "is_catalogue",
    "publications",
    "shelves",
]

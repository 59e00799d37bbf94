"""The name of a file in ``dist/`` -> its media type, the same on every machine."""

from __future__ import annotations

from pubpipe.catalogue import FEED, opds
from pubpipe.catalogue.opds.shelf import ACQUISITION, OPDS_2
from pubpipe.editions.html.metadata import MEDIA_TYPES

_OTHERS = {
    "avif": "image/avif",
    "css": "text/css",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "xml": "application/xml",
}


def media_type(name: str) -> str:
    """Return the media type of a file, text with its encoding; what pubpipe does not make is bytes."""
    if opds.is_catalogue(name):
        if name == opds.SEARCH:
            return "application/opensearchdescription+xml"
        return OPDS_2 if name.endswith(opds.JSON) else ACQUISITION
    if name == FEED:
        return "application/atom+xml"
    suffix = name.rpartition(".")[2].lower()
    found = MEDIA_TYPES.get(suffix) or _OTHERS.get(suffix, "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found

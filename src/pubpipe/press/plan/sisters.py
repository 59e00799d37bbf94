"""The editions of one article -> what one is told of its sister: the EPUB of the PDF's pages (decision 10)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace

from pubpipe.model import Edition, Json

ELDER, YOUNGER = "pdf", "epub"

_PROMISED = "sister"


def promise(form: str, identities: Mapping[str, str]) -> dict[str, Json]:
    """Return the facts with which an edition is planned: the identity of the sister that is planned as well."""
    if form != YOUNGER or ELDER not in identities:
        return {}
    return {_PROMISED: identities[ELDER]}


def waits(edition: Edition) -> bool:
    """Does an edition wait for what its sister has to tell?"""
    return _PROMISED in edition.facts


def told(edition: Edition, sha256: str, facts: Mapping[str, Json]) -> Edition:
    """Return an edition that knows its sister's pages, and that sister's digest as a name (RFC 6920).

    A sister that has nothing to tell leaves it without facts, so that it claims nothing.
    """
    if not isinstance(facts.get("breaks"), list):
        return replace(edition, facts={})
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    source = f"ni:///sha-256;{digest}?ct=application/pdf"
    return replace(edition, facts={"source": source, "breaks": facts["breaks"]})

"""Keys as emoji write them (``1️⃣``) -> the same, marked, so that one face draws the key and what stands on it.

A digit and U+20E3, the key around it, would come from two faces, and the key be drawn over the next word.
"""

from __future__ import annotations

import re

from lxml import etree

from pubpipe.editions.pdf.tree import mark

_KEY = re.compile("([0-9#*])\ufe0f?(\u20e3)")
_AROUND = "\u20e3"


def mark_keys(body: etree._Element) -> None:
    """Wrap each key into ``span.key``, in place.

    Without its variation selector, for which Pango takes an emoji's face or none.
    """
    if not any(_AROUND in str(text) for text in body.itertext()):
        return
    mark(body, _KEY, _key)


def _key(key: re.Match[str], _: etree._Element) -> etree._Element:
    span = etree.Element("span", {"class": "key"})
    span.text = key[1] + key[2]
    return span

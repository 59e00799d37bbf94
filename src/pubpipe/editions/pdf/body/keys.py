"""Keys as emoji write them (``1️⃣``) -> the same, marked, so that one face draws the key and what stands on it.

A digit and U+20E3, the key around it, would come from two faces, and the key be drawn over the next word.
"""

from __future__ import annotations

import re

from lxml import etree

_KEY = re.compile("([0-9#*])\ufe0f?(\u20e3)")
_AROUND = "\u20e3"


def mark_keys(body: etree._Element) -> None:
    """Wrap each key into ``span.key``, in place.

    Without its variation selector, for which Pango takes an emoji's face or none.
    """
    if not any(_AROUND in str(text) for text in body.itertext()):
        return
    for element in list(body.iter(etree.Element)):
        _wrap(element, None)
        for child in list(element):
            _wrap(element, child)


def _wrap(parent: etree._Element, after: etree._Element | None) -> None:
    """Wrap the keys of the text at an element's beginning, or of that after one of its children."""
    text = (parent.text if after is None else after.tail) or ""
    keys = list(_KEY.finditer(text))
    if not keys:
        return
    place = 0 if after is None else parent.index(after) + 1
    marked = []
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        span = etree.Element("span", {"class": "key"})
        span.text = key[1] + key[2]
        span.tail = text[key.end() : following.start() if following else None]
        marked.append(span)
    if after is None:
        parent.text = text[: keys[0].start()]
    else:
        after.tail = text[: keys[0].start()]
    parent[place:place] = marked

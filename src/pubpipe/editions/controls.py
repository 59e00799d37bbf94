"""Code with characters that steer the direction of a line -> the same, in the order in which it is written.

Overrides, embeddings and isolates of Unicode Standard Annex 9 can make a listing show other code than it holds
(CVE-2021-42574). In prose the normalizer settles them; code is kept letter by letter.
"""

from __future__ import annotations

import re

from lxml import etree

_STEERING = re.compile("([\u202a\u202b\u202d\u202e\u2066-\u2068])")


def set_apart(root: etree._Element) -> None:
    """Put each such character of code into a ``span.control``, a box beyond whose end it steers nothing, in place.

    A style has it as ``inline-block``; WeasyPrint lays out every inline box by itself.
    """
    for code in root.iter("code"):
        before, *rest = _STEERING.split(code.text or "")
        for at, (control, after) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
            span = etree.Element("span", {"class": "control"})
            span.text, span.tail = control, after
            code.insert(at, span)
        if rest:
            code.text = before

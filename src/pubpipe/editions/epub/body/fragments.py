"""A body tree -> fragments in which epub:type has that very name."""

from __future__ import annotations

from lxml import etree

# The namespace of epub:type (EPUB 3.3, Appendix D.1).
OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"


def fragment(tree: etree._Element | None = None) -> etree._Element:
    """Return a ``div`` with the contents of another, in which ``epub:type`` has that very name.

    Reading systems look for the prefix ``epub``, not for its namespace.
    """
    fragment = etree.Element("div", nsmap={"epub": OPS})
    if tree is not None:
        fragment.text = tree.text
        fragment.extend(list(tree))
    return fragment

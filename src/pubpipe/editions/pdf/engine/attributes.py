"""WeasyPrint's calls of Pango -> the same calls, with the attributes of each line of text given back."""

from __future__ import annotations

from typing import Any

from pubpipe.editions.pdf.engine.library import Library


class GivenBack(Library):
    """Pango as ``weasyprint.text.line_break`` calls it, without the attributes that it leaves lying about.

    Each layout is given a list of attributes that is never released, with an attribute of its font features
    in it that is made anew each time and, but for the first, forgotten: some 100 bytes a layout, 60 KB an
    article. Here each list holds the attribute that was made for it, and goes when its layout does.
    """

    def __init__(self, pango: Any, ffi: Any) -> None:  # noqa: ANN401 - a library as cffi opens it
        super().__init__(pango)
        self._gc = ffi.gc
        self._made: object = None
        self._held: object = None

    def pango_attr_font_features_new(self, features: bytes) -> object:
        """Make an attribute, for the list into which the next one is put."""
        self._made = self._library.pango_attr_font_features_new(features)
        return self._made

    def pango_attr_list_insert(self, attributes: object, _attribute: object) -> None:
        """Put the attribute made last into a list, which then owns it: any earlier one belongs to another list.

        The layout takes its own hold of the list before the next list comes, and ours is let go.
        """
        self._library.pango_attr_list_insert(attributes, self._made)
        self._held = self._gc(attributes, self._library.pango_attr_list_unref)

"""Canonical Markdown -> XHTML, documents -> trees, citations -> entries; the only room that knows pandoc."""

from pubpipe.markup.running import pandoc_path, pandoc_version
from pubpipe.markup.tasks import BOXES
from pubpipe.markup.xhtml import DIALECT, one_pandoc, to_xhtml, xhtml_ahead

__all__ = ["BOXES", "DIALECT", "one_pandoc", "pandoc_path", "pandoc_version", "to_xhtml", "xhtml_ahead"]

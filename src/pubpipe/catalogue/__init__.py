"""What is known of a folder's articles -> the pages of its index, and its feed."""

from __future__ import annotations

from pubpipe.catalogue.entry import Entry, entry, plain
from pubpipe.catalogue.feed import FEED, feed
from pubpipe.catalogue.page import House, render
from pubpipe.catalogue.paging import FRONT, Page, is_page, pages

__all__ = ["FEED", "FRONT", "Entry", "House", "Page", "entry", "feed", "is_page", "pages", "plain", "render"]

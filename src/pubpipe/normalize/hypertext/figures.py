"""A figure of one picture and its caption -> the picture, whose words are the caption."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace

from pubpipe.normalize import document as doc
from pubpipe.normalize.hypertext.elements import SPANS
from pubpipe.normalize.hypertext.traces import Trace
from pubpipe.normalize.inlines import single_spaces
from pubpipe.tags import Comment, Tag, parted

_AROUND = frozenset(("figure", "figcaption", "picture", "source", "div", "p", "img"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, what its tags become, and the length of the HTML that it is."""

    picture: doc.Picture
    traces: tuple[Trace, ...]
    length: int


def figure(text: str) -> Figure | None:
    """Return the figure with which a text begins; None where it is more than a picture with a caption of words.

    A picture has one text: its caption stands for its description, as on a page.
    """
    stop = text.find("</figure>")
    source, title, within = "", "", False
    words: list[str] = []
    traces: list[Trace] = []
    for _, part in parted(text[: stop + len("</figure>")] if stop >= 0 else ""):
        if isinstance(part, Comment):
            traces.append(Trace(part.source, "", "comment"))
        elif isinstance(part, str):
            if part.strip() and not within:
                return None
            words.append(html.unescape(part))
        else:
            if not _is_plain(part) or (part.name == "img" and source):
                return None
            traces.append(Trace(part.source))
            if part.name == "figcaption":
                within = not part.closes
            elif part.name == "img":
                source = part.attributes.get("src", "").strip()
                title = " ".join(part.attributes.get("title", "").split())
            elif part.name == "br":
                words.append(" ")
    caption = single_spaces("".join(words)).strip()
    if not source or not caption:
        return None
    last = max(n for n, trace in enumerate(traces) if trace.source[:4].lower() in ("<img", "</fi"))
    last = next(n for n in reversed(range(last + 1)) if "figure" not in traces[n].source.lower())
    traces[0] = replace(traces[0], after="![")
    traces[last] = replace(traces[last], after=f']({source} "{title}")' if title else f"]({source})")
    return Figure(doc.Picture(caption, source, title), tuple(traces), stop + len("</figure>"))


def _is_plain(tag: Tag) -> bool:
    """Whether a tag is one of a picture with its caption, or of words that need no more than letters."""
    return tag.name in _AROUND or tag.name == "br" or SPANS.get(tag.name) in ("plain", "strong", "emphasis")

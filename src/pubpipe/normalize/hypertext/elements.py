"""An element of HTML -> what it is within an article in Markdown."""

_PLAIN_NAMES = """abbr acronym bdi bdo big data font ins label mark nobr picture small span time u"""
_BLOCK_NAMES = """address article aside body caption center colgroup dd details dialog div dl dt fieldset figcaption
    figure footer header hgroup html legend main nav p section summary tbody tfoot thead"""

SPANS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(_PLAIN_NAMES.split(), "plain"),
    "a": "link",
    "sup": "raised",
    "sub": "lowered",
    **dict.fromkeys(("del", "s", "strike"), "struck"),
    "q": "quoted",
    "ruby": "ruby",
    "rb": "plain",
    "rt": "reading",
    "rp": "plain",
}
"""What stands around words within a line."""

BLOCKS = frozenset(_BLOCK_NAMES.split())
"""What stands around lines and says nothing else of them."""

LISTS = frozenset(("ul", "ol", "menu", "dir"))
ROWS = frozenset(("tr",))
CELLS = frozenset(("td", "th"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
EMBEDDED = frozenset(("audio", "embed", "iframe", "source", "video"))
"""What plays or shows something of another address."""

UNREAD = frozenset(("script", "style"))
"""What stands in these is meant for no reader."""

VOID = frozenset(["br", "col", "embed", "hr", "img", "source", "track", "wbr"])
"""What has no end (HTML Living Standard, 13.1.2)."""

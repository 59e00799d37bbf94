"""A source as CSL-JSON and a style of reference -> the same with what the style's manual asks and CSL cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable

from pubpipe.model import Json

_TITLES = ("title", "container-title")
# Words that are prepositions whatever follows; `after`, `before` or `since` may begin a clause.
_PREPOSITIONS = (
    "about|above|across|against|along|amid|among|around|behind|beneath|beside|besides|between|beyond|concerning"
    "|despite|during|from|inside|into|onto|outside|through|throughout|toward|towards|underneath|upon|versus|with"
    "|within|without"
)
_WITHIN = re.compile(rf"(?<=\w )({_PREPOSITIONS})(?= \w)")
_AFTER_COLON = re.compile(r"(?<=: )[^\W\d_]")

# The styles' own file says `Retrieved` of a page without a date, be a day of reading known or not.
_RETRIEVED = re.compile(
    r'<text term="retrieved" text-case="capitalize-first"/>\s*'
    r'(<group delimiter=", ">\s*<date form="text" variable="accessed"/>\s*<text term="from"/>\s*</group>)'
)


def mended(csl: str) -> str:
    """Return a style as its manual has it: APA (7th ed., 9.16) says `Retrieved` where it can say when."""
    return _RETRIEVED.sub(
        r'<group delimiter=" "><text term="retrieved" text-case="capitalize-first"/>\1</group>', csl
    )


def suited(item: dict[str, Json], csl: str, lang: str) -> dict[str, Json]:
    """Return a CSL-JSON item as a manual wants it; ``csl`` is the style's text, which names it by its ``id``.

    APA (7th ed.) names a body that publishes its own work once, as the author (9.29), and begins what follows a colon
    with a capital (6.17). MLA (9th ed.) names it as the publisher alone and begins with the title (5.54); prepositions
    within an English title are in lower case, however long (2.90). The Chicago manual repeats such a body as publisher.
    """
    name = re.search(r"<id>\s*https?://www\.zotero\.org/styles/([a-z0-9-]+)", csl)
    english = lang.split("-", 1)[0].lower() in ("en", "")
    if name and name[1].startswith("apa"):
        kept = {key: value for key, value in item.items() if key != "publisher" or not _own(item)}
        return _retitled(kept, _AFTER_COLON, str.upper) if english else kept
    if name and name[1].startswith("modern-language-association"):
        kept = {key: value for key, value in item.items() if key != "author" or not _own(item)}
        return _retitled(kept, _WITHIN, '<span class="nocase">{}</span>'.format) if english else kept
    return item


def _own(item: dict[str, Json]) -> bool:
    """Whether one body has written and published a work."""
    return bool(item.get("publisher")) and item.get("author") == [{"literal": item["publisher"]}]


def _retitled(
    item: dict[str, Json], pattern: re.Pattern[str], change: Callable[[str], str]
) -> dict[str, Json]:
    return item | {
        key: pattern.sub(lambda found: change(found[0]), str(item[key])) for key in _TITLES if item.get(key)
    }

"""A source as CSL-JSON and a style of reference -> the same with what the style's manual asks and CSL cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable

from pubpipe.model import Json

_TITLES = ("title", "container-title")
# Words that are prepositions whatever follows.
_PREPOSITIONS = (
    "about|above|across|against|along|amid|among|around|behind|beneath|beside|besides|between|beyond|concerning"
    "|despite|during|from|inside|into|onto|outside|through|throughout|toward|towards|underneath|upon|versus|with"
    "|within|without"
)
# Words that may begin a clause as well. What follows them to the end is none where it is one word, or a noun with its
# article: a clause has a subject and a verb.
_PERHAPS = "after|before|since|till|until"
_NO_CLAUSE = r"(?= (?:(?:the|an?|its|his|her|my|our|your|their) )?[^\W_][\w’'-]*(?: *[:;,.?!—–]|$))"
_WITHIN = re.compile(rf"(?<=\w )(?:(?:{_PREPOSITIONS})(?= \w)|(?:{_PERHAPS}){_NO_CLAUSE})", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^[A-Z][a-z]+(?=[’'. ]|$)")
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
    with a capital (6.17); a thesis that stands nowhere but in its university is unpublished (10.6). MLA (9th ed.)
    names such a body as the publisher alone and begins with the title (5.54); prepositions within an English title are
    in lower case, however long (2.90), and so is the kind of a thesis (5.113). The Chicago manual repeats the body as
    publisher.
    """
    name = re.search(r"<id>\s*https?://www\.zotero\.org/styles/([a-z0-9-]+)", csl)
    english = lang.split("-", 1)[0].lower() in ("en", "")
    if name and name[1].startswith("apa"):
        kept = {key: value for key, value in item.items() if key != "publisher" or not _own(item)}
        return _retitled(_unpublished(kept), _AFTER_COLON, str.upper) if english else kept
    if name and name[1].startswith("modern-language-association"):
        kept = {key: value for key, value in item.items() if key != "author" or not _own(item)}
        return _retitled(_kind_of_thesis(kept), _WITHIN, _in_lower_case) if english else kept
    return item


def _own(item: dict[str, Json]) -> bool:
    """Whether one body has written and published a work."""
    return bool(item.get("publisher")) and item.get("author") == [{"literal": item["publisher"]}]


def _in_lower_case(word: str) -> str:
    return word if word.isupper() else f'<span class="nocase">{word.lower()}</span>'


def _kind_of_thesis(item: dict[str, Json]) -> dict[str, Json]:
    """`Master’s thesis` stands within a sentence; `PhD dissertation` and `MA thesis` keep their capitals."""
    genre = item.get("genre")
    if item.get("type") != "thesis" or not isinstance(genre, str):
        return item
    return item | {"genre": _FIRST_WORD.sub(lambda found: found[0].lower(), genre)}


def _unpublished(item: dict[str, Json]) -> dict[str, Json]:
    genre = item.get("genre")
    if item.get("type") != "thesis" or not isinstance(genre, str) or genre.lower().startswith("unpublished"):
        return item
    if any(item.get(place) for place in ("URL", "DOI", "archive", "source")):
        return item
    return item | {"genre": f"Unpublished {_FIRST_WORD.sub(lambda found: found[0].lower(), genre)}"}


def _retitled(
    item: dict[str, Json], pattern: re.Pattern[str], change: Callable[[str], str]
) -> dict[str, Json]:
    return item | {
        key: pattern.sub(lambda found: change(found[0]), str(item[key])) for key in _TITLES if item.get(key)
    }

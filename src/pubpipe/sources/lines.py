"""A line of a sources section -> its source record, or nothing; and what heads such a section."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Source
from pubpipe.sources.address import clean, from_address

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.I)
_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^?\d{1,3}[.):]|[-*•–])\s+")
_HEADS = frozenset(
    """sources|source|references|reference list|works cited|bibliography|further reading|notes|citations|links
    références|bibliographie|quellen|literatur|einzelnachweise|fuentes|referencias|bibliografía|fontes|referências
    fonti|zdroje|bronnen|källor|źródła|источники|参考文献|出典|参考资料|资料来源|출처|참고문헌|المصادر|المراجع|מקורות|स्रोत""".replace(
        "\n", "|"
    )
    .replace("    ", "")
    .split("|")
)


def is_head(line: str) -> bool:
    """Tell whether a whole line heads a sources section, in any of the known languages."""
    return re.sub(r"[\s:：\u00a0]+$", "", line).strip().casefold() in _HEADS


def read(line: str, target: str = "") -> Source | None:
    """Return the record of one line of a sources section (NORMALIZER 1.6), None when it names no address.

    ``target`` is the address of a link whose words are the line. Words beside the address are the title when
    they are parted from it (``Title - address``, ``Title: address``, ``Title (address)``).
    """
    words = _NUMBER.sub("", line).strip()
    found = ADDRESS.search(words)
    if not found and not target:
        return None
    address = target or clean(found[0] if found else "")
    record = from_address(address)
    beside = words
    if found:
        beside = (words[: found.start()] + " " + words[found.start() + len(clean(found[0])) :]).strip()
    title = re.sub(r"^[\s(<\[]+|[\s:：|(<>)\]\-–—,.]+$", "", beside)
    if not title:
        return record
    derived = tuple(field for field in record.derived if field != "title")
    return replace(record, title=title.strip("“”\"'"), derived=derived)

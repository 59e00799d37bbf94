"""The links of a body tree -> numbers in the list of sources, which has their addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.editions.parts import is_link
from pubpipe.editions.works import CALL

if TYPE_CHECKING:
    from lxml import etree

NUMBER = "data-number"
CALLS = ("mailto:", "tel:", "sms:")  # short enough to stand in the text


def number(tree: etree._Element, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Give each link the number of its source, and return the addresses that are not among the sources' own.

    ``sources`` are the sources' addresses in their order; the returned ones go on counting, each once. The
    number is written into the tree. A link whose words are its address has none.
    """
    known = {address: n for n, address in reversed([*enumerate(sources, 1)]) if address}
    more: dict[str, int] = {}
    for link in tree.iter("a"):
        address = link.get("href") or ""
        words = " ".join("".join(map(str, link.itertext())).split())
        local = address.startswith("#") or address.lower().startswith(CALLS)
        if local or not is_link(address) or is_its_own_words(words, address):
            continue
        if address not in known:
            more.setdefault(address, len(sources) + len(more) + 1)
        link.set(NUMBER, str(known.get(address) or more[address]))
    return tuple(more)


def part_from_notes(tree: etree._Element) -> None:
    """Set the calls of sources as links' numbers are, ``<1>``, in a text whose notes are called by ``[1]``."""
    if tree.find("section/ol") is None:
        return
    for call in tree.iter("a"):
        if call.get("class") == CALL and (call.text or "").isdecimal():
            _open(call)
            call.tail = re.sub(r"^((?:, [^\[\];]{1,60})?)\]", r"\1>", call.tail or "")


def _open(call: etree._Element) -> None:
    before, parent = call.getprevious(), call.getparent()
    if before is not None and (before.tail or "").endswith("["):
        before.tail = f"{(before.tail or '')[:-1]}<"
    elif before is None and parent is not None and (parent.text or "").endswith("["):
        parent.text = f"{(parent.text or '')[:-1]}<"


def is_its_own_words(words: str, address: str) -> bool:
    """Whether the words of a link say its address already, with or without the scheme."""
    shown = re.sub(r"(?i)^(mailto:|tel:|sms:)", "", address)
    plain = re.sub(r"(?i)^https?://", "", shown).rstrip("/")
    return words.strip("<>") in {address, shown, plain}

"""A line at the head of an article -> who wrote it and when, where it says nothing else (NORMALIZER 1.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pubpipe.normalize import document as doc
from pubpipe.normalize.dates import Day, date_line, date_part, says_nothing
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.names import Credit, bare_names, credit, is_city, is_house, is_where
from pubpipe.normalize.passes._counters import bared
from pubpipe.normalize.passes._introductions import introduced
from pubpipe.sources.heads import is_head

_LONGEST = 160
_HEAD = 5
_SEPARATOR = re.compile(
    r"\s*[|•·｜‖]\s*|\s+[–—-]\s+|\u3000+|\s+(?=(?:作者|来源|來源|记者|記者|撰文|文|取材)\s*[:：])"
)
_LETTER = re.compile(r"from:\s*(?P<name>[^<>@]{2,80}?)\s*<[^<>\s]+@[^<>\s]+>", re.I)
_HANDLE = re.compile(
    r"(?:(?:posted |written |published )?by|von|par|por|di|door|av|af)\s+(?P<name>[^\W\d_][\w.-]{2,19})", re.I
)
# ``Posted by Jane Doe at 5:11 AM``, as the templates of blogs have it.
_AT = re.compile(r"\s(?:at|um|à|a las|às|alle|om|kl\.?)\s\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?|\s?uhr)?$", re.I)
# Chinese papers and sites sign beside the day without a word that says so.
_PAPER = re.compile(
    r"[\u3400-\u9fff]{1,8}(?:网|網|报|報|社|周刊|日报|晚报|新闻|新聞|电视台|电台|财经|时报|時報|在线)"
)
# ``Posted by Jane Doe on May 3, 2024 in Local``: what it is filed under is the site's.
_POSTED = re.compile(
    r"^(?P<said>(?:posted|published|submitted) (?:by|on) .{6,80}?\b[12]\d{3}) (?:in|under) [^\d]{3,40}$", re.I
)
_READING = re.compile(
    r"(?:reading time:?\s*)?\d{1,3}[ -]?(?:min(?:ute)?s?\.?(?: read)?|min\.? lesezeit|minuti di lettura"
    r"|min(?:utos)? de (?:lectura|leitura))",
    re.I,
)
# Who saw the text through the press has no place of his own in the front matter.
_EDITED = re.compile(
    r"(?:editor(?:a|ial)?|edited by|redaktur|penyunting|redaktor(?:ka)?|redacteur|éditeur|édité par|editado por"
    r"|a cura di|редактор|редакторка|संपादक|संपादन|编辑|編輯|责任编辑|編集|편집)\s*[:：]\s*(?P<name>\S.{2,50})",
    re.I,
)
# ``Example.com``, beside the day: the site itself.
_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{2,30}\.){1,2}(?:com|net|org|info|news|co|id|[a-z]{2})")


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line says about an article's making: people, an agency, days, a place.

    ``sure`` says of ``where`` that it is a place and no paper, ``loose`` that without a proof of it the line is
    no such line; ``bare`` says of the people that no word introduces them, so that they may be a place.
    """

    people: tuple[str, ...] = ()
    agency: str = ""
    days: tuple[Day, ...] = ()
    where: str = ""
    sure: bool = False
    bare: bool = False
    loose: bool = False

    def __add__(self, other: Credits) -> Credits:
        return Credits(
            self.people + other.people,
            self.agency or other.agency,
            (*self.days, *other.days),
            self.where or other.where,
            self.sure or other.sure,
            self.bare or other.bare,
            self.loose or other.loose,
        )

    @classmethod
    def of(cls, who: Credit, days: tuple[Day, ...] = ()) -> Credits:
        """Return what a byline and the days beside it say."""
        return cls(who.people, who.agency, days, who.where, who.sure)


def read_credits(line: str, lang: str) -> Credits | None:
    """Return what a whole line says about who and when; None when it says anything else, or nothing."""
    if len(line) > _LONGEST or "\n" in line:
        return None
    line = bared(line)
    days = date_line(line, lang)
    if days:
        return Credits(days=days)
    letter = _LETTER.fullmatch(line)
    if letter:
        who = bare_names(letter["name"])
        return Credits(who, "" if who else letter["name"].strip(' "'))
    found = Credits()
    unread: list[str] = []
    for segment in _SEPARATOR.split(_POSTED.sub(r"\g<said>", line)):
        part = _segment(segment.strip(" ,"), lang)
        if part is None:
            unread.append(segment.strip(" ,"))
            continue
        found += part
    if unread:
        beside = _beside(unread[0], found) if len(unread) == 1 else None
        if beside is None:
            return None
        found += beside
    if len(found.days) > len({day.updated for day in found.days}):
        return None
    return found if found.people or found.agency or found.days else None


def _beside(text: str, found: Credits) -> Credits | None:
    """What a part of a line names without a word that says so: who, beside a day; where, beside either."""
    people = bare_names(text) if found.days and not found.people else ()
    if people:
        return Credits(people, bare=True)
    if found.days and _DOMAIN.fullmatch(text):
        return Credits()
    return Credits(where=text, sure=is_city(text), loose=not is_city(text)) if is_where(text) else None


def line_of(piece: Piece) -> str:
    """Return the words of a paragraph that may be a line of furniture, empty for any other block.

    A paragraph with a picture, code or a footnote's call is none: these would be lost with it.
    """
    if not isinstance(piece.block, doc.Paragraph):
        return ""
    held = any(_holds(node) for node in piece.block.children)
    return "" if held else doc.plain(piece.block.children).strip()


def _holds(node: doc.Inline) -> bool:
    if isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
        return any(_holds(child) for child in node.children)
    return isinstance(node, doc.Picture | doc.NoteCall | doc.Code)


def under_sources(galley: Galley, n: int) -> bool:
    """Tell whether block ``n`` stands right under a heading of sources: taken away, it would let others move up."""
    return n > 0 and is_head(doc.words_of(galley.pieces[n - 1].block))


def language_of(galley: Galley) -> str:
    """Return the language that is known so far, as a tag."""
    return str(galley.meta.get("lang") or "und")


def head(galley: Galley) -> range:
    """Return the numbers of the pieces in which furniture before the body may stand."""
    return range(min(_HEAD, len(galley.pieces)))


def _segment(text: str, lang: str) -> Credits | None:
    if not text or says_nothing(text) or _READING.fullmatch(text):
        return Credits()
    edited = _EDITED.fullmatch(text)
    if edited and credit(edited["name"]):
        return Credits()
    days = date_line(text, lang)
    if days:
        return Credits(days=days)
    days, before = date_part(text, lang)
    who = introduced(_AT.sub("", before).strip(" ,.;"), lang) or (_unspaced(before) if days else None)
    who = who or (_for_paper(before) if days else None)
    if who:
        return Credits.of(who, days)
    name = before.strip(" ,(")
    if days and before.endswith((", ", " (")) and (people := bare_names(name)):
        return Credits(people, days=days, bare=True)
    if days and before.endswith(", ") and len(name.split()) == 1 and is_where(name):
        return Credits(days=days, where=name, sure=is_city(name), loose=not is_city(name))
    return _day_first(text, lang)


def _day_first(text: str, lang: str) -> Credits | None:
    """``July 28, 2024 by Jane Doe``."""
    for intro in re.finditer(r"\s(?=\S)", text):
        days = date_line(text[: intro.start()], lang)
        who = introduced(text[intro.end() :], lang) if days else None
        if not days:
            continue
        who = who or _unspaced(text[intro.end() :])
        if who and (who.people or who.agency):
            return Credits.of(who, days)
        handle = _HANDLE.fullmatch(text[intro.end() :])
        if handle:
            return Credits((handle["name"],), days=days)
    return None


def _for_paper(text: str) -> Credit | None:
    """``Jane Doe, THE DAILY`` beside a day: names, and behind them for whom they write."""
    names, _, house = text.strip(" ,").rpartition(", ")
    people = bare_names(names) if is_house(house) else ()
    return Credit(people, where=house) if people else None


def _unspaced(text: str) -> Credit | None:
    """A name in a script without case beside a day, or a paper's."""
    if _PAPER.fullmatch(text.strip(" ,.;")):
        return Credit(agency=text.strip(" ,.;"))
    people = bare_names(text.strip(" ,.;"))
    return Credit(people) if people and not any(c.isupper() or c.islower() for c in text) else None

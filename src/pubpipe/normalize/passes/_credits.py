"""A line at the head of an article -> who wrote it and when, where it says nothing else (NORMALIZER 1.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pubpipe.normalize import document as doc
from pubpipe.normalize.dates import Day, date_line, date_part, says_nothing
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.names import Credit, bare_names, credit, is_agency, is_city, is_given, is_where
from pubpipe.normalize.passes._counters import bared
from pubpipe.sources.heads import is_head

_LONGEST = 160
_HEAD = 5
_SEPARATOR = re.compile(
    r"\s*[|•·｜‖]\s*|\s+[–—-]\s+|\u3000+|\s+(?=(?:作者|来源|來源|记者|記者|撰文|文|取材)\s*[:：])"
)
_HOUSE = re.compile(r"(?:来源|來源|稿源|出处)\s*[:：]\s*(\S{2,20})")
_LETTER = re.compile(r"from:\s*(?P<name>[^<>@]{2,80}?)\s*<[^<>\s]+@[^<>\s]+>", re.I)
_HANDLE = re.compile(r"(?:posted |written |published )?by\s+(?P<name>[^\W\d_][\w.-]{2,19})", re.I)
# ``Posted by Jane Doe on May 3, 2024 in Local``: what it is filed under is the site's.
_POSTED = re.compile(
    r"^(?P<said>(?:posted|published|submitted) (?:by|on) .{6,80}?\b[12]\d{3}) (?:in|under) [^\d]{3,40}$", re.I
)
_READING = re.compile(
    r"(?:reading time:?\s*)?\d{1,3}[ -]?(?:min(?:ute)?s?\.?(?: read)?|min\.? lesezeit|minuti di lettura"
    r"|min(?:utos)? de (?:lectura|leitura))",
    re.I,
)
# Words that introduce a name in one language mean something else in another: ``Por``, ``Di``, ``Von``.
_INTROS = {
    "de": r"von",
    "fr": r"par",
    "es": r"por",
    "pt": r"por",
    "gl": r"por",
    "ca": r"per",
    "it": r"di|a cura di",
    "nl": r"door",
    "da": r"af",
    "nb": r"av|af",
    "no": r"av|af",
    "sv": r"av",
    "id": r"oleh",
    "ro": r"de",
    "el": r"γράφει(?: [οη])?|γράφουν(?: οι)?|του|της|των",
    "tr": r"yazan|haber|röportaj",
    "cs": r"napsala?|ptala? se",
    "hu": r"írta",
    "fi": r"kirjoittanut",
    "ar": r"بقلم|كتب|كتبت|حوار|أجرى الحوار|تقرير",
    "he": r"מאת",
}
# ``Interview with``, ``report``, ``books``: without a colon only a name makes them an introduction.
_AMBIGUOUS = re.compile(r"(?:كتب|كتبت|حوار|تقرير)\s+$")
_ANY = re.compile(
    r"(?:by|(?:written|words|story|text|report|reported|analysis|article|posted|published|submitted|interview"
    r"|interviewed|as told to) by)\s*:?\s+|propos recueillis par\s+|(?:entretien|recueilli) par\s+"
    r"|entrevista (?:de|por)\s+|intervista di\s+|(?:das (?:gespräch|interview) führte|interview:|interview von)\s+"
    r"|беседовал[аи]?\s+|聞き手\s*[=＝:：・]\s*"
    r"|(?:розмовля(?:в|ла|ли)|спілкува(?:вся|лася|лися)|записа(?:в|ла|л)|rozmawia(?:ł|ła|li)|ptal[aiy]? se)"
    r"\s*:?\s+"
    r"|(?:authors?|autor(?:a|in|en|es)?|auteurs?|autore|auteur·e|texte?|testo|texto|tekst|автор(?:ы)?|forfatter|författare|penulis|yazar|लेखक|redaktør)\s*[:：]\s*"
    r"|(?:autorzy|autorka|autori|autors|autorius|автори|авторка|авторы|журналіст(?:ка)?"
    r"|кореспондент(?:ка)?|корреспондент"
    r"|tác giả|người viết|bài viết|bài|penulis berita|pewarta|reporter|oleh|yazan|muhabir|haber|röportaj|söyleşi"
    r"|نویسنده|گزارش|خبرنگار|نگارنده|گفت‌?وگو|الكاتب|الكاتبة|إعداد|حاورها|حاوره|تقرير|συντάκτης|συντάκτρια|κείμενο"
    r"|ρεπορτάζ|συνέντευξη|szerző|írta|teksti|kirjoittaja|skrivet av|text och foto"
    r"|tekst og foto|text a foto|text und fotos?"
    r"|texte et photos?|texto y fotos|tekst i zdjęcia|কলমে|লেখক|ผู้เขียน|เรื่อง|รายงานโดย"
    r"|संवाददाता|रिपोर्ट|רשם|רשמה|ראיון)\s*[:：]\s*"
    r"|(?:文|作者|撰文|筆者|执笔|執筆|取材・文|글|記者|记者|本报记者)\s*[=＝:：/／]\s*"
    r"|(?:取材・)?文・(?=[^\s・])|글[ ](?=[가-힣]{2,4}$)|(?:本报记者|本報記者|記者|记者)[\s\u3000]+",
    re.I,
)
# What a paper calls the one who writes from elsewhere.
_OURS = re.compile(
    r"^(?:unsere[mr]|notre|nuestr[oa]|il nostro|nosso|our)\s+"
    r"(?:(?:korrespondent|mitarbeiter|redakteur|reporter)(?:en|in)?|correspondante?|envoyée? spéciale?|corresponsal"
    r"|enviad[oa] especial|inviat[oa]|correspondente|correspondent|reporter)\s+",
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
_REPORTER = re.compile(r"(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)(?:\s*=|\s+\S{3,40}@\S{3,40})?")


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
    who = _who(before.strip(" ,.;"), lang) or (_unspaced(before) if days else None)
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
    for intro in re.finditer(r"\s(?=\w+\s)", text):
        days = date_line(text[: intro.start()], lang)
        who = _who(text[intro.end() :], lang) if days else None
        if not days:
            continue
        who = who or _unspaced(text[intro.end() :])
        if who and who.people:
            return Credits.of(who, days)
        handle = _HANDLE.fullmatch(text[intro.end() :])
        if handle:
            return Credits((handle["name"],), days=days)
    return None


def _unspaced(text: str) -> Credit | None:
    """A name in a script without case beside a day."""
    people = bare_names(text.strip(" ,.;"))
    return Credit(people) if people and not any(c.isupper() or c.islower() for c in text) else None


def _who(text: str, lang: str) -> Credit | None:
    if is_agency(text):
        return Credit(agency=text.strip(" ()"))
    house = _HOUSE.fullmatch(text)
    if house:
        return Credit(agency=house[1])
    reporter = _REPORTER.fullmatch(text)
    if reporter:
        return Credit((reporter["name"],))
    own = _INTROS.get(lang.split("-", maxsplit=1)[0].lower())
    intro = _ANY.match(text) or (re.match(rf"(?:{own})\s*:?\s+", text, re.I) if own else None)
    if intro and _AMBIGUOUS.match(intro[0]) and not is_given(text[intro.end() :]):
        return None
    return credit(_OURS.sub("", text[intro.end() :])) if intro else None

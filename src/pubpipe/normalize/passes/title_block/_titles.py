"""The first blocks of an article -> which of them is the title, which the kicker (NORMALIZER 1.3)."""

from __future__ import annotations

import re

from pubpipe.normalize import document as doc
from pubpipe.normalize.dates import date_line
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.names import bare_names, is_teacher
from pubpipe.normalize.passes._credits import language_of, line_of, read_credits, under_sources
from pubpipe.normalize.passes._echoes import echo, spoken_by
from pubpipe.normalize.passes._site import is_site
from pubpipe.normalize.passes.title_block._datelines import match_dateline
from pubpipe.normalize.phrases import phrases
from pubpipe.normalize.tokens import words

_FINAL = re.compile(r"[.。;；:：,，、।۔][\"”’»」』)]*$")
# A title may end in initials: ``… in the U.S.``
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|vs|No|a\.m|p\.m)\.$|\.\.\.$")
_CLOSED = re.compile(r"[.!?…。！？।۔؟][\"”’»」』)\]]*$")
_INSIDE = re.compile(r"[.!?。！？][\"”’»]?\s+\w")
_ITEM = re.compile(r"(?:[-*•‣▪◦–]|\(?\d{1,3}[.)])\s")
_SUBJECT = re.compile(
    r"(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|ämne|тема|件名|主题)\s*[:：]\s*\S", re.I
)
_LETTER_HEAD = re.compile(
    r"(?:from|to|cc|bcc|sent|date|reply-to|von|an|gesendet|datum|de|à|para|da|a|van|aan|от|кому|差出人|发件人)\s*[:：]\s",
    re.I,
)
# So many letters on one line are prose, not a verse or an item of a list.
_PROSE = 80
# A letter, or a year: ``74°`` is no title.
_SAYS = re.compile(r"[^\W\d_]|\d{4}")
# Of so many lines at the head of a page so many are its menu's.
_MENU = 12
_MENU_LEAST = 3
# A line of fewer letters without spaces between words, or half as many words, may be a label; the text of an
# article says so much of its title's words again.
_LABEL = 8
_ECHO = 2.0
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")
# Scripts whose letters say more than one sound each.
_DENSE = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a\uac00-\ud7af]")


def first_line(galley: Galley) -> int | None:
    """Return the number of the short first block that is the title, None when none is.

    Bylines, date lines and a kicker before it are passed over. It has at most 20 words (28 where it ends
    without any mark), something longer follows, and it does not end as a sentence does, unless the next line
    says who wrote it or when.
    """
    pieces = galley.pieces
    subject = next((n for n, p in enumerate(pieces[:6]) if _SUBJECT.match(line_of(p))), None)
    if subject is not None:
        return subject
    essay = _under_essay_head(galley)
    if essay is not None:
        return essay
    n = _first_other(galley, 0)
    if n < 4 and _is_menu(galley, n):
        return None
    if n + 1 < len(pieces) and n < 4 and is_kicker(galley, n):
        n = _first_other(galley, n + 1)
    if not (n < 4 and is_title(galley, n) and not under_sources(galley, n)):
        return None
    return n if _is_proven(galley, n) else None


def _is_proven(galley: Galley, n: int) -> bool:
    """Whether a short line over what is left of a page copied whole is the title and no label of the site.

    The text says its words, or who wrote it, or when, stands below.
    """
    text = line_of(galley.pieces[n])
    short = len(text) < _LABEL if _UNSPACED.search(text) else len(text.split()) < _LABEL // 2
    if not short or not any(event.step == "site" for event in galley.events):
        return True
    lang = language_of(galley)
    below = [bool(read_credits(line_of(piece), lang)) for piece in galley.pieces[n + 1 : n + 4]]
    spoken = spoken_by(doc.words_of(piece.block) for piece in galley.pieces[n + 1 :])
    return any(below) or echo(text, spoken).weight >= _ECHO


def _is_menu(galley: Galley, n: int) -> bool:
    """Whether a menu stands at block ``n``: this is a page of which neither title nor text was found."""
    near = [line_of(piece) for piece in galley.pieces[n : n + _MENU]]
    return len(near) == _MENU and sum(map(is_site, near)) >= _MENU_LEAST


def _under_essay_head(galley: Galley) -> int | None:
    """The title under a pupil's name, the teacher's, the course and the day (MLA Handbook, 1.2)."""
    lines_ = [line_of(piece) for piece in galley.pieces[:6]]
    if len(lines_) < 4 or not bare_names(lines_[0]) or not is_teacher(lines_[1]):
        return None
    lang = language_of(galley)
    day = next((n for n in (2, 3, 4) if n < len(lines_) and date_line(lines_[n], lang)), None)
    return day + 1 if day is not None and day + 1 < len(lines_) and is_title(galley, day + 1) else None


def is_title(galley: Galley, n: int) -> bool:
    """Tell whether block ``n`` has the shape of a title with a text after it."""
    pieces = galley.pieces
    if n + 1 >= len(pieces):
        return False
    text = line_of(pieces[n])
    below = [p for p in pieces[n + 1 : n + 9] if not read_credits(line_of(p), language_of(galley))]
    after = below[:7]
    if not text or "\n" in text or not _SAYS.search(text):
        return False
    longest = max((len(doc.words_of(p.block)) for p in after), default=0)
    credited = pieces[n + 1] not in below
    open_end = not _CLOSED.search(text)
    limit = (28, 190) if open_end and not _INSIDE.search(text) else (20, 140)
    if len(text.split()) > limit[0] or len(text) > limit[1] or longest <= len(text):
        return False
    if _UNSPACED.search(text) and len(text) > 60:
        return False
    if match_dateline(text) or "://" in text or _same_list(pieces, n) or _LETTER_HEAD.match(text):
        return False
    if (
        not credited
        and not text.isupper()
        and not _has_prose(pieces[n + 1 : n + 9])
        and not _stands_apart(galley, n)
    ):
        return False
    return (credited and text[-1:] not in ":：,，;") or not _FINAL.search(text) or _ends_in_initials(text)


def is_kicker(galley: Galley, n: int) -> bool:
    """Tell whether block ``n`` is a kicker: a known one, or at most three words in capitals over a title."""
    text = line_of(galley.pieces[n])
    if not text or len(text) > 40 or "\n" in text or not words(text):
        return False
    known = text.strip(" :|•·–—-[]").casefold() in phrases("kickers")
    capitals = text.isupper() and len(text.split()) <= 3 and text[-1].isalnum() and len(text) > 2
    capitals = capitals and _has_prose(galley.pieces[n + 1 : n + 9])
    if not known and not capitals:
        return False
    title = _first_other(galley, n + 1)
    if title < len(galley.pieces) and isinstance(galley.pieces[title].block, doc.Heading):
        return title == n + 1 and not any(isinstance(p.block, doc.Heading) for p in galley.pieces[:n])
    below = line_of(galley.pieces[title]) if title < len(galley.pieces) else ""
    # A line in capitals with a byline, or with the text itself, under it is the title.
    return title == n + 1 and is_title(galley, title) and (known or not below.isupper())


def _first_other(galley: Galley, n: int) -> int:
    lang = language_of(galley)
    while n < len(galley.pieces) and n < 5 and read_credits(line_of(galley.pieces[n]), lang):
        n += 1
    return n


def _ends_in_initials(text: str) -> bool:
    # ``10 p.m.`` heads an entry, not an article.
    return (len(text.split()) >= 4 or _UNSPACED.search(text) is not None) and bool(_INITIALS.search(text))


def _has_prose(pieces: tuple[Piece, ...]) -> bool:
    texts = [doc.words_of(piece.block) for piece in pieces]
    return any(len(text) >= (_PROSE // 2 if _DENSE.search(text) else _PROSE) for text in texts)


def _stands_apart(galley: Galley, n: int) -> bool:
    """Whether a blank line parts a block from the next one."""
    between = galley.draft.text[galley.pieces[n].end : galley.pieces[n + 1].start]
    return len(between.splitlines()) > 1 and "\n\n" in between.replace("\r\n", "\n").replace("\r", "\n")


def _same_list(pieces: tuple[Piece, ...], n: int) -> bool:
    return bool(_ITEM.match(line_of(pieces[n])) and _ITEM.match(line_of(pieces[n + 1])))

"""Groups of lines -> whether they are what stands around a text: a page's furniture, rules, a letter's head."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.normalize.passes._chrome import chrome
from pubpipe.normalize.passes._credits import read_credits
from pubpipe.normalize.phrases import phrases
from pubpipe.normalize.raw.lines import Line, columns

# A line of nothing but signs parts what stands before it from what follows.
_RULE = re.compile(r"([-=_*~#·•—–])(?:[ \t]*\1){2,}")
_TITLE_LINES = 3
_PARAGRAPH = 120
_LETTER_HEAD = re.compile(
    r"(?:from|to|cc|bcc|reply-to|sent|date|subject|message-id|in-reply-to|mime-version|content-type|list-id"
    r"|von|an|gesendet|datum|betreff|de|à|envoyé|objet|para|enviado|fecha|data|asunto|assunto|da|a|oggetto"
    r"|от|кому|тема|дата|差出人|宛先|件名|发件人|收件人|主题)\s*[:：]\s*\S",
    re.I,
)


def is_page(groups: tuple[tuple[Line, ...], ...]) -> bool:
    """Tell whether paragraphs on one line each stand among the short lines of a page: menus, buttons, credits."""
    prose = sum(len(group) == 1 and columns(group[0].text) > _PARAGRAPH for group in groups)
    several = [group for group in groups if len(group) > 1]
    broken = sum(columns(line.text) > _PARAGRAPH / 2 for group in several for line in group)
    furniture = sum(_says_page(line.text) for group in several for line in group)
    return prose >= 3 and furniture >= 2 and broken <= furniture


def _says_page(text: str) -> bool:
    return bool(chrome(text)) or text.casefold() in phrases("kickers")


def is_rule(group: tuple[Line, ...]) -> bool:
    """Tell whether a line of nothing but signs stands alone: it parts what is before it from what follows."""
    return len(group) == 1 and _RULE.fullmatch(group[0].text) is not None


def unruled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without the rules over and under the title: these part nothing."""
    written = [n for n, line in enumerate(lines) if line.text][:_TITLE_LINES]
    gone = {n for n in written if _RULE.fullmatch(lines[n].text) and not _is_fence(lines, n)}
    return tuple(replace(line, text="") if n in gone else line for n, line in enumerate(lines))


def _is_fence(lines: tuple[Line, ...], n: int) -> bool:
    """Tell whether a line of tildes is closed by another one: code stands between them."""
    rule = lines[n].text
    return rule[0] == "~" and any(line.text.startswith(rule) for line in lines[n + 1 :])


def is_letter_head(group: tuple[Line, ...]) -> bool:
    """Tell whether lines are those over a letter (RFC 5322, 3.6): each names what it says."""
    named = sum(bool(_LETTER_HEAD.match(line.text)) for line in group)
    return named >= 2 and named == len(group)


def is_credited(group: tuple[Line, ...]) -> bool:
    """Tell whether two or three lines are a title and who wrote what stands under it, or when."""
    return 2 <= len(group) <= 3 and all(read_credits(line.text, "") for line in group[1:])

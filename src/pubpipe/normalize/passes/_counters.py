"""A line of credits -> the line without what a page counts and offers beside them, which says nothing of the text."""

from __future__ import annotations

import re

# How often a page was read, beside the day: ``Просмотров: 1873``, ``1.2K views``.
_READ = re.compile(
    r"[\s|•·,]{0,3}(?:(?:просмотр(?:ов|ы|а)?|views?|aufrufe|vues|vistas|visualizaç(?:ões|ão)|visualizaciones|lecturas"
    r"|visualizzazioni|letture|weergaven|wyświetleń|wyświetlenia|odsłon|zobrazení|visningar|görüntülenme|المشاهدات|مشاهدات"
    r"|צפיות|阅读量?|浏览量?|閲覧数|조회수?)\s?[:：]?\s?\d[\d.,\s\u00a0]{0,9}[KkMmКк]?"
    r"|\d[\d.,\u00a0]{0,9}[KkMmКк]?\s(?:просмотр(?:ов|а)?|views?|aufrufe|vues|visualizaciones|visualizzazioni|weergaven"
    r"|wyświetleń|visualizações|مشاهدة|צפיות))$",
    re.I,
)
# ``12 Comments``, ``@janedoe``, ``| 4,094 | 6``: at the end of the line, one after the other.
_BESIDE = re.compile(
    r"(?:\s*[|•·,]\s*|\s+)(?:(?:e-?mail|follow|twitter)?\s?@\w{2,30}"
    r"|(?:-\s)?\d{1,6}\s?(?:comments?|replies|shares?|likes?|kommentare?|ergänzung(?:en)?|beiträge?|commentaires?|réactions?"
    r"|comentarios?|comentários|commenti|reacties|评论|評論|跟贴)"
    # What Chinese pages offer to do with a text.
    r"|举报|分享|收藏|打印|评论|我要评论"
    r"|[|•·]\s*\d[\d.,]{0,8}(?:\s*[|•·]\s*\d[\d.,]{0,8}){0,3})$",
    re.I,
)
# The sizes of letters that a page offers: ``字号：A- A A+``.
_SIZES = re.compile(
    r"\s*(?:字号|字體|字体)\s*[:：]?\s*(?:A[-+]?\s*){1,3}|\s*字号\s*[:：]\s*(?:[大中小]\s*){2,3}"
)
_MOST = 4


def bared(line: str) -> str:
    """Return a line without counters, handles and sizes of letters; as it is where nothing would be left."""
    text = _SIZES.sub(" ", _READ.sub("", line)).strip() or line
    for _ in range(_MOST):
        shorter = _BESIDE.sub("", text).strip()
        if not shorter or shorter == text:
            break
        text = shorter
    return text

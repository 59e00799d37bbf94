"""The lines of a text -> what a site sets over and beside its articles: its own name, a list of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.sources.heads import EDIT

_CONTENTS = frozenset(
    """contents|table of contents|in this article|inhalt|inhaltsverzeichnis|sommaire|table des matières|índice|contenido
    conteúdo|sumário|indice|inhoud|spis treści|obsah|содержание|оглавление|зміст|innehåll|indhold|innhold|sisällys
    tartalom|cuprins|içindekiler|mục lục|daftar isi
    目次|目录|目錄|차례|목차|المحتويات|محتويات|תוכן עניינים|περιεχόμενα|विषय सूची|فهرست
    contents hide|contents [hide]|inhaltsverzeichnis [verbergen]|sommaire [masquer]""".replace(
        "\n    ", "|"
    ).split("|")
)
# What a newsletter or a paper sets beside its own name: no article has such lines under its title.
_ACCOUNT = frozenset(
    """subscribe|sign in|log in|sign up|subscribed|join|get app|open app|menu|search|skip to content|become a member
    donate|anmelden|abonnieren|suche|menü|zum inhalt springen|se connecter|s'abonner|s’abonner|je m'abonne|rechercher
    iniciar sesión|suscríbete|suscribirse|buscar|entrar|assinar|assine|pesquisar|accedi|abbonati|cerca|inloggen
    abonneren|zoeken|zaloguj się|logga in|prenumerera|sök|войти|подписаться|поиск|ログイン|登録|検索|登录|订阅
    搜索|로그인|구독|검색|تسجيل الدخول|اشترك|بحث|התחברות|הרשמה|חיפוש""".replace("\n    ", "|").split("|")
)
_NAME = 40
_TITLE = 140
_ENTRY = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[•*–-])\s+(?=\S)")
_MOST = 60


def contents(texts: list[str]) -> Iterator[int]:
    """Yield the lines of a list of an article's parts: two and more lines under its head that stand below once more."""
    for n, text in enumerate(texts):
        if text.casefold().strip(" :") not in _CONTENTS:
            continue
        below = [_name(line) for line in texts[n + 1 :]]
        run = 0
        for k, name in enumerate(below[:_MOST]):
            if not name or name not in below[k + 1 :]:
                break
            run = k + 1
        if run >= 2:
            yield from range(n, n + 1 + run)
            return


def _name(line: str) -> str:
    """What an entry and the heading that it leads to have in common."""
    bare = EDIT.sub("", line) if line.endswith("]") else line
    return " ".join(_ENTRY.sub("", bare, count=1).casefold().split()) if len(bare) <= 120 else ""


def mast(texts: list[str]) -> Iterator[int]:
    """Yield the first line where it is a site's name: lines of its account follow, and then a title of a text."""
    n = 1
    while n < len(texts) and texts[n].casefold().strip(" :>»") in _ACCOUNT:
        n += 1
    if n < 3 or n + 1 >= len(texts) or not 0 < len(texts[0]) <= _NAME:
        return
    title = texts[n]
    if len(title.split()) >= 3 and len(title) <= _TITLE and title[-1] not in ".。:;,":
        yield 0

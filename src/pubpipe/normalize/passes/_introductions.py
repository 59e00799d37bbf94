"""A text that introduces who wrote it (``By``, ``Von``, ``Text:``) -> the names behind it (NORMALIZER 1.3 `byline`)."""

from __future__ import annotations

import re

from pubpipe.normalize.names import Credit, credit, is_agency, is_given, with_role

_HOUSE = re.compile(r"(?:来源|來源|稿源|出处)\s*[:：]\s*(\S{2,20})")
# Words that introduce a name in one language mean something else in another: ``Por``, ``Di``, ``Von``.
_INTROS = {
    "de": r"(?:eine? [^\W\d_]{4,20} )?von",
    "fr": r"(?:une? [^\W\d_]{4,20} )?par",
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
_REPORTER = re.compile(r"(?P<name>[가-힣]{2,4})\s?(?:기자|특파원)(?:\s*=|\s+\S{3,40}@\S{3,40})?")


def introduced(text: str, lang: str) -> Credit | None:
    """Return who a text names behind a word that says so in its language, or as an agency, a paper, a reporter."""
    if is_agency(text):
        return Credit(agency=text.strip(" ()"))
    house = _HOUSE.fullmatch(text)
    if house:
        return Credit(agency=house[1])
    reporter = _REPORTER.fullmatch(text)
    if reporter:
        return Credit((reporter["name"],))
    intro = _intro(text, lang)
    again = _intro(text[intro.end() :], lang) if intro else None
    if intro and again and again[0].rstrip().endswith((":", "：")):
        # ``von Autor: Jane Doe``
        return credit(text[intro.end() + again.end() :])
    if intro and _AMBIGUOUS.match(intro[0]) and not is_given(text[intro.end() :]):
        return None
    named = _OURS.sub("", text[intro.end() :]) if intro else ""
    people = with_role(named)
    return Credit(people) if people else credit(named) if intro else None


def introduces(text: str, lang: str) -> bool:
    """Tell whether a whole line is a word behind which a name is expected, on the next line: ``By``, ``Autor:``."""
    intro = _intro(f"{text} ", lang)
    return intro is not None and intro.end() >= len(text) and not _AMBIGUOUS.match(intro[0])


def _intro(text: str, lang: str) -> re.Match[str] | None:
    own = _INTROS.get(lang.split("-", maxsplit=1)[0].lower())
    return _ANY.match(text) or (re.match(rf"(?:{own})\s*:?\s+", text, re.I) if own else None)

"""Words in a foreign script, and the tags that WeasyPrint makes -> both marked with their language."""

from __future__ import annotations

import functools
import re

from lxml import etree

from pubpipe.editions.pdf.tagging import Origins

# Scripts as runs of letters, and the language that one of them is all but certain to be in; where many
# languages share a script, its own name only, so that nothing is claimed that was not read.
_SCRIPTS = (
    ("Grek", "el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("Cyrl", "und-Cyrl", "\u0400-\u052f"),
    ("Armn", "hy", "\u0530-\u058f"),
    ("Hebr", "he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("Arab", "und-Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("Deva", "und-Deva", "\u0900-\u097f"),
    ("Thai", "th", "\u0e00-\u0e7f"),
    ("Geor", "ka", "\u10a0-\u10ff"),
    ("Kore", "ko", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"),
    ("Jpan", "ja", "\u3040-\u30ff\u31f0-\u31ff\u4e00-\u9fff\u3400-\u4dbf々"),
)
_OWN = {
    "el": "Grek", "ru": "Cyrl", "uk": "Cyrl", "be": "Cyrl", "bg": "Cyrl", "mk": "Cyrl", "sr": "Cyrl", "kk": "Cyrl",
    "ky": "Cyrl", "mn": "Cyrl", "tg": "Cyrl", "hy": "Armn", "he": "Hebr", "yi": "Hebr", "ar": "Arab", "fa": "Arab",
    "ur": "Arab", "ps": "Arab", "ug": "Arab", "sd": "Arab", "ckb": "Arab", "hi": "Deva", "mr": "Deva", "ne": "Deva",
    "sa": "Deva", "th": "Thai", "ka": "Geor", "ko": "Kore", "ja": "Jpan", "zh": "Jpan",
}  # fmt: skip
# Where one of these stands, the scripts are told apart; that expression takes 9 ms to compile.
_DOUBTFUL = re.compile("[\u0370-\u1fff\u3005-\ud7a3\ufb1d-\ufefc]")
_KANA = re.compile("[\u3040-\u30ff]")
_WITHIN_WORD = re.compile("(?<=[0-9A-Za-z\uac00-\ud7a3%)\u201d\u2019])(?=[\uac00-\ud7a3])")
_DASH = re.compile("[\u2013\u2014](?<=[^\\s][ \n].)(?=[ \n]|$)")
# A danda is a full stop, before which many who write Hindi or Nepali put a space.
_DANDA = re.compile("[\u0964\u0965](?<=[^\\s][ \n].)")
# UAX 14 has no line end after a sign that begins a word (LB20a), nor within a number (LB25): -x, ./x, /usr, .5
_FIRST_SIGNS = r"(?<![^\s(\[{\"'\u2018\u201c\u201e\u00ab])[-\u2010./]+(?=\w)"
# Nor one after a bracket that opens and its space (LB14); WeasyPrint has where an element begins there.
_OPENED = r"[(\[{] \Z"
_FILLED = r"\$(?=[{(])"  # what a program fills in: ${name}, $(command)
# A number and the sign of its unit are not parted (ISO 80000-1, 7.1.4).
_UNITS = "[kcmnµμ]?m[²³]?|[kmµμ]?g|[mcdh]?l|[kMGT]i?B|[kMG]?Hz|[kM]?[WV]|mAh?|kWh|[mnµμ]?s|min|h|dpi|pt|px|°[CF]?|%|€"
# Nor a page's, a volume's or a figure's number and what says that it is one.
_COUNTED = r"(?<!\w)(?:(?:pp?|[Nn]os?|Nr|[Vv]ols?|[Ff]igs?|[Cc]h|S|s)\.|§§?|№) (?=\d)"
_HELD = re.compile(rf"{_FIRST_SIGNS}|{_OPENED}|{_FILLED}|{_COUNTED}|(?<=[0-9]) (?=(?:{_UNITS})(?![\w’'-]))")
# A path or a number that begins with its point, its first signs joined to it.
_JOINED_PATH = r"[./][-\u2010./]*\u2060"
_BEGINS = re.compile(_JOINED_PATH)
# The end of a line goes before the space, which a line leaves out at its end (LB8).
_PATH = re.compile(rf"(?<!\u200b)(?=\s{_JOINED_PATH})")
# In code, what no sentence has behind a space, and before which no line may end (LB13): a ternary's colon, a name's.
_CLOSING = re.compile(r"(?<=[^\s\u200b])(?=\s[:;,!?)}\]])")
# Unseen, of a class before which a line may end (AL), and tied to what follows it.
_SEPARATOR = "\u2063"
_BEFORE, _AFTER = "\u2060\\g<0>", "\\g<0>\u2060"
_DASHES_IN_PAIRS = frozenset({"ca", "es", "fr", "gl", "it", "pt"})
_PASSED_OVER = frozenset({"pre", "code"})


def mark_scripts(body: etree._Element, lang: str) -> None:
    """Wrap passages in another script than the article's into ``span lang``: two letters or more, in place.

    PDF/UA-1 7.2, WCAG 2.2 3.1.2: a voice has to know when the language changes.
    """
    own = _OWN.get(lang.split("-", maxsplit=1)[0].lower(), "Latn")
    for element in list(body.iter(etree.Element)):
        if element.tag not in _PASSED_OVER:
            _wrap(element, element.text, None, own)
        parent = element.getparent()
        if element is not body and parent is not None and parent.tag not in _PASSED_OVER:
            _wrap(parent, element.tail, element, own)


def keep_words(body: etree._Element) -> None:
    """Let lines of Korean end at its spaces, as print in Korea does, with word joiners that leave no trace in a PDF.

    CSS Text 3, ``word-break: keep-all``, which WeasyPrint does not know.
    """
    _join(body, _WITHIN_WORD)


def keep_dashes(body: etree._Element, lang: str) -> None:
    """Let no line begin with a danda or a dash that stands after a space, in the same way; the space stays.

    Not where a parenthesis between dashes has its first one with the words that follow, as in French.
    """
    if lang.split("-", maxsplit=1)[0].lower() not in _DASHES_IN_PAIRS:
        _join(body, _DASH)
    if any(danda in text for text in body.itertext() for danda in "\u0964\u0965"):
        _join(body, _DANDA)


def keep_signs(body: etree._Element) -> None:
    """Let no line end after the signs that a word, a path, an option or a number begins with, in the same way.

    Nor after a bracket that opens, nor between a number and the sign of its unit, nor between *p.* and a page's number.
    """
    _join(body, _HELD, _AFTER, frozenset({"pre"}))


def held(line: str) -> str:
    """Return a line of code whose turnovers end before what a word, a path or an option begins with, not behind it."""
    return _CLOSING.sub("\u200b", _PATH.sub("\u200b", _HELD.sub(_AFTER, line)))


def free_paths(body: etree._Element) -> None:
    """Let a line end before a path whose first sign :func:`keep_signs` has joined to it, or before ``.env`` and ``.5``.

    Pango ends none between a space and a solidus or a full stop: a path was tied to the word before it, and hung out of
    its table's cell. What is put there leaves no trace either. docs/upstream/pango-paths.md has it for upstream.
    """
    if not any(_BEGINS.search(str(text)) for text in body.itertext()):
        return
    before = ""
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = "text" if event == "start" else "tail"
        if text := getattr(element, name):
            begins = before.endswith(" ") and _BEGINS.match(text)
            setattr(element, name, (_SEPARATOR if begins else "") + _PATH.sub("\u200b", text))
            before = text


def _join(
    body: etree._Element,
    place: re.Pattern[str],
    joined: str = _BEFORE,
    passed_over: frozenset[str] = _PASSED_OVER,
) -> None:
    """Put a word joiner before what an expression finds, or after it."""
    outside = {inner for outer in body.iter(*passed_over) for inner in outer.iter()}
    for element in body.iter(etree.Element):
        if element not in outside:
            element.text = element.text and place.sub(joined, element.text)
        parent = element.getparent()
        if element.tail and not element.tail.isspace() and parent is not None and parent not in outside:
            last = "".join(map(str, element.itertext()))[-1:]
            element.tail = place.sub(joined, last + element.tail)[len(last) :]


@functools.cache
def _runs(own: str) -> re.Pattern[str]:
    groups = [
        f"(?P<{name}>[{letters}](?:[{letters}\u0300-\u036f\u200c\u200d]|[ \u00a0,،.:;·-]+(?=[{letters}]))+)"
        for name, _, letters in _SCRIPTS
        if name != own
    ]
    return re.compile("|".join(groups))


def _wrap(parent: etree._Element, text: str | None, after: etree._Element | None, own: str) -> None:
    """Wrap the runs of a text that stands in an element, at its beginning or after one of its children."""
    if not text or not _DOUBTFUL.search(text):
        return
    at, end, place = 0, after, 0 if after is None else parent.index(after) + 1
    for match in _runs(own).finditer(text):
        span = etree.Element("span", {"lang": _language(match)})
        span.text = match[0]
        _put(parent, end, text[at : match.start()])
        parent.insert(place, span)
        at, end, place = match.end(), span, place + 1
    if end is not after:
        _put(parent, end, text[at:])


def _put(parent: etree._Element, after: etree._Element | None, text: str) -> None:
    if after is None:
        parent.text = text
    else:
        after.tail = text


def _language(match: re.Match[str]) -> str:
    name = match.lastgroup
    if name == "Jpan" and not _KANA.search(match[0]):
        return "und-Hani"
    return next(lang for script, lang, _ in _SCRIPTS if script == name)


def mark_tags(origins: Origins, lang: str) -> None:
    """Write the languages that are not the document's into its tags (ISO 32000-1, 14.9.2.2)."""
    import pydyf

    for element, box in origins:
        own = box.element.get("lang")
        if own and own != lang:
            element["Lang"] = pydyf.String(own)

"""Names of people, agencies and places as they stand in bylines and datelines -> as they are written in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pubpipe.normalize.phrases import phrases

_JOINT = re.compile(
    r"\s*(?:,|;|&|/|、|，|\s(?:and|und|et|y|e|en|og|och|i|и|та|ve|dan|with|mit|avec|con|com|met)\s)\s*"
)
_WORD = re.compile(r"[^\W\d_][^\s\d,;:!?()|/=@#\"“”]*")
_CASELESS = re.compile("[\u0590-\u06ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u9fff\uac00-\ud7af・]+")
_WHERE = re.compile(
    r"^(?P<names>.+?)"
    r"(?:(?:,? (?:(?P<house>for|at|für|pour|para|per)|in|from|aus|à|en|desde)|, (?:do|da|de|del|em|dal|dalla))"
    r" (?=[^\W\d_a-z])|\s*\((?=[^()]{3,30}\)$))"
)
_INSIDE = re.compile(r"(?P<at>(?:in|from|aus|à|en|da|de|di)\s)?(?P<where>.+)")
_TEACHER = re.compile(
    r"(?:Mrs?|Ms|Mx|Miss|Dr|Prof|Professor|Instructor|Teacher|Frau|Herr|M|Mme|Sra?|Dra?|Sig(?:\.ra)?|Dhr|Mevr|Pan[ií]?)"
    r"\.?:? [^\W\d_][^,;:!?]{1,40}"
)
# A particle of Hebrew and Arabic names is a given name of English ones.
_GIVEN_TOO = ("Ben", "BEN")
# A name written in Chinese characters has no more of them.
_LONGEST_HAN = 6
_ROMAN = re.compile(r"[IVX]{2,4}")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who wrote: people by name, the agency or desk that stands for people, and where they were.

    ``where`` is a place for sure where a preposition or fame says so, else it may be a paper as well.
    """

    people: tuple[str, ...] = ()
    agency: str = ""
    where: str = ""
    sure: bool = False


def credit(text: str) -> Credit | None:
    """Return who the words after ``By`` name, None when they are not only names, agencies and roles."""
    text = text.strip(" .|–—-•·")
    found = _credit(text)
    parted = None if found else _WHERE.match(text)
    found = _credit(parted["names"]) if parted else found
    if not parted or not found or not found.people:
        return found
    inside = _INSIDE.fullmatch(text[parted.end() :].strip(" .)"))
    where = inside["where"] if inside else ""
    alone = not parted["house"] and not _JOINT.search(where) and not is_agency(where) and is_where(where)
    told = not parted[0].endswith("(") or bool(inside and inside["at"])
    return replace(found, where=where, sure=told or is_city(where)) if alone else found


def is_city(name: str) -> bool:
    """Tell whether a name is that of a capital or another seat of news."""
    return name.casefold() in phrases("cities")


def is_agency(text: str) -> bool:
    """Tell whether a whole text names a news agency or a desk."""
    folded = text.strip(" .()|–—-").casefold()
    return bool({folded, folded.removesuffix(" staff")} & phrases("agencies"))


def person(name: str) -> str:
    """Return a name with words in capitals written as in a text: JANE Q. DOE -> Jane Q. Doe."""
    words = name.split()
    shout = name.isupper()
    return " ".join(_cased(word, n, shout=shout, small=phrases("particles")) for n, word in enumerate(words))


def place(name: str) -> str:
    """Return a place in capitals as it is written in a text: RIO DE JANEIRO -> Rio de Janeiro."""
    if not name.isupper():
        return name
    words = name.split()
    return " ".join(
        _cased(word, n, shout=True, small=phrases("place-particles")) for n, word in enumerate(words)
    )


def _credit(text: str) -> Credit | None:
    people: list[str] = []
    agencies: list[str] = []
    where = ""
    parts = _JOINT.split(text)
    for part in parts:
        name = part.strip(" .") if is_agency(part) else part.strip()
        if not name:
            continue
        if _is_role(name) and (people or agencies):
            continue
        if is_agency(name):
            agencies.append(name)
        elif people and (is_city(name) or (is_house(name) and _is_house(name)) or _is_lone(name, people)):
            where = name
        elif _is_person(name):
            people.append(person(name))
        elif people and part is parts[-1] and _is_house(name):
            where = name
        else:
            return None
    if (not people and not agencies) or len(people) > 6:
        return None
    return Credit(tuple(people), ", ".join(agencies), where, is_city(where))


def _is_lone(name: str, people: list[str]) -> bool:
    """A single word behind whole names in a script without capitals: where they are (``कविता रावत, देहरादून``)."""
    return " " in people[0] and " " not in name and _CASELESS.search(name) is not None and not is_han(name)


def bare_names(text: str) -> tuple[str, ...]:
    """Return the people that a text names and nothing else; places, agencies and single names are none."""
    found = None if text.casefold() in phrases("cities") else _credit(text)
    if (
        not found
        or found.agency
        or found.where
        or found.people != tuple(person(n.strip()) for n in _JOINT.split(text))
    ):
        return ()
    unspaced = [name for name in found.people if _CASELESS.search(name) and " " not in name]
    known = {"cities", "kickers", "agencies"}
    if any(name.casefold() in phrases(of) for name in found.people for of in known):
        return ()
    return () if any(len(name) > 5 or not _HAN.fullmatch(name) for name in unspaced) else found.people


def with_role(text: str) -> tuple[str, ...]:
    """Return the person whom a text names with what they do right behind it: ``Jane Doe Education editor``."""
    words = text.split()
    for n in (2, 3):
        name, role = " ".join(words[:n]), words[n:]
        if 0 < len(role) <= 3 and _is_role(role[-1]) and is_given(name):
            return bare_names(name)
    return ()


def is_han(text: str) -> bool:
    """Tell whether a text is written in Chinese characters alone."""
    return _HAN.fullmatch(text) is not None


def is_hangul(text: str) -> bool:
    """Tell whether a text is written in Korean syllables alone."""
    return re.fullmatch("[\uac00-\ud7af]+", text) is not None


def is_told(text: str) -> bool:
    """Tell whether the script of names shows that they are some: capitals, or a few Chinese characters."""
    return not _CASELESS.search(text) or is_han(text)


def is_given(text: str) -> bool:
    """Tell whether two to four words begin with a given name that nothing else is called."""
    words = text.split()
    return 2 <= len(words) <= 4 and words[0].casefold() in phrases("given-names")


def is_role_line(text: str) -> bool:
    """Tell whether a short line names what a person does: ``Environment reporter``, ``Reporter, Leeds``."""
    text = text.partition(", ")[0]
    return 0 < len(text.split()) <= 5 and text[-1].isalpha() and _is_role(text.rsplit(maxsplit=1)[-1])


def is_teacher(text: str) -> bool:
    """Tell whether a line names somebody by a form of address: ``Mr. Okafor``, ``Professor Lund``."""
    return _TEACHER.fullmatch(text) is not None


def is_house(text: str) -> bool:
    """Tell whether a short line names a paper: one of its words says that it is one."""
    words = text.split()
    said = any(re.split(r"[^\w]", word)[0].casefold() in phrases("houses") for word in words)
    return said and len(words) <= 5 and all(word[:1].isupper() or len(word) <= 3 for word in words)


def _is_house(text: str) -> bool:
    """One to three words in capitals after the names: where they are, or for whom they write (``g1 Campinas``)."""
    words = text.split()
    return 0 < len(words) <= 3 and all(word[0].isupper() or not word.isalpha() for word in words)


def is_where(text: str) -> bool:
    """Tell whether one to four words have the shape of a place's name; a paper's may have it as well."""
    words = text.split()
    small = phrases("place-particles")
    return (
        0 < len(words) <= 4
        and ":" not in text
        and all(w[0].isupper() or (n and w in small) for n, w in enumerate(words))
    )


def _is_role(text: str) -> bool:
    return any(word.casefold().strip(".") in phrases("roles") for word in text.split())


def _is_person(name: str) -> bool:
    """Two to five words that begin with a capital, small particles aside; a script without case needs two letters."""
    words = name.split()
    if not all(_WORD.fullmatch(word) for word in words) or len(name) > 60:
        return False
    if all(_CASELESS.search(word) for word in words):
        if any(len(word) > _LONGEST_HAN and is_han(word) and "・" not in word for word in words):
            return False
        return 2 <= len(name) <= 30 and len(words) <= 5
    # ``do Rio de Janeiro`` after a name says where, not who.
    if (
        not 2 <= len(words) <= 6
        or not words[0][0].isupper()
        or (len(words) > 3 and _is_role(words[-1]))
        or any(word.casefold() in phrases("no-names") for word in words)
    ):
        return False
    first = words[0] in _GIVEN_TOO
    proper = [
        w for n, w in enumerate(words) if w.casefold() not in phrases("particles") or (first and n == 0)
    ]
    return len(proper) >= 2 and all(word[0].isupper() for word in proper) and any(len(w) > 2 for w in proper)


def _cased(word: str, n: int, *, shout: bool, small: frozenset[str]) -> str:
    if n and shout and word.casefold() in small:
        return word.lower()
    if shout_mc := re.fullmatch(r"(Mc|Mac)([A-ZÀ-Þ]{2,})", word):
        return shout_mc[1] + shout_mc[2].capitalize()
    if not word.isupper() or re.fullmatch(r"(?:\w\.)+", word) or _ROMAN.fullmatch(word):
        return word
    if not shout and len(word) < 3:
        return word
    parts = re.split(r"([-'’/])", word)
    return "".join(
        part.lower() if k and part.casefold() in phrases("place-particles") else _capitalised(part)
        for k, part in enumerate(parts)
    )


def _capitalised(part: str) -> str:
    if part.startswith("MC") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    return part[:1] + part[1:].lower()

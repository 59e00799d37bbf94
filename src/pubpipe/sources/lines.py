"""A line of a sources section -> its source record, or nothing; and what heads such a section."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, replace

from pubpipe.model import Name, Source
from pubpipe.sources.address import clean, comparable, from_address, identifier
from pubpipe.sources.citations import Citation, Rewrite, folded, introduces, is_citation, read_citation
from pubpipe.sources.tracking import target, untracked

# The signs after which no address goes on, those of East Asian and Arabic texts included.
STOP = '\\s<>"“”«»„「」『』【】〈〉《》、。，；！？（）،؛'
ADDRESS = re.compile(rf"(?:https?://|www\.)[^{STOP}]+", re.I)
_BARE = re.compile(rf"(?<![\w@./:-])(?:[a-z0-9-]{{1,63}}\.){{1,6}}[a-z]{{2,24}}/[^{STOP}]+", re.I)
_DOI = re.compile(rf"(?:doi:\s?)?(?<![\w/.])(10\.\d{{4,9}}/[^{STOP}]+)", re.I)
_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"
NUMBER = re.compile(
    rf"\s*(?:\[\^?\d{{1,3}}\]:?\s*|\(\d{{1,3}}\)\s+|\^?\d{{1,3}}[.):]\s+"
    rf"|\^\d{{0,3}}\s+(?:[Jj]ump up to: ?)?(?:[a-z]\s(?=\S)){{0,8}}|[{_SUPERSCRIPT}]{{1,3}}\s*|[-*•–—‣◦▪➢·]\s+)"
)
_BACK = re.compile(r"\s*\^\d{0,3}\s+((?:[Jj]ump up to: ?)?(?:[a-z]\s(?=\S)){1,8})")
# After these an address belongs to the sentence, not to a title.
_SENTENCE = re.compile(
    r"\b(?:at|visit|see|from|on|via|to|or|and|is|the|by|under|auf|unter|bei|sur|en)\s*$", re.I
)
# ``[Survey](https://…) (PDF). 2015.``: in what form it is there.
_FORM = re.compile(
    r"[>\s]*\((pdf|docx?|xlsx?|pptx?|csv|epub|html|zip|mp[34]|video|audio)\)[.,;]?(?=\s|$)", re.I
)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, and the words of its line that stand in it in another form."""

    source: Source
    rewrites: tuple[Rewrite, ...] = ()


def number_of(line: str) -> int:
    """Return the length of the number, the bullet or the marker that a line begins with."""
    match = NUMBER.match(line)
    return match.end() if match else 0


def stated_number(line: str) -> int:
    """Return the number that a line begins with (``[3]``, ``3.``, ``(3)``, ``³``), 0 where it has none."""
    match = NUMBER.match(line)
    found = re.search(r"\d+", unicodedata.normalize("NFKC", match[0])) if match else None
    return int(found[0]) if found else 0


# A line at the end of an article is asked about when the line before it is, and again for itself.
@functools.lru_cache(maxsize=256)
def addresses(line: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the addresses in a line, without the punctuation of the sentence around them."""
    # Most lines of an article have neither, and then there is no address to be looked for.
    if "/" not in line and "www." not in line.lower():
        return ()
    found = [(m.start(), m.start() + len(clean(m[0]))) for m in ADDRESS.finditer(line)]
    if not found:
        found = [(m.start(), m.start() + len(clean(m[0]))) for m in _BARE.finditer(line)][-1:]
    return tuple(found)


def is_sentence(line: str) -> bool:
    """Tell whether a line with an address reads as prose: the address stands inside a sentence."""
    if len(line) > _LONGEST:
        return True
    found = addresses(line)
    if not found or number_of(line):
        return False
    before, after = line[: found[0][0]], line[found[-1][1] :]
    if len(re.findall(r"\w+", after)) > 25 or len(before.split()) > 60:
        return True
    return bool(_SENTENCE.search(before)) and not introduces(before)


def _begins(line: str, *, cut: bool) -> int:
    """Where the words of an entry begin; without ``cut`` its links back are words as well."""
    found = _BACK.match(line) if not cut else None
    return found.start(1) if found else number_of(line)


def read(line: str, *, cut: bool = True) -> Entry | None:
    """Return the record of one line of a sources section (NORMALIZER 1.6), None when it names no address.

    A link stands in the line as ``words <address>``. What no field takes is the record's note. Without
    ``cut`` nothing falls away, tracking parameters neither.
    """
    if len(line) > _LONGEST:
        return None
    words = line[_begins(line, cut=cut) :].strip()
    found = addresses(words)
    if not found:
        return _by_doi(words, cut=cut)
    start, end = found[-1] if _shortened(words, found) else found[0]
    received = words[start:end]
    record, rewrites = _of_address(received, cut=cut)
    before, after = words[:start], words[end:]
    if comparable(before.strip(" <([\n")) == comparable(received):
        before = ""
    entry = _complete(record, (before, after), (*_back_links(line, cut=cut), *rewrites), cut=cut)
    return replace(entry, rewrites=_with_parted(_parted(before, received), entry.rewrites))


def _with_parted(parted: tuple[Rewrite, ...], rewrites: tuple[Rewrite, ...]) -> tuple[Rewrite, ...]:
    """All rewrites, as one where the word before an address only introduces it: ``URLhttps://…``."""
    for one in parted:
        word, _, scheme = one.after.partition(" ")
        for n, other in enumerate(rewrites):
            if not other.after and other.before.endswith(word):
                whole = replace(other, before=other.before + scheme, after=scheme)
                return (*rewrites[:n], whole, *rewrites[n + 1 :])
    return (*parted, *rewrites)


def _parted(before: str, address: str) -> tuple[Rewrite, ...]:
    """What parts an address from the word that it was pasted behind: ``Reporthttps://…``."""
    at = len(before)
    while at and unicodedata.category(before[at - 1])[0] in "LMN":
        at -= 1
    # With the signs behind it the scheme is found where the address stands, and not within a word before it.
    word, scheme = before[at:], re.match(r"[a-z]+[!-/:-@\[-`{-~]*", address, re.I)
    if not word or scheme is None:
        return ()
    return (Rewrite(word + scheme[0], f"{word} {scheme[0]}", "an address parted from a word"),)


def _back_links(line: str, *, cut: bool) -> tuple[Rewrite, ...]:
    """What an encyclopaedia sets before a citation that is called more than once: ``^ a b``."""
    found = _BACK.match(line) if cut else None
    return (Rewrite(found[1].strip(), "", "links back to where the source is cited"),) if found else ()


def verbatim(line: str) -> Entry:
    """Return a record of which the address alone is read, and that as it stands: the line is its note."""
    found = addresses(line)
    if not found:
        return Entry(unread(line))
    begin, (start, end) = _begins(line, cut=False), found[0]
    received = line[start:end]
    url = clean(received)
    url = url if "://" in url[:10] else f"https://{url}"
    parted = _parted(line[begin:start], received)
    said = f"{line[begin:start]} {line[start:]}" if parted else line[begin:]
    return Entry(Source(identifier(url), url=url, note=_line(said)), parted)


def unread(line: str) -> Source:
    """Return a record of which nothing is read: the line is its note."""
    text = _line(line[_begins(line, cut=False) :])
    return Source(identifier(text), type="document", note=text)


def read_work(line: str) -> Entry | None:
    """Return the record of a work without an address: a line that has the shape of a bibliography's entry."""
    words = line[number_of(line) :].strip()
    if len(line) > _LONGEST or not is_citation(words):
        return None
    record = Source(identifier(" ".join(words.split())), type="document")
    return _filled(record, read_citation(words), ())


def _by_doi(words: str, *, cut: bool) -> Entry | None:
    match = _DOI.search(words)
    if not match:
        return None
    doi = clean(match[1])
    record = replace(from_address(f"https://doi.org/{doi}"), title="", container_title="", derived=())
    beside = words[: match.start()], words[match.start(1) + len(doi) :]
    return _complete(record, beside, (), cut=cut)


def _of_address(received: str, *, cut: bool) -> tuple[Source, tuple[Rewrite, ...]]:
    """The record of an address without its tracking, and what was rewritten for it."""
    if not cut:
        return from_address(received), ()
    leads_to = target(received)
    if leads_to:
        direct = untracked(leads_to).address
        return from_address(direct), (
            Rewrite(received, direct, "a redirector's address, unwrapped", of_address=True),
        )
    bare = untracked(received)
    cuts = tuple(Rewrite(received[a:b], "", "tracking parameters", of_address=True) for a, b in bare.cut)
    return from_address(bare.address), cuts


def _complete(record: Source, beside: tuple[str, str], rewrites: tuple[Rewrite, ...], *, cut: bool) -> Entry:
    before, after = beside
    form = _FORM.match(after)
    after = after[form.end() :] if form else after
    host = re.sub(r"^[a-z]+://(?:www\.)?", "", record.url).split("/", 1)[0]
    labels = host.split(".")
    known = frozenset(folded(name) for name in (record.container_title, host, labels[-2:][0]))
    found = read_citation(before, known, cut=cut)
    found = replace(found, left=(*found.left, form[1])) if form else found
    behind = read_citation(after, known, cut=cut)
    if form and (year := re.fullmatch(r"(?:1[5-9]|20)\d\d", behind.title)):
        behind = replace(behind, title="", issued=year[0])
    if not found.title and not found.authors:
        both = replace(behind, rewrites=(*found.rewrites, *behind.rewrites), left=(*found.left, *behind.left))
        return _filled(record, replace(both, accessed=behind.accessed or found.accessed), rewrites)
    if behind.title or behind.container or behind.left:
        found = replace(found, left=(*found.left, after.strip(" .,;:|()<>[]–—-\n")))
    else:
        issued = found.issued or behind.issued
        found = replace(found, issued=issued, rewrites=(*found.rewrites, *behind.rewrites))
        found = replace(found, accessed=found.accessed or behind.accessed)
    return _filled(record, found, rewrites)


def _filled(record: Source, found: Citation, rewrites: tuple[Rewrite, ...]) -> Entry:
    """The record with what a citation says over what its address told."""
    said = {"title": found.title, "issued": found.issued, "container-title": found.container}
    derived = tuple(name for name in record.derived if not said[name])
    source = replace(
        record,
        title=_line(found.title) or record.title,
        authors=tuple(Name(_line(n.literal), _line(n.family), _line(n.given)) for n in found.authors),
        container_title=_line(found.container) or record.container_title,
        publisher=_line(found.publisher),
        issued=found.issued or record.issued,
        accessed=found.accessed,
        note=". ".join(_line(part) for part in found.left if re.search(r"\w", part)),
        derived=derived,
    )
    return Entry(source, (*rewrites, *found.rewrites))


def _line(text: str) -> str:
    """Words in one line and in NFC, as all that is printed: what stood in a link's target may not be."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _shortened(words: str, found: tuple[tuple[int, int], ...]) -> bool:
    """Whether the first address is only the shown, shortened form of the link that follows it."""
    if len(found) < 2:
        return False
    start, end = found[0]
    return "…" in words[start : found[1][0]] or words[end : end + 3] == "..."

"""A lead -> titles made of it by deletion only: no word is changed, moved or added (NORMALIZER 1.3 `title_infer`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from pubpipe.normalize.passes._sentences import ends
from pubpipe.normalize.phrases import phrases

_LONGEST = 700
# Verbs that only report: a claim, a warning or a denial is news itself and stays.
_VERB = "announced|said|reported|confirmed|stated|revealed|told reporters|added"
_PLACE = r"(?:,? (?:in|at|from|on) [A-Z][\w.]*(?: [A-Z][\w.]*)*(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)*)?)"
_SAME_SUBJECT = re.compile(
    rf" (?:{_VERB}){_PLACE}*,? that (?:they|it|he|she) "
    rf"| (?:{_VERB}){_PLACE}*,? (?:they|it|he|she)"
    r" (?=(?:will|would|had|has|have|is|are|was|were|plans?|intends?|aims?) )"
    r"| (?:anunció|ha anunciado|confirmó|informó)(?: (?:este|el) \w+)? (?:de )?que (?=\w+(?:rá|rán)\b)"
    r"| (?:anunciou|confirmou|informou)(?: (?:nesta|neste|na|no) [\w-]+)? que (?=(?:vai|vão|\w+rá|\w+rão)\b)"
    r"| (?:ha annunciato|ha confermato)(?: \w+)? che (?=\w+(?:rà|ranno)\b)"
)
_SAID_THAT = re.compile(
    rf"^.{{3,80}}? (?:{_VERB}){_PLACE}*,? that (?=\w)"
    r"|^.{3,80}? (?:a|ont) (?:annoncé|indiqué|déclaré|confirmé|fait savoir)(?: \w+){0,2} que (?=l[ea]s? |un[e]? |des )"
)
_OPENER = re.compile(
    r"^(?:(?:When|If|As|After|Before|Since|While|Although|Though|Because|Despite|Amid|With|During|Following|In|On|At"
    r"|Nach|Während|Obwohl|Trotz|Après|Alors|Malgré|Pendant|Tras|Durante|Dopo|Nonostante|Após|Depois)\b[^,]{1,120}"
    r"|To [a-z]+ [^,]{1,100}|[A-Z][a-z]{2,12}ing [^,]{1,100}"
    r"|(?:Late |Early |This |Last )?(?:on )?\w+day\b[^,]{0,20}), (?=\w)"
)
_BETWEEN = re.compile(r", (?:who|which|whose|qui|dont) [^,]{3,120}, (?=\w)")
# Clauses that say why, when or beside what: what stands before them is whole without them.
_ADJUNCT = re.compile(
    r",? (?:as a result of|because|after|amid|following|while|despite|ahead of|in order to|as part of|although"
    r"|après|alors que|tandis que|en raison d|à la suite d|malgré|selon|nach Angaben|tras|después de|según|mientras"
    r"|dopo|secondo|mentre|após|depois d|segundo|enquanto|po tym jak|nadat|بعد|قبل|عقب)\b"
    r"|, (?:as|where|when|since|with|but|so|saying|citing|according to|[a-z]{3,12}ing|even|in a|the first|an? \w+ that"
    r"|avec|mais|afin|selon|pour|nachdem|weil|obwohl|während|wobei|sodass|damit|wie|um|con|ya que|porque|aunque|pese a"
    r"|con|perché|nonostante|com|apesar|после|так как|когда|где|aby|protože|omdat|terwijl)\b"
    r"| when (?=an? |the )"
    r"|(?<!such)(?<!well)(?<!known)(?<!seen)(?<!serve)(?<!served) as (?=(?:the|it|they|he|she|its|their) \w+ \w)"
)
_RELATIVE = re.compile(
    r", (?:an?|who|which|whose|where|der|die|das|dem|den|qui|dont|où|que|quien|che|który|która|který|который) "
)
# A second main clause; behind an earlier comma it would be the last member of a list.
_SECOND = re.compile(
    r"^[^,،]{15,}?(?=، |, (?=[\u05d0-\u05ea])"
    r"|, (?:and|then|und|aber|doch|et|puis|y|pero|e|ma|mas|och|men|og|maar|и|но|а|ale|ama|ve) )"
)
# Hindi headlines leave out the auxiliary at the end.
_AUXILIARY = re.compile(r"(?<=[\u0904-\u0963]) (?:है|हैं)$")
_PRONOUN = re.compile(
    r"(?:it|he|she|they|we|i|you|this|that|these|those|but|and|so|or|his|her|their|er|sie|es|wir|ich|das|dies\w*|aber|und|il"
    r"|elle|ils|elles|on|nous|je|ce|cela|mais|et|él|ella|ellos|esto|pero|y|ele|ela|isso|mas|e|lui|lei|ma|он|она|они|это|но|и)\b",
    re.I,
)
_SOURCE = re.compile(
    r", (?:[^,]{1,60} )?(?:said|says|announced|reported|teilte|sagte|a indiqué|a annoncé|ont indiqué|dijo|informó"
    r"|ha detto|disse|informou|сообщает|сообщил\w?|передает|заявил\w?)\b[^,“\"]{0,60}$"
)
_WHERE = re.compile(
    r" (?:in|at|near|across|during|from|outside|inside|around|throughout|over|against) (?=(?:the |a |an )?[\w’'-]+)"
)
_ARTICLE = re.compile(r"^(?:The|A|An) (?=\w)")
_CLAUSE = re.compile(
    r"(?:To|When|If|As|After|Before|Since|While|Although|Though|Because|Despite|Amid|Nachdem|Weil|Obwohl"
    r"|Alors|Mientras|Mentre)\b"
)
_DANGLING = re.compile(
    r"(?:ed|ing|ly|to|of|and|or|be|is|are|was|were|by|for|with|than|into|up|out|more|down|off)$"
)
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")


def from_lead(text: str) -> Iterator[str]:
    """Yield titles of 4 to 14 words (6 to 40 characters without spaces between words) from a lead sentence.

    First without the frame ``announced … that they``, then with it. Adjuncts go from the end (``as a result
    of …``, ``, which …``), then, while it is too long, what opens the sentence, weekdays, and places.
    """
    text = text[:_LONGEST]
    stops = [*(m.start() for m in ends(text)), len(text)]
    found = tuple(_of_sentence(text[: stops[0]].strip()))
    # A short opening sentence says less than the next one, where that does not point back to it.
    if not found and len(stops) > 1 and not _PRONOUN.match(second := _begun(text[stops[0] : stops[1]])):
        found = tuple(_of_sentence(second))
    yield from found


def _begun(rest: str) -> str:
    """A sentence behind the end of another one."""
    return re.sub(r"^[\W_]+", "", rest).strip()


def _of_sentence(sentence: str) -> Iterator[str]:
    framed = _SAME_SUBJECT.search(sentence)
    bare = (
        f"{sentence[: framed.start()]} {sentence[framed.end() :]}" if framed else _SAID_THAT.sub("", sentence)
    )
    for version in dict.fromkeys((bare, sentence)):
        title = next((t for t in map(_finished, _shorter(version)) if _fits(t)), "")
        if title:
            yield title[:1].upper() + title[1:]


def _shorter(sentence: str) -> Iterator[str]:
    """Forms of a sentence with more and more left out."""
    forms = [sentence]
    for change in (_without_source, _without_opener, _without_between):
        forms.append(change(forms[-1]))
    cuts = [cut for form in dict.fromkeys(reversed(forms)) for cut in _cuts(form)]
    yield from cuts
    yield from forms
    for form in dict.fromkeys(reversed(forms)):
        first = _SECOND.match(form)
        yield from ((first[0], _AUXILIARY.sub("", first[0])) if first else ())
        yield _AUXILIARY.sub("", form)
    for form in dict.fromkeys((*cuts, *reversed(forms))):
        undated = _weekday().sub("", form)
        yield undated
        yield from _without_places(undated)
        yield _ARTICLE.sub("", undated)


def _cuts(sentence: str) -> Iterator[str]:
    """The sentence up to each of its adjuncts, the first one first."""
    for match in _ADJUNCT.finditer(sentence):
        yield sentence[: match.start()]
    for match in _RELATIVE.finditer(sentence):
        if "," not in sentence[match.end() :]:
            yield sentence[: match.start()]


def _without_source(sentence: str) -> str:
    return _SOURCE.sub("", sentence)


def _without_opener(sentence: str) -> str:
    # What stands in an opening clause is a sentence's time or condition, unless it is all that it has.
    rest = _OPENER.sub("", sentence, count=1)
    return rest if len(rest.split()) >= 5 else sentence


def _without_between(sentence: str) -> str:
    return _BETWEEN.sub(" ", sentence, count=1)


def _without_places(sentence: str) -> Iterator[str]:
    for match in reversed(list(_WHERE.finditer(sentence))):
        before = sentence[: match.start()]
        whole = not _DANGLING.search(before) and before[-1:].isalnum() and len(before.split()) >= 6
        if whole and len(sentence[match.start() :].split()) <= 8:
            yield before


@functools.cache
def _weekday() -> re.Pattern[str]:
    names = "|".join(sorted(name for name in phrases("weekdays") if len(name) > 4 and name.isalpha()))
    return re.compile(
        r"(?<!\bbefore)(?<!\bsince)(?<!\buntil)(?<!\bby)(?<!\bof)(?<!\bfrom)(?<!\bafter)(?<!\bfor)(?<!\bnext)(?<!\blast)"
        r"(?<!\bevery)(?<!\band)(?<!\bto)(?<!\bthis)(?<!\bpast)(?<!\bthe)(?<!\ba)(?<!\bdi)(?<!\bde)(?<!\bdes)(?<!\bvom)"
        r"(?:,? (?:on|late on|early on|late|early|am|este|el|nesta|neste|na|no|ce|op|в|во))?"
        rf" (?:{names})(?: (?:morning|afternoon|evening|night|matin|soir|abend))?(?=[\s,.]|$)(?! (?:and|or) )",
        re.I,
    )


def _finished(title: str) -> str:
    title = re.sub(r"\s+", " ", title).strip(" ,;:–—-")
    return title if _ABBREVIATION.search(title) else title.rstrip(" ,;:.–—-")


def _fits(title: str) -> bool:
    marks = all(title.count(mark) == title.count(close) for mark, close in ("“”", "«»", "()", "「」"))
    if not marks or title.count('"') % 2 or (_CLAUSE.match(title) and "," not in title):
        return False
    if re.search(r", (?:who|which|whose)\b", title):
        return False
    if _UNSPACED.search(title):
        return 6 <= len(title) <= 40
    return 4 <= len(title.split()) <= 14

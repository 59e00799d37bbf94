"""A seed -> an article with every kind of block in it, in one of four languages."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from pubpipe.model import Asset, Manuscript, Source
from tests.support.drafts import normalized
from tests.torture import pictures


@dataclass(frozen=True, slots=True)
class Language:
    """What sentences are made of: the parts are chosen at random, so they make no sense, but they can be read."""

    code: str
    who: str
    does: str
    what: str
    how: str
    denies: tuple[str, ...]  # sentences with a negation, of which {0} is a subject and {1} an object
    abroad: str  # a passage in another script


_LANGUAGES = (
    Language(
        "en",
        "the council|a young teacher|her neighbour|every printer|the harbour office|one of the miners|Ana Pérez",
        "repaired|described|sold|remembered|painted|counted|answered for|brought home|measured",
        "the old bridge|a blue ledger|seven letters|the village clock|its last barley|their map of the coast",
        "in spring|without a word|for 1,250 crowns|before dawn|at 7.30|since 1887|on the third floor|with great care",
        ("{0} did not want {1} at all.", "It was never said that {0} had {1}.", "{0} has no use for {1}."),
        "שלום לכולם",
    ),
    Language(
        "de",
        "der Rat|eine junge Lehrerin|ihr Nachbar|jeder Drucker|das Hafenamt|einer der Bergleute|Frau Müller",
        "reparierte|beschrieb|verkaufte|malte|zählte|vermaß|brachte",
        "die alte Brücke|sieben Briefe|die Uhr des Dorfes|das blaue Heft|die Karte der Küste",
        "im Frühling|ohne ein Wort|für 1.250 Kronen|vor Tagesanbruch|um 7.30 Uhr|seit 1887|mit großer Sorgfalt",
        ("{0} wollte {1} nicht haben.", "Nie hieß es, dass {0} {1} besaß.", "{0} hatte keinen Sinn für {1}."),
        "добрый день всем",
    ),
    Language(
        "fr",
        "le conseil|une jeune institutrice|son voisin|chaque imprimeur|le bureau du port|Mme Lefèvre",
        "a réparé|a décrit|a vendu|a peint|a compté|a mesuré|a rapporté",
        "le vieux pont|sept lettres|l’horloge du village|le cahier bleu|la carte de la côte",
        "au printemps|sans un mot|pour 1 250 couronnes|avant l’aube|à 7 h 30|depuis 1887|avec grand soin",
        ("{0} ne voulait pas {1}.", "On n’a jamais dit que {0} avait {1}.", "{0} n’a pas {1}."),
        "مرحبا بالجميع",
    ),
    Language(
        "ru",
        "совет|молодая учительница|её сосед|каждый печатник|портовая контора|один из шахтёров",
        "починил|описал|продал|нарисовал|сосчитал|измерил|принёс",
        "старый мост|семь писем|часы деревни|синюю тетрадь|карту берега",
        "весной|без единого слова|за 1250 крон|до рассвета|в 7.30|с 1887 года|очень бережно",
        ("{0} не хотел видеть {1}.", "Никогда не говорили, что {0} взял {1}.", "{0} не знал про {1}."),
        "καλημέρα σε όλους",
    ),
)


class Author:
    """Writes the parts of one article, each by the next random numbers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.language = _LANGUAGES[seed % len(_LANGUAGES)]
        self.seed = seed
        self.notes: list[str] = []

    def _one(self, words: str) -> str:
        return self.chance.choice(words.split("|"))

    def phrase(self) -> str:
        """Give a few words without a full stop."""
        told = self.language
        return f"{self._one(told.what)} {self._one(told.how)}"

    def sentence(self) -> str:
        """Give one sentence; each fourth denies something."""
        told = self.language
        who, what = self._one(told.who), self._one(told.what)
        if self.chance.random() < 0.25:
            said = self.chance.choice(told.denies).format(who, what)
        else:
            said = f"{who} {self._one(told.does)} {what} {self._one(told.how)}."
        return said[0].upper() + said[1:]

    def paragraph(self, sentences: int = 0) -> str:
        """Give a paragraph with, by chance, emphasis, code, links, a passage in another script, and notes."""
        said = [self.sentence() for _ in range(sentences or self.chance.randint(2, 5))]
        if self.chance.random() < 0.5:
            said[0] = (
                said[0].replace(" ", " *", 1).replace(".", "*.", 1) if said[0].count(".") == 1 else said[0]
            )
        if self.chance.random() < 0.4:
            said.append(f"[{self.phrase()}](https://example.org/{self.seed}/{self.chance.randrange(10**6)}).")
        if self.chance.random() < 0.3:
            said.insert(1, f"«{self.language.abroad}» (`{self.chance.randrange(10**4)}`).")
        if self.chance.random() < 0.4:
            self.notes.append(f"{self.sentence()} {self.sentence()}")
            said[-1] += f"[^{len(self.notes)}]"
        return " ".join(said)

    def items(self) -> str:
        """Give a list with a list in it."""
        first = self.chance.choice(("-", "1."))
        inner = " " * (len(first) + 1)
        told = [f"{first} {self.sentence()}", f"{inner}- {self.sentence()}", f"{inner}- {self.sentence()}"]
        told += [f"{first.replace('1', str(n))} {self.sentence()}" for n in (2, 3)]
        return "\n".join(told)

    def quotation(self) -> str:
        """Give a quotation with a quotation or a list in it."""
        if self.chance.random() < 0.5:
            inner = f"> > {self.paragraph(2)}"
        else:
            inner = f"> - {self.sentence()}\n> - {self.sentence()}"
        return f"> {self.paragraph(2)}\n>\n{inner}"

    def table(self) -> str:
        """Give a table of three columns, of which one has figures."""
        rows = [
            f"| {self._one(self.language.who)} | {self.phrase()} | {self.chance.randrange(10**6):,} |"
            for _ in range(self.chance.randint(3, 8))
        ]
        head = f"| {self._one(self.language.what)} | {self._one(self.language.who)} | {self.chance.randrange(9)} |"
        return "\n".join([head, "| --- | --- | ---: |", *rows])

    def picture(self) -> str:
        """Give a picture with a description."""
        return f"![{self.phrase()}](p.png)"

    def code(self) -> str:
        """Give a listing of two lines."""
        return f"```\nvalue = {self.chance.randrange(10**6)}\nprint(value)\n```"

    def verse(self) -> str:
        """Give four lines that stay lines."""
        return "\\\n".join(self.phrase() for _ in range(4))

    def body(self) -> str:
        """Give the whole text: paragraphs and headings, and each other kind of block at least once."""
        kinds: list[Callable[[], str]] = [
            self.items,
            self.quotation,
            self.table,
            self.picture,
            self.code,
            self.verse,
        ]
        kinds += self.chance.sample(kinds, 3)
        self.chance.shuffle(kinds)
        blocks = [self.paragraph(), self.paragraph()]
        for n, kind in enumerate(kinds):
            if n % 3 == 1:
                blocks.append(f"{'##' if n % 2 or n < 3 else '###'} {self.phrase()} {n}")
            blocks += [self.paragraph(), kind(), self.paragraph(), self.paragraph()]
        while len(self.notes) < 2:
            blocks.append(self.paragraph())
        notes = [f"[^{n}]: {note}" for n, note in enumerate(self.notes, 1)]
        return "\n\n".join([*blocks, *notes]) + "\n"

    def sources(self) -> tuple[Source, ...]:
        """Give three sources, of which one has no title."""
        address = f"https://www.example.org/{self.seed}"
        return tuple(
            Source(
                id=f"src-{self.seed:04}{n:04}",
                title=self.phrase() if n else "",
                container_title=f"Gazette {self.chance.randrange(100)}",
                issued=f"20{self.chance.randint(10, 24)}-0{n + 1}-17",
                url=f"{address}/{self.chance.randrange(10**6)}/page-{n}.html",
            )
            for n in range(3)
        )


def article(seed: int) -> Manuscript:
    """Return the canonical manuscript of a generated article."""
    author = Author(seed)
    front = f"---\ntitle: {author.phrase()} {seed}\nlang: {author.language.code}\nauthor: Ana Pérez\n---\n\n"
    made, _ = normalized(front + author.body(), "markdown")
    data = next(data for name, data in pictures().items() if name.endswith(".png"))
    asset = Asset("p.png", "0123abcd.png", "image/png", data)
    return replace(made, slug=f"article-{seed}", sources=author.sources(), assets=(asset,))

"""A seed -> an article whose blocks stand within one another, in any of twelve languages and scripts."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from pubpipe.model import Asset, Manuscript
from tests.sabotage.articles import Author
from tests.sabotage.tongues import TONGUES
from tests.support.drafts import normalized
from tests.torture import pictures

_DEPTH = 3  # blocks within blocks


class Nester:
    """Writes the parts of one article, each by the next random numbers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"nested {seed}")
        self.tongue = TONGUES[seed % len(TONGUES)]
        self.seed = seed
        self.calls = 0

    def _often(self, share: float) -> bool:
        return self.chance.random() < share

    def sentence(self) -> str:
        """Give a sentence, each sixth in a language of its own."""
        tongue = self.chance.choice(TONGUES) if self._often(1 / 6) else self.tongue
        return self.chance.choice(tongue.sentences)

    def _address(self) -> str:
        parts = ("a", "very-long-address/of_many/parts", "page?x=1&y=2", "%D0%B0", "a(b)", "q#part")
        return f"https://example.org/{self.chance.randrange(10**6)}/{self.chance.choice(parts)}"

    def _link(self) -> str:
        words = self.chance.choice(("{}", "*{}*", "**{}**", "`code` {}", "{} *x*²")).format(self.short())
        return f"[{words}](<{self._address()}>)"

    def short(self) -> str:
        """Give a few words, from the middle of a sentence."""
        words = self.sentence().split()
        first = self.chance.randrange(max(1, len(words) - 3))
        return " ".join(words[first : first + self.chance.randint(1, 3)])

    def call(self) -> str:
        """Give the call of a note, now and then of one that was called before."""
        if self.calls and self._often(0.2):
            return f"[^n{self.chance.randint(1, self.calls)}]"
        self.calls += 1
        return f"[^n{self.calls}]"

    def _extra(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            self._link,
            lambda: f"<{self._address()}>",
            lambda: f"`{self.chance.choice(('a  b', '<b>&amp;', 'x*y', '``'.strip('`') or 'f()'))}`",
            lambda: f"*{self.short()} **{self.short()}***",
            lambda: f"**{self.short()}**",
            lambda: f"{self.short()}{self.call()}",
            lambda: f"![{self.short()}](p.png)",
            lambda: f"[![{self.short()}](p.png)](<{self._address()}>)",
            lambda: "x² + H₂O ≠ ½, 10 × 20",
        )
        return self.chance.choice(kinds)()

    def text(self, sentences: int = 0, *, notes: bool = True) -> str:
        """Give running text with something in it here and there."""
        said: list[str] = []
        for _ in range(sentences or self.chance.randint(1, 4)):
            said.append(self.sentence())
            if self._often(0.3):
                said.append(self._extra() if notes else self._link())
        if notes and self._often(0.25):
            said[-1] += self.call()
        return " ".join(said)

    def heading(self) -> str:
        """Give a heading's line, some with a link, a note, code or emphasis in it."""
        words = self.chance.choice(
            (self.short, self._link, lambda: f"{self.short()} *{self.short()}* `code`")
        )()
        called = self.call() if self._often(0.2) else ""
        return f"{words} {self.chance.randrange(1000)}{called}"

    def items(self, depth: int) -> str:
        """Give a list whose items hold blocks."""
        start = self.chance.choice((None, 1, 7))
        loose = self._often(0.5)
        told = []
        for n in range(self.chance.randint(1, 4)):
            marker = "- " if start is None else f"{start + n}. "
            blocks = [self.text(1)]
            if depth < _DEPTH and self._often(0.5):
                blocks += [self.block(depth + 1) for _ in range(self.chance.randint(1, 2))]
            gap = "\n\n" if loose or len(blocks) > 1 else "\n"
            told.append(marker + gap.join(blocks).replace("\n", "\n" + " " * len(marker)))
        return ("\n\n" if loose else "\n").join(told)

    def quotation(self, depth: int) -> str:
        """Give a quotation of blocks."""
        blocks = [self.text(2)]
        if depth < _DEPTH:
            blocks += [self.block(depth + 1) for _ in range(self.chance.randint(0, 2))]
        return "> " + "\n\n".join(blocks).replace("\n", "\n> ")

    def table(self, _: int) -> str:
        """Give a table of one to five columns, some without heads or with cells that are empty."""
        wide = self.chance.randint(1, 5)
        headless = self._often(0.15)
        head = ["" if headless else self.chance.choice((self.short, self._link))() for _ in range(wide)]
        rows = [[self._cell() for _ in range(wide)] for _ in range(self.chance.randint(0, 5))]
        for row in rows:
            row[0] = row[0] or self.short()
        if headless and not rows:
            rows = [[self.short()] * wide]
        rule = [self.chance.choice(("---", ":--", ":-:", "--:")) for _ in range(wide)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))

    def _cell(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            self.short,
            lambda: f"{self.chance.randrange(10**6):,}",
            lambda: "",
            lambda: self.text(1),
            lambda: f"a \\| b{self.call()}",
            self._link,
        )
        return self.chance.choice(kinds)()

    def code(self, _: int) -> str:
        """Give a listing, some long, some with a language."""
        lines = ["def f(x):", "", f"    return x * {self.chance.randrange(99)}  # <tag> & *more*"]
        if self._often(0.3):
            lines.append("        long = " + "'abc def' + " * 12 + "''")
        info = self.chance.choice(("", "python"))
        return "\n".join([f"```{info}", *lines, "```"])

    def verse(self, _: int) -> str:
        """Give lines that stay lines."""
        return "\\\n".join(self.text(1, notes=False) for _ in range(self.chance.randint(2, 5)))

    def picture(self, _: int) -> str:
        """Give a picture with its caption, some with a credit, some as a link."""
        said = self.chance.choice((self.short(), self.sentence().replace("[", "")))
        credit = self.chance.choice(("", ' "by A. B."'))
        drawn = f"![{said}](p.png{credit})"
        return f"[{drawn}](<{self._address()}>)" if self._often(0.2) else drawn

    def block(self, depth: int) -> str:
        """Give a block of any kind."""
        kinds = (self.items, self.quotation, self.table, self.code, self.verse, self.picture)
        return self.text() if self._often(0.35) else self.chance.choice(kinds)(depth)

    def note(self, number: int) -> str:
        """Give a note of one to three blocks; the notes that they call come after it."""
        blocks = [self.text(1, notes=False)]
        if self._often(0.5):
            blocks.append(self.text(2, notes=False))
        if self._often(0.2):
            blocks.append(self.chance.choice((f"- {self.sentence()}\n- {self.sentence()}", self.code(0))))
        return f"[^n{number}]: " + "\n\n".join(blocks).replace("\n", "\n    ")

    def body(self) -> str:
        """Give the whole text."""
        blocks = [self.text()]
        level = 1
        for _ in range(self.chance.randint(6, 12)):
            if self._often(0.3):
                level = self.chance.randint(2, min(level + 1, 5))
                blocks.append(f"{'#' * level} {self.heading()}")
            blocks.append("* * *" if self._often(0.05) else self.block(0))
            blocks.append(self.text())
        notes = [self.note(n) for n in range(1, self.calls + 1)]
        return "\n\n".join([*blocks, *notes]) + "\n"


def article(seed: int) -> Manuscript:
    """Return the canonical manuscript of a generated article."""
    nester = Nester(seed)
    front = f"---\ntitle: {nester.short()!r} {seed}\nlang: {nester.tongue.code}\nauthor: Ana Pérez\n---\n\n"
    made, _ = normalized(front.replace("'", "") + nester.body(), "markdown")
    data = next(data for name, data in pictures().items() if name.endswith(".png"))
    asset = Asset("p.png", "0123abcd.png", "image/png", data)
    return replace(made, slug=f"nested-{seed}", sources=Author(seed).sources(), assets=(asset,))

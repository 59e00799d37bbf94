"""Random bytes, led by what code they reach -> readers, normalizer and printers, which may refuse but never crash.

The targets ``articles`` and ``editions`` make of bytes an article that holds what people write
(:mod:`tests.hostile.grammar`), ``pages`` a page that holds what programs do (:mod:`tests.hostile.markup`).

``python -m tests.hostile.fuzz TARGET --seconds N [--runs N] [--kept FOLDER]`` ends with exit code 77 at the first
crash and leaves its bytes in FOLDER. atheris (libFuzzer) leads the way where it is installed; elsewhere bytes are
changed blindly, from a seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests.hostile.grammar import article
from tests.hostile.markup import page
from tests.hostile.matter import sidecar

if TYPE_CHECKING:
    from pubpipe.model import Draft, Finding, Kind, Ledger, Manuscript

    Normalized: TypeAlias = tuple[Manuscript, Ledger, tuple[Finding, ...]]

CRASHED = 77

# One of each kind of file; the rest is found.
SEEDS = (
    b"By ANN WRITER\n\nLONDON, May 1 (Reuters) - The council met.\n\nMembers voted.\n\nSources\n\n1. https://a.org/b\n",
    b"\x01---\ntitle: A\nauthor: [B, C]\n---\n\n# A\n\n- b\n  1. c\n\n> *d* **e** `f` [g](h) ![i](j.png)\n\na[^1]\n\n[^1]: n\n",
    b"\x02<html><head><title>A</title></head><body><article><h1>A</h1><p>b <b>c</b></p><ul><li>d</ul><table><tr><td>e"
    b"</table><img src=a.png alt=b></article>",
    b"\x03title: A\nreferences:\n- URL: https://a.org\n  title: B\nkeep: [1-2]\n",
    b'\x04<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#b"/></g><path style="fill:url(#a)"/></svg>',
    b"\x05%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    b"\x01| a | b |\n|---|:-:|\n| c | d\\|e |\n\n```x\ncode\n```\n\n<div>f</div>\n\n***\n\n&amp; &#x41; \\* a  \nb\n",
)


def readers(data: bytes) -> None:
    """Read bytes as the kind of file that the first of them says."""
    from pubpipe import drawings
    from pubpipe.errors import PubpipeError
    from pubpipe.readers import Received, declarations, html, markdown, pictures, portable, text

    kind, rest = data[:1], data[1:]
    try:
        if kind == b"\x01":
            markdown.read(Received("a.md", rest, Path(__file__).parent))
        elif kind == b"\x02":
            html.read(Received("a.html", rest))
        elif kind == b"\x03":
            declarations.sidecar(rest.decode("utf-8", "replace"), "a.yaml")
        elif kind == b"\x04":
            drawings.is_drawing(rest)
            drawings.fault(rest)
            pictures.identify("a", rest)
        elif kind == b"\x05":
            portable.read(Received("a.pdf", rest))
        else:
            text.read(Received("a.txt", data))
    except PubpipeError:
        pass


def normalizer(data: bytes) -> None:
    """Normalize bytes; every word is accounted for, and what comes out stays as it is."""
    _settles(data[1:].decode("utf-8", "replace"), is_markdown=data[:1] == b"\x01")


def articles(data: bytes) -> None:
    """Normalize an article that bytes are the seed of, one in four with a sidecar."""
    chance = random.Random(data)
    text, is_markdown = article(chance)
    if chance.random() < 0.25:
        _settles_beside(text, sidecar(chance), is_markdown=is_markdown)
    else:
        _settles(text, is_markdown=is_markdown, wholly=True)


def pages(data: bytes) -> None:
    """Normalize a page that bytes are the seed of."""
    from pubpipe.readers import Received, html

    text = page(random.Random(data))
    _settled(text, lambda: _normalized(html.read(Received("article.html", text.encode()))), wholly=True)


def editions(data: bytes) -> None:
    """Make all editions of an article that bytes are the seed of; each carries its words."""
    from pubpipe.errors import PubpipeError
    from tests.support.drafts import normalized
    from tests.support.law import RENDER, broken

    text, is_markdown = article(random.Random(data))
    try:
        manuscript, _ = normalized(text, "markdown" if is_markdown else "text")
    except PubpipeError:
        return  # of which the target ``articles`` asks why
    missing = broken(manuscript, RENDER)
    assert not missing, (missing, text)


def _settles(text: str, *, is_markdown: bool, wholly: bool = False) -> None:
    from tests.support.drafts import draft

    kind: Kind = "markdown" if is_markdown else "text"
    _settled(text, lambda: _normalized(draft(text, kind)), wholly=wholly)


def _settles_beside(text: str, beside: str, *, is_markdown: bool) -> None:
    from pubpipe.press.inputs.reading import read
    from pubpipe.press.request import Input, Overrides
    from pubpipe.project import find

    def normalized() -> Normalized:
        one = read(Input(path.name, path), find(path.parent), Overrides())
        return one.manuscript, one.ledger, one.findings

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "article.md" if is_markdown else "article.txt")
        path.write_bytes(text.encode())
        path.with_suffix(".yaml").write_bytes(beside.encode())
        _settled(f"{text}\n=== article.yaml ===\n{beside}", normalized, wholly=True)


def _normalized(draft: Draft) -> Normalized:
    from pubpipe.normalize import normalize
    from pubpipe.normalize.galley import Wishes

    return normalize(draft, Wishes("article"))


def _settled(text: str, normalized: Callable[[], Normalized], *, wholly: bool = False) -> None:
    """Normalize a draft; of what programs and people write (``wholly``) all steps are accounted for at once."""
    from pubpipe.errors import PubpipeError
    from tests.support.drafts import draft

    try:
        manuscript, ledger, findings = normalized()
    except PubpipeError as error:
        # Bytes may say nothing, or what no front matter may say; that a word was lost is never right.
        assert "audit" not in error.message, (error.message, text)
        return
    assert ledger.audit.unaccounted == 0
    for finding in findings:
        if finding.code == "normalize-retreat":
            print(f"retreat: {finding.message}", file=sys.stderr)
            assert not wholly, (finding.message, text)
    again, *_ = _normalized(draft(manuscript.markdown, "markdown"))
    assert again.markdown == manuscript.markdown, text


def printers(data: bytes) -> None:
    """Print what bytes say as Markdown and as text; what is printed reads back as the same."""
    from pubpipe.errors import PubpipeError
    from pubpipe.normalize import parser
    from pubpipe.normalize.printer import print_blocks
    from tests.support.law import RENDER, manuscript
    from tests.support.manuscripts import edition

    blocks = parser.blocks(data[1:].decode("utf-8", "replace"))
    printed = print_blocks(blocks)
    assert print_blocks(parser.blocks(printed)) == printed
    if not printed:
        return
    try:
        made = manuscript(printed)
    except PubpipeError as error:
        assert "audit" not in error.message, error.message  # as above
        return
    for form in ("txt", "txt-gutenberg", "txt-ascii"):
        RENDER[form](edition(made, form))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "readers": readers,
    "normalizer": normalizer,
    "articles": articles,
    "pages": pages,
    "editions": editions,
    "printers": printers,
}


_GRAMMARS = ("articles", "editions", "pages")


def main() -> int:
    """Run one target until time or runs are over; tell how many runs there were."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--kept", type=Path, default=Path())
    asked = parser.parse_args()
    corpus = asked.kept / f"corpus-{asked.target}"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(SEEDS):
        (corpus / f"seed-{n}").write_bytes(seed)
    try:
        import atheris
    except ImportError:
        atheris = None
    # Of bytes that are but a seed a fuzzer learns nothing.
    if atheris is None or asked.target in _GRAMMARS:
        return _blindly(asked.target, asked.seconds, asked.runs, asked.kept)
    with atheris.instrument_imports(include=["pubpipe"]):
        for seed in SEEDS:
            TARGETS[asked.target](seed)
    limits = [
        f"-max_total_time={asked.seconds}",
        f"-runs={asked.runs}",
        "-max_len=4096",
        "-timeout=60",
        "-seed=1",
    ]
    kept = [f"-artifact_prefix={asked.kept}/", "-rss_limit_mb=3000", "-verbosity=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, *kept, str(corpus)], TARGETS[asked.target])
    atheris.Fuzz()
    return 0


def _blindly(target: str, seconds: int, runs: int, kept: Path) -> int:
    chance, begin, done = random.Random(1), time.monotonic(), 0
    while done != runs and time.monotonic() - begin < seconds:
        data = bytearray(chance.choice(SEEDS))
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data) + 1)
            other = chance.choice(SEEDS)
            piece = other[(cut := chance.randrange(len(other))) : cut + chance.randint(1, 20)]
            data[at : at + chance.randint(0, 8)] = chance.choice(
                (piece, bytes([chance.randrange(256)]), piece * 9)
            )
        try:
            TARGETS[target](bytes(data))
        except Exception:
            traceback.print_exc()
            (kept / "crash-blindly").write_bytes(data)
            return CRASHED
        done += 1
    print(f"stat::number_of_executed_units: {done}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

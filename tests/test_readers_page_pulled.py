"""Pull quotes of web pages: a box that says nothing of its own, and nothing else."""

import pytest

from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.html import read
from pubpipe.readers.page.notes import notes
from pubpipe.readers.page.parsing import parse
from pubpipe.readers.page.pulled import pulled
from pubpipe.readers.page.walk import walk

QUOTE = "Never again will I count them in the rain"
TEXT = (
    f"<p>The harbour master counts the boats every year and writes the figures down in a book. {QUOTE}. He said so"
    " himself.</p>{box}<p>Everything that he wrote down last year was lost in the flood, and the council has now"
    " decided to buy him a computer instead.</p>"
)


def pulled_lines(page: str) -> list[str]:
    root = parse(page)
    assert root is not None
    held = tuple(root.iter())
    marker = walk(root, "", lambda _: "", notes(root))
    text, _ = marker.finish()
    found = pulled(text, marker.lines, frozenset(range(len(marker.lines))))
    del held
    return [text[marker.lines[n].start : marker.lines[n].end] for n in sorted(found)]


@pytest.mark.parametrize(
    ("box", "lines"),
    [
        (f"<aside>{QUOTE}</aside>", [QUOTE]),
        (
            f"<aside><p>“{QUOTE}!”</p><cite>The harbour master</cite></aside>",
            [f"“{QUOTE}!”", "The harbour master"],
        ),
        (f'<blockquote class="wp-block-pullquote"><p>{QUOTE}</p></blockquote>', [QUOTE]),
        (f'<div class="article pull-quote">{QUOTE}</div>', [QUOTE]),
        (f"<blockquote>{QUOTE}</blockquote>", []),
        (f"<p>{QUOTE}</p>", []),
        ("<aside>The bridge is older than any other bridge over this river</aside>", []),
        ("<aside>Never again</aside>", []),
    ],
)
def test_boxes(box: str, lines: list[str]) -> None:
    assert pulled_lines(f"<body><article>{TEXT.format(box=box)}</article>") == lines


def test_it_is_removed_by_name_and_kept_where_nothing_may_be_removed() -> None:
    box = f"<aside class='pullquote'>{QUOTE}</aside>"
    page = f"<html><body><article><h1>Counting the boats</h1>{TEXT.format(box=box)}</article></body></html>"
    draft = read(Received("a.html", page.encode()))
    manuscript, ledger, _ = normalize(draft, Wishes("a"))
    assert manuscript.body.count(QUOTE) == 1
    (event,) = (e for e in ledger.events if "pull quote" in e.reason)
    assert (event.action, event.before) == ("removed", QUOTE)
    kept, _, _ = normalize(draft, Wishes("a", remove_nothing=True))
    assert kept.body.count(QUOTE) == 2

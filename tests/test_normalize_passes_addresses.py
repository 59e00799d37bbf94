"""What only the markup of a page holds -> declared at the place where the body prints it."""

from __future__ import annotations

from pubpipe.model import Draft, Mark, Origin
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.intake import open_galley
from pubpipe.normalize.passes.sources.addresses import addresses
from pubpipe.readers import Received
from pubpipe.readers.html import read


def _draft(text: str, *marks: Mark) -> Draft:
    return Draft(Origin("a.html", "", len(text), "utf-8"), text, "html", marks=marks)


def test_an_address_is_declared_after_the_words_of_its_link() -> None:
    draft = _draft("see here now", Mark("paragraph", 0, 12), Mark("link", 4, 8, "https://x.org/a"))
    (event,) = addresses(open_galley(draft, Wishes("a"))).events
    assert (event.action, event.start, event.end, event.after) == ("changed", 8, 8, "https://x.org/a")


def test_a_link_that_shows_its_address_declares_nothing() -> None:
    draft = _draft("https://x.org/a", Mark("paragraph", 0, 15), Mark("link", 0, 15, "https://x.org/a"))
    assert addresses(open_galley(draft, Wishes("a"))).events == ()


def test_numbers_notes_and_pictures_pass_the_audit() -> None:
    text = "one\ntwo*\nA cat\nThe note\n"
    marks = (
        Mark("list", 0, 8, "3"),
        Mark("item", 0, 3), Mark("paragraph", 0, 3),
        Mark("item", 4, 8), Mark("paragraph", 4, 8), Mark("call", 7, 8, "1"),
        Mark("picture", 9, 14, "https://x.org/cat.png"),
        Mark("note", 15, 23, "1"), Mark("paragraph", 15, 23),
    )  # fmt: skip
    manuscript, ledger, _ = normalize(_draft(text, *marks), Wishes("a"))
    assert manuscript.body == ("3. one\n4. two[^1]\n\n![A cat](https://x.org/cat.png)\n\n[^1]: The note\n")
    assert ledger.audit.unaccounted == 0


def test_a_removed_copy_takes_its_addresses_with_it() -> None:
    words = "These are more than twenty-five words of one paragraph that was put on the page twice, with a link in it, "
    words += "so that the second copy must go."
    text = f"Once.\n{words}\n{words}\n"
    first, second = 6, 7 + len(words)
    marks = [Mark("paragraph", 0, 5)]
    for start in (first, second):
        at = text.index("link", start)
        marks += [Mark("paragraph", start, start + len(words)), Mark("link", at, at + 4, "https://x.org/a")]
    manuscript, ledger, _ = normalize(_draft(text, *marks), Wishes("a"))
    assert manuscript.body.count("https://x.org/a") == 1
    assert ledger.audit.unaccounted == 0


def test_character_references_in_code_and_in_addresses_are_literal() -> None:
    text = "a&nbsp;b\nlink\n"
    marks = (Mark("code", 0, 8), Mark("paragraph", 9, 13), Mark("link", 9, 13, "https://x.org/?a&copy;=b"))
    manuscript, ledger, _ = normalize(_draft(text, *marks), Wishes("a"))
    assert "```\na&nbsp;b\n```" in manuscript.body
    assert ledger.audit.unaccounted == 0


def test_the_addresses_of_further_links_of_a_source_are_declared() -> None:
    line = "Jamieson, A. (2010). Dimension Reduction. Medical Physics. 37: 339. doi:10.1118/1.32. PMC 28. PMID 20."
    text = f"Text that cites it.\nReferences\n{line}\n"
    first = text.index(line)
    links = {
        "doi:": "https://x.org/wiki/Digital_id",
        "PMC": "https://x.org/wiki/Central",
        "28": "https://y.gov/pmc/28",
    }
    marks = [
        Mark("paragraph", 0, 19),
        Mark("heading", 20, 30, "2"),
        Mark("list", first, first + len(line), "1"),
    ]
    marks += [Mark("item", first, first + len(line)), Mark("paragraph", first, first + len(line))]
    for words, address in links.items():
        at = text.index(words, first)
        marks.append(Mark("link", at, at + len(words), address))
    manuscript, ledger, _ = normalize(_draft(text, *marks), Wishes("a"))
    assert "https://x.org/wiki/Central" in manuscript.sources[0].note
    assert ledger.audit.unaccounted == 0


def test_a_call_within_a_word_is_declared_between_its_parts() -> None:
    page = (
        "<p>See <em>a<sup><a href='#n' id='r'>[1]</a></sup></em>l here.<p>More text."
        "<li id=n><a href='#r'>^</a> Note"
    )
    manuscript, ledger, _ = normalize(read(Received("a.html", page.encode())), Wishes("a"))
    assert manuscript.body == "See a[^1]\\*l here.\n\nMore text.\n\n[^1]: Note\n"
    assert [(e.after, e.start) for e in ledger.events if e.step == "addresses"] == [("1", 5), ("1", 29)]


def test_what_a_note_of_several_blocks_adds_is_declared_in_its_order() -> None:
    page = "<li id=n2><a href='#r1'><a><l>a<q><sup ><a href='#n2'id='r1'>1<img src=c>"
    manuscript, ledger, _ = normalize(read(Received("a.html", page.encode())), Wishes("a"))
    assert manuscript.body == "a“”\n\n![](c)\n"
    assert ledger.audit.unaccounted == 0

"""Footnotes beside the block that calls them: place, order, way back."""

from lxml import etree

from pubpipe.editions.html.notes import place
from pubpipe.editions.parts import body_tree
from pubpipe.model import Manuscript, Metadata
from pubpipe.wording import words


def placed(body: str, lang: str = "en") -> etree._Element:
    tree = body_tree(Manuscript("x", Metadata(title="T", lang=lang), body, body))
    place(tree, words(lang))
    return tree


def shape(tree: etree._Element) -> list[str]:
    return [f"{e.tag}.{e.get('class')}" if e.get("class") else str(e.tag) for e in tree]


def text_of(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def test_a_note_stands_after_its_paragraph_and_leads_back() -> None:
    tree = placed("one[^a] two\n\nthree\n\n[^a]: the *note*\n", "de")
    assert shape(tree) == ["div.noted", "p"]
    assert shape(tree[0]) == ["p", "div.beside"]
    (note,) = tree.iter("aside")
    assert (note.get("id"), note.get("role")) == ("fn1", "doc-footnote")
    assert text_of(note) == "1 the note"
    back = note.find("p/a")
    assert back is not None
    assert (back.get("href"), back.get("role")) == ("#fnref1", "doc-backlink")
    assert back.get("aria-label") == "1, Zurück zum Text"
    (call,) = (a for a in tree.iter("a") if a.get("class") == "footnote-ref")
    assert (call.get("href"), call.get("id"), call.get("role")) == ("#fn1", "fnref1", "doc-noteref")


def test_notes_of_one_block_stand_together_in_the_order_of_their_calls() -> None:
    tree = placed("- a[^b]\n- b[^a]\n\n> c[^c]\n\n[^a]: A\n\n[^b]: B\n\n[^c]: C\n")
    assert shape(tree) == ["div.noted", "div.noted"]
    assert [text_of(note) for note in tree[0].iter("aside")] == ["1 B", "2 A"]
    assert [text_of(note) for note in tree[1].iter("aside")] == ["3 C"]


def test_a_note_of_several_blocks_stays_whole() -> None:
    (note,) = placed("a[^1]\n\n[^1]:\n    - one\n    - two\n\n    ```\n    code\n    ```\n").iter("aside")
    assert text_of(note) == "1 one two code"
    assert [e.tag for e in note] == ["p", "ul", "pre"]


def test_a_note_that_is_called_twice_stands_once() -> None:
    tree = placed("a[^1]\n\nb[^1]\n\n[^1]: N\n")
    assert len(list(tree.iter("aside"))) == len({a.get("id") for a in tree.iter("aside")})
    assert {text_of(a)[-1] for a in tree.iter("aside")} == {"N"}


def test_a_text_without_notes_is_left_alone() -> None:
    assert shape(placed("a\n\nb")) == ["p", "p"]

"""Notes whose call has left the body: their words stay in every edition, and a person is told."""

from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Piece, Wishes
from pubpipe.normalize.passes.blocks.uncalled import uncalled
from tests.support.drafts import draft, normalized
from tests.support.drafts import galley as opened


def test_a_note_called_from_the_title_is_a_paragraph() -> None:
    text = "# Title[^1]\n\nText is here.[^2]\n\n[^1]: Thanks to *all*.\n\n    And to you.\n\n[^2]: Real.\n"
    made, ledger, findings = normalize(draft(text, "markdown"), Wishes("article"))
    assert made.meta.title == "Title"
    assert made.body == "Text is here.[^2]\n\nThanks to *all*.\n\nAnd to you.\n\n[^2]: Real.\n"
    (event,) = [e for e in ledger.events if e.step == "uncalled"]
    assert (event.before, event.after, event.line) == ("[^1]:", "", 5)
    assert [f.code for f in findings if f.place and f.place.line == 5] == ["normalize-uncalled"]
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_one_whose_title_stands_twice() -> None:
    made, _ = normalized("# A\n\n## A[^1]\n\nText is here.\n\n[^1]: Thanks.\n", "markdown")
    assert made.body == "Text is here.\n\nThanks.\n"


def test_one_that_a_source_calls() -> None:
    made, _ = normalized("Text.\n\nSources\n\n1. Book, https://e.org/a[^n]\n\n[^n]: Note.\n", "markdown")
    assert made.sources[0].url == "https://e.org/a"
    assert made.body == "Text.\n\nNote.\n"


def test_nothing_is_taken_where_nothing_may_be() -> None:
    made, _ = normalized(
        "# Title[^1]\n\nText.\n\n[^1]: Thanks.\n", "markdown", Wishes("a", remove_nothing=True)
    )
    assert made.body == "Text.\n\n\\[^1\\]: Thanks.\n"


def test_a_call_of_a_page_whose_note_is_left_out_goes_with_it() -> None:
    galley = opened("The council met. It voted.")
    block = doc.Paragraph((doc.Text("The council met."), doc.NoteCall("1"), doc.Text(" It voted.")))
    made = uncalled(replace(galley, draft=replace(galley.draft, kind="html"), pieces=(Piece(block, 0, 26),)))
    assert made.pieces[0].block == doc.Paragraph((doc.Text("The council met. It voted."),))
    assert [(e.step, e.action) for e in made.events] == [("uncalled", "flagged")]


def test_a_note_in_a_note_that_the_title_calls_is_a_paragraph() -> None:
    made, _ = normalized("# A[^2]\n\nText.\n\n[^2]: [^x]: inner\n", "markdown")
    assert made.body == "Text.\n\n\\[^x\\]: inner\n"
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_a_call_of_a_note_that_stays_stays_where_a_note_becomes_a_paragraph() -> None:
    galley = opened("Met.\nThanks, see there and there.\nSource.")
    text = doc.Paragraph((doc.Text("Met."), doc.NoteCall("2")))
    thanks = doc.Paragraph((doc.Text("Thanks, see"), doc.NoteCall("2"), doc.NoteCall("3")))
    blocks = (text, doc.Note("1", (thanks,)), doc.Note("2", (doc.Paragraph((doc.Text("Source."),)),)))
    pieces = tuple(Piece(block, 0, 0) for block in blocks)
    made = uncalled(replace(galley, draft=replace(galley.draft, kind="html"), pieces=pieces))
    assert [piece.block for piece in made.pieces] == [
        text,
        doc.Paragraph((doc.Text("Thanks, see"), doc.NoteCall("2"))),
        blocks[2],
    ]

"""Notes at their calls, and the paragraph that drove one off its page."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.parts import body_tree
from pubpipe.editions.pdf.body.notes import hold_calls, move_notes
from pubpipe.editions.pdf.composition.faults import is_line
from pubpipe.editions.pdf.composition.faults import words as words_of
from pubpipe.editions.pdf.house import house_of, lay_out
from pubpipe.model import Manuscript, Metadata
from pubpipe.wording import words
from tests.support.manuscripts import edition, founding


def test_notes_move_to_their_calls() -> None:
    body = "A[^x] b[^y] c.\n\n[^x]: First *note*.\n\n[^y]: Second.\n"
    tree = body_tree(Manuscript("a", Metadata("T", "en"), body, body))
    move_notes(tree, words("en"))
    text = "".join(map(str, tree.itertext())).split()
    assert text == ["A11First", "note.", "b22Second.", "c."]
    assert tree.find("section") is None
    calls, notes = tree.findall(".//a[@class='call']"), tree.findall(".//span[@class='note']")
    assert [call.get("href") for call in calls] == [f"#{note.get('id')}" for note in notes]
    marks = tree.findall(".//a[@class='mark']")
    assert [mark.get("href") for mark in marks] == [f"#{call.get('id')}" for call in calls]


def test_the_box_of_a_task_in_a_note_stands_for_its_dash() -> None:
    body = "A[^x].\n\n[^x]: Tasks:\n\n    - [x] done\n    - words\n"
    tree = body_tree(Manuscript("a", Metadata("T", "en"), body, body))
    move_notes(tree, words("en"))
    items = [item.get("class") for item in tree.iter("span") if "note-li" in (item.get("class") or "")]
    assert items == ["note-li task", "note-li"]


def test_a_call_stays_on_the_line_of_its_word() -> None:
    house = house_of(edition(founding(), "pdf"))
    for end in ".…」،":
        words_before = "to press" + end
        tree = etree.fromstring(f'<p>{words_before}<a class="call" href="#a">1</a> After it.</p>')
        hold_calls(tree)
        text = etree.tostring(tree, encoding="unicode")
        for width in range(26, 44):
            html = f'<html lang="en"><title>-</title><body><div style="width: {width / 2}mm">{text}</div>'
            (sheet,) = lay_out(html, house, {}).pages
            begins = [
                words_of(line)[:1] for line in sheet._page_box.children[0].descendants() if is_line(line)
            ]
            assert "1" not in begins


def test_notes_too_long_for_the_foot_stay_at_the_end() -> None:
    body = "A[^x] b[^y] c.\n\n[^x]: " + "word " * 500 + "\n\n[^y]: Second.\n"
    tree = body_tree(Manuscript("a", Metadata("T", "fr"), body, body))
    move_notes(tree, words("fr"))
    section = tree.find("section[@class='notes']")
    assert section is not None
    assert [item.get("id") for item in section.iter("li")] == ["end1", "end2"]
    assert [call.get("href") for call in tree.findall(".//a[@class='call']")] == ["#end1", "#end2"]
    assert section[0].text == words("fr").notes

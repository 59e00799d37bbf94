"""Links from one place of a text to another lead to the headings that they name."""

from lxml import etree

from pubpipe.editions.within import lead_to_headings, words_of


def tree(inside: str) -> etree._Element:
    return etree.fromstring(f"<div>{inside}</div>")


def test_links_lead_to_headings_of_every_tree() -> None:
    text = tree('<p><a href="#two">there</a> <a href="#one">here</a></p><h2>One</h2><h3 id="mine">Two</h3>')
    notes = tree('<p><a href="#One">up</a></p>')
    assert lead_to_headings(text, notes) == ()
    assert [a.get("href") for t in (text, notes) for a in t.iter("a")] == [
        "#mine",
        "#section-1",
        "#section-1",
    ]
    assert [h.get("id") for h in text.iter("h2", "h3")] == ["section-1", "mine"]


def test_a_link_that_leads_nowhere_keeps_its_words_and_is_told() -> None:
    text = tree('<p>a <a href="#nowhere" title="x">b</a> c</p><h2>One</h2>')
    (finding,) = lead_to_headings(text)
    assert etree.tostring(text[0]) == b"<p>a <span>b</span> c</p>"
    assert (finding.code, "#nowhere" in finding.message) == ("link-without-heading", True)
    assert text[1].get("id") is None


def test_notes_and_calls_are_left_alone() -> None:
    text = tree(
        '<h2>fn1<a class="footnote-ref" href="#fn1"><sup>1</sup></a></h2><p><a class="source-call" href="#source-1">1</a></p>'
    )
    before = etree.tostring(text)
    assert lead_to_headings(text) == ()
    assert etree.tostring(text) == before
    assert words_of(text[0]) == "fn1"

"""The text as paper wants it: labels, verse, tables, addresses, pictures; and never a word more or less."""

from __future__ import annotations

import pytest
from lxml import etree
from pypdfium2 import PdfDocument

from pubpipe.editions.parts import body_tree
from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.body import breakable, for_paper
from pubpipe.editions.pdf.body.notes import JOINER
from pubpipe.editions.pdf.composition import faults
from pubpipe.editions.pdf.languages import free_paths, keep_dashes, keep_signs
from pubpipe.model import Asset, Manuscript, Metadata
from tests.support.law import manuscript
from tests.support.manuscripts import edition, rich
from tests.support.prose import document


def prepared(body: str) -> etree._Element:
    m = Manuscript("a", Metadata("T", "en"), body, body)
    tree = body_tree(m)
    for_paper(tree, m)
    return tree


def words(tree: etree._Element) -> list[str]:
    text = "".join(str(part) for part in tree.itertext())
    return sorted(text.replace("\u200b", "").replace("↩︎", "").split())


def test_neither_an_address_nor_what_stands_in_a_note_sets_a_paragraph_ragged() -> None:
    tree = prepared(
        "One.[^1]\n\nTwo, see <https://a.org/b>.[^2]\n\n[^1]: See <https://a.org/c>, a\\\nb.\n\n[^2]: No more.\n"
    )
    assert [paragraph.get("class") for paragraph in tree.iter("p")] == [None, None]


def test_no_word_is_added_or_lost() -> None:
    before, after = body_tree(rich()), body_tree(rich())
    assert for_paper(after, rich()) == ()
    # The number of a note stands before it now, and its call is joined to the word before.
    text = "".join(words(after)).replace(JOINER, "")
    assert text != ""
    assert sorted(text) == sorted("".join(words(before)) + "12")


@pytest.mark.parametrize(
    ("address", "broken"),
    [
        ("https://a.org/b/c", "https://a|.org/|b/|c"),
        ("https://a.org/b-c_d.html", "https://a|.org/|b|-c|_d|.html"),
        ("https://a.org/?x=1&y=2#z", "https://a|.org/?|x=|1&|y=|2#|z"),
        ("doi:10.1/x", "doi|:10.1/|x"),
        ("http://127.0.0.1:8002/v1.2-beta", "http://127.0.0.1:8002/|v1.2|-beta"),
        ("https://a.org/7c38-11e7-b3bc", "https://a|.org/|7c38-11e7|-b3bc"),
        ("https://a.org/end/", "https://a|.org/|end/"),
    ],
)
def test_address_breaks_after_a_slash_and_before_a_mark(address: str, broken: str) -> None:
    assert breakable(address).replace("-\u2060", "-") == broken.replace("|", "\u200b")
    assert breakable(address).count("\u2060") == address.count("-")


def test_shown_addresses_get_places_to_break_and_words_do_not() -> None:
    links = prepared("<https://a.org/b/c> and [words](https://a.org/b/c)\n").findall(".//a")
    assert [link.get("class") for link in links] == ["uri", None]
    assert [link.get("href") for link in links] == ["https://a.org/b/c"] * 2
    assert links[1].text == "words"


def test_links_to_headings_lead_there_and_others_are_plain_text() -> None:
    tree = prepared(
        "[There](#a-head) and [nowhere](#none).[^1]\n\n## A *head*\n\n## Another\n\n[^1]: [Up](#a-head).\n"
    )
    local = [link.get("href") for link in tree.iter("a") if (link.text or "") in ("There", "Up")]
    assert local == ["#section-1", "#section-1"]
    assert [head.get("id") for head in tree.iter("h2")] == ["section-1", None]
    assert [span.text for span in tree.iter("span") if span.text == "nowhere"] == ["nowhere"]


def test_lines_of_verse_are_lines_unless_emphasis_spans_them() -> None:
    tree = prepared("one\\\ntwo *soft*\n\n*one\\\ntwo*\n")
    assert [p.get("class") for p in tree.iter("p")] == ["verse", "verse"]
    assert ["".join(map(str, line.itertext())).strip() for line in tree.findall(".//span")] == [
        "one",
        "two soft",
    ]
    assert len(tree.findall(".//br")) == 1


def test_sentences_between_breaks_are_no_verse() -> None:
    prose = "A sentence that goes on and on until it takes more than two lines of a page, as anyone sees who takes a look at it now."
    tree = prepared(f"{prose}\\\n*{prose}*\\\nshort\n\nA line[^1] of\\\nverse\n\n[^1]: {prose}\n")
    assert [p.get("class") for p in tree.iter("p")] == [None, "verse"]


def test_heading_label_has_no_note_number() -> None:
    heading = prepared("## A *heading*[^1]\n\n[^1]: Note.\n").find("h2")
    assert heading is not None
    assert heading.get("data-label") == "A heading"


def test_several_paragraphs_start_a_numbered_list_where_it_says() -> None:
    numbered = prepared("7. seven\n8. eight\n").find("ol")
    assert numbered is not None
    assert numbered.get("style") == "counter-reset: list-item 6"


def test_lines_of_korean_end_at_its_spaces_only() -> None:
    body = "모든 *사람*은 `코드 둘`과 3월 UN은 간다.\n"
    m = Manuscript("a", Metadata("T", "ko"), body, body)
    tree = body_tree(m)
    for_paper(tree, m)
    text = "".join(str(part) for part in tree.itertext()).strip()
    assert text.replace("\u2060", "~") == "모~든 사~람~은 코드 둘~과 3~월 UN~은 간~다."


def test_a_small_picture_among_words_is_a_sign_and_a_large_one_parts_its_paragraph() -> None:
    def drawing(source: str, height: int) -> Asset:
        data = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="{height}"/>'.encode()
        return Asset(source, source, "image/svg+xml", data)

    body = "One ![small](s.svg) word.\n\nOne ![large](l.svg) word.\n\n![small](s.svg)\n\nNote.\n\n![small](s.svg)\n"
    m = Manuscript("a", Metadata("T", "en"), body, body, assets=(drawing("s.svg", 20), drawing("l.svg", 200)))
    tree = body_tree(m)
    for_paper(tree, m)
    assert [picture.get("class") for picture in tree.iter("img")] == ["sign", None, None, None]
    assert [paragraph.get("class") for paragraph in tree.iter("p")] == ["ragged", "ragged pictured", None]
    # Alone it stands over what it is the sign of.
    assert [figure.get("class") for figure in tree.iter("figure")] == ["icon", None]


def test_the_words_in_a_missing_pictures_place_are_known_from_a_pictures() -> None:
    tree = prepared("![Note](gone.png)\n\nText of one.\n\n![A view.](gone.png)\n\nText of two.\n")
    assert [figure.get("class") for figure in tree.iter("figure")] == ["unshown lead term", "unshown"]


def test_no_line_begins_with_a_danda() -> None:
    body = etree.fromstring("<body><p>वह है । यह <em>भी</em> ॥ है।</p><pre>क ।</pre></body>")
    keep_dashes(body, "hi")
    assert "".join(map(str, body[0].itertext())) == "वह है \u2060। यह भी \u2060॥ है।"
    assert body[1].text == "क ।"


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "One ~– two *three* ~— four – `a – b` five–six –seven."),
        ("de", "One ~– two *three* ~— four – `a – b` five–six –seven."),
        ("fr", "One – two *three* — four – `a – b` five–six –seven."),
    ],
)
def test_no_line_begins_with_a_spaced_dash(lang: str, shown: str) -> None:
    text = shown.replace("~", "").replace("four – ", "four\u00a0– ")
    m = Manuscript("a", Metadata("T", lang), text, text)
    tree = body_tree(m)
    for_paper(tree, m)
    found = "".join(map(str, tree.itertext())).strip()
    assert found.replace("\u00a0", " ").replace("\u2060", "~") == shown.replace("*", "").replace("`", "")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The Yearbook, p. 12, and pp. 3-4", "The Yearbook, p. |12, and pp. |3-4"),
        ("No. 5, Vol. 2, §§ 3, S. 7; a shop. 5 of them", "No. |5, Vol. |2, §§ |3, S. |7; a shop. 5 of them"),
        ("<p>.1p and .3pm</p>", "<p>.|1p and .|3pm</p>"),
        ("<p>(-x) to “./y”, ../z</p>", "<p>(-|x) to “./|y”, ../|z</p>"),
        (
            "<p><code>--all</code> in <code>/usr/lib</code></p>",
            "<p><code>--|all</code> in <code>/|usr/lib</code></p>",
        ),
        ("<p>a <b>b</b>-c d-e 1.5 f/g - h … i</p>", "<p>a <b>b</b>-c d-e 1.5 f/g - h … i</p>"),
        ("<p>( <b>a</b> ) ( b [ <i>c</i></p>", "<p>( |<b>a</b> ) ( b [ |<i>c</i></p>"),
        ("<p><code>${a} $(b)</code> $ (c)</p>", "<p><code>$|{a} $|(b)</code> $ (c)</p>"),
        ("<p>5 mm, 3.5 °C. 1 kWh</p>", "<p>5 |mm, 3.5 |°C. 1 |kWh</p>"),
        ("<p>in 5 ms-dos, 3 l’an, 4 men, a mm, 7 m</p>", "<p>in 5 ms-dos, 3 l’an, 4 men, a mm, 7 |m</p>"),
        ("<pre><code>-x <i>-y</i> .5</code></pre>", "<pre><code>-x <i>-y</i> .5</code></pre>"),
    ],
)
def test_no_line_ends_after_the_signs_that_a_word_begins_with(text: str, held: str) -> None:
    body = etree.fromstring(f"<body>{text}</body>")
    keep_signs(body)
    assert etree.tostring(body, encoding="unicode").replace("\u2060", "|") == f"<body>{held}</body>"


@pytest.mark.parametrize(
    ("text", "freed"),
    [
        ("in /usr, a / b, x/y, z ./a .5 -b", "in| /usr, a / b, x/y, z| ./a| .5 -b"),
        (
            "in <code>/etc</code>, (<code>/etc</code>), <code>a /b</code>",
            "in <code>!/etc</code>, (<code>/etc</code>), <code>a| /b</code>",
        ),
        ("in <a><code>.env</code></a>, <b>a </b>./b", "in <a><code>!.env</code></a>, <b>a </b>!./b"),
    ],
)
def test_a_line_may_end_before_a_path(text: str, freed: str) -> None:
    body = etree.fromstring(f"<p>{text}</p>")
    keep_signs(body)
    free_paths(body)
    said = etree.tostring(body, encoding="unicode").replace("\u2060", "")
    assert said.replace("\u200b", "|").replace("\u2063", "!") == f"<p>{freed}</p>"


def test_a_justified_line_before_a_path_in_code_is_full() -> None:
    body = etree.fromstring(
        "<p>The words before <a><code>/etc</code></a> and <b>all</b> the words behind it.</p>"
    )
    keep_signs(body)
    free_paths(body)
    text = etree.tostring(body, encoding="unicode")
    columns = "".join(
        f'<div style="width: {width}px; text-align: justify">{text}</div>' for width in range(120, 180, 5)
    )
    boxes = [box for page in document(columns).pages for box in page._page_box.descendants()]
    paragraphs = [
        box for box in boxes if box.element_tag == "p" and box.children and faults.is_line(box.children[0])
    ]
    ends = {
        paragraph.width: text.position_x + text.width - paragraph.position_x
        for paragraph in paragraphs
        for line in paragraph.children
        for text in faults.texts(line)
        if text.text.endswith("before") and "/" not in faults.words(line)
    }
    assert len(ends) > 2
    assert all(abs(measure - end) < 0.5 for measure, end in ends.items()), ends


def test_the_joiners_leave_no_trace_in_the_text() -> None:
    made = render(
        edition(
            manuscript("Take -x or `--all` of ./y, .5 each in /usr, `/etc` or [`/a`](https://b.c).\n"), "pdf"
        )
    )
    assert (
        "Take -x or --all of ./y, .5 each in /usr, /etc or /a."
        in PdfDocument(made.content)[0].get_textpage().get_text_range()
    )
    assert made.findings == ()

import re
from pathlib import Path

from lxml import html

from pubpipe.press.explaining import explain_page
from pubpipe.press.inputs.reading import Read, read
from pubpipe.press.request import Input, Overrides
from pubpipe.project import find
from pubpipe.styling import load
from tests.test_normalize import FOUNDING


def founding(tmp_path: Path) -> Read:
    return read(Input("a.txt", FOUNDING), find(tmp_path), Overrides())


def page(article: Read) -> html.HtmlElement:
    return html.document_fromstring(explain_page(article, load("default")))


def cells(root: html.HtmlElement, heading: str) -> list[html.HtmlElement]:
    return list(root.iterfind(f".//section[@aria-labelledby='{heading}']//td"))


def text_of(cell: html.HtmlElement) -> str:
    for number in list(cell.iterfind(".//a[@class='number']")):
        number.text = ""
    return "".join(str(t) for t in cell.itertext())


def test_both_texts_stand_there_whole(tmp_path: Path) -> None:
    article = founding(tmp_path)
    root = page(article)
    assert "\n".join(text_of(c) for c in cells(root, "r-heading")) == article.received
    assert "\n".join(text_of(c) for c in cells(root, "c-heading")) == article.manuscript.markdown.rstrip("\n")


def test_every_link_leads_somewhere_and_every_event_is_listed(tmp_path: Path) -> None:
    article = founding(tmp_path)
    root = page(article)
    ids = [str(e.get("id")) for e in root.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))
    assert {str(a.get("href"))[1:] for a in root.iterfind(".//a")} <= set(ids)
    assert len([i for i in ids if i.startswith("event-")]) == len(article.ledger.events)


def test_kept_words_lead_to_their_block(tmp_path: Path) -> None:
    root = page(founding(tmp_path))
    links = [
        a
        for a in root.iterfind(".//a[@class='kept']")
        if "A few months before" in "".join(map(str, a.itertext()))
    ]
    assert len(links) == 1
    target = root.get_element_by_id(str(links[0].get("href"))[1:])
    assert "A few months before the meeting" in "".join(str(t) for t in target.itertext())


def test_the_second_copy_is_struck_through_and_numbered(tmp_path: Path) -> None:
    root = page(founding(tmp_path))
    removed = list(root.iterfind(".//td/span[@class='removed']"))
    assert len(removed) == 7
    assert {str(s.find("a").get("aria-label")) for s in removed if s.find("a") is not None} == {
        "removed, event 1"
    }


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# <script>alert(1)</script>\n\nText <b onclick='x'> & <!-- comment --> more.\n")
    root = page(read(Input("<a>.md", path), find(tmp_path), Overrides()))
    assert root.find(".//script") is None
    assert root.find(".//b[@onclick]") is None


def test_the_page_needs_nothing_beside_it(tmp_path: Path) -> None:
    text = explain_page(founding(tmp_path), load("default"))
    assert not re.search(r"<(link|script|img|iframe)\b|@import|url\(", text)


def test_a_picture_without_words_is_said_to_have_none(tmp_path: Path) -> None:
    text = "<p>The old bridge over the river was opened again after three years of works that cost a lot.</p>"
    data = f"<html><body><article>{text * 3}<img src='https://x.org/a.png'></article></body></html>".encode()
    (tmp_path / "a.html").write_bytes(data)
    article = read(Input("a.html", tmp_path / "a.html"), find(tmp_path), Overrides())
    assert "\ufffc" in article.received
    assert "\ufffc" not in explain_page(article, load("default"))

import pytest
from lxml import html

from pubpipe.readers.page.extractors import by_readability, by_trafilatura
from pubpipe.readers.page.parsing import bodied, parse

PAGE = """<!DOCTYPE html><html><body><!-- c --><?pi x?><form><label>l</label><input><select><option>o</option></select>
<textarea>t</textarea></form><p>Words &amp; more &nosuch; words</p></body></html>"""


def test_elements_have_the_classes_that_lxml_gives_them() -> None:
    tree = parse(PAGE)
    assert tree is not None
    usual = html.document_fromstring(PAGE.encode(), parser=html.HTMLParser(encoding="utf-8"))
    assert [type(e) for e in tree.iter()] == [type(e) for e in usual.iter()]
    assert html.tostring(tree) == html.tostring(usual)


@pytest.mark.parametrize("page", ["", "\x00", "<!-- only a comment -->"])
def test_a_page_without_elements_has_no_tree(page: str) -> None:
    assert parse(page) is None


def test_extractors_tell_the_article() -> None:
    prose = "This is a sentence of an article that says something about the world, and goes on. " * 4
    page = f"<html><body><nav><a href=/>Home</a></nav><article><h1>T</h1><p>{prose}</p><p>{prose}</p></article></body></html>"
    for extract in (by_trafilatura, by_readability):
        assert prose.strip() in extract(page)
        assert "Home" not in extract(page)
        assert not extract("")


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<!DOCTYPE html>\n<title>A page</title>\n",
        "<!doctype html><html lang=en><meta charset=utf-8><link rel=x><!-- so --><title>A</title><style>p{}</style>",
        "<html><head><script>let a = '<p>';</script></head>",
    ],
)
@pytest.mark.parametrize("first", ["article", "main", "header", "section", "p"])
def test_the_body_may_have_no_tag(head: str, first: str) -> None:
    page = f"{head}<{first}>Words of it.</{first}>"
    root = parse(bodied(page))
    assert root is not None
    assert root.xpath(f"//body/{first}[text()='Words of it.']")
    assert len(root.xpath("//title")) == ("<title>" in head)
    assert bodied(bodied(page)) == bodied(page)


@pytest.mark.parametrize(
    "page", ["<html lang=en/>{}", "<html><head/>{}", "<html><head></head><BODY class='a' />{}"]
)
def test_a_solidus_ends_neither_the_page_nor_its_body(page: str) -> None:
    root = parse(bodied(page.format("<title>A page</title><p>Words of it.</p>")))
    assert root is not None
    assert root.xpath("string(//body//p)") == "Words of it."


def test_a_page_without_such_a_solidus_stays_as_it_is() -> None:
    page = "<html><body><header/><p>html/> and <br/> stay.</p></body></html>"
    assert bodied(page) == page

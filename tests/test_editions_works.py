"""Labels of sources in the order of print."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from pubpipe.editions.parts import body_tree, serialize
from pubpipe.editions.works import entry_markup, link_calls, source_labels
from pubpipe.model import Edition, Json, Name, Options, Source
from pubpipe.press.doors import edition as door
from pubpipe.sources.citing import style
from tests.support.manuscripts import edition, founding
from tests.support.validators import epubcheck, verapdf
from tests.test_editions_pdf import texts

WORKS = (
    Source(
        "src-z", title="Zebras", authors=(Name(family="Young", given="Zoe"),), url="https://example.org/z"
    ),
    Source("src-n", type="document", note="A line that was kept as it stands"),
    Source("src-a", title="Apes", authors=(Name(family="Ash", given="Al"),), url="https://example.org/a"),
)


def mla(form: str) -> Edition:
    options = Options(citation_style="mla", citation_csl=style("mla"))
    return replace(edition(replace(founding(), sources=WORKS), form), options=options)


def test_one_label_a_source_in_their_order() -> None:
    labels = source_labels(edition(founding(), "txt"))
    assert [label.publisher for label in labels] == ["The New York Times", "CBS News"]
    assert all(label.title_derived for label in labels)
    assert not any(label.cited for label in labels)


def test_a_style_orders_its_entries_and_loses_none() -> None:
    first, second, third = source_labels(mla("txt"))
    assert str(entry_markup(first, str)) == (
        'Ash, Al. <em>Apes</em>. <a href="https://example.org/a" dir="ltr">https://example.org/a</a>.'
    )
    assert (first.parts, first.address) == ((), "")
    assert second.cited[0].text.startswith("Young, Zoe")
    assert (third.cited, third.note) == ((), "A line that was kept as it stands")


def test_a_hint_of_a_title_stays_beside_the_entry() -> None:
    options = Options(citation_style="mla", citation_csl=style("mla"))
    for label in source_labels(replace(edition(founding(), "txt"), options=options)):
        assert [kind for kind, _ in label.parts] == ["hint"]
        assert label.derived


@pytest.mark.parametrize("form", ["html", "txt"])
def test_a_works_cited_list_in_every_edition(form: str) -> None:
    made = door(form)(mla(form)).content.decode()
    assert made.index("Ash, Al") < made.index("Young, Zoe") < made.index("A line that was kept")
    if form == "html":
        assert '<ol class="works">' in made


CALLING = (
    "So it is.[1] And **so.**[2] As said [@src-n, p. 5; @src-a].\n\n"
    "Not `x[1]`, nor [a link[1]](https://example.org), nor x[9]."
)


def calling(form: str, body: str = CALLING) -> Edition:
    return replace(mla(form), manuscript=replace(founding(), sources=WORKS, body=body, markdown=body))


def test_calls_become_links_and_no_word_changes() -> None:
    edition = calling("html")
    tree = body_tree(edition.manuscript)
    links = link_calls(tree, edition)
    assert links.of == {1: ["call-1"], 2: ["call-2", "call-3"], 3: ["call-4"]}
    first, second = tree.iterfind("p")
    assert serialize(first).endswith(
        'So it is.<a class="source-call" id="call-1" href="#source-1">[1]</a> And <strong>so.</strong>'
        '<a class="source-call" id="call-2" href="#source-2">[2]</a> As said ['
        '<a class="source-call" id="call-3" href="#source-2">2</a>, p. 5; '
        '<a class="source-call" id="call-4" href="#source-3">3</a>].'
    )
    assert not second.findall(".//a[@class='source-call']")


def test_called_sources_keep_their_numbers_in_a_style() -> None:
    edition = calling("html")
    labels = source_labels(edition, link_calls(body_tree(edition.manuscript), edition))
    assert [label.number for label in labels] == [1, 2, 3]
    assert labels[1].calls == ("call-2", "call-3")


def _both_ways(documents: dict[str, etree._Element]) -> int:
    """How many calls lead to an entry that leads back to them, by file and id."""
    ids = {f"{name}#{e.get('id')}": e for name, tree in documents.items() for e in tree.iter() if e.get("id")}
    found = 0
    for name, tree in documents.items():
        for call in tree.iterfind(".//{*}a[@class='source-call']"):
            href = call.get("href", "")
            entry = ids[name + href if href.startswith("#") else href]
            at = next(key for key, element in ids.items() if element is entry).partition("#")[0]
            back = [a.get("href", "") for a in entry.iter("{*}a")]
            found += f"{name}#{call.get('id')}" in [at + b if b.startswith("#") else b for b in back]
    return found


@pytest.mark.parametrize("sections", [1, 40])
def test_calls_and_entries_of_a_book_are_linked_both_ways(tmp_path: Path, sections: int) -> None:
    body = "\n\n".join(f"## Part {n}\n\n{CALLING}\n\n{'Words and words. ' * 150}" for n in range(sections))
    book = tmp_path / "a.epub"
    book.write_bytes(door("epub")(calling("epub", body)).content)
    with zipfile.ZipFile(BytesIO(book.read_bytes())) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        documents = {name.rpartition("/")[2]: etree.fromstring(archive.read(name)) for name in names}
    assert ("sources.xhtml" in documents) == (sections > 1)
    assert _both_ways(documents) == 4 * sections
    assert epubcheck(book) == []


def test_calls_and_entries_of_a_page_are_linked_both_ways() -> None:
    tree = etree.HTML(door("html")(calling("html")).content)
    assert _both_ways({"": tree}) == 4


def test_calls_and_entries_on_paper_are_linked_both_ways(tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    made = door("pdf")(calling("pdf"))
    paper.write_bytes(made.content)
    assert made.findings == ()
    with pikepdf.open(paper) as pdf:
        links = [str(a.Dest) for page in pdf.pages for a in page.get("/Annots", []) if "/Dest" in a]
    assert sorted(links) == [
        *(f"call-{n}" for n in (1, 2, 3, 4)),
        "source-1",
        "source-2",
        "source-2",
        "source-3",
    ]
    assert verapdf(paper) == []


def test_a_text_shows_the_numbers() -> None:
    made = door("txt")(calling("txt")).content.decode()
    assert "So it is.[1] And so.[2] As said [2, p. 5; 3]." in " ".join(made.split())
    assert "2. A line that was kept" in made


def archived() -> tuple[Source, ...]:
    first, *others = founding().sources
    copy: dict[str, Json] = {
        "URL": "https://archive.example/2024/https://a.example/?b=1&c",
        "date": "2024-07-30",
    }
    return (replace(first, extra=(("x-archived", copy),)), *others)


def test_an_archived_copy_is_printed_in_each_edition_and_linked_robustly() -> None:
    manuscript = replace(founding(), sources=archived())
    address = "https://archive.example/2024/https://a.example/?b=1&c"
    lines = door("txt")(edition(manuscript, "txt")).content.decode()
    assert f"   Archived on July 30, 2024:\n   {address}\n" in lines
    printed = "".join(texts(door("pdf")(edition(manuscript, "pdf")).content))
    assert f"Archived on July 30, 2024: {address}" in printed
    page = door("html")(edition(manuscript, "html")).content.decode()
    with zipfile.ZipFile(BytesIO(door("epub")(edition(manuscript, "epub")).content)) as book:
        chapter = book.read("EPUB/text.xhtml").decode()
    url = manuscript.sources[0].url
    robust = f'data-originalurl="{url}" data-versionurl="{address.replace("&", "&amp;")}" data-versiondate="2024-07-30"'
    for markup in (page, chapter):
        assert f'href="{url}" dir="ltr" {robust}' in markup
        assert f'href="{address.replace("&", "&amp;")}"' in markup
        assert "Archived on July 30, 2024" in markup
        assert markup.count("data-versionurl") == 1


def test_an_archived_copy_stands_in_a_style_of_reference_too() -> None:
    options = replace(edition(founding(), "html").options, citation_style="mla", citation_csl=style("mla"))
    made = replace(edition(replace(founding(), sources=archived()), "html"), options=options)
    marked = [str(entry_markup(label, str)) for label in source_labels(made)]
    assert sum('data-versiondate="2024-07-30"' in entry for entry in marked) == 1

import pytest

from pubpipe.model import Source
from pubpipe.sources.lines import addresses, is_sentence, read, read_work, verbatim


def record(line: str) -> Source:
    entry = read(line)
    assert entry is not None
    return entry.source


MLA = "Smith, John, and Jane Doe. “The Long Road.” The Paper, 3 Mar. 2021, www.example.org/a-b. Accessed 4 May 2022."
APA = (
    "Smith, J., & Doe, A. B. (2021, March 3). The long road. The Paper. https://example.org/a-b?utm_source=x"
)
CHICAGO = "Jane Doe, “The Title?” The Paper, March 3, 2021, https://example.org/x."
JOURNAL = "Doe, J. (2020). A title. Journal of Things, 12(3), 45–67. https://doi.org/10.1000/182"


def test_mla() -> None:
    found = record(MLA)
    assert [name.text for name in found.authors] == ["John Smith", "Jane Doe"]
    assert (found.title, found.container_title) == ("The Long Road", "The Paper")
    assert (found.issued, found.accessed, found.url) == (
        "2021-03-03",
        "2022-05-04",
        "https://www.example.org/a-b",
    )
    assert (found.derived, found.note) == ((), "")


def test_a_dash_for_the_author_of_the_entry_before_names_nobody() -> None:
    found = record("———. “Potholes Again.” Gazette, May 3, 2024. https://gazette.example/potholes-again.")
    assert (found.authors, found.title, found.issued) == ((), "Potholes Again", "2024-05-03")


def test_a_book_with_commas_alone_between_its_parts() -> None:
    entry = read_work("GARNIER Odile, Cent ans de cinéma, Le Mans, Éditions du Val, 2023, 144 p.")
    assert entry is not None
    found = entry.source
    assert [name.text for name in found.authors] == ["GARNIER Odile"]
    assert (found.title, found.publisher, found.issued) == ("Cent ans de cinéma", "Éditions du Val", "2023")
    assert found.note == "Le Mans. 144 p"
    assert (
        read_work("Anna went to Rome, to Paris, and to the small towns of the south, in 2023, and stayed.")
        is None
    )


def test_on_line_in_brackets_only_introduces_the_address() -> None:
    found = record(
        "« Un fauteuil », Le Courrier, 12 janvier 2024 [en ligne], https://x.example/f (consulté le 8 avril 2024)"
    )
    assert (found.title, found.container_title, found.publisher) == ("Un fauteuil", "Le Courrier", "")
    assert (found.issued, found.accessed) == ("2024-01-12", "2024-04-08")


def test_apa() -> None:
    found = record(APA)
    assert [(name.family, name.given) for name in found.authors] == [("Smith", "J."), ("Doe", "A. B.")]
    assert (found.title, found.container_title, found.issued) == ("The long road", "The Paper", "2021-03-03")
    assert found.url == "https://example.org/a-b"


def test_chicago() -> None:
    found = record(CHICAGO)
    assert [name.text for name in found.authors] == ["Jane Doe"]
    assert (found.title, found.container_title, found.issued) == ("The Title?", "The Paper", "2021-03-03")


def test_what_has_no_field_is_a_note() -> None:
    found = record(JOURNAL)
    assert (found.doi, found.container_title, found.note) == (
        "10.1000/182",
        "Journal of Things",
        "12(3), 45–67",
    )


@pytest.mark.parametrize(
    ("line", "title", "url"),
    [
        ("Title | The Guardian | https://www.theguardian.com/x", "Title", "https://www.theguardian.com/x"),
        ("https://example.org/a – The Title", "The Title", "https://example.org/a"),
        ("The Title <https://example.org/a>", "The Title", "https://example.org/a"),
        ("Says, “No deal” to it: https://example.org/a", "Says, “No deal” to it", "https://example.org/a"),
        ("A – B – C (https://example.org/a_(b))", "A – B – C", "https://example.org/a_(b)"),
        ("Title. Retrieved from https://example.org/a", "Title", "https://example.org/a"),
        (
            "田中太郎「記事の題」新聞、2024年7月28日、https://example.jp/a。",
            "記事の題",
            "https://example.jp/a",
        ),
        ("¹ Title, 3 May 2020. https://example.org", "Title", "https://example.org"),
        ("^ Title. https://example.org", "Title", "https://example.org"),
        ("[12]: https://example.org/x (Title)", "Title", "https://example.org/x"),
        ("“T. of T.” example.org, 3 May 2020, example.org/b-c-d.", "T. of T", "https://example.org/b-c-d"),
        ("doi:10.1000/182", "", "https://doi.org/10.1000/182"),
    ],
)
def test_titles_and_addresses(line: str, title: str, url: str) -> None:
    assert (record(line).title, record(line).url) == (title, url)


@pytest.mark.parametrize("line", [MLA, APA, CHICAGO, JOURNAL])
def test_rewritten_words_stand_in_the_line(line: str) -> None:
    entry = read(line)
    assert entry is not None
    assert entry.rewrites or "“" in line or "doi" in line
    assert all(rewrite.before in line for rewrite in entry.rewrites)


def test_without_cutting_nothing_falls_away() -> None:
    entry = read("Title. Retrieved from https://example.org/a?utm_source=x", cut=False)
    assert entry is not None
    assert entry.source.url == "https://example.org/a?utm_source=x"
    assert entry.rewrites == ()


def test_a_sentence_with_an_address_is_no_entry() -> None:
    assert is_sentence("For more information, visit www.example.org")
    assert is_sentence("https://example.org " + "word " * 30)
    assert not is_sentence("[1] What to see at https://example.org")
    assert not is_sentence("Title. Retrieved May 3, 2024, from https://example.org")


def test_works_without_an_address() -> None:
    entry = read_work("Doe, Jane. The Big Book. New York: Penguin, 2010.")
    assert entry is not None
    assert (entry.source.type, entry.source.url) == ("document", "")
    assert read_work("However, the mayor left the town in 2010 and nobody saw him again after that.") is None
    assert read_work("The book was read by all.") is None


@pytest.mark.parametrize(
    ("line", "title", "publisher", "people"),
    [
        (
            "Olsen, Per. Street Trees of the North. Nordlys Press, 2011.",
            "Street Trees of the North",
            "Nordlys Press",
            1,
        ),
        ("Marsh, Edwin, and Ada Pell. Bells. Norwich: Jarrold, 1902.", "Bells", "Jarrold", 2),
        ("Stow, A. J. Mills of the West. Norwich: Jarrold, 1931.", "Mills of the West", "Jarrold", 1),
    ],
)
def test_books_of_mla_and_chicago(line: str, title: str, publisher: str, people: int) -> None:
    entry = read_work(line)
    assert entry is not None
    assert (entry.source.title, entry.source.publisher) == (title, publisher)
    assert len(entry.source.authors) == people
    assert entry.source.issued in line


def test_verbatim_keeps_the_line() -> None:
    entry = verbatim("[1] Words www.example.org/a?utm_source=x more")
    assert (entry.source.url, entry.source.note, entry.rewrites) == (
        "https://www.example.org/a?utm_source=x",
        "Words www.example.org/a?utm_source=x more",
        (),
    )


def test_verbatim_parts_an_address_from_the_word_before_it() -> None:
    entry = verbatim("[1] Wordswww.example.org/a")
    assert entry.source.note == "Words www.example.org/a"
    assert [(r.before, r.after) for r in entry.rewrites] == [("Wordswww.", "Words www.")]


def test_a_host_without_scheme_needs_a_path() -> None:
    assert addresses("See example.org/a/b.") == ((4, 19),)
    assert addresses("Mr.Smith and/or U.S./Japan 3.5/4") == ()


@pytest.mark.parametrize(
    "bad",
    [
        "a." * 500_000,
        "a-" * 500_000,
        "https://" * 120_000,
        "(" * 1_000_000,
        "“" * 1_000_000,
        "[1] " * 250_000,
    ],
)
def test_a_long_bad_line_is_read_in_one_go(bad: str) -> None:
    assert read(bad) is None
    addresses(bad)

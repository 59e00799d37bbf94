"""Labels of sources in the order of print."""

from dataclasses import replace

import pytest

from pubpipe.editions.works import entry_markup, source_labels
from pubpipe.model import Edition, Name, Options, Source
from pubpipe.press.doors import edition as door
from pubpipe.sources.citing import style
from tests.support.manuscripts import edition, founding

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

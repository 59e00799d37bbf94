"""TOML front matter: values as they are written, each with its place; what is wrong is named with its line."""

from __future__ import annotations

import pytest

from pubpipe.errors import ArticleError
from pubpipe.model import Draft
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.markdown import read

HUGO = """+++
title = "Sourdough at altitude"
date = 2026-05-04T08:30:00Z
draft = false
weight = 3
authors = ["Lena Novak"]
tags = [
  "baking",
  "bread",
]
publishDate = 2026-05-05T08:30:00Z
"share" = 0.50

[cover]
image = "chart.png"
alt = "A chart"

[menu.main]
name = "Bread"
+++

At 2,400 metres water boils at 92 °C.
"""


def _read(text: str) -> Draft:
    return read(Received("post.md", text.encode()))


def test_values_are_declared_with_their_places() -> None:
    draft = _read(HUGO)
    assert {d.key: d.value for d in draft.declared} == {
        "title": "Sourdough at altitude",
        "date": "2026-05-04",
        "draft": "false",
        "weight": "3",
        "author": ["Lena Novak"],
        "keywords": ["baking", "bread"],
        "publishDate": "2026-05-05T08:30:00Z",
        "share": "0.50",
        "cover": "chart.png",
        "cover-details": {"image": "chart.png", "alt": "A chart"},
        "menu": {"main": {"name": "Bread"}},
    }
    places = {d.key: draft.text[d.start : d.end] for d in draft.declared}
    assert places["title"] == 'title = "Sourdough at altitude"\n'
    assert places["keywords"] == 'tags = [\n  "baking",\n  "bread",\n]\n'
    assert draft.text[draft.declared_end :] == "\nAt 2,400 metres water boils at 92 °C.\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_word_of_it_is_accounted_for_and_stays(ends: str) -> None:
    manuscript, ledger, _ = normalize(_read(HUGO.replace("\n", ends)), Wishes("post"))
    assert ledger.audit.unaccounted == 0
    assert (manuscript.meta.title, manuscript.meta.date) == ("Sourdough at altitude", "2026-05-04")
    again, _, _ = normalize(_read(manuscript.markdown), Wishes("post"))
    assert again.markdown == manuscript.markdown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+++\ntitle = A Title\n+++\nText.\n", "post.md, line 2: wrong TOML"),
        ('+++\ntitle = "A"\ntitle = "B"\n+++\nText.\n', "post.md, line 3: wrong TOML"),
        ('+++\nlang = "no language"\n+++\nText.\n', "post.md, line 2: 'no language' is not a language tag"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        _read(text)


def test_signs_that_are_never_closed_are_text() -> None:
    assert _read("+++\nA line of plus signs is an ornament.\n").declared == ()


def test_a_cover_of_yaml_may_say_what_it_shows() -> None:
    draft = _read('---\ntitle: T\ncover:\n  image: a.png\n  alt: "A chart"\n---\n\nText.\n')
    manuscript, ledger, _ = normalize(draft, Wishes("post"))
    assert dict(manuscript.meta.extra)["cover"] == "a.png"
    assert ledger.audit.unaccounted == 0


def test_a_comment_alone_declares_nothing() -> None:
    assert _read("+++\n# draft = true\n+++\nText.\n").declared == ()


def test_keys_whose_place_is_not_known_come_in_their_order() -> None:
    keys = [f"k\\u00{code}" for code in ("e9", "e8", "ea", "eb", "e0", "e1")]
    read = _read("+++\n" + "".join(f'"{key}" = 1\n' for key in keys) + "+++\nText.\n")
    assert [declared.key for declared in read.declared] == ["ké", "kè", "kê", "kë", "kà", "ká"]

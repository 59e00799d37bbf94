"""A page's language is believed where its text agrees."""

from __future__ import annotations

import pytest

from pubpipe.model import Declared, Draft, Mark, Origin
from pubpipe.normalize.galley import Galley, Given, Wishes
from pubpipe.normalize.intake import open_galley
from pubpipe.normalize.passes.title_block.stated_language import stated_language

GERMAN = "Die Brücke über den Fluss ist wieder offen, und das ist für die Leute in der Stadt gut, die sie nicht hatten."


def _galley(stated: str, wishes: Wishes | None = None) -> Galley:
    draft = Draft(
        Origin("a.html", "", 1, "utf-8"), GERMAN, "html", (Declared("lang", stated, 0, 0),),
        marks=(Mark("paragraph", 0, len(GERMAN)),),
    )  # fmt: skip
    return open_galley(draft, wishes or Wishes("a")).with_meta(lang=stated)


@pytest.mark.parametrize(
    ("stated", "lang"), [("en-US", "de"), ("de-AT", "de-AT"), ("nb", "de"), ("lb", "lb"), ("", "")]
)
def test_a_language_that_the_text_contradicts_gives_way(stated: str, lang: str) -> None:
    galley = stated_language(_galley(stated))
    assert galley.meta["lang"] == lang
    assert bool(galley.findings) == (lang != stated)


def test_what_a_person_states_stays() -> None:
    galley = stated_language(_galley("en", Wishes("a", {"lang": Given("en", "option")})))
    assert galley.meta["lang"] == "en"

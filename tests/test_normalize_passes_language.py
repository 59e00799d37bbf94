"""The language of an article is that of its running words, wherever in it they stand."""

from __future__ import annotations

import pytest

from pubpipe.model import Draft, Origin
from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.intake import open_galley
from pubpipe.normalize.passes.title_block.language import language

TURKISH = (
    "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine"
    " karşı kardeşlik zihniyeti ile hareket etmelidirler."
)
CODE = "# Get the list of all the files that are in the folder and print it to the one who has asked for it"


def _language(text: str) -> object:
    draft = Draft(Origin("a.md", "", 1, "utf-8"), text, "markdown", ())
    return language(open_galley(draft, Wishes("a"))).meta["lang"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TURKISH}\n\n```sh\n{CODE}\n{CODE}\n{CODE}\n```\n",
        f"{TURKISH}\n\n- `{CODE}`\n- `{CODE}` ve `{CODE}`\n",
        f"> {TURKISH}\n\n1. {TURKISH}\n\n   ```\n   {CODE}\n   {CODE}\n   {CODE}\n   ```\n",
        f"{TURKISH}\n\n| komut | açıklama |\n|---|---|\n| `{CODE}` | bir dosya |\n| `{CODE}` | iki dosya |\n",
    ],
)
def test_code_is_no_evidence(text: str) -> None:
    assert _language(text) == "tr"


def test_what_nobody_translated_at_the_beginning_does_not_decide() -> None:
    english = CODE.removeprefix("# ")
    assert _language(f"{english}.\n\n" * 25 + f"{TURKISH}\n\n" * 60) == "tr"


def test_code_alone_is_in_no_language() -> None:
    assert _language(f"```\n{CODE}\n```\n") == "und"

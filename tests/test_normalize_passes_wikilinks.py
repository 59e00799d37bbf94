"""Links, pictures and call-outs as note-takers write them: their words stay, and all is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubpipe.model import Ledger, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.markdown import read

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def _normalized(text: str, folder: Path | None = None, **wishes: bool) -> tuple[Manuscript, Ledger]:
    draft = read(Received("a.md", f"# A Title\n\n{text}\n".encode(), folder))
    manuscript, ledger, _ = normalize(draft, Wishes("a", **wishes))  # type: ignore[arg-type]
    assert ledger.audit.unaccounted == 0
    again, _, _ = normalize(read(Received("a.md", manuscript.markdown.encode(), folder)), Wishes("a"))
    assert again.markdown == manuscript.markdown
    return manuscript, ledger


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("He kept [[Niklas Luhmann|his]] notes.", "He kept his notes."),
        ("See [[Slip box]], *see [[Other note]]*.", "See Slip box, *see Other note*."),
        ("See [[Hydration#Ratios]] or [[#Ratios]].", "See Hydration > Ratios or Ratios."),
        ("See [[Hydration#^a1b2c3]].", "See Hydration."),
        (
            "Read `[[ -f x ]]` and x[[1]] and [[1]].",
            "Read `[[ -f x ]]` and x\\[\\[1\\]\\] and \\[\\[1\\]\\].",
        ),
        ("```\n[[Note]]\n```", "```\n[[Note]]\n```"),
        ("- [[One]]\n- [[Two|two]]", "- One\n- two"),
        ("An embedded ![[Note]].", "An embedded !\\[\\[Note\\]\\]."),
    ],
)
def test_links_to_notes_are_printed_by_their_words(text: str, becomes: str) -> None:
    assert _normalized(text)[0].body == f"{becomes}\n"


def test_pictures_of_notes_are_shown(tmp_path: Path) -> None:
    (tmp_path / "plan one.svg").write_bytes(PICTURE)
    manuscript, _ = _normalized(
        "![[plan one.svg|300]]\n\nAs ![[plan one.svg|the plan]] and ![[no.png]].", tmp_path
    )
    (asset,) = manuscript.assets
    assert manuscript.body == (
        f"![]({asset.source})\n\nAs ![the plan]({asset.source}) and !\\[\\[no.png\\]\\].\n"
    )


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("> [!note]\n> Book early.", "> **Note**\n>\n> Book early."),
        ("> [!WARNING]- Do *not* go\n> Stay.", "> \\[!WARNING\\]- Do *not* go Stay."),
        (
            "> [!warning]+ Do not go\n> Stay *here*.\n> - one",
            "> **Do not go**\n>\n> Stay *here*.\n>\n> - one",
        ),
        ("> [!tip] Alone", "> **Alone**"),
        ("> A quotation with [!note] in it.", "> A quotation with \\[!note\\] in it."),
    ],
)
def test_a_call_outs_head_is_a_line_of_its_own(text: str, becomes: str) -> None:
    assert _normalized(text)[0].body == f"{becomes}\n"


def test_the_kind_of_a_call_out_stays_where_nothing_is_to_be_removed() -> None:
    manuscript, _ = _normalized("> [!tip] Alone", remove_nothing=True)
    assert manuscript.body == "> \\[!tip\\] Alone\n"
    _, ledger = _normalized("> [!tip] Alone")
    assert [(e.before, e.after) for e in ledger.events if e.step == "callouts"] == [("[!tip] ", "")]

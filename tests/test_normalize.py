"""The whole normalizer: the founding article, idempotence, the audit as a law."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.errors import ArticleError
from pubpipe.model import Kind, Ledger, Manuscript
from pubpipe.normalize import PASSES, normalize
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Given, Wishes
from pubpipe.normalize.printer import print_blocks
from pubpipe.readers import Received
from pubpipe.readers.markdown import read as read_markdown
from pubpipe.readers.text import read as read_text
from tests.conftest import Golden
from tests.support import trees
from tests.support.drafts import normalized

FOUNDING = Path(__file__).parents[1] / "source" / "us-japan-military-alliance.txt"
GOLDEN = Path(__file__).parent / "golden"


def founding() -> tuple[Manuscript, Ledger]:
    draft = read_text(Received("source/us-japan-military-alliance.txt", FOUNDING.read_bytes()))
    manuscript, ledger, _ = normalize(draft, Wishes("us-japan-military-alliance"))
    return manuscript, ledger


def test_the_founding_article_is_as_it_was_received() -> None:
    digest = hashlib.sha256(FOUNDING.read_bytes()).hexdigest()
    assert digest == "3f304db3e86b7a8576c84aa1548af36d5ec7c65f8458d81dbfb73dfb7193a8e3"


def test_the_founding_article_becomes_its_canonical_source(golden: Golden) -> None:
    manuscript, _ = founding()
    golden(GOLDEN / "us-japan-military-alliance" / "canonical.md", manuscript.markdown)


def test_the_founding_article_has_five_paragraphs_each_once() -> None:
    manuscript, _ = founding()
    paragraphs = manuscript.body.strip().split("\n\n")
    received = FOUNDING.read_text("utf-8").splitlines()
    assert paragraphs == [received[0].removeprefix("July 28, 2024 – "), *received[1:5]]
    assert manuscript.meta.title == "U.S. and Japanese officials will take steps to boost military ties"
    assert (manuscript.meta.title_status, manuscript.meta.title_source) == ("inferred", "lead")
    assert (manuscript.meta.date, manuscript.meta.dateline) == ("2024-07-28", "July 28, 2024 –")
    assert manuscript.meta.lang == "en"
    assert [source.url for source in manuscript.sources] == received[6:8]


@pytest.mark.parametrize("written", ["---\ntitle: '{}'\n---\n\n", "# {}\n\n"])
def test_readings_of_a_title_stand_in_brackets(written: str) -> None:
    text = written.format("{漢字|かんじ}の*話*") + "{東京|とうきょう}の話です。\n"
    manuscript, ledger, _ = normalize(read_markdown(Received("a.md", text.encode())), Wishes("a"))
    assert manuscript.meta.title.replace("*", "") == "漢字（かんじ）の話"
    assert "{東京|とうきょう}" in manuscript.body
    assert ledger.audit.unaccounted == 0
    again = normalize(read_markdown(Received("a.md", manuscript.markdown.encode())), Wishes("a"))[0]
    assert again.markdown == manuscript.markdown


def test_the_founding_ledger_says_what_happened() -> None:
    _, ledger = founding()
    told = {(e.step, e.action): e for e in ledger.events}
    assert told["dateline", "moved"].before == "July 28, 2024 – "
    copy = told["duplicates", "removed"]
    assert copy.line == 9
    assert copy.before.count("\n") == 6
    assert copy.original is not None
    assert told["headline", "inferred"].severity == "warning"
    assert ledger.audit.unaccounted == 0
    assert ledger.audit.tokens_in == ledger.audit.kept + ledger.audit.moved + ledger.audit.removed


def test_the_ledger_ranges_are_those_of_the_received_text() -> None:
    _, ledger = founding()
    text = FOUNDING.read_text("utf-8")
    assert all(e.before == text[e.start : e.end] for e in ledger.events if e.action in ("removed", "moved"))


MESSY = {
    "prose": "Title of it\n\nFirst paragraph with words.\n\nSecond one, *not* emphasis, # nor heading.\n",
    "markdown": (
        "# A title\n\nText with [a link][1] and <b>tags</b> &amp; entities.\n\n"
        "1. one\n1. two\n1. three\n\n[1]: https://example.org/x 'T'\n"
    ),
    "notes": "Text.[^a] More.[^missing]\n\n[^a]: Note *one*.\n\n[^unused]: Nobody calls this.\n",
    "comments": "Before <!-- not seen --> after.\n\n<!-- a whole\ncomment -->\n\nLine<br>break\n",
    "excess": "| a | b |\n|---|---|\n| 1 | 2 | 3 lost |\n",
    "front matter": '---\ntitle: "T: x"\ntags: [a, b]\nlang: de\nauthor: [Ann, Bob]\n---\n\nEin Absatz.\n',
    "sources": "Words of an article.\n\n## References\n\n- [The Title](https://example.org/a)\n- https://example.com/b\n",
    "setext": "Headline\n========\n\nSub\n---\n\n* a\n* b\n\n+ c\n",
    "control": "Bell\x07 and \ufeffmark and so\u00adft.\n\nNBSP\u00a0here and\u2009thin.\n",
    "nested": "- a\n  - b\n\n    c\n- d\n\n> quote\n> > deeper\n>\n> ```\n> code\n> ```\n",
    "references": "AT&amp;T met caf&eacute; owners &#39;there&#39; &lt;now&gt; `a &amp; b`.\n\n\\&amp; stays, &unknown; too.\n",
    "code in Windows lines": "Text.\r\n\r\n```\r\na\r\n\r\nb\r\n```\r\n",
    "note in note": "[^1]: [^1]: [^1]: deep\n\n[^2]: One.\n\n    Two.\n",
    "arabic": "هذا نص عربي قصير للاختبار فقط.\n\nوهذه فقرة ثانية.\n",
    "japanese": "日本の記事の本文です。\n\n二番目の段落です。\n",
}


@pytest.mark.parametrize("name", MESSY)
def test_a_second_run_changes_nothing(name: str) -> None:
    first, ledger = normalized(MESSY[name], "markdown")
    assert ledger.audit.unaccounted == 0
    second, again = normalized(first.markdown, "markdown")
    assert second.markdown == first.markdown
    assert again.audit.unaccounted == 0
    assert again.kind == "canonical"


def test_a_reference_in_raw_text_is_literal() -> None:
    manuscript, ledger = normalized("AT&amp;T met &lt;them&gt; in the harbour on Monday.\n")
    assert manuscript.body == "AT\\&amp;T met \\&lt;them\\&gt; in the harbour on Monday.\n"
    assert ledger.audit.unaccounted == 0


@given(st.lists(trees.blocks, min_size=1, max_size=4))
def test_any_tree_is_accounted_for_and_settles(blocks: list[doc.Block]) -> None:
    text = print_blocks(blocks)
    try:
        first, ledger = normalized(text, "markdown")
    except ArticleError as error:
        assert "no text" in str(error)
        return
    assert ledger.audit.unaccounted == 0
    assert normalized(first.markdown, "markdown")[0].markdown == first.markdown


@given(st.text(alphabet=st.sampled_from("ab \n\t.#*-_[]()<>&;!|`~0123\u00a0\u200bé日\\:\"'="), max_size=200))
def test_any_text_is_accounted_for_and_settles(text: str) -> None:
    kinds: tuple[Kind, ...] = ("text", "markdown")
    for kind in kinds:
        try:
            first, ledger = normalized("A beginning. " + text, kind)
        except ArticleError as error:
            assert "audit" not in str(error)
            continue
        assert ledger.audit.unaccounted == 0
        assert normalized(first.markdown, "markdown")[0].markdown == first.markdown


def test_remove_nothing_removes_nothing() -> None:
    text = FOUNDING.read_text("utf-8")
    manuscript, ledger = normalized(text, wishes=Wishes("article", remove_nothing=True))
    assert not [e for e in ledger.events if e.action == "removed" and e.step == "duplicates"]
    assert manuscript.body.count("A few months before the meeting") == 2


def test_an_option_is_stronger_than_the_file() -> None:
    wishes = Wishes("article", {"title": Given("Mine", "option"), "lang": Given("fr", "setting")})
    manuscript, ledger = normalized("---\ntitle: Theirs\nlang: de\n---\n\nText.\n", "markdown", wishes)
    assert manuscript.meta.title == "Mine"
    assert manuscript.meta.lang == "de"
    assert any("Theirs" in e.before for e in ledger.events if e.action == "removed")


def test_an_article_without_text_is_refused() -> None:
    with pytest.raises(ArticleError, match="no text"):
        normalized("---\ntitle: Only this\n---\n", "markdown")


def test_the_markdown_reads_as_front_matter_body_and_sources() -> None:
    manuscript, _ = founding()
    again = read_markdown(Received("x.md", manuscript.markdown.encode()))
    assert {d.key for d in again.declared} >= {"title", "title-status", "references", "pubpipe.normalizer"}
    assert json.dumps(manuscript.meta.title) not in manuscript.markdown


def _losing(name: str) -> Callable[[Galley], Galley]:
    """A step of this name that loses the last paragraph and tells nobody."""

    def step(galley: Galley) -> Galley:
        return replace(galley, pieces=galley.pieces[:-1])

    step.__name__ = name
    return step


@pytest.mark.parametrize(("name", "more"), [("sources", "markers"), ("bullets", "numbered")])
def test_what_cannot_be_accounted_for_is_retreated_from(
    name: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = read_markdown(Received("article.md", b"# T\n\nOne two.\n\nThree four.\n"))
    faulty = tuple(_losing(name) if step.__name__ == name else step for step in PASSES)
    monkeypatch.setattr("pubpipe.normalize.PASSES", faulty)
    manuscript, ledger, findings = normalize(draft, Wishes("article"))
    assert manuscript.body.endswith("One two.\n\nThree four.\n")
    assert ledger.audit.unaccounted == 0
    (told,) = [finding.message for finding in findings if finding.code == "normalize-retreat"]
    assert name in told
    assert more.rsplit(", ", maxsplit=1)[-1] in told
    assert "2 words" in told
    monkeypatch.undo()
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


def test_where_no_retreat_helps_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = read_markdown(Received("article.md", b"# T\n\nOne two.\n\nThree four.\n"))
    monkeypatch.setattr("pubpipe.normalize.PASSES", (*PASSES, _losing("addresses")))
    with pytest.raises(ArticleError, match="cannot account for 2 words"):
        normalize(draft, Wishes("article"))


def test_a_definition_whose_label_is_broken_over_lines_is_one() -> None:
    made, _ = normalized("See [the\nlong way] on.\n\n[the\nlong way]: https://e.org/a\n", "markdown")
    assert made.body == "See [the long way](https://e.org/a) on.\n"
    kept, _ = normalized("See [a] on.\n\n[a]: https://e.org/a\n[\nb]: https://e.org/b\n", "markdown")
    assert "https://e.org/b" in kept.body
    other, _ = normalized("See [b] on.\n\n[0]:\n[x\n[b]: https://e.org/b\n", "markdown")
    assert "x" in other.body


def test_an_item_of_which_nothing_but_its_number_is_left_stays_an_item() -> None:
    made, _ = normalized("# T\n\n* b\n  1. \x02\n* 1. c\n", "markdown")
    assert made.body == "- b\n\n  1.\n\n- 1. c\n"
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown

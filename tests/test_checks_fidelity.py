"""The law behind the first promise: each edition carries the same words, and what does not is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from pubpipe.checks.fidelity import findings
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.editions.pdf import render
from pubpipe.model import Json, Manuscript, Name
from pubpipe.press.plan.reference import Reference
from pubpipe.sources.citing import style
from tests.conftest import Amount
from tests.support.drafts import normalized
from tests.support.law import RENDER, bodies, broken, manuscript
from tests.support.manuscripts import edition, founding, rich

QUICK = ("epub", "html", "txt", "txt-ascii", "txt-gutenberg")
_LONG = settings(suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("article", [founding(), rich()], ids=["founding", "rich"])
@pytest.mark.parametrize("form", RENDER)
def test_editions_carry_the_words_of_their_source(article: Manuscript, form: str) -> None:
    assert broken(article, [form]) == []


@pytest.mark.parametrize("form", RENDER)
def test_the_calls_of_sources_are_numbers_that_lead_to_them(form: str) -> None:
    article = founding()
    first, second = (source.id for source in article.sources[:2])
    called = (
        f"It is so.[@{first}] *They say*[@{second}; @{first}] it is not.[2] No.¹ [Read](https://x.org/a[1])\n"
    )
    whole = article.markdown.replace(article.body, called)
    assert broken(replace(article, body=called, markdown=whole), [form]) == []


def test_editions_of_any_article_carry_its_words(amount: Amount) -> None:
    @settings(_LONG, max_examples=amount(40, 1_000))
    @given(bodies())
    def holds(body: str) -> None:
        article = manuscript(body)
        assert broken(article, QUICK) == [], article.body

    holds()


def test_pdfs_of_any_article_carry_its_words(amount: Amount) -> None:
    @settings(_LONG, max_examples=amount(4, 200))
    @given(bodies())
    def holds(body: str) -> None:
        article = manuscript(body)
        assert broken(article, ["pdf"]) == [], article.body

    holds()


_NARROW = "| a | b |\n| --- | --- |\n| <https://a.org> | By |"
_WIDE = _NARROW.replace("By |", f"By {'far ' * 40}|")
_TABLES = ((_NARROW, _WIDE), (_WIDE, _NARROW))


@pytest.mark.parametrize(
    ("body", "form"),
    [
        *(
            (
                "「と*{町長|ちょうちょう}*の`{漢字|かんじ}`」\n\n| {町|まち} | b |\n| --- | --- |\n| c | d |\n",
                f,
            )
            for f in RENDER
        ),
        *(
            ("- [x] done\n- [ ] to *do*\n- \\[x\\] words\n\n1. [x] one[^1]\n\n[^1]: - [ ] two\n", f)
            for f in RENDER
        ),
        *(("1. ☐ a sign of the text\n2. ☒\n", form) for form in RENDER),
        *(("## Sources\n\n> ## Sources\n\nOf the article itself.\n", form) for form in RENDER),
        *(("[an *address <https://a.org>*](https://b.org)\n", form) for form in RENDER),
        *(("Words a\x85b.\n", form) for form in ("txt", "txt-gutenberg")),
        *(("```\n\n\n```\n\n```\n\na\n\n```\n", form) for form in ("epub", "html")),
        ("* * *\n\n## \\*a\n\nb\n", "pdf"),  # an ornament before its own sign
        ("a[^1] b\n\n[^1]: | c | d |\n    | --- | --- |\n    | e | f |\n", "pdf"),
        ("A.\n\n- \\*\\*\\*\n- b\n", "txt"),  # signs behind a marker
        ("A.\n\n- ***\n-\n\n\\*\\*\\*\n", "txt"),
        ("- a\n- \\- -\n", "txt"),  # an item that looks like an ornament
        *((f"> {'word ' * 13}- - -\n", form) for form in ("txt", "txt-gutenberg")),  # a line as it is wrapped
        ("***\n\n- \\*\\* a\n", "txt"),  # an ornament before an item with its signs
        ("## abc\n\n\\- \\- - d\n", "txt"),  # an underline before its own signs
        ("```\n----\n    - -\n```\n", "txt"),
        # Of two tables with one beginning one is told row by row and one drawn, or the other way round.
        *((f"{one}\n\nAnd:\n\n{other}\n", form) for form in ("txt", "txt-ascii") for one, other in _TABLES),
        ("One:\\\n“\\\n”\n", "txt-ascii"),  # a line of one mark below another
        # What has no words takes none of those after it.
        *(("## [](#b)\n\na\n\n```\n```\n\n- [](https://a.org) b\n- [](c) d\n", form) for form in RENDER),
        ("[a b](https://example.org/) *c d*\n", "pdf"),  # a space alone between two elements
        ("- 7. one\n\n     two\n\n  ### three\n", "pdf"),  # a list in an item before other words
        ("Before [![words](p.png)](https://example.org/p) after.\n", "pdf"),  # a link that holds a block
        *(("|  |  |\n| --- | --- |\n| no | head |\n", form) for form in ("epub", "html", "pdf")),
    ],
)
def test_losses_that_were_found_stay_mended(body: str, form: str) -> None:
    assert broken(manuscript(body), [form]) == []


def test_an_article_may_say_one_sign_again_and_again() -> None:
    article, _ = normalized("] ]\n", "markdown")
    assert broken(article, RENDER) == []


@pytest.mark.parametrize("title", ["Sources", "+++", "* * *", "`", "] ]"])
@pytest.mark.parametrize("form", ["pdf", "txt", "txt-gutenberg"])
def test_a_title_may_say_what_editions_say_or_draw_with(title: str, form: str) -> None:
    article = founding()
    assert broken(replace(article, meta=replace(article.meta, title=title)), [form]) == []


def test_a_lost_item_of_one_sign_is_told() -> None:
    article = manuscript("Before.\n\n- one\n- ?\n\nAfter.\n")
    content = RENDER["txt"](edition(article, "txt")).content.replace(b"- ?\n", b"")
    (finding,) = findings(Subject("txt", "txt", content, article))
    assert "?” is missing" in finding.message


@pytest.mark.parametrize(
    ("tables", "lost"), [(_TABLES[0], b"  By\n"), (_TABLES[1], b"  far far far far far far far\n")]
)
def test_a_loss_in_one_of_two_tables_that_begin_alike_is_told(tables: tuple[str, str], lost: bytes) -> None:
    article = manuscript("\n\nAnd:\n\n".join(tables))
    content = RENDER["txt"](edition(article, "txt")).content
    assert content.count(lost) == 1
    found = findings(Subject("txt", "txt", content.replace(lost, b"\n"), article))
    assert "fidelity-missing" in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (f"> {'word ' * 13}- - -\n\nAfter.\n", b"    - - -\n"),
        ("Before.\n\n\\*\\*\\*\n\nAfter.\n", b"***\n"),
        ("Before.\n\n```\na\n====\nb\n```\n", b"    ====\n"),
        ("Before.\n\n\\] ]\n\nAfter.\n", b"] ]\n"),
    ],
)
def test_a_lost_line_of_signs_is_told(body: str, lost: bytes) -> None:
    article = manuscript(body)
    content = RENDER["txt"](edition(article, "txt")).content
    assert content.count(lost) == 1
    (finding,) = findings(Subject("txt", "txt", content.replace(lost, b""), article))
    assert finding.code == "fidelity-missing"


def test_pictures_that_are_not_there_are_told_by_their_descriptions() -> None:
    body = '![One *that*](a.png)\n\n![Two](b.png "By Her")\n\nText ![three](c.png) goes on.\n'
    assert broken(manuscript(body), ["pdf", "epub", "html"]) == []


def test_pictures_that_are_not_there_may_have_no_description_and_stand_from_right_to_left() -> None:
    body = "One ![](a.png) two.\n\n![](b.png)\n\n![Words](c.png)\n\nText ![x](d.png) on.\n\n![\\[نکته\\]](e.png)\n"
    for front in ("title: T\nlang: en\n", "title: T\nlang: fa\n"):
        assert broken(manuscript(body, front), ["pdf"]) == []


def test_the_words_in_a_pictures_place_may_go_on_over_lines() -> None:
    words = (
        "A house of stone, with a door of wood and windows of glass that look over the river and the bridge"
    )
    long = f"The bridge ![{words}](a.png) of which a picture is missing, and ![](b.png) more.\n"
    assert broken(manuscript(long), ["pdf"]) == []


def test_a_line_from_right_to_left_may_change_its_face() -> None:
    # The commas are of the house's face, the letters of one for Hebrew: a line is written in many pieces.
    body = "צבע, מין, לשון, דת.\n\n| סעיף 2 | 1948 |\n| --- | ---: |\n| הכרזה | 1,234 |\n"
    assert broken(manuscript(body, "title: הכרזה\nlang: he\n"), ["pdf"]) == []


def test_a_line_may_have_another_direction_than_the_article() -> None:
    body = "- كتب شيئا. 1234 abc\n- הוא כתב 12 ספרים. — and then English again, 56 %\n\nIn it “הוא כתב 12 ספרים”.\n"
    assert broken(manuscript(body), ["pdf"]) == []


def test_a_byline_and_its_date_are_two_words_of_a_pdf() -> None:
    article = manuscript(
        "One.\n", "title: T\nlang: en\nauthor: Bob Lee\ndate: 2024-07-28\nupdated: 2024-07-29\n"
    )
    assert broken(article, ["pdf"]) == []


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("not ", ""), "fidelity-missing", "“not” is missing in the text, after"),
        (("1914", "1915"), "fidelity-changed", "“1914” in the text reads “1915”"),
        (("<p>Beta beta beta.</p>", ""), "fidelity-missing", "“Beta beta beta.” is missing"),
        (("Beta beta", "Beta new beta"), "fidelity-invented", "“new” is in no source"),
        (("☑", "☐"), "fidelity-changed", "“☑” in the text reads “☐”"),
        (("<h2", "<p"), "fidelity-heading", "is a heading of level 2 in the source and plain text here"),
        (('href="https://example.org/"', 'href="https://example.com/"'), "fidelity-link", "example.com"),
    ],
)
def test_what_is_wrong_is_named(change: tuple[str, str], code: str, said: str) -> None:
    article = manuscript(
        "This is not 1914 or [here](https://example.org/).\n\nBeta beta beta.\n\n- [x] done\n\n## Head of all\n\nEnd.\n"
    )
    old, new = change
    page = RENDER["html"](edition(article, "html")).content.decode()
    assert old in page
    head, main, text = page.partition("<main")
    page = head + main + text.replace(old, new, 1)
    if old == "<h2":
        page = page.replace("</h2>", "</p>", 1)
    found = findings(Subject("article.html", "html", page.encode(), article))
    assert (code, True) in {(f.code, said in f.message) for f in found}
    assert all(f.place is not None and f.place.line for f in found)


SIGNS = (
    "A \ufe0f alone, one\ufe0fword, \u2764\ufe0e or \u260e\ufe0f, \u2714\ufe0f done, 1\ufe0f\u20e3, \u845b\U000e0100\u57ce, "
    "\U0001f3f4\U000e0067\U000e0062\U000e007f.\n\n![a \u2764\ufe0e](p.png)\n"
)


@pytest.mark.parametrize("form", RENDER)
def test_a_variation_selector_is_no_word_of_its_own(form: str) -> None:
    assert broken(manuscript(SIGNS), [form]) == []


@pytest.mark.parametrize("form", RENDER)
def test_a_control_character_in_code_is_lost_by_every_edition(form: str) -> None:
    assert broken(manuscript("# T\n\nA text.\n\n```\n(provide 'a)\n\x0c\n;; \x1bb\x7f\n```\n"), [form]) == []


def test_a_lost_selector_is_told_of_a_text_and_a_lost_sign_of_a_page() -> None:
    article = manuscript(SIGNS)
    text = RENDER["txt"](edition(article, "txt")).content.replace("\U000e0100".encode(), b"")
    assert [f.code for f in findings(Subject("a.txt", "txt", text, article))] == ["fidelity-missing"]
    unlike = manuscript(SIGNS.replace("\u2714\ufe0f", ""))
    page = RENDER["pdf"](edition(unlike, "pdf")).content
    told = [f.message for f in findings(Subject("a.pdf", "pdf", page, article))]
    assert len(told) == 1 and "“\u2714” is missing in the text" in told[0]


def test_what_cannot_be_read_is_a_finding() -> None:
    for form in ("epub", "pdf"):
        assert [f.code for f in findings(Subject("a", form, b"nothing", rich()))] == ["fidelity-unreadable"]


def test_what_a_build_was_asked_to_add_is_not_invented() -> None:
    archived: tuple[str, Json] = ("x-archived", {"URL": "https://archive.example/1", "date": "2025-03-01"})
    article = founding()
    article = replace(article, sources=tuple(replace(s, extra=(*s.extra, archived)) for s in article.sources))
    for form in ("pdf", "epub", "html", "txt", "txt-ascii"):
        asked: dict[str, Any] = {"colophon": form in ("pdf", "epub"), "sources_qr": form == "pdf"}
        content = RENDER[form](edition(article, form, **asked)).content
        assert findings(Subject(form, form, content, article)) == (), form


@pytest.mark.parametrize("form", ["pdf", "epub", "html", "txt", "txt-ascii", "txt-gutenberg"])
def test_sources_in_a_style_of_reference_are_what_citeproc_makes_of_the_records(form: str) -> None:
    linked = replace(rich(), body="No calls, [a link](https://example.org/else).\n")
    for name, article in (("mla", founding()), ("chicago", _called()), ("apa", linked)):
        reference = Reference(name, style(name))
        cited = edition(article, form, citation_style=name, citation_csl=reference.csl)
        content = RENDER[form](cited).content
        assert findings(Subject(form, form, content, article, reference)) == (), article.slug
        first, *others = article.sources
        wrong = (replace(first, issued="1901"), *others), article.sources[1:]
        for sources in wrong:
            other = replace(article, sources=sources)
            assert {f.severity for f in findings(Subject(form, form, content, other, reference))} == {"error"}
        other = replace(article, body=f"Naval matters. {article.body}")
        assert any(f.severity == "error" for f in findings(Subject(form, form, content, other, reference)))


def _called() -> Manuscript:
    article = founding()
    first, second, *_ = article.sources
    body = f"{article.body}\nAs told [@{second.id}, p. 3] and [@{first.id}; @{second.id}].\n"
    told = replace(second, title="After the *flood*", authors=(Name(family="Ng", given="An"),), derived=())
    return replace(article, slug="called", body=body, sources=(first, told, *article.sources[2:]))


def test_tables_that_begin_alike_are_each_read_in_their_own_way() -> None:
    narrow = "| Station | Since |\n|---|---|\n| Nordhavn | 1894 |\n\n"
    names = [f"Instruments of {n}" for n in range(1894, 1902)]
    wide = f"| Station | {' | '.join(names)} |\n|{'---|' * 9}\n| Nordhavn |{' float |' * 8}\n"
    article = replace(founding(), body=f"Two tables.\n\n{narrow}More.\n\n{wide}")
    content = RENDER["txt"](edition(article, "txt")).content
    assert b"Station: Nordhavn\n" in content
    assert findings(Subject("txt", "txt", content, article)) == ()


def _wide(value: str = "{n} units") -> Manuscript:
    names = " | ".join(f"Column {n}{'[^1]' if n == 1 else ''}" for n in range(1, 13))
    rows = "".join(f"| {' | '.join(value.format(n=n * k) for n in range(1, 13))} |\n" for k in (3, 17))
    small = "| a | b |\n| --- | --- |\n| c | d |\n\n| only | a head |\n| --- | --- |\n"
    return manuscript(f"| {names} |\n{'| --- ' * 12}|\n{rows}\n{small}\n[^1]: Note.\n")


def test_a_table_that_is_told_row_by_row_is_read_so_and_no_other_one() -> None:
    article = _wide()
    content = render(edition(article, "pdf-large")).content
    assert findings(Subject("a.pdf", "pdf-large", content, article)) == ()
    other = _wide("{n} parts")
    told = {finding.code for finding in findings(Subject("a.pdf", "pdf-large", content, other))}
    assert {"fidelity-changed", "fidelity-cell"} & told

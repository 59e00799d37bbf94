"""What pandoc, kramdown, PHP Markdown Extra and MkDocs add to Markdown: read where it is sure, and no word goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubpipe.model import Event, Kind
from pubpipe.normalize.dialects import suspected
from pubpipe.normalize.galley import Wishes
from tests.support.drafts import normalized

LEAD = "# The title of it\n\nThe first paragraph says what it is about.\n\n"
KIND: Kind = "markdown"


def _read(text: str, wishes: Wishes | None = None) -> tuple[str, tuple[Event, ...]]:
    manuscript, ledger = normalized(f"{LEAD}{text}\n", KIND, wishes)
    assert normalized(manuscript.markdown, KIND)[0].markdown == manuscript.markdown
    body = manuscript.body.removeprefix("The first paragraph says what it is about.\n\n").rstrip("\n")
    return body, tuple(event for event in ledger.events if event.step == "dialect")


DEFINITIONS = {
    "a definition": ("Apple\n:   A fruit.", "Apple\n\nA fruit."),
    "behind one space": ("Apple\n: A fruit of *a tree*.", "Apple\n\nA fruit of *a tree*."),
    "behind a tab": ("Apple\n:\tA fruit.", "Apple\n\nA fruit."),
    "below an empty line": ("Apple\n\n:   A fruit.", "Apple\n\nA fruit."),
    "several definitions": ("Apple\n\n:   A fruit.\n\n:   A firm.", "Apple\n\nA fruit.\n\nA firm."),
    "close together": ("Apple\n: A fruit.\n: A firm.", "Apple\n\nA fruit.\n\nA firm."),
    "several terms": ("Apple\nPear tree\n: Fruits.", "Apple\n\nPear tree\n\nFruits."),
    "several lists": ("Apple\n: A fruit.\n\nPear\n: Another.", "Apple\n\nA fruit.\n\nPear\n\nAnother."),
    "a second paragraph": ("Apple\n\n:   A fruit.\n\n    Of a tree.\n\nEnd.", "Apple\n\nA fruit.\n\nOf a tree.\n\nEnd."),
    "a second paragraph near by": ("Apple\n: A fruit.\n\n  Of a tree.", "Apple\n\nA fruit.\n\nOf a tree."),
    "a line that goes on": ("Apple\n:   A fruit\nof a tree.", "Apple\n\nA fruit of a tree."),
    "code": ("Apple\n\n:   A fruit.\n\n        a = 1\n          b", "Apple\n\nA fruit.\n\n```\na = 1\n  b\n```"),
    "code behind one space": ("Apple\n: A fruit.\n\n        a = 1", "Apple\n\nA fruit.\n\n```\na = 1\n```"),
    "a fence": ("Apple\n\n:   ``` py\n    a = 1\n    ```", "Apple\n\n```py\na = 1\n```"),
    "a list": ("Apple\n\n:   Kinds:\n\n    - red\n    - green\n\n      and sour", "Apple\n\nKinds:\n\n- red\n\n- green\n\n  and sour"),
    "a list at once": ("Apple\n\n:   - red\n    - green", "Apple\n\n- red\n- green"),
    "a quotation": ("Apple\n\n:   A fruit.\n\n    > He ate.", "Apple\n\nA fruit.\n\n> He ate."),
    "a definition within": ("Apple\n\n:   Kinds\n\n    :   Red.", "Apple\n\nKinds\n\nRed."),
    "in an item": ("- Apple\n  : A fruit.\n- Pear", "- Apple\n\n  A fruit.\n\n- Pear"),
    "in a quotation": ("> Apple\n> : A fruit.", "> Apple\n>\n> A fruit."),
    "a term with an address": ("[Apple][a]\n: A fruit.\n\n[a]: https://e.org/a", "[Apple](https://e.org/a)\n\nA fruit."),
    "a note": ("Apple[^1]\n: A fruit.[^2]\n\n[^1]: One.\n[^2]: Two.", "Apple[^1]\n\nA fruit.[^2]\n\n[^1]: One.\n\n[^2]: Two."),
    "html": ("Apple\n: A <b>fruit</b>.\n\n    <div>It is red.</div>", "Apple\n\nA **fruit**.\n\nIt is red."),
}  # fmt: skip

ATTRIBUTES = {
    "of a heading": ("## A head {#id .class key=val}", "## A head"),
    "of a heading between signs": ("## A head ## {#id}", "## A head"),
    "of an underlined heading": ("A head {.unnumbered}\n---", "## A head"),
    "pandoc's short one": ("## A head {-}", "## A head"),
    "kramdown's heading": ("## A head {: #id }", "## A head"),
    "of a link": ('[a](https://e.org/){target="_blank" rel=x} b', "[a](https://e.org/) b"),
    "of a link by reference": ("[a][b]{.c} d\n\n[b]: https://e.org/b", "[a](https://e.org/b) d"),
    "of an address": ("<https://e.org/a>{.c}", "<https://e.org/a>"),
    "of a picture": ("![a](https://e.org/b.png){width=50% height='3 cm'}", "![a](https://e.org/b.png)"),
    "of code": ("Say `a`{.haskell}.", "Say `a`."),
    "of code that looks like it": ("Say `{.c}`{.c}.", "Say `{.c}`."),
    "of emphasis": ("Say *a*{: .b} and **c**{:.d}.", "Say *a* and **c**."),
    "over two lines": ("[a](https://e.org/){.b\n.c} d", "[a](https://e.org/) d"),
    "of a button": ("[a](https://e.org/){ .md-button .md-button--primary }", "[a](https://e.org/)"),
    "of words": ("Say [a *b* [c](https://e.org/)]{.mark} [Small]{.smallcaps}.", "Say a *b* [c](https://e.org/) Small."),
    "of words within words": ("Say [a [b]{.c} d]{.e}.", "Say a b d."),
    "that an address repeats": ("*[a]{#b-a}* c\n\n[a]: #b-a", "*[a](#b-a)* c"),
    "of words by reference": ("[a]{.c} d\n\n[a]: https://e.org/a", "[a](https://e.org/a) d"),
    "of a fence": ("```{.python .numberLines}\na\n```", "```python\na\n```"),
    "of a fence with a language": ("``` haskell {.numberLines}\na\n```", "```haskell\na\n```"),
    "of a fence without a language": ('~~~ {#a .numberLines startFrom="3"}\na\n~~~', "```\na\n```"),
    "below a paragraph": ("A line\nof prose.\n{: .lead #id}\n\nb", "A line of prose.\n\nb"),
    "below a list": ("* TOC\n{:toc}\n\nb", "- TOC\n\nb"),
    "by themselves": ("a\n\n{: .b key='c d'}\n\nd", "a\n\nd"),
    "below a paragraph, without a colon": ("A line.\n{ .annotate }", "A line."),
    "in an item": ("- a\n  {: .b}\n\n- c [d](https://e.org/){.f}", "- a\n\n- c [d](https://e.org/)"),
    "in a cell": ("| a | b |\n|---|---|\n| [c](https://e.org/){.d} | e |", "| a | b |\n| --- | --- |\n| [c](https://e.org/) | e |"),
}  # fmt: skip

BLOCKS = {
    "a division": ("::: warning\nBlock *one*.\n\n- two\n:::\n\nb", "Block *one*.\n\n- two\n\nb"),
    "with attributes": ("::: {.a #b}\n\nOne.\n\n:::", "One."),
    "between many colons": ("::::: a :::::\nOne.\n::::::::::", "One."),
    "divisions in one another": ("::: a\n:::: {#b}\nOne.\n::::\nTwo.\n:::", "One.\n\nTwo."),
    "a division in an item": ("- a\n\n  ::: b\n  c\n  :::\n- d", "- a\n\n  c\n\n- d"),
    "a division with code": ("::: a\n```\n:::\n```\n:::", "```\n:::\n```"),
    "a definition in a division": ("::: a\nTerm\n: One.\n:::", "Term\n\nOne."),
    "verse": ("| One line\n|   of *verse*\n| ends", "One line\\\nof *verse*\\\nends"),
    "stanzas": ("| One\n| two\n|\n| three", "One\\\ntwo\n\nthree"),
    "verse in a quotation": ("> | One\n> | two", "> One\\\n> two"),
    "a caption below": ("| a | b |\n|---|---|\n| c | d |\n\n: What it *shows*.", "| a | b |\n| --- | --- |\n| c | d |\n\nWhat it *shows*."),
    "a caption above": (": What it\nshows.\n\n| a | b |\n|---|---|\n| c | d |", "What it shows.\n\n| a | b |\n| --- | --- |\n| c | d |"),
    "a caption with its name": ("Table: What.\n\n| a | b |\n|---|---|\n| c | d |", "Table: What.\n\n| a | b |\n| --- | --- |\n| c | d |"),
    "powers": ("x^2^ + 10^-6^ m^3^, 2^n^, 1^o^", "x² + 10⁻⁶ m³, 2ⁿ, 1º"),
    "isotopes": ("^14^C and (^13^C)", "¹⁴C and (¹³C)"),
    "formulae": ("H~2~O, CO~2~, Fe~3~(PO~4~)~2~", "H₂O, CO₂, Fe₃(PO₄)₂"),
}  # fmt: skip

AS_WRITTEN = {
    "a colon that a French line begins with": "Il a répondu\n: « Non. »",
    "a colon in wrapped prose": "This line of prose is as long as lines that somebody has wrapped are\n: it goes on.",
    "a colon in lines of prose": "One line of prose that goes on.\nAnother line of prose.\n: It goes on.",
    "a time": "Kick-off\n: 12:30",
    "what a sentence introduces": "A multiline table:\n\n: Here is its caption.",
    "a colon first": ": One\n: two",
    "no definition": "Apple\n:",
    "a sign of a picture": "Hello\n:smile: there",
    "an indented colon": "Apple\n\n    : no definition",
    "the caption of columns": "12     12\n123    123\n\n: What it shows.",
    "a value in prose": "Say {x}, {{ name }}, {% if %}, ${y}, {.z} and {#a}.",
    "a value in a heading": "## Say {x} or {#a b}",
    "a value alone": "Text.\n\n{key=value}\n\nText.",
    "a value behind a link": "[a](https://e.org/){x} [a](https://e.org/) {.b}",
    "a heading of nothing else": "## {#id}",
    "brackets in a picture's words": "![a [b]{.c}](https://e.org/d.png)",
    "a note's call": "a[^1]{.b}\n\n[^1]: c",
    "brackets alone": "[a]{b} [a] {.c} []{.d} \\[a]{.c}",
    "an escaped value": "[a](https://e.org/)\\{.b}",
    "an escaped heading": "## A \\{.b}",
    "R's chunk": "```{r, echo=FALSE}\na\n```",
    "a raw block": "```{=html}\n<b>\n```",
    "in code": "```\n::: a\n| b\n| c\n{: .d}\n:::\n```",
    "a division without an end": "::: warning\nText.",
    "an end without a division": "Text.\n:::",
    "a division with a title": "::: tip Read this\nText.\n:::",
    "colons in a line": "a ::: b",
    "a division that ends in code": "::: a\n\n    :::\n\nb",
    "one bar": "| One line",
    "cells without a head": "| a | b |\n| c | d |",
    "bars around": "| a |\n| b |",
    "bars within prose": "Text\n| a\n| b",
    "bars and no bar": "| a\n| b\nc",
    "figures between tildes": "3~5~7, A~2~3, about ~3~ x, ~~100~~",
    "figures between carets": "2^3^4, a^b^, ^3^ and (^3^)",
    "Arabic prose": "قال الرجل\nوكتب: 12:30 {x}\n: 12",
}

TARGETS = {
    "behind a heading": ("See [it](#a-b) and [*this*](#second).\n\n## The `first` part {.c #a-b}\n\n## Second {#two}", "See [it](#the-first-part) and [*this*](#second).\n\n## The `first` part\n\n## Second"),
    "between signs": ("[it](#b)\n\n## Head ## {#b}", "[it](#head)\n\n## Head"),
    "below a heading": ("See [it](#ab).\n\n## The first part\n{: #ab}\n\ntext", "See [it](#the-first-part).\n\n## The first part\n\ntext"),
    "of the second of two": ("## Part {#a}\n\n## Part {#b}\n\n[it](#b)", "## Part\n\n## Part\n\n[it](#part-1)"),
    "that is another heading's name": ("[it](#part)\n\n## Part\n\n## Head {#part}", "[it](#part)\n\n## Part\n\n## Head"),
    "by reference": ("[it][a]\n\n## Head {#b}\n\n[a]: #b", "[it](#b)\n\n## Head"),
    "by reference and not": ("[it][a] [too](#b)\n\n## Head {#b}\n\n[a]: #b", "[it](#b) [too](#b)\n\n## Head"),
    "of no heading": ("[it](#c)\n\n## Head {#b}", "[it](#c)\n\n## Head"),
}  # fmt: skip

CASES = DEFINITIONS | ATTRIBUTES | BLOCKS | TARGETS


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_another_dialect_is_the_markdown_that_says_the_same(name: str, end: str) -> None:
    received, printed = CASES[name]
    assert _read(received.replace("\n", end))[0] == printed


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_what_only_looks_so_stays_as_it_is_written(name: str) -> None:
    body, told = _read(AS_WRITTEN[name])
    assert told == ()
    assert body == _read(AS_WRITTEN[name], Wishes("a", switches={"dialect": False}))[0]


def test_each_sign_that_goes_is_in_the_ledger_with_its_place() -> None:
    _, told = _read(
        "A x:{.b} [l](https://e.org/){.b}: x^2^\n\n: c\n\n> ::: {.b}\n> d\n> :::\n\n| e\n| f\n\n```{.g .h}\ni\n```"
    )
    assert [(event.line, event.before, event.after) for event in sorted(told, key=lambda e: e.start)] == [
        (5, "{.b}", ""),
        (5, "^", ""),
        (5, "^", ""),
        (7, ":", ""),
        (9, "::: {.b}", ""),
        (11, ":::", ""),
        (13, "|", ""),
        (14, "|", ""),
        (16, "{.g .h}", "g"),
    ]
    assert all(event.reason for event in told)


def test_a_place_is_that_of_the_sign_and_not_of_what_looks_like_it() -> None:
    text = f"{LEAD}- `{{.c}}` \\{{.c}} a:\n  : [b](https://e.org/){{.c}}\n"
    manuscript, ledger = normalized(text, KIND)
    told = [event.start for event in ledger.events if event.step == "dialect"]
    assert told == [text.rindex("{.c}")]
    assert "{.c} a: : [b]" in manuscript.body


@pytest.mark.parametrize(
    "wishes", [Wishes("a", remove_nothing=True), Wishes("a", switches={"dialect": False})]
)
def test_nothing_is_read_where_nobody_wants_it(wishes: Wishes) -> None:
    body, told = _read("Apple\n:   A fruit. [a](https://e.org/){.b}", wishes)
    assert body == "Apple : A fruit. [a](https://e.org/){.b}"
    assert told == ()


@pytest.mark.parametrize("name", CASES)
def test_canonical_markdown_says_what_it_says(name: str) -> None:
    """An edition is no received text: a colon or a brace that it has is a word's."""
    matter = "---\ntitle: The title\nlang: en\npubpipe:\n  normalizer: 1\n---\n\n"
    _, ledger = normalized(f"{matter}{CASES[name][0]}\n", KIND)
    assert [event for event in ledger.events if event.step == "dialect"] == []


def test_a_line_that_would_lose_a_word_is_read_as_it_stands_and_the_others_are_not() -> None:
    body, told = _read("`f`{.g}x^2^b~2~^2^\n\n`a`{.b} c")
    assert body == "`f`{.g}x^2^b~2~^2^\n\n`a` c"
    assert [event.line for event in told] == [7]


def test_html_in_a_definition_may_have_to_be_words_without_it() -> None:
    body, told = _read("Apple\n: Some <sup>2</sup> 2\n: Of <b>two</b>")
    assert body == "Apple\n\nSome \\<sup>2\\</sup> 2\n\nOf **two**"
    assert [event.line for event in told] == [6, 7]


def test_most_texts_are_not_even_suspected() -> None:
    assert not suspected("# A: b\n\nText: `c` | d\n\n- e\n\n> f\n\n| a | b\n|---|---\n|c | d\n")
    assert [name for name, (received, _) in CASES.items() if not suspected(received)] == [
        "a caption with its name"
    ]


_PARTS = st.sampled_from(
    [
        *("Term", ": ", ":   ", "    ", "\n", "\n\n", "\n\n    ", "a b", "12:30", "\\"),
        *("{.c}", "{#d}", "{: .e}", "[f](https://e.org/)", "`g`", "*h*", "x^2^", "H~2~O", "~", "^"),
        *(
            "::: i",
            ":::",
            "\n:::\n",
            "- ",
            "> ",
            "1. ",
            "```",
            "```{.py}",
            "## ",
            "---",
            "| ",
            "|",
            "| j\n| k\n",
        ),
        *("<b>", "</b>", "<p>", "[^1]", "[^1]: n", "| a | b |\n|---|---|\n| c | d |\n"),
    ]
)


@settings(deadline=None)
@given(st.lists(_PARTS, max_size=16).map("".join))
def test_every_word_is_accounted_for_and_settles(received: str) -> None:
    manuscript, ledger = normalized(f"{LEAD}{received}\n", KIND)
    assert ledger.audit.unaccounted == 0
    assert normalized(manuscript.markdown, KIND)[0].markdown == manuscript.markdown

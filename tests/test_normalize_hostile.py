"""Strings that make careless regular expressions and parsers slow: every one is normalized or refused, and settles.

The long form has a million characters each; a step whose time grows faster than its input would not end.
"""

import pytest

from pubpipe.errors import PubpipeError
from pubpipe.model import Kind
from tests.conftest import Amount
from tests.support.drafts import normalized

BAD = {
    "brackets": "[",
    "parentheses": "(",
    "emphasis": "*a ",
    "underscores": "_",
    "backticks": "`",
    "ampersands": "&",
    "numeric references": "&#",
    "less than": "<",
    "open comments": "<!--",
    "open links": "[a](",
    "open pictures": "![",
    "definitions": "[a]: ",
    "nested notes": "[^1]: ",
    "capitals": "A",
    "capital words": "AA ",
    "initials": "U.S. ",
    "places": "A, ",
    "dashes": "- ",
    "numbers": "1. ",
    "schemes": "http://",
    "dots": ".",
    "quotations": "> ",
    "bars": "|",
    "words": "word ",
    "marks": "\u0301",
    "semicolons": "a;",
    "dates": "1 May 2024 ",
    "attribution": " said in X, that they",
    "curly quotes": "a’",
    "joiners": "\u200c\u200d",
    "soft hyphens": "a\u00ad",
    "half of a wrong encoding": "â",
    "stars about words": "*a* ",
    "open fences": "\n```a",
    "assignments": "\n\na = 1",
    "calls": "f(",
    "columns": "\na  b",
    "ends of addresses": " [a](http://a/&b;#?c",
    "open tags": "<b>",
    "tags about words": "<i>a</i> ",
    "powers": "10<sup>6</sup> m<sup>2</sup> ",
    "formulae and words": "H<sub>2</sub>O is a ",
    "tags within one another": "<b>a<i>",
    "links to places": "<a href='http://a/'>b",
    "attributes": "<a b='c' ",
    "parts of a page": "\n\n<div><p>a",
    "cells": "\n<tr><td>a",
    "items": "\n<ul><li>a",
    "figures": "\n<figure><img src=a>b",
    "readings": "<ruby>a<rt>b",
    "scripts": "\n\n<script>a",
}


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize("name", BAD)
def test_a_hostile_text_is_accounted_for_or_refused(name: str, kind: Kind, amount: Amount) -> None:
    piece = BAD[name]
    text = "A" + piece * (amount(5_000, 1_000_000) // len(piece))
    try:
        manuscript, ledger = normalized(text, kind)
    except PubpipeError as error:
        assert "no text" in error.message
        return
    assert ledger.audit.unaccounted == 0
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown

"""A template that does not end, or takes all memory: stopped, and told with its line."""

from __future__ import annotations

import pytest

from pubpipe import styling
from pubpipe.errors import EditionError
from pubpipe.model import Style
from pubpipe.press.limits import Limits, within

SHORT = Limits(1, 200, 1)
# What ends by itself is to be told as that on a slow machine, too.
SMALL = Limits(60, 200, 1)


@pytest.mark.parametrize(
    ("limits", "template", "message"),
    [
        (
            SHORT,
            "{% for a in range(99999) %}{% for b in range(99999) %}\n{% endfor %}{% endfor %}",
            "was not done after 1 seconds and was stopped, at style 'mine', a.html, line ",
        ),
        (
            SMALL,
            "a\n{{ 'x' * 9999999999 }}",
            "needs more memory than the limit of 200 MB, at style 'mine', a.html, line 2",
        ),
        (SMALL, "a\n\n{% include 'a.html' %}", "is nested too deeply, at style 'mine', a.html, line 3"),
    ],
)
def test_a_template_without_end_is_told_with_its_line(limits: Limits, template: str, message: str) -> None:
    style = Style("mine", {"a.html": template.encode()}, frozenset({"a.html"}))
    with pytest.raises(EditionError) as caught, within(limits, "making it", EditionError):
        styling.page(style, "a.html")
    assert f"making it {message}" in caught.value.message

"""What nobody expected of a face is told with its file; what is not a face's fault stays what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubpipe.editions.pdf.faces import answerable
from pubpipe.errors import ConfigurationError, EditionError
from pubpipe.model import Edition
from tests.hostile.faces.layout import varied
from tests.hostile.faces.making import face, tables_of
from tests.support.law import manuscript
from tests.support.manuscripts import edition

RULE = '@font-face {{ font-family: "{}"; src: url("style:fonts/{}") }}\n'


def styled(**files: bytes) -> Edition:
    """Return an edition whose style brings faces, each of a family of its own."""
    made = edition(manuscript("# One\n\nThe council met.\n"), "pdf")
    rules = "".join(RULE.format(name, f"{name}.ttf") for name in files)
    own = {"print-own.css": rules.encode(), **{f"fonts/{name}.ttf": data for name, data in files.items()}}
    return replace(made, style=replace(made.style, files={**made.style.files, **own}, own=frozenset(own)))


def test_the_face_that_is_at_fault_is_named() -> None:
    lying = dict(varied(tables_of(face())))["axes-lying"]
    with (
        pytest.raises(ConfigurationError, match=r"no text can be set in fonts/b\.ttf") as raised,
        answerable(styled(a=face(), b=lying)),
    ):
        raise KeyError("a table")
    assert "damaged" in raised.value.hint


def test_what_no_face_is_to_blame_for_is_left_as_it_is() -> None:
    sound = styled(a=face())
    for error in (KeyError("x"), MemoryError(), RecursionError(), EditionError("no Pango")):
        with pytest.raises(type(error)) as raised, answerable(sound):
            raise error
        assert raised.value is error

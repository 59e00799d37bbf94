"""The values of the front matter: what is known of an article, and of its own making."""

from dataclasses import replace

from pubpipe.model import Json
from pubpipe.normalize.metadata import REVISION, declared, metadata, provenance
from tests.support.drafts import galley

_KEPT: dict[str, Json] = {"pubpipe.keep": ["1"]}


def test_values_are_one_line_without_marks_and_controls() -> None:
    known = galley("Text.").with_meta(
        title="A\x1b[0m  {東京|とうきょう}\nB", place="{x|y}", author=["C", "D"]
    )
    made = metadata(known)
    assert (made.title, made.place, made.authors) == ("A 東京（とうきょう） B", "{x|y}", ("C", "D"))


def test_what_pubpipe_says_of_itself_is_no_value_of_the_article() -> None:
    known = galley("Text.").with_meta(**_KEPT, title="A", series="B")
    assert metadata(known).extra == (("series", "B"),)


def test_what_was_switched_and_kept_is_said_and_only_that() -> None:
    plain = galley("Text.")
    plain = replace(plain, draft=replace(plain.draft, origin=replace(plain.draft.origin, sha256="abc")))
    assert provenance(plain, [], []) == {"normalizer": REVISION, "input-sha256": "abc"}
    kept = plain.with_meta(**_KEPT, **{"pubpipe.input-sha256": "first"})
    made = provenance(kept, ["sources"], ["typography"])
    assert made == {
        "normalizer": REVISION,
        "input-sha256": "first",
        "off": ["sources"],
        "on": ["typography"],
        "keep": ["1"],
    }


def test_what_the_form_adds_is_declared() -> None:
    (event,) = declared(galley("Text."), "en", {"normalizer": 1, "input-sha256": "abc"})
    assert (event.action, event.after) == ("inferred", "1 abc")

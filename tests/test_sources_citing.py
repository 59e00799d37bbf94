"""Entries of a bibliography in the styles of reference."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.model import Json, Name, Source
from pubpipe.sources.address import from_address
from pubpipe.sources.citing import bibliography, style

KINDS = tomllib.loads((Path(__file__).parent / "support" / "citations.toml").read_text("utf-8"))["source"]
_FIELDS = {"title": "title", "container-title": "container_title", "publisher": "publisher", "URL": "url"}
_FIELDS |= {"issued": "issued", "accessed": "accessed", "DOI": "doi", "type": "type"}
_OWN = {"mla", "apa", "chicago", "author", "editor"}


def name(text: str) -> Name:
    family, _, given = text.partition(", ")
    return Name(literal=text[1:]) if text.startswith(":") else Name(family=family, given=given)


def source(number: int, item: dict[str, Any]) -> Source:
    extra: list[tuple[str, Json]] = [(k, v) for k, v in item.items() if k not in _FIELDS and k not in _OWN]
    if editors := [name(text) for text in item.get("editor", ())]:
        extra.append(("editor", [{"family": n.family, "given": n.given} for n in editors]))
    fields = {attribute: item[key] for key, attribute in _FIELDS.items() if key in item}
    authors = tuple(name(text) for text in item.get("author", ()))
    return Source(f"s{number}", authors=authors, extra=tuple(extra), **fields)


@pytest.mark.parametrize("wanted", ["mla", "apa", "chicago"])
def test_thirty_sources_of_eight_kinds_are_set_as_the_handbooks_ask(wanted: str) -> None:
    sources = tuple(source(n, item) for n, item in enumerate(KINDS))
    made = {
        name: "".join(f"*{run.text}*" if run.kind == "em" else run.text for run in runs)
        for name, runs in bibliography(sources, style(wanted), "en-US").entries
    }
    assert len({item["type"] for item in KINDS}) == 8
    assert len(KINDS) == len(made) == 30
    assert made == {f"s{n}": item.get(f"{wanted}-made", item[wanted]) for n, item in enumerate(KINDS)}


def test_no_entry_differs_from_the_handbooks() -> None:
    assert not any(f"{wanted}-made" in item for item in KINDS for wanted in ("mla", "apa", "chicago"))


def test_a_title_read_off_the_address_is_never_set_as_one() -> None:
    record = from_address("https://www.nytimes.com/2024/07/28/world/us-japan-military-alliance.html")
    ((_, runs),) = bibliography((record,), style("mla"), "en").entries
    assert "".join(run.text for run in runs) == f"The New York Times, 28 July 2024, {record.url}."
    assert [run.text for run in runs if run.href] == [record.url]


def test_signs_of_markup_in_a_title_are_its_words() -> None:
    record = Source("a", title="How <i> and *x* cost $5 & [more] @home", url="https://example.org/a")
    ((_, runs),) = bibliography((record,), style("apa"), "en").entries
    assert [run.text for run in runs if run.kind == "em"] == ["How ‹i> and *x* cost $5 & [more] @home"]


def test_generated_words_are_in_the_language_of_the_article() -> None:
    record = Source("a", title="Ein Werk", url="https://example.org/a", accessed="2024-03-01")
    ((_, runs),) = bibliography((record,), style("apa"), "de-DE").entries
    assert "März" in "".join(run.text for run in runs)


def test_citations_in_the_text() -> None:
    made = bibliography((source(0, KINDS[0]),), style("mla"), "en", ("[@s0, p. 5]", "[@s0]"))
    assert made.cited == ("(Porter 5)", "(Porter)")


_CSL = 'xmlns="http://purl.org/net/xbiblio/csl"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csl, line 1: no CSL style"),
        (f"<style {_CSL}>\n<info></style>", "x.csl, line 2: no CSL style"),
        ("<html/>", "begins with <html>"),
        (f"<style {_CSL}><info/></style>", "nothing about a bibliography"),
        (
            f'<style {_CSL}><info><link href="u" rel="independent-parent"/></info></style>',
            "only names another",
        ),
        (
            f'<style {_CSL}><bibliography><layout>\n<text macro="a"/></layout></bibliography></style>',
            "line 2: the style has no macro 'a'",
        ),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><style>&e;</style>', "no CSL style"),
    ],
)
def test_a_file_that_is_no_style_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        style("x.csl", text)

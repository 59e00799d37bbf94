"""Markers of sources are told, and their text stays."""

from tests.support.drafts import normalized

SOURCES = "\n\nSources\n[1] https://a.org/x\n[2] https://b.org/y\n"


def flags(text: str) -> list[tuple[str, str]]:
    manuscript, ledger = normalized(text + SOURCES)
    assert len(manuscript.sources) == 2
    return [(event.reason, event.severity) for event in ledger.events if event.step == "markers"]


def test_markers_with_a_source_each() -> None:
    ((reason, severity),) = flags("A claim.[1] Another,² and a third[2].\n\nMore of the text.")
    assert reason.startswith("3 markers")
    assert severity == "info"


def test_a_marker_without_a_source_is_a_warning() -> None:
    ((reason, severity),) = flags("A claim.[1] Another.[7]\n\nMore of the text.")
    assert reason.endswith("without a source: [7]")
    assert severity == "warning"


def test_powers_and_years_are_no_markers() -> None:
    assert flags("An area of 5 m² and 10³ of them [sic] in [2020].\n\nMore of the text.") == []


def test_a_citation_of_a_source_that_is_not_there_is_a_warning() -> None:
    head = "---\ntitle: Harbours\nlang: en\nreferences:\n- {id: smith, title: The long pier, type: book}\n---\n\n"
    _, ledger = normalized(head + "A claim [@smith, p. 5]. Another [@smith; @smyth].\n", "markdown")
    (event,) = [event for event in ledger.events if event.step == "markers"]
    assert (event.severity, event.reason.rpartition("; ")[2]) == ("warning", "without a source: [@smyth]")
    assert event.reason.startswith("2 markers")

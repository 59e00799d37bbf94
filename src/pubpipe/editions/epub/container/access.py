"""What is in an e-book -> its accessibility metadata: only what can be told from the content."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.editions.epub.pictures.placing import Pictures
from pubpipe.wording import words


@dataclass(frozen=True, slots=True)
class Access:
    """Values of schema.org's accessibility properties; ``summary_lang`` is the language of the summary."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    summary_lang: str

    def properties(self) -> list[tuple[str, str, str]]:
        """Return (property, value, language or nothing) in a fixed order (EPUB Accessibility 1.1 §2.2)."""
        return [
            *(("schema:accessMode", value, "") for value in self.modes),
            *(("schema:accessModeSufficient", value, "") for value in self.sufficient),
            *(("schema:accessibilityFeature", value, "") for value in self.features),
            *(("schema:accessibilityHazard", value, "") for value in self.hazards),
            ("schema:accessibilitySummary", self.summary, self.summary_lang),
        ]


def access(pictures: Pictures, lang: str, *, pages: bool = False, ruby: bool = False) -> Access:
    """Return what may be claimed of a text with these pictures; never conformance, which a person must judge.

    One picture without description takes away ``alternativeText`` and the claim that text suffices; one
    that moves leaves the hazards unknown.
    """
    seen = bool(pictures.embedded)
    described = seen and not pictures.undescribed
    told = words(lang)
    pictured = told.access_described if described else told.access_undescribed if seen else ""
    return Access(
        modes=("textual", "visual") if seen else ("textual",),
        sufficient=(("textual,visual",) if seen else ()) + (("textual",) if described or not seen else ()),
        features=(
            *(("alternativeText",) if described else ()),
            "displayTransformability",
            *(("pageBreakMarkers", "pageNavigation") if pages else ()),
            "readingOrder",
            *(("rubyAnnotations",) if ruby else ()),
            "structuralNavigation",
            "tableOfContents",
        ),
        hazards=("unknown",) if pictures.moving else ("none",),
        summary=f"{told.access}{'' if told.access.endswith('。') else ' '}{pictured}".strip(),
        summary_lang=told.lang,
    )

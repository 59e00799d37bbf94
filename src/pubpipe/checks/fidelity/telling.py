"""One edition and what is wrong with it -> findings in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pubpipe.checks.carrying.carried import Token
from pubpipe.model import Finding, Manuscript, Place, Severity
from pubpipe.press.plan.reference import Reference

HINT = "Make the edition anew; if it stays so, it is a bug of pubpipe: please report it with the article."
_SHOWN = 12  # words of a passage that a finding quotes


@dataclass(frozen=True, slots=True)
class Subject:
    """One edition to be looked at: its name as the user knows it, its format, its bytes, and what it is made from.

    ``cited`` is the style of reference by which its sources are set, None for the house's own way.
    """

    name: str
    form: str
    data: bytes
    manuscript: Manuscript
    cited: Reference | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what is wrong with one edition."""

    subject: Subject

    def say(self, code: str, message: str, line: int, severity: Severity = "error") -> Finding:
        """Return a finding with the code ``fidelity-<code>`` and its line of the canonical Markdown, 0 for none."""
        slug = self.subject.manuscript.slug
        place = Place(f"{slug}.md", line) if line else None
        return Finding(severity, f"fidelity-{code}", f"{self.subject.name}: {message}", HINT, place)


def quoted(tokens: Sequence[Token]) -> str:
    """Return words in quotation marks, a long passage by its beginning and its end."""
    texts = [token.text for token in tokens]
    if len(texts) > _SHOWN:
        texts = [*texts[: _SHOWN - 4], "…", *texts[-4:]]
    said = ""
    for text in texts:
        said += text if not said or (len(text) == 1 and text in ".,;:!?)’”") else f" {text}"
    return f"“{said}”"

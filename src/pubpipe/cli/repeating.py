"""Articles with the same warning -> the first few tell it, and the others are counted at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pubpipe.errors import called
from pubpipe.model import ArticleReport, Finding

_TOLD = 3  # articles that tell a warning themselves
_NAMED = 3  # articles that are named at the end


@dataclass(slots=True)
class Repeated:
    """The articles of one build that have the same warning, by the warning without its place."""

    sources: dict[Finding, list[str]] = field(default_factory=dict)

    def first(self, article: ArticleReport) -> ArticleReport:
        """Return an article without the warnings that enough others have told."""
        warnings = (replace(one, place=None) for one in article.findings if one.severity == "warning")
        for said in dict.fromkeys(warnings):
            self.sources.setdefault(said, []).append(called(article.source))
        kept = (
            finding
            for finding in article.findings
            if len(self.sources.get(replace(finding, place=None), ())) <= _TOLD
        )
        return replace(article, findings=tuple(kept))

    def rest(self) -> Iterator[str]:
        """Yield what was held back: the articles, of many the first and how many more, and the warning."""
        for said, sources in self.sources.items():
            held = sources[_TOLD:]
            more = len(held) - _NAMED
            others = f" and {more} more (--verbose names each)" if more > 0 else ""
            if held:
                yield f"{', '.join(held[:_NAMED])}{others}: {said.message}"

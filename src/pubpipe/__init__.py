"""Articles as people have them -> a PDF, an EPUB, a text and a web edition, every word accounted for."""

from __future__ import annotations

# Checkers know the name; importing typing would cost every command a fifth of its start.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from pubpipe.api import build
    from pubpipe.errors import (
        ArticleError,
        ConfigurationError,
        EditionError,
        PubpipeError,
        UsageProblem,
    )
    from pubpipe.model import ArticleReport, Finding, Outcome, Place, Report

    __version__: str

__all__ = [
    "ArticleError",
    "ArticleReport",
    "ConfigurationError",
    "EditionError",
    "Finding",
    "Outcome",
    "Place",
    "PubpipeError",
    "Report",
    "UsageProblem",
    "__version__",
    "build",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for: ``import pubpipe`` alone stays instant."""
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("pubpipe")
    if name in __all__:
        for room in ("api", "model", "errors"):
            module = import_module(f"pubpipe.{room}")
            if hasattr(module, name):
                value: object = getattr(module, name)
                return value
    raise AttributeError(f"module 'pubpipe' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name the public names."""
    return sorted(__all__)

"""An edition -> the canonical Markdown itself."""

from pubpipe.model import Edition, Rendering


def render(edition: Edition) -> Rendering:
    """Return the manuscript's canonical Markdown as UTF-8; nothing is made anew, so the style has no say."""
    return Rendering(edition.manuscript.markdown.encode())

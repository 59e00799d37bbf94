"""The Markdown edition: the manuscript's own file."""

from dataclasses import replace

from pubpipe.editions.markdown import render
from tests.support.manuscripts import edition, rich


def test_it_is_the_canonical_file_byte_for_byte() -> None:
    manuscript = replace(rich(), markdown="---\ntitle: Ä “x”\n---\n\nText.\n")
    rendering = render(edition(manuscript, "md"))
    assert rendering.content == manuscript.markdown.encode()
    assert rendering.findings == ()

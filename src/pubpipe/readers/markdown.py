"""A Markdown file -> Draft: its front matter as declared values, the pictures beside it as assets."""

from __future__ import annotations

import re

from pubpipe.errors import ArticleError
from pubpipe.model import Draft, Finding
from pubpipe.readers import Received, origin
from pubpipe.readers.declarations import front_matter
from pubpipe.readers.decode import decode, guessed
from pubpipe.readers.pictures import load
from pubpipe.readers.title_block import title_block
from pubpipe.readers.toml_matter import toml_matter

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")

_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?=#|[\w\"'-]+[ \t]*:|---|\.\.\.)(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.S | re.M,
)

_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.S | re.M)


def read(received: Received) -> Draft:
    """Return the draft of a Markdown file.

    Raises ArticleError for a file that cannot be decoded and for front matter that is not valid YAML or TOML,
    with its line.
    """
    text, encoding = decode(received.data, received.name)
    match = _FRONT_MATTER.match(text) or _TOML.match(text)
    if match is None and re.match(r"---[ \t]*\r?\n[\w-]+:", text):
        raise ArticleError(
            f"{received.name}, line 1: the front matter is never closed", "End it with a line ---"
        )
    end = match.end() if match else 0
    findings: tuple[Finding, ...] = ()
    if match and match.re is _TOML:
        declared, findings = toml_matter(text, *match.span("toml"), received.name)
    elif match:
        declared, findings = front_matter(text, *match.span("yaml"), received.name)
    else:
        declared, end = title_block(text)
    assets, missing = load(text[end:], received, text.count("\n", 0, end))
    findings = (*guessed(encoding, received.name), *findings, *missing)
    return Draft(origin(received, encoding), text, "markdown", declared, end, assets, findings)

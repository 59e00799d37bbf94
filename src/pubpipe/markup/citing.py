"""Source records and the places that cite them -> calls and entries in a citation style."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pubpipe.markup.running import Running


def citations(clusters: tuple[str, ...], items: str, csl: str, lang: str) -> str:
    """Return what citeproc makes of CSL items, as XHTML: a paragraph a cluster, then ``div#refs``.

    ``clusters`` are pandoc's citations (``[@id, p. 5]``), ``items`` is CSL-JSON, ``csl`` the text of a style,
    empty for pandoc's own (Chicago, author and date); all items are listed, cited or not. Raises EditionError
    with pandoc's own words.
    """
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "items.json"
        bibliography.write_text(items, "utf-8")
        arguments = ["--sandbox", "--from=markdown", "--to=html5", "--wrap=none", "--citeproc"]
        arguments += [f"--bibliography={bibliography}", f"--metadata=lang:{lang}"]
        arguments += ["--metadata=link-citations:true"]
        if csl:
            style = Path(folder) / "style.csl"
            style.write_text(csl, "utf-8")
            arguments.append(f"--csl={style}")
        text = "\n\n".join(("---\nnocite: '@*'\n---", *clusters)) + "\n"
        return Running(arguments, text.encode()).output()

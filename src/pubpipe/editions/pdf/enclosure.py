"""A PDF that is not written yet -> the same with its article's canonical Markdown enclosed as a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pubpipe.model import Manuscript

if TYPE_CHECKING:
    import pydyf


def enclose(pdf: pydyf.PDF, manuscript: Manuscript) -> None:
    """Embed the canonical Markdown as the source of the document, for whoever opens it after us.

    ISO 19005-3 (PDF/A-3) 6.8: an associated file with its media type and relationship. Dates are left out: the
    file has none but the article's own, which stand in the document's metadata.
    """
    import pydyf

    data = manuscript.markdown.encode()
    name = f"{manuscript.slug.rsplit('/', 1)[-1]}.md"
    params = pydyf.Dictionary(
        {"Size": len(data), "CheckSum": f"<{hashlib.md5(data, usedforsecurity=False).hexdigest()}>"}
    )
    extra = {"Type": "/EmbeddedFile", "Subtype": "/text#2fmarkdown", "Params": params}
    stream = pydyf.Stream([data], extra, compress=True)
    pdf.add_object(stream)
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(name.encode(errors="ignore") if name.isascii() else "article.md"),
            "UF": pydyf.String(name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(f"{manuscript.meta.title} (Markdown)"),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(file)
    names = pydyf.Dictionary({"Names": pydyf.Array([pydyf.String(name), file.reference])})
    pdf.add_object(names)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = names.reference
    pdf.catalog["AF"] = pydyf.Array([file.reference])

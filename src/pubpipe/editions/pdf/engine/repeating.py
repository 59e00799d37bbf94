"""WeasyPrint as it was imported -> the same, with what it does over and over done once.

Each saving stands alone, as those of ``engine.py`` do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pubpipe.editions.pdf.composition import overflow
from pubpipe.editions.pdf.engine import (
    backgrounds,
    borders,
    contexts,
    demand,
    flow,
    glyphs,
    inheritance,
    lengths,
    lines,
    metrics,
    once,
    packing,
    release,
    styles,
    telling,
    walking,
    words,
)

# What is done after the import, and the beginning of each version that it was proved on.
SAVINGS: Mapping[str, tuple[Callable[[], None], Mapping[str, str]]] = {
    # What stands last is done first: `metrics` goes around the set-up of `contexts`, and the styles of `styles` are
    # asked before those of `inheritance`, by `demand` where they are wanted at all.
    "metrics": (metrics.speak, {"weasyprint": "70."}),
    "contexts": (contexts.keep, {"weasyprint": "70."}),
    "backgrounds": (backgrounds.pass_by, {"weasyprint": "70."}),
    "borders": (borders.pass_by, {"weasyprint": "70."}),
    "demand": (demand.wait, {"weasyprint": "70."}),
    "flow": (flow.answer_at_once, {"weasyprint": "70."}),
    "glyphs": (glyphs.take_at_once, {"weasyprint": "70."}),
    "styles": (styles.keep, {"weasyprint": "70."}),
    "inheritance": (inheritance.shorten, {"weasyprint": "70."}),
    "lengths": (lengths.shorten, {"weasyprint": "70."}),
    "lines": (lines.keep, {"weasyprint": "70."}),
    "once": (once.write_once, {"pydyf": "0.13."}),
    "pages": (once.name_pages_once, {"pydyf": "0.13."}),
    "packing": (packing.pack_as_usual, {"pydyf": "0.13."}),
    "plain": (telling.tell_plainly, {"pydyf": "0.13."}),
    "release": (release.release, {"weasyprint": "70."}),
    "overflow": (overflow.foresee, {"weasyprint": "70."}),
    "walking": (walking.go_straight, {"weasyprint": "70."}),
    "words": (words.set_once, {"weasyprint": "70."}),
}

"""The style's TTF faces -> the WOFF2 subsets that a web edition embeds, and their stylesheet.

Run it after the faces change: ``.venv/bin/python tools/web_faces.py``. It takes half a minute, which is why
its results are kept and not made for each article.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset

STYLE = Path(__file__).parent.parent / "styles" / "default"
FACES = (
    ("SourceSerif4-Regular", "Source Serif 4", 400, "normal"),
    ("SourceSerif4-Italic", "Source Serif 4", 400, "italic"),
    ("SourceSerif4-SemiBold", "Source Serif 4", 700, "normal"),
    ("SourceSans3-Regular", "Source Sans 3", 400, "normal"),
    ("SourceSans3-SemiBold", "Source Sans 3", 700, "normal"),
)
RANGES = {
    "latin": "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2002-2015,"
    " U+2018-2022, U+2026, U+2030, U+2032-2033, U+2039-203A, U+2044, U+20AC, U+2122, U+2191, U+2193, U+2212",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02AF, U+0300-036F, U+1E00-1EFF, U+20A0-20AB, U+20AD-20C0",
    "cyrillic": "U+0400-04FF, U+2116",
    "greek": "U+0370-03FF",
}
# Old-style figures are the text's default here; tables ask for lining ones of one width.
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "onum", "pnum", "lnum", "tnum"]


def main() -> None:
    """Write one file a face and script, and ``web-faces.css`` that names them."""
    (STYLE / "web").mkdir(exist_ok=True)
    rules = []
    for file, family, weight, style in FACES:
        for script, ranges in RANGES.items():
            name = f"web/{file}-{script}.woff2"
            _write(STYLE / "fonts" / f"{file}.ttf", ranges, STYLE / name)
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};\n'
                f'  src: url("{name}") format("woff2");\n  unicode-range: {ranges}; }}\n'
            )
    head = "/* Made by tools/web_faces.py. A page embeds those of these faces that it needs. */\n"
    (STYLE / "web-faces.css").write_text(head + "".join(rules), "utf-8")


def _write(source: Path, ranges: str, target: Path) -> None:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(ranges.replace(" ", "")))
    subsetter.subset(font)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main()

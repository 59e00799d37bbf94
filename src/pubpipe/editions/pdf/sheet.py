"""Options, a language and a style -> the tokens of the sheet: its size, its margins, who heads which page."""

from __future__ import annotations

from collections.abc import Mapping

from pubpipe.editions.parts import direction, ideographs, upright
from pubpipe.model import Options, Style
from pubpipe.styling import token

# Territories whose paper is US Letter: CLDR 48, supplementalData.xml, <paperSize type="US-Letter">.
LETTER_REGIONS = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
_SIZES = {"a4": ("210mm", "297mm"), "a5": ("148mm", "210mm"), "letter": ("8.5in", "11in")}
_HALVES = {"a4": ("148.5mm", "210mm"), "letter": ("5.5in", "8.5in")}  # of a sheet that is folded
_LEADING = {"ja": 1.25, "zh": 1.25, "ko": 1.2, "he": 1.0, "yi": 1.0}
SHEETS = ("auto", *_SIZES)
"""What the style's token ``--sheet`` may be."""
ASKED = frozenset(
    {"--sheet", "--running", "--closest", "--line", "--head", "--foot", "--head-letter", "--foot-letter"}
    | {"--head-start", "--head-end"}
)
"""The tokens of a style that are asked for here and by the page, and not by its stylesheets."""
_BINDING = "5mm"  # what facing pages move away from their fold


def paper(lang: str, wanted: str, usual: str = "auto") -> str:
    """Return ``letter``, ``a4`` or ``a5``: what was asked for, else the style's own, else that of the tag's region."""
    for name in (wanted, usual):
        if name in _SIZES:
            return name
    regions = [tag for tag in lang.split("-")[1:] if len(tag) == 2 and tag.isalpha()]
    return "letter" if regions and regions[0].upper() in LETTER_REGIONS else "a4"


def sheet(lang: str, options: Options, style: Style, variant: str = "") -> Mapping[str, str]:
    """Return the tokens that ``print.css`` takes beside the style's own.

    On a right-hand page the header begins with the publication, which in a right-to-left article stands on
    the right. On two-sided paper left-hand pages mirror that, and all pages keep off their fold. A booklet has two
    sides and lies open flat; its page is half of A4 or Letter, for A5 as well, which is that half.
    """
    is_booklet = variant == "booklet"
    name = paper(lang, options.page, token(style, "--sheet", variant))
    width, height = _HALVES.get(name, _HALVES["a4"]) if is_booklet else _SIZES[name]
    end = "-letter" if name == "letter" else ""
    two_sided = options.two_sided or is_booklet
    tokens = {
        "--paper-width": width,
        "--paper-height": height,
        "--top": f"var(--head{end})",
        "--bottom": f"var(--foot{end})",
        "--binding": _BINDING if two_sided and not is_booklet else "0mm",
    }
    tokens |= _script_tokens(lang, style, variant)
    mirrored = direction(lang) == "rtl"
    for side in ("right", "left"):
        begin, last = ("end", "start") if mirrored else ("start", "end")
        if side == "left" and two_sided:
            begin, last = last, begin
        tokens |= {f"--{side}-begin": begin, f"--{side}-begin-font": f"var(--head-{begin})"}
        tokens |= {f"--{side}-end": last, f"--{side}-end-font": f"var(--head-{last})"}
    return tokens


def _script_tokens(lang: str, style: Style, variant: str) -> Mapping[str, str]:
    # The letters of these scripts also fill more of the line's height than Latin ones: lines stand further apart.
    if not upright(lang):
        return {}
    line = token(style, "--line", variant)
    wider = (
        float(line.removesuffix("pt")) * _LEADING.get(lang.lower().split("-")[0], 1.2)
        if line.endswith("pt")
        else 0
    )
    return {
        "--region": ideographs(lang),
        "--head-end": "var(--head-start)",
        # A draft's lines are far enough apart as they are.
        **({"--line": f"{wider:.1f}pt"} if wider and variant != "draft" else {}),
    }

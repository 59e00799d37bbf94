"""WeasyPrint's layouts of text -> the same, with what hangs on the type alone made once for each type.

Each line of text is laid out some four times, each time in a context of its own for which Pango looks up the faces
anew: a third of its time. Contexts and descriptions are kept with the fonts that they are made from.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pubpipe.editions.pdf.engine.replacing import replace

# All that a context and a description are made from.
TYPE = (
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch", "font_weight",
    "font_size", "font_variant_caps", "font_variation_settings", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip
_MOST = 512  # types that are kept: a house has some twenty for each language
_METRICS = (
    "ascent",
    "underline_position",
    "strikethrough_position",
    "underline_thickness",
    "strikethrough_thickness",
)
# All that the height of a line is made from.
_STRUT = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures", "font_variant_position",
    "font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang", "font_size", "line_height",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Type:
    """What Pango sets a type with: values of its C library, and what WeasyPrint notes of it."""

    context: Any
    description: Any
    language: Any
    metrics: dict[str, Any]
    features: bytes


def keep() -> None:
    """Let WeasyPrint keep its contexts, and the heights of lines by what they are made from, not by its spelling."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    lines.Layout.setup = _setting(lines)
    replace(lines.strut, _measuring(lines.strut))


def _measuring(strut: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    values_of = itemgetter(*_STRUT)

    def measure(style: Any) -> tuple[float, float]:  # noqa: ANN401
        kept: dict[object, tuple[float, float]] = vars(style.font_config).setdefault("struts", {})
        values = values_of(style)
        try:
            found = kept.get(values)
        except TypeError:  # a function, whose value may hang on more
            return strut(style)
        if found is None:
            if len(kept) >= _MOST:
                kept.clear()
            found = kept[values] = strut(style)
        return found

    return measure


def _setting(lines: Any) -> Any:  # noqa: ANN401 - WeasyPrint's modules are not typed
    ffi, pango, gobject = lines.ffi, importlib.import_module("weasyprint.text.ffi").pango, lines.gobject
    values_of = itemgetter(*TYPE)

    def setup(layout: Any, style: Any) -> None:  # noqa: ANN401
        layout.style = style
        layout.first_line_direction = 0
        kept = vars(style.font_config).setdefault("types", {})
        values = values_of(style), style["text_decoration_line"] != "none"
        one = kept.get(values)
        if one is None:
            if len(kept) >= _MOST:
                kept.clear()
            one = kept[values] = _made(lines, style)
        layout.language = one.language
        vars(layout).update(one.metrics)
        layout.layout = ffi.gc(pango.pango_layout_new(one.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, one.description)
        if one.features:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(one.features))
            pango.pango_layout_set_attributes(layout.layout, attributes)

    return setup


def _made(lines: Any, style: Any) -> _Type:  # noqa: ANN401
    """Make what ``Layout.setup`` of WeasyPrint makes for each layout."""
    ffi, pango, gobject = lines.ffi, lines.pango, lines.gobject
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, lines.PANGO_DIRECTION[style["direction"]])
    override = style["font_language_override"]
    lang = style["lang"] if override == "normal" else lines.LST_TO_ISO.get(override.lower(), override)
    if lang:
        pointer, _ = lines.unicode_to_char_p(lang)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    description = lines.get_font_description(style)
    features = lines.font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    metrics: dict[str, Any] = dict.fromkeys(("ascent", "underline_position", "strikethrough_position"))
    if style["text_decoration_line"] != "none":
        found = ffi.gc(
            pango.pango_context_get_metrics(context, description, language), pango.pango_font_metrics_unref
        )
        metrics = {
            name: lines.FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(found)
            for name in _METRICS
        }
    told = ",".join(f"{key} {value}" for key, value in features.items()).encode()
    return _Type(context, description, language, metrics, told)

"""Metadata and source records -> the YAML front matter, in a fixed order and with stable quoting (NORMALIZER 2.3)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from pubpipe.model import Json, Metadata, Source
from pubpipe.normalize.references import to_front_matter

_PLAIN = re.compile(r"[A-Za-z\u00c0-\uffff][^\n\r\t\x00-\x1f\x7f\u0085\u2028\u2029\ufeff]*")
_RESERVED = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)")


def front_matter(meta: Metadata, sources: tuple[Source, ...], pubpipe: Mapping[str, Json]) -> str:
    """Return the front matter with its ``---`` lines and a newline at the end; empty keys are left out."""
    values: dict[str, Json] = {
        "title": meta.title,
        "title-status": meta.title_status if meta.title_status == "inferred" else "",
        "title-source": meta.title_source if meta.title_status == "inferred" else "",
        "subtitle": meta.subtitle,
        "kicker": meta.kicker,
        "author": list(meta.authors),
        "date": meta.date,
        "updated": meta.updated,
        "place": meta.place,
        "dateline": meta.dateline,
        "agency": meta.agency,
        "lang": meta.lang,
        "description": meta.description,
        "url": meta.url,
        "license": meta.license,
        **dict(meta.extra),
        "references": [to_front_matter(source) for source in sources],
        "pubpipe": dict(pubpipe),
    }
    lines = [line for key, value in values.items() if value for line in _entry(key, value)]
    return "\n".join(["---", *lines, "---"]) + "\n"


def _entry(key: str, value: Json) -> Iterator[str]:
    name = scalar(key)
    if isinstance(value, dict):
        yield f"{name}:"
        for inner, nested in value.items():
            yield from (f"  {line}" for line in _entry(inner, nested))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield f"{name}:"
        for item in value:
            inner_lines = (
                [line for k, v in item.items() for line in _entry(k, v)]
                if isinstance(item, dict)
                else [_flow(item)]
            )
            yield from (f"{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(inner_lines))
    else:
        yield f"{name}: {_flow(value)}"


def _flow(value: Json) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        inside = (_flow(v) if isinstance(v, dict | list) else scalar(v, flow=True) for v in value)
        return "[" + ", ".join(inside) + "]"
    return scalar(value)


def scalar(value: Json, *, flow: bool = False) -> str:
    """Return a value as a YAML scalar, in quotes where YAML could misread it; ``flow`` is inside brackets."""
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    text = str(value)
    plain = (
        _PLAIN.fullmatch(text)
        and not _RESERVED.fullmatch(text)
        and not re.search(r": |:$| #|\s$", text)
        and not (flow and re.search(r"[,\[\]{}]", text))
    )
    return text if plain else json.dumps(text, ensure_ascii=False)

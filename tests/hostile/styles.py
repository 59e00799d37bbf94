"""A project's own styles that grow, nest or ask for what no page has: name -> the files of each."""

from __future__ import annotations

from collections.abc import Iterator

Files = dict[str, bytes]

_DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
_USED = "p { margin: var(--a0) }"
_LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}x{% endfor %}{% endfor %}{% endfor %}"


def styles() -> Iterator[tuple[str, Files]]:
    """Yield name and files of each style; those of a kind stand together."""
    for name, sheet in (_sheets() | _lengths() | _layouts() | _paints()).items():
        yield name, _everywhere(sheet)
    for name, tokens in _tokens().items():
        yield name, _everywhere(_USED) | {"tokens-own.css": tokens.encode()}
    for name, template in _templates().items():
        filled = template.encode()
        yield name, {"print.html": filled, "web.html": filled, "ebook.xhtml": filled}
    yield from _files().items()


def _everywhere(sheet: str) -> Files:
    return dict.fromkeys(("print-own.css", "web-own.css", "ebook-own.css"), sheet.encode())


def _tokens() -> dict[str, str]:
    def chain(times: int) -> str:
        links = "".join(f"--a{n}: {f'var(--a{n + 1}) ' * times};" for n in range(30))
        return f":root {{ {links} --a30: 1px }}"

    return {
        "tokens-double": chain(2),
        "tokens-tenfold": chain(10),
        "tokens-circle": ":root { --a0: var(--b) var(--b); --b: var(--a0) var(--a0) }",
        "tokens-comments": "/*" * 400_000 + ":root { --a0: 1px }",
        "tokens-dashes": ":root {" + "--" * 400_000 + "}",
        "tokens-many": ":root { --a0: 1px;" + "".join(f"--x{n}: {n};" for n in range(20_000)) + "}",
        "tokens-vast": ":root { --a0: 1px; --size: 1e9pt }",
    }


def _sheets() -> dict[str, str]:
    deep = 10_000
    return {
        "comments-open": "/*" * 400_000 + "p { color: red }",
        "comments": "/**/" * 400_000,
        "faces-open": "@font-face {" * 100_000,
        "var-open": "p { color: " + "var(--x," * 30_000 + "}",
        "calc-deep": "p { width: " + "calc(" * deep + "1px" + ")" * deep + "}",
        "calc-wide": "p { width: calc(1px" + " + 1px" * 200_000 + ") }",
        "brackets-open": "p { x: " + "[" * 50_000 + "}",
        "braces-open": "p {" * 50_000,
        "media-deep": "@media print {" * deep + "p { color: red }" + "}" * deep,
        "selectors-many": ",".join(["p"] * 100_000) + "{ color: red }",
        "selector-compound": "p" + ".a" * 100_000 + "{ color: red }",
        "selector-descendants": "p " * 100_000 + "{ color: red }",
        "selector-stars": "* " * 60 + "q { color: red } " + "* ~ " * 40 + "q { color: red }",
        "selector-is": ":is(" * deep + "p" + ")" * deep + "{ color: red }",
        "selector-not": ":not(" * 300 + "p" + ")" * 300 + "{ color: red }",
        "selector-number": "p:nth-child(" + "9" * 5000 + "n) { color: red }",
        "rules-many": "p { color: red }\n" * 200_000,
        "declarations-many": "p {" + "color: red;" * 500_000 + "}",
        "unknown-many": "".join(f"p {{ x{n}: y }}\n" for n in range(20_000)),
        "addresses-many": "p { background: " + ",".join(f"url(a{n}.png)" for n in range(20_000)) + "}",
        "backslashes": "p { color: " + "\\" * 100_000 + " }",
        "string-open": "p::before { content: '" + "\\'" * 100_000,
    }


def _lengths() -> dict[str, str]:
    return {
        "page-vast": "@page { size: 1e9mm 1e9mm }",
        "page-endless": "@page { size: 1e400mm 1e400mm }",
        "page-nothing": "@page { size: 0 0 }",
        "page-tiny": "@page { size: 1px 1px; margin: 0 }",
        "page-margins": "@page { margin: 200mm }",
        "page-boxes": "@page {" + "@top-left { content: 'x' }" * 50_000 + "}",
        "pages-many": "".join(
            f"@page :nth({n}) {{ @top-left {{ content: '{n}' }} }}\n" for n in range(1, 5000)
        ),
        "line-nothing": "* { line-height: 0 }",
        "line-vast": "* { line-height: 1e9px }",
        "type-vast": "* { font-size: 1e9px }",
        "type-growing": "* { font-size: 1000em }",
        "type-nothing": "* { font-size: 0 }",
        "letters-apart": "* { letter-spacing: 1e9px; word-spacing: -1e9px; text-indent: -1e9px }",
        "margins-negative": "p { margin: -100mm 0 } * { margin-bottom: -1000px }",
        "padding-vast": "p { padding: 900000px } body { height: 900000px }",
        "columns-many": "body { columns: 1000000; column-gap: 0 }",
    }


def _layouts() -> dict[str, str]:
    return {
        "grid-many": "body { display: grid; grid-template-columns: repeat(1000000, 1px) }",
        "grid-lines": "body { display: grid } p { grid-column: 1 / 100000000; grid-row: 100000000 }",
        "flex": "* { display: flex; flex: 1e30 1e30 0 }",
        "cells": "* { display: table-cell } p { display: table }",
        "floats": "* { float: left; width: 1px } p { float: footnote }",
        "absolute": "* { position: absolute; bottom: -1e5px }",
        "running": "p { position: running(a) } @page { @top-left { content: element(a) } }",
        "kept": "* { break-inside: avoid; break-before: avoid; break-after: avoid; orphans: 999999999 }",
        "broken": "* { break-before: recto; break-after: page }",
        "counters": "body { counter-reset: a 999999999999 } p::before { content: counter(a, lower-roman) }",
        "counter-loop": "@counter-style a { system: extends b } @counter-style b { system: extends a } li { list-style: a }",
        "content-long": "p::before { content: '" + "word " * 1_000_000 + "' }",
        "content-many": "p::before { content: " + "'word ' " * 200_000 + " }",
        "quotes": "p::before { content: " + "open-quote " * 50_000 + " }",
        "targets": "a::after { content: target-counter(attr(href), page) target-text(attr(href)) }",
    }


def _paints() -> dict[str, str]:
    return {
        "shadows": "p { box-shadow: " + ",".join(["1px 1px 1px red"] * 300_000) + "}",
        "gradients": "p { background: " + ",".join(["linear-gradient(red, blue)"] * 20_000) + "}",
        "gradient-stops": "p { background: linear-gradient(" + ",".join(["red", "blue"] * 50_000) + ")}",
        "gradient-repeating": "p { background: repeating-linear-gradient(red 0, blue 1e-9px) }",
        "dashes": "p { border: 1e-6px dashed red } h1 { border: .001px dotted red; width: 1e6px }",
        "waves": "p { text-decoration: underline wavy .00001px }",
        "transforms": "p { transform: scale(1e300) matrix(0, 0, 0, 0, 0, 0) }",
        "transforms-many": "p { transform: " + "rotate(1deg) " * 200_000 + "}",
    }


def _templates() -> dict[str, str]:
    return {
        "template-loop": _LOOP,
        "template-range": "{% for a in range(999999999) %}{% endfor %}",
        "template-multiplied": "{{ 'x' * 10000000000 }}",
        "template-list": "{{ ([1] * 10000000000) | length }}",
        "template-power": "{{ 9 ** 9 ** 9 }}",
        "template-doubling": "{% set n = namespace(a='x') %}{% for i in range(64) %}{% set n.a = n.a ~ n.a %}{% endfor %}",
        "template-centred": "{{ 'x' | center(10000000000) }}",
        "template-formatted": "{{ '{:10000000000}'.format(1) }}",
        "template-filler": "{{ lipsum(n=100000000) }}",
        "template-macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "template-deep": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "template-nested": "{% for a in [1] %}" * 500 + "x" + "{% endfor %}" * 500,
        "template-never": "{% if false %}{{ 9 ** 9 ** 9 }}{% endif %}",
        "template-batches": "{{ [1] | batch(1000000000, 'x') | list | length }}",
        "template-replaced": "{{ ('x' * 100000) | replace('x', 'y' * 100000) | length }}",
    }


def _files() -> dict[str, Files]:
    doubling = {
        f"a{n}.css": f"@import 'style:a{n + 1}.css'; @import 'style:a{n + 1}.css';".encode()
        for n in range(25)
    }
    return {
        "import-itself": {"print-own.css": b"@import 'style:print-own.css';"},
        "import-loop": {
            "print-own.css": b"@import 'style:a.css';",
            "a.css": b"@import 'style:b.css';",
            "b.css": b"@import 'style:a.css';",
        },
        "import-doubling": {"print-own.css": b"@import 'style:a0.css';", "a25.css": b"p { color: red }"}
        | doubling,
        "include-itself": {
            name: f"{{% include '{name}' %}}".encode() for name in ("print.html", "web.html", "ebook.xhtml")
        },
        "background-tiny": {
            "print-own.css": b"p { background: url(style:a.svg); background-size: 1e-6px 1e-6px }",
            "a.svg": _DRAWING,
        },
        "cover": {"cover.css": b"text { font-size: 1e9; fill: var(--a) } " + b"/*" * 200_000},
        "spaces": _everywhere("p { color: red }" + " " * 50_000_000),
        "binary": dict.fromkeys(("print-own.css", "tokens-own.css"), bytes(range(256)) * 100),
    }

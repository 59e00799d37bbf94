"""A web page -> what the Nu Html Checker and axe-core hold against it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.support.reader import MODULES, ColourScheme, browser_page
from tests.support.validators import JAVA, ValidatorMissing

_NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_DATA_IMAGE = re.compile(
    "info warning: Resource violates Content Security .*: image “(data:image/|[^”]*[.]cover[.]webp”).*“img-src”"
)
# Pictures that wait until they come into view, too.
_LOAD = """Promise.all([...document.images].map(image => {
    image.loading = "eager"; return image.decode().catch(() => undefined)})).then(() => true)"""
_AXE = MODULES / "axe-core" / "axe.min.js"


def nu(*pages: Path) -> list[str]:
    """Return the Nu Html Checker's errors and warnings about pages, one line each.

    Left out is what it says of every picture in a page with a policy for pictures (docs/upstream/nu-data-images.md):
    that the picture is not allowed, whatever the policy. Raises ValidatorMissing when it did not run.
    """
    if not _NU.is_file():
        raise ValidatorMissing("the Nu Html Checker is not there: run `make test` once, it installs it")
    command = [*JAVA, "-jar", str(_NU), "--format", "gnu", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    found = [line for line in done.stderr.splitlines() if line.strip() and not _DATA_IMAGE.search(line)]
    if done.returncode and not found:
        raise ValidatorMissing(f"the Nu Html Checker ended with {done.returncode}: {done.stdout.strip()}")
    return found


def axe(
    page: Path,
    width: int,
    colour_scheme: ColourScheme,
    screenshot: Path | None = None,
    *,
    beside: bool = False,
) -> list[str]:
    """Return axe-core's violations in Chromium, ``rule: description [element]``, all of its rules switched on.

    ``width`` is in CSS pixels. With ``beside`` the page may show the pictures that stand beside it. Raises ValidatorMissing when axe-core is not there.
    """
    if not _AXE.is_file():
        raise ValidatorMissing("axe-core is not there: run `make test` once, it installs it")
    with browser_page(page, width, 900, colour_scheme, beside=beside) as visit:
        visit.page.evaluate("document.fonts.ready.then(() => true)")
        visit.page.evaluate(_LOAD)
        if screenshot is not None:
            visit.page.screenshot(path=screenshot, full_page=True)
        visit.page.evaluate(f"{_AXE.read_text('utf-8')}; true")
        result = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        blank = "[...document.images].filter(i => !(i.complete && i.naturalWidth)).map(i => i.alt)"
        faults = [f"picture not shown: {alt}" for alt in visit.page.evaluate(blank)]
        faults += [
            f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']]}" for v in result["violations"]
        ]
        return faults + visit.errors + [f"asked for {address}" for address in visit.requests]

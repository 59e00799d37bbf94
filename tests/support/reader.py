"""An EPUB or a web page -> what a real browser makes of it: text, contents, errors, pictures of the pages."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from tools import system

ColourScheme = Literal["light", "dark"]

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".epub": "application/epub+zip",
}
_MOST_PAGES = 5_000

# What Chromium says of the frames in which foliate-js shows sections, whatever is in them.
_FRAME_MESSAGES = ("Blocked script execution", "can escape its sandboxing")


@dataclass(frozen=True, slots=True)
class Reading:
    """A book as read: one text a spine section, labels of the contents and of the page list, pages turned, errors."""

    title: str
    language: str
    sections: tuple[str, ...]
    toc: tuple[str, ...]
    page_list: tuple[str, ...]
    pages: int
    errors: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of all sections in reading order."""
        return "\n\n".join(self.sections)


@dataclass(slots=True)
class Visit:
    """A page open in the browser, what went wrong on it so far and every outside address it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def read_epub(
    path: Path,
    width: int = 600,
    height: int = 800,
    colour_scheme: ColourScheme = "light",
    screenshots: Path | None = None,
) -> Reading:
    """Open an EPUB in foliate-js in Chromium and turn every page to the end.

    ``width`` and ``height`` are CSS pixels; with ``screenshots``, a folder, each page is kept there as
    ``001.png`` and so on. Whatever fails stands in ``errors``: scripts, pictures, sections that never
    opened, addresses outside the book.
    """
    with _serve(path) as base, _visit(width, height, colour_scheme, base) as visit:
        visit.page.goto(f"{base}/reader.html")
        pages = _turn(visit, screenshots)
        seen = visit.page.evaluate("globalThis.reader.seen")
        texts = [seen["texts"].get(str(index)) for index in range(seen["sections"])]
        errors = [
            *visit.errors,
            *(f"outside address: {address}" for address in visit.requests),
            *(f"section {index} was never shown" for index, text in enumerate(texts) if text is None),
            *(f"picture not loaded: {source}" for source in sorted(set(seen["pictures"]))),
        ]
        return Reading(
            title=seen["title"],
            language=seen["language"],
            sections=tuple(text or "" for text in texts),
            toc=tuple(seen["toc"]),
            page_list=tuple(seen["pageList"]),
            pages=pages,
            errors=tuple(errors),
        )


def read_catalogue(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the pages of a catalogue (OPDS 1.2) in a folder as foliate-js understands them, following ``next``.

    A page has its ``title`` and its ``publications``; their pictures are fetched and decoded, and each file asked for.
    Whatever fails stands in ``errors`` of the page.
    """
    with _serve(folder) as base, _visit(600, 800, "light", base) as visit:
        visit.page.goto(f"{base}/catalogue.html")
        pages: list[dict[str, Any]] = visit.page.evaluate("name => globalThis.catalogue(name)", name)
        pages[0]["errors"] += visit.errors
        return pages


@contextmanager
def browser_page(
    path: Path,
    width: int = 1280,
    height: int = 800,
    colour_scheme: ColourScheme = "light",
    *,
    beside: bool = False,
) -> Iterator[Visit]:
    """Open an HTML file in Chromium as a reader would, in a window of that many CSS pixels.

    Gives the Playwright page for screenshots (``page.screenshot(path=…, full_page=True)``) and facts
    (``page.evaluate(…)``). Outside addresses are refused and listed, so that a self-contained file has none;
    with ``beside`` those of files in the same folder are not outside.
    """
    address = path.resolve().as_uri()
    home = f"{path.resolve().parent.as_uri()}/" if beside else address
    with _visit(width, height, colour_scheme, home) as visit:
        visit.page.goto(address)
        yield visit


def chromium() -> str:
    """Return the browser's path as the set-up finds it; raises RuntimeError without one."""
    path = system.browser()
    if not path:
        raise RuntimeError(
            "there is no Chromium: run `make test` once, it installs one, or set CHROMIUM to its path"
        )
    return path


def _turn(visit: Visit, screenshots: Path | None) -> int:
    # evaluate() awaits a promise; wait_for_function() would need eval(), which the page's policy forbids.
    if not visit.page.evaluate("globalThis.reader?.opened ?? false"):
        visit.errors.append("the book did not open")
        return 0
    pages = 0
    while pages < _MOST_PAGES:
        pages += 1
        if screenshots is not None:
            screenshots.mkdir(parents=True, exist_ok=True)
            visit.page.screenshot(path=screenshots / f"{pages:03}.png")
        if not visit.page.evaluate("globalThis.reader.turn()"):
            break
    return pages


@contextmanager
def _visit(width: int, height: int, colour_scheme: ColourScheme, home: str) -> Iterator[Visit]:
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        try:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=colour_scheme,
                reduced_motion="reduce",
            )
            visit = Visit(context.new_page())
            visit.page.on("pageerror", lambda error: visit.errors.append(f"page error: {error}"))
            visit.page.on("console", partial(_note_console, visit))
            context.route("**/*", partial(_route, visit, home))
            yield visit
        finally:
            browser.close()


def _note_console(visit: Visit, message: ConsoleMessage) -> None:
    # Warnings count: foliate-js only warns of malformed XHTML before it mends it.
    about_frames = any(words in message.text for words in _FRAME_MESSAGES)
    if message.type in ("error", "warning") and not about_frames:
        visit.errors.append(f"console: {message.text}")


def _route(visit: Visit, home: str, route: Route) -> None:
    address = route.request.url
    if address.startswith((home, "blob:", "data:")):
        route.continue_()
    else:
        visit.requests.append(address)
        route.abort()


@contextmanager
def _serve(book: Path) -> Iterator[str]:
    handler = partial(_Handler, book=book)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(http.server.BaseHTTPRequestHandler):
    """The reader's own files, the book or a folder of editions, and foliate-js: nothing else."""

    def __init__(self, *args: object, book: Path) -> None:
        self.book = book
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the file or with 404."""
        path = self.path.partition("?")[0]
        if path == "/book.epub":
            file = self.book
        elif path.startswith("/dist/"):
            file = (self.book / unquote(path.removeprefix("/dist/"))).resolve()
        elif path.startswith("/node_modules/"):
            file = (MODULES / path.removeprefix("/node_modules/")).resolve()
        else:
            file = HERE / Path(path).name
        inside = (
            file.is_relative_to(self.book.resolve())
            or file.is_relative_to(MODULES.resolve())
            or file.parent == HERE
        )
        if not (inside and file.is_file()):
            self.send_error(404)
            return
        data = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet: pytest shows what failed."""

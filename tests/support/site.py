"""A web site on loopback that behaves and misbehaves, and says what it was asked."""

from __future__ import annotations

import gzip
import http.server
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROSE = (
    "<p>The council met on Monday to discuss the plans for the old harbour, which has been empty for years.</p>"
    * 4
)

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour plans stall again | The Record</title>
<meta property="og:title" content="Harbour plans stall again"><meta property="og:site_name" content="The Record">
<meta property="article:published_time" content="2024-07-28T09:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour plans stall again",
"author": {{"@type": "Person", "name": "Ann Writer"}}}}</script></head>
<body><article><h1>Harbour plans stall again</h1>{PROSE}</article></body></html>"""

PAPER = f"""<html><head><title>x</title><meta name="citation_title" content="On Harbours">
<meta name="citation_author" content="Writer, Ann"><meta name="citation_author" content="Núñez, José">
<meta name="citation_journal_title" content="Journal of Ports"><meta name="citation_publication_date" content="2021/3">
<meta name="citation_volume" content="12"><meta name="citation_issue" content="3"><meta name="citation_firstpage" content="45">
<meta name="citation_lastpage" content="67"><meta name="citation_doi" content="doi:10.1000/182"></head><body><main>{PROSE}</main></body></html>"""


@dataclass
class Reply:
    """What is answered: a status, a body, headers; ``drip`` sends the body a byte at a time, ``cut`` a part of it."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: bool = False
    cut: int = 0


@dataclass
class Site:
    """The site: its address, what it answers by path, and the requests that came (method, path, headers).

    ``together`` is how many replies dripped at once at most; only of these does the asker learn the end from ours.
    """

    address: str
    replies: dict[str, Reply | list[Reply]]
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    together: int = 0

    @property
    def paths(self) -> list[str]:
        """The paths that were asked, without robots.txt."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]


def page(text: str = PAGE, media: str = "text/html; charset=utf-8", encoding: str = "utf-8") -> Reply:
    """Return a page that is there."""
    return Reply(200, text.encode(encoding), {"Content-Type": media})


def moved(to: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status, b"", {"Location": to})


def zipped(text: bytes) -> Reply:
    """Return a page that is sent compressed."""
    return Reply(200, gzip.compress(text), {"Content-Type": "text/html", "Content-Encoding": "gzip"})


@contextmanager
def site(tls: tuple[Path, Path] | None = None, /, **replies: Reply | list[Reply]) -> Iterator[Site]:
    """Serve replies on loopback until the end of the block; a list is answered one by one, its last one for good."""
    served = Site("", {f"/{name}": reply for name, reply in replies.items()})
    inside = [0]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.command, self.path, dict(self.headers.items())))
            self._send(served.replies.get(self.path, Reply(404)))

        do_HEAD = do_GET  # noqa: N815 - the standard library's name

        def _send(self, known: Reply | list[Reply]) -> None:
            reply = known if isinstance(known, Reply) else known.pop(0) if len(known) > 1 else known[0]
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.drip:
                self.send_header("Content-Length", str(len(reply.body) + reply.cut))
            self.end_headers()
            if self.command == "HEAD":
                return
            with suppress(OSError):
                if reply.drip:
                    self._drip(reply.body)
                else:
                    self.wfile.write(reply.body)

        def _drip(self, body: bytes) -> None:
            inside[0] += 1
            served.together = max(served.together, inside[0])
            try:
                for n in range(len(body)):
                    self.wfile.write(body[n : n + 1])
                    time.sleep(0.05)
            finally:
                inside[0] -= 1

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the standard library's name
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    served.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""What a listing of a store costs: ``python -m bench.stores [OBJECTS]`` -> CPU, memory and requests, to the terminal.

A server on loopback answers ListObjectsV2 as S3 does, a thousand made-up objects a page; everything on our side is
real. Of a store's own time nothing is learnt.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from sys import argv
from urllib.parse import parse_qs, urlsplit

from pubpipe.stores import Files, located

_FILES = ("epub", "html", "ledger.json", "md", "pdf", "txt", "cover.webp")  # of an article, with the index
_PAGE = 1_000
_CONTENT = (
    "<Contents><Key>dist/letter-{0:07}.{1}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
    "<ETag>&quot;{0:032x}&quot;</ETag><Size>20480</Size><StorageClass>STANDARD</StorageClass></Contents>"
)
_HEAD = '<?xml version="1.0"?><ListBucketResult><Name>archive</Name><KeyCount>{}</KeyCount><IsTruncated>{}</IsTruncated>'


def _page(start: int, total: int) -> bytes:
    numbers = range(start, min(start + _PAGE, total))
    more = numbers.stop < total
    token = f"<NextContinuationToken>{numbers.stop}</NextContinuationToken>" if more else ""
    listed = "".join(_CONTENT.format(n // len(_FILES), _FILES[n % len(_FILES)]) for n in numbers)
    head = _HEAD.format(len(numbers), str(more).lower())
    return f"{head}{token}{listed}</ListBucketResult>".encode()


def _serve(total: int, told: Connection) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            content = _page(int(asked.get("continuation-token", ["0"])[0]), total)
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.send(server.server_port)
    server.serve_forever()


def _resident() -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(total: int) -> None:
    """List, then look each object up, and print what it cost."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(total, there), daemon=True)
    server.start()
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ.update({**keys, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{here.recv()}"})
    folder, files = located("s3://archive/dist"), Files()
    begun, before = time.process_time(), _resident()
    files.survey(folder)
    spent, after = time.process_time() - begun, _resident()
    print(f"{total:,} objects: {-(-total // _PAGE):,} requests, {spent:.1f} s CPU, {before} -> {after} MiB")
    begun = time.process_time()
    asked = range(0, total, max(1, total // 100_000))
    found = sum(
        files.seen(folder / f"letter-{n // len(_FILES):07}.{_FILES[n % len(_FILES)]}") is not None
        for n in asked
    )
    spent = (time.process_time() - begun) / len(asked)
    print(f"{found:,} of {len(asked):,} looked up and found: {spent * 1e6:.0f} µs CPU each")
    server.terminate()


if __name__ == "__main__":
    main(int(argv[1].replace(",", "")) if len(argv) > 1 else 1_000_000)

"""What a large store costs: ``python -m bench.stores [listing|unchanged] [NUMBER]`` -> CPU, memory, requests.

``listing`` lists so many objects and looks each up. ``unchanged`` is a build with nothing to do of so many articles in
five formats: one is built into moto's server, and copies of it are told in the listings and written into the state. A
server on loopback answers ListObjectsV2 as S3 does, a thousand objects a page; everything on our side is real. Of a
store's own time nothing is learnt.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from sys import argv
from urllib.parse import parse_qs, urlsplit

from bench import inputs
from pubpipe import press
from pubpipe.press.request import Input, Request
from pubpipe.project import articles, find, name_of
from pubpipe.stores import Files, located
from tests.support.stores import s3

_FILES = ("epub", "html", "ledger.json", "md", "pdf", "txt", "cover.webp")  # of an article, with the index
_PAGE = 1_000
_CONTENT = (
    "<Contents><Key>{}</Key><LastModified>{}</LastModified><ETag>{}</ETag>"
    "<Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>"
)
_HEAD = '<?xml version="1.0"?><ListBucketResult><Name>archive</Name><KeyCount>{}</KeyCount><IsTruncated>{}</IsTruncated>'
_FIRST = "letter-0000000"
_FORMATS = ("md", "pdf", "epub", "txt", "html")


@dataclass(frozen=True)
class Thing:
    """An object as a listing tells it; in ``key`` stands the number of its article, in braces."""

    key: str
    modified: str = "2026-01-01T00:00:00.000Z"
    tag: str = '"0123456789abcdef0123456789abcdef"'
    size: int = 20480


@dataclass(frozen=True)
class Served:
    """What lies under each prefix: the objects of one article, and how many articles there are."""

    things: Mapping[str, tuple[Thing, ...]]
    articles: int

    def page(self, prefix: str, start: int) -> bytes:
        """Return the page of a listing that begins with an object's number."""
        things = self.things.get(prefix, ())
        total = len(things) * self.articles
        numbers = range(start, min(start + _PAGE, total))
        more = numbers.stop < total
        token = f"<NextContinuationToken>{numbers.stop}</NextContinuationToken>" if more else ""
        listed = "".join(_told(things[n % len(things)], n // len(things)) for n in numbers)
        head = _HEAD.format(len(numbers), str(more).lower())
        return f"{head}{token}{listed}</ListBucketResult>".encode()


def _told(thing: Thing, number: int) -> str:
    tag = thing.tag.replace('"', "&quot;")
    return _CONTENT.format(thing.key.format(f"{number:07}"), thing.modified, tag, thing.size)


def _serve(served: Served, told: Connection) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            if "list-type" not in asked:
                raise SystemExit(f"more than listings is asked for: {self.path}")
            start = int(asked.get("continuation-token", ["0"])[0])
            content = served.page(asked["prefix"][0], start)
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


def _with(served: Served, act: Callable[[], None]) -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(served, there), daemon=True)
    server.start()
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ.update({**keys, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{here.recv()}"})
    try:
        act()
    finally:
        server.terminate()


def listing(total: int) -> None:
    """List, then look each object up, and print what it cost."""
    things = tuple(Thing(f"dist/letter-{{}}.{file}") for file in _FILES)
    count = -(-total // len(_FILES))
    total = count * len(_FILES)

    def act() -> None:
        folder, files = located("s3://archive/dist"), Files()
        begun, before = time.process_time(), _resident()
        files.survey(folder)
        spent, after = time.process_time() - begun, _resident()
        pages = -(-total // _PAGE)
        print(f"{total:,} objects: {pages:,} requests, {spent:.1f} s CPU, {before} -> {after} MiB")
        begun = time.process_time()
        asked = range(0, total, max(1, total // 100_000))
        found = sum(
            files.seen(folder / f"letter-{n // len(_FILES):07}.{_FILES[n % len(_FILES)]}") is not None
            for n in asked
        )
        spent = (time.process_time() - begun) / len(asked)
        print(f"{found:,} of {len(asked):,} looked up and found: {spent * 1e6:.0f} µs CPU each")

    _with(Served({"dist/": things}, count), act)


def unchanged(count: int) -> None:
    """Build one article, tell of ``count`` like it, and build them all again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "pubpipe.toml").write_text(
            'source = "s3://archive/source"\ndist = "s3://archive/dist"\nlang = "en"\nindex = false\n',
            "utf-8",
        )
        with s3() as made:
            bucket = made("archive")
            os.environ.update(bucket.environ)
            bucket.put(f"source/{_FIRST}.md", inputs.text(530, 0, "A letter of many"))
            _build(root)
            found = bucket.client.list_objects_v2(Bucket="archive")["Contents"]
        things: dict[str, tuple[Thing, ...]] = {"source/": (), "dist/": ()}
        for one in found:
            key = one["Key"].replace(_FIRST, "letter-{}")
            modified = one["LastModified"].strftime("%Y-%m-%dT%H:%M:%S.000Z")
            prefix = f"{key.partition('/')[0]}/"
            things[prefix] += (Thing(key, modified, one["ETag"], one["Size"]),)
        _copied(root / ".pubpipe" / "state.sqlite", count)
        served = Served(things, count)

        def act() -> None:
            before = _resident()
            begun, wall = time.process_time(), time.monotonic()
            report = press.build(_asked(root))
            spent, told = time.process_time() - begun, report.tally()
            assert (told.articles, told.editions["unchanged"]) == (count, count * len(_FORMATS)), told
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            objects = count * sum(map(len, things.values()))
            print(f"{count:,} articles, {objects:,} objects, {time.monotonic() - wall:.0f} s")
            print(
                f"{spent / count * 1e3:.2f} ms CPU an article, {before} -> {_resident()} MiB, peak {peak} MiB"
            )

        _with(served, act)


def _asked(root: Path) -> Request:
    project = find(root)
    inputs_of = tuple(Input(name_of(project, path), path) for path in articles(project))
    settings = replace(project.settings, formats=_FORMATS, jobs=1)
    return Request(replace(project, settings=settings), inputs_of, _FORMATS, whole=True)


def _build(root: Path) -> None:
    report = press.build(_asked(root))
    assert (report.exit_code, report.count("built")) == (0, len(_FORMATS)), report


def _copied(state: Path, count: int) -> None:
    """Let the state know of ``count`` articles as of the first one."""
    columns = "path, identity, sha256, size, mtime_ns, findings, facts, origin, parts, pending"
    copied = ", ".join(f"replace({name}, :first, :name)" if name in ("path", "facts", "origin") else name
                       for name in columns.split(", "))  # fmt: skip
    with sqlite3.connect(state) as connection:
        names = ({"first": _FIRST, "name": f"letter-{n:07}"} for n in range(1, count))
        connection.execute("CREATE TEMP TABLE one AS SELECT * FROM outputs")
        connection.executemany(f"INSERT INTO outputs ({columns}) SELECT {copied} FROM one", names)
    connection.close()


if __name__ == "__main__":
    what = argv[1] if len(argv) > 1 else "listing"
    number = int(argv[2].replace(",", "")) if len(argv) > 2 else 1_000_000
    {"listing": listing, "unchanged": unchanged}[what](number)

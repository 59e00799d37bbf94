"""The address of a store -> what can be asked of it, by fsspec: pages of what lies there, bytes, a whole write."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pubpipe.errors import StoreError
from pubpipe.stores.addresses import PACKAGES, address
from pubpipe.stores.failing import asking, missing
from pubpipe.stores.seen import Seen

_ETAGS = ("ETag", "etag", "md5Hash")
_TIMES = ("LastModified", "last_modified", "updated", "mtime", "modified", "created")

Page = list[tuple[Path, Seen]]


class Store:
    """A store whose writes are whole or not at all by themselves, as those of objects are.

    ``at_once`` is how many requests it may have under way.
    """

    renames = False
    at_once = 16

    def __init__(self, top: Path, system: Any) -> None:  # noqa: ANN401  # fsspec has no types
        self._top = top
        self._system = system

    @contextmanager
    def _asking(self, doing: str, path: Path) -> Iterator[None]:
        with asking(doing, path):
            yield

    def key(self, path: Path) -> str:
        """Return the name by which fsspec knows a path."""
        return os.fspath(path).split(":/", 1)[1]

    def path(self, key: str) -> Path:
        """Return the path of what fsspec knows by a name."""
        return Path(f"/{self._top.parts[1]}/{key.lstrip('/')}")

    def pages(self, folder: Path) -> Iterator[Page]:
        """Yield what lies below a folder, in pages; nothing where there is none. Raises StoreError."""
        with self._asking("listed", folder):
            try:
                for _, _, files in self._system.walk(self.key(folder), detail=True, on_error="raise"):
                    found = (info for info in files.values() if info.get("type") == "file")
                    yield [(self.path(info["name"]), _seen(info)) for info in found]
            except FileNotFoundError:
                return

    def seen(self, path: Path) -> Seen | None:
        """Return what is known of a file without reading it, None where there is none."""
        try:
            with self._asking("looked at", path):
                info = self._system.info(self.key(path))
        except FileNotFoundError:
            return None
        return _seen(info) if info.get("type") == "file" else None

    def read(self, path: Path) -> bytes:
        """Return a file's bytes."""
        with self._asking("read", path):
            return bytes(self._system.cat_file(self.key(path)))

    def write(self, path: Path, content: bytes, media_type: str) -> Seen:
        """Write a file, whole or not at all, and return what is now known of it."""
        with self._asking("written", path):
            self._system.pipe_file(self.key(path), content)
            return _seen(self._system.info(self.key(path)))

    def remove(self, path: Path) -> None:
        """Remove a file."""
        with self._asking("removed", path):
            self._system.rm_file(self.key(path))


class _Objects(Store):
    """S3: listed in pages of a thousand, written by one request, whose answer has the ETag."""

    page = 1_000  # the most that a store tells at once
    part = 50 * 2**20  # bytes; what is larger than two is sent in parts, which the store puts together

    def __init__(self, top: Path, system: Any) -> None:  # noqa: ANN401
        super().__init__(top, system)
        self._answers = set[str]()  # buckets that have told of something in them

    def pages(self, folder: Path) -> Iterator[Page]:
        bucket, _, inside = self.key(folder).partition("/")
        asked: dict[str, object] = {
            "Bucket": bucket,
            "Prefix": f"{inside}/" if inside else "",
            "MaxKeys": self.page,
        }
        more: Mapping[str, str] = {}
        while True:
            with self._asking("listed", folder):
                told = self._system.call_s3("list_objects_v2", **asked, **more)
            yield [
                (self.path(f"{bucket}/{one['Key']}"), _seen({**one, "size": one["Size"]}))
                for one in told.get("Contents", ())
                if not {"", ".", ".."}.intersection(one["Key"].split("/"))
            ]
            if not told.get("IsTruncated"):
                return
            more = {"ContinuationToken": told["NextContinuationToken"]}

    def seen(self, path: Path) -> Seen | None:
        bucket, _, key = self.key(path).partition("/")
        try:
            with self._asking("looked at", path):
                told = self._system.call_s3("head_object", Bucket=bucket, Key=key)
        except (FileNotFoundError, StoreError) as error:
            self._say_why(path, bucket)
            if isinstance(error, StoreError):
                raise
            return None
        self._answers.add(bucket)
        return _seen({**told, "size": told["ContentLength"]})

    def _say_why(self, path: Path, bucket: str) -> None:
        """Raise the StoreError of a bucket that answers nothing: the answer to HEAD has no room for the reason."""
        if bucket in self._answers:
            return
        with suppress(FileNotFoundError), self._asking("looked at", path):
            self._system.call_s3("list_objects_v2", Bucket=bucket, MaxKeys=1)
        self._answers.add(bucket)

    def read(self, path: Path) -> bytes:
        with self._asking("read", path):
            # Where it may have several under way, fsspec asks for the size first: two requests for one.
            return bytes(self._system.cat_file(self.key(path), max_concurrency=1))

    def write(self, path: Path, content: bytes, media_type: str) -> Seen:
        bucket, _, key = self.key(path).partition("/")
        with self._asking("written", path):
            if len(content) < 2 * self.part:
                told = self._system.call_s3(
                    "put_object", Bucket=bucket, Key=key, Body=content, ContentType=media_type
                )
                return _seen({"size": len(content), "ETag": told["ETag"]})
            self._system.pipe_file(self.key(path), content, self.part, ContentType=media_type)
            return _seen(self._system.info(self.key(path)))


class _Renamed(Store):
    """SFTP: a file grows while it is written, so it has another name until it is whole; then its server renames it."""

    renames = True
    at_once = 1

    _LONGEST = 60  # seconds in which an answer begins

    def __init__(self, top: Path, system: Any) -> None:  # noqa: ANN401
        super().__init__(top, system)
        self._turn = threading.Lock()
        system.ftp.get_channel().settimeout(self._LONGEST)

    @contextmanager
    def _asking(self, doing: str, path: Path) -> Iterator[None]:
        """One at a time: answers to two threads would be taken for one another."""
        with self._turn, asking(doing, path):
            yield

    def key(self, path: Path) -> str:
        return "/" + super().key(path).partition("/")[2]

    def path(self, key: str) -> Path:
        return self._top / key.lstrip("/")

    def write(self, path: Path, content: bytes, media_type: str) -> Seen:
        key = self.key(path)
        folder = os.path.dirname(key)  # noqa: PTH120  # of the server's
        part = f"{folder}/.pubpipe-{os.urandom(8).hex()}.part"
        with self._asking("written", path):
            self._system.makedirs(folder, exist_ok=True)
            try:
                self._system.pipe_file(part, content)
                self._system.mv(part, key)
            except BaseException:
                with suppress(Exception):
                    self._system.rm_file(part)
                raise
            return _seen(self._system.info(key))


_KINDS: Mapping[str, type[Store]] = {"s3": _Objects, "sftp": _Renamed}


def opened(top: Path) -> Store:
    """Return the store at the first two parts of a path: scheme, and bucket or host.

    Raises StoreError where its library is missing or nothing answers.
    """
    scheme = address(top).partition("://")[0]
    try:
        import fsspec

        if scheme != "memory":
            __import__(PACKAGES[scheme])
    except ImportError as error:
        raise missing(top, error.name or PACKAGES[scheme]) from None
    with asking("opened", top):
        return _KINDS.get(scheme, Store)(top, fsspec.filesystem(scheme, **_options(scheme, top)))


def _options(scheme: str, top: Path) -> dict[str, object]:
    if scheme == "sftp":
        from pubpipe.stores.hosts import connection

        return connection(top.parts[2])
    if scheme == "memory":
        return {}
    # Of what lies in the store nothing is remembered but by us, nor who we are by the next command of a process.
    return {"use_listings_cache": False, "skip_instance_cache": True}


def _seen(info: Mapping[str, Any]) -> Seen:
    etag = next((str(info[name]).strip('"') for name in _ETAGS if info.get(name)), "")
    time = next((info[name] for name in _TIMES if info.get(name)), "")
    seconds = time.timestamp() if isinstance(time, datetime) else time
    changed = round(seconds * 1e6) * 1000 if isinstance(seconds, float) else 0
    digest = hashlib.sha256((etag or str(changed or time)).encode()).digest()
    return Seen(int(info["size"]), int.from_bytes(digest[:8], "big") >> 1, changed)

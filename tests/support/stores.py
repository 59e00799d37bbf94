"""Stores on loopback: a real S3 server with a door in front of it, and a real SFTP server."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import paramiko
from moto.server import ThreadedMotoServer

KEYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    # Who asks a store that is broken on purpose need not ask it twenty times.
    "AWS_MAX_ATTEMPTS": "1",
}
ERROR = '<?xml version="1.0"?><Error><Code>{}</Code><Message>hush, not-a-secret</Message></Error>'

Answer = Callable[[int, str, str], str]


@dataclass
class Door:
    """Where clients knock: it counts requests, and lets them in (``pass``), hangs up (``cut``) or answers itself.

    An answer of its own is an error of S3: ``503 SlowDown``.
    """

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    answer: Answer = lambda number, method, path: "pass"

    def count(self, method: str) -> int:
        """Return how many requests of a method there were."""
        return sum(one == method for one, _ in self.asked)


@dataclass(frozen=True)
class Bucket:
    """A bucket of the S3 server; ``environ`` is what a process needs to reach it through the door."""

    name: str
    client: Any
    door: Door
    environ: dict[str, str]

    def put(self, key: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        self.client.put_object(Bucket=self.name, Key=key, Body=data)

    def get(self, key: str) -> bytes:
        data: bytes = self.client.get_object(Bucket=self.name, Key=key)["Body"].read()
        return data

    def remove(self, key: str) -> None:
        self.client.delete_object(Bucket=self.name, Key=key)

    def keys(self, start: str = "") -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=start)
        return [one["Key"] for page in pages for one in page.get("Contents", ())]

    def files(self, start: str) -> dict[str, bytes]:
        return {key.removeprefix(start): self.get(key) for key in self.keys(start)}


@contextmanager
def s3() -> Iterator[Callable[[str], Bucket]]:
    """Run an S3 server and yield what makes a bucket there."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        region_name=KEYS["AWS_DEFAULT_REGION"],
    )

    with _door(host, port) as door:

        def made(name: str) -> Bucket:
            client.create_bucket(Bucket=name)
            door.asked.clear()
            door.answer = lambda number, method, path: "pass"
            return Bucket(name, client, door, {**KEYS, "AWS_ENDPOINT_URL": door.address})

        try:
            yield made
        finally:
            client.close()
            server.stop()


@contextmanager
def _door(host: str, port: int) -> Iterator[Door]:
    door = Door()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            with suppress(ConnectionError):
                super().handle_one_request()

        def _pass(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            content = self.rfile.read(length)
            door.asked.append((self.command, self.path))
            answer = door.answer(len(door.asked), self.command, self.path)
            if answer == "cut":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if answer != "pass":
                status, _, code = answer.partition(" ")
                self.send_response(int(status))
                self._end(ERROR.format(code).encode())
                return
            inner = HTTPConnection(host, port, timeout=60)
            try:
                inner.request(self.command, self.path, content, dict(self.headers))
                told = inner.getresponse()
                data = told.read()
            finally:
                inner.close()
            self.send_response(told.status)
            for name, value in told.getheaders():
                if name.lower() not in (
                    "content-length",
                    "connection",
                    "transfer-encoding",
                    "server",
                    "date",
                ):
                    self.send_header(name, value)
            self._end(data, told.getheader("Content-Length"))

        def _end(self, data: bytes, length: str | None = None) -> None:
            self.send_header(
                "Content-Length", length if self.command == "HEAD" and length else str(len(data))
            )
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass  # noqa: N815  # as http.server calls them

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    door.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(paramiko.ServerInterface):  # type: ignore[misc]  # paramiko has no types
    def __init__(self, key: paramiko.PKey) -> None:
        self._key = key

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        fits = key == self._key
        return int(paramiko.AUTH_SUCCESSFUL if fits else paramiko.AUTH_FAILED)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return int(paramiko.OPEN_SUCCEEDED)


def _folder(root: Path, fails: Callable[[str], bool]) -> type[paramiko.SFTPServerInterface]:
    """An SFTP server's view of a folder; ``fails`` says for which files a write breaks off in the middle."""

    class Handle(paramiko.SFTPHandle):  # type: ignore[misc]
        def write(self, offset: int, data: bytes) -> int:
            if fails(self.name):
                super().write(offset, data[:10])
                return int(paramiko.SFTP_FAILURE)
            return int(super().write(offset, data))

    class Folder(paramiko.SFTPServerInterface):  # type: ignore[misc]
        def _real(self, path: str) -> Path:
            return root / str(self.canonicalize(path)).lstrip("/")

        def _try(self, act: Callable[[], Any]) -> Any:
            try:
                told = act()
                return paramiko.SFTP_OK if told is None else told
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)

        def list_folder(self, path: str) -> Any:
            def listed() -> list[Any]:
                found = self._real(path).iterdir()
                return [paramiko.SFTPAttributes.from_stat(p.lstat(), p.name) for p in found]

            return self._try(listed)

        def stat(self, path: str) -> Any:
            return self._try(lambda: paramiko.SFTPAttributes.from_stat(self._real(path).stat()))

        def lstat(self, path: str) -> Any:
            return self._try(lambda: paramiko.SFTPAttributes.from_stat(self._real(path).lstat()))

        def open(self, path: str, flags: int, attr: Any) -> Any:
            def opened() -> Handle:
                handle, real = Handle(flags), self._real(path)
                writes = flags & (os.O_WRONLY | os.O_RDWR)
                file = os.fdopen(os.open(real, flags, 0o666), "wb" if writes else "rb", 0)
                handle.name = path
                handle.readfile = handle.writefile = file
                return handle

            return self._try(opened)

        def remove(self, path: str) -> Any:
            return self._try(self._real(path).unlink)

        def posix_rename(self, oldpath: str, newpath: str) -> Any:
            self._try(lambda: self._real(oldpath).replace(self._real(newpath)))
            return paramiko.SFTP_OK

        def mkdir(self, path: str, attr: Any) -> Any:
            return self._try(self._real(path).mkdir)

    return Folder


@contextmanager
def sftp(root: Path, home: Path, fails: Callable[[str], bool] = lambda _: False) -> Iterator[str]:
    """Serve a folder by SFTP to who has the key that is put into ``home/.ssh``; yield the address of its root."""
    own, theirs = paramiko.RSAKey.generate(2048), paramiko.RSAKey.generate(2048)
    (home / ".ssh").mkdir(parents=True)
    theirs.write_private_key_file(str(home / ".ssh" / "id_rsa"))
    door = socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    known = paramiko.HostKeys()
    known.add(f"[127.0.0.1]:{port}", own.get_name(), own)
    known.save(str(home / ".ssh" / "known_hosts"))
    sessions: list[paramiko.Transport] = []

    def serve() -> None:
        while True:
            try:
                client, _ = door.accept()
            except OSError:
                return
            session = paramiko.Transport(client)
            session.add_server_key(own)
            session.set_subsystem_handler("sftp", paramiko.SFTPServer, _folder(root, fails))
            sessions.append(session)
            with suppress(paramiko.SSHException, EOFError):
                session.start_server(server=_Server(theirs))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"sftp://writer@127.0.0.1:{port}"
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        for session in sessions:
            session.close()
        thread.join(5)

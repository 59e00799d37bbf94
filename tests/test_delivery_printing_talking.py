"""pubpipe.delivery.printing.talking: what servers do wrong, said for somebody who wants to print."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pubpipe.delivery.printing.addresses import Address, address_of, server
from pubpipe.delivery.printing.message import Answer
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.delivery.printing.talking import Line

GOOD = b"\2\0\0\0\0\0\0\1\1\3"


@contextmanager
def answering(
    reply: Callable[[bytes], tuple[int, bytes]], where: str | tuple[str, int] = ("127.0.0.1", 0)
) -> Iterator[int]:
    """Answer each request with a status of HTTP and bytes; give the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, data = reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

        def address_string(self) -> str:
            return "here"

    class Local(HTTPServer):
        address_family = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET

        def server_bind(self) -> None:
            self.socket.bind(self.server_address)
            self.server_address = self.socket.getsockname()

    with Local(where, Handler) as listener:  # type: ignore[arg-type]
        threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
        yield 0 if isinstance(where, str) else listener.server_address[1]
        listener.shutdown()


def line(port: int, **more: float) -> Line:
    return Line(address_of(f"ipp://127.0.0.1:{port}/ipp/print"), "ana", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "code", "message", "hint"),
    [
        (401, "print-refused", "wants a name and a password", "`lp`"),
        (403, "print-refused", "does not let this machine or user print", "who looks after it"),
        (404, "print-refused", "there is no printer at", "ipp://HOST/ipp/print"),
        (426, "print-refused", "only talks encrypted", "ipps://"),
        (500, "print-refused", "refuses: 500", ""),
    ],
)
def test_what_a_server_refuses_is_said_with_what_to_do(
    status: int, code: str, message: str, hint: str
) -> None:
    with answering(lambda _: (status, b"")) as port, pytest.raises(Unprinted, match=message) as refused:
        line(port).ask(0x0B)
    assert (refused.value.code, hint in refused.value.hint, refused.value.exit_code) == (code, True, 7)


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><title>Router</title>", b"", GOOD[:-1]])
def test_what_is_not_the_protocol_is_said(data: bytes) -> None:
    with (
        answering(lambda _: (200, data)) as port,
        pytest.raises(Unprinted, match="not the printing protocol"),
    ):
        line(port).ask(0x0B)


def test_a_printer_that_does_not_answer_is_not_waited_for_without_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unprinted, match="does not answer"):
        line(silent.getsockname()[1], patience=0.2).ask(0x0B)


def test_a_refusal_that_comes_before_the_document_has_is_heard() -> None:
    def refuse(listener: socket.socket) -> None:
        client, _ = listener.accept()
        with client:
            client.recv(1024)
            client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            client.shutdown(socket.SHUT_WR)
            while client.recv(65_536):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=refuse, args=(listener,), daemon=True)
        thread.start()
        with pytest.raises(Unprinted, match="does not let this machine"):
            line(listener.getsockname()[1]).ask(0x02, document=b"x" * 100_000)
        thread.join(10)


def test_an_old_printer_is_spoken_to_as_it_speaks() -> None:
    seen: list[tuple[int, int]] = []

    def old(request: bytes) -> tuple[int, bytes]:
        seen.append((request[0], request[1]))
        if request[:2] == b"\1\1":
            return 200, b"\1\1\0\0" + request[4:8] + b"\1\3"
        return 200, struct.pack(">BBH", 1, 1, 0x0503) + request[4:8] + b"\1\3"

    with answering(old) as port:
        to = line(port)
        assert to.ask(0x0B).status == 0
        assert to.ask(0x0B).status == 0
    assert seen == [(2, 0), (1, 1), (1, 1)]


def test_the_print_server_of_this_machine_is_asked_over_its_socket(tmp_path: Path) -> None:
    path = str(tmp_path / "cups.sock")
    with answering(lambda _: (200, GOOD), path):
        assert Line(server({"CUPS_SERVER": path}), "ana").ask(0x4002) == Answer(0, ((1, {}),))
    gone = Line(Address("the print server", "", socket=str(tmp_path / "gone")), "ana")
    with pytest.raises(Unprinted, match="the print server cannot be reached: No such file"):
        gone.ask(0x4002)

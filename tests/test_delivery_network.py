"""Sockets: of this machine alone unless asked, and a port that is taken is told."""

from __future__ import annotations

import socket

import pytest

from pubpipe.delivery import network
from pubpipe.errors import UsageProblem


def test_a_free_port_is_found_and_others_are_not_let_in() -> None:
    with network.listening(0, lan=False) as bound:
        host, port = bound.getsockname()
        assert host == "127.0.0.1"
        assert port > 0
    with network.listening(0, lan=True) as bound:
        assert bound.getsockname()[0] == "0.0.0.0"


def test_a_port_that_is_taken_is_told() -> None:
    with network.listening(0, lan=False) as bound:
        port = bound.getsockname()[1]
        with pytest.raises(UsageProblem, match=f"port {port} is taken") as refused:
            network.listening(port, lan=False)
        assert "--port" in refused.value.hint


def test_a_machine_without_a_network_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    class Alone(socket.socket):
        connect = unreachable

    monkeypatch.setattr(socket, "socket", Alone)
    with pytest.raises(UsageProblem, match="in no network"):
        network.local_address()

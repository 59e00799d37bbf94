"""pubpipe.delivery.printing.addresses: where a printer or a print server is."""

import socket
from pathlib import Path

import pytest

from pubpipe.delivery.printing import addresses
from pubpipe.delivery.printing.addresses import address_of, queue, server, usual
from pubpipe.errors import UsageProblem


@pytest.mark.parametrize(
    ("named", "uri", "secure"),
    [
        ("ipp://office.local/ipp/print", "ipp://office.local:631/ipp/print", False),
        ("ipp://office.local", "ipp://office.local:631/ipp/print", False),
        ("ipps://10.0.0.7:8631/x", "ipps://10.0.0.7:8631/x", True),
        ("ipp://[::1]:632/", "ipp://[::1]:632/ipp/print", False),
        ("http://host:631/printers/a%20b", "ipp://host:631/printers/a%20b", False),
    ],
)
def test_an_address_is_completed(named: str, uri: str, secure: bool) -> None:
    found = address_of(named)
    assert (found.uri, found.is_secure, found.called) == (uri, secure, named)


@pytest.mark.parametrize(
    "named", ["ftp://host/x", "ipp://", "ipp://host:port/", "ipp:///print", "ipp://[::1/"]
)
def test_what_is_no_address_is_refused(named: str) -> None:
    with pytest.raises(UsageProblem, match="is no address"):
        address_of(named)


def test_a_certificate_is_written_with_or_without_colons() -> None:
    plain = "ab" * 32
    assert address_of("ipps://h", "SHA256:" + ":".join(["AB"] * 32)).fingerprint == plain
    with pytest.raises(UsageProblem, match="no SHA-256"):
        address_of("ipps://h", "abcd")


def test_the_print_server_is_that_of_the_environment_then_the_settings_then_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "sock"
    monkeypatch.setattr(addresses, "SOCKETS", (str(tmp_path / "none"), str(here)))
    assert (server({}).socket, server({}).host, server({}).port) == ("", "localhost", 631)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(here))
        assert server({}).socket == str(here)
    assert server({"CUPS_SERVER": "/run/x.sock"}).socket == "/run/x.sock"
    found = server({"CUPS_SERVER": "host:8631/version=1.1"}, "ServerName other")
    assert (found.host, found.port) == ("host", 8631)
    assert server({}, "# c\n  servername print.example\n").host == "print.example"
    with pytest.raises(UsageProblem, match="no host"):
        server({"CUPS_SERVER": ":99999"})


def test_a_queue_is_where_its_server_is() -> None:
    on = server({"CUPS_SERVER": "host"})
    assert queue(on, "a/b c").uri == "ipp://host:631/printers/a%2Fb%20c"
    assert queue(on, "many", "/classes/many").path == "/classes/many"


def test_the_usual_printer_is_found_as_lp_finds_it() -> None:
    told = {"PUBPIPE_PRINTER": "a", "LPDEST": "b", "PRINTER": "c"}
    assert usual(told) == "a"
    assert usual({**told, "PUBPIPE_PRINTER": ""}) == "b"
    assert usual({"PRINTER": "c"}, "Default d") == "c"
    assert usual({"PRINTER": "lp"}, "Dest x\nDefault d/booklet sides=one-sided\n") == "d"
    assert usual({}) == ""

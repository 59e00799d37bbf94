"""What answers at an address: nobody, somebody else, a scheduler, and one that wants TLS."""

import contextlib
import logging
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.press.cluster import connecting
from pubpipe.press.cluster.connecting import connected
from tests.support.cluster import cluster

CERTIFICATE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
)


def refusal(address: str) -> tuple[str, str]:
    with pytest.raises(ConfigurationError) as refused, connected(address, 0):
        pytest.fail("connected")
    return refused.value.message, refused.value.hint


@pytest.fixture
def silent() -> Iterator[str]:
    """Somebody who takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """The environment of a dask that knows a certificate."""
    pair = ["-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*CERTIFICATE.split(), *pair], cwd=tmp_path, check=True, capture_output=True)
    settings = {"CA_FILE": "certificate.pem"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings |= {f"{role}__CERT": "certificate.pem", f"{role}__KEY": "key.pem"}
    return {f"DASK_DISTRIBUTED__COMM__TLS__{key}": str(tmp_path / file) for key, file in settings.items()}


def of_client(environ: dict[str, str]) -> dict[str, str]:
    """The same settings as dask has them that has read its environment, as far as a client asks."""
    keys = {
        key.removeprefix("DASK_").replace("__", ".").replace("_", "-").lower(): environ[key]
        for key in environ
    }
    return {key: keys[key] for key in keys if "ca-file" in key or "client" in key}


def test_where_nobody_is_it_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    message, hint = refusal(f"tcp://127.0.0.1:{port}")
    assert message == f"nothing answers at tcp://127.0.0.1:{port}: Connection refused"
    assert "dask scheduler" in hint
    assert "nothing answers at tcp://nowhere.invalid:8786" in refusal("tcp://nowhere.invalid:8786")[0]


def test_somebody_who_says_nothing_may_want_tls(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "_PATIENCE", 0.2)
    message, hint = refusal(silent)
    assert message == f"what answers at {silent} is no dask scheduler"
    assert "give tls://" in hint


def test_somebody_else_is_told_by_the_first_word() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with server.accept()[0] as guest, contextlib.suppress(ConnectionError):
                guest.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
                guest.recv(1)

        thread = threading.Thread(target=greet)
        thread.start()
        message, _ = refusal(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        thread.join()
    assert "is no dask scheduler" in message


def test_tls_needs_certificates_and_both_sides_of_it(
    tmp_path: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    message, hint = refusal("tls://127.0.0.1:1")
    assert message == "tls://127.0.0.1:1 wants TLS, and no certificate is set"
    assert "DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in hint
    with cluster(tmp_path, 0, protocol="tls", environ=files) as machines:
        with dask.config.set(of_client(files)), connected(machines.address, 0) as client:
            assert client.scheduler_info()["workers"] == {}
        missing = files | {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(tmp_path / "none.pem")}
        with dask.config.set(of_client(missing)):
            assert "a file for TLS cannot be read" in refusal(machines.address)[0]
        monkeypatch.setattr(connecting, "_PATIENCE", 0.5)
        assert "give tls://" in refusal(machines.address.replace("tls:", "tcp:"))[1]


def test_a_scheduler_without_tls_is_told_from_one_with_it(tmp_path: Path, files: dict[str, str]) -> None:
    with cluster(tmp_path, 0) as machines:
        secret = machines.address.replace("tcp:", "tls:")
        with dask.config.set(of_client(files)):
            message, hint = refusal(secret)
        assert (message, hint) == (
            f"what answers at {secret} does not speak TLS",
            f"Give {machines.address}",
        )


def test_the_local_one_has_workers_and_no_door() -> None:
    log = logging.getLogger("distributed")
    before = log.level
    with connected("local", 3) as client:
        assert sum(client.nthreads().values()) == 3
        assert str(client.scheduler_info()["address"]).startswith("inproc://")
        assert log.level > logging.CRITICAL
    assert log.level == before

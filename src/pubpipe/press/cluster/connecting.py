"""An address -> a connection to the scheduler there, or what is wrong with it in a user's words."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import dask
from distributed import Client, LocalCluster, Security

from pubpipe.errors import ConfigurationError
from pubpipe.press.cluster.addresses import LOCAL
from pubpipe.press.workers.cores import cores

_PATIENCE = 10  # seconds in which a scheduler answers
_LOGS = ("distributed", "distributed.client", "distributed.gc")
_GREETING = 2.0  # seconds in which one that speaks without TLS has begun to speak
_LONGEST = 2**20  # bytes of a scheduler's first message
# What dask does all the time for programs that hold much data or work in its own threads; ours do neither, and on a
# worker it costs a thirtieth of a core. Its log of messages keeps the last thousand of each connection with all that
# they carry, which are a thousand chunks.
QUIET = {
    "distributed.admin.low-level-log-length": 8,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "500ms",
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.terminate": False,
    "distributed.worker.profile.enabled": False,
}
_FILES = (
    "dask finds the files by its own settings: DASK_DISTRIBUTED__COMM__TLS__CA_FILE, and"
    " DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and __KEY."
)


@contextlib.contextmanager
def connected(address: str, jobs: int) -> Iterator[Client]:
    """Hold a connection to the scheduler at an address, or to one in this process with ``jobs`` workers (0: cores).

    Raises ConfigurationError that says what answers there, or that nothing does.
    """
    with _quiet(), _here(jobs) if address == LOCAL else _there(address) as client:
        yield client


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let dask do what it is needed for; its log and its warnings stay off the terminal: what matters is raised."""
    logs = [logging.getLogger(name) for name in _LOGS]
    levels = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        with dask.config.set({**QUIET, "distributed.admin.large-graph-warning-threshold": sys.maxsize}):
            yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)


@contextlib.contextmanager
def _here(jobs: int) -> Iterator[Client]:
    """A scheduler and workers in this process, whom nobody can reach from outside; the pool's processes work."""
    closed: dict[str, list[str]] = {
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    with (
        dask.config.set(closed),
        LocalCluster(
            n_workers=jobs or cores(),
            threads_per_worker=1,
            processes=False,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


@contextlib.contextmanager
def _there(address: str) -> Iterator[Client]:
    security = _security(address)
    _knock(address, security)
    try:
        client = Client(address, timeout=_PATIENCE, security=security, set_as_default=False, name="pubpipe")
    except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
        raise ConfigurationError(
            f"the scheduler at {address} cannot be talked to: {_short(error)}",
            "Has it the same version of dask.distributed?",
        ) from error
    try:
        yield client
    finally:
        # A scheduler that is gone must not be waited for.
        client.close(timeout=2)


def _security(address: str) -> Security | None:
    """Return the certificates of dask's own settings for an address that wants them."""
    if urlsplit(address).scheme != "tls":
        return None
    security = Security()
    try:
        context = security.get_connection_args("client").get("ssl_context")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"a file for TLS cannot be read: {_short(error)}", _FILES) from error
    if context is None:
        raise ConfigurationError(f"{address} wants TLS, and no certificate is set", _FILES)
    return security


def _knock(address: str, security: Security | None) -> None:
    """Wait until a scheduler has said its first word, for dask would wait for ever; raises ConfigurationError.

    A scheduler speaks first, with TLS after the handshake. Before that nothing must be said to one that may speak
    without: it takes a handshake for the length of a message and makes room for it.
    """
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 0), _PATIENCE) as door:
            if security is None:
                _hear(address, door)
                return
            if _speaks(door, _GREETING):
                raise ConfigurationError(
                    f"what answers at {address} does not speak TLS", f"Give tcp://{parts.netloc}"
                )
            door.settimeout(_PATIENCE)
            context: ssl.SSLContext = security.get_connection_args("client")["ssl_context"]
            with context.wrap_socket(door, server_hostname=parts.hostname) as secret:
                _hear(address, secret)
    except ssl.SSLError as error:
        reason = (
            getattr(error, "verify_message", "") or (error.reason or str(error)).replace("_", " ").lower()
        )
        raise ConfigurationError(f"no TLS with what answers at {address}: {reason}", _FILES) from error
    except OSError as error:
        raise ConfigurationError(
            f"nothing answers at {address}: {_short(error)}",
            "Is the address right, and does a scheduler run there? `dask scheduler` starts one.",
        ) from error


def _hear(address: str, door: socket.socket) -> None:
    """Raise ConfigurationError unless what is said first is a message of dask's: its length, and so many bytes."""
    if _speaks(door, _PATIENCE) and int.from_bytes(door.recv(8), "little") < _LONGEST:
        return
    raise ConfigurationError(
        f"what answers at {address} is no dask scheduler",
        "Is the port right?" + (" If it wants TLS, give tls://." * (not isinstance(door, ssl.SSLSocket))),
    )


def _speaks(door: socket.socket, seconds: float) -> bool:
    """Whether the other side says something before anything is said to it; what it says can still be read."""
    door.settimeout(seconds)
    secret = isinstance(door, ssl.SSLSocket)  # cannot be looked into, and has been shaken hands with
    with contextlib.suppress(TimeoutError, ConnectionError):
        return secret or bool(door.recv(1, socket.MSG_PEEK))
    return False


def _short(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).partition("\n")[0] or type(error).__name__

"""A port, and whether others may come -> the socket that is listened at, and the addresses that lead to it."""

from __future__ import annotations

import errno
import socket

from pubpipe.errors import UsageProblem

LOOPBACK = "127.0.0.1"

# Nothing is sent there (RFC 5737); the system only says which of its addresses it would send from.
_SOMEWHERE = ("192.0.2.1", 9)


def local_address() -> str:
    """Return the address by which this machine is reached in its network; raises UsageProblem where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
            found = str(probe.getsockname()[0])
        except OSError:
            found = LOOPBACK
    if found.startswith("127."):
        raise UsageProblem("this machine is in no network", "Without --lan it serves this machine alone.")
    return found


def listening(port: int, *, lan: bool) -> socket.socket:
    """Return a socket that listens at a port, 0 for any that is free: of this machine alone, or of all its networks.

    Raises UsageProblem where the port is taken, or not to be had.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(("" if lan else LOOPBACK, port))
        found.listen(128)
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} is taken: another program listens there"
        else:
            message = f"port {port} cannot be had: {error.strerror or error}"
        hint = "--port 8080 takes another, --port 0 any that is free."
        raise UsageProblem(message, hint) from error
    return found

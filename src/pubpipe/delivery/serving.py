"""A project -> its ``dist/`` on this machine, or in the network that it is in, until it is ended."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pubpipe.catalogue import opds
from pubpipe.delivery.network import LOOPBACK, listening, local_address
from pubpipe.delivery.shelf import Told, application
from pubpipe.errors import UsageProblem


@dataclass(frozen=True, slots=True)
class Served:
    """Where a folder is served: its address, that of its catalogue (empty where it has none)."""

    address: str
    catalogue: str


def serve(
    folder: Path, port: int, *, lan: bool, on_ready: Callable[[Served], None], told: Told | None = None
) -> None:
    """Serve a folder until the process is interrupted; ``on_ready`` is told where as soon as it can be reached.

    Raises UsageProblem where there is nothing to serve, no network, or no port.
    """
    import uvicorn

    if not folder.is_dir() or not any(not path.name.startswith(".") for path in folder.iterdir()):
        raise UsageProblem(f"{folder.name}/ has no editions to serve", "pubpipe all makes them.")
    host = local_address() if lan else LOOPBACK
    with listening(port, lan=lan) as bound:
        base = f"http://{host}:{bound.getsockname()[1]}/"
        # Multicast DNS has a machine's name below local (RFC 6762, 3).
        name = socket.gethostname()
        names = {LOOPBACK, "localhost", host, *((name, f"{name}.local") if lan else ())}
        app = application(folder, sorted(names), told)
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False)
        front = opds.front(opds.ATOM)
        on_ready(Served(base, f"{base}{front}" if (folder / front).is_file() else ""))
        uvicorn.Server(config).run(sockets=[bound])

"""A cluster's address as it was typed -> the same, checked before anything is read."""

from __future__ import annotations

import re

from pubpipe import installed
from pubpipe.errors import ConfigurationError, UsageProblem

LOCAL = "local"

_ADDRESS = re.compile(r"(?:(?P<scheme>[a-z]+)://)?(?:[^\s:/\[\]]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})/?")
_SCHEMES = ("tcp", "tls")


def checked(typed: str) -> str:
    """Return a scheduler's address with its scheme, or ``local``.

    Raises UsageProblem for what is no address, ConfigurationError where dask is not installed.
    """
    found = _ADDRESS.fullmatch(typed)
    scheme = found["scheme"] or "tcp" if found else ""
    if typed != LOCAL and (found is None or scheme not in _SCHEMES or not 0 < int(found["port"]) < 65536):
        raise UsageProblem(
            f"--cluster {typed} is no scheduler's address",
            "Give tcp://HOST:PORT or tls://HOST:PORT, as `dask scheduler` tells it, or local.",
        )
    if installed.version("distributed") is None:
        raise ConfigurationError(
            "--cluster needs dask.distributed, which is not installed", installed.with_extra("cluster")
        )
    return typed if found is None or found["scheme"] else f"tcp://{typed}"

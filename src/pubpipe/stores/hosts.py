"""The host of an SFTP address -> how fsspec connects: only to a host that ~/.ssh/known_hosts knows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import paramiko

_PATIENCE = 10  # seconds in which a host answers


class UnknownHostKey(paramiko.SSHException):  # type: ignore[misc]  # paramiko has no types
    """A host shows a key that ~/.ssh/known_hosts does not have."""


class _Known(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """fsspec asks for a policy, and gives paramiko no known hosts: so this one looks them up."""

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        known = paramiko.HostKeys()
        if (file := Path("~/.ssh/known_hosts").expanduser()).is_file():
            known.load(str(file))
        if not known.check(hostname, key):
            raise UnknownHostKey(hostname)


def connection(host: str) -> dict[str, object]:
    """Return the arguments of a connection to ``user@host:port``; who it is, an agent or a key in ~/.ssh says."""
    parts = urlsplit(f"//{host}")
    given: dict[str, object] = {"username": parts.username, "port": parts.port}
    return {
        "host": parts.hostname,
        "host_key_policy": _Known(),
        "timeout": _PATIENCE,
        "banner_timeout": _PATIENCE,
        "auth_timeout": _PATIENCE,
        "skip_instance_cache": True,
        **{name: value for name, value in given.items() if value},
    }

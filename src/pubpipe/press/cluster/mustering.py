"""A connection and a house -> a crew on every machine that is like this one; another machine is refused."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from distributed import Client

from pubpipe.errors import ConfigurationError
from pubpipe.press.cluster.crew import Crew, House
from pubpipe.press.cluster.versions import differences, versions

_PATIENCE = 60  # seconds in which a first worker comes
_NAME = "pubpipe-"
SAME = "Bytes would differ. Let all machines run the same image, or install the same lock file on them."


@contextlib.contextmanager
def mustered(client: Client, house: House) -> Iterator[str]:
    """Hold a crew on each machine, and yield the name by which tasks find it.

    The style crosses once a machine, one that comes later gets it as it comes. Raises ConfigurationError where
    there is no worker, pubpipe is missing, or a machine has other versions than the house wants.
    """
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise ConfigurationError(
            f"the scheduler has no worker, and none came in {_PATIENCE} seconds",
            "Start one on each machine: `dask worker SCHEDULER`.",
        ) from error
    _look(client, house)
    for left in client.run_on_scheduler(abandoned):
        client.unregister_worker_plugin(left)
    name = _NAME + client.id
    client.register_plugin(Crew(house), name=name)
    try:
        yield name
    finally:
        # When the scheduler is gone, so are its workers.
        with contextlib.suppress(Exception):
            client.unregister_worker_plugin(name)


def abandoned(dask_scheduler: Any) -> list[str]:  # noqa: ANN401  # distributed's own, and what it calls it
    """Return the names of crews whose run was killed, on the scheduler."""
    return [
        name
        for name in dask_scheduler.worker_plugins
        if name.startswith(_NAME) and name.removeprefix(_NAME) not in dask_scheduler.clients
    ]


def refused(machine: str, found: tuple[str, ...], others: int = 0) -> ConfigurationError:
    """Return the refusal of a machine by its differences; ``others`` machines differ as well."""
    more = f"; {others} more differ" if others else ""
    return ConfigurationError(
        f"the worker {machine} differs from this machine: {', '.join(found)}{more}", SAME
    )


def _look(client: Client, house: House) -> None:
    # What is raised there, where pubpipe cannot be imported for one, is raised here: of whatever kind.
    try:
        client.run_on_scheduler(versions, ())
    except Exception as error:
        raise ConfigurationError(
            f"the scheduler cannot be asked: {error}", "Install 'pubpipe[cluster]' where it runs, too."
        ) from error
    answers = client.run(versions, house.formats, on_error="return")
    unlike = {machine: _differences(house, answer) for machine, answer in sorted(answers.items())}
    found = [(machine, some) for machine, some in unlike.items() if some]
    if found:
        raise refused(*found[0], len(found) - 1)


def _differences(house: House, answer: object) -> tuple[str, ...]:
    if isinstance(answer, dict):
        return differences(house.versions, answer)
    return (f"it cannot be asked: {answer}",)

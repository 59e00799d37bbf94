"""Machines that are like this one get their crew; others are refused before anything is made."""

import importlib.metadata
import os
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client

from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Manuscript, Metadata, Style
from pubpipe.press.cluster import flight, mustering
from pubpipe.press.cluster.connecting import connected
from pubpipe.press.cluster.crew import House
from pubpipe.press.cluster.flight import Flight
from pubpipe.press.cluster.mustering import mustered
from pubpipe.press.cluster.versions import versions
from pubpipe.press.limits import USUAL
from pubpipe.press.workers.rendering import Stopped
from tests.support.cluster import Processes, cluster

FORMATS = ("md", "pdf")


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """A scheduler without workers."""
    with cluster(tmp_path_factory.mktemp("cluster"), 0) as processes:
        yield processes


@pytest.fixture
def client(machines: Processes) -> Iterator[Client]:
    with connected(machines.address, 0) as connection:
        yield connection
    for worker in machines.workers:
        worker.kill()
        worker.wait()


def house(files: dict[str, bytes] | None = None) -> House:
    return House(Style("s", files or {}), USUAL, FORMATS, versions(FORMATS))


def other_weasyprint(folder: Path) -> dict[str, str]:
    """The environment of a machine that has another WeasyPrint, by what it tells of itself."""
    package = folder / "weasyprint-69.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: weasyprint\nVersion: 69.0\n")
    return {"PYTHONPATH": str(folder)}


def refusal(client: Client) -> str:
    with pytest.raises(ConfigurationError) as refused, mustered(client, house()):
        pytest.fail("mustered")
    return refused.value.message


def test_without_a_worker_nothing_is_begun(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mustering, "_PATIENCE", 0.2)
    assert "the scheduler has no worker" in refusal(client)


def test_a_machine_without_pubpipe_is_refused(machines: Processes, client: Client) -> None:
    # Without site packages' .pth files an editable installation is not found; dask itself is.
    packages = os.pathsep.join(site.getsitepackages())
    machines.worker("--no-nanny", environ={"PYTHONPATH": packages}, python=("-S",))
    client.wait_for_workers(1)
    assert "cannot be asked: " in (said := refusal(client))
    assert "No module named 'pubpipe'" in said


@pytest.mark.proof
def test_a_scheduler_without_pubpipe_is_refused(tmp_path: Path) -> None:
    bare = {"PYTHONPATH": os.pathsep.join(site.getsitepackages())}
    with cluster(tmp_path, 1, environ=bare, python=("-S",)) as one, connected(one.address, 0) as connection:
        assert "the scheduler cannot be asked: " in (said := refusal(connection))
        assert "No module named 'pubpipe'" in said


def test_one_that_comes_later_stops_the_run_when_it_differs_and_is_refused_before_the_next(
    machines: Processes, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flight, "_LOOK", 0.1)
    style = Style("s", {})
    manuscript = Manuscript("a", Metadata("T", "en"), "Words.\n", "---\ntitle: T\n---\n\nWords.\n")
    edition = Edition(manuscript, style, "md")
    machines.worker("--nanny")
    with mustered(client, house({"text.toml": b"width = 60\n"})) as name:
        results = Flight(client, name, machines.address).all(((n, (edition,)) for n in range(4)), 4)
        assert sorted(n for n, (one,) in results if one.rendering) == [0, 1, 2, 3]
        machines.worker("--no-nanny", environ=other_weasyprint(tmp_path))
        client.wait_for_workers(2)
        with pytest.raises(Stopped, match=r"differs from this machine: weasyprint 69\.0") as stopped:
            list(Flight(client, name, machines.address).all(((n, (edition,)) for n in range(400)), 400))
    assert stopped.value.exit_code == 4
    here = importlib.metadata.version("weasyprint")
    assert f"differs from this machine: weasyprint 69.0 (here {here})" in refusal(client)


@pytest.mark.proof
def test_the_crew_of_a_run_that_was_killed_goes_with_the_next(machines: Processes, client: Client) -> None:
    code = (
        "import os, sys\n"
        "from pubpipe.press.cluster.connecting import connected\n"
        "from pubpipe.press.cluster.mustering import mustered\n"
        "from tests.test_press_cluster_mustering import house\n"
        "with connected(sys.argv[1], 0) as client, mustered(client, house()) as name:\n"
        "    print(name, flush=True)\n"
        "    os._exit(1)\n"
    )
    machines.worker("--no-nanny")
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", code, machines.address], cwd=root, capture_output=True, text=True, check=False
    )
    left = run.stdout.strip()
    assert left.startswith("pubpipe-")
    with mustered(client, house()) as name:
        (worker,) = client.run(lambda dask_worker: sorted(dask_worker.plugins)).values()
        assert name in worker
        assert left not in worker
    (worker,) = client.run(lambda dask_worker: sorted(dask_worker.plugins)).values()
    assert name not in worker

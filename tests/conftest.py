"""pytest's options -> short or long form of a test, golden files compared or renewed."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from pubpipe.press.workers.cores import cores

if TYPE_CHECKING:
    from tests.support.stores import Bucket

Amount = Callable[[int, int], int]
Golden = Callable[[Path, bytes | str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--proof`` and ``--update-golden``."""
    parser.addoption(
        "--proof", action="store_true", help="run the long proofs and the long form of every test"
    )
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files instead of comparing"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis search the same few examples every time, or many new ones with ``--proof``."""
    # A run that a shell began in the background ignores Ctrl-C, and so would every program under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "proof: a long proof, run by `make proof` only")
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    settings.register_profile(
        "test", max_examples=50, derandomize=True, database=None, deadline=None, suppress_health_check=slow
    )
    settings.register_profile(
        "proof", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=slow
    )
    settings.load_profile("proof" if config.getoption("--proof") else "test")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Test in as many processes as this one may use cores, by its control group too."""
    return cores()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked ``proof`` unless it is asked for; left out, not skipped."""
    if config.getoption("--proof"):
        return
    long = [item for item in items if item.get_closest_marker("proof")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture
def amount(pytestconfig: pytest.Config) -> Amount:
    """Choose between the short and the long form: ``amount(20, 2_000)`` is 2,000 with ``--proof``, else 20."""
    proof = bool(pytestconfig.getoption("--proof"))
    return lambda short, long: long if proof else short


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Golden:
    """Compare with a committed file: ``golden(path, actual)``; with ``--update-golden`` write it."""
    update = bool(pytestconfig.getoption("--update-golden"))

    def compare(path: Path, actual: bytes | str) -> None:
        data = actual.encode() if isinstance(actual, str) else actual
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.is_file(), f"{path} is missing: run pytest with --update-golden and read the diff"
        expected = path.read_bytes()
        if isinstance(actual, str):
            assert actual == expected.decode()
        else:
            assert data == expected

    return compare


@pytest.fixture(scope="module")
def bucket_of() -> Iterator[Callable[[str], Bucket]]:
    """Give buckets of a real S3 server by their names."""
    from tests.support.stores import s3

    with s3() as made:
        yield made


@pytest.fixture
def bucket(
    bucket_of: Callable[[str], Bucket], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Bucket:
    """Give a bucket of the test's own, with the environment that leads to it."""
    made = bucket_of(f"b{abs(hash(request.node.name)):x}")
    for name, value in made.environ.items():
        monkeypatch.setenv(name, value)
    # Of a store that is broken on purpose twice is asked often enough.
    monkeypatch.setattr("s3fs.core.S3FileSystem.retries", 2)
    return made

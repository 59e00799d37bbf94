"""A scheduler's address: what is one, and what is said of what is none."""

import pytest

from pubpipe import installed
from pubpipe.errors import ConfigurationError, UsageProblem
from pubpipe.press.cluster.addresses import checked


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("local", "local"),
        ("tcp://10.0.0.7:8786", "tcp://10.0.0.7:8786"),
        ("tls://scheduler.example.org:8786", "tls://scheduler.example.org:8786"),
        ("scheduler:8786", "tcp://scheduler:8786"),
        ("tcp://[::1]:8786", "tcp://[::1]:8786"),
    ],
)
def test_an_address_has_a_scheme(typed: str, address: str) -> None:
    assert checked(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "here", "tcp://host", "http://host:80", "tcp://host:0", "host:70000", "a b:80", "tcp://h:80/x"],
)
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UsageProblem, match="no scheduler's address") as refusal:
        checked(typed)
    assert "tcp://HOST:PORT" in refusal.value.hint


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "version", lambda package: None)
    with pytest.raises(ConfigurationError, match=r"not installed") as refusal:
        checked("local")
    assert refusal.value.hint == installed.with_extra("cluster")

"""The bar of a build: rate and time left, for people."""

import pytest
from rich.console import Console
from rich.progress import Progress

from pubpipe.cli.progress import columns, rate


@pytest.mark.parametrize(("speed", "text"), [(None, ""), (0.0, ""), (12.34, "12.3/s"), (0.05, "3.0/min")])
def test_rates(speed: float | None, text: str) -> None:
    assert rate(speed) == text


def test_the_bar_tells_how_many_how_fast_and_how_long() -> None:
    now = [0.0]
    console = Console(record=True, width=80, force_terminal=True)
    bar = Progress(*columns(), console=console, get_time=lambda: now[0], auto_refresh=False, expand=True)
    with bar:
        task = bar.add_task("", total=100)
        for _ in range(10):
            now[0] += 0.5
            bar.advance(task)
    text = console.export_text()
    assert "10/100" in text
    assert "2.0/s" in text
    assert "00:45" in text

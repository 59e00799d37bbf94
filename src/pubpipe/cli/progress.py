"""A build's progress -> the columns of its bar: how many are done, how fast, how long it still takes."""

from __future__ import annotations

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class Rate(ProgressColumn):
    """Articles a second, or a minute where they are long; nothing until two are done."""

    def render(self, task: Task) -> Text:
        """Return the rate of the last half minute."""
        return Text(rate(task.speed))


def rate(speed: float | None) -> str:
    """Write a speed in articles a second for people."""
    if not speed:
        return ""
    return f"{speed:.1f}/s" if speed >= 1 else f"{speed * 60:.1f}/min"


def columns() -> tuple[ProgressColumn, ...]:
    """Return the columns from left to right."""
    return (
        TextColumn("Building"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True),
    )

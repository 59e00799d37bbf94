"""A word on the command line -> a folder of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pubpipe.errors import UsageProblem
from pubpipe.stores.addresses import is_address, mistyped

if TYPE_CHECKING:
    from click import Context, Parameter


class LocalFolder(click.Path):
    """A folder of this machine; the address of one in a store is refused, and no folder is named after it."""

    def __init__(self, hint: str, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)
        self._hint = hint

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:  # noqa: ANN401
        """Return the path; raises UsageProblem for an address."""
        if isinstance(value, str) and (is_address(value) or mistyped(value)):
            raise UsageProblem(f"{value} is no folder of this machine", self._hint)
        return super().convert(value, param, ctx)
